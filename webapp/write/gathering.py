"""Gathering what is left of the week into the round-up, written as the author writes it."""

from collections.abc import Sequence
from itertools import islice

from webapp import blog, citations, links, sections
from webapp.conventions import PostFile, Series
from webapp.drafts import Draft
from webapp.errors import SectionsError
from webapp.sections import Document
from webapp.write.place import Place
from webapp.write.structure import Change, Written, apply_change

LIST_MARKS = ("- ", "* ", "+ ")
POSTS_ASKED = 5  # newest posts of the series that say whether the round-up is a list


def gather_links(place: Place, link_ids: Sequence[int], *, revision: str | None = None) -> Written:
    """Write links at the end of the round-up, each with its note as the start of the sentence.

    They come as a list where the round-up at hand is one, or where the newest posts' mostly are; else as sentences.
    A draft without a round-up gets one. revision: that the page was served as.
    Raises LinkNotFoundError, AddressError, SectionsError.
    """
    chosen = [links.find_link(place.db, link_id) for link_id in link_ids]
    if not chosen:
        raise SectionsError("No link was chosen, so nothing was gathered.")
    series = blog.learn(place.site).weekly
    sentences = [
        citations.cite_as_sentence(link.address, link.title, link.note, series.citing.first_words) for link in chosen
    ]

    def change(draft: Draft, document: Document) -> Change:
        ids = list(draft.sections)
        if len(document.sections) == 1 or not series.is_roundup(document.sections[-1].heading):
            document = sections.insert(document, len(document.sections), series.roundup)
            ids.append(0)
        at = len(document.sections) - 1
        body = document.sections[at].body
        as_list = is_list(body) if body.strip() else usually_lists(place, series)
        written = document.ending.join(f"- {each}" for each in sentences) if as_list else " ".join(sentences)
        grown = sections.append(document, at, written, is_next_line=as_list and is_list(body))
        words = f"Gathered {len(chosen)} {'link' if len(chosen) == 1 else 'links'}."
        return Change(words, grown, ids, at, inserted=written)

    return apply_change(place, change, revision)


def is_list(body: str) -> bool:
    """Does a section's text end in a list?"""
    lines = [line for line in body.splitlines() if line.strip()]
    return bool(lines) and lines[-1].lstrip().startswith(LIST_MARKS)


def usually_lists(place: Place, series: Series) -> bool:
    """Do the newest posts of the series mostly end in a list?"""
    newest = (post for post in blog.newest_posts(place.site) if series.matches(post))
    found = [_ends_in_list(post, place.separator, series) for post in islice(newest, POSTS_ASKED)]
    return sum(found) * 2 > len(found)


def _ends_in_list(post: PostFile, separator: str | None, series: Series) -> bool:
    last = sections.split(post.text, separator).sections[-1]
    return series.is_roundup(last.heading) and is_list(last.body)
