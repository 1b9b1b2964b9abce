"""Planning a publication is pure: facts in, what would be done and every reason against it out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from webapp import git, publish
from webapp.checks import Finding, Level
from webapp.files import revision_of
from webapp.publish import BlogFile, Facts, LineKind, Step

NOW = datetime(2025, 12, 11, 9, 0, tzinfo=UTC)
PATH = "_posts/2025-12-11-working-notes.md"
TEXT = b"---\ntitle: x\n---\n\nText.\n"
OLD = b"---\ntitle: x\n---\n\nOld.\n"
NEW_FILE_DIFF = (
    f"diff --git a/{PATH} b/{PATH}\nnew file mode 100644\n--- /dev/null\n+++ b/{PATH}\n@@ -0,0 +1,2 @@\n+one\n+two\n"
)
UPSTREAM = git.Upstream("origin/main", "origin", "refs/heads/main", "c0", 0, 0, NOW - timedelta(hours=3))
STATE = git.State("main", "c1", None, (), (), (), True, UPSTREAM)
NOTHING = BlogFile(None, None, True, None, None)


def make_facts(**changes: object) -> Facts:
    facts = Facts(
        draft_id=1,
        draft_name="2025-12-11-working-notes.md",
        revision=revision_of(TEXT),
        content=TEXT,
        blog_revision=None,
        title="x",
        day=date(2025, 12, 11),
        path=PATH,
        path_reason="",
        address="/2025-12-11/working-notes",
        address_reason="",
        rows=(),
        findings=(),
        passed=(),
        message="x",
        message_reason="",
        endings="LF",
        endings_reason="",
        blog_name="blog",
        file=NOTHING,
        symbolic_link=None,
        diff=NEW_FILE_DIFF,
        state=STATE,
        path_state=git.PathState(None, False, None),
        is_in_upstream=False,
        push=git.PushPlan("origin/main", (), None),
        fingerprint="f",
        now=NOW,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def test_plan_of_a_new_post_can_do_everything() -> None:
    publication = publish.plan_publication(make_facts())

    assert (publication.can_write, publication.can_commit, publication.can_commit_and_push) == (True, True, True)
    assert publication.refusals == ()
    assert publication.day == "Thursday 11 December"
    assert publication.standing == "Not in the blog yet."
    assert [(line.kind, line.text) for line in publication.diff] == [
        (LineKind.HUNK, f"new file  {PATH}"),
        (LineKind.ADDED, "one"),
        (LineKind.ADDED, "two"),
    ]
    assert (
        publication.repository
        == "blog · branch main · 0 behind, 0 ahead of origin/main, fetched 3 hours ago · clean otherwise"
    )


WRITE_REFUSALS: list[tuple[dict[str, object], str]] = [
    ({"symbolic_link": "_posts"}, "_posts is a symbolic link"),
    ({"path_state": git.PathState(None, False, "_posts")}, "submodule"),
    ({"state": replace(STATE, unmerged=(PATH,))}, "has a merge conflict"),
    ({"file": replace(NOTHING, work_tree=b"other")}, "already has another file"),
    ({"file": replace(NOTHING, head=b"other", is_head_known=False)}, "already has another file"),
    (
        {"blog_revision": revision_of(OLD), "file": BlogFile(b"changed", OLD, True, OLD, None)},
        "was changed in the blog's folder",
    ),
    (
        {"blog_revision": revision_of(OLD), "file": BlogFile(OLD, b"changed", False, OLD, None)},
        "was changed in the blog's last commit",
    ),
]
COMMIT_REFUSALS: list[tuple[dict[str, object], str]] = [
    ({"state": replace(STATE, branch=None, upstream=None)}, "detached HEAD"),
    *[({"state": replace(STATE, operation=operation)}, f"A {operation} is under way") for operation in git.Operation],
    ({"state": replace(STATE, unmerged=("other",))}, "merge conflicts"),
    ({"state": replace(STATE, has_identity=False)}, "git config --global user.name"),
    ({"path_state": git.PathState(None, True, None)}, "leaves .* out"),
    ({"diff": "", "file": BlogFile(TEXT, TEXT, True, None, None)}, "already has exactly this text"),
]
PUSH_REFUSALS: list[tuple[dict[str, object], str]] = [
    ({"state": replace(STATE, upstream=None)}, "has no upstream"),
    ({"state": replace(STATE, upstream=replace(UPSTREAM, behind=2))}, "2 commits that this machine does not have"),
    ({"state": replace(STATE, upstream=replace(UPSTREAM, remote="."))}, "this same repository"),
]


@pytest.mark.parametrize(("changes", "words"), WRITE_REFUSALS)
def test_plan_refuses_to_write_with_the_reason(changes: dict[str, object], words: str) -> None:
    publication = publish.plan_publication(make_facts(**changes))

    assert not publication.can_write
    assert not publication.can_commit
    assert_said(publication.write_refusals, words)


@pytest.mark.parametrize(("changes", "words"), COMMIT_REFUSALS)
def test_plan_refuses_to_commit_with_the_reason(changes: dict[str, object], words: str) -> None:
    publication = publish.plan_publication(make_facts(**changes))

    assert not publication.write_refusals
    assert not publication.can_commit
    assert_said(publication.commit_refusals, words)


@pytest.mark.parametrize(("changes", "words"), PUSH_REFUSALS)
def test_plan_refuses_to_push_with_the_reason(changes: dict[str, object], words: str) -> None:
    publication = publish.plan_publication(make_facts(**changes))

    assert publication.can_commit
    assert not publication.can_commit_and_push
    assert publication.ends_with_commit
    assert_said(publication.refusals_of(Step.COMMIT_AND_PUSH), words)


def assert_said(sentences: tuple[str, ...], words: str) -> None:
    import re

    assert any(re.search(words, sentence) for sentence in sentences), sentences


def test_plan_warns_of_an_upstream_that_is_ahead_with_when_it_was_fetched() -> None:
    state = replace(STATE, upstream=replace(UPSTREAM, behind=2))

    publication = publish.plan_publication(make_facts(state=state))

    assert publication.warnings == ("origin/main is ahead by 2 commits, fetched 3 hours ago.",)


def test_plan_accepts_a_head_that_is_an_earlier_version_of_the_draft() -> None:
    written = b"written only"
    facts = make_facts(blog_revision=revision_of(written), file=BlogFile(written, OLD, True, written, None))

    publication = publish.plan_publication(facts)

    assert publication.conflict is None
    assert publication.can_commit


def test_plan_shows_both_texts_of_a_conflict() -> None:
    facts = make_facts(
        blog_revision=revision_of(OLD), file=BlogFile(b"---\ntitle: x\n---\n\nTheirs.\n", OLD, True, OLD, None)
    )

    conflict = publish.plan_publication(facts).conflict

    assert conflict is not None
    assert conflict.merged is None
    changed = [(line.sign, line.text) for line in conflict.lines if line.sign in ("+", "-")]
    assert changed == [("-", "Theirs."), ("+", "Text.")]


def test_plan_writes_anew_what_is_gone_from_the_folder() -> None:
    facts = make_facts(blog_revision=revision_of(OLD), file=BlogFile(None, OLD, True, OLD, None))

    publication = publish.plan_publication(facts)

    assert publication.can_write
    assert "no longer in the blog's folder" in publication.warnings[0]


def test_plan_says_that_a_commit_is_on_this_machine_only() -> None:
    file = BlogFile(TEXT, TEXT, True, None, None)
    push = git.PushPlan("origin/main", (git.CommitLine("c1", "x"),), None)

    publication = publish.plan_publication(make_facts(diff="", file=file, push=push))

    assert publication.is_only_here
    assert publication.can_push
    assert publication.standing == "Committed, on this machine only."


def test_plan_does_not_say_that_the_upstream_has_what_could_not_be_pushed() -> None:
    file = BlogFile(TEXT, TEXT, True, None, None)
    behind = replace(STATE, upstream=replace(UPSTREAM, ahead=1, behind=2))

    publication = publish.plan_publication(make_facts(diff="", file=file, state=behind))

    assert publication.standing == "Committed, on this machine only."


def test_plan_of_a_pushed_post_is_not_held_here_by_another_commit() -> None:
    file = BlogFile(TEXT, TEXT, True, None, None)
    push = git.PushPlan("origin/main", (git.CommitLine("c2", "another"),), None)

    publication = publish.plan_publication(make_facts(diff="", file=file, push=push, is_in_upstream=True))

    assert publication.standing == "Committed, and origin/main has it."
    assert publication.coming_commits.startswith("A push sends 1 commit")
    assert publication.can_push


def test_plan_through_a_symbolic_link_says_nothing_of_line_endings() -> None:
    publication = publish.plan_publication(make_facts(diff="", symbolic_link="_posts"))

    assert [reason for reason in publication.refusals if "line endings" in reason] == []
    assert "_posts is a symbolic link" in publication.refusals_of(Step.COMMIT)[0]


def test_plan_words_its_buttons_for_errors() -> None:
    finding = Finding("fold", Level.ERROR, "The post has no fold.", 1, 1, "")

    publication = publish.plan_publication(make_facts(findings=(finding,)))

    assert publication.push_words == "Publish anyway, with 1 error"


@pytest.mark.parametrize(
    "changes",
    [
        {"revision": "other"},
        {"file": replace(NOTHING, work_tree=TEXT)},
        {"fingerprint": "other"},
        {"diff": "other"},
        {"state": replace(STATE, branch="other")},
    ],
)
def test_plan_token_names_everything_that_was_shown(changes: dict[str, object]) -> None:
    assert publish.plan_publication(make_facts()).token == publish.plan_publication(make_facts()).token
    assert publish.plan_publication(make_facts(**changes)).token != publish.plan_publication(make_facts()).token


def test_plan_diff_says_where_only_line_endings_change() -> None:
    diff = "--- a\n+++ b\n@@ -1 +1 @@\n-one\r\n+one\n"

    lines = publish.plan_publication(make_facts(diff=diff, file=BlogFile(OLD, OLD, True, OLD, None))).diff

    assert lines[-1].text == "Some of these lines change in their line endings only."
