"""Gathering the facts that a publication is planned from. Nothing is changed, in the blog or here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp import blog, drafts, files, front_matter, git
from webapp.blog import Blog
from webapp.checks import CHECKS, Finding
from webapp.conventions import PostFile, Series
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import FrontMatterError
from webapp.line_endings import commonest_ending, ending_words
from webapp.publish.facts import BlogFile, Facts, FrontMatterRow
from webapp.publish.pictures import read_pictures
from webapp.publish.plan import Publication, plan_publication


def read_publication(db: Database, site: Blog, draft: Draft, findings: Sequence[Finding], now: datetime) -> Publication:
    """Plan what publishing this draft would do now. Raises GitError, BlogError."""
    return plan_publication(read_facts(db, site, draft, findings, now))


def read_facts(db: Database, site: Blog, draft: Draft, findings: Sequence[Finding], now: datetime) -> Facts:
    """Look at the draft, the blog's file and the repository."""
    path = path_of(site, draft)
    content = draft.text.encode()
    file = _read_blog_file(db, site, draft, path, content)
    written = _Written.of(site, draft, is_update=file.head is not None)
    state = git.read_state(site.work_tree)
    path_state = git.read_path_state(site.work_tree, path)
    linked = blog.symbolic_link_in(site, path)
    moment = blog.moment_of(written.values, draft.post_name, site.config.zone)
    is_strange = linked is not None or path_state.submodule is not None
    return Facts(
        draft_id=draft.id,
        draft_name=draft.name,
        revision=draft.revision,
        content=content,
        blog_revision=draft.blog_revision,
        title=written.title,
        day=moment.date() if moment else None,
        path=path,
        path_reason=written.path_reason,
        endings=ending_words(draft.text),
        endings_reason=written.endings_reason,
        address=blog.address_of(site, draft.post_name, written.values, blog.from_sources(site, path)),
        address_reason=_address_reason(site, written.values),
        rows=written.rows,
        findings=tuple(findings),
        passed=passed_sentences(findings),
        message=written.message,
        message_reason=written.message_reason,
        blog_name=site.work_tree.name,
        file=file,
        symbolic_link=linked,
        diff="" if is_strange else git.coming_diff(site.work_tree, path, content),
        state=state,
        path_state=path_state,
        is_in_upstream=_is_in_upstream(site, state, path, content),
        push=git.plan_push(site.work_tree, state),
        fingerprint=git.fingerprint(site.work_tree),
        now=blog.now_in(site, now),
        pictures=read_pictures(site, draft.text),
    )


def passed_sentences(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Say what is well: one sentence for each check that found nothing."""
    found = {finding.check for finding in findings}
    return tuple(sentence for name, _, sentence in CHECKS if name not in found)


def path_of(site: Blog, draft: Draft) -> str:
    """Say which file a draft is in the blog: for good once it was published."""
    return draft.blog_path or blog.path_for(site, draft.name, draft.text)


@dataclass(frozen=True, slots=True)
class _Written:
    """What the draft's front matter says, with the reasons of the blog's conventions."""

    title: str
    values: Mapping[str, object]
    rows: tuple[FrontMatterRow, ...]
    path_reason: str
    message: str
    message_reason: str
    endings_reason: str

    @classmethod
    def of(cls, site: Blog, draft: Draft, *, is_update: bool) -> "_Written":
        post = PostFile(draft.name, draft.text, path_of(site, draft))
        conventions = blog.learn_with_commits(site)
        series, reasons = conventions.kind_of(post), {} if draft.blog_path else conventions.reasons_for(post)
        try:
            fields = front_matter.read(front_matter.split(draft.text)[0])
        except FrontMatterError:
            fields = front_matter.FrontMatter()
        title = str(fields.values.get("title") or draft.post_name)
        is_published = draft.blog_path is not None
        return cls(
            title=title,
            values=fields.values,
            rows=tuple(
                FrontMatterRow(field.key, field.source.strip(), reasons.get(field.key, "")) for field in fields.fields
            ),
            path_reason="published here before" if is_published else _path_reason(site, post, series, reasons),
            message=series.messages.write(title, post.name, is_update=is_update),
            message_reason=series.messages.reason(is_update=is_update),
            endings_reason="" if is_published else _endings_reason(draft.text, series),
        )


def _path_reason(site: Blog, post: PostFile, series: Series, reasons: Mapping[str, str]) -> str:
    """Why the file is called so; where its kind has a folder of its own, why it lies there."""
    if post.path == site.post_path(post.name):
        return reasons.get("file_name", "")
    return f"in this folder, {series.reasons['folder']}"


def _endings_reason(text: str, series: Series) -> str:
    """Why lines end as they do, or that those of the blog's posts mostly end otherwise."""
    habit = series.writing.line_ending
    if commonest_ending(text) == habit.value:
        return habit.reason
    return f"not {ending_words(habit.value)}, {habit.reason}"


def _address_reason(site: Blog, values: Mapping[str, object]) -> str:
    if values.get("permalink"):
        return "from permalink in its front matter"
    if site.config.permalink != "date":
        return "from permalink in _config.yml"
    return "Jekyll's usual form"


def _read_blog_file(db: Database, site: Blog, draft: Draft, path: str, content: bytes) -> BlogFile:
    top = site.work_tree
    work_tree = blog.read_file(site, path)
    heads = git.head_contents(top, path)
    base_text = drafts.revision_text(db, draft.id, draft.blog_revision) if draft.blog_revision else None
    base = None if base_text is None else base_text.encode()
    head = heads[-1] if heads else None
    is_known = head is None or _is_known(db, draft, heads) or _is_stored(site, path, base, content)
    theirs = work_tree if work_tree is not None and files.revision_of(work_tree) != draft.blog_revision else head
    merged = None
    if base is not None and theirs is not None and theirs != content and not (theirs is head and is_known):
        merged = git.merge_file(content, base, theirs)
    return BlogFile(work_tree, head, is_known, base, merged)


def _is_in_upstream(site: Blog, state: git.State, path: str, content: bytes) -> bool:
    """Has the upstream the draft's text, as far as this machine knows?"""
    commit = state.upstream.commit if state.upstream else None
    return commit is not None and git.is_in_commit(site.work_tree, commit, path, content)


def _is_known(db: Database, draft: Draft, contents: Sequence[bytes]) -> bool:
    """Is one of these contents a revision of the draft?"""
    revisions = [files.revision_of(content) for content in contents]
    return any(
        revision in (draft.revision, draft.blog_revision) or drafts.revision_text(db, draft.id, revision) is not None
        for revision in revisions
    )


def _is_stored(site: Blog, path: str, base: bytes | None, content: bytes) -> bool:
    """Is HEAD's file the draft's text, or what it comes from, but for line endings that git itself changed?"""
    return any(text is not None and git.is_in_commit(site.work_tree, "HEAD", path, text) for text in (content, base))
