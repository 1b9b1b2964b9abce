"""What a post holds that the index knows: its title, its words, its links, its sections, its images, its tags."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from webapp import addresses, conventions, files, front_matter, markdown, weeks
from webapp.conventions import PostFile
from webapp.errors import AddressError, FrontMatterError
from webapp.markdown import Said
from webapp.posts.own import target_of, write_out
from webapp.posts.values import Contents, DatedFile, Image, OwnLink, PostLink, Rules
from webapp.sections import level_of

DEFAULTS = markdown.Config()
NO_RULES = Rules()
NOTHING: Mapping[str, object] = {}


def read_contents(file: DatedFile, config: markdown.Config = DEFAULTS, rules: Rules = NO_RULES) -> Contents:
    """Read a post, in one go. config, rules: the blog's."""
    block, body = front_matter.split(file.file.text)
    said = markdown.read_said(write_out(body, rules), config, level_of(file.file.text))
    values = _values(block)
    return Contents(
        sha256=revision_of(file.file.text),
        title=_title(values, file.file.name),
        words=weeks.words_in(said.html),
        sections=said.sections,
        links=tuple(_links(said)),
        own_links=tuple(_own_links(said, file.address, rules)),
        images=tuple(
            Image(image.address, image.alternative, said.sections[image.section].heading, image.section)
            for image in said.images
        ),
        tags=_names(values, "tags", "tag"),
        categories=_each_once([*file.categories, *_names(values, "categories", "category")]),
    )


def keys_of(text: str) -> tuple[str, ...]:
    """The keys of the addresses that a post links to, each once, as they come."""
    return keys_in(front_matter.split(text)[1])


def keys_in(body: str) -> tuple[str, ...]:
    """The same of a post's body, or a part of it."""
    found = (_key(link.address) for link in markdown.links(body))
    return tuple(dict.fromkeys(key for key in found if key))


@lru_cache(maxsize=4096)
def _key(address: str) -> str:
    """The key of an address; empty for one that leads to no page."""
    try:
        return addresses.canonical(address)
    except AddressError:
        return ""


def _links(said: Said) -> Iterator[PostLink]:
    for link in said.links:
        if key := _key(link.address):
            heading = said.sections[link.section].heading
            yield PostLink(key, link.address, link.text, heading, link.section, link.sentence)


def _own_links(said: Said, own_address: str, rules: Rules) -> Iterator[OwnLink]:
    for link in said.links:
        if target := target_of(link.address, own_address, rules):
            heading = said.sections[link.section].heading
            yield OwnLink(target, link.text, heading, link.section, link.sentence)


def _values(block: str) -> Mapping[str, object]:
    try:
        return front_matter.read(block).values
    except FrontMatterError:
        return NOTHING


def _names(values: Mapping[str, object], *keys: str) -> tuple[str, ...]:
    """Tags or categories: a list, or words with blanks between. Source: Jekyll 4.3, `Utils.pluralized_array`."""
    found: list[str] = []
    for key in keys:
        given = values.get(key)
        if isinstance(given, str):
            found += given.split() if key.endswith("s") else [given.strip()]
        elif isinstance(given, list):
            found += [str(each).strip() for each in given if each is not None]
        elif given is not None and not isinstance(given, Mapping):
            found.append(str(given))
    return _each_once(found)


def _each_once(names: list[str]) -> tuple[str, ...]:
    by_name = {name.casefold(): name for name in reversed(names) if name}
    return tuple(reversed(by_name.values()))


def title_of(file: PostFile) -> str:
    """Say a post's title: its front matter's, else its file name's in words, as Jekyll does."""
    return _title(_values(front_matter.split(file.text)[0]), file.name)


def _title(values: Mapping[str, object], name: str) -> str:
    title = values.get("title")
    return str(title) if title not in (None, "") else conventions.title_from_name(name)


@lru_cache(maxsize=2048)
def words_of(text: str) -> int:
    """Count the words of a post that readers see."""
    return weeks.words_in(markdown.render(front_matter.split(text)[1]))


@lru_cache(maxsize=2048)
def revision_of(text: str) -> str:
    """Name the revision that a post's text is."""
    return files.revision_of(text.encode())
