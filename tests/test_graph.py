"""What the posts link to: counted over all of them, with where and when."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from conftest import TODAY
from flask.testing import FlaskClient

from webapp import blog, capture, graph, links, memory, posts
from webapp.blog import Blog
from webapp.database import Database
from webapp.graph import Graph
from webapp.links import Details
from webapp.posts import Found

NAMES = {
    "2025-10-02-first.md": """\
---
title: First
---
[A paper](https://arxiv.org/abs/2501.00001), [Ada](https://x.com/Ada/status/1) and [mine](https://notes.example/2025-10-02/none).

## One

[Ada's code](https://github.com/ada/engine)
""",
    "2025-10-09-second.md": """\
---
title: Second
---
[Again](https://arxiv.org/pdf/2501.00001v2), as [before](/2025-10-02/first), and [more](https://x.com/ada/status/2).

## Two

[The first]({% post_url 2025-10-02-first %}), [too]({{ site.baseurl }}/2025-10-02/first#one).
""",
    "2025-10-16-third.md": """\
---
title: Third
---
[Twice](https://arxiv.org/abs/2501.00001) [in one](https://arxiv.org/abs/2501.00001#x). [Second](2025-10-09/second)
[Second](../2025-10-09/second) [file]({% link _posts/2025-10-02-first.md %}) [absolute](https://notes.example/2025-10-09/second)
[self](/2025-10-16/third) [page](/about) ![img](/a.png) [mail](mailto:a@example.org)
""",
}


@pytest.fixture
def site(db: Database, sample_blog: Path) -> Blog:
    """A blog of these three posts, as the index has it."""
    for path in (sample_blog / "_posts").iterdir():
        path.unlink()
    for name, text in NAMES.items():
        (sample_blog / "_posts" / name).write_text(text)
    config = sample_blog / "_config.yml"
    config.write_text(f"{config.read_text()}\nurl: https://notes.example\n")
    found = blog.find_blog(sample_blog)
    memory.refresh_index(db, found, TODAY)
    return found


def read(db: Database, site: Blog) -> Graph:
    return graph.read_graph(db, site, date(2025, 12, 11))


def test_graph_counts_sites_without_the_blogs_own(db: Database, site: Blog) -> None:
    assert [(row.name, row.links, row.posts, row.last) for row in read(db, site).sites] == [
        ("arxiv.org", 4, 3, "16 October"),
        ("x.com", 2, 2, "9 October"),
        ("github.com", 1, 1, "2 October"),
    ]


def test_graph_counts_people_by_the_saved_author_else_by_the_address(db: Database, site: Blog) -> None:
    before = [(row.name, row.links) for row in read(db, site).people]
    capture.save_link(
        db, "https://arxiv.org/abs/2501.00001", details=Details(author="Grace Hopper"), title="A paper", now=TODAY
    )

    assert before == [("@ada on X", 2)]
    assert [(row.name, row.links) for row in read(db, site).people] == [("Grace Hopper", 4), ("@ada on X", 2)]


def test_graph_forgets_the_author_of_a_link_that_was_removed(db: Database, site: Blog) -> None:
    saved = capture.save_link(db, "https://arxiv.org/abs/2501.00001", details=Details(author="Grace"), now=TODAY)
    links.set_removed(db, saved.link.id, is_removed=True, now=TODAY)

    assert [row.name for row in read(db, site).people] == ["@ada on X"]


def test_graph_lists_pages_of_several_posts_with_each_place(db: Database, site: Blog) -> None:
    (row,) = read(db, site).repeated

    assert (row.text, row.address, row.number) == ("Twice", "https://arxiv.org/abs/2501.00001", "3 posts")
    assert [(place.day, place.title) for place in row.places] == [
        ("16 October", "Third"),
        ("9 October", "Second"),
        ("2 October", "First"),
    ]


def test_graph_follows_own_links_however_they_are_written(db: Database, site: Blog) -> None:
    first, second = read(db, site).own

    assert (first.title, [(place.title, place.heading) for place in first.places]) == (
        "First",
        [("Third", ""), ("Second", ""), ("Second", "Two"), ("Second", "Two")],
    )
    assert (second.title, [place.title for place in second.places]) == ("Second", ["Third"] * 2)


def test_posts_that_link_here_are_found_for_one_post(db: Database, site: Blog) -> None:
    (found,) = posts.linked_posts(db, 10, "_posts/2025-10-09-second.md")

    assert {use.path for use in found.uses} == {"_posts/2025-10-16-third.md"}
    assert posts.linked_posts(db, 10, "_posts/2025-10-16-third.md") == []


def test_post_says_which_others_link_to_it(blog_client: FlaskClient, site: Blog) -> None:
    linked = unescape(blog_client.get("/posts/read?path=_posts/2025-10-02-first.md").text)
    alone = unescape(blog_client.get("/posts/read?path=_posts/2025-10-16-third.md").text)

    assert "Linked from your post of" in linked
    assert "/posts/read?path=_posts/2025-10-09-second.md#post-two" in linked
    assert "Linked from your post of" not in alone


def test_graph_page_shows_it_all_and_asks_no_server(blog_client: FlaskClient, db: Database, site: Blog) -> None:
    page = unescape(blog_client.get("/posts/links").text)

    assert all(words in page for words in ("arxiv.org", "@ada on X", "3 posts", "linked in", "Look now"))
    assert posts.count_visits(db).waiting == 0


def test_graph_page_is_calm_where_nothing_is_known(blog_client: FlaskClient) -> None:
    page = blog_client.get("/posts/links").text

    assert "No post links to another site yet." in page
    assert "Look now" not in page


def test_graph_page_asks_the_database_as_often_whatever_it_shows(
    blog_client: FlaskClient, db: Database, site: Blog
) -> None:
    counts = []
    for _ in range(2):
        asked: list[str] = []
        db.conn.set_trace_callback(asked.append)
        read(db, site)
        counts.append(len(asked))
        posts.ask_for_visits(db)
        for page in posts.waiting_visits(db, 50):
            posts.keep_visit(db, page.address_key, Found.GONE, "It is gone.", TODAY)

    assert counts == [6, 6]


def test_visits_are_asked_for_kept_and_stopped(blog_client: FlaskClient, db: Database, site: Blog) -> None:
    answer = blog_client.post("/posts/links/visits")
    waiting = posts.waiting_visits(db, 50)
    posts.keep_visit(db, waiting[0].address_key, Found.THERE, "", TODAY)
    posts.keep_visit(db, waiting[1].address_key, Found.GONE, "x.com answered with 404 Not Found.", TODAY)
    under_way = unescape(blog_client.get("/posts/links").text)
    blog_client.post("/posts/links/visits/stop")
    visits = posts.count_visits(db)

    assert answer.status_code == 303
    assert len(waiting) == visits.pages
    assert f"2 of {len(waiting)} pages looked at" in under_way
    assert (visits.waiting, visits.there, visits.missing) == (0, 1, 1)
    (missing,) = read(db, site).still_there.missing
    assert (missing.found, missing.reason, missing.day) == ("Gone", "x.com answered with 404 Not Found.", "11 December")
    assert [place.title for place in missing.places]


def test_visits_are_followed_on_the_page_until_all_are_done(blog_client: FlaskClient, db: Database, site: Blog) -> None:
    where = "/posts/links/visits"
    blog_client.post(where)
    under_way = blog_client.get(where, headers={"HX-Request": "true"}).text
    for page in posts.waiting_visits(db, 50):
        posts.keep_visit(db, page.address_key, Found.GONE, "It is gone.", TODAY)
    done = blog_client.get(where, headers={"HX-Request": "true"}).text

    assert f'hx-get="{where}"' in under_way
    assert "0 of" in under_way
    assert "hx-get" not in done
    assert done.count("It is gone.") == posts.count_visits(db).pages
    assert blog_client.get(where).headers["Location"] == "/posts/links#missing"


def test_visits_asked_for_again_look_at_all_pages_again(db: Database, site: Blog) -> None:
    first = posts.ask_for_visits(db)
    for page in posts.waiting_visits(db, 50):
        posts.keep_visit(db, page.address_key, Found.THERE, "", TODAY)

    assert posts.ask_for_visits(db) == first == posts.count_visits(db).pages


def test_visits_asked_for_again_go_on_where_some_wait(db: Database, site: Blog) -> None:
    first = posts.ask_for_visits(db)
    posts.keep_visit(db, posts.waiting_visits(db, 1)[0].address_key, Found.THERE, "", TODAY)

    assert posts.ask_for_visits(db) == first - 1


def test_visit_that_ends_after_it_was_stopped_is_not_kept(db: Database, site: Blog) -> None:
    posts.ask_for_visits(db)
    page = posts.waiting_visits(db, 1)[0]
    posts.stop_visits(db)

    posts.keep_visit(db, page.address_key, Found.GONE, "gone", TODAY)

    assert posts.count_visits(db).missing == 0
