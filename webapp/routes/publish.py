"""The publish page: what will be written, at which address, with which changes; and doing it."""

from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import check, drafts, memory, publish
from webapp.drafts import Draft
from webapp.errors import PublicationRefusedError
from webapp.publish import Choice, Done, Publication, Step
from webapp.routes import context

blueprint = Blueprint("publish", __name__)

REFUSED = 409


@blueprint.get("/desk/<name>/publish")
def show(name: str) -> str:
    """Show what publishing this draft would do."""
    return render_page(read_draft(name))


@blueprint.post("/desk/<name>/publish/<any(write, commit, push, 'commit-and-push'):step>")
def act(name: str, step: str) -> AnyResponse | tuple[str, int]:
    """Do exactly what was shown, or show the page again with the reason why not."""
    site, draft = context.current_blog(), read_draft(name)
    path = publish.path_of(site, draft)  # before the post is there and is learned from
    try:
        done = do_step(draft, Step(step))
    except PublicationRefusedError as error:
        return render_page(read_draft(name), Done((), str(error))), REFUSED
    memory.take_in_post(context.database(), site, path, context.now())
    return answer(name, done)


@blueprint.post("/desk/<name>/publish/fetch")
def fetch(name: str) -> AnyResponse | tuple[str, int]:
    """Ask the remote what is new, because the author pressed Fetch now."""
    return answer(name, publish.fetch_upstream(context.current_blog()))


@blueprint.post("/desk/<name>/publish/merge")
def merge(name: str) -> AnyResponse | tuple[str, int]:
    """Bring the draft and the blog's file together, in the draft."""
    draft = read_draft(name)
    try:
        choice = Choice(request.form.get("choice", Choice.MERGED))
        publish.merge_into_draft(
            context.database(), context.current_blog(), draft, choice, context.now(), token=request.form.get("token")
        )
    except (PublicationRefusedError, ValueError) as error:
        return render_page(read_draft(name), Done((), str(error))), REFUSED
    return answer(name, Done(()))


def do_step(draft: Draft, step: Step) -> Done:
    """Take one step with what the form says."""
    return publish.publish_draft(
        context.database(),
        context.current_blog(),
        draft,
        check.check_draft(context.database(), context.settings(), draft, context.now()),
        context.now(),
        step=step,
        token=request.form.get("token", ""),
        message=request.form.get("message", ""),
        anyway="anyway" in request.form,
    )


def answer(name: str, done: Done) -> AnyResponse | tuple[str, int]:
    """Lead back to the page; with a problem, show it at once."""
    if done.problem is not None:
        return render_page(read_draft(name), done), REFUSED
    if context.wants_fragment():
        return render_page(read_draft(name), done), 200
    return redirect(f"/desk/{quote(name)}/publish", code=303)


def read_draft(name: str) -> Draft:
    """Find the draft that the address names."""
    return drafts.read_draft(context.database(), context.settings().drafts_folder, name)


def read_publication(draft: Draft) -> Publication:
    """Plan what would be done now."""
    findings = check.check_draft(context.database(), context.settings(), draft, context.now())
    return publish.read_publication(context.database(), context.current_blog(), draft, findings, context.now())


def render_page(draft: Draft, done: Done | None = None) -> str:
    """Render the page, or its changing part for htmx."""
    template = "publish/_publication.html" if context.wants_fragment() else "publish/publish.html"
    return render_template(template, publication=read_publication(draft), done=done or Done(()), section="desk")
