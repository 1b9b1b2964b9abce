"""The fold stands in the post exactly once."""

import re
from collections.abc import Iterator

from .finding import CheckedPost, Finding, Level

NAME = "fold"
PASSED = "fold in order"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Count what marks the fold, as the blog does: the exact characters, wherever they stand.

    Source: Jekyll 4.3, `Excerpt#extract_excerpt`.
    """
    separator = post.separator
    if not separator or not separator.strip() or not post.body.strip():
        return
    places = [match.start() for match in re.finditer(re.escape(separator), post.body)]
    if not places:
        yield _missing(post, separator)
    for place in places[1:]:
        message = f"The fold {separator} stands here a second time and would be left in the post. Keep one."
        yield post.find_in_body(NAME, Level.ERROR, message, place)


def _missing(post: CheckedPost, separator: str) -> Finding:
    similar = _similar(separator).search(post.body)
    if similar:
        message = f"“{similar[0]}” is not the fold on your blog. Write it exactly {separator}."
        return post.find_in_body(NAME, Level.WARNING, message, similar.start())
    usually = f", usually {post.fold_habit}" if post.fold_habit else ""
    action = f"Put {separator} below the last section that it should show{usually}."
    message = f"The fold is missing, so the home page shows the whole post. {action}"
    return post.find_in_body(NAME, Level.WARNING, message, 0)


def _similar(separator: str) -> re.Pattern[str]:
    """The separator's words in other capitals and with other blanks and dashes around them."""
    words = re.findall(r"\w+", separator)
    if not separator.startswith("<!") or not words:
        return re.compile(r"<!--+\s*more\s*--+>", re.IGNORECASE)
    return re.compile(r"<!?-+\s*" + r"[\s_-]*".join(map(re.escape, words)) + r"\s*-+!?>", re.IGNORECASE)
