"""Publishing for real: the draft's bytes into a file, one commit, a push to a bare repository on disk."""

import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from webapp import blog, drafts, memory, publish, write
from webapp.blog import Blog
from webapp.checks import Finding, Level
from webapp.database import Database, connect
from webapp.drafts import Draft
from webapp.errors import PublicationConflictError, PublicationRefusedError
from webapp.publish import Choice, Done, Publication, Step

pytestmark = pytest.mark.slow  # real repositories: left out of the inner loop

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-working-notes.md"
PATH = f"_posts/{NAME}"
TEXT = """\
---
layout: post
title: "Working Notes - 11/12/25"
---

Intro.

## One

Text.
<!--more-->

## Two

More.
"""
ERROR = Finding("fold", Level.ERROR, "The post has no fold.", 1, 1, "")


def run_git(folder: Path, *arguments: str) -> str:
    outcome = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return outcome.stdout.decode("utf-8", "surrogateescape")


@dataclass
class Desk:
    """A draft, the blog it is for, and what can be done with them."""

    db: Database
    folder: Path
    site: Blog

    @property
    def top(self) -> Path:
        return self.site.work_tree

    def draft(self, name: str = NAME) -> Draft:
        return drafts.read_draft(self.db, self.folder, name)

    def write(self, text: str, name: str = NAME) -> None:
        """Change the draft as another editor would."""
        (self.folder / name).write_bytes(text.encode())

    def plan(self, name: str = NAME) -> Publication:
        return publish.read_publication(self.db, self.site, self.draft(name), (), NOW)

    def publish(self, step: Step = Step.COMMIT, name: str = NAME, **options: object) -> Done:
        findings = options.pop("findings", ())
        return publish.publish_draft(
            self.db,
            self.site,
            self.draft(name),
            findings,  # type: ignore[arg-type]
            NOW,
            step=step,
            **options,  # type: ignore[arg-type]
        )

    def merge(self, choice: Choice) -> None:
        publish.merge_into_draft(self.db, self.site, self.draft(), choice, NOW)


@pytest.fixture
def desk(data_folder: Path, sample_blog: Path) -> Desk:
    """The sample blog with a new draft for 11 December 2025."""
    made = Desk(connect(data_folder / "working-notes.db"), data_folder, blog.find_blog(sample_blog))
    drafts.create_draft(made.db, data_folder, NAME, TEXT, now=NOW)
    return made


@pytest.fixture
def remote(desk: Desk, tmp_path: Path) -> Path:
    """A bare repository on disk that the blog is pushed to."""
    run_git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote")
    run_git(desk.top, "remote", "add", "origin", str(tmp_path / "remote"))
    run_git(desk.top, "push", "--quiet", "--set-upstream", "origin", "main")
    return tmp_path / "remote"


def state_of(top: Path) -> tuple[str, str, str]:
    """What is staged and changed, besides the post."""
    exclude = f":(exclude,literal){PATH}"
    status = run_git(top, "status", "--porcelain", "--untracked-files=all", "--", ".", exclude)
    return status, run_git(top, "diff", "--cached", "--", ".", exclude), run_git(top, "diff", "--", ".", exclude)


def disturb(top: Path) -> None:
    (top / "index.html").write_text("staged\n")
    run_git(top, "add", "--", "index.html")
    (top / "README.md").write_text("changed\n")
    (top / "not tracked").write_text("x\n")


def test_publish_plan_says_file_address_and_diff(desk: Desk) -> None:
    publication = desk.plan()

    assert (publication.path, publication.address) == (PATH, "/2025-12-11/working-notes")
    assert "".join(f"{line.text}\n" for line in publication.diff[1:]) == TEXT
    assert [row.key for row in publication.rows] == ["layout", "title"]
    assert publication.message == "Working Notes - 11/12/25"


def test_publish_plan_writes_nothing(desk: Desk) -> None:
    disturb(desk.top)
    desk.draft()
    before = {path: path.read_bytes() for path in desk.top.parent.rglob("*") if path.is_file()}

    desk.plan()

    assert {path: path.read_bytes() for path in desk.top.parent.rglob("*") if path.is_file()} == before


def test_publish_write_puts_exactly_the_drafts_bytes_and_commits_nothing(desk: Desk) -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n") + "trailing  \r\nno newline"
    desk.write(text)

    done = desk.publish(Step.WRITE)

    assert done.sentences == (f"{PATH} is written.",)
    assert (desk.top / PATH).read_bytes() == text.encode()
    assert run_git(desk.top, "status", "--porcelain") == f"?? {PATH}\n"
    assert desk.plan().standing == "Written into the blog's folder, not committed yet."


def test_publish_commit_holds_one_file_and_leaves_everything_else(desk: Desk) -> None:
    disturb(desk.top)
    before = state_of(desk.top)

    done = desk.publish(message="My own words")

    assert done.problem is None
    assert run_git(desk.top, "show", "--numstat", "--format=%s") == f"My own words\n\n15\t0\t{PATH}\n"
    assert state_of(desk.top) == before
    assert desk.plan().is_only_here


def test_publish_again_updates_the_same_file_for_good(desk: Desk) -> None:
    desk.publish()
    desk.write(TEXT.replace("More.", "Much more.").replace("11/12/25", "Another title"))

    publication = desk.plan()
    done = desk.publish()

    assert done.problem is None
    assert publication.path == PATH
    assert publication.message == "Update Working Notes - Another title"
    assert run_git(desk.top, "show", "--numstat", "--format=") == f"2\t2\t{PATH}\n"


def test_publish_planned_again_after_a_commit_plans_nothing(desk: Desk) -> None:
    desk.publish()

    publication = desk.plan()

    assert publication.is_committed
    assert publication.diff == ()
    assert not publication.can_write
    assert not publication.can_commit
    with pytest.raises(PublicationRefusedError, match="already has exactly this text"):
        desk.publish()


def test_publish_after_writing_only_commits_what_was_written(desk: Desk) -> None:
    desk.publish(Step.WRITE)

    assert desk.publish(Step.COMMIT).problem is None
    assert run_git(desk.top, "show", f"HEAD:{PATH}") == TEXT


def test_publish_writes_twice_and_commits_once(desk: Desk) -> None:
    desk.publish(Step.COMMIT)
    for words in ("Second.", "Third."):
        desk.write(TEXT.replace("More.", words))
        desk.publish(Step.WRITE)

    desk.publish(Step.COMMIT)

    assert "Third." in run_git(desk.top, "show", f"HEAD:{PATH}")


def test_publish_with_errors_is_refused_unless_anyway(desk: Desk) -> None:
    with pytest.raises(PublicationRefusedError, match="1 error to mend first: The post has no fold"):
        desk.publish(findings=(ERROR,))
    assert not (desk.top / PATH).exists()

    assert desk.publish(findings=(ERROR,), anyway=True).problem is None


def test_publish_with_warnings_needs_no_anyway(desk: Desk) -> None:
    warning = replace(ERROR, level=Level.WARNING)

    assert desk.publish(findings=(warning,)).problem is None


def test_publish_does_nothing_when_something_changed_since_it_was_shown(desk: Desk) -> None:
    token = desk.plan().token
    desk.write(TEXT + "And this.\n")

    with pytest.raises(PublicationRefusedError, match="changed since this page was shown"):
        desk.publish(token=token)

    assert not (desk.top / PATH).exists()


def test_publish_does_what_was_shown_when_nothing_changed(desk: Desk) -> None:
    assert desk.publish(token=desk.plan().token).problem is None


def test_publish_new_post_over_another_file_is_refused(desk: Desk) -> None:
    (desk.top / PATH).write_text("somebody else's\n")

    with pytest.raises(PublicationRefusedError, match="already has another file"):
        desk.publish()

    assert (desk.top / PATH).read_text() == "somebody else's\n"


def test_publish_takes_up_a_file_that_is_the_same_already(desk: Desk) -> None:
    """As after a power cut between the write and its note in the database."""
    (desk.top / PATH).write_bytes(TEXT.encode())

    assert desk.publish().problem is None
    assert desk.draft().blog_path == PATH


def reject_commits(top: Path) -> None:
    hook = top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Line 9: recieve' >&2\nexit 1\n")
    hook.chmod(0o755)


def test_publish_with_a_rejecting_hook_keeps_the_file_and_puts_the_index_back(desk: Desk) -> None:
    disturb(desk.top)
    reject_commits(desk.top)
    before = state_of(desk.top)

    done = desk.publish()

    assert done.problem is not None
    assert "Line 9: recieve" in done.problem
    assert "stays written" in done.problem
    assert state_of(desk.top) == before
    assert run_git(desk.top, "status", "--porcelain", "--", PATH) == f"?? {PATH}\n"
    assert (desk.top / PATH).read_bytes() == TEXT.encode()


def test_publish_says_when_a_hook_changed_the_post(desk: Desk) -> None:
    hook = desk.top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nsed -i s/More/Less/ '{PATH}' && echo x > extra && git add -- '{PATH}' extra\n")
    hook.chmod(0o755)

    done = desk.publish()

    assert done.problem is None
    assert "put more into the commit: extra." in " ".join(done.sentences)
    assert "changed the post" in " ".join(done.sentences)
    assert desk.plan().conflict is not None


def detach(top: Path) -> None:
    run_git(top, "switch", "--quiet", "--detach")


def begin_merge(top: Path) -> None:
    run_git(top, "switch", "--quiet", "--create", "other", "HEAD~1")
    run_git(top, "commit", "--quiet", "--allow-empty", "--message=other")
    run_git(top, "switch", "--quiet", "main")
    run_git(top, "merge", "--quiet", "--no-commit", "--no-ff", "other")


def begin_bisect(top: Path) -> None:
    run_git(top, "bisect", "start")


def ignore(top: Path) -> None:
    (top / ".gitignore").write_text("*-working-notes.md\n")


def forget_identity(top: Path) -> None:
    run_git(top, "config", "--unset", "user.email")
    run_git(top, "config", "--global", "--unset", "user.email")


def link_posts(top: Path) -> None:
    (top / "_posts").rename(top.parent / "posts elsewhere")
    (top / "_posts").symlink_to(top.parent / "posts elsewhere")


def link_target(top: Path) -> None:
    (top.parent / "secret").write_text("x")
    (top / PATH).symlink_to(top.parent / "secret")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (detach, "detached HEAD"),
        (begin_merge, "A merge is under way"),
        (begin_bisect, "A bisect is under way"),
        (ignore, "leaves .* out"),
        (forget_identity, "git config --global user.name"),
        (link_posts, "_posts is a symbolic link"),
        (link_target, f"{PATH} is a symbolic link"),
    ],
)
def test_publish_looks_first_and_refuses_with_the_reason(
    desk: Desk, spoil: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EMAIL", raising=False)
    spoil(desk.top)  # type: ignore[operator]
    before = run_git(desk.top, "rev-parse", "HEAD")

    with pytest.raises(PublicationRefusedError, match=words):
        desk.publish()

    assert run_git(desk.top, "rev-parse", "HEAD") == before
    assert not (desk.top / PATH).is_file() or (desk.top / PATH).read_text() == "x"


def test_publish_pushes_exactly_its_commit_and_those_shown(desk: Desk, remote: Path) -> None:
    run_git(desk.top, "commit", "--quiet", "--allow-empty", "--message=earlier")
    assert [line.subject for line in desk.plan().commits] == ["earlier"]

    done = desk.publish(Step.COMMIT_AND_PUSH)

    assert (done.problem, done.is_pushed) == (None, True)
    assert run_git(remote, "log", "-2", "--format=%s", "main") == "Working Notes - 11/12/25\nearlier\n"
    assert desk.plan().standing == "Committed, and origin/main has it."


def test_publish_pushes_later(desk: Desk, remote: Path) -> None:
    desk.publish(Step.COMMIT)
    publication = desk.plan()
    assert publication.can_push
    assert publication.standing == "Committed, on this machine only."

    desk.publish(Step.PUSH, token=publication.token)

    assert run_git(remote, "log", "-1", "--format=%s", "main") == "Working Notes - 11/12/25\n"


def test_publish_of_what_was_only_written_is_no_update(desk: Desk) -> None:
    desk.publish(Step.WRITE)

    desk.publish(Step.COMMIT)
    desk.write(TEXT + "One more.\n")
    desk.publish(Step.COMMIT)

    subjects = run_git(desk.top, "log", "-2", "--format=%s").splitlines()
    assert subjects == ["Update Working Notes - 11/12/25", "Working Notes - 11/12/25"]


def test_publish_keeps_the_commit_when_the_remote_has_moved_on(desk: Desk, remote: Path, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "--quiet", str(remote), "elsewhere")
    run_git(tmp_path / "elsewhere", "commit", "--quiet", "--allow-empty", "--message=elsewhere")
    run_git(tmp_path / "elsewhere", "push", "--quiet")

    done = desk.publish(Step.COMMIT_AND_PUSH)

    assert done.problem is not None
    assert "committed on this machine" in done.problem
    assert "commits that this machine does not have" in done.problem
    assert run_git(remote, "log", "-1", "--format=%s", "main") == "elsewhere\n"

    publish.fetch_upstream(desk.site)

    assert "origin/main is ahead by 1 commit, fetched just now." in plan_at_the_fetch(desk).warnings
    assert desk.plan().standing == "Committed, on this machine only."
    with pytest.raises(PublicationRefusedError, match="1 commit that this machine does not have"):
        desk.publish(Step.PUSH)


def plan_at_the_fetch(desk: Desk) -> Publication:
    """The plan at the moment at which the upstream was fetched."""
    fetched = datetime.fromtimestamp((desk.top / ".git/FETCH_HEAD").stat().st_mtime, UTC)
    return publish.read_publication(desk.db, desk.site, desk.draft(), (), fetched)


def test_publish_without_upstream_commits_but_does_not_push(desk: Desk) -> None:
    with pytest.raises(PublicationRefusedError, match="has no upstream"):
        desk.publish(Step.COMMIT_AND_PUSH)
    assert not (desk.top / PATH).exists()

    assert desk.publish(Step.COMMIT).problem is None


@pytest.fixture
def changed_elsewhere(desk: Desk) -> Desk:
    """A published draft whose file somebody mended in the blog, while the draft was changed too."""
    desk.publish()
    (desk.top / PATH).write_text(TEXT.replace("Intro.", "Their intro."))
    desk.write(TEXT.replace("More.", "My more."))
    return desk


def test_publish_refuses_when_the_blogs_file_changed_and_shows_both(changed_elsewhere: Desk) -> None:
    with pytest.raises(PublicationConflictError) as caught:
        changed_elsewhere.publish()

    assert "My more." in caught.value.mine
    assert "Their intro." in caught.value.theirs
    assert caught.value.merged == TEXT.replace("Intro.", "Their intro.").replace("More.", "My more.")
    assert "Their intro." in (changed_elsewhere.top / PATH).read_text()


def test_publish_refuses_when_head_changed_although_the_file_did_not(changed_elsewhere: Desk) -> None:
    desk = changed_elsewhere
    run_git(desk.top, "commit", "--quiet", "--all", "--message=mended")
    (desk.top / PATH).write_bytes(TEXT.encode())

    with pytest.raises(PublicationConflictError, match="in the blog's last commit"):
        desk.publish()


MERGES = [
    (Choice.MERGED, TEXT.replace("Intro.", "Their intro.").replace("More.", "My more.")),
    (Choice.MINE, TEXT.replace("More.", "My more.")),
    (Choice.THEIRS, TEXT.replace("Intro.", "Their intro.")),
]


@pytest.mark.parametrize(("choice", "text"), MERGES)
def test_publish_merge_goes_into_the_draft_and_then_publishes(
    changed_elsewhere: Desk, choice: Choice, text: str
) -> None:
    desk = changed_elsewhere

    desk.merge(choice)

    assert desk.draft().path.read_text() == text
    assert "Their intro." in (desk.top / PATH).read_text()
    assert desk.publish().problem is None
    assert (desk.top / PATH).read_text() == text


def test_publish_merge_of_the_same_lines_needs_a_choice(changed_elsewhere: Desk) -> None:
    desk = changed_elsewhere
    (desk.top / PATH).write_text(TEXT.replace("More.", "Their more."))

    with pytest.raises(PublicationRefusedError, match="touch the same lines"):
        desk.merge(Choice.MERGED)

    desk.merge(Choice.BOTH)
    assert "My more.\nTheir more.\n" in desk.draft().text


def test_publish_merge_after_a_change_in_head_is_not_asked_again(changed_elsewhere: Desk) -> None:
    desk = changed_elsewhere
    run_git(desk.top, "commit", "--quiet", "--all", "--message=mended")

    desk.merge(Choice.MERGED)

    assert desk.plan().conflict is None
    assert desk.publish().problem is None


def test_publish_merge_of_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(PublicationRefusedError, match="nothing to merge"):
        desk.merge(Choice.MERGED)


@pytest.mark.jekyll
def test_publish_makes_the_address_that_jekyll_makes(desk: Desk) -> None:
    address = desk.plan().address
    desk.publish()

    subprocess.run(["jekyll", "build", "--quiet"], cwd=desk.top, check=True, capture_output=True)

    assert "More." in (desk.top / f"_site{address}.html").read_text()
    assert "More." not in (desk.top / "_site/index.html").read_text().partition("04/12/25")[0]


def test_publish_refreshes_the_index_when_asked(desk: Desk) -> None:
    desk.publish()

    assert memory.refresh_index(desk.db, desk.site, NOW) == 6
    assert memory.refresh_index(desk.db, desk.site, NOW) == 0


def test_publish_commits_in_the_words_of_earlier_commits(desk: Desk) -> None:
    for day in ("12", "13", "14"):
        path = desk.top / "_posts" / f"2025-12-{day}-working-notes.md"
        path.write_text(TEXT.replace("11/12/25", f"{day}/12/25"), encoding="utf-8")
        run_git(desk.top, "add", "--", str(path))
        run_git(desk.top, "commit", "--quiet", f"--message=Publish “Working Notes - {day}/12/25”")
    publication = desk.plan()

    desk.publish()

    assert publication.message_reason == "as in 3 of your last 8 posts"
    assert run_git(desk.top, "log", "-1", "--format=%s") == "Publish “Working Notes - 11/12/25”\n"


def test_publish_counts_what_is_only_to_know_apart(desk: Desk) -> None:
    note = replace(ERROR, check="linked before", level=Level.NOTE)
    counted = [
        publish.read_publication(desk.db, desk.site, desk.draft(), found, NOW).counts_words.rpartition(",")[0]
        for found in ((), (ERROR,), (ERROR, note))
    ]

    assert counted == ["0 to look at", "1 to look at", "1 to look at, 1 to know"]


def test_publish_gives_no_reason_of_the_weekly_notes_for_the_title_of_a_first_essay(desk: Desk) -> None:
    essay = write.begin_essay(desk.db, desk.folder, desk.site, "On maps", NOW.date(), NOW)
    of_essay, of_week = desk.plan(essay.name), desk.plan()

    assert {row.key: row.reason for row in of_essay.rows} == {"layout": "as in all of your last 5 posts", "title": ""}
    assert of_essay.path_reason == ""
    assert all(row.reason for row in of_week.rows)
    assert of_week.path_reason


@pytest.mark.parametrize(
    ("ending", "words", "reason"),
    [
        ("\n", "LF", "as in all of your last 5 posts"),
        ("\r\n", "CRLF", "not LF, as in all of your last 5 posts"),
    ],
)
def test_publish_says_how_lines_end_and_why(desk: Desk, ending: str, words: str, reason: str) -> None:
    desk.write(TEXT.replace("\n", ending))

    publication = desk.plan()

    assert (publication.endings, publication.endings_reason) == (words, reason)
