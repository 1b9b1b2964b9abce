"""This branch to its upstream, after a dry run has shown exactly the commits expected; and fetching, when asked."""

from dataclasses import dataclass
from pathlib import Path

from webapp.errors import GitError
from webapp.git.reading import State, read_commit, read_state
from webapp.git.running import NETWORK_SECONDS, ask, network_environment, run, words
from webapp.processes import Outcome


@dataclass(frozen=True, slots=True)
class CommitLine:
    """A commit as a list shows it."""

    commit: str
    subject: str

    @property
    def short(self) -> str:
        return self.commit[:8]


@dataclass(frozen=True, slots=True)
class PushPlan:
    """What a push would do, from what was last fetched. refusal: why it can't be done; None if it can."""

    upstream: str | None
    commits: tuple[CommitLine, ...]  # oldest first
    refusal: str | None


def plan_push(top: Path, state: State | None = None) -> PushPlan:
    """Say which commits a push of this branch would send, without talking to the remote."""
    state = state or read_state(top)
    upstream = state.upstream
    name = upstream.name if upstream else None
    refusal = push_refusal(state)
    if upstream is None or refusal:
        return PushPlan(name, (), refusal)
    since = [f"^{upstream.commit}"] if upstream.commit else ["--not", f"--remotes={upstream.remote}"]
    output = ask(top, "log", "--no-show-signature", "--reverse", "--format=%H%x00%s", "-z", "HEAD", *since).decode(
        "utf-8", "replace"
    )
    fields = output.split("\0")
    commits = tuple(CommitLine(*pair) for pair in zip(fields[::2], fields[1::2], strict=False))
    return PushPlan(name, commits, None if commits else f"{name} already has every commit of this branch.")


def push_refusal(state: State) -> str | None:
    """Say why this branch can't be pushed; None if it can, as far as this machine knows."""
    if state.branch is None:
        return "No branch is checked out, so there is nothing to push."
    if state.head is None:
        return "There is no commit yet, so there is nothing to push."
    if state.upstream is None:
        return (
            f"The branch {state.branch} has no upstream, so there is nowhere to push to. "
            f"Set one once, for example with: git push --set-upstream origin {state.branch}"
        )
    if state.upstream.remote == ".":
        return (
            f"The upstream {state.upstream.name} is a branch of this same repository, so there is nowhere to push to."
        )
    if state.upstream.behind:
        return (
            f"{state.upstream.name} has {count(state.upstream.behind, 'commit')} that this machine does not have. "
            "Bring them in first, for example with: git pull"
        )
    return None


def push(top: Path, expected: tuple[CommitLine, ...]) -> str:
    """Push exactly these commits, and answer the upstream's name.

    Refuses, with the reason, if the repository or the remote's answer to a dry run differs from what was expected.
    Raises GitError.
    """
    plan = plan_push(top)
    if plan.refusal:
        raise GitError(plan.refusal)
    if plan.commits != expected:
        raise GitError("The commits to push have changed since they were shown. Nothing was pushed.")
    _send(top, dry_run=True)
    _send(top, dry_run=False)
    return plan.upstream or ""


def _send(top: Path, *, dry_run: bool) -> None:
    upstream = read_state(top).upstream
    branch = read_state(top).branch
    if upstream is None or branch is None:
        raise GitError("The branch has lost its upstream. Nothing was pushed.")
    mode = ["--dry-run"] if dry_run else []
    options = ["--porcelain", "--no-follow-tags", "--recurse-submodules=no", *mode]
    reference = f"refs/heads/{branch}:{upstream.reference}"
    outcome = _talk(top, "push", *options, upstream.remote, reference)
    if outcome.code != 0:
        raise GitError(f"Nothing was pushed. git said: {_rejection(outcome)}")
    if dry_run:
        _check_answer(top, outcome.stdout, reference, upstream.commit)


def _talk(top: Path, *arguments: str) -> Outcome:
    return run(top, *arguments, reading=False, timeout=NETWORK_SECONDS, extra=network_environment(top))


def _check_answer(top: Path, output: bytes, reference: str, expected: str | None) -> None:
    """Compare the remote's answer with what was fetched last: one line, from that commit to HEAD.

    Source: git-push(1), "Output": `<flag> TAB <from>:<to> TAB <summary>`, a blank flag for a fast-forward.
    """
    lines = [line.split("\t") for line in output.decode("utf-8", "replace").splitlines() if "\t" in line]
    if len(lines) != 1 or lines[0][1] != reference:
        raise GitError("The push would send more than this branch. Nothing was pushed.")
    flag, _, summary = lines[0][:3]
    if expected is None and flag == "*":
        return
    ends = [read_commit(top, end) for end in summary.split(" ")[0].split("..")]
    if flag != " " or ends != [expected, read_commit(top, "HEAD")]:
        raise GitError(
            "The remote is not where this machine last saw it, so the push would do something else than shown. "
            "Nothing was pushed. Fetch, then look again."
        )


def _rejection(outcome: Outcome) -> str:
    """The remote's own summary of a refused branch, with what its hooks said."""
    lines = [line.split("\t") for line in outcome.stdout.decode("utf-8", "replace").splitlines()]
    refused = next((line[-1] for line in lines if line[0] == "!"), None)
    if refused is None:
        return words(outcome)
    if "fetch first" in refused or "non-fast-forward" in refused:
        return f"{refused}. The remote has commits that this machine does not have; bring them in first."
    said = outcome.stderr.decode("utf-8", "replace").strip()
    return f"{refused}\n{said}".strip()


def fetch(top: Path) -> None:
    """Ask the upstream's remote what is new. Changes no branch and no file. Raises GitError."""
    upstream = read_state(top).upstream
    if upstream is None or upstream.remote == ".":
        raise GitError("This branch has no upstream to fetch from.")
    options = ["--quiet", "--no-recurse-submodules"]
    outcome = _talk(top, "fetch", *options, upstream.remote)
    if outcome.code != 0:
        raise GitError(f"Nothing could be fetched. git said: {words(outcome)}")


def count(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
