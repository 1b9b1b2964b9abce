"""How often code is coloured as the blog’s Rouge does it: the share of characters with the same class.

Run: `python -m bench.colours [--differences N] [LANGUAGE…]`. Needs Ruby with Rouge, says so where it is missing. The
samples are our own: `bench/code/`, one file a language, named by it.
"""

import argparse
import re
import subprocess
import sys
from collections import Counter
from html import unescape
from pathlib import Path

from webapp.markdown.highlighting import write_code

SAMPLES = Path(__file__).parent / "code"
ROUGE = """
require "rouge"
lexer = Rouge::Lexer.find(ARGV[0]) or abort "no such language"
print Rouge::Formatters::HTML.new.format(lexer.lex(STDIN.read))
"""
_PIECE = re.compile(r'<span class="(\w+)">(.*?)</span>|([^<]+)', re.DOTALL)


def classes_of(html: str) -> list[tuple[str, str]]:
    """Every character that is no blank, with the class it has."""
    return [
        (character, piece[1] or "")
        for piece in _PIECE.finditer(html)
        for character in unescape(piece[2] if piece[1] else piece[3])
        if not character.isspace()
    ]


def rouge(language: str, code: str) -> str:
    answer = subprocess.run(["ruby", "-e", ROUGE, language], input=code, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise SystemExit(f"Rouge can't be asked about {language}: {answer.stderr.strip()}")
    return answer.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--differences", type=int, default=0, help="how many pairs of classes to show for each")
    arguments = parser.parse_args()
    same_in_all = all_characters = 0
    for path in sorted(SAMPLES.iterdir()):
        language, code = path.stem, path.read_text(encoding="utf-8")
        if arguments.languages and language not in arguments.languages:
            continue
        theirs, ours = classes_of(rouge(language, code)), classes_of(write_code(code, language, coloured=True))
        same = sum(one == other for one, other in zip(theirs, ours, strict=True))
        same_in_all, all_characters = same_in_all + same, all_characters + len(theirs)
        print(f"{language:12} {same / len(theirs):7.1%} of {len(theirs)} characters")
        pairs = Counter((one[1], other[1]) for one, other in zip(theirs, ours, strict=True) if one != other)
        for (rouges, own), number in pairs.most_common(arguments.differences):
            print(f"    {number:4} times {rouges or '-'} there and {own or '-'} here")
    print(f"{'together':12} {same_in_all / max(all_characters, 1):7.1%}")


if __name__ == "__main__":
    sys.exit(main())
