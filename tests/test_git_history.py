"""What earlier commits said about posts, read by the author's own git."""

import subprocess
from pathlib import Path

from webapp import blog, git
from webapp.conventions import PostCommit

CONFIG = 'permalink: /:title\nexcerpt_separator: "<!--more-->"\n'


def commit(top: Path, subject: str, **files: str) -> None:
    for name, text in files.items():
        (top / "_posts" / f"2025-12-{name[1:]}-notes.md").write_text(text, encoding="utf-8")
    for arguments in (["add", "."], ["commit", "--quiet", f"--message={subject}"]):
        subprocess.run(["git", *arguments], cwd=top, check=True)


def repository(top: Path) -> Path:
    (top / "_posts").mkdir(parents=True)
    (top / "_config.yml").write_text(CONFIG, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", str(top)], check=True)
    return top


def titled(title: str, text: str = "Text.\n") -> str:
    return f'---\nlayout: post\ntitle: "{title}"\n---\n\n{text}'


def test_history_tells_added_changed_and_renamed_posts_apart(tmp_path: Path) -> None:
    top = repository(tmp_path / "blog")
    commit(top, "Add “one”\n\nWith a body.", d04=titled("One", "Words that stay.\n" * 9))
    (top / "other.md").write_text("x", encoding="utf-8")
    commit(top, "Not of a post")
    commit(top, "Mend one", d04=titled("One", "Words that stay.\n" * 10))
    subprocess.run(["git", "mv", "_posts/2025-12-04-notes.md", "_posts/2025-12-05-notes.md"], cwd=top, check=True)
    commit(top, "Rename one")

    commits = git.read_post_commits(top, ("_posts",))

    old, new = "_posts/2025-12-04-notes.md", "_posts/2025-12-05-notes.md"
    assert commits == (
        PostCommit("Rename one", (), (new,), ((old, new),)),
        PostCommit("Mend one", (), (old,)),
        PostCommit("Add “one”", (old,), ()),
    )


def test_history_of_a_repository_without_commits_is_empty(tmp_path: Path) -> None:
    assert git.read_post_commits(repository(tmp_path / "blog"), ("_posts",)) == ()


def test_history_is_read_again_after_the_next_commit(tmp_path: Path) -> None:
    top = repository(tmp_path / "blog")
    commit(top, "Add One", d04=titled("One"))
    first = git.read_post_commits(top, ("_posts",))

    commit(top, "Add Two", d11=titled("Two"))

    assert [each.subject for each in git.read_post_commits(top, ("_posts",))] == ["Add Two", "Add One"]
    assert [each.subject for each in first] == ["Add One"]


def test_history_of_a_blog_gives_the_message_of_the_next_post(tmp_path: Path) -> None:
    top = repository(tmp_path / "blog")
    commit(top, "New: Notes 04/12/25", d04=titled("Notes 04/12/25"))
    commit(top, "New: Notes 11/12/25", d11=titled("Notes 11/12/25"))

    messages = blog.learn_with_commits(blog.find_blog(top)).weekly.messages

    assert messages.write("Notes 18/12/25", "2025-12-18-notes.md", is_update=False) == "New: Notes 18/12/25"
    assert messages.reason(is_update=False) == "as in all of your last 2 posts"
