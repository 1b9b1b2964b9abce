"""The key that all spellings of one page's address share."""

import re

from webapp.addresses.parts import DEFAULT_PORTS, host_of, normal, path_of, port_of, shortened, site_of, split
from webapp.addresses.things import NOT_OWNERS, thing_at
from webapp.addresses.tracking import is_tracking
from webapp.errors import AddressError

# AMP shows the page of another address. Source: amp.dev, "AMP URLs in Google Search" and "AMP Cache URL format".
_AMP_VIEWER = re.compile(r"https?://(?:www\.)?google\.[a-z.]+/amp/(s/)?(.+)", re.IGNORECASE | re.DOTALL)
_AMP_CACHE = re.compile(r"https?://(?:[\w-]+\.)?cdn\.ampproject\.org/[cvi]/(s/)?(.+)", re.IGNORECASE | re.DOTALL)
_AMP_PAIR = re.compile(r"amp(?:=(?:1|true)?)?|output(?:type)?=amp", re.IGNORECASE)
# Only behind what looks like the name of an article: `/project/amp` is a page about something called amp.
_AMP_PATH = re.compile(r"(/[^/]*[\d-][^/]*)/amp\Z")
_NAMES_IN_PATHS = frozenset({"github.com", "gitlab.com", "codeberg.org", "huggingface.co", "npmjs.com", "pypi.org"})
_SNAPSHOT = re.compile(r"/web/(\d{1,14})(?:[a-z]{2}_)?/((?:https?:/{1,2})?)(.+)", re.IGNORECASE | re.DOTALL)


def canonical(url: str) -> str:
    """Make the key that all spellings of one page's address share. `canonical(canonical(url)) == canonical(url)`.

    A snapshot of the Internet Archive has a key of its own, for each time: who saves one means the page as it was then,
    which must not be exchanged for the page as it is now. A user name says who asks, not which page: it is left out.
    url: absolute http(s). Raises AddressError for anything else.
    """
    parts = split(unwrapped(url))
    site, port = site_of(parts), port_of(parts)
    scheme = "http" if port == f":{DEFAULT_PORTS['https']}" else "https"  # http at the port of https is another server
    if not port:
        for path in (parts.path, path_of(parts.path)):
            if kept := _snapshot(site, path, parts.query, parts.fragment):
                return kept
        if thing := thing_at(site, path_of(parts.path), parts.query):
            return thing.page
    path, query = _path(site, parts.path), _query(parts.query, host_of(parts))
    key = f"{scheme}://{site}{port}{path}{'?' if query else ''}{query}{_fragment(parts.fragment)}"
    return key if unwrapped(key) == key else canonical(key)  # which is shorter: dots hid that it is one of AMP's


def unwrapped(url: str) -> str:
    """Take the address of the page out of an address of AMP's viewer or cache; any other stays as it is."""
    url = url.strip()
    while match := _AMP_VIEWER.fullmatch(url) or _AMP_CACHE.fullmatch(url):
        url = f"http{'s' if match[1] else ''}://{match[2]}"
    return url


def kept_page(url: str) -> str:
    """The address of the page that a snapshot keeps; any other stays as it is. Raises AddressError."""
    parts = split(url)
    match = _SNAPSHOT.fullmatch(parts.path) if site_of(parts) == "web.archive.org" else None
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{match[3]}{query}" if match else url


def _snapshot(site: str, path: str, query: str, fragment: str) -> str:
    """The key of a snapshot; empty for anything else, a snapshot of a snapshot too."""
    match = _SNAPSHOT.fullmatch(path) if site == "web.archive.org" else None
    if not match or re.match(r"(?:[\w.-]*@)?(?:www\.)?web\.archive\.org", match[3], re.IGNORECASE):
        return ""
    rest = f"{match[3]}{'?' if query else ''}{query}{'#' if fragment else ''}{fragment}"
    scheme = match[2].rstrip("/") or "http:"
    try:
        return f"https://web.archive.org/web/{match[1]}/{canonical(f'{scheme}//{rest}')}"
    except AddressError:
        return ""


def _path(site: str, path: str) -> str:
    path = path_of(path)
    if site in _NAMES_IN_PATHS:
        return _github_path(path) if site == "github.com" else path
    while (shorter := shortened(_AMP_PATH.sub(r"\1", path))) != path:
        path = shorter
    return path


def _github_path(path: str) -> str:
    """Names of owners and repositories are the same in any case."""
    segments = path.split("/")
    if segments[1:2] and segments[1].lower() not in NOT_OWNERS:
        segments[1:3] = [segment.lower() for segment in segments[1:3]]
    return normal("/".join(segments), "/:@!$&'()*+,;=")


def _query(query: str, host: str) -> str:
    """The parameters by name; several of one name keep their order, which may matter."""
    pairs = [
        pair for pair in query.split("&") if pair and not is_tracking(pair, host) and not _AMP_PAIR.fullmatch(pair)
    ]
    written = [_pair(pair) for pair in pairs]
    return "&".join(sorted(written, key=lambda pair: pair.partition("=")[0]))


def _pair(pair: str) -> str:
    """One parameter; a blank is `+`, and nothing behind the sign is no sign. Source: WHATWG URL, section 5.1."""
    written = normal(pair, "/:@!$'()*,;=?+").replace("%20", "+")
    return written[:-1] if written.count("=") == 1 and written.endswith("=") else written


def _fragment(fragment: str) -> str:
    """A fragment names a place in a page, but for the routes of pages that are programs (`#/a`, `#!a`)."""
    return f"#{normal(fragment, '/:@!$&()*+,;=?')}" if fragment.startswith(("/", "!")) else ""
