"""How many blocks of real posts are rendered as the blog's engine renders them.

Run: `python -m bench.rendering [--differences N] [BLOG…]`. Needs the folder `../shared/corpus`, says so where it is
missing. A block is equal where its normalised DOM is; posts with Liquid are counted apart, since Jekyll runs it first.
"""

import argparse
import difflib
import gzip
import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from webapp import front_matter, markdown

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
LIQUID = re.compile(r"\{%|\{\{")


def golden(blog: Path) -> Iterator[tuple[str, str, str]]:
    """Path, body and HTML of each post of a blog."""
    with gzip.open(blog / "golden-kramdown.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            post = json.loads(line)
            source = blog / post["path"]
            text = source.read_bytes().decode("utf-8")
            yield f"{blog.name}/{post['path']}", front_matter.split(text)[1], post["html"]


def load_normaliser() -> Callable[[str], list[str]]:
    spec = importlib.util.spec_from_file_location("normalise", CORPUS / "normalise.py")
    if spec is None or spec.loader is None:
        raise SystemExit("normalise.py can't be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.blocks


def equal_blocks(expected: list[str], written: list[str]) -> int:
    matcher = difflib.SequenceMatcher(None, expected, written, autojunk=False)
    return sum(match.size for match in matcher.get_matching_blocks())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("blogs", nargs="*")
    parser.add_argument("--differences", type=int, default=0, help="how many differing posts to show")
    arguments = parser.parse_args()
    if not CORPUS.is_dir():
        raise SystemExit("There is no ../shared/corpus here, so nothing was measured.")
    blocks_of = load_normaliser()
    totals = {False: [0, 0, 0, 0], True: [0, 0, 0, 0]}
    seconds, shown, same_bytes = 0.0, 0, 0
    for blog in sorted(path.parent for path in CORPUS.glob("*/golden-kramdown.jsonl.gz")):
        if arguments.blogs and blog.name not in arguments.blogs:
            continue
        counts = [0, 0, 0, 0]
        for path, body, html in golden(blog):
            began = time.perf_counter()
            written_html = markdown.render(body)
            seconds += time.perf_counter() - began
            same_bytes += written_html == html
            expected, written = blocks_of(html), blocks_of(written_html)
            equal = equal_blocks(expected, written)
            row = (equal, len(expected), expected == written, 1)
            totals[bool(LIQUID.search(body))] = [
                a + b for a, b in zip(totals[bool(LIQUID.search(body))], row, strict=True)
            ]
            counts = [a + b for a, b in zip(counts, row, strict=True)]
            if expected != written and shown < arguments.differences:
                shown += 1
                print(f"--- {path}")
                print("\n".join(line[:1500] for line in difflib.unified_diff(expected, written, lineterm="", n=0)))
        print(f"{blog.name:15} {share(counts)}")
    for has_liquid, counts in totals.items():
        print(f"{'with' if has_liquid else 'without'} Liquid: {share(counts)}")
    posts = totals[False][3] + totals[True][3]
    print(f"{seconds / max(posts, 1) * 1000:.1f} ms a post; the same bytes in {same_bytes} of {posts}")


def share(counts: list[int]) -> str:
    equal, blocks, posts_equal, posts = counts
    return f"{equal / max(blocks, 1):8.3%} of {blocks} blocks, {posts_equal / max(posts, 1):7.2%} of {posts} posts"


if __name__ == "__main__":
    sys.exit(main())
