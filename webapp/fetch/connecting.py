"""Asking a server: the name is resolved once, every answer must be public, and exactly that machine is asked."""

import gzip
import http.client
import io
import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from webapp import __version__
from webapp.errors import AddressRefusedError, FetchError, PageGoneError, SiteAwayError
from webapp.fetch.networks import is_public

MOST_REDIRECTS = 5
MOST_WIRE_BYTES = 2_000_000
MOST_BYTES = 5_000_000  # decoded
MOST_PDF_BYTES = 30_000_000  # a PDF that is cut off can't be read at all
MOST_CODINGS = 3  # one inside the other
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})  # RFC 9110 15.5, 15.6; Cloudflare's
STEP_BYTES = 65_536
GONE = frozenset({404, 410})  # RFC 9110 15.5.5, 15.5.11
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HEADERS = {
    "User-Agent": f"Working Notes/{__version__} (a reader's own machine)",
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "en-GB,en;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    address: str  # where the redirects ended
    content_type: str
    disposition: str
    body: bytes  # decoded, cut off at MOST_BYTES
    is_whole: bool = True  # False where the time was over before all of it had come


def get(url: str, own_port: int, timeout: float, *, allows_private: bool = False, reads_body: bool = True) -> Response:
    """Ask for a page, following redirects by hand, each checked as the first.

    reads_body: False where it is enough to know that there is one. Raises AddressRefusedError, FetchError.
    """
    deadline = time.monotonic() + timeout
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask(url, own_port, deadline, allows_private=allows_private, reads_body=reads_body)
        if isinstance(answer, Response):
            return answer
        url = answer
    raise FetchError(f"The page leads on to another one more than {MOST_REDIRECTS} times.")


def _ask(url: str, own_port: int, deadline: float, *, allows_private: bool, reads_body: bool) -> Response | str:
    """Ask once. Answers the response, or the address that it leads on to."""
    host, port, path, is_secure = _target(url)
    number = _resolve(host, port, own_port, allows_private=allows_private)
    connection = _connect(number, host, port, deadline, is_secure=is_secure)
    try:
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        location = answer.getheader("Location")
        if answer.status in REDIRECTS and location:
            return urljoin(url, location)
        if answer.status >= 400:
            words = f"{host} answered with {answer.status} {answer.reason}.".replace(" .", ".")
            raise _refusal(answer.status)(words)
        content = _read(answer, deadline) if reads_body else b""
        return Response(
            address=url,
            content_type=answer.getheader("Content-Type", ""),
            disposition=answer.getheader("Content-Disposition", ""),
            body=_decoded(content, answer.getheader("Content-Encoding", "")),
            is_whole=time.monotonic() < deadline,
        )
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        raise SiteAwayError(f"{host} broke off while it answered.") from error
    finally:
        connection.close()


def _refusal(status: int) -> type[FetchError]:
    if status in GONE:
        return PageGoneError
    return SiteAwayError if status in PASSING else FetchError


def _target(url: str) -> tuple[str, int, str, bool]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise AddressRefusedError("The address can't be read, so its page was not fetched.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise AddressRefusedError("Only pages at http:// and https:// are fetched.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefusedError("The address has a user name in it, so its page was not fetched.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return host, port, f"{path}?{query}" if query else path, parts.scheme == "https"


def _resolve(host: str, port: int, own_port: int, *, allows_private: bool) -> str:
    """Find the machine's number. Raises AddressRefusedError unless every number that the name has is public."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise SiteAwayError(f"There is no site {host}, or this machine is not online.") from error
    if not all(map(is_public, found)) and (port == own_port or not allows_private):
        raise AddressRefusedError("The address is on this machine or its network, so its page was not fetched.")
    return found[0]


def _connect(number: str, host: str, port: int, deadline: float, *, is_secure: bool) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(host, port, timeout=_left(deadline))
    try:
        plain = socket.create_connection((number, port), timeout=_left(deadline))
        if plain.getpeername()[0] != number:
            raise AddressRefusedError(f"Another machine answered for {host}, so its page was not read.")
        context = ssl.create_default_context()
        connection.sock = context.wrap_socket(plain, server_hostname=host) if is_secure else plain
    except ssl.SSLError as error:
        raise FetchError(f"{host} has no certificate that can be trusted.") from error
    except OSError as error:
        raise SiteAwayError(f"{host} does not answer.") from error
    return connection


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise SiteAwayError("The page took too long to read.")
    return left


def _read(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read what comes until the limit or the deadline; what came before is kept."""
    content, most = bytearray(), MOST_WIRE_BYTES
    while len(content) < most and time.monotonic() < deadline:
        try:
            chunk = answer.read1(STEP_BYTES)
        except TimeoutError:
            break
        if not chunk:
            break
        content += chunk
        most = MOST_PDF_BYTES if content.startswith(b"%PDF-") else MOST_WIRE_BYTES
    return bytes(content[:most])


def _decoded(content: bytes, encoding: str) -> bytes:
    """Undo the compressions, the last one first. Source: RFC 9110 8.4.1."""
    names = [name.strip().lower() for name in encoding.split(",")][-MOST_CODINGS:]
    for name in reversed(names):
        content = _inflated(content, name)
    return content


def _inflated(content: bytes, name: str) -> bytes:
    """Undo one compression, up to the limit; a stream that breaks off gives what came before."""
    if name not in ("gzip", "x-gzip", "deflate"):
        return content
    if name == "deflate":
        try:
            return zlib.decompressobj().decompress(content, MOST_BYTES)
        except zlib.error:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, MOST_BYTES)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            return stream.read(MOST_BYTES)
    except (EOFError, zlib.error):
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, MOST_BYTES)
