"""Reading what a page says of itself, from servers that behave and servers that do not."""

import gzip
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from conftest import POLL_SECONDS

from webapp import fetch
from webapp.errors import AddressRefusedError, FetchError
from webapp.fetch import Page
from webapp.fetch.connecting import Response
from webapp.fetch.decoding import text_of
from webapp.fetch.networks import is_public

OWN_PORT = 7420
HEAD = '<!doctype html><html><head><meta charset="utf-8">'
Answer = Callable[["Handler"], None]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers each path with what the test put there."""

    answers: dict[str, Answer]

    def do_GET(self) -> None:
        answer = self.answers.get(self.path)
        if answer is None:
            self.send_error(404, "Not Found")
        else:
            answer(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Site:
    """A real server on this machine."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    ended: threading.Event = field(default_factory=threading.Event)

    def serve(self, path: str, body: bytes, **headers: str) -> str:
        """Answer a path with a body, and give its address."""
        given = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}

        def answer(handler: Handler) -> None:
            handler.send_response(200)
            for name, value in given.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer
        return self.address + path

    def redirect(self, path: str, target: str) -> str:
        """Lead a path on to another address."""

        def answer(handler: Handler) -> None:
            handler.send_response(302)
            handler.send_header("Location", target)
            handler.end_headers()

        self.answers[path] = answer
        return self.address + path


@pytest.fixture
def site() -> Iterator[Site]:
    answers: dict[str, Answer] = {}
    handler = type("OwnHandler", (Handler,), {"answers": answers})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    made = Site(f"http://127.0.0.1:{server.server_port}", answers)
    yield made
    made.ended.set()
    server.shutdown()
    server.server_close()
    thread.join()


def read(url: str, timeout: float = 15.0) -> Page:
    return fetch.fetch_page(url, own_port=OWN_PORT, timeout=timeout, allows_private=True)


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>A &amp; B</title>", "A & B"),
        ("<title>\n  A\t B \n</title>", "A B"),
        ('<title>A</title><meta property="og:title" content="Better">', "Better"),
        ("<body><h1>Only a <em>heading</em></h1>", "Only a heading"),
        ("<title>One</title><svg><title>Two</title></svg>", "One"),
        ("<!-- <title>No</title> --><title>Yes</title>", "Yes"),
        ("<title><script>alert(1)</script></title>", "<script>alert(1)</script>"),
        ("<title>Not closed", "Not closed"),
        ("nothing", ""),
        (f"<title>{'x' * 5_000_000}</title>", "x" * 500),
    ],
    ids=["entity", "blanks", "open graph", "heading", "picture", "comment", "script", "open", "none", "five megabytes"],
)
def test_title_is_what_the_page_says(site: Site, html: str, title: str) -> None:
    assert read(site.serve("/", (HEAD + html).encode())).title == title


def test_page_says_its_site_and_description(site: Site) -> None:
    html = '<meta property="og:site_name" content="The Site"><meta name="Description" content="What it is.">'

    page = read(site.serve("/", (HEAD + html).encode()))

    assert (page.site, page.description) == ("The Site", "What it is.")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("<title>café</title>".encode("latin-1"), {"Content_Type": "text/html; charset=iso-8859-1"}),
        ('<meta charset="shift_jis"><title>café</title>'.encode(), {"Content_Type": "text/html; charset=utf-8"}),
        (b"<meta charset='windows-1252'><title>caf\xe9</title>", {}),
        ("<title>café</title>".encode(), {"Content_Type": "text/html; charset=no-such"}),
        (gzip.compress("<title>café</title>".encode()), {"Content_Encoding": "gzip"}),
    ],
    ids=["header", "header before meta", "meta", "unknown", "gzip"],
)
def test_title_is_read_in_the_pages_own_encoding(site: Site, body: bytes, headers: dict[str, str]) -> None:
    assert read(site.serve("/", body, **headers)).title == "café"


@pytest.mark.parametrize(
    ("said", "real"),
    [("utf-8", "cp1252"), ("no-such", "cp1252"), ("big5", "utf-8"), ("iso-8859-1", "utf-8"), ("rot13", "utf-8")],
)
def test_lying_charset_is_seen_through(said: str, real: str) -> None:
    words = "Café: naïve, déjà vu, à la carte, crème brûlée, über, señor, façade, élan. " * 8

    assert text_of(Response("https://example.org/", f"text/html; charset={said}", "", words.encode(real))) == words


def test_character_that_is_cut_off_is_left_out() -> None:
    assert text_of(Response("https://example.org/", "text/html", "", "Café".encode()[:-1])) == "Caf"


@pytest.mark.parametrize(
    ("path", "headers", "title"),
    [
        ("/a%20paper.pdf", {"Content_Type": "application/pdf"}, "a paper.pdf"),
        (
            "/x",
            {"Content_Type": "application/pdf", "Content_Disposition": 'inline; filename="report.pdf"'},
            "report.pdf",
        ),
    ],
)
def test_what_is_no_page_is_named_by_its_file(site: Site, path: str, headers: dict[str, str], title: str) -> None:
    assert read(site.serve(path, b"%PDF-1.7 \0\xff", **headers)).title == title


def test_redirects_are_followed(site: Site) -> None:
    target = site.serve("/b?x=1", b"<title>There</title>")
    site.redirect("/a", "/b?x=1")

    page = read(f"{site.address}/a")

    assert (page.title, page.final_address) == ("There", target)


def test_endless_redirects_end(site: Site) -> None:
    with pytest.raises(FetchError, match="more than 5 times"):
        read(site.redirect("/a", "/a"))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://user:secret@127.0.0.1/", "gopher:x"]
)
def test_redirect_to_what_may_not_be_asked_is_refused(site: Site, target: str) -> None:
    with pytest.raises(AddressRefusedError):
        read(site.redirect("/a", target))


def test_redirect_to_this_program_is_refused(site: Site) -> None:
    with pytest.raises(AddressRefusedError):
        read(site.redirect("/a", f"http://127.0.0.1:{OWN_PORT}/settings"))


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://0/",
     "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", f"http://127.0.0.1:{OWN_PORT}/"],
)  # fmt: skip
def test_this_machine_and_its_network_are_not_asked(url: str) -> None:
    with pytest.raises(AddressRefusedError, match="not fetched"):
        fetch.fetch_page(url, own_port=OWN_PORT)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1.1.1.1", True), ("93.184.216.34", True), ("2606:4700::1111", True), ("10.1.2.3", False),
        ("172.31.0.1", False),
        ("172.32.0.1", True), ("192.168.1.1", False), ("100.64.0.1", False), ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("192.88.99.1", False), ("198.19.0.1", False), ("::", False), ("::1", False), ("::127.0.0.1", False),
        ("::ffff:1.1.1.1", False), ("64:ff9b::101:101", False), ("2002:101:101::", False), ("fec0::1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False), ("2001:db8::1", False), ("2001::1", False),
        ("no number", False),
    ],
)  # fmt: skip
def test_public_numbers_are_told_from_others(number: str, expected: bool) -> None:
    assert is_public(number) == expected


def test_missing_page_is_a_sentence(site: Site) -> None:
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 answered with 404 Not Found\."):
        read(f"{site.address}/nothing")


def test_closed_port_is_a_sentence() -> None:
    with pytest.raises(FetchError, match="does not answer"):
        read("http://127.0.0.1:1/")


def test_slow_page_ends_within_its_time(site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not site.ended.wait(0.1):
            handler.wfile.write(b"x")

    site.answers["/slow"] = drip

    with pytest.raises(FetchError, match="within 2 seconds"):
        read(f"{site.address}/slow", timeout=2)


def test_server_that_says_nothing_ends_within_its_time(site: Site) -> None:
    site.answers["/silent"] = lambda handler: site.ended.wait() and None

    with pytest.raises(FetchError):
        read(f"{site.address}/silent", timeout=2)


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b"<title>Bomb</title>" + b"\0" * 200_000_000),
        gzip.compress(b"<title>Bomb</title>" + b"x" * 3_000_000)[:-2000],
    ],
    ids=["bomb", "cut off"],
)
def test_compressed_page_is_read_to_its_limit(site: Site, body: bytes) -> None:
    assert read(site.serve("/", body, Content_Encoding="gzip")).title == "Bomb"


def test_endless_page_is_cut_off(site: Site) -> None:
    def pour(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(b"<title>Endless</title>")
        while not site.ended.is_set():
            handler.wfile.write(b"x" * 65_536)

    site.answers["/endless"] = pour

    assert read(f"{site.address}/endless").title == "Endless"


@pytest.mark.parametrize("flood", ["<!--", "<", "<a b=", "&#", "<![CDATA[", "</"])
def test_flood_of_marks_does_not_hang(site: Site, flood: str) -> None:
    html = "<title>First</title>" + flood * 100_000

    assert read(site.serve("/", html.encode())).title == "First"
