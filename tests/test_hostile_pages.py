"""Pages that mean harm or are broken: each ends within its time, with a reason or with what could be read."""

import gzip
import io
import threading
import time
from collections.abc import Callable

import pytest
from conftest import TODAY, Clock
from flask.testing import FlaskClient
from pypdf import PdfWriter
from test_fetch import HEAD, OWN_PORT, Handler, Site, site

from webapp import capture, fetch, links
from webapp.database import connect
from webapp.errors import AddressRefusedError, FetchError, SiteAwayError
from webapp.fetch import Page
from webapp.jobs import Jobs
from webapp.links import FetchState
from webapp.settings import Settings

__all__ = ["site"]

SECONDS = 15.0
GRACE = 3.0  # to end a process that did not end by itself, on a machine that is busy


def read(url: str, timeout: float = SECONDS) -> Page:
    begun = time.monotonic()
    try:
        return fetch.fetch_page(url, own_port=OWN_PORT, timeout=timeout, allows_private=True)
    finally:
        assert time.monotonic() - begun < timeout + GRACE


def pdf_of(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": "A thousand pages"})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def tarpit(site: Site) -> str:
    """A server that sends its headers a letter at a time, so that no single wait is long."""

    def drip(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not site.ended.wait(0.1):
            handler.wfile.write(b"x")

    site.answers["/tarpit"] = drip
    return f"{site.address}/tarpit"


TITLE = "<title>First</title>"
WORDS = "<p>Some words that say something of what there is to be read here, and then some more.</p>"


@pytest.mark.parametrize(
    "html",
    [
        TITLE + "<div>" * 100_000 + "deep",
        TITLE + "".join(f"<{tag}>" for tag in ("table", "tr", "td", "ul", "li", "b") * 15_000),
        TITLE + f'<div class="{"x" * 4_000_000}">words</div>',
        TITLE + "<p " + " ".join(f'a{number}="1"' for number in range(200_000)) + ">words</p>",
        TITLE + WORDS * 50_000,
        TITLE + '<script type="application/ld+json">' + "[" * 1_000_000 + "</script>",
        TITLE + "<script " * 100_000,
        TITLE + "<title " * 100_000,
        TITLE + "<!--" * 1_000_000,
        TITLE + "<article>" + "&lt;" * 500_000,
        TITLE + "\0" * 1_000_000 + "words",
        TITLE + "<meta name='author' content='a'>" * 100_000,
    ],
    ids=["nested", "nested mix", "attribute", "attributes", "long", "json", "scripts", "titles", "comments", "entities",
         "nul", "meta"],
)  # fmt: skip
def test_page_that_is_hard_to_parse_still_says_its_title(site: Site, html: str) -> None:
    page = read(site.serve("/", (HEAD + html).encode()))

    assert page.title == "First"
    assert len(page.html) < 2_000_000


def test_script_in_the_title_stays_words(site: Site) -> None:
    page = read(site.serve("/", f"<title><script>alert(1)</script></title><article>{WORDS * 5}</article>".encode()))

    assert page.title == "<script>alert(1)</script>"
    assert "<script" not in page.html


def test_tarpit_ends_with_a_reason(site: Site) -> None:
    with pytest.raises(SiteAwayError, match="within 3 seconds"):
        read(tarpit(site), timeout=3)


def test_page_that_stops_half_way_is_read_as_far_as_it_came(site: Site) -> None:
    def stop(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write((HEAD + TITLE + f"<article>{WORDS * 20}").encode())
        site.ended.wait()

    site.answers["/half"] = stop

    assert read(f"{site.address}/half", timeout=8).title == "First"


@pytest.mark.parametrize(
    ("body", "coding", "title"),
    [
        (gzip.compress(gzip.compress(b"\0" * 100_000_000)), "gzip", "packed"),
        (gzip.compress(gzip.compress(TITLE.encode() + b" " * 100_000_000)), "gzip, gzip", "First"),
        (b"\x1f\x8b", "gzip", ""),
        (b"anything", "x-none, br, zstd", ""),
    ],
    ids=["bomb in a bomb", "two codings", "nothing", "unknown"],
)
def test_compressed_answer_is_read_as_far_as_it_goes(site: Site, body: bytes, coding: str, title: str) -> None:
    assert read(site.serve("/packed", body, Content_Encoding=coding)).title == title


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_answer_that_is_not_compressed_as_it_says_ends_with_a_reason(site: Site, coding: str) -> None:
    with pytest.raises(FetchError, match="broke off"):
        read(site.serve("/", b"not compressed", Content_Encoding=coding))


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7 \0\xff", b"%PDF-1.7\n" + b"1 0 obj << /Length 99999999 >> stream\n" * 1000, pdf_of(3)[:-200],
     pdf_of(3).replace(b"/Count 3", b"/Count 3000000000"), b"%PDF-1.7\n" + b"<<" * 500_000],
    ids=["rubbish", "streams", "cut off", "count", "nested"],
)  # fmt: skip
def test_broken_pdf_is_kept_by_a_name(site: Site, body: bytes) -> None:
    page = read(site.serve("/dues.pdf", body, Content_Type="application/pdf"))

    assert page.title in ("dues.pdf", "A thousand pages")
    assert page.kind == "pdf"


def test_pdf_of_a_thousand_pages_says_so(site: Site) -> None:
    page = read(site.serve("/long.pdf", pdf_of(1000), Content_Type="application/pdf"))

    assert page.page_count == 1000


def test_redirect_to_this_machine_is_refused_where_only_public_pages_are_read(site: Site) -> None:
    with pytest.raises(AddressRefusedError):
        fetch.fetch_page(site.redirect("/a", "/b"), own_port=OWN_PORT)


def test_links_to_hostile_pages_are_kept_while_the_desk_answers(
    site: Site, settings: Settings, clock: Clock, blog_client: FlaskClient
) -> None:
    site.serve("/nested", (HEAD + TITLE + "<div>" * 100_000).encode())
    site.serve("/bomb", gzip.compress(TITLE.encode() + b"\0" * 200_000_000), Content_Encoding="gzip")
    addresses = [tarpit(site), f"{site.address}/nested", f"{site.address}/bomb", site.redirect("/loop", "/loop")]
    db = connect(settings.database_path)
    saved = [capture.save_link(db, address, now=TODAY).link.id for address in addresses]
    jobs = Jobs(lambda: settings, clock, allows_private=True, timeout=8.0)

    jobs.start()
    try:
        asked = answers_until(lambda: not links.waiting_links(db), lambda: blog_client.get("/links").status_code)
    finally:
        jobs.stop()

    found = [links.find_link(db, link_id) for link_id in saved]
    db.close()
    assert set(asked) == {200}
    assert [link.fetch_state for link in found] == [
        FetchState.FAILED,
        FetchState.FETCHED,
        FetchState.FETCHED,
        FetchState.FAILED,
    ]
    assert [link.title or link.fetch_reason for link in found] == [
        "The page was not read within 8 seconds.",
        "First",
        "First",
        "The page leads on to another one more than 5 times.",
    ]


def answers_until(holds: Callable[[], bool], ask: Callable[[], int]) -> list[int]:
    """Ask again and again until something holds; fail after a while."""
    deadline, tick, answers = time.monotonic() + 90, threading.Event(), [ask()]
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        tick.wait(0.02)  # else the pages are read beside a machine that is kept busy
        answers.append(ask())
    return answers
