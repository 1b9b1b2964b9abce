"""Posts in folders of their own: listed, remembered, learned from, edited and published where they lie."""

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from webapp import archive, blog, check, drafts, memory, posts, publish, write
from webapp.archive import Row, Wanted
from webapp.blog import Blog
from webapp.building import Builder
from webapp.conventions import ESSAY, Choice, Choices
from webapp.database import Database
from webapp.errors import DraftExistsError
from webapp.publish import Step

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
POST = "---\ntitle: x\n---\n\nText.\n"
BOAT, BRIDGE = "news/_posts/2025-11-12-boat.md", "news/_posts/2025-11-26-bridge.md"


def put(path: Path, text: str = POST) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    """The sample blog with two posts of news, in a folder of their own, and with addresses that begin with it."""
    config = sample_blog / "_config.yml"
    put(config, config.read_text(encoding="utf-8").replace("permalink: /", "permalink: /:categories/"))
    for day, title in (("2025-11-12", "A boat"), ("2025-11-26", "A bridge")):
        text = f"---\nlayout: news\ntitle: {title}\nplace: here\n---\n\nOf [{title}](https://news.example/{day}).\r\n"
        put(sample_blog / "news/_posts" / f"{day}-{title.split()[1]}.md", text)
    subprocess.run(["git", "add", "news"], cwd=sample_blog, check=True)
    subprocess.run(["git", "commit", "--quiet", "--message=News"], cwd=sample_blog, check=True)
    return blog.find_blog(sample_blog)


FERRY = "---\nlayout: news\ntitle: A ferry\nplace: here\n---\n\nText.\n"


def listed(db: Database, folder: Path, site: Blog, query: str = "") -> tuple[Row, ...]:
    """The first page of posts."""
    return archive.list_archive(db, folder, site, archive.read_posts(db, site), Wanted(query=query), NOW.date()).rows


@pytest.mark.parametrize("is_indexed", [False, True])
def test_posts_in_folders_are_listed_at_their_addresses(
    db: Database, data_folder: Path, site: Blog, is_indexed: bool
) -> None:
    if is_indexed:
        memory.refresh_index(db, site, NOW)

    rows = {row.path: row for row in listed(db, data_folder, site)}

    assert len(rows) == 7
    assert (rows[BRIDGE].title, rows[BRIDGE].address) == ("A bridge", "/news/2025-11-26/bridge")


def test_posts_in_folders_are_searched_and_remembered_by_what_they_link(
    db: Database, data_folder: Path, site: Blog
) -> None:
    assert memory.refresh_index(db, site, NOW) == 7

    assert [row.path for row in listed(db, data_folder, site, "boat")] == [BOAT]
    assert [row.path for row in listed(db, data_folder, site, "tag:news")] == [BRIDGE, BOAT]
    key = "https://news.example/2025-11-26"
    assert [use.path for use in posts.uses_of(db, [key])[key]] == [BRIDGE]


def test_index_forgets_the_posts_of_a_folder_that_is_excluded(db: Database, site: Blog) -> None:
    memory.refresh_index(db, site, NOW)
    config = site.root / "_config.yml"
    put(config, f"{config.read_text(encoding='utf-8')}\nexclude: [news]\n")

    memory.refresh_index(db, blog.find_blog(site.root), NOW)

    assert len(posts.list_indexed(db)) == 5


def test_links_between_posts_in_folders_are_known(db: Database, site: Blog) -> None:
    tags = "[a]({% post_url news/2025-11-12-boat %}) [b]({{ site.baseurl }}{% link news/_posts/2025-11-26-bridge.md %})"
    put(site.posts_folder / "2025-12-09-links.md", f"---\ntitle: Links\n---\n\n{tags}\n")

    memory.refresh_index(db, site, NOW)

    assert {each.path for each in posts.linked_posts(db, 9)} >= {BOAT, BRIDGE}


def test_post_in_a_folder_is_edited_and_published_where_it_lies(db: Database, data_folder: Path, site: Blog) -> None:
    content = (site.work_tree / BOAT).read_bytes()
    draft = archive.open_post(db, data_folder, site, BOAT, NOW)
    unchanged = publish.read_publication(db, site, draft, (), NOW)
    draft.path.write_bytes(content.replace(b"Of [", b"On ["))

    draft = drafts.read_draft(db, data_folder, draft.name)
    plan = publish.read_publication(db, site, draft, (), NOW)
    done = publish.publish_draft(db, site, draft, (), NOW, step=Step.COMMIT)

    assert (unchanged.is_committed, unchanged.diff) == (True, ())
    assert (plan.path, plan.address, done.problem) == (BOAT, "/news/2025-11-12/boat", None)
    shown = subprocess.run(
        ["git", "show", "--format=", "--numstat"], cwd=site.work_tree, capture_output=True, check=True
    )
    assert shown.stdout == f"1\t1\t{BOAT}\n".encode()
    assert (site.work_tree / BOAT).read_bytes() == content.replace(b"Of [", b"On [")


def test_posts_of_one_name_in_two_folders_are_both_open(db: Database, data_folder: Path, site: Blog) -> None:
    name = "2025-12-04-working-notes.md"
    put(site.root / "news/_posts" / name)

    opened = [archive.open_post(db, data_folder, site, path, NOW) for path in (f"_posts/{name}", f"news/_posts/{name}")]

    assert [draft.text for draft in opened] == [
        (site.work_tree / path).read_bytes().decode() for path in (f"_posts/{name}", f"news/_posts/{name}")
    ]
    assert opened[0].name != opened[1].name


@pytest.mark.parametrize(("block", "taken"), [("categories: News", [BRIDGE]), ("categories: views", [])])
def test_address_that_a_post_in_a_folder_has_is_taken(site: Blog, block: str, taken: list[str]) -> None:
    path = site.posts_folder / "2025-11-26-bridge.md"
    put(path, f"---\ntitle: x\n{block}\n---\n\nText.\n")

    found = [finding.message for finding in check.check_file(path, site, NOW) if finding.check == "address"]

    assert [BRIDGE in message for message in found] == [True for _ in taken]


def test_file_that_lies_in_no_folder_of_posts_has_no_categories_of_its_folders(site: Blog) -> None:
    name = "2025-12-11-ferry.md"

    assert blog.address_of(site, name, {}, f"waiting/{name}") == "/2025-12-11/ferry"


def test_new_post_goes_where_all_of_its_kind_lie(db: Database, data_folder: Path, site: Blog) -> None:
    essay = write.begin_essay(db, data_folder, site, "A ferry", date(2025, 12, 11), NOW)
    weekly = blog.path_for(
        site, "2025-12-11-working-notes.md", '---\nlayout: post\ntitle: "Working Notes - 11/12/25"\n---\n'
    )

    plan = publish.read_publication(db, site, essay, (), NOW)
    publish.publish_draft(db, site, essay, (), NOW, step=Step.COMMIT)

    assert (plan.path, plan.path_reason) == (
        f"news/_posts/{essay.name}",
        "in this folder, as in all of your last 2 posts",
    )
    assert (site.work_tree / plan.path).read_bytes() == essay.text.encode()
    assert weekly == "_posts/2025-12-11-working-notes.md"


@pytest.mark.parametrize(
    ("folder", "path", "reason"),
    [
        ("_posts", "_posts/2025-12-11-ferry.md", ""),
        ("a/b/_posts/", "a/b/_posts/2025-12-11-ferry.md", "in this folder, set by you"),
    ],
)
def test_new_post_goes_to_the_folder_that_was_set_by_hand(
    db: Database, data_folder: Path, site: Blog, folder: str, path: str, reason: str
) -> None:
    site = blog.find_blog(site.root, Choices((Choice(ESSAY, "folder", folder),)))
    draft = drafts.create_draft(db, data_folder, "2025-12-11-ferry.md", FERRY, now=NOW)

    plan = publish.read_publication(db, site, draft, (), NOW)
    publish.publish_draft(db, site, draft, (), NOW, step=Step.COMMIT)

    assert (plan.path, plan.path_reason if reason else "") == (path, reason)
    assert (site.work_tree / path).read_text(encoding="utf-8") == FERRY


def test_new_post_goes_to_the_sites_own_folder_where_its_kind_lies_in_two(site: Blog) -> None:
    put(
        site.root / "views/_posts/2025-12-01-tower.md", "---\nlayout: news\ntitle: A tower\nplace: here\n---\n\nText.\n"
    )

    path = blog.path_for(site, "2025-12-11-ferry.md", "---\nlayout: news\ntitle: A ferry\nplace: here\n---\n")

    assert path == "_posts/2025-12-11-ferry.md"


def test_new_post_takes_no_name_that_its_folder_has(db: Database, data_folder: Path, site: Blog) -> None:
    put(site.root / "news/_posts/2025-12-11-ferry.md", "---\nlayout: news\ntitle: A ferry\nplace: here\n---\n\nText.\n")

    with pytest.raises(DraftExistsError, match="news/_posts"):
        write.begin_essay(db, data_folder, site, "Ferry", date(2025, 12, 11), NOW)


def test_commits_of_posts_in_folders_are_learned_from(site: Blog) -> None:
    for day in ("13", "14", "15"):
        path = site.root / f"news/_posts/2025-11-{day}-story.md"
        put(path, f"---\nlayout: news\ntitle: Story {day}\nplace: here\n---\n\nText.\n")
        subprocess.run(["git", "add", "news"], cwd=site.root, check=True)
        subprocess.run(["git", "commit", "--quiet", f"--message=News: Story {day}"], cwd=site.root, check=True)

    learned = blog.learn_with_commits(site).essay.messages

    assert learned.adding.value == "News: {title}"


@pytest.mark.jekyll
def test_draft_of_a_folder_is_built_where_its_page_is_then_found(db: Database, data_folder: Path, site: Blog) -> None:
    draft = archive.open_post(db, data_folder, site, BOAT, NOW)
    builder = Builder()

    builder.begin(site, draft, data_folder)
    builder.wait(60)

    assert "news.example" in builder.look(draft).page


def test_posts_that_jekyll_passes_over_are_listed_as_such_and_open_with_every_byte(
    db: Database, data_folder: Path, site: Blog
) -> None:
    old, marked, spared = "_posts/_old/2025-01-02-old.md", "news/_posts/_2025-01-03-later.md", "_posts/2025-01-04-no.md"
    config = site.root / "_config.yml"
    put(config, config.read_text(encoding="utf-8") + "exclude: [_posts/2025-01-04-no.md]\n")
    site = blog.find_blog(site.root)
    for path in (old, marked, spared, "_posts/.#2025-01-05-locked.md"):
        put(site.root / path, "---\r\ntitle: x\n---\n\nText")
    memory.refresh_index(db, site, NOW)

    asked = Wanted(show="left-out")
    rows = archive.list_archive(db, data_folder, site, archive.read_posts(db, site), asked, NOW.date()).rows
    opened = [archive.open_post(db, data_folder, site, path, NOW) for path in (old, marked, spared)]

    assert {row.path for row in rows} == {old, marked, spared}
    assert {row.reason.partition(":")[0] for row in rows} == {"Jekyll leaves it out"}
    assert {draft.path.read_bytes() for draft in opened} == {b"---\r\ntitle: x\n---\n\nText"}
    assert not {row.path for row in listed(db, data_folder, site)} & {old, marked, spared}
