"""What a PDF says: title, author, day, pages, text. Source: ISO 32000-2, 14.3.3 (its information), 7.9.4 (dates)."""

import io
import logging
import re
import time
from collections.abc import Iterator

from webapp.fetch.facts import tidy
from webapp.fetch.texts import LONGEST_TEXT, from_paragraphs
from webapp.fetch.values import Reading

TEXT_SECONDS = 6.0  # for the text of all pages; about 300 pages of a paper
_DATE = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})")
# What programs write as a title that is none.
_NO_TITLE = re.compile(
    r"untitled.*|microsoft word - .*|.*\.(?:docx?|tex|dvi|pdf|indd|pages|qxd)|slide 1|title|\W*", re.IGNORECASE
)


def read_pdf(body: bytes) -> Iterator[Reading]:
    """Read a PDF: first its pages, then what it says of itself, then that with its text, as far as the time goes.

    One that is broken raises whatever pypdf met in it, at the first reading that can't be had.
    """
    from pypdf import PdfReader  # only here: pages need it not

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every fault that it mends
    reader = PdfReader(io.BytesIO(body))
    if reader.is_encrypted:
        reader.decrypt("")
    yield Reading(kind="pdf", page_count=len(reader.pages))
    facts = _facts(dict(reader.metadata or {}), len(reader.pages))
    yield facts
    yield from_paragraphs(_paragraphs(_texts(reader.pages))).filled_by(facts)


def _facts(said: dict[str, object], page_count: int) -> Reading:
    title, author = str(said.get("/Title", "")).strip(), str(said.get("/Author", "")).strip()
    made = _DATE.match(str(said.get("/CreationDate", "")))
    return tidy(
        Reading(
            title="" if _NO_TITLE.fullmatch(title) else title,
            author="" if "@" in author else author.replace(";", ","),
            published_on="-".join(made.groups()) if made else "",
            kind="pdf",
            page_count=page_count,
        )
    )


def _texts(pages: object) -> Iterator[str]:
    """The text of each page, until the time is over or there is enough."""
    deadline, length = time.monotonic() + TEXT_SECONDS, 0
    for page in pages:  # type: ignore[attr-defined]  # pypdf's own sequence of pages, whose type is none of typing's
        if time.monotonic() > deadline or length > LONGEST_TEXT:
            return
        text = page.extract_text()
        length += len(text)
        yield text


def _paragraphs(texts: Iterator[str]) -> list[str]:
    """Lines as paragraphs: a word that was divided at a line's end is whole again, and a blank line ends one."""
    found: list[str] = []
    for text in texts:
        for block in re.split(r"\n[ \t]*\n", text):
            words = " ".join(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", block).split())
            if words:
                found.append(words)
    return found
