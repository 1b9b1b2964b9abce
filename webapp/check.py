"""Check a draft or a file: gather what the checks have to know, and run them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from webapp import blog, checks, links, posts, sections
from webapp.blog import Blog, SiteConfig
from webapp.checks import CheckedPost, Finding, LinkedBefore, MeantLink
from webapp.checks.named_files import named_files
from webapp.conventions import PostFile, name_parts
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import DraftUnreadableError
from webapp.links import State
from webapp.sections import USUAL_LEVEL
from webapp.settings import Settings


def check_draft(database: Database, settings: Settings, draft: Draft, now: datetime) -> list[Finding]:
    """Say what is to be mended in a draft, by the rules of the author's blog, as of the minute. Raises BlogError."""
    site = blog.find_blog(settings.blog_folder, settings.choices) if settings.blog_folder else None
    path = (draft.blog_path or blog.path_for(site, draft.name, draft.text)) if site else draft.name
    post = PostFile(draft.post_name, draft.text, path)
    taken = _taken(post, site, is_published=draft.blog_path is not None) if site else {}
    minute = now.replace(second=0, microsecond=0)  # so that what is asked within it is found once
    meant, before = _meant_links(database, draft, site), _linked_before(database, post, site, minute)
    return checks.run(_checked_post(post, site, minute, taken, meant, before))


def check_file(path: Path, site: Blog | None, now: datetime) -> list[Finding]:
    """Say what is to be mended in a file, by the rules of a blog: the one given, else the one it lies in, else none.

    Raises DraftUnreadableError where the file is not there or is no UTF-8 text, BlogError.
    """
    absolute = path.absolute()
    try:
        text = absolute.read_bytes().decode()
    except OSError as error:
        raise DraftUnreadableError(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise DraftUnreadableError(
            f"{path} is no UTF-8 text, so the blog can't read it either. Save it as UTF-8."
        ) from error
    site = site or blog.find_site_around(absolute)
    post = PostFile(path.name, text, _path_in(site, absolute, text))
    taken = _taken(post, site, is_published=_lies_in(site, absolute)) if site else {}
    return checks.run(_checked_post(post, site, now, taken))


def _checked_post(
    post: PostFile,
    site: Blog | None,
    now: datetime,
    taken: Mapping[str, str],
    meant: tuple[MeantLink, ...] = (),
    before: tuple[LinkedBefore, ...] = (),
) -> CheckedPost:
    config = site.config if site else SiteConfig()
    learned = blog.learn(site, besides=post.path) if site else None  # what this post lacks must not teach
    kind = learned.kind_of(post) if learned else None
    return CheckedPost(
        name=post.name,
        text=post.text,
        separator=config.excerpt_separator,
        markdown=config.markdown,
        now=blog.now_in(site, now) if site else now,
        timezone=config.timezone,
        future=config.future,
        path=post.path,
        taken=taken,
        address=blog.address_of_post(site, post) if site else "",
        meant=meant,
        before=before,
        level=sections.level_of(post.text, kind.writing.level.value if kind else USUAL_LEVEL),
        fold_habit=kind.writing.fold_words if kind else "",
        required_keys=learned.required_keys(post) if learned else (),
        missing=frozenset(_missing(post, site)) if site else frozenset(),
    )


def _taken(post: PostFile, site: Blog, *, is_published: bool) -> Mapping[str, str]:
    """The addresses of the other posts; a file of the same path is this post if it was published there, or is equal."""
    is_own = is_published or any(file.path == post.path and file.text == post.text for file in blog.post_files(site))
    return blog.taken_addresses(site, besides=post.path if is_own else None)


def _missing(post: PostFile, site: Blog) -> Iterator[tuple[str, str]]:
    """What the post's Liquid tags name and the blog does not have."""
    found = list(named_files(post.text))
    if not found:
        return
    files = (*blog.post_files(site), post)
    for named in found:
        if named.tag == "post_url":
            is_there = blog.find_named(site, named.name, files) is not None
        elif named.tag == "include_relative":
            is_there = blog.has_file((site.work_tree / post.path).parent / named.name)
        else:
            folder = site.source_folder / "_includes" if named.tag == "include" else site.source_folder
            is_there = blog.has_file(folder / named.name.removeprefix("/"))
        if not is_there:
            yield named.tag, named.name


def _meant_links(database: Database, draft: Draft, site: Blog | None) -> tuple[MeantLink, ...]:
    document = sections.split(draft.text, site.config.excerpt_separator if site else None, draft.level)
    headings = {identity: section.heading for identity, section in zip(draft.sections, document.sections, strict=False)}
    return tuple(
        MeantLink(link.address, link.display_title, headings.get(link.section_id or 0, ""))
        for link in links.links_for_draft(database, draft.id)
        if link.state is not State.LATER
    )


def _linked_before(database: Database, post: PostFile, site: Blog | None, now: datetime) -> tuple[LinkedBefore, ...]:
    """The links of a post that earlier posts have, in one statement for all."""
    today = (blog.now_in(site, now) if site else now).date()
    parts = name_parts(post.name)
    day = parts[0] if parts else date.max
    found = posts.uses_of(database, posts.keys_of(post.text), besides=post.path)
    told = ((key, posts.tell([use for use in uses if use.day <= day], today)) for key, uses in found.items())
    return tuple(LinkedBefore(key, each.said, each.sentence) for key, each in told if each)


def _path_in(site: Blog | None, path: Path, text: str) -> str:
    """The file's path in the blog; the path that it would have as a post where it lies elsewhere."""
    if site is None:
        return path.name
    if _lies_in(site, path):
        return path.resolve().relative_to(site.work_tree.resolve()).as_posix()
    return blog.path_for(site, path.name, text)


def _lies_in(site: Blog, path: Path) -> bool:
    return path.resolve().is_relative_to(site.work_tree.resolve())
