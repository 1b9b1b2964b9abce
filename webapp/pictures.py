"""A picture file that an author adds: what it is, what it could be called, and whether it tells where it was taken.

Source: PNG (W3C) 5.2; JPEG (ITU T.81) B.1; GIF89a 17; WebP container (RFC 9649) 2.3; AVIF 1.1, 6; Exif 2.32, 4.5, 4.6.
"""

import re
import struct
import unicodedata
from pathlib import PurePath, PureWindowsPath

MOST_BYTES = 10_000_000  # a photograph of a telephone has 2 to 6 MB; one request may have 12
LONGEST_NAME = 80  # characters
_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8[79]a"), ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), ".webp"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), ".avif"),
)
_EXIF = b"Exif\0\0"
_FIRST_SCAN = 0xDA  # the marker of a JPEG behind which only the picture itself comes
_APPLICATION_1 = 0xE1
_PLACE = 0x8825  # the tag of what GPS said


def extension_of(content: bytes) -> str:
    """The extension for a picture, by what its bytes are; empty for what is none that browsers show."""
    return next((extension for pattern, extension in _SIGNATURES if pattern.match(content)), "")


def name_of(text: str) -> str:
    """A name for addresses, made of a file's name or of what the author typed; empty where nothing of it can stay."""
    stem = PureWindowsPath(PurePath(text).name).name
    stem = re.sub(r"\.[A-Za-z]{3,4}\Z", "", stem)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-_")[:LONGEST_NAME].rstrip("-_")


def tells_place(content: bytes) -> bool:
    """Tell whether a JPEG says where it was taken, as telephones write it."""
    try:
        return any(_has_place(part) for part in _exif_parts(content))
    except (struct.error, IndexError):
        return False


def _exif_parts(content: bytes) -> list[bytes]:
    """What a JPEG has of Exif: segments of a marker, a length and as many bytes, the length's own two among them."""
    parts, at = [], 2
    while content.startswith(b"\xff\xd8") and at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack_from(">H", content, at + 2)[0]
        segment = content[at + 4 : at + 2 + length]
        if marker == _FIRST_SCAN:
            break
        if marker == _APPLICATION_1 and segment.startswith(_EXIF):
            parts.append(segment.removeprefix(_EXIF))
        at += 2 + length
    return parts


def _has_place(exif: bytes) -> bool:
    """Look for the tag in the first directory: a count of two bytes, then entries of twelve that begin with theirs."""
    order = "<" if exif.startswith(b"II") else ">"
    start = struct.unpack_from(f"{order}I", exif, 4)[0]
    count = struct.unpack_from(f"{order}H", exif, start)[0]
    return any(
        struct.unpack_from(f"{order}H", exif, start + 2 + 12 * number)[0] == _PLACE for number in range(min(count, 512))
    )
