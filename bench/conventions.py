"""How often the next post of a real blog is named and begun as `learn` says.

Usage: python -m bench.conventions [FOLDER]. Every post that has at least three older ones is held out in turn and
predicted from them. FOLDER holds one blog a subfolder; without it the figures can't be had, which is said and no error.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from webapp.conventions import PostFile, learn, name_parts, read_post, series_key

DEFAULT_FOLDER = Path(__file__).parent.parent.parent / "shared" / "corpus"
FIRST = 3


def post_files(blog: Path) -> list[PostFile]:
    files = [path for path in blog.rglob("*") if path.suffix in (".md", ".markdown") and name_parts(path.name)]
    posts = [PostFile(path.name, path.read_bytes().decode(), path.relative_to(blog).as_posix()) for path in files]
    return sorted((post for post in posts if read_post(post)), key=lambda post: post.name)


def predictions(posts: list[PostFile]) -> Iterator[tuple[PostFile, list[PostFile]]]:
    """Each post of a series that has at least three older ones, with the older posts of that series."""
    older: dict[str, list[PostFile]] = {}
    for post in posts:
        read = read_post(post)
        assert read is not None
        members = older.setdefault(series_key(read.title), [])
        if len(members) >= FIRST:
            yield post, members
        members.append(post)


def main(folder: Path) -> None:
    if not folder.is_dir():
        print(f"No posts to measure with: {folder} is not there.")
        return
    total = dict.fromkeys(("posts", "file names", "front matter keys", "titles"), 0)
    started = time.perf_counter()
    for blog in sorted(path for path in folder.iterdir() if path.is_dir()):
        found = dict.fromkeys(total, 0)
        for post, older in predictions(post_files(blog)):
            read = read_post(post)
            assert read is not None
            series = learn(older).weekly
            found["posts"] += 1
            found["file names"] += series.file_name(read.day) == post.name
            found["front matter keys"] += series.shape == read.fields.keys
            found["titles"] += series.title(read.day) == read.title
        if found["posts"]:
            print(f"{blog.name:16}", "  ".join(f"{name} {count}" for name, count in found.items()))
        total = {name: total[name] + count for name, count in found.items()}
    seconds = time.perf_counter() - started
    posts = max(total["posts"], 1)
    print("all:", ", ".join(f"{name} {count / posts:.0%}" for name, count in total.items() if name != "posts"))
    print(f"{total['posts']} posts held out, {seconds / posts * 1000:.1f} ms each")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER)
