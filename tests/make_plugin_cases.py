"""Have real Jekyll and its plugins write the page of every case: `python -m tests.make_plugin_cases`.

They are Debian's: ruby-jekyll-relative-links, ruby-jekyll-mentions, ruby-jekyll-titles-from-headings,
ruby-jekyll-optional-front-matter. Write a case as its name, with what it adds to the configuration as JSON behind
` @ `, and the post, with nothing behind `--`.
"""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kramdown import read_cases, write_cases
from tests.plugin_blog import CASES, build, write_blog


def main() -> None:
    cases, made = read_cases(CASES), []
    for case in cases:
        with TemporaryDirectory() as folder:
            write_blog(Path(folder), case)
            made.append(replace(case, html=build(Path(folder))))
    changed = [new.name for old, new in zip(cases, made, strict=True) if old.html.strip() != new.html.strip()]
    write_cases(CASES, CASES.read_text(encoding="utf-8").partition("\n== ")[0], made)
    print(f"{len(made)} cases, changed: {', '.join(changed) or 'none'}")  # noqa: T201


if __name__ == "__main__":
    main()
