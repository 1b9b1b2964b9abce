"""How many real posts can be read and retitled with every other byte kept, and how fast.

Usage: python -m bench.front_matter [FOLDER]. Without the folder the figures can't be had, which is said and no error.
"""

import sys
import time
from pathlib import Path

from webapp.errors import FrontMatterError
from webapp.front_matter import read, set_value, split

DEFAULT_FOLDER = Path(__file__).parent.parent.parent / "shared" / "corpus"
TITLE = 'Working Notes: "04/12/25" #1'


def main(folder: Path) -> None:
    if not folder.is_dir():
        print(f"No posts to measure with: {folder} is not there.")
        return
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".markdown")]
    blocks = [block for path in paths for block, _ in [split(path.read_bytes().decode())] if block]
    started = time.perf_counter()
    readable = [block for block in blocks if _is_readable(block)]
    reading = time.perf_counter() - started
    titled = [block for block in readable if read(block).find("title")]
    started = time.perf_counter()
    kept = sum(_is_kept(block, set_value(block, "title", TITLE)) for block in titled)
    changing = time.perf_counter() - started
    print(f"{len(paths)} posts, {len(blocks)} with front matter, {len(readable)} readable")
    print(f"{kept} of {len(titled)} titles changed with every other byte kept")
    to_read, to_change = reading / max(len(blocks), 1), changing / max(len(titled), 1)
    print(f"{to_read * 1000:.2f} ms to read, {to_change * 1000:.2f} ms to change")


def _is_readable(block: str) -> bool:
    try:
        read(block)
    except FrontMatterError:
        return False
    return True


def _is_kept(before: str, after: str) -> bool:
    field = read(before).find("title")
    assert field is not None
    changed = read(after).text("title") == TITLE
    return changed and after.startswith(before[: field.start]) and after.endswith(before[field.end :])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER)
