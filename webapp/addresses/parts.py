"""The parts of an address, each written in one way. Source: RFC 3986 section 6.2; RFC 5891 (names beyond ASCII)."""

import re
from urllib.parse import SplitResult, quote, urlsplit

from webapp.errors import AddressError

LONGEST = 4096  # characters; browsers and servers refuse longer ones
DEFAULT_PORTS = {"http": 80, "https": 443}

_UNRESERVED = re.compile(rb"[A-Za-z0-9\-._~]")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_INDEX = re.compile(r"/(?:index\.(?:x?html?|shtml|php|aspx?|jsp)|default\.aspx?)\Z", re.IGNORECASE)
# What stands before a host's name for the same pages in another shape, where two more parts follow.
_SHAPE = re.compile(r"(?:www|m|mobile|amp)\.(?=[^.]+\.)")
# Hosts whose first part is the name of somebody's own site, `m` and `amp` too.
_OF_MANY = """
    substack.com github.io gitlab.io blogspot.com wordpress.com tumblr.com medium.com ghost.io pages.dev workers.dev
    vercel.app netlify.app notion.site hf.space itch.io bearblog.dev neocities.org readthedocs.io livejournal.com
"""
_HOSTS_OF_MANY = frozenset(_OF_MANY.split())
_SAME_HOSTS = {
    "twitter.com": "x.com",
    "fxtwitter.com": "x.com",
    "vxtwitter.com": "x.com",
    "fixupx.com": "x.com",
    "music.youtube.com": "youtube.com",
    "youtube-nocookie.com": "youtube.com",
    "old.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "export.arxiv.org": "arxiv.org",
    "browse.arxiv.org": "arxiv.org",
    "dx.doi.org": "doi.org",
    "hf.co": "huggingface.co",
    "alignmentforum.org": "lesswrong.com",  # shows the same posts
    "greaterwrong.com": "lesswrong.com",
}


def trimmed(url: str) -> str:
    """Take off what stands around an address where it is pasted from."""
    return re.sub(r"[\x00-\x1f\x7f]", "", url).strip().strip("<>")


def split(url: str) -> SplitResult:
    """Split an absolute http(s) address. Raises AddressError."""
    text = trimmed(url)
    if len(text) > LONGEST:
        raise AddressError(f"This address is longer than {LONGEST} characters, so it can't be saved.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise AddressError(f"“{text[:80]}” can't be read as an address.") from error
    is_host = bool(parts.hostname) and not re.search(r"\s", parts.netloc)
    if parts.scheme.lower() not in DEFAULT_PORTS or not is_host or port == 0:
        raise AddressError(f"“{text[:80]}” is no address of a page. It has to begin with https:// or http://.")
    return parts


def host_of(parts: SplitResult) -> str:
    """The host in small ASCII letters, without what only names another shape of the same pages."""
    host = (parts.hostname or "").lower().rstrip(".")
    if ":" in host:
        return f"[{host}]"  # IPv6
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        host = quote(host, safe="")
    while (shape := _SHAPE.match(host)) and (shape[0] == "www." or host[shape.end() :] not in _HOSTS_OF_MANY):
        host = host[shape.end() :]
    return re.sub(r"\A([a-z\-]+)\.m\.wikipedia\.org\Z", r"\1.wikipedia.org", host)


def site_of(parts: SplitResult) -> str:
    """The host under which a site's pages are compared, whichever of its names an address has."""
    host = host_of(parts)
    return _SAME_HOSTS.get(host, host)


def port_of(parts: SplitResult) -> str:
    """The port with its colon; empty where it is the scheme's own."""
    port = parts.port
    return "" if port is None or port == DEFAULT_PORTS[parts.scheme.lower()] else f":{port}"


def normal(text: str, safe: str) -> str:
    """Write each character one way: unreserved ones as themselves, all others that need it percent-encoded."""

    def decode(match: re.Match[str]) -> str:
        byte = bytes.fromhex(match[1])
        return byte.decode() if _UNRESERVED.fullmatch(byte) else match[0].upper()

    return quote(_PERCENT.sub(decode, text), safe=safe + "%", errors="replace")


def path_of(path: str) -> str:
    """A path without dots that stand for folders, default documents and trailing slashes."""
    segments: list[str] = []
    for segment in normal(path, "/:@!$&'()*+,;=").split("/"):
        if segment == "..":
            segments = segments[:-1] if len(segments) > 1 else segments
        elif segment != ".":
            segments.append(segment)
    shorter = "/".join(segments)
    if path.endswith(("/.", "/..")):
        shorter += "/"
    return shortened(shorter)


def shortened(path: str) -> str:
    """Take the default document and slashes off the end of a path."""
    while (shorter := _INDEX.sub("", path).rstrip("/")) != path:
        path = shorter
    return path
