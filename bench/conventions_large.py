"""Learning the conventions of a blog of 5,000 posts: the first time, again, and after one post changed.

Usage: python -m bench.conventions_large [POSTS]. Probe in the same run: reading the same files, and nothing else.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from webapp import blog

POSTS = 5_000
LAST = date(2026, 3, 1)
BARS = {"first": 2.0, "again": 0.1, "one changed": 0.1}  # seconds
ROUNDS = 9
SENTENCES = (
    "The kettle went on before anybody was awake, and the window stood open. ",
    "A [map of the canal](https://maps.example/{n}) shows where the towpath ends. ",
    "Nothing in the shed was where it had been left in the autumn. ",
)


def write_blog(folder: Path, count: int) -> None:
    """Write a blog of weekly notes, essays and monthly reviews, about 3 kB a post."""
    (folder / "_posts").mkdir()
    (folder / "_config.yml").write_text("timezone: Europe/London\nexcerpt_separator: <!--more-->\n", encoding="utf-8")
    for number in range(count):
        day = LAST - timedelta(days=number)
        name, front = post_front(day, number)
        body = "\n".join(f"## Part {part}\n\n" + "".join(SENTENCES) * 2 for part in range(6)).format(n=number)
        text = f"---\n{front}---\n\n{body}"
        (folder / "_posts" / f"{day}-{name}.md").write_text(text, encoding="utf-8")


def post_front(day: date, number: int) -> tuple[str, str]:
    tags = f"tags: [{('garden', 'canal', 'bread')[number % 3]}, notes]\n"
    moment = f"date: {day} 18:{number % 60:02}:00 +0000\n"
    if day.day == 1:
        return "review", f'layout: review\ntitle: "Review of {day:%B %Y}"\n{moment}'
    if number % 3:
        return "notes", f'layout: post\ntitle: "Notes - {day:%d/%m/%y}"\n{moment}{tags}'
    return f"on-thing-{number}", f"layout: post\ntitle: On thing {number}\n{moment}{tags}description: Of a thing.\n"


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def changes(site: blog.Blog) -> Iterator[float]:
    """Change the newest post and learn again, each time with another text."""
    newest = max(site.posts_folder.iterdir())
    for number in range(ROUNDS):
        newest.write_text(newest.read_text(encoding="utf-8") + f"Line {number}.\n", encoding="utf-8")
        yield timed(lambda: blog.learn(site))


def read_all(folder: Path) -> None:
    for entry in os.scandir(folder):
        Path(entry.path).read_bytes().decode()


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        write_blog(Path(place), count)
        site = blog.find_site(Path(place))
        probe = min(timed(lambda: read_all(site.posts_folder)) for _ in range(3))
        found = {"first": timed(lambda: blog.learn(site))}
        found["again"] = statistics.median(timed(lambda: blog.learn(site)) for _ in range(ROUNDS))
        found["one changed"] = statistics.median(changes(site))
        paths = [post.path for post in blog.newest_posts(site)[:ROUNDS]]
        found["without one"] = statistics.median(timed(lambda p=path: blog.learn(site, besides=p)) for path in paths)
    print(f"{count} posts; reading the files alone takes {probe * 1000:.0f} ms")
    for name, seconds in found.items():
        bar = f", bar {BARS[name] * 1000:.0f} ms" if name in BARS else ""
        print(f"{name:12} {seconds * 1000:7.1f} ms, {seconds / probe:5.1f} times the probe{bar}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else POSTS)
