"""Why a publication can't be carried out, what to mind, and how the repository stands, each in a sentence."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp import git
from webapp.publish.diffs import DiffLine, compare
from webapp.publish.facts import Facts
from webapp.publish.pictures import PictureFile


@dataclass(frozen=True, slots=True)
class Conflict:
    """The blog's file is not the one that the draft was opened from or last published as."""

    sentence: str
    mine: str
    theirs: str
    merged: str | None  # None where both touch the same lines
    lines: tuple[DiffLine, ...]  # from the blog's text to the draft's


def find_conflict(facts: Facts) -> Conflict | None:
    """Compare the blog's file with the one that the draft comes from."""
    if facts.blog_revision is None:
        return None
    there = facts.file.work_tree
    if there is not None and there != facts.content and sha256_of(there) != facts.blog_revision:
        theirs, where = there, "in the blog's folder"
    elif not facts.file.is_head_known and facts.file.head is not None:
        theirs, where = facts.file.head, "in the blog's last commit"
    else:
        return None
    since = "since this draft was opened from it or last published"
    return Conflict(
        sentence=f"{facts.path} was changed {where} {since}. Nothing was written over it.",
        mine=_text(facts.content),
        theirs=_text(theirs),
        merged=None if facts.file.merged is None else _text(facts.file.merged),
        lines=tuple(compare(_text(theirs), _text(facts.content))),
    )


def write_refusals(facts: Facts, conflict: Conflict | None) -> Iterator[str]:
    """Say why the file can't be written."""
    path = facts.path
    if facts.symbolic_link:
        yield f"{facts.symbolic_link} is a symbolic link, so the post would be written somewhere else than shown."
    if facts.path_state.submodule:
        yield f"{path} lies in the submodule {facts.path_state.submodule}, which is a repository of its own."
    if path in facts.state.unmerged:
        yield f"{path} has a merge conflict in the blog's repository. Solve it there first."
    if conflict:
        yield conflict.sentence
    elif _is_taken(facts):
        yield (
            f"The blog already has another file {path}, and this draft was not opened from it. "
            "Give the draft another day, or open that post instead."
        )
    for picture in facts.pictures:
        yield from _picture_refusals(facts, picture)


def _picture_refusals(facts: Facts, picture: PictureFile) -> Iterator[str]:
    path, submodule = picture.path, picture.path_state.submodule
    if picture.symbolic_link:
        yield f"{picture.symbolic_link} is a symbolic link, so {path} would be written somewhere else than shown."
    if submodule:
        yield f"{path} lies in the submodule {submodule}, which is a repository of its own."
    if path in facts.state.unmerged:
        yield f"{path} has a merge conflict in the blog's repository. Solve it there first."
    elif picture.is_taken:
        yield (
            f"The blog has another picture {path} than the one that was added to this draft. Nothing was written over "
            f"it. Add yours again under another name, or remove {picture.kept} to take the blog's."
        )


def _is_taken(facts: Facts) -> bool:
    if facts.blog_revision is not None:
        return False
    return any(there is not None and there != facts.content for there in (facts.file.work_tree, facts.file.head))


def _leads_elsewhere(facts: Facts) -> bool:
    """Is the path no place for a file of this repository? Then there is no diff to look at."""
    return facts.symbolic_link is not None or facts.path_state.submodule is not None


def commit_refusals(facts: Facts, is_committed: bool) -> Iterator[str]:
    """Say why the file can't be committed."""
    state = facts.state
    if is_committed:
        yield "The blog's last commit already has exactly this text."
    elif not facts.diff and not facts.pictures and not _leads_elsewhere(facts):
        yield "A commit would hold no change: git stores the line endings of this text as it has them already."
    if state.branch is None:
        yield "No branch is checked out in the blog (detached HEAD), so a commit would be lost. Switch to one first."
    if state.operation:
        yield f"A {state.operation} is under way in the blog's repository. Finish or abort it first."
    elif state.unmerged:
        yield "Some files of the blog have merge conflicts. Solve them first."
    if not state.has_identity:
        yield (
            "git does not know your name yet. Tell it once: "
            'git config --global user.name "Your Name" and git config --global user.email you@example.org'
        )
    ignored = [picture.path for picture in facts.pictures if picture.path_state.is_ignored]
    for path in ([facts.path] if facts.path_state.is_ignored else []) + ignored:
        yield f"The blog's .gitignore leaves {path} out, so it can be written but not committed."


def warnings(facts: Facts) -> Iterator[str]:
    """Say what is to be minded although it can be done."""
    upstream = facts.state.upstream
    if upstream and upstream.behind:
        commits = git.count(upstream.behind, "commit")
        yield f"{upstream.name} is ahead by {commits}, {fetched_words(upstream.fetched_at, facts.now)}."
    if facts.blog_revision is not None and facts.file.work_tree is None:
        yield f"{facts.path} is no longer in the blog's folder. It will be written anew."
    if facts.path_state.mode == git.LINK_MODE:
        yield f"git has {facts.path} as a symbolic link; the commit makes a file of it."
    if facts.path in facts.state.staged:
        yield "An earlier version of this file is staged. The commit takes the version shown here instead."


def repository_sentence(facts: Facts) -> str:
    """Say which repository and branch it is, and what else is changed there."""
    state = facts.state
    parts = [facts.blog_name, f"branch {state.branch}" if state.branch else "no branch (detached HEAD)"]
    if state.upstream:
        fetched = fetched_words(state.upstream.fetched_at, facts.now)
        parts.append(
            f"{state.upstream.behind} behind, {state.upstream.ahead} ahead of {state.upstream.name}, {fetched}"
        )
    else:
        parts.append("no upstream")
    own = {facts.path, *(picture.path for picture in facts.pictures)}
    others = [path for path in state.changed if path not in own]
    parts.append(f"{git.count(len(others), 'other changed file')}, left as they are" if others else "clean otherwise")
    return " · ".join(parts)


def fetched_words(moment: datetime | None, now: datetime) -> str:
    """Say how long ago the upstream was asked."""
    if moment is None:
        return "never fetched on this machine"
    age = max(now - moment, timedelta())
    if age < timedelta(minutes=1):
        return "fetched just now"
    if age < timedelta(hours=1):
        return f"fetched {git.count(int(age.total_seconds() // 60), 'minute')} ago"
    if age < timedelta(days=1):
        return f"fetched {git.count(int(age.total_seconds() // 3600), 'hour')} ago"
    return f"fetched {git.count(age.days, 'day')} ago"


def sha256_of(content: bytes | None) -> str | None:
    """Name a content; None for a file that is not there."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
