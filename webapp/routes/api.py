"""linkding's REST interface, which its browser extensions and other clients speak. Tokens are asked for in `access`."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, g, request
from werkzeug.exceptions import NotFound

from webapp import capture, linkding, links, triage
from webapp.errors import AddressError, FieldsRefusedError, LinkNotFoundError
from webapp.linkding import Answer, Given, Span
from webapp.links import Link, Tag
from webapp.routes import context

blueprint = Blueprint("api", __name__)

# What a token may do that may not change or remove anything, besides reading.
ADDING: Final = frozenset({"api.create", "api.create_tag"})

CREATED, NOTHING = 201, ("", 204)


@blueprint.get("/health")
def health() -> Answer:
    """Say which version of linkding is spoken."""
    return {"version": linkding.SPOKEN_VERSION, "status": "healthy"}


@blueprint.get("/api/bookmarks/")
def list_links() -> Answer:
    """List links that are not done."""
    return answer_links(is_archived=False)


@blueprint.get("/api/bookmarks/archived/")
def list_archived() -> Answer:
    """List links that are done."""
    return answer_links(is_archived=True)


@blueprint.get("/api/bookmarks/check/")
def check() -> Answer:
    """Tell what is known of an address."""
    url = request.args.get("url", "")
    if not url:
        raise FieldsRefusedError({"url": "This parameter is needed."})
    return linkding.answer_check(url, find_saved(url))


@blueprint.get("/api/bookmarks/<int(max=9223372036854775807):link_id>/")
def show(link_id: int) -> Answer:
    """Show a link."""
    return linkding.answer_link(find(link_id))


@blueprint.post("/api/bookmarks/")
def create() -> tuple[Answer, int]:
    """Save a link, or add to the one that has its address."""
    given, now = read(needs_url=True), context.now()
    url = given.url or ""
    with context.database().atomic() as db:
        plan = linkding.plan_save(capture.find_saved(db, url), given, may_change=g.token.may_change)
        saved = capture.save_link(db, url, title=given.title or "", note=plan.note, now=given.added_at or now)
        triage.record_save(db, [saved], now, wanted=plan.wanted)
    context.house().wake()
    return linkding.answer_link(find(saved.link.id)), CREATED


@blueprint.put("/api/bookmarks/<int(max=9223372036854775807):link_id>/")
@blueprint.patch("/api/bookmarks/<int(max=9223372036854775807):link_id>/")
def update(link_id: int) -> Answer:
    """Change what a link says; what is not sent stays."""
    given = read(needs_url=request.method == "PUT")
    with context.database().atomic() as db:
        triage.edit(db, link_id, linkding.plan_edit(db, find(link_id), given), context.now())
    context.house().wake()
    return linkding.answer_link(find(link_id))


@blueprint.post("/api/bookmarks/<int(max=9223372036854775807):link_id>/archive/")
def archive(link_id: int) -> tuple[str, int]:
    """Be done with a link."""
    triage.finish(context.database(), [find(link_id).id], context.now())
    return NOTHING


@blueprint.post("/api/bookmarks/<int(max=9223372036854775807):link_id>/unarchive/")
def unarchive(link_id: int) -> tuple[str, int]:
    """Put a link back among the unread."""
    triage.mark_unread(context.database(), [find(link_id).id], context.now())
    return NOTHING


@blueprint.delete("/api/bookmarks/<int(max=9223372036854775807):link_id>/")
def remove(link_id: int) -> tuple[str, int]:
    """Remove a link, which can be undone."""
    triage.remove(context.database(), [find(link_id).id], context.now())
    return NOTHING


@blueprint.get("/api/tags/")
def list_tags() -> Answer:
    """List the tags."""
    span, db = linkding.read_span(request.args), context.database()
    found = [linkding.answer_tag(tag) for tag in links.list_tags(db, limit=span.limit, offset=span.offset)]
    return page(span, links.count_listed_tags(db), found)


@blueprint.post("/api/tags/")
def create_tag() -> tuple[Answer, int]:
    """Make a tag that no link has yet."""
    tag = links.make_tag(context.database(), linkding.read_name(request.get_json()), context.now())
    return linkding.answer_tag(tag), CREATED


@blueprint.get("/api/tags/<int(max=9223372036854775807):tag_id>/")
def show_tag(tag_id: int) -> Answer:
    """Show a tag."""
    tag: Tag | None = links.find_tag(context.database(), tag_id)
    if tag is None:
        raise NotFound
    return linkding.answer_tag(tag)


@blueprint.get("/api/user/profile/")
def show_profile() -> Answer:
    """Show the preferences."""
    return linkding.profile()


def answer_links(*, is_archived: bool) -> Answer:
    """Answer the part of a list of links that the request asks for."""
    wanted = linkding.read_wanted(request.args, is_archived=is_archived)
    listed = linkding.list_wanted(context.database(), wanted)
    return page(wanted.span, listed.count, [linkding.answer_link(link) for link in listed.links])


def page(span: Span, count: int, results: list[Answer]) -> Answer:
    """Answer a part of a list."""
    return linkding.answer_page(request.base_url, said(), span, count, results)


def said() -> Mapping[str, str]:
    """The parameters of the request."""
    return request.args.to_dict()


def find(link_id: int) -> Link:
    """Find a link that was not removed. Raises LinkNotFoundError."""
    db = context.database()
    if links.is_removed(db, link_id):
        raise LinkNotFoundError("This link was removed.")
    return links.find_link(db, link_id)


def find_saved(url: str) -> Link | None:
    """Find the link with an address, in whatever spelling; None where there is none, or the address is none."""
    try:
        found = capture.find_saved(context.database(), url)
    except AddressError:
        return None
    return None if found is None or links.is_removed(context.database(), found.id) else found


def read(*, needs_url: bool) -> Given:
    """Read what was sent about a link. Raises FieldsRefusedError."""
    return linkding.read_given(request.get_json(), context.now(), needs_url=needs_url)
