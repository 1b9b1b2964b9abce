"""What rendering one section takes, beside markdown-it-py's own time for the same text in the same run.

The sections are those of the posts in `tests/posts` and of the post of 10,000 words; the second number is for sections
that are read with the definitions of a whole post. Aim: at most twice markdown-it-py's time.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from long_post import long_post
from markdown_it import MarkdownIt

from webapp import markdown, sections

POSTS = Path(__file__).parent.parent / "tests" / "posts"
ROUNDS = 15
BAR = 2.0
DEFINITIONS = "[a]: https://example.org/a\n[^1]: A note, with *emphasis* and [a].\n*[FTS]: full text search\n"


def least(work: Callable[[], object]) -> float:
    """Milliseconds of the quickest round: the work itself, without what else the machine did."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def sources() -> list[str]:
    texts = [path.read_bytes().decode() for path in sorted(POSTS.glob("*.md"))]
    documents = [sections.split(text, "<!--more-->") for text in (*texts, long_post())]
    return [section.source for document in documents for section in document.sections if section.source.strip()]


def main() -> None:
    engine, config = MarkdownIt(), markdown.Config()
    rows = []
    for source in sources():
        theirs = least(lambda: engine.render(source))  # noqa: B023
        ours = least(lambda: markdown.render_section(source, "", config))  # noqa: B023
        defined = least(lambda: markdown.render_section(source, DEFINITIONS, config))  # noqa: B023
        rows.append((theirs, ours, defined))
    theirs, ours, defined = (sum(column) for column in zip(*rows, strict=True))
    ratios = sorted(row[1] / row[0] for row in rows)
    print(f"{len(rows)} sections; milliseconds a section")
    for label, total in (("markdown-it-py", theirs), ("ours", ours), ("ours, with definitions", defined)):
        print(f"  {label:22} {total / len(rows):.2f}")
    p50, p95 = statistics.median(ratios), ratios[int(len(ratios) * 0.95)]
    print(f"  ours is {ours / theirs:.2f} times (p50 {p50:.2f}, p95 {p95:.2f}, most {ratios[-1]:.2f}); bar: {BAR}")


if __name__ == "__main__":
    main()
