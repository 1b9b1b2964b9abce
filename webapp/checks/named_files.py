"""Every file that a Liquid tag names is in the blog.

Source: Jekyll 4.3, lib/jekyll/tags/{include,link,post_url}.rb: a missing one stops the build of the whole site.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .finding import CheckedPost, Finding, Level

NAME = "named file"
PASSED = "every named file there"

_TAG = re.compile(r"\{%-?\s*(include|include_relative|link|post_url)\s+([^\s%{}]+)[^%{}]*%\}")
_RAW = re.compile(r"\{%-?\s*(raw|comment)\s*-?%\}.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL)
_END_OF_RAW = re.compile(r"\{%-?\s*end(?:raw|comment)\s*-?%\}")


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a Liquid tag names."""

    tag: str
    name: str  # as it is written; of a post for `post_url`, a path for the others
    offset: int  # of the tag in the body, in characters


def named_files(body: str) -> list[NamedFile]:
    """List the files that a post's Liquid tags name; a name that Liquid makes itself is not known before the build."""
    end = max((match.end() for match in _END_OF_RAW.finditer(body)), default=0)  # behind it nothing is ended
    read = _RAW.sub(lambda match: " " * len(match[0]), body[:end]) + body[end:]
    return [NamedFile(match[1], match[2], match.start()) for match in _TAG.finditer(read)]


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find tags whose file the blog does not have."""
    for named in named_files(post.body):
        if (named.tag, named.name) not in post.missing:
            continue
        if named.tag == "include":
            message = f"_includes has no {named.name}, which stops the build of the whole blog unless its theme has it."
            yield post.find_in_body(NAME, Level.WARNING, message, named.offset)
        else:
            message = f"The blog has no {named.name}, which stops the build of the whole blog. Mend the name."
            yield post.find_in_body(NAME, Level.ERROR, message, named.offset)
