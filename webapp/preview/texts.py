"""HTML as plain words and addresses as whole ones, as Jekyll's filters make them."""

import re
from html import escape, unescape
from urllib.parse import quote, urljoin, urlsplit

from webapp.blog import SiteConfig

# Liquid's `strip_html`: these with what is inside, of other elements only the tags.
_BLOCKS = re.compile(r"<script.*?</script>|<!--.*?-->|<style.*?</style>", re.DOTALL)
_TAGS = re.compile(r"<.*?>", re.DOTALL)
_ADDRESS = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")([^"]*)"')
_SAFE = "/:@!$&'()*+,;=~-._%"


def plain_words(html: str) -> str:
    """The words of a page in one line: `strip_html`, `normalize_whitespace`, entities as their characters."""
    return unescape(" ".join(_TAGS.sub("", _BLOCKS.sub("", html)).split()))


def absolute(config: SiteConfig, address: str) -> str:
    """A post's address as the blog writes it for others: percent-encoded, with the site where its url is known.

    address: on the site, with its baseurl. Source: Jekyll 4.3, `absolute_url`.
    """
    return config.url + quote(address, safe=_SAFE)


def with_whole_addresses(html: str, base: str) -> str:
    """Complete the addresses of links and images, as a feed reader does with `xml:base`."""

    def complete(match: re.Match[str]) -> str:
        return f'{match[1]}{escape(_joined(base, unescape(match[2])))}"'

    return _ADDRESS.sub(complete, html)


def _joined(base: str, address: str) -> str:
    try:
        return address if urlsplit(address).scheme or address.startswith("#") else urljoin(base, address)
    except ValueError:
        return address
