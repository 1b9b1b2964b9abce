"""Whose page an address leads to, where it says so itself: by the sites' own address forms."""

import re

from webapp.addresses.keys import kept_page, unwrapped
from webapp.addresses.parts import site_of, split
from webapp.addresses.things import NOT_OWNERS
from webapp.errors import AddressError

_NAME = r"([\w.\-]+)"
# Site, form of the path, and the words for whose it is.
_PLACES: tuple[tuple[str, str, str], ...] = (
    ("x.com", r"/(\w{1,15})(?:/(?:status|article).*)?", "@{} on X"),
    ("bsky.app", rf"/profile/{_NAME}(?:/.*)?", "@{} on Bluesky"),
    ("github.com", rf"/{_NAME}(?:/.*)?", "{} on GitHub"),
    ("gist.github.com", rf"/{_NAME}/\w+.*", "{} on GitHub"),
    ("raw.githubusercontent.com", rf"/{_NAME}/.+", "{} on GitHub"),
    ("gitlab.com", rf"/{_NAME}/.+", "{} on GitLab"),
    ("codeberg.org", rf"/{_NAME}/.+", "{} on Codeberg"),
    ("huggingface.co", rf"/(?:(?:datasets|spaces|blog)/)?{_NAME}/.+", "{} on Hugging Face"),
    ("youtube.com", rf"/@{_NAME}(?:/.*)?", "{} on YouTube"),
    ("youtube.com", rf"/(?:c|user)/{_NAME}(?:/.*)?", "{} on YouTube"),
    ("medium.com", rf"/@{_NAME}(?:/.*)?", "{} on Medium"),
    ("lesswrong.com", rf"/users/{_NAME}(?:/.*)?", "{} on LessWrong"),
    ("reddit.com", rf"/u(?:ser)?/{_NAME}(?:/.*)?", "{} on Reddit"),
    ("linkedin.com", r"/(?:in|posts)/([A-Za-z0-9\-]+)(?:[_/].*)?", "{} on LinkedIn"),
    ("threads.net", rf"/@{_NAME}(?:/.*)?", "@{} on Threads"),
    ("threads.com", rf"/@{_NAME}(?:/.*)?", "@{} on Threads"),
    ("substack.com", rf"/@{_NAME}(?:/.*)?", "{} on Substack"),
)
# Hosts whose first part is somebody's name.
_HOSTS = {
    "substack.com": "{} on Substack",
    "github.io": "{} on GitHub",
    "medium.com": "{} on Medium",
    "bearblog.dev": "{} on Bear",
    "tumblr.com": "{} on Tumblr",
    "blogspot.com": "{} on Blogger",
    "wordpress.com": "{} on WordPress",
}
_NOBODY = frozenset(["i", "home", "intent", "share", "hashtag", "www", "open", "blog"]) | NOT_OWNERS
_MASTODON = re.compile(r"/@(\w+)(?:/\d+)?", re.ASCII)


def person(url: str) -> str:
    """Say whose page an address names, as “@name on X”; empty where the address does not say."""
    try:
        parts = split(kept_page(unwrapped(url)))
    except AddressError:
        return ""
    site, path = site_of(parts), parts.path.rstrip("/")
    for place, form, words in _PLACES:
        match = re.fullmatch(form, path, re.ASCII) if place == site else None
        if match:
            return _said(match[1], words)
    return _of_host(site) or _of_mastodon(site, path)


def _said(name: str, words: str) -> str:
    """Names are the same in any case on all of these sites."""
    return "" if name.lower() in _NOBODY else words.format(name.lower())


def _of_host(site: str) -> str:
    name, _, rest = site.partition(".")
    return _said(name, _HOSTS[rest]) if rest in _HOSTS else ""


def _of_mastodon(site: str, path: str) -> str:
    match = _MASTODON.fullmatch(path)
    return f"@{match[1].lower()}@{site}" if match else ""
