"""HTML from Markdown, made safe to show inside the app's own pages.

Source: ammonia's documentation (docs.rs/ammonia), which nh3 binds.
"""

import nh3

_SCHEMES = {"http", "https", "mailto"}


def sanitise(html: str) -> str:
    """Keep what a post needs and drop everything active: scripts, forms, styles, event attributes."""
    return nh3.clean(html, url_schemes=_SCHEMES, link_rel="noopener")
