"""A page looks at the blog once; what is written while it is made is seen by the next one."""

from pathlib import Path

from webapp import blog

TEXT = '---\nlayout: post\ntitle: "Working Notes - 18/12/25"\n---\n\nText.\n'


def add_post(site: blog.Blog) -> None:
    (site.posts_folder / "2025-12-18-working-notes.md").write_text(TEXT, encoding="utf-8")


def test_looking_once_sees_the_blog_as_it_was_at_first(sample_blog: Path) -> None:
    site = blog.find_blog(sample_blog)

    with blog.look_once():
        before = blog.post_files(site), blog.learn(site), blog.taken_addresses(site), blog.post_paths(site)
        add_post(site)
        after = blog.post_files(site), blog.learn(site), blog.taken_addresses(site), blog.post_paths(site)

    assert after == before
    assert len(blog.post_files(site)) == len(before[0]) + 1
    assert len(blog.learn(site).weekly.days) == len(before[1].weekly.days) + 1


def test_looking_once_ends_where_it_ends_and_holds_for_nobody_else(sample_blog: Path) -> None:
    site = blog.find_blog(sample_blog)
    count = len(blog.post_files(site))

    with blog.look_once():
        blog.post_files(site)
    add_post(site)
    with blog.look_once():
        assert len(blog.post_files(site)) == count + 1


def test_looking_once_tells_one_post_left_aside_from_another(sample_blog: Path) -> None:
    site = blog.find_blog(sample_blog)
    newest, older = blog.newest_posts(site)[:2]

    with blog.look_once():
        days = [blog.learn(site, besides=path).weekly.days for path in (newest.path, older.path, None)]

    assert len({frozenset(each) for each in days}) == 3
