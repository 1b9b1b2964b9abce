"""Links as a list in Markdown that people read."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from webapp.bookmarks.values import FiledLink

_SIGNS = re.compile(r"([\\`*_\[\]<>#&{}|~])")


def dump(links: Iterable[FiledLink]) -> Iterator[str]:
    """Write links under the months that they were saved in, each with its tags, notes and passages."""
    yield "# Links\n"
    for month, saved in groupby(links, key=lambda link: f"{link.saved_at:%B %Y}" if link.saved_at else "Undated"):
        yield f"\n## {month}\n\n"
        for link in saved:
            yield "".join(f"{line}\n" for line in _lines(link))


def _lines(link: FiledLink) -> Iterator[str]:
    yield f"- [{_escaped(link.title or link.address)}](<{link.address.replace('<', '%3C').replace('>', '%3E')}>)"
    day = f"{link.saved_at:%Y-%m-%d}" if link.saved_at else ""
    about = [day, link.state, *(f"#{_escaped(tag)}" for tag in link.tags)]
    yield f"  {' · '.join(word for word in about if word)}"
    for quote in link.quotes:
        yield "  "
        yield from (f"  > {_escaped(line)}" for line in quote.text.split("\n"))
    for note in link.notes:
        yield "  "
        yield from (f"  {_escaped(line)}" for line in note.text.split("\n"))


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
