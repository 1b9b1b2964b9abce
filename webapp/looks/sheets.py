"""Style sheets that load nothing: what they import, and their fonts and pictures, are inside as `data:`.

Source: CSS Syntax 3, 4 (comments, strings, `url()`); CSS Cascading 4, 2 (`@import`). What this does not see, such as an
address written with escapes, is stopped by the policy of the page that shows the sheet.
"""

import base64
import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urldefrag, urljoin, urlsplit

MOST_IMPORTS_DEEP = 4
NOTHING = "data:,"
Reader = Callable[[str], bytes | None]  # from a whole address (or a path on the site) to its content

_FONTS = {".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf"}
_PART = re.compile(
    r"""(?P<comment>/\*.*?(?:\*/|\Z))
    |@import\s+(?:url\(\s*)?(?P<quote>["']?)(?P<imported>[^"')\s;]+)(?P=quote)\s*\)?(?P<conditions>[^;{}]*)(?:;|\Z)
    |url\(\s*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^)"'\s]*))\s*\)
    |(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that stands alone. media: for which screens, as the page that names it says; empty for all."""

    css: str
    media: str = ""


@dataclass(slots=True)
class Budget:
    """How many bytes may still go into one page, as they are written there."""

    left: int

    def take(self, size: int) -> bool:
        """Take this many bytes, if there are as many."""
        if size > self.left:
            return False
        self.left -= size
        return True


def stand_alone(css: str, address: str, read: Reader, budget: Budget, depth: int = 0) -> str:
    """Write everything that a sheet loads into it; what can't be read, or is too much, becomes nothing.

    address: of the sheet, which its own addresses are relative to. read: answers None for what may not or can't be had.
    """

    def replace(part: re.Match[str]) -> str:
        if part["comment"] is not None or part["text"] is not None:
            return part[0]
        if part["imported"] is not None:
            return _imported(part, address, read, budget, depth)
        inner = part["double"] or part["single"] or part["bare"] or ""
        return f'url("{_inlined(inner, address, read, budget)}")'

    return _PART.sub(replace, css)


def data_address(content: str | bytes, kind: str) -> str:
    """Write content as an address."""
    written = content.encode() if isinstance(content, str) else content
    return f"data:{kind};base64,{base64.b64encode(written).decode()}"


def kind_of(address: str) -> str:
    """The media type of a file, by its name."""
    path = urlsplit(address).path
    return _FONTS.get(PurePosixPath(path).suffix.lower()) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _imported(part: re.Match[str], address: str, read: Reader, budget: Budget, depth: int) -> str:
    """An imported sheet, with its conditions (`screen`, `layer(base)`); it counts only where it stands."""
    found = _joined(address, part["imported"])
    content = read(found) if found and depth < MOST_IMPORTS_DEEP else None
    if content is None or not budget.take(len(content)):
        return ""
    css = stand_alone(content.decode("utf-8", "replace"), found, read, budget, depth + 1)
    return f'@import url("{data_address(css, "text/css;charset=utf-8")}") {part["conditions"].strip()};'


def _inlined(address: str, base: str, read: Reader, budget: Budget) -> str:
    if address.startswith(("data:", "#")):
        return address.replace('"', "%22")
    found = _joined(base, address)
    content = read(found) if found else None
    if content is None:
        return NOTHING
    written = data_address(content, kind_of(found))
    return written if budget.take(len(written)) else NOTHING


def _joined(base: str, address: str) -> str:
    try:
        return urldefrag(urljoin(base, address))[0]
    except ValueError:
        return ""
