"""What publishing a draft would do: all facts in, one value out, nothing touched."""

import difflib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from webapp import calendar, git
from webapp.checks import Finding, Level


class Step(StrEnum):
    """What the author can ask for."""

    WRITE = "write"
    COMMIT = "commit"
    COMMIT_AND_PUSH = "commit-and-push"
    PUSH = "push"


class LineKind(StrEnum):
    """What a line of a diff is; the values are the classes of the page."""

    HUNK = "hunk"
    ADDED = "add"
    REMOVED = "del"
    SAME = "same"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a diff, without its line ending."""

    kind: LineKind
    text: str

    @property
    def sign(self) -> str:
        return {LineKind.ADDED: "+", LineKind.REMOVED: "-", LineKind.SAME: " "}.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class FrontMatterRow:
    """A key of the front matter as it is written, and why it is written so."""

    key: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class BlogFile:
    """What the blog has at the post's path."""

    work_tree: bytes | None  # None: no such file
    head: bytes | None  # as it would be checked out; None: HEAD has no such file
    is_head_known: bool  # HEAD's is one that the draft was opened from, published as, or is now; or there is none
    base: bytes | None  # what the draft was opened from or last published as; None: never, or no longer kept
    merged: bytes | None  # the draft's and the blog's changes in one; None where they touch the same lines


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a publication is planned from."""

    draft_id: int
    draft_name: str
    revision: str
    content: bytes  # the draft's file, byte for byte
    blog_revision: str | None  # None: never published
    title: str
    day: date | None
    path: str
    path_reason: str
    address: str
    address_reason: str
    rows: tuple[FrontMatterRow, ...]
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    message: str
    blog_name: str
    file: BlogFile
    symbolic_link: str | None
    diff: str  # of the coming commit, from git
    state: git.State
    path_state: git.PathState
    is_in_upstream: bool  # the upstream has exactly this content, as last fetched
    push: git.PushPlan
    fingerprint: str  # of HEAD and the branches
    now: datetime  # in the blog's time zone


@dataclass(frozen=True, slots=True)
class Conflict:
    """The blog's file is not the one that the draft was opened from or last published as."""

    sentence: str
    mine: str
    theirs: str
    merged: str | None  # None where both touch the same lines
    lines: tuple[DiffLine, ...]  # from the blog's text to the draft's


@dataclass(frozen=True, slots=True)
class Publication:
    """What would be done, and why it can't be where it can't."""

    draft_id: int
    draft_name: str
    title: str
    day: str  # in words; empty if neither the name nor the front matter says one
    path: str
    path_reason: str
    address: str
    address_reason: str
    rows: tuple[FrontMatterRow, ...]
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]  # a sentence for each check that found nothing
    diff: tuple[DiffLine, ...]
    repository: str
    warnings: tuple[str, ...]
    message: str
    content: bytes
    expected: str | None  # SHA-256 of the file that is to be replaced; None: there is none
    is_new: bool
    is_written: bool  # the work tree's file is exactly this text
    is_committed: bool  # and HEAD's is too
    is_in_upstream: bool  # and the upstream's, as last fetched
    write_refusals: tuple[str, ...]
    commit_refusals: tuple[str, ...]
    push_refusal: str | None
    commits: tuple[git.CommitLine, ...]  # that the upstream does not have yet
    upstream: str | None
    conflict: Conflict | None
    token: str  # names all of this: another one when the draft, the file or the repository changed

    @property
    def diff_text(self) -> str:
        return "\n".join(f"{line.sign}{line.text}" for line in self.diff)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == Level.ERROR)

    @property
    def to_look_at(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level != Level.NOTE)

    @property
    def can_write(self) -> bool:
        return not self.write_refusals and not self.is_written

    @property
    def can_commit(self) -> bool:
        return not self.write_refusals and not self.commit_refusals and not self.is_committed

    @property
    def can_commit_and_push(self) -> bool:
        return self.can_commit and self.push_refusal is None

    @property
    def can_push(self) -> bool:
        return bool(self.commits) and self.push_refusal is None and not self.can_commit

    @property
    def is_only_here(self) -> bool:
        """Is the post committed, and its commit not pushed as far as this machine knows?"""
        return self.is_committed and not self.is_in_upstream

    @property
    def standing(self) -> str:
        """Say how far the post has come."""
        if self.is_committed and self.is_only_here:
            return "Committed, on this machine only."
        if self.is_committed:
            return f"Committed, and {self.upstream} has it."
        if self.is_written:
            return "Written into the blog's folder, not committed yet."
        return "Not in the blog yet." if self.is_new and self.expected is None else "The blog has an earlier version."

    @property
    def is_unmended(self) -> bool:
        return bool(self.errors) and not self.is_committed

    @property
    def errors_count(self) -> str:
        return git.count(len(self.errors), "error")

    @property
    def write_words(self) -> str:
        return f"Write the file anyway, with {self.errors_count}" if self.is_unmended else "Write the file only"

    @property
    def commit_words(self) -> str:
        return f"Commit anyway, with {self.errors_count}" if self.is_unmended else "Commit"

    @property
    def push_words(self) -> str:
        return f"Publish anyway, with {self.errors_count}" if self.is_unmended else "Commit and push"

    @property
    def coming_commits(self) -> str:
        """Say which commits a push sends."""
        alone = "The post is on this machine only. " if self.is_only_here else ""
        sent = f"{git.count(len(self.commits), 'commit')} of this branch, not in {self.upstream} yet:"
        return f"{alone}A push sends {sent}" if not self.can_commit else f"A push sends this one and {sent}"

    @property
    def refusals(self) -> tuple[str, ...]:
        """Every reason that is not shown elsewhere on the page, once."""
        shown = self.conflict.sentence if self.conflict else None
        commits = () if self.is_committed else self.commit_refusals
        pushes = (self.push_refusal,) if self.push_refusal else ()
        reasons = dict.fromkeys((*self.write_refusals, *commits, *pushes))
        return tuple(reason for reason in reasons if reason != shown)

    def refusals_of(self, step: Step) -> tuple[str, ...]:
        """Say why a step can't be taken; empty if it can. Findings are not among them."""
        push = (self.push_refusal,) if self.push_refusal else ()
        if step is Step.WRITE:
            return self.write_refusals
        if step is Step.COMMIT:
            return (*self.write_refusals, *self.commit_refusals)
        if step is Step.PUSH:
            return push or (() if self.commits else ("There is nothing to push.",))
        return (*self.write_refusals, *self.commit_refusals, *push)


def plan_publication(facts: Facts) -> Publication:
    """Plan from the facts alone."""
    conflict = _conflict(facts)
    is_written = facts.file.work_tree == facts.content
    is_committed = is_written and facts.file.head is not None and not facts.diff
    return Publication(
        draft_id=facts.draft_id,
        draft_name=facts.draft_name,
        title=facts.title,
        day=calendar.describe_day(facts.day, facts.now.date()) if facts.day else "",
        path=facts.path,
        path_reason=facts.path_reason,
        address=facts.address,
        address_reason=facts.address_reason,
        rows=facts.rows,
        findings=facts.findings,
        passed=facts.passed,
        diff=tuple(_diff_lines(facts)),
        repository=_repository_sentence(facts),
        warnings=tuple(_warnings(facts)),
        message=facts.message,
        content=facts.content,
        expected=_sha256(facts.file.work_tree),
        is_new=facts.file.head is None,
        is_written=is_written,
        is_committed=is_committed,
        is_in_upstream=facts.is_in_upstream,
        write_refusals=tuple(_write_refusals(facts, conflict)),
        commit_refusals=tuple(_commit_refusals(facts, is_committed)),
        push_refusal=git.push_refusal(facts.state),
        commits=facts.push.commits,
        upstream=facts.push.upstream,
        conflict=conflict,
        token=_token(facts),
    )


def _write_refusals(facts: Facts, conflict: Conflict | None) -> Iterator[str]:
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


def _is_taken(facts: Facts) -> bool:
    if facts.blog_revision is not None:
        return False
    return any(there is not None and there != facts.content for there in (facts.file.work_tree, facts.file.head))


def _leads_elsewhere(facts: Facts) -> bool:
    """Is the path no place for a file of this repository? Then there is no diff to look at."""
    return facts.symbolic_link is not None or facts.path_state.submodule is not None


def _commit_refusals(facts: Facts, is_committed: bool) -> Iterator[str]:
    state = facts.state
    if is_committed:
        yield "The blog's last commit already has exactly this text."
    elif not facts.diff and not _leads_elsewhere(facts):
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
    if facts.path_state.is_ignored:
        yield f"The blog's .gitignore leaves {facts.path} out, so it can be written but not committed."


def _warnings(facts: Facts) -> Iterator[str]:
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


def _repository_sentence(facts: Facts) -> str:
    state = facts.state
    parts = [facts.blog_name, f"branch {state.branch}" if state.branch else "no branch (detached HEAD)"]
    if state.upstream:
        fetched = fetched_words(state.upstream.fetched_at, facts.now)
        parts.append(
            f"{state.upstream.behind} behind, {state.upstream.ahead} ahead of {state.upstream.name}, {fetched}"
        )
    else:
        parts.append("no upstream")
    others = [path for path in state.changed if path != facts.path]
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


def _conflict(facts: Facts) -> Conflict | None:
    """Compare the blog's file with the one that the draft comes from."""
    if facts.blog_revision is None:
        return None
    there = facts.file.work_tree
    if there is not None and there != facts.content and _sha256(there) != facts.blog_revision:
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


def compare(before: str, after: str) -> Iterator[DiffLine]:
    """Show what changes between two texts, with three lines around each change."""
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="")
    yield from _parse(list(lines)[2:])


def _diff_lines(facts: Facts) -> Iterator[DiffLine]:
    if not facts.diff:
        return
    lines = facts.diff.split("\n")
    start = next((number for number, line in enumerate(lines) if line.startswith("@@")), len(lines))
    yield DiffLine(LineKind.HUNK, f"{'new file' if facts.file.head is None else 'changed'}  {facts.path}")
    body = lines[start:-1] if lines[-1] == "" else lines[start:]
    yield from _parse(body[1:] if facts.file.head is None else body)
    if _changes_endings(body):
        yield DiffLine(LineKind.NOTE, "Some of these lines change in their line endings only.")


def _parse(lines: Sequence[str]) -> Iterator[DiffLine]:
    kinds = {"+": LineKind.ADDED, "-": LineKind.REMOVED, " ": LineKind.SAME, "@": LineKind.HUNK}
    for line in lines:
        if line.startswith("\\"):
            yield DiffLine(LineKind.NOTE, "No line end at the end of the file.")
        elif line.startswith("@"):
            yield DiffLine(LineKind.HUNK, line)
        else:
            yield DiffLine(kinds.get(line[:1], LineKind.SAME), line[1:].removesuffix("\r"))


def _changes_endings(lines: Sequence[str]) -> bool:
    removed = {line[1:] for line in lines if line.startswith("-")}
    added = {line[1:] for line in lines if line.startswith("+")}
    return any(line + "\r" in added for line in removed) or any(line + "\r" in removed for line in added)


def _token(facts: Facts) -> str:
    parts = (
        facts.revision,
        facts.path,
        _sha256(facts.file.work_tree) or "-",
        facts.blog_revision or "-",
        facts.state.branch or "-",
        facts.fingerprint,
        facts.diff,
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _sha256(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
