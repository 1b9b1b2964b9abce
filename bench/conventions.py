"""How often the next post of a blog is named and begun as `learn` says.

Usage: python -m bench.conventions [FOLDER]. First the made-up blogs of the tests: each post is predicted from those
before it, but for what its author alone could know. Then the real blogs in FOLDER, one a subfolder: every post of a
series that has at least three older ones is predicted from them, and every post from all the older ones of its blog,
given its title. A value is right, left open for the author to fill in, or wrong; times of day are not counted. Without
FOLDER the figures of real blogs can't be had, which is said and no error.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.held_out import knowable, predicted, predicted_name, predictions, read_blogs
from webapp import front_matter
from webapp.conventions import DatedPost, PostFile, learn, name_parts, read_post, series_key

DEFAULT_FOLDER = Path(__file__).parent.parent.parent / "shared" / "corpus"
FIRST = 3  # older posts, below which nothing is predicted
_TIME = re.compile(r"\b\d\d?:\d\d(:\d\d)?\b")


def measure_made_up() -> None:
    total: Counter[str] = Counter()
    for blog in read_blogs():
        found: Counter[str] = Counter()
        for post, series in predictions(blog):
            found["posts"] += 1
            found["front matters"] += predicted(post, series) == knowable(post.block, post.marks)
            found["names"] += "name" in post.marks or predicted_name(post, series) == post.file.name
        print(f"{blog.name:16}", shown(found), f"of {len(blog.posts)} in all")
        total += found
    share = total["front matters"] / total["posts"]
    print(f"made-up blogs: {share:.1%} of {total['posts']} front matters as their authors wrote them, bar 100 %")


def post_files(blog: Path) -> list[PostFile]:
    files = [path for path in blog.rglob("*") if path.suffix in (".md", ".markdown") and name_parts(path.name)]
    posts = [PostFile(path.name, path.read_bytes().decode(), path.relative_to(blog).as_posix()) for path in files]
    return sorted((post for post in posts if read_post(post)), key=lambda post: post.name)


def of_series(posts: list[PostFile]) -> Iterator[tuple[DatedPost, list[PostFile]]]:
    """Each post of a series that has at least three older ones, with the older posts of that series."""
    older: dict[str, list[PostFile]] = {}
    for post in map(read_post, posts):
        assert post is not None
        members = older.setdefault(series_key(post.title), [])
        if len(members) >= FIRST:
            yield post, members
        members.append(post.file)


def measure_series(posts: list[PostFile]) -> Counter[str]:
    """Predict a post with nothing given but its day."""
    found: Counter[str] = Counter()
    for post, older in of_series(posts):
        series = learn(older).weekly
        found["posts"] += 1
        found["file names"] += series.file_name(post.day) == post.file.name
        found["keys"] += series.shape == post.fields.keys
        found["titles"] += series.title(post.day) == post.title
    return found


def measure_values(posts: list[PostFile]) -> Counter[str]:
    """Predict the values of a post with its day, its title and its kind given."""
    found: Counter[str] = Counter()
    for number in range(FIRST, len(posts)):
        post = read_post(posts[number])
        assert post is not None
        kind = learn(posts[:number]).kind_of(post.file)
        written = front_matter.read(front_matter.split(kind.new_post(post.day, post.title))[0])
        found["posts"] += 1
        found["keys"] += written.keys == post.fields.keys
        for field in written.fields:
            actual = post.fields.find(field.key)
            if actual is not None:
                found["values"] += 1
                found[judged(field, actual)] += 1
    return found


def judged(field: front_matter.Field, actual: front_matter.Field) -> str:
    if _TIME.sub("", field.source) == _TIME.sub("", actual.source):
        return "right"
    return "wrong" if field.source not in ("", "[]") else "left open"


def shown(found: Counter[str]) -> str:
    return "  ".join(f"{name} {count}" for name, count in found.items())


def main(folder: Path) -> None:
    measure_made_up()
    if not folder.is_dir():
        print(f"No posts to measure with: {folder} is not there.")
        return
    series: Counter[str] = Counter()
    values: Counter[str] = Counter()
    started = time.perf_counter()
    for blog in sorted(path for path in folder.iterdir() if path.is_dir()):
        posts = post_files(blog)
        if len(posts) <= FIRST:
            continue
        in_series, given = measure_series(posts), measure_values(posts)
        print(f"{blog.name:16}", shown(in_series), "| title given:", shown(given))
        series += in_series
        values += given
    seconds, count = time.perf_counter() - started, series["posts"] + values["posts"]
    print(
        "of a series:", ", ".join(f"{name} {series[name] / series['posts']:.0%}" for name in series if name != "posts")
    )
    shares = ", ".join(f"{name} {values[name] / values['values']:.0%}" for name in ("right", "left open", "wrong"))
    print(f"title given: keys {values['keys'] / values['posts']:.0%}, values {shares}")
    print(f"{count} posts held out, {seconds / count * 1000:.1f} ms each")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER)
