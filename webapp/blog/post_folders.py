"""The folders that Jekyll reads posts from: every `_posts` in the site's sources that is not left out.

The walk goes past pictures and all else on every look, so what folders a folder holds is asked of the disk again only
where its time says so.

Source: Jekyll 4.3, `reader.rb` (read_directories, retrieve_posts); checked against Debian's Jekyll in
tests/test_nested_posts.py.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from webapp.blog.entries import EntryRules
from webapp.blog.folder import Blog
from webapp.settings import DATABASE_NAME

NAME = "_posts"
SETTLED = 3_000_000_000  # nanoseconds: the coarsest time that a file system keeps is of 2 s
TRUSTED = 60  # seconds: on some file systems (FAT) a folder's time does not follow what is put into it
DEEPEST = 64  # folders inside each other: what Windows calls a junction may lead round and round
Remembered = dict[str, tuple[int, tuple[str, ...]]]  # by folder: its time in nanoseconds, and the folders in it


def post_folders(blog: Blog) -> list[Path]:
    """Find the folders of posts, the site's own first. Of symbolic links only that one is followed."""
    walk = _walk_of(str(blog.source_folder), blog.config.entries, blog.built_path, int(time.monotonic()) // TRUSTED)
    found = [blog.source_folder / inside for inside in sorted(walk.find(blog.config.collections_dir))]
    return [blog.posts_folder, *(folder for folder in found if folder != blog.posts_folder)]


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk through a site's folders that remembers the last one. Folders are named from the site's sources."""

    source: str
    rules: EntryRules
    spared: str  # the folder that Jekyll writes to
    remembered: Remembered = field(default_factory=dict)

    def find(self, folder: str) -> Iterator[str]:
        """Find the folders of posts in a folder and those below."""
        for name in self._folders_in(folder) if folder.count("/") < DEEPEST else ():
            inside = f"{folder}/{name}" if folder else name
            if name == NAME:
                yield inside
            elif inside != self.spared:
                yield from self.find(inside)

    def _folders_in(self, folder: str) -> tuple[str, ...]:
        """Name the folders in a folder that Jekyll looks into."""
        path = f"{self.source}/{folder}"
        try:
            changed = os.stat(path).st_mtime_ns  # noqa: PTH116  no Path for each of a thousand folders
            known = self.remembered.get(folder)
            if known and known[0] == changed:
                return known[1]
            found = self._read_folders(path, folder)
        except OSError:
            return ()
        if time.time_ns() - changed > SETTLED:
            self.remembered[folder] = changed, found
        return found

    def _read_folders(self, path: str, folder: str) -> tuple[str, ...]:
        """The same, from the disk. What Working Notes keeps itself is not the blog's."""
        with os.scandir(path) as entries:
            found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        if (DATABASE_NAME, False) in found:
            return ()
        folders = [name for name, is_folder in found if is_folder]
        return tuple(
            name for name in folders if name == NAME or not self.rules.leaves_out(folder, name, is_folder=True)
        )


@lru_cache(maxsize=4)
def _walk_of(source: str, rules: EntryRules, spared: str, _period: int) -> Walk:
    """The walk of these rules, which remembers nothing of the period before."""
    return Walk(source, rules, spared)
