"""What is read from pages of each kind: (address, type, bytes) in, facts out; the pages are our own."""

import io
from pathlib import Path

import pytest
from pypdf import PdfWriter

from webapp import addresses
from webapp.fetch import sites
from webapp.fetch.connecting import Response
from webapp.fetch.heads import read_head
from webapp.fetch.pdfs import read_pdf
from webapp.fetch.reading import read_quickly, read_slowly
from webapp.fetch.structured import seconds_of
from webapp.fetch.values import Reading

PAGES = Path(__file__).parent / "cases" / "pages"
LINES = PAGES.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
ROWS = [[part.strip() for part in line.split("|")] for line in LINES if not line.startswith("#")]


def answer(name: str, address: str) -> Response:
    kind = "application/json" if name.endswith(".json") else "text/html; charset=utf-8"
    return Response(address, kind, "", (PAGES / name).read_bytes())


def read(name: str, address: str) -> Reading:
    """Read a page as far as it goes, as the child process does."""
    response, thing = answer(name, address), addresses.find_thing(address)
    known = read_quickly(response, thing)
    return [known, *read_slowly(response, thing, known)][-1]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[4]}")
def test_page_of_each_kind_says_what_it_is(row: list[str]) -> None:
    name, address, title, author, kind = row

    page = read(name, address)

    assert (page.title, page.author, page.kind) == (title, author, kind)


def test_abstract_is_kept_with_day_and_pages() -> None:
    page = read("arxiv-abs.html", "https://arxiv.org/abs/2511.14460v2")

    assert (page.published_on, page.page_count, page.language) == ("2025-11-18", 18, "en")
    assert page.description == "We predict the tide with a model that fits in a harbour master's drawer."
    assert page.text == page.description
    assert page.word_count == 0  # the abstract is not what there is to read


def test_article_is_kept_as_words_and_as_safe_html() -> None:
    page = read("article.html", "https://quay.example/2025/11/x")

    assert (page.published_on, page.language, page.site) == ("2025-11-14", "en-GB", "The Quay")
    assert page.canonical_address == "https://quay.example/2025/11/why-buoys-are-red"
    assert "two colours, of which one was red & the other" in page.text
    assert '<a href="https://quay.example/colours"' in page.html
    assert not {"onclick", "script", "onerror", "Subscribe", "small print"} & set(page.html.replace("=", " ").split())
    assert page.word_count == len(page.text.split()) > 60
    assert page.duration_seconds == 0  # the film in it is not the page


@pytest.mark.parametrize(
    ("named", "canonical"),
    [
        ("https://www.quay.example/b", "https://www.quay.example/b"),
        ("https://news.quay.example/b", "https://news.quay.example/b"),
        ("https://elsewhere.example/b", ""), ("https://quay.example/", ""), ("javascript:alert(1)", ""),
        ("http://[", ""), ("", ""),
    ],
)  # fmt: skip
def test_canonical_address_is_believed_on_the_same_site_only(named: str, canonical: str) -> None:
    html = f'<title>A</title><link rel="canonical" href="{named}">'

    assert (
        read_quickly(Response("https://quay.example/a", "text/html", "", html.encode())).canonical_address == canonical
    )


def test_thread_is_kept_with_what_was_said() -> None:
    page = read("hacker-news.html", "https://news.ycombinator.com/item?id=123")

    assert page.text == "My uncle painted them.\nHe liked blue.\nSo did mine."
    assert page.description == "About https://quay.example/2025/11/why-buoys-are-red?a=1&b=2"
    assert page.published_on == "2025-11-15"


def test_readme_is_the_text_of_a_repository() -> None:
    page = read("github-repository.html", "https://github.com/Tides/Almanac")

    assert page.text == "Almanac\nPrints the tide for a place and a day. It needs Python.\nalmanac Dover"
    assert page.description == "Tide tables as plain text."


def test_post_says_its_day_and_words() -> None:
    page = read("x-card.json", "https://twitter.com/harbour/status/1234567890")

    assert (page.published_on, page.text) == (
        "2025-11-21",
        "High water at noon, and nobody told the ducks. pic.example/a",
    )


def test_video_says_how_long_it_is_and_its_card_who_made_it() -> None:
    address = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    thing = addresses.find_thing(address)

    page, card = read("youtube.html", address), sites.read_beside(thing, (PAGES / "youtube-card.json").read_text())

    assert (page.duration_seconds, page.published_on, page.description) == (
        754,
        "2025-08-09",
        "A wheel, a pond and the moon.",
    )
    assert (card.title, card.author) == ("How a tide mill works", "Slow Machines")


def test_podcast_says_how_long_it_is() -> None:
    assert read("podcast.html", "https://pilots.example/12").duration_seconds == 3723


@pytest.mark.parametrize(
    ("address", "asked", "beside"),
    [
        ("https://arxiv.org/pdf/2511.14460v2", "https://arxiv.org/pdf/2511.14460v2", "https://arxiv.org/abs/2511.14460"),
        ("https://arxiv.org/html/2511.14460", "https://arxiv.org/html/2511.14460", "https://arxiv.org/abs/2511.14460"),
        ("https://arxiv.org/abs/2511.14460", "https://arxiv.org/abs/2511.14460", ""),
        ("https://example.org/a", "https://example.org/a", ""),
        ("https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ",
         "https://www.youtube.com/oembed?url=https%3A%2F%2Fyoutube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ&format=json"),
        ("https://x.com/a/status/12",
         "https://publish.x.com/oembed?url=https%3A%2F%2Fx.com%2Fi%2Fstatus%2F12&omit_script=1&dnt=true", ""),
    ],
)  # fmt: skip
def test_known_things_are_asked_where_they_answer(address: str, asked: str, beside: str) -> None:
    thing = addresses.find_thing(address)

    assert sites.address_of(thing, address) == asked
    assert sites.address_beside(thing, address) == beside


@pytest.mark.parametrize("text", ["", "[]", "no json", '{"title": null, "html": 3}', "[[[[[", "<html>"])
def test_card_that_is_none_says_nothing(text: str) -> None:
    for address in ("https://x.com/a/status/12", "https://youtu.be/dQw4w9WgXcQ"):
        thing = addresses.find_thing(address)
        rule = sites.read_page if thing and thing.source is addresses.Source.X else sites.read_beside

        assert not rule(thing, text).text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("PT1H2M3S", 3723), ("PT754S", 754), ("P1DT1S", 86_401), ("1:02:03", 3723), ("12:34", 754), ("754", 754),
     ("PT0.5S", 0), ("soon", 0), ("", 0), ("9" * 400, 0), ("P", 0)],
)  # fmt: skip
def test_durations_are_read_in_the_forms_that_pages_have(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    "block", ["", "{", "[]", "null", "3", '"a"', "[" * 100_000, '{"@type": 3}', '{"@graph": 3}',
              '{"@type":"Article","author":3}']
)  # fmt: skip
def test_broken_json_ld_stops_nothing(block: str) -> None:
    html = f'<title>A</title><script type="application/ld+json">{block}</script>'

    assert read_quickly(Response("https://example.org/", "text/html", "", html.encode())).title == "A"


def test_head_is_read_behind_a_long_script() -> None:
    html = f"<script>{'x' * 100_000}</script><style>{'y' * 50_000}</style><meta name='author' content='A. Moreau'>"

    assert read_head(html).first("author") == "A. Moreau"


def pdf(pages: int, **said: str) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({f"/{name}": value for name, value in said.items()})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_pdf_says_title_author_day_and_pages() -> None:
    *_, page = read_pdf(pdf(3, Title="Harbour dues", Author="Ada Moreau; Ben Okafor", CreationDate="D:20250314120000Z"))

    assert (page.title, page.author, page.published_on) == ("Harbour dues", "Ada Moreau, Ben Okafor", "2025-03-14")
    assert (page.page_count, page.kind) == (3, "pdf")


@pytest.mark.parametrize("title", ["", "untitled", "Microsoft Word - dues.docx", "dues.tex", "--"])
def test_title_that_a_program_made_up_is_none(title: str) -> None:
    *_, page = read_pdf(pdf(1, Title=title))

    assert page.title == ""


def test_file_is_named_by_its_title_and_else_by_its_name() -> None:
    named, unnamed = (
        Response("https://example.org/dues%20.pdf", "application/pdf", "", pdf(1, Title=title))
        for title in ("Harbour dues", "")
    )

    titles = [[*read_slowly(response, None, read_quickly(response))][-1].title for response in (named, unnamed)]

    assert titles == ["Harbour dues", "dues .pdf"]
