"""Filing a draft under a tag or a category: one word more in its front matter, every other byte as it was."""

from webapp import blog, conventions, drafts, front_matter, undo
from webapp.errors import FrontMatterError
from webapp.write.place import Place, open_place
from webapp.write.structure import Written


def file_under(place: Place, key: str, word: str, *, revision: str | None = None) -> Written:
    """Add a word to a list of the front matter, as one step that can be undone.

    It is written as the list is; the first word of an empty one as the blog's newest posts have theirs.
    revision: that the page was served as. Raises FrontMatterError where that can't be done; nothing is changed then.
    """
    word = " ".join(word.split())
    if not word:
        raise FrontMatterError(f"No word was given, so nothing was added to {key}.")
    with place.db.atomic():
        draft = open_place(place, revision)
        block, body = front_matter.split(draft.text)
        style = conventions.style_for(key, conventions.newest_first(blog.post_files(place.site)))
        text = front_matter.add_word(block, key, word, style) + body
        written = drafts.write_draft(
            place.db, draft, text, action="front matter", now=place.now, sections=draft.sections
        )
        words = f"Added “{word}” to {key}."
        payload = {"name": draft.name, "before": draft.revision, "after": written.revision, "links": {}}
        step = undo.record(place.db, "draft", words, payload, place.now, draft_id=written.id)
    return Written(written, words, step, 0)
