"""Every post opens, whatever its shape; saved unchanged it keeps each byte, and a change changes what it names."""

import re
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest
import round_trips
from flask.testing import FlaskClient

from webapp import archive, blog, drafts, sections
from webapp.blog import Blog
from webapp.database import Database
from webapp.errors import FrontMatterError, PostNotOpenedError

EDITOR = re.compile(r"<form class=\"editor\".*?</form>", re.DOTALL)
HERE = Path(__file__).parent
FRONT = b'---\nlayout: post\ntitle: "One"\n---\n\n'
BODY = b"Intro.\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n"
ODD: dict[str, bytes] = {
    "2025-01-01-no-front-matter.md": BODY,
    "2025-01-02-toml.md": b'+++\ntitle = "One"\ndate = 2025-01-02\n+++\n\n' + BODY,
    "2025-01-03-broken-yaml.md": b"---\ntitle: Notes: one\n---\n\n" + BODY,
    "2025-01-04-unclosed.md": b"---\ntitle: One\n\n" + BODY,
    "2025-01-05-mark.md": b"\xef\xbb\xbf" + FRONT + BODY,
    "2025-01-06-mark-alone.md": b"\xef\xbb\xbf" + BODY,
    "2025-01-07-cr.md": (FRONT + BODY).replace(b"\n", b"\r"),
    "2025-01-08-crlf.md": (FRONT + BODY).replace(b"\n", b"\r\n"),
    "2025-01-09-mixed.md": FRONT.replace(b"\n", b"\r\n") + b"A.\rB.\n\r\n## One\r\n\nFirst.\n\r## Two\r\r\nSecond.",
    "2025-01-10-no-final-newline.md": (FRONT + BODY).rstrip(b"\n"),
    "2025-01-11-blanks.md": FRONT + b"Intro. \n \t\n## One \n\nFirst.  \n   \n\n\n## Two\t\n \nSecond. \t\n\n\n",
    "2025-01-12-empty.md": b"",
    "2025-01-13-front-matter-alone.md": b"---\n---",
    "2025-01-14-only-newlines.md": b"\n\n\r\n",
    "2025-01-15-glued.md": FRONT + b"Intro.\n## One\nFirst.\n## Two\nSecond.\n<!--more-->\n## Three\n## Four",
    "2025-01-16-fold-in-line.md": FRONT + b"Intro.<!--more--> \n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n",
    "2025-01-17-nul.md": FRONT + b"A\0B\n\n## One\n\nC\0\n\n## Two\n\n\0\n",
    "2025-01-18-separators.md": FRONT + "A\u2028B\x0c\n\n## One\x85\n\nC\u2029\x0b\n\n## Two\n\n\x1cD\n".encode(),
    "2025-01-19-entities.md": FRONT + b"&amp; &lt; </textarea> <!-- ]]>\n\n## <b>One</b>\n\n&#10;\n\n## Two\n\n-->\n",
    "2025-01-20-leading-lines.md": b"---\ntitle: One\n---\n\n\n\n\nIntro.\n\n## One\n\n\n\nFirst.\n\n## Two\n",
    "2025-01-21-liquid.md": FRONT
    + b"{% highlight text %}\n<a>\n## No heading\n{% endhighlight %}\n\n## One\n\nFirst.\n\n## Two\n\n{% raw %}\n",
    "2025-01-22-dots.md": b"---\ntitle: One\n...\n" + BODY,
    "2025-01-23-twice.md": b"---\ntitle: One\ntitle: Two\n---\n" + BODY,
    "2025-01-24-\xc3\xa9t\xc3\xa9.markdown".encode("latin-1").decode(): FRONT + "Été 🙂\n\n## Où\n".encode(),
    "2025-01-26-two-folds.md": FRONT
    + b"A.\n<!--more-->\n<!--more-->\n\n## One\n\nB.<!--more-->\n\n<!--more-->\n## Two\n",
    "working notes 0801.md": FRONT + BODY,
    "26-08-24-two-digits.md": FRONT + BODY,
    "2025-01-25-colon: in its name.md": FRONT + BODY,
    "deeper/2025-01-01-no-front-matter.md": BODY + b"\nAnother.\n",
}
OURS = {path.name: path.read_bytes() for path in sorted((HERE / "posts").glob("*.m*"))}
CHECKED = {path.name: path.read_bytes() for path in sorted((HERE / "cases" / "checks").glob("*.md"))}
POSTS = ODD | OURS | CHECKED


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    """The sample blog with all these posts."""
    return with_posts(sample_blog, POSTS)


def with_posts(folder: Path, posts: dict[str, bytes]) -> Blog:
    for name, content in posts.items():
        path = folder / "_posts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return blog.find_blog(folder)


def test_every_post_opens_and_saved_unchanged_keeps_every_byte(db: Database, data_folder: Path, site: Blog) -> None:
    changed = []
    for name, content in POSTS.items():
        post = round_trips.open_post(db, data_folder, site, f"_posts/{name}")
        opened = post.content
        round_trips.save_unchanged(post)
        changed += [name] if not opened == post.content == content else []

    assert changed == []


def test_title_changes_and_nothing_else(site: Blog) -> None:
    refused, kept = [], {}
    for name, content in POSTS.items():
        try:
            kept[name] = round_trips.retitle(content.decode()) is not None
        except FrontMatterError:
            refused.append(name)

    assert all(kept.values())
    assert len(kept) > len(OURS)
    assert sorted(set(refused) & set(ODD)) == [
        "2025-01-01-no-front-matter.md",
        "2025-01-02-toml.md",
        "2025-01-03-broken-yaml.md",
        "2025-01-04-unclosed.md",
        "2025-01-06-mark-alone.md",
        "2025-01-07-cr.md",
        "2025-01-12-empty.md",
        "2025-01-14-only-newlines.md",
        "2025-01-23-twice.md",
        "deeper/2025-01-01-no-front-matter.md",
    ]


def test_sections_swapped_keep_their_structure_and_come_back(db: Database, data_folder: Path, site: Blog) -> None:
    trouble, swaps = [], 0
    for name in POSTS:
        post = round_trips.open_post(db, data_folder, site, f"_posts/{name}")
        for at, found in round_trips.swap_all(post):
            swaps += 1
            trouble += [(name, at, found)] if found and not found.startswith(round_trips.REFUSED) else []

    assert trouble == []
    assert swaps > len(ODD)


def test_posts_of_one_name_open_beside_each_other(db: Database, data_folder: Path, site: Blog) -> None:
    name = "2025-01-01-no-front-matter.md"
    first = archive.open_post(db, data_folder, site, f"_posts/{name}", round_trips.NOW)

    second = archive.open_post(db, data_folder, site, f"_posts/deeper/{name}", round_trips.NOW)

    assert (first.name, second.name) == (name, "2025-01-01-no-front-matter-2.md")
    assert first.post_name == second.post_name == name
    assert drafts.read_draft(db, data_folder, second.name).blog_path == f"_posts/deeper/{name}"


def test_post_that_is_not_utf8_says_where(db: Database, data_folder: Path, site: Blog) -> None:
    path = site.posts_folder / "2025-01-26-latin.md"
    path.write_bytes(FRONT + "Café\n".encode("latin-1"))

    with pytest.raises(PostNotOpenedError, match=r"2025-01-26-latin\.md is not UTF-8 text \(line 6 "):
        archive.open_post(db, data_folder, site, "_posts/2025-01-26-latin.md", round_trips.NOW)

    assert not (data_folder / path.name).exists()


def test_form_of_the_page_sent_back_as_it_came_changes_nothing(
    blog_client: FlaskClient, data_folder: Path, sample_blog: Path
) -> None:
    site = with_posts(sample_blog, ODD)
    for name, content in ODD.items():
        opened = blog_client.post("/posts/open", data={"path": f"_posts/{name}"})
        here = opened.headers["Location"]
        for position in range(len(sections.split(content.decode(), site.config.excerpt_separator).sections)):
            given = given_by(blog_client.get(f"{here}?section={position}").text)
            assert blog_client.post(f"{here}/save", data=given).status_code == 303

        assert (data_folder / unquote(here.removeprefix("/desk/"))).read_bytes() == content, name
        assert {blog_client.get(f"{here}/{page}").status_code for page in ("preview/frame", "publish")} == {200}, name


def given_by(page: str) -> dict[str, str]:
    """What a browser posts with the editor's form when nothing was typed."""
    form = EDITOR.search(page)
    assert form is not None
    fields = html5lib.parseFragment(form[0], namespaceHTMLElements=False)
    given = {field.get("name"): field.get("value") for field in fields.iter("input") if field.get("name")}
    return given | {"text": round_trips.as_posted(fields.find(".//textarea").text or "")}
