"""The author's repository: looked at first, one file committed, everything else left as it was."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp import git
from webapp.errors import GitError

pytestmark = pytest.mark.slow  # real repositories: left out of the inner loop

POST = "_posts/2025-12-11-It's a [week] *of* notes.markdown"


def run_git(folder: Path, *arguments: str) -> str:
    outcome = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return outcome.stdout.decode("utf-8", "surrogateescape")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A work tree with one commit, and things staged, changed and not tracked."""
    top = tmp_path / "blog"
    run_git(tmp_path, "init", "--quiet", "--initial-branch=main", "blog")
    (top / "_posts").mkdir()
    for name in ("staged", "changed", "both", "removed", "renamed"):
        (top / name).write_text(f"{name}\n" * 5)
    run_git(top, "add", "--", "staged", "changed", "both", "removed", "renamed")
    run_git(top, "commit", "--quiet", "--message=first")
    return top


def disturb(top: Path) -> None:
    """Leave a work tree as an author may leave it in the middle of something else."""
    (top / "staged").write_text("staged differently\n")
    (top / "both").write_text("staged\n")
    run_git(top, "add", "--", "staged", "both")
    (top / "both").write_text("and changed again\n")
    (top / "changed").write_text("changed\n")
    run_git(top, "rm", "--quiet", "removed")
    run_git(top, "mv", "renamed", "new name")
    (top / "new and staged").write_text("new\n")
    (top / "intended").write_text("intended\n")
    run_git(top, "add", "--", "new and staged")
    run_git(top, "add", "--intent-to-add", "--", "intended")
    (top / "not tracked").write_text("x\n")


def everything_else(top: Path) -> tuple[str, str, str]:
    status = [
        line
        for line in run_git(top, "status", "--porcelain", "-z", "--untracked-files=all").split("\0")
        if POST not in line
    ]
    exclude = f":(exclude,literal){POST}"
    return (
        "\0".join(status),
        run_git(top, "diff", "--cached", "--", ".", exclude),
        run_git(top, "diff", "--", ".", exclude),
    )


def add_hook(top: Path, name: str, source: str) -> None:
    hook = top / ".git/hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{source}\n")
    hook.chmod(0o755)


def test_git_commit_only_holds_one_new_file_and_leaves_everything_else(repository: Path) -> None:
    disturb(repository)
    (repository / POST).write_bytes(b"one\r\ntwo  \r\nno newline")
    before = everything_else(repository)

    committed = git.commit_only(repository, POST, "#1: a title\n")

    assert committed.paths == (POST,)
    assert run_git(repository, "show", "--stat", "--format=%s").count("|") == 1
    assert run_git(repository, "show", "--no-patch", "--format=%s") == "#1: a title\n"
    assert everything_else(repository) == before
    assert git.head_contents(repository, POST) == (b"one\r\ntwo  \r\nno newline",)


def test_git_commit_only_updates_a_tracked_file_that_was_staged_differently(repository: Path) -> None:
    (repository / POST).write_text("one\n")
    git.commit_only(repository, POST, "one")
    disturb(repository)
    (repository / POST).write_text("staged\n")
    run_git(repository, "add", "--", POST)
    (repository / POST).write_text("two\n")
    before = everything_else(repository)

    git.commit_only(repository, POST, "two")

    assert git.head_contents(repository, POST) == (b"two\n",)
    assert everything_else(repository) == before


PICTURES = ["images/a [new] *one*.png", "images/changed.png"]


def put_pictures(top: Path) -> None:
    (top / "images").mkdir()
    (top / PICTURES[1]).write_bytes(b"\x89PNG\r\n old")
    git.commit_only(top, PICTURES[1], "old")
    for path in PICTURES:
        (top / path).write_bytes(b"\x89PNG\r\n new")
    (top / "images" / "other.png").write_bytes(b"other")
    (top / POST).write_text("one\n")


def everything_besides(top: Path) -> list[str]:
    """How every other file stands, and what of it is staged."""
    exclude = [f":(exclude,literal){path}" for path in (POST, *PICTURES)]
    return [
        run_git(top, "status", "--porcelain", "--untracked-files=all", "--", ".", *exclude),
        run_git(top, "diff", "--cached", "--", ".", *exclude),
        run_git(top, "diff", "--", ".", *exclude),
    ]


def test_git_commit_only_takes_others_along_in_the_same_commit(repository: Path) -> None:
    put_pictures(repository)
    disturb(repository)
    before = everything_besides(repository)

    committed = git.commit_only(repository, POST, "title", also=PICTURES)

    assert set(committed.paths) == {POST, *PICTURES}
    assert [git.head_contents(repository, path) for path in PICTURES] == [(b"\x89PNG\r\n new",)] * 2
    assert everything_besides(repository) == before


@pytest.mark.parametrize("fault", ["hook", "missing"])
def test_git_commit_only_takes_all_or_nothing(repository: Path, fault: str) -> None:
    put_pictures(repository)
    disturb(repository)
    if fault == "hook":
        add_hook(repository, "commit-msg", "exit 1")
    else:
        (repository / PICTURES[0]).unlink()
    head, status = git.read_commit(repository, "HEAD"), run_git(repository, "status", "--porcelain")

    with pytest.raises(GitError):
        git.commit_only(repository, POST, "title", also=PICTURES)

    assert git.read_commit(repository, "HEAD") == head
    assert run_git(repository, "status", "--porcelain") == status


def test_git_commit_only_begins_an_unborn_branch(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "_posts").mkdir()
    (tmp_path / POST).write_text("one\n")
    assert git.read_state(tmp_path).head is None

    git.commit_only(tmp_path, POST, "first")

    assert run_git(tmp_path, "log", "--format=%s") == "first\n"


def test_git_commit_only_puts_the_index_back_when_a_hook_rejects(repository: Path) -> None:
    disturb(repository)
    (repository / POST).write_text("one\n")
    add_hook(repository, "pre-commit", "echo 'Spelling: recieve' >&2; exit 1")
    index = (repository / ".git/index").read_bytes()
    status = run_git(repository, "status", "--porcelain", "-z")
    index_after_status = (repository / ".git/index").read_bytes()

    with pytest.raises(GitError, match="Spelling: recieve"):
        git.commit_only(repository, POST, "title")

    assert (repository / ".git/index").read_bytes() in (index, index_after_status)
    assert run_git(repository, "status", "--porcelain", "-z") == status
    assert run_git(repository, "log", "--format=%s") == "first\n"
    assert not (repository / ".git/index.lock").exists()


def test_git_commit_only_puts_an_unborn_index_back(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "_posts").mkdir()
    (tmp_path / POST).write_text("one\n")
    add_hook(tmp_path, "commit-msg", "exit 1")

    with pytest.raises(GitError):
        git.commit_only(tmp_path, POST, "title")

    assert not (tmp_path / ".git/index").exists()
    assert run_git(tmp_path, "status", "--porcelain", "--untracked-files=all").startswith("?? ")


def test_git_commit_only_runs_hooks_that_accept(repository: Path) -> None:
    (repository / POST).write_text("one\n")
    add_hook(repository, "pre-commit", "echo ran > .git/ran")

    git.commit_only(repository, POST, "title")

    assert (repository / ".git/ran").exists()


def test_git_coming_diff_is_what_the_commit_shows_and_writes_nothing(repository: Path) -> None:
    disturb(repository)
    before = snapshot(repository)

    diff = git.coming_diff(repository, POST, b"one\r\ntwo")

    assert snapshot(repository) == before
    (repository / POST).write_bytes(b"one\r\ntwo")
    git.commit_only(repository, POST, "title")
    shown = run_git(repository, "-c", "core.quotePath=false", "show", "--format=")
    assert diff == shown


def test_git_coming_diff_runs_no_hook(repository: Path, tmp_path: Path) -> None:
    for name in ("post-index-change", "pre-commit"):
        add_hook(repository, name, f"echo {name} >> '{tmp_path / 'ran'}'")

    git.coming_diff(repository, POST, b"one\n")
    assert not (tmp_path / "ran").exists()

    (repository / POST).write_text("one\n")
    git.commit_only(repository, POST, "one")
    assert "pre-commit" in (tmp_path / "ran").read_text()


def test_git_coming_diff_has_no_colours_even_if_the_author_always_wants_them(repository: Path) -> None:
    for name in ("color.ui", "color.diff"):
        run_git(repository, "config", name, "always")

    diff = git.coming_diff(repository, POST, b"one\n")

    assert diff.endswith("@@ -0,0 +1 @@\n+one\n")


def test_git_coming_diff_is_empty_when_only_unstored_line_endings_differ(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.markdown text eol=lf\n")
    (repository / POST).write_bytes(b"one\r\n")
    run_git(repository, "add", "--", ".gitattributes", POST)
    run_git(repository, "commit", "--quiet", "--message=second")

    assert git.coming_diff(repository, POST, b"one\r\n") == ""
    assert git.is_in_commit(repository, "HEAD", POST, b"one\r\n")
    assert not git.is_in_commit(repository, "HEAD", POST, b"two\r\n")


def test_git_coming_diff_keeps_crlf_that_the_repository_already_has(repository: Path) -> None:
    (repository / POST).write_bytes(b"one\r\ntwo\r\n")
    git.commit_only(repository, POST, "crlf")
    run_git(repository, "config", "core.autocrlf", "true")

    diff = git.coming_diff(repository, POST, b"one\r\nthree\r\n")

    changes = [line for line in diff.split("\n") if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]
    assert changes == ["-two\r", "+three\r"]


def snapshot(top: Path) -> dict[str, bytes]:
    return {str(path.relative_to(top)): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}


def test_git_reading_writes_nothing(repository: Path) -> None:
    disturb(repository)
    os.utime(repository / "changed")
    before = snapshot(repository)

    git.read_state(repository)
    git.plan_push(repository)
    git.read_path_state(repository, POST)
    git.fingerprint(repository)

    assert snapshot(repository) == before


def test_git_read_state_lists_staged_and_changed(repository: Path) -> None:
    disturb(repository)

    state = git.read_state(repository)

    assert state.branch == "main"
    assert set(state.staged) == {"staged", "both", "removed", "new name", "new and staged"}
    assert set(state.changed) == set(state.staged) | {"changed", "intended", "not tracked"}
    assert state.operation is None
    assert state.has_identity


def test_git_read_state_sees_a_detached_head(repository: Path) -> None:
    run_git(repository, "switch", "--quiet", "--detach")

    assert git.read_state(repository).branch is None


def begin_merge(top: Path) -> None:
    diverge(top)
    subprocess.run(["git", "merge", "other"], cwd=top, check=False, capture_output=True)


def begin_rebase(top: Path) -> None:
    diverge(top)
    subprocess.run(["git", "rebase", "other"], cwd=top, check=False, capture_output=True)


def begin_cherry_pick(top: Path) -> None:
    diverge(top)
    subprocess.run(["git", "cherry-pick", "other"], cwd=top, check=False, capture_output=True)


def begin_bisect(top: Path) -> None:
    run_git(top, "bisect", "start")


def diverge(top: Path) -> None:
    for branch, text in (("other", "other\n"), ("main", "main\n")):
        run_git(top, "switch", "--quiet", *(["--create"] if branch == "other" else []), branch)
        (top / "changed").write_text(text)
        run_git(top, "commit", "--quiet", "--all", f"--message={branch}")


@pytest.mark.parametrize(
    ("begin", "operation"),
    [
        (begin_merge, git.Operation.MERGE),
        (begin_rebase, git.Operation.REBASE),
        (begin_cherry_pick, git.Operation.CHERRY_PICK),
        (begin_bisect, git.Operation.BISECT),
    ],
    ids=["merge", "rebase", "cherry-pick", "bisect"],
)
def test_git_read_state_names_what_is_under_way(
    repository: Path, begin: Callable[[Path], None], operation: git.Operation
) -> None:
    begin(repository)

    state = git.read_state(repository)

    assert state.operation is operation
    assert state.unmerged == (() if operation is git.Operation.BISECT else ("changed",))


def test_git_read_state_knows_a_missing_identity(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(repository.parent))
    monkeypatch.delenv("EMAIL", raising=False)

    assert not git.read_state(repository).has_identity

    run_git(repository, "config", "user.name", "A")
    run_git(repository, "config", "user.email", "a@example.org")
    assert git.read_state(repository).has_identity


def test_git_path_state_sees_ignored_paths_and_submodules(repository: Path, tmp_path: Path) -> None:
    (repository / ".gitignore").write_text("ignored.md\n")
    run_git(tmp_path, "init", "--quiet", "inner")
    run_git(tmp_path / "inner", "commit", "--quiet", "--allow-empty", "--message=inner")
    run_git(
        repository, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(tmp_path / "inner"), "sub"
    )

    assert git.read_path_state(repository, "_posts/ignored.md").is_ignored
    assert not git.read_path_state(repository, POST).is_ignored
    assert git.read_path_state(repository, "sub/x.md").submodule == "sub"


def test_git_work_tree_gives_a_reason_for_each_refusal(tmp_path: Path, repository: Path) -> None:
    run_git(tmp_path, "init", "--quiet", "--bare", "bare")
    (tmp_path / "plain").mkdir()

    assert git.work_tree(repository / "_posts") == repository
    for folder, words in (
        (tmp_path / "bare", "bare git repository"),
        (tmp_path / "plain", "not in a git repository"),
        (repository / ".git", "inside of a git repository"),
    ):
        with pytest.raises(GitError, match=words):
            git.work_tree(folder)


@pytest.fixture
def remote(repository: Path, tmp_path: Path) -> Path:
    """A bare repository on disk that the work tree's branch is pushed to."""
    run_git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote")
    run_git(repository, "remote", "add", "origin", str(tmp_path / "remote"))
    run_git(repository, "push", "--quiet", "--set-upstream", "origin", "main")
    return tmp_path / "remote"


def commit_elsewhere(remote: Path, folder: Path) -> None:
    run_git(folder, "clone", "--quiet", str(remote), "elsewhere")
    run_git(folder / "elsewhere", "commit", "--quiet", "--allow-empty", "--message=elsewhere")
    run_git(folder / "elsewhere", "push", "--quiet")


def test_git_push_sends_exactly_the_commits_shown(repository: Path, remote: Path) -> None:
    run_git(repository, "branch", "private")
    run_git(repository, "tag", "-a", "v1", "-m", "v1")
    run_git(repository, "config", "push.followTags", "true")
    (repository / POST).write_text("one\n")
    git.commit_only(repository, POST, "one")
    plan = git.plan_push(repository)

    name = git.push(repository, plan.commits)

    assert name == "origin/main"
    assert [line.subject for line in plan.commits] == ["one"]
    assert run_git(remote, "log", "--format=%s", "main") == "one\nfirst\n"
    assert run_git(remote, "for-each-ref", "--format=%(refname)") == "refs/heads/main\n"
    assert git.plan_push(repository).refusal == "origin/main already has every commit of this branch."


def test_git_push_sends_nothing_when_another_commit_was_made_since(repository: Path, remote: Path) -> None:
    (repository / POST).write_text("one\n")
    git.commit_only(repository, POST, "one")
    plan = git.plan_push(repository)
    run_git(repository, "commit", "--quiet", "--allow-empty", "--message=another")

    with pytest.raises(GitError, match="have changed since they were shown"):
        git.push(repository, plan.commits)

    assert run_git(remote, "log", "--format=%s", "main") == "first\n"


def test_git_push_is_refused_when_the_remote_has_moved_unseen(repository: Path, remote: Path, tmp_path: Path) -> None:
    commit_elsewhere(remote, tmp_path)
    (repository / POST).write_text("one\n")
    git.commit_only(repository, POST, "one")

    with pytest.raises(GitError, match="commits that this machine does not have"):
        git.push(repository, git.plan_push(repository).commits)

    assert run_git(remote, "log", "--format=%s", "main") == "elsewhere\nfirst\n"


def test_git_push_is_refused_when_the_remote_went_back_unseen(repository: Path, remote: Path) -> None:
    run_git(repository, "commit", "--quiet", "--allow-empty", "--message=taken back")
    run_git(repository, "push", "--quiet")
    run_git(remote, "update-ref", "refs/heads/main", "main~1")
    (repository / POST).write_text("one\n")
    git.commit_only(repository, POST, "one")

    with pytest.raises(GitError, match="not where this machine last saw it"):
        git.push(repository, git.plan_push(repository).commits)

    assert run_git(remote, "log", "--format=%s", "main") == "first\n"


def test_git_fetch_shows_how_far_the_upstream_is_ahead(repository: Path, remote: Path, tmp_path: Path) -> None:
    commit_elsewhere(remote, tmp_path)
    before = git.read_state(repository).upstream
    assert before is not None
    assert before.behind == 0

    git.fetch(repository)

    after = git.read_state(repository).upstream
    assert after is not None
    assert (after.ahead, after.behind) == (0, 1)
    assert after.fetched_at is not None
    assert "1 commit that this machine does not have" in (git.plan_push(repository).refusal or "")


def test_git_fetch_that_fails_does_not_count_as_fetched(repository: Path, remote: Path) -> None:
    git.fetch(repository)
    mark = repository / ".git/FETCH_HEAD"
    os.utime(mark, (2_000_000_000, 2_000_000_000))
    assert fetched_at(repository) == 2_000_000_000

    run_git(repository, "remote", "set-url", "origin", "/nowhere")
    with pytest.raises(GitError, match="Nothing could be fetched"):
        git.fetch(repository)

    assert mark.read_bytes() == b""
    moved = run_git(repository, "reflog", "-1", "--date=unix", "--format=%gd", "origin/main")
    assert fetched_at(repository) == float(moved.rpartition("{")[2].rstrip("}\n"))


def fetched_at(repository: Path) -> float | None:
    upstream = git.read_state(repository).upstream
    return upstream.fetched_at.timestamp() if upstream and upstream.fetched_at else None


def test_git_push_is_refused_without_upstream_and_when_detached(repository: Path) -> None:
    assert "has no upstream" in (git.plan_push(repository).refusal or "")

    run_git(repository, "switch", "--quiet", "--detach")
    assert "No branch is checked out" in (git.plan_push(repository).refusal or "")


def test_git_push_shows_what_a_hook_of_the_remote_said(repository: Path, remote: Path) -> None:
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'No posts on Fridays' >&2\nexit 1\n")
    hook.chmod(0o755)
    (repository / POST).write_text("one\n")
    git.commit_only(repository, POST, "one")

    with pytest.raises(GitError, match="No posts on Fridays"):
        git.push(repository, git.plan_push(repository).commits)


def test_git_asks_nobody_for_a_password(repository: Path) -> None:
    run_git(repository, "remote", "add", "origin", "http://127.0.0.1:1/blog.git")
    run_git(repository, "config", "branch.main.remote", "origin")
    run_git(repository, "config", "branch.main.merge", "refs/heads/main")

    with pytest.raises(GitError, match="Nothing could be fetched"):
        git.fetch(repository)


def test_git_merge_file_merges_changes_of_different_lines() -> None:
    base = b"a\nb\nc\nd\ne\n"

    assert git.merge_file(b"A\nb\nc\nd\ne\n", base, b"a\nb\nc\nd\nE\n") == b"A\nb\nc\nd\nE\n"
    assert git.merge_file(b"X\nb\nc\nd\ne\n", base, b"Y\nb\nc\nd\ne\n") is None
    assert git.merge_file(b"X\nb\n", b"a\nb\n", b"Y\nb\n", both=True) == b"X\nY\nb\n"


def test_git_is_not_led_astray_by_the_environment(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")

    assert git.read_state(repository).branch == "main"
