"""What becomes of real posts: opened, saved unchanged, retitled, and their sections put in another order.

Run: `python bench/corpus.py [--failures] [FOLDER]`. FOLDER holds one blog a subfolder; without it the figures can't be
had, which is said and no error. Everything goes through the app's own functions, with a blog and a data folder of
its own. A swap that the app refuses leaves the post as it is; it counts as kept, and is told.
"""

import argparse
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests import round_trips
from tests.round_trips import Post
from webapp import blog, front_matter
from webapp.conventions import MARKDOWN_EXTENSIONS
from webapp.database import Database, connect
from webapp.errors import FrontMatterError, PostNotOpenedError

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
OPENED, SAVED, TITLED = "opened", "saved unchanged, the same bytes", "title changed, all else the same"
SWAPPED = "sections swapped, structure kept"
BARS = {OPENED: 1.0, SAVED: 1.0, TITLED: 1.0, SWAPPED: 0.999}
NO_FRONT_MATTER, REFUSED = "posts without front matter, so without a title to change", "swaps refused with a sentence"


class Tally:
    """How often something was tried, and how often it went well."""

    def __init__(self, failures: bool) -> None:
        self.shows_failures = failures
        self.tried: Counter[str] = Counter()
        self.well: Counter[str] = Counter()

    def count(self, what: str, where: str, trouble: str) -> None:
        """trouble: in words; empty where it went well."""
        self.tried[what] += 1
        self.well[what] += not trouble
        if trouble and self.shows_failures:
            print(f"- {what}: {where}\n  {trouble}")


def make_blog(source: Path, folder: Path) -> blog.Blog:
    """Copy a blog's posts, with their folders below `_posts`, into a site of their own."""
    (folder / "_config.yml").write_text("title: Posts\n", encoding="utf-8")
    for path in sorted(source.rglob("*")):
        if path.suffix.lower() in MARKDOWN_EXTENSIONS:
            target = folder / "_posts" / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return blog.find_site(folder)


def paths_of(site: blog.Blog) -> Iterator[str]:
    """The paths of all Markdown files of a blog's posts, whether the app lists them or not."""
    for path in sorted(site.posts_folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(site.work_tree).as_posix()


def try_post(db: Database, folder: Path, site: blog.Blog, path: str, tally: Tally) -> None:
    content = (site.work_tree / path).read_bytes()
    try:
        post = round_trips.open_post(db, folder, site, path)
    except PostNotOpenedError as error:
        tally.count(OPENED, path, str(error))
        return
    tally.count(OPENED, path, "" if post.content == content else "other bytes")
    round_trips.save_unchanged(post)
    tally.count(SAVED, path, "" if post.content == content else "other bytes")
    try_title(post, path, tally)
    for at, trouble in round_trips.swap_all(post):
        is_refused = trouble.startswith(round_trips.REFUSED)
        tally.count(SWAPPED, f"{path}, section {at}", "" if is_refused else trouble)
        if is_refused:
            tally.count(REFUSED, f"{path}, section {at}", trouble)
    if post.content != content:
        tally.count(SAVED, path, "other bytes after the swaps were taken back")


def try_title(post: Post, path: str, tally: Tally) -> None:
    if not front_matter.split(post.draft.text)[0]:
        tally.count(NO_FRONT_MATTER, path, "")
        return
    try:
        changed = round_trips.retitle(post.draft.text)
    except FrontMatterError as error:
        tally.count(TITLED, path, str(error))
        return
    tally.count(TITLED, path, "" if changed else "something else changed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--failures", action="store_true", help="show each")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        print(f"No posts to measure with: {arguments.folder} is not there.")
        return
    tally, began = Tally(arguments.failures), time.perf_counter()
    for source in sorted(path for path in arguments.folder.iterdir() if path.is_dir()):
        with tempfile.TemporaryDirectory() as top:
            root, folder = Path(top) / "blog", Path(top) / "drafts"
            root.mkdir()
            folder.mkdir()
            site, db = make_blog(source, root), connect(folder / "working-notes.db")
            for path in paths_of(site):
                try_post(db, folder, site, path, tally)
            db.close()
    for what, bar in BARS.items():
        share = tally.well[what] / max(tally.tried[what], 1)
        print(f"  {what:34} {tally.well[what]:,} of {tally.tried[what]:,}: {share:.2%} (bar {bar:.1%})")
    for what in (NO_FRONT_MATTER, REFUSED):
        print(f"  {what}: {tally.tried[what]}")
    print(f"  {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
