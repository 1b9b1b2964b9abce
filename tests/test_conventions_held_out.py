"""Held out, a post is predicted from those before it: its front matter and its file name."""

import pytest
from held_out import Blog, knowable, predicted, predicted_name, predictions, read_blogs

from webapp.conventions.slugs import is_clean

BLOGS = read_blogs()
LENGTH = 20  # posts of each blog


@pytest.mark.parametrize("blog", BLOGS, ids=lambda blog: blog.name)
def test_conventions_write_the_front_matter_that_the_author_wrote(blog: Blog) -> None:
    for post, series in predictions(blog):
        assert predicted(post, series) == knowable(post.block, post.marks), post.file.name


@pytest.mark.parametrize("blog", BLOGS, ids=lambda blog: blog.name)
def test_conventions_name_the_file_as_the_author_did_or_better(blog: Blog) -> None:
    for post, series in predictions(blog):
        name = predicted_name(post, series)

        assert name == post.file.name or ("name" in post.marks and is_clean(name[11:].rpartition(".")[0]))


def test_conventions_are_tried_on_blogs_of_their_own_styles() -> None:
    assert len(BLOGS) >= 3
    assert all(len(blog.posts) == LENGTH for blog in BLOGS)
    assert all(sum("new" not in post.marks for post in blog.posts) >= LENGTH / 2 for blog in BLOGS)
