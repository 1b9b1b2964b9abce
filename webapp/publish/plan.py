"""What publishing a draft would do: all facts in, one value out, nothing touched."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from webapp import calendar, git
from webapp.checks import Finding, Level
from webapp.publish import reasons
from webapp.publish.diffs import DiffLine, coming_lines
from webapp.publish.facts import Facts, FrontMatterRow
from webapp.publish.pictures import PictureFile
from webapp.publish.reasons import Conflict


class Step(StrEnum):
    """What the author can ask for."""

    WRITE = "write"
    COMMIT = "commit"
    COMMIT_AND_PUSH = "commit-and-push"
    PUSH = "push"


@dataclass(frozen=True, slots=True)
class Publication:
    """What would be done, and why it can't be where it can't."""

    draft_id: int
    draft_name: str
    title: str
    day: str  # in words; empty if neither the name nor the front matter says one
    path: str
    path_reason: str
    endings: str
    endings_reason: str
    address: str
    address_reason: str
    rows: tuple[FrontMatterRow, ...]
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]  # a sentence for each check that found nothing
    diff: tuple[DiffLine, ...]
    repository: str
    warnings: tuple[str, ...]
    message: str
    message_reason: str
    content: bytes
    expected: str | None  # SHA-256 of the file that is to be replaced; None: there is none
    is_new: bool
    is_written: bool  # the work tree's file is exactly this text, and its pictures are there
    is_committed: bool  # and HEAD's is too
    is_in_upstream: bool  # and the upstream's, as last fetched
    write_refusals: tuple[str, ...]
    commit_refusals: tuple[str, ...]
    push_refusal: str | None
    commits: tuple[git.CommitLine, ...]  # that the upstream does not have yet
    upstream: str | None
    conflict: Conflict | None
    pictures: tuple[PictureFile, ...]  # that are committed with it
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
    def counts_words(self) -> str:
        """Say how many findings there are, of each sort, and how many checks found nothing."""
        notes = len(self.findings) - len(self.to_look_at)
        known = f", {notes} to know" if notes else ""
        return f"{len(self.to_look_at)} to look at{known}, {len(self.passed)} passed"

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
    def ends_with_commit(self) -> bool:
        """Whether a commit is all that can be done from here, and nothing speaks against it."""
        return self.can_commit and not self.can_commit_and_push and not self.is_unmended

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
        what = "files" if self.pictures else "file"
        return f"Write the {what} anyway, with {self.errors_count}" if self.is_unmended else f"Write the {what} only"

    @property
    def commit_words(self) -> str:
        return f"Commit anyway, with {self.errors_count}" if self.is_unmended else "Commit"

    @property
    def push_words(self) -> str:
        return f"Publish anyway, with {self.errors_count}" if self.is_unmended else "Commit and push"

    @property
    def committed_words(self) -> str:
        """Say what a commit holds."""
        what = "this file and its pictures are" if self.pictures else "this file is"
        return f"Only {what} committed. Anything else you have changed in the blog stays as it is."

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
    conflict = reasons.find_conflict(facts)
    is_written = facts.file.work_tree == facts.content and all(picture.is_written for picture in facts.pictures)
    is_committed = is_written and facts.file.head is not None and not facts.diff and not facts.pictures
    return Publication(
        draft_id=facts.draft_id,
        draft_name=facts.draft_name,
        title=facts.title,
        day=calendar.describe_day(facts.day, facts.now.date()) if facts.day else "",
        path=facts.path,
        path_reason=facts.path_reason,
        endings=facts.endings,
        endings_reason=facts.endings_reason,
        address=facts.address,
        address_reason=facts.address_reason,
        rows=facts.rows,
        findings=facts.findings,
        passed=facts.passed,
        diff=tuple(coming_lines(facts)),
        repository=reasons.repository_sentence(facts),
        warnings=tuple(reasons.warnings(facts)),
        message=facts.message,
        message_reason=facts.message_reason,
        content=facts.content,
        expected=reasons.sha256_of(facts.file.work_tree),
        is_new=facts.file.head is None,
        is_written=is_written,
        is_committed=is_committed,
        is_in_upstream=facts.is_in_upstream,
        write_refusals=tuple(reasons.write_refusals(facts, conflict)),
        commit_refusals=tuple(reasons.commit_refusals(facts, is_committed)),
        push_refusal=git.push_refusal(facts.state),
        commits=facts.push.commits,
        upstream=facts.push.upstream,
        conflict=conflict,
        pictures=facts.pictures,
        token=_token(facts),
    )


def _token(facts: Facts) -> str:
    parts = (
        facts.revision,
        facts.path,
        reasons.sha256_of(facts.file.work_tree) or "-",
        facts.blog_revision or "-",
        facts.state.branch or "-",
        facts.fingerprint,
        facts.diff,
        *(_version(picture) for picture in facts.pictures),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _version(picture: PictureFile) -> str:
    there = reasons.sha256_of(picture.work_tree) or "-"
    return f"{picture.path} {reasons.sha256_of(picture.content)} {there} {picture.has_other_in_head}"
