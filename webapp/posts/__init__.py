"""The index of what the blog has published: each post's title, day, links and sections. It can be rebuilt."""

from webapp.posts.contents import links_of, title_from_name, title_of, words_of
from webapp.posts.indexing import refresh
from webapp.posts.reading import list_posts, posts_linking, uses_of
from webapp.posts.searching import find_headings, find_sections, fold, rare_words
from webapp.posts.values import DatedFile, Post, PostLink, PostSection, Use

__all__ = [
    "DatedFile",
    "Post",
    "PostLink",
    "PostSection",
    "Use",
    "find_headings",
    "find_sections",
    "fold",
    "links_of",
    "list_posts",
    "posts_linking",
    "rare_words",
    "refresh",
    "title_from_name",
    "title_of",
    "uses_of",
    "words_of",
]
