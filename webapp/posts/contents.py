"""What a post holds that the index knows: its title, its links, its sections."""

from functools import lru_cache

from webapp import addresses, conventions, files, front_matter, markdown, weeks
from webapp.conventions import PostFile
from webapp.errors import AddressError, FrontMatterError
from webapp.posts.values import DatedFile, Post, PostLink

SECTION_LEVEL = 2


def links_of(text: str) -> tuple[PostLink, ...]:
    """List the links of a post that lead out of the blog, with the heading of their section."""
    body = front_matter.split(text)[1]
    headings = [heading for heading in markdown.headings(body) if heading.level <= SECTION_LEVEL]
    found = []
    for link in markdown.links(body):
        try:
            key = addresses.canonical(link.address)
        except AddressError:
            continue
        above = [heading.text for heading in headings if heading.line <= link.line]
        found.append(PostLink(key, link.address, link.text, above[-1] if above else ""))
    return tuple(found)


def title_of(file: PostFile) -> str:
    """Say a post's title: its front matter's, else its file name's in words, as Jekyll does."""
    try:
        title = front_matter.read(front_matter.split(file.text)[0]).values.get("title")
    except FrontMatterError:
        title = None
    return str(title) if title not in (None, "") else title_from_name(file.name)


def title_from_name(name: str) -> str:
    """Make a title of a file name: its slug in words."""
    parts = conventions.name_parts(name)
    slug = (parts[1] if parts else name.rpartition(".")[0] or name).rstrip(".")
    return " ".join(word.capitalize() for word in slug.split("-") if word)


@lru_cache(maxsize=2048)
def read_post(file: DatedFile) -> Post:
    """Read of a post what the list of posts shows."""
    text = file.file.text
    return Post(file.file.path, revision_of(text), title_of(file.file), file.day, len(links_of(text)))


@lru_cache(maxsize=2048)
def words_of(text: str) -> int:
    """Count the words of a post that readers see."""
    return weeks.words_in(markdown.render(front_matter.split(text)[1]))


@lru_cache(maxsize=2048)
def revision_of(text: str) -> str:
    """Name the revision that a post's text is."""
    return files.revision_of(text.encode())
