"""Doing exactly what was shown: write the file with its pictures, commit them alone, push the branch."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp import blog, drafts, files, git
from webapp.blog import Blog
from webapp.checks import Finding
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import FileChangedError, GitError, PublicationConflictError, PublicationRefusedError
from webapp.publish.pictures import forget_committed, write_pictures
from webapp.publish.plan import Publication, Step
from webapp.publish.reading import read_publication

_one_at_a_time = threading.Lock()

CHANGED_SINCE = (
    "The draft, the blog's file or the repository has changed since this page was shown, so nothing was done. "
    "Look at the page again."
)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in sentences, and what then failed."""

    sentences: tuple[str, ...]
    problem: str | None = None  # None: everything asked for was done
    commit: str | None = None  # the commit that was made
    is_pushed: bool = False


def publish_draft(
    db: Database,
    site: Blog,
    draft: Draft,
    findings: Sequence[Finding],
    now: datetime,
    *,
    step: Step,
    token: str | None = None,
    message: str | None = None,
    anyway: bool = False,
) -> Done:
    """Plan again, make sure that it is what was shown, and do it.

    token: of the plan that the author saw; None takes it as it is now. message: None or empty takes the planned one.
    anyway: although checks found errors.
    Raises PublicationRefusedError, PublicationConflictError; nothing was done then.
    """
    with _one_at_a_time:
        publication = read_publication(db, site, draft, findings, now)
        if token is not None and token != publication.token:
            raise PublicationRefusedError(CHANGED_SINCE)
        return apply_publication(db, site, publication, step=step, message=message, anyway=anyway)


def apply_publication(
    db: Database,
    site: Blog,
    publication: Publication,
    *,
    step: Step,
    message: str | None = None,
    anyway: bool = False,
) -> Done:
    """Do one step of a plan that was made just now.

    What fails after the file was written is no exception but part of the answer, so that it says what was kept.
    """
    if step is Step.COMMIT_AND_PUSH and publication.is_committed:
        step = Step.PUSH
    check_step(publication, step, anyway=anyway)
    if step is Step.PUSH:
        return _push(site, publication.commits, ())
    sentences = (_write(db, site, publication),)
    if step is Step.WRITE:
        return Done(sentences)
    return _commit(site, publication, message or publication.message, sentences, pushes=step is Step.COMMIT_AND_PUSH)


def check_step(publication: Publication, step: Step, *, anyway: bool) -> None:
    """Raise PublicationRefusedError with all reasons unless the step can be taken."""
    refusals = publication.refusals_of(step)
    conflict = publication.conflict
    if conflict and step is not Step.PUSH:
        raise PublicationConflictError(
            conflict.sentence, mine=conflict.mine, theirs=conflict.theirs, merged=conflict.merged
        )
    if refusals:
        raise PublicationRefusedError(" ".join(refusals))
    if publication.errors and not anyway and step is not Step.PUSH:
        raise PublicationRefusedError(
            f"{git.count(len(publication.errors), 'error')} to mend first: {publication.errors[0].message}"
        )


def _write(db: Database, site: Blog, publication: Publication) -> str:
    """Put the draft's bytes and its pictures into the blog's folder; remember that the draft is published there."""
    revision = files.revision_of(publication.content)
    try:
        with write_pictures(site, publication.pictures):
            if publication.expected != revision:
                target = blog.path_of(site, publication.path)
                files.make_folder(target.parent)
                files.atomic_write(target, publication.content, expected=publication.expected)
    except FileChangedError as error:
        raise PublicationRefusedError(CHANGED_SINCE) from error
    drafts.remember_publication(db, publication.draft_id, publication.path, revision)
    also = ", ".join(picture.path for picture in publication.pictures)
    return f"{publication.path} is written, with {also}." if also else f"{publication.path} is written."


def _commit(site: Blog, publication: Publication, message: str, sentences: tuple[str, ...], *, pushes: bool) -> Done:
    try:
        also = [picture.path for picture in publication.pictures]
        committed = git.commit_only(site.work_tree, publication.path, message.strip() + "\n", also=also)
    except GitError as error:
        problem = (
            f"The commit was refused, so nothing is committed. {_kept_words(publication)} in the blog's folder, "
            f"and everything that was staged is as it was. git said: {error}"
        )
        return Done(sentences, problem)
    forget_committed(site, publication.pictures)
    done = (*sentences, f"Committed as {committed.commit[:8]}: {message.strip().splitlines()[0]}")
    done += tuple(_hook_sentences(site, publication, committed))
    if not pushes:
        return Done((*done, "It is on this machine only."), commit=committed.commit)
    return _push(site, (*publication.commits, git.CommitLine(committed.commit, "")), done)


def _kept_words(publication: Publication) -> str:
    return "The post and its pictures stay written" if publication.pictures else "The post stays written"


def _hook_sentences(site: Blog, publication: Publication, committed: git.Committed) -> Iterator[str]:
    """Say what a hook of the repository made of the commit, where it is not what was shown."""
    own = {publication.path: publication.content} | {each.path: each.content for each in publication.pictures}
    others = [path for path in committed.paths if path not in own]
    if others:
        yield f"A hook of the repository put more into the commit: {', '.join(others)}."
    for path, content in own.items():
        if not git.is_in_commit(site.work_tree, "HEAD", path, content):
            what = "the post" if path == publication.path else path
            yield f"A hook of the repository changed {what}; the commit has its version, not the one that was shown."


def _push(site: Blog, expected: tuple[git.CommitLine, ...], done: tuple[str, ...]) -> Done:
    """Push, if the commits to push are exactly these."""
    commit = expected[-1].commit if done else None
    try:
        plan = git.plan_push(site.work_tree)
        if [line.commit for line in plan.commits] != [line.commit for line in expected]:
            raise GitError("The commits to push are not the ones that were shown. Nothing was pushed.")
        name = git.push(site.work_tree, plan.commits)
    except GitError as error:
        kept = "The post is committed on this machine. " if done else ""
        return Done(done, f"{kept}{error}", commit)
    return Done((*done, f"{git.count(len(expected), 'commit')} pushed to {name}."), None, commit, is_pushed=True)


def fetch_upstream(site: Blog) -> Done:
    """Ask the remote what is new, because the author asked for it."""
    try:
        git.fetch(site.work_tree)
    except GitError as error:
        return Done((), str(error))
    return Done(("Fetched.",))
