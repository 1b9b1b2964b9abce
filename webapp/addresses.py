"""Addresses of pages: which two name the same page, what is kept of one, and what kind of thing it names.

An address is kept in three forms: as given, as it ended after redirects, and as the key that is made here. The key is
for comparing only; it need not lead anywhere. Source: RFC 3986 section 6 (normal forms); the sites' own address forms.
"""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit, urlunsplit

from .errors import AddressError

LONGEST = 4096  # characters; browsers and servers refuse longer ones

# Parameters that say how somebody came to a page, and not which page it is.
_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|_hs\w+|mc_[ce]id|vero_\w+|oly_\w+_id|__s|_ga|_gl|gclid|gclsrc|dclid|gbraid|wbraid"
    r"|fbclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mkt_tok|rb_clickid|s_cid|ref_src|ref_url|wt_mc|_branch_match_id)",
    re.IGNORECASE,
)
# Parameters that are tracking on these sites only: elsewhere they may name the page.
_SITE_TRACKING = {
    "youtube.com": {"si", "feature", "pp", "ab_channel"},
    "youtu.be": {"si", "feature"},
    "x.com": {"s", "t", "ref_src"},
    "twitter.com": {"s", "t", "ref_src"},
    "open.spotify.com": {"si"},
    "medium.com": {"source"},
    "substack.com": {"r", "triedRedirect", "showWelcomeOnShare"},
    "linkedin.com": {"trk", "rcm"},
    "amazon.co.uk": {"tag", "ref"},
    "amazon.com": {"tag", "ref"},
    "reddit.com": {"share_id", "rdt"},
}
_SAME_HOSTS = {
    "twitter.com": "x.com",
    "mobile.twitter.com": "x.com",
    "mobile.x.com": "x.com",
    "m.youtube.com": "youtube.com",
    "music.youtube.com": "youtube.com",
    "youtube-nocookie.com": "youtube.com",
    "old.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "m.facebook.com": "facebook.com",
    "export.arxiv.org": "arxiv.org",
    "browse.arxiv.org": "arxiv.org",
    "dx.doi.org": "doi.org",
    "hf.co": "huggingface.co",
}
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = re.compile(rb"[A-Za-z0-9\-._~]")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_INDEX = re.compile(r"/index\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
_ARXIV = re.compile(
    r"/(?:abs|pdf|html|format|ps|src)/([a-z\-.]+/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?\Z", re.IGNORECASE
)
_YOUTUBE = re.compile(r"/(?:shorts|live|embed|v)/([\w-]{6,})\Z")
_STATUS = re.compile(r"/(?:[^/]+|i/web)/status(?:es)?/(\d+)(?:/.*)?\Z")


def canonical(url: str) -> str:
    """Make the key that all spellings of one page's address share. `canonical(canonical(url)) == canonical(url)`.

    url: absolute http(s). Raises AddressError for anything else.
    """
    parts = _split(url)
    host = _host(parts)
    site = _SAME_HOSTS.get(host, host)
    port = _port(parts)
    scheme = "http" if port == f":{_DEFAULT_PORTS['https']}" else "https"  # http at the port of https is another server
    path = _path(parts.path)
    known = _KNOWN.get(site, _unknown)(path, parts.query)
    if known is not None:
        return f"{scheme}://{site}{port}{known}" if not known.startswith("https:") else known
    query = _query(parts.query, site)
    return f"{scheme}://{site}{port}{path}{'?' if query else ''}{query}{_fragment(parts.fragment)}"


def clean(url: str) -> str:
    """Take the tracking parameters out of an address and leave everything else as it was given.

    url: absolute http(s), or without `https://` as people write it. Raises AddressError.
    """
    url = _trimmed(url)
    if not re.match(r"[a-z][a-z0-9+.\-]*:(?!\d)", url, re.IGNORECASE):  # but `example.org:8080` has a port
        url = f"https://{url}" if "." in re.split(r"[/?#]", url)[0] else url
    parts = _split(url)
    kept = [pair for pair in parts.query.split("&") if not _is_tracking(pair, _host(parts))]
    fragment = "" if _TRACKING.match(parts.fragment) else parts.fragment.partition(":~:")[0]
    return urlunsplit(parts._replace(query="&".join(kept), fragment=fragment))


def looks_like_address(text: str) -> bool:
    """Is this text one address, rather than words to search for?"""
    text = text.strip()
    if re.fullmatch(r"https?://\S+", text, re.IGNORECASE):
        return True
    return bool(re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:/\S*)?", text, re.IGNORECASE)) and not text.endswith(
        ".md"
    )


def site(url: str) -> str:
    """Name the site as a reader would: the host without `www.`. Empty for what is no address."""
    try:
        host = _host(_split(url))
    except AddressError:
        return ""
    try:
        return host.encode().decode("idna")
    except UnicodeError:
        return host


def kind(url: str) -> str:
    """Say what kind of thing an address names, as far as it says so itself."""
    try:
        parts = _split(url)
    except AddressError:
        return "page"
    host = _SAME_HOSTS.get(_host(parts), _host(parts))
    found = next((name for hosts, pattern, name in _KINDS if host in hosts and re.search(pattern, parts.path)), None)
    if found:
        return found
    return "pdf" if parts.path.lower().endswith(".pdf") else "article"


_KINDS: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"arxiv.org", "ssrn.com", "papers.ssrn.com", "openreview.net", "biorxiv.org", "doi.org"}), r"", "paper"),
    (frozenset({"huggingface.co"}), r"^/papers/", "paper"),
    (frozenset({"huggingface.co"}), r"^/datasets/", "dataset"),
    (frozenset({"huggingface.co"}), r"^/spaces/", "demo"),
    (frozenset({"huggingface.co"}), r"^/blog(?:/|$)", "article"),
    (frozenset({"huggingface.co"}), r"^/[^/]+/[^/]+", "model"),
    (frozenset({"youtube.com", "youtu.be", "vimeo.com"}), r"", "video"),
    (frozenset({"github.com", "gitlab.com", "codeberg.org"}), r"/(?:issues|pull|discussions)/\d+", "thread"),
    (frozenset({"github.com", "gitlab.com", "codeberg.org", "gist.github.com"}), r"^/[^/]+/[^/]+", "code"),
    (frozenset({"x.com", "bsky.app", "news.ycombinator.com", "reddit.com", "lobste.rs"}), r"", "thread"),
    (frozenset({"lesswrong.com", "alignmentforum.org"}), r"^/posts/", "article"),
    (frozenset({"open.spotify.com", "podcasts.apple.com", "overcast.fm"}), r"", "podcast"),
    (frozenset({"pypi.org", "npmjs.com", "crates.io"}), r"", "package"),
)


def _trimmed(url: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", "", url).strip().strip("<>")


def _split(url: str) -> SplitResult:
    text = _trimmed(url)
    if len(text) > LONGEST:
        raise AddressError(f"This address is longer than {LONGEST} characters, so it can't be saved.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise AddressError(f"“{text[:80]}” can't be read as an address.") from error
    is_host = bool(parts.hostname) and not re.search(r"\s", parts.netloc)
    if parts.scheme.lower() not in _DEFAULT_PORTS or not is_host or port == 0:
        raise AddressError(f"“{text[:80]}” is no address of a page. It has to begin with https:// or http://.")
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower().rstrip(".")
    if ":" in host:
        return f"[{host}]"  # IPv6
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        host = quote(host, safe="")
    host = re.sub(r"\A(?:www\.)+(?=[^.]+\.)", "", host)
    return re.sub(r"\A([a-z\-]+)\.m\.wikipedia\.org\Z", r"\1.wikipedia.org", host)


def _port(parts: SplitResult) -> str:
    port = parts.port
    return "" if port is None or port == _DEFAULT_PORTS[parts.scheme.lower()] else f":{port}"


def _normal(text: str, safe: str) -> str:
    """Write each character one way: unreserved ones as themselves, all others that need it percent-encoded."""

    def decode(match: re.Match[str]) -> str:
        byte = bytes.fromhex(match[1])
        return byte.decode() if _UNRESERVED.fullmatch(byte) else match[0].upper()

    return quote(_PERCENT.sub(decode, text), safe=safe + "%", errors="replace")


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in _normal(path, "/:@!$&'()*+,;=").split("/"):
        if segment == "..":
            segments = segments[:-1] if len(segments) > 1 else segments
        elif segment != ".":
            segments.append(segment)
    normal = "/".join(segments)
    if path.endswith(("/.", "/..")):
        normal += "/"
    while (shorter := _INDEX.sub("", normal).rstrip("/")) != normal:
        normal = shorter
    return normal


def _is_tracking(pair: str, host: str) -> bool:
    name = unquote_to_bytes(pair.partition("=")[0]).decode(errors="replace")
    site = next((known for known in _SITE_TRACKING if host == known or host.endswith(f".{known}")), "")
    return bool(_TRACKING.fullmatch(name)) or name in _SITE_TRACKING.get(site, ())


def _query(query: str, host: str) -> str:
    pairs = [pair for pair in query.split("&") if pair and not _is_tracking(pair, host)]
    return "&".join(sorted(_normal(pair, "/:@!$'()*,;=?+") for pair in pairs))


def _fragment(fragment: str) -> str:
    """A fragment names a place in a page, but for the routes of pages that are programs (`#/a`, `#!a`)."""
    return f"#{_normal(fragment, '/:@!$&()*+,;=?')}" if fragment.startswith(("/", "!")) else ""


def _parameter(query: str, name: str) -> str:
    return next((pair[len(name) + 1 :] for pair in query.split("&") if pair.startswith(f"{name}=")), "")


def _arxiv(path: str, _query: str) -> str | None:
    match = _ARXIV.search(path)
    return f"/abs/{match[1].lower()}" if match else None


def _youtube(path: str, query: str) -> str | None:
    match = _YOUTUBE.match(path)
    video = match[1] if match else _parameter(query, "v") if path == "/watch" else ""
    return f"/watch?v={_normal(video, '')}" if video else None


def _youtu_be(path: str, _query: str) -> str | None:
    return f"https://youtube.com/watch?v={path[1:]}" if re.fullmatch(r"/[\w-]{6,}", path) else None


def _x(path: str, _query: str) -> str | None:
    match = _STATUS.match(path)
    return f"/i/status/{match[1]}" if match else None


def _github(path: str, _query: str) -> str | None:
    match = re.fullmatch(r"(/[^/]+/[^/]+?)(?:\.git|/tree/(?:main|master))", path)
    return match[1] if match else None


def _unknown(_path: str, _query: str) -> str | None:
    return None


_KNOWN: dict[str, Callable[[str, str], str | None]] = {
    "arxiv.org": _arxiv,
    "youtube.com": _youtube,
    "youtu.be": _youtu_be,
    "x.com": _x,
    "github.com": _github,
}
