"""Frames, films and sounds inside the preview, which can load none: each is a box that says what it is."""

import re
from html import escape, unescape
from urllib.parse import urlsplit

_EMBED = re.compile(
    r"<(iframe|video|audio|object|embed)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>(?:[^<]*+</\1\s*>)?", re.IGNORECASE
)
_SOURCE = re.compile(r"\b(?:src|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_WORDS = {"iframe": "Frame", "video": "Film", "audio": "Sound", "object": "Object", "embed": "Object"}


def box_embeds(html: str) -> str:
    """Put a box in place of each element that loads another page or a film."""
    return _EMBED.sub(_box, html) if "<" in html else html


def _box(element: re.Match[str]) -> str:
    source = _SOURCE.search(element[2])
    address = unescape(source[1] or source[2] or "") if source else ""
    words = _WORDS[element[1].lower()]
    where = f" from {_host(address)}" if _host(address) else ""
    shown = f" ({escape(address[:200])})" if address else ""
    return f'<span class="working-notes-box">{words}{escape(where)}, not loaded here{shown}</span>'


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
