"""Write down which languages Debian's Rouge knows: `python -m tests.make_rouge_languages`."""

import subprocess
from pathlib import Path

PLACE = Path(__file__).parent.parent / "webapp" / "markdown" / "rouge_languages.py"
LIST = """
require "rouge"
puts Rouge.version
Rouge::Lexer.all.sort_by(&:tag).each { |lexer| puts ([lexer.tag] + (lexer.aliases - [lexer.tag]).uniq).join(" ") }
"""
HEAD = '''"""The names of Rouge's languages: each line is one language with its other names.

Made by `python -m tests.make_rouge_languages` from Rouge {version} (github.com/rouge-ruby/rouge).
"""

LANGUAGES = """\\
{lines}
"""
'''


def main() -> None:
    answer = subprocess.run(["ruby", "-e", LIST], capture_output=True, text=True, check=True).stdout
    version, *lines = answer.splitlines()
    PLACE.write_text(HEAD.format(version=version, lines="\n".join(lines)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
