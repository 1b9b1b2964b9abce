"""The heading that a text begins with becomes its title, and may be taken out of the text.

Source: jekyll-titles-from-headings 0.5 (README); its own work is in tests/cases/plugins.txt.
"""

import re
from functools import lru_cache

from webapp import markdown

KEPT = 8_192  # headings: more than a blog has posts

# Of level 1 to 3 where `#` begins it; underlined ones of any length.
_HEADING = re.compile(r"\A(?:#{1,3}\s+(.*)(?:\s+#{1,3})?|(.*)\r?\n[-=]+\s*)$", re.MULTILINE)
_UNSEEN = re.compile(r"<script.*?</script>|<!--.*?-->|<style.*?</style>|<.*?>", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")


def find_title(body: str, config: markdown.Config) -> str | None:
    """The title that a text gives, in HTML's characters (`&amp;`); None where it begins with no heading.

    body: as it is written, with its Liquid.
    """
    match = _HEADING.match(body.lstrip())
    if match is None:
        return None
    return _words(match[1] if match[1] is not None else match[2], config)


@lru_cache(maxsize=KEPT)
def _words(heading: str, config: markdown.Config) -> str:
    """A heading without its marks."""
    words = _UNSEEN.sub("", markdown.render(heading, config))
    return _FOOTNOTE.sub("", " ".join(words.split()))


def split_title(body: str) -> tuple[str, str]:
    """Cut a text behind the heading that it begins with, which may be none; the rest has no blanks around it."""
    match = _HEADING.match(body.lstrip())
    heading = match[0] if match else ""
    return heading, body.lstrip()[len(heading) :].strip("\0 \t\r\n\f\v")
