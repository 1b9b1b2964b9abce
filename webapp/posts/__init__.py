"""The memory: an index of what the blog has published, which can be rebuilt from the blog at any time.

Posts with their sections, words, links and the sentences round them, images and tags.
"""

from webapp.phrases import fold
from webapp.posts.contents import keys_in, keys_of, read_contents, title_of, words_of
from webapp.posts.finding import Asked, FoundPost, FoundPosts, search_posts
from webapp.posts.graph import (
    LinkedPost,
    Often,
    Repeated,
    linked_posts,
    linked_twice,
    most_linked_people,
    most_linked_sites,
)
from webapp.posts.indexing import Known, count_words, forget, forget_all, keep_head, read_known, refresh, update
from webapp.posts.phrasing import find_linked_phrases, find_texts
from webapp.posts.reading import count_all, list_indexed, list_indexed_with_versions, list_posts, posts_linking, uses_of
from webapp.posts.searching import find_headings, find_sections, rare_words
from webapp.posts.telling import Told, tell
from webapp.posts.values import (
    Contents,
    DatedFile,
    Held,
    LinkedPhrase,
    Post,
    PostLink,
    PostSection,
    Rules,
    Use,
    Version,
)
from webapp.posts.visits import (
    Found,
    Visited,
    Visits,
    Waiting,
    ask_for_visits,
    count_visits,
    keep_visit,
    missing_pages,
    stop_visits,
    waiting_visits,
)

__all__ = [
    "Asked",
    "Contents",
    "DatedFile",
    "Found",
    "FoundPost",
    "FoundPosts",
    "Held",
    "Known",
    "LinkedPhrase",
    "LinkedPost",
    "Often",
    "Post",
    "PostLink",
    "PostSection",
    "Repeated",
    "Rules",
    "Told",
    "Use",
    "Version",
    "Visited",
    "Visits",
    "Waiting",
    "ask_for_visits",
    "count_all",
    "count_visits",
    "count_words",
    "find_headings",
    "find_linked_phrases",
    "find_sections",
    "find_texts",
    "fold",
    "forget",
    "forget_all",
    "keep_head",
    "keep_visit",
    "keys_in",
    "keys_of",
    "linked_posts",
    "linked_twice",
    "list_indexed",
    "list_indexed_with_versions",
    "list_posts",
    "missing_pages",
    "most_linked_people",
    "most_linked_sites",
    "posts_linking",
    "rare_words",
    "read_contents",
    "read_known",
    "refresh",
    "search_posts",
    "stop_visits",
    "tell",
    "title_of",
    "update",
    "uses_of",
    "waiting_visits",
    "words_of",
]
