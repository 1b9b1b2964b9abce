"""Where code stands in a post, for checks that must not look into it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

KEPT = 4  # texts, since several checks ask for the same one
# kramdown-parser-gfm 1.1, `FENCED_CODEBLOCK_MATCH`: a fence that is never closed is none.
# Of a long one the last marks may be what follows a shorter one.
_FENCE = re.compile(r"(?:\A|(?<=[\r\n]))[ ]{0,3}(([~`])\2{2,})")
_CLOSING = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\r\n]*?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VISIBLE = re.compile(r"[^\r\n]")


@lru_cache(maxsize=KEPT)
def without_code(text: str) -> str:
    """The text with blanks where code and comments stand, so that every place in it stays the same."""
    parts, at = [], 0
    for start, end in _fenced(text):
        parts += [text[at:start], _blank(text[start:end])]
        at = end
    text = "".join([*parts, text[at:]])
    end = text.rfind("-->") + len("-->")  # behind it no comment is ended
    if "<!--" in text[:end]:
        text = _COMMENT.sub(lambda match: _blank(match[0]), text[:end]) + text[end:]
    return _SPAN.sub(lambda match: _blank(match[0]), text) if "`" in text else text


def _blank(text: str) -> str:
    return _VISIBLE.sub(" ", text)


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """Where code between fences begins and ends. Each fence is looked at once, however many are never closed."""
    fences = list(_FENCE.finditer(text)) if "```" in text or "~~~" in text else []
    longest = _longest_closings(text, fences)
    opening: re.Match[str] | None = None
    wanted = 0
    for fence, below in zip(fences, longest, strict=True):
        if opening is None:
            wanted = min(len(fence[1]), below[fence[2]])
            opening = fence if wanted else None
        elif fence[2] == opening[2] and len(fence[1]) >= wanted and (closing := _CLOSING.match(text, fence.end())):
            yield opening.start(), closing.end()
            opening = None


def _longest_closings(text: str, fences: Sequence[re.Match[str]]) -> list[dict[str, int]]:
    """For each fence, how long the longest one below it is that can close, by its mark; 0 where there is none."""
    found: list[dict[str, int]] = []
    below = {"`": 0, "~": 0}
    for fence in reversed(fences):
        found.append(dict(below))
        if _CLOSING.match(text, fence.end()):
            below[fence[2]] = max(below[fence[2]], len(fence[1]))
    return found[::-1]
