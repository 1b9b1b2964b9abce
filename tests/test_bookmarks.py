"""Files of links: each program's is read as it is, and a broken one is refused as a whole, with the line."""

import json
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import bookmarks
from webapp.bookmarks import FORMS, Filed, FiledLink, FiledNote, FiledPage, FiledQuote
from webapp.bookmarks.entries import Entry, counted
from webapp.errors import ImportUnreadableError

CASES = Path(__file__).parent / "cases" / "bookmarks"
EXPECTED = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))
FILES = {name: (CASES / name).read_bytes() for name in EXPECTED}
MOST_SECONDS = 10.0  # for a file of megabytes that was made to be slow; a quadratic reading takes hours

EVERYTHING = FiledLink(
    address="https://example.org/a?b=1&c=2",
    key="https://example.org/a?b=1&c=2",
    place="entry 1",
    given_address="https://example.org/a?b=1&c=2&utm_source=x",
    title='A “title” & <b>more</b> "quoted"',
    description="What it says",
    tags=("one", "two words"),
    notes=(FiledNote("A note\non two lines", datetime(2025, 1, 2, 3, 4, 5, 678, tzinfo=UTC)), FiledNote("Another")),
    quotes=(FiledQuote("A passage", datetime(2025, 1, 2, tzinfo=UTC), "before ", " behind"),),
    saved_at=datetime(2025, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
    state="later",
    later_until=date(2025, 2, 3),
    draft="2025-12-11-working-notes.md",
    section="Reward models",
    via="https://example.net/",
    page=FiledPage(
        "example.org", "paper", "Ada Example", date(2024, 5, 6), "en", 1200, 14, 60, "https://example.org/a",
        "https://example.org/a/", "failed", "The site refused.", datetime(2025, 1, 3, tzinfo=UTC),
    ),
)  # fmt: skip


def described(link: FiledLink) -> dict[str, object]:
    """A link as `expected.json` has it: what is empty is left out."""
    values = {
        "title": link.title,
        "description": link.description,
        "tags": list(link.tags),
        "notes": [note.text for note in link.notes],
        "quotes": [quote.text for quote in link.quotes],
        "saved_at": link.saved_at.isoformat() if link.saved_at else None,
        "state": link.state,
        "author": link.page.author,
        "published_on": link.page.published_on.isoformat() if link.page.published_on else None,
    }
    return {"place": link.place, "address": link.address} | {name: value for name, value in values.items() if value}


def parsed_or_refused(content: bytes) -> Filed | None:
    """What a file holds; None where it was refused as one should be: in words, with its line."""
    try:
        return bookmarks.parse(content)
    except ImportUnreadableError as error:
        refusal = error
    assert refusal.line is not None
    assert re.search(rf"\bline {refusal.line}\b", str(refusal), re.IGNORECASE)
    return None


@pytest.mark.parametrize("name", FILES)
def test_file_is_read_with_everything_that_it_says(name: str) -> None:
    filed = bookmarks.parse(FILES[name])

    found = {
        "program": filed.program,
        "links": [described(link) for link in filed.links],
        "skipped": [[each.place, each.what] for each in filed.skipped],
    }
    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", FILES)
def test_file_with_a_mark_and_other_ends_of_lines_reads_the_same(name: str) -> None:
    text = FILES[name].decode("utf-8-sig").replace("\r\n", "\n").replace("\n\r", "\n")

    marked = bookmarks.parse(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert [link.place for link in marked.links] == [link.place for link in bookmarks.parse(text.encode()).links]
    assert [link.key for link in marked.links] == [link.key for link in bookmarks.parse(FILES[name]).links]


def test_file_in_utf_16_is_read() -> None:
    filed = bookmarks.parse("https://example.org/é\r\n".encode("utf-16"))

    assert [link.address for link in filed.links] == ["https://example.org/é"]


def test_file_of_an_old_browser_is_read_in_its_own_code() -> None:
    filed = bookmarks.parse(
        '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<A HREF="https://example.org">Café</A>'.encode("cp1252")
    )

    assert filed.links[0].title == "Café"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"\n \n", 1),
        (b"no address anywhere\n", 1),
        (b"text\n\x00\x01", 2),
        (b'[\n {"href": "https://example.org",\n  "description": }\n]', 3),
        (b'{"bookmarks": [', 1),
        (b'{"links": {}}', 1),
        (b'[\n{"some": "thing"}]', 1),
        (b'{"format": "working-notes", "version": 2, "links": []}', 1),
        (b"[\n" + b'{"a":' * 100_000, 2),
        (b'[{"a":\n' + b"1" * 10_000 + b"}]", 2),
        (b'title,url,time_added,tags,status\na,https://example.org/a,1,,unread\nb,"https://example.org', 3),
        (b'title,url,time_added,tags,status\nb,"https://example.org"x,1,,\n', 2),
        (b"<dl>\n" + b"< " * 2_000, 2),
    ],
)
def test_broken_file_is_refused_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(ImportUnreadableError) as refused:
        bookmarks.parse(content)

    assert refused.value.line == line
    assert str(line) in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        b"<dl>" + b"<!--" * 1_000_000,
        b"<dl>" + b'<a href="' * 500_000,
        b"<dl>" + b"<a " * 1_000_000,
        b"<dl>" + b"<a =" * 1_000_000,
        b"<dl>" + b"<a href='\"" * 400_000,
        b"<dl>" + b"<dd>x" * 100_000,
        b"<dl><h3>a</h3><a>" * 20_000 + b"</dl>" * 20_000,
        b"<dl><a " + b"b=c " * 1_000_000 + b">",
        b"<dl>" + b"&" * 4_000_000,
        b"https://example.org/" + b")" * 4_000_000,
        b"[" * 4_000_000,
        b"[{" + b'"a":{' * 800_000,
        b'title,url\n"' + b"a," * 2_000_000,
        b"https://" * 500_000,
        b"[](" * 1_000_000,
    ],
    ids=lambda content: content[:24].decode() + "…",
)
def test_file_that_was_made_to_be_slow_is_read_in_bounded_time(content: bytes) -> None:
    started = time.process_time()

    parsed_or_refused(content)

    assert time.process_time() - started < MOST_SECONDS


def test_file_with_too_many_links_is_refused_as_a_whole() -> None:
    entries = (Entry(f"line {number}", "https://example.org/") for number in range(1, bookmarks.MOST_ENTRIES + 2))

    with pytest.raises(ImportUnreadableError, match=r"line 100001") as refused:
        list(counted(entries))

    assert refused.value.line == 100_001


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    parsed_or_refused(content)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with some of its pieces cut out, doubled, or changed for others."""
    content: bytes = FILES[draw(st.sampled_from(sorted(FILES)))]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 60)))
        piece = draw(st.one_of(st.binary(max_size=8), st.sampled_from(PIECES), st.just(content[start:end] * 2)))
        content = content[:start] + piece + content[end:]
    return content


PIECES = [b"<", b">", b'"', b"'", b"\n", b"\r", b"\x00", b"\\ud800", b"1e999", b"-1", b"NaN", b"null", b"[", b"}", b",",
          b"9" * 30, b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59", b"<A HREF=", b"</DL>", b"<DD>", b"http://[",
          b"https://\xff", b"&#x110000;", b"&#xD800;", "٣".encode(), b"\xef\xbb\xbf"]  # fmt: skip


@settings(max_examples=500)
@given(mutated())
def test_damaged_file_is_read_or_refused(content: bytes) -> None:
    filed = parsed_or_refused(content)

    for link in filed.links if filed else ():
        assert link.key
        assert link.address
        "".join([link.address, link.title, link.description, *link.tags]).encode()  # no halves of characters
        "".join([note.text for note in link.notes] + [quote.text for quote in link.quotes]).encode()


def test_own_file_holds_everything() -> None:
    written = "".join(FORMS["json"].dump([EVERYTHING]))

    assert bookmarks.parse(written.encode()) == Filed("Working Notes", (EVERYTHING,))


def test_own_file_without_links_is_read_as_none() -> None:
    with pytest.raises(ImportUnreadableError):
        bookmarks.parse("".join(FORMS["json"].dump([])).encode())


def test_bookmark_file_holds_what_its_form_can() -> None:
    written = "".join(FORMS["netscape"].dump([EVERYTHING]))

    (link,) = bookmarks.parse(written.encode()).links

    assert (link.address, link.title, link.tags, link.state) == (
        EVERYTHING.address, EVERYTHING.title, EVERYTHING.tags, "unread",
    )  # fmt: skip
    assert link.saved_at == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert [note.text for note in link.notes] == ["A note\non two lines\n\nAnother"]


def test_bookmark_file_written_again_is_the_same() -> None:
    once = "".join(FORMS["netscape"].dump([EVERYTHING]))

    again = "".join(FORMS["netscape"].dump(bookmarks.parse(once.encode()).links))

    assert again == once


def test_list_in_markdown_escapes_what_would_be_markup() -> None:
    written = "".join(FORMS["markdown"].dump([EVERYTHING]))

    assert "## January 2025" in written
    assert "[A “title” \\& \\<b\\>more\\</b\\>" in written
    assert "  > A passage" in written


MOMENTS = [
    ("1700000000", "2023-11-14T22:13:20+00:00"),
    ("1700000000000", "2023-11-14T22:13:20+00:00"),
    ("1700000000000000", "2023-11-14T22:13:20+00:00"),
    ("2023-11-14T22:13:20Z", "2023-11-14T22:13:20+00:00"),
    ("2023-11-14 23:13:20+01:00", "2023-11-14T22:13:20+00:00"),
    ("2023-11-14", "2023-11-14T00:00:00+00:00"),
    ("0", ""),
    ("-5", ""),
    ("1", ""),
    ("soon", ""),
    ("9" * 40, ""),
    ("0001-01-01T00:00:00+23:00", ""),
]


@pytest.mark.parametrize(("written", "expected"), MOMENTS)
def test_time_is_read_in_every_form_that_programs_write(written: str, expected: str) -> None:
    filed = bookmarks.parse(f"title,url,time_added,tags,status\n,https://example.org,{written},,\n".encode())

    (link,) = filed.links
    assert (link.saved_at.isoformat() if link.saved_at else "") == expected
