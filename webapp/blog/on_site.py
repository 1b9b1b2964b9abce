"""Which path of the blog's site an address stands for."""

from urllib.parse import unquote, urlsplit

from webapp.blog.folder import Blog


def path_on_site(site: Blog, address: str) -> str | None:
    """The path that an address has on the blog's site, without its baseurl; None for one on another site."""
    try:
        parts = urlsplit(address.removeprefix(site.config.url) if site.config.url else address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path, base = unquote(parts.path), site.config.baseurl
    return path.removeprefix(base) if base and path.startswith(f"{base}/") else path
