"""`python -m webapp` equals `working-notes`."""

from webapp.cli import main

if __name__ == "__main__":
    main()
