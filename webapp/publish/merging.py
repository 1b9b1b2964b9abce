"""Bringing a draft and a blog's file that was changed elsewhere together: in the draft, never in the blog."""

from datetime import datetime
from enum import StrEnum

from webapp import drafts, git
from webapp.blog import Blog
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import PublicationRefusedError
from webapp.publish.applying import CHANGED_SINCE
from webapp.publish.facts import Facts
from webapp.publish.plan import plan_publication
from webapp.publish.reading import read_facts


class Choice(StrEnum):
    """What the author wants to keep."""

    MERGED = "merged"  # both, where they touch different lines
    BOTH = "both"  # both, one below the other where they touch the same lines
    MINE = "mine"
    THEIRS = "theirs"


def merge_into_draft(
    db: Database, site: Blog, draft: Draft, choice: Choice, now: datetime, *, token: str | None = None
) -> Draft:
    """Write the chosen text into the draft as a new revision, on top of the blog's file as it is now.

    The texts that were not chosen are kept as revisions. token: of the plan that the author saw.
    Raises PublicationRefusedError if there is nothing to merge, or it was something else that was shown.
    """
    facts = read_facts(db, site, draft, (), now)
    publication = plan_publication(facts)
    if token is not None and token != publication.token:
        raise PublicationRefusedError(CHANGED_SINCE)
    if publication.conflict is None or draft.blog_path is None:
        raise PublicationRefusedError("The blog's file has not changed, so there is nothing to merge.")
    theirs = publication.conflict.theirs
    merged = _merged_text(facts, publication.conflict.theirs, choice)
    their_revision = drafts.keep_revision(db, draft, theirs, now)
    drafts.remember_publication(db, draft.id, draft.blog_path, their_revision)
    return drafts.write_draft(db, draft, merged, action="merge", now=now)


def _merged_text(facts: Facts, theirs: str, choice: Choice) -> str:
    mine = facts.content.decode()
    if choice is Choice.MINE:
        return mine
    if choice is Choice.THEIRS:
        return theirs
    merged = facts.file.merged
    if choice is Choice.BOTH and facts.file.base is not None:
        merged = git.merge_file(facts.content, facts.file.base, theirs.encode(), both=True)
    if merged is None:
        raise PublicationRefusedError(
            "The draft and the blog's file touch the same lines. Choose what to keep of them."
        )
    return merged.decode()
