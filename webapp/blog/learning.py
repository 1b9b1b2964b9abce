"""What the blog's posts have in common: learned again only when a post has changed."""

from datetime import tzinfo
from functools import lru_cache

from webapp import conventions, git
from webapp.blog.folder import Blog
from webapp.blog.looking import seen
from webapp.blog.post_files import post_files, posts_of
from webapp.conventions import Choices, Conventions, PostCommit, PostFile


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
    return conventions.learn_from_commits(learned, posts, _commits(blog, posts))


def _commits(blog: Blog, posts: list[PostFile]) -> tuple[PostCommit, ...]:
    folders = {conventions.folder_of(post.path) for post in posts} | {blog.posts_path}
    return git.read_post_commits(blog.work_tree, tuple(sorted(folders)))


def path_for(blog: Blog, name: str, text: str) -> str:
    """Say which path a new post will have: in the folder of posts that all others of its kind lie in, if there is one.

    name: of its file. text: all of it, which says the kind.
    """
    return blog.post_path(name, learn(blog).kind_of(PostFile(name, text, name)).folder)


def _separator(blog: Blog) -> str:
    return blog.config.excerpt_separator or conventions.DEFAULT_SEPARATOR


@lru_cache(maxsize=4)
def _choose(posts: tuple[PostFile, ...], separator: str, zone: tzinfo | None, choices: Choices) -> Conventions:
    return conventions.choose(_learn_from(posts, separator, zone), choices, posts)


@lru_cache(maxsize=4)
def _learn_from(posts: tuple[PostFile, ...], separator: str, zone: tzinfo | None) -> Conventions:
    return conventions.learn(posts, separator, zone)
