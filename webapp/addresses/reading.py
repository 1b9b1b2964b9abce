"""An address as the author reads and writes it."""

import re
from urllib.parse import urlunsplit

from webapp.addresses.parts import host_of, split, trimmed
from webapp.addresses.tracking import is_tracking, is_tracking_fragment
from webapp.errors import AddressError


def clean(url: str) -> str:
    """Take the tracking parameters out of an address and leave everything else as it was given.

    url: absolute http(s), or without `https://` as people write it. Raises AddressError.
    """
    url = trimmed(url)
    if not re.match(r"[a-z][a-z0-9+.\-]*:(?!\d)", url, re.IGNORECASE):  # but `example.org:8080` has a port
        url = f"https://{url}" if "." in re.split(r"[/?#]", url)[0] else url
    parts = split(url)
    kept = [pair for pair in parts.query.split("&") if not is_tracking(pair, host_of(parts))]
    fragment = "" if is_tracking_fragment(parts.fragment) else parts.fragment.partition(":~:")[0]
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
        host = host_of(split(url))
    except AddressError:
        return ""
    try:
        return host.encode().decode("idna")
    except UnicodeError:
        return host
