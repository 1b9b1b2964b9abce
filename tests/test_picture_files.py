"""Picture files that an author adds: known by their bytes, named for addresses, and asked where they were taken."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import pictures

PLACE, CAMERA = 0x8825, 0x010F


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (b"\x89PNG\r\n\x1a\nrest", ".png"),
        (b"\xff\xd8\xff\xe0rest", ".jpg"),
        (b"GIF89arest", ".gif"),
        (b"RIFF\x00\n\x00\x00WEBPrest", ".webp"),
        (b"\x00\x00\x00 ftypavifrest", ".avif"),
        (b"\x00\x00\x00 ftypheicrest", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"RIFF\x00\x00\x00\x00WAVE", ""),
        (b"<!doctype html>", ""),
        (b"", ""),
    ],
)
def test_picture_is_known_by_its_bytes(content: bytes, extension: str) -> None:
    assert pictures.extension_of(content) == extension


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("IMG_1234.JPG", "IMG_1234"),
        ("sequence_diagram.png", "sequence_diagram"),
        ("Bildschirmfoto 2025-12-11 um 10.03.png", "Bildschirmfoto-2025-12-11-um-10-03"),
        ("C:\\pictures\\tide.jpeg", "tide"),
        ("../../secret.png", "secret"),
        ("café à la crème.webp", "cafe-a-la-creme"),
        ("{{ site.title }}.png", "site-title"),
        ("a (1)[x]#?.png", "a-1-x"),
        ("潮.png", ""),
        ("", ""),
        ("x" * 300, "x" * 80),
    ],
)
def test_picture_is_named_so_that_its_address_holds(text: str, name: str) -> None:
    assert pictures.name_of(text) == name


def jpeg(order: str, *tags: int) -> bytes:
    """A JPEG that begins with what cameras write into it."""
    entries = b"".join(struct.pack(f"{order}HHI4s", tag, 4, 1, b"\0\0\0\0") for tag in tags)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, len(tags))
    exif = b"Exif\0\0" + head + entries + b"\0\0\0\0"
    jfif = b"\xff\xe0\0\x10JFIF\0" + bytes(9)
    return b"\xff\xd8" + jfif + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xda\0\x02rest"


@pytest.mark.parametrize("order", ["<", ">"])
def test_picture_that_says_where_it_was_taken_is_known(order: str) -> None:
    assert pictures.tells_place(jpeg(order, CAMERA, PLACE))
    assert not pictures.tells_place(jpeg(order, CAMERA))


@given(st.binary(max_size=60), st.integers(0, 80))
def test_broken_picture_says_nothing_and_breaks_nothing(noise: bytes, cut: int) -> None:
    whole = jpeg(">", CAMERA)

    assert not pictures.tells_place(whole[:cut])
    pictures.tells_place(b"\xff\xd8\xff\xe1" + noise)
    pictures.tells_place(whole[:cut] + noise)
