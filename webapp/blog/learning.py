"""What the blog's posts have in common: learned again only when a post has changed."""

from datetime import tzinfo
from functools import lru_cache

from webapp import conventions, git
from webapp.blog.folder import Blog
from webapp.blog.looking import seen
from webapp.blog.post_files import post_files, posts_of
from webapp.conventions import Choices, Conventions, PostFile


def learn(blog: Blog, *, besides: str | None = None) -> Conventions:
    """Say what the blog's posts have in common, and what the author set; learned again only when a post has changed.

    besides: the path of a post that is left aside.
    """

    def look() -> Conventions:
        posts = posts_of(blog)
        if besides is not None:
            posts = tuple(post for post in posts if post.path != besides)
        return _choose(posts, _separator(blog), blog.config.zone, blog.choices)

    return seen(("learned", blog, besides), look)


def learn_with_commits(blog: Blog) -> Conventions:
    """Say it as `learn` does, and what the commits that added and changed the posts said."""
    return conventions.choose(learned_alone(blog), blog.choices, post_files(blog))


def learned_alone(blog: Blog) -> Conventions:
    """Learn from posts and commits, whatever the author set by hand."""
    posts = post_files(blog)
    learned = _learn_from(tuple(posts), _separator(blog), blog.config.zone)
    return conventions.learn_from_commits(learned, posts, git.read_post_commits(blog.work_tree, blog.posts_path))


def _separator(blog: Blog) -> str:
    return blog.config.excerpt_separator or conventions.DEFAULT_SEPARATOR


@lru_cache(maxsize=4)
def _choose(posts: tuple[PostFile, ...], separator: str, zone: tzinfo | None, choices: Choices) -> Conventions:
    return conventions.choose(_learn_from(posts, separator, zone), choices, posts)


@lru_cache(maxsize=4)
def _learn_from(posts: tuple[PostFile, ...], separator: str, zone: tzinfo | None) -> Conventions:
    return conventions.learn(posts, separator, zone)
