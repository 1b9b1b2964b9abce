"""GitHub: the name of a repository, file or thread without the site's words around it, and a repository's README.

Source: pages of github.com, whose `<title>` and `og:description` have fixed forms; a README is `article.markdown-body`.
"""

import re

from webapp.addresses import Form, Thing
from webapp.fetch.facts import line
from webapp.fetch.heads import Head, read_head
from webapp.fetch.sites.cutting import cut
from webapp.fetch.texts import as_main_part
from webapp.fetch.values import Reading

_AROUND_THREAD = re.compile(r"\s+(?:by \S+ )?· (?:Issue|Pull Request|Discussion)\b.*\Z|\s+· \S+/\S+ · Discussion.*\Z")
_AUTHOR = re.compile(r" by ([\w-]+) · Pull Request")


def read_page(thing: Thing, text: str) -> Reading:
    """Read a page of a repository."""
    head = read_head(text)
    repository = thing.name.partition("#")[0]
    if thing.form is Form.REPOSITORY:
        readme = as_main_part(next(cut(text, "<article", "markdown-body", "</article>"), ""))
        return Reading(
            title=_repository_title(head, repository),
            description=_description(head),
            author=repository.partition("/")[0],
            kind="repository",
            word_count=readme.word_count,
            html=readme.html,
            text=readme.text,
        )
    if thing.form is Form.FILE:
        path = thing.name.split("/", 3)[-1]
        return Reading(title=f"{path} in {'/'.join(thing.name.split('/')[:2])}", kind="repository")
    author = _AUTHOR.search(head.title)
    return Reading(title=_thread_title(head), author=author[1] if author else "", kind="thread")


def _repository_title(head: Head, repository: str) -> str:
    """`owner/name` in the owner's own letters: the page says “GitHub - owner/name: what it is”."""
    words = re.sub(r"\AGitHub - ", "", line(head.first("og:title") or head.title))
    named = re.split(r":\s|\s", words)[0]
    return named if named.lower() == repository else repository


def _description(head: Head) -> str:
    """What the repository is, without “Contribute to … by creating an account on GitHub.” and its name at the end."""
    words = line(head.first("og:description", "description"))
    words = re.sub(r"\s*Contribute to \S+ development by creating an account on GitHub\.?\Z", "", words)
    return re.sub(r"\s+- [\w.-]+/[\w.-]+\Z", "", words)


def _thread_title(head: Head) -> str:
    """“What it is · Issue #12 · owner/name · GitHub” → what it is."""
    words = line(head.first("og:title") or head.title)
    return _AROUND_THREAD.sub("", words)
