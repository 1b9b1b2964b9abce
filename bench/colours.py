"""How often code is coloured as the blog's Rouge does it: the share of characters with the same class.

Run: `python -m bench.colours [--differences N] [LANGUAGE…]`. Of our own samples in `bench/code`, one file a language,
which needs Ruby with Rouge; and of the code in real posts, where `../shared/corpus` is. Says so where one is missing.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from bench.rendering import CORPUS, golden
from webapp.markdown.highlighting import write_code

SAMPLES = Path(__file__).parent / "code"
ROUGE = """
require "rouge"
lexer = Rouge::Lexer.find(ARGV[0]) or abort "no such language"
print Rouge::Formatters::HTML.new.format(lexer.lex(STDIN.read))
"""
_BLOCK = re.compile(
    r'<div class="language-(\S+) highlighter-rouge"><div class="highlight">'
    r'<pre class="highlight"><code>(.*?)</code></pre>',
    re.DOTALL,
)
_SPAN = re.compile(r"</?span[^>]*>")
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
    answer = subprocess.run(["ruby", "-e", ROUGE, language], input=code, capture_output=True, text=True, check=True)
    return answer.stdout


def samples() -> Iterator[tuple[str, str, str]]:
    """Language, code and Rouge's HTML of each of our samples."""
    for path in sorted(SAMPLES.iterdir()):
        code = path.read_text(encoding="utf-8")
        yield path.stem, code, rouge(path.stem, code)


def real_code() -> Iterator[tuple[str, str, str]]:
    """The same of each different block of code in the corpus."""
    found = {
        (language, html)
        for blog in sorted(path.parent for path in CORPUS.glob("*/golden-kramdown.jsonl.gz"))
        for _, _, page in golden(blog)
        for language, html in _BLOCK.findall(page)
        if language not in ("plaintext", "text")
    }
    yield from ((language, unescape(_SPAN.sub("", html)), html) for language, html in sorted(found))


def measure(name: str, pieces: Iterator[tuple[str, str, str]], arguments: argparse.Namespace) -> None:
    same, all_of, pairs = Counter[str](), Counter[str](), defaultdict[str, Counter[tuple[str, str]]](Counter)
    for language, code, html in pieces:
        if arguments.languages and language not in arguments.languages:
            continue
        theirs, ours = classes_of(html), classes_of(write_code(code, language, coloured=True))
        all_of[language] += len(theirs)
        for (_, rouges), (_, own) in zip(theirs, ours, strict=True):
            same[language] += rouges == own
            pairs[language][rouges, own] += rouges != own
    for language, number in all_of.most_common():
        print(f"{language:12} {same[language] / number:7.1%} of {number} characters")
        for (rouges, own), times in pairs[language].most_common(arguments.differences):
            print(f"    {times:4} times {rouges or '-'} there and {own or '-'} here")
    print(f"{name:12} {sum(same.values()) / max(sum(all_of.values()), 1):7.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--differences", type=int, default=0, help="how many pairs of classes to show for each")
    arguments = parser.parse_args()
    if shutil.which("ruby"):
        measure("our samples", samples(), arguments)
    else:
        print("There is no Ruby here, so our own samples were not compared.")
    if CORPUS.is_dir():
        measure("real posts", real_code(), arguments)
    else:
        print("There is no ../shared/corpus here, so no real posts were compared.")


if __name__ == "__main__":
    sys.exit(main())
