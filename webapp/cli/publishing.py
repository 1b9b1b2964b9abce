"""Publishing without the browser: `publish`."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from webapp import blog, check, database, desk, drafts, publish
from webapp.blog import Blog
from webapp.cli.acting import act
from webapp.cli.group import DONE, REFUSED, UNUSABLE, clock_of_environment, drafts_option, fail, main, settings_of
from webapp.cli.posts import finding_line
from webapp.database import Database
from webapp.errors import NoBlogError, WorkingNotesError
from webapp.publish import Conflict, Done, Publication, Step
from webapp.settings import Settings

STEPS = {"write": Step.WRITE, "commit": Step.COMMIT, "push": Step.COMMIT_AND_PUSH}
PLAN = "plan"


@main.command(name="publish")
@drafts_option
@click.argument("draft", required=False)
@click.option("--plan", "step", flag_value=PLAN, help="Show what would be done, and change nothing (the default).")
@click.option("--write", "step", flag_value="write", help="Write the file into the blog's folder.")
@click.option("--commit", "step", flag_value="commit", help="Write the file and commit it, alone.")
@click.option("--push", "step", flag_value="push", help="Write, commit and push this branch to its upstream.")
@click.option("--anyway", is_flag=True, help="Although the checks found errors.")
@click.option("--json", "as_json", is_flag=True, help="Write the plan and what was done as JSON.")
def publish_command(folder: Path | None, draft: str | None, step: str | None, anyway: bool, as_json: bool) -> None:
    """Publish a draft, this week's where none is named.

    Exit codes: 0 done, or the plan can be carried out; 1 refused, or errors to mend; 2 wrong usage.
    """
    chosen = settings_of(folder)
    name, publication = read_plan(chosen, draft)
    if step in (None, PLAN):
        click.echo(json_of(plan_report(publication)) if as_json else "\n".join(plan_lines(publication)))
        sys.exit(REFUSED if would_be_refused(publication, anyway=anyway) else DONE)
    fields = {"draft": name, "step": STEPS[str(step)], "token": publication.token, "anyway": anyway}
    try:
        done = act(chosen, "publish", fields)
    except WorkingNotesError as error:
        done = asdict(Done((), str(error)))
    if as_json:
        click.echo(json_of(plan_report(publication) | {"done": done}))
    elif done["sentences"]:
        click.echo("\n".join(done["sentences"]))
    if done["problem"] is not None:
        fail(done["problem"], REFUSED)


def read_plan(chosen: Settings, given: str | None) -> tuple[str, Publication]:
    """Plan what publishing would do now; nothing is written. Answers the draft's name, too."""
    if chosen.blog_folder is None:
        raise NoBlogError("No blog was chosen yet. Start Working Notes once, or: working-notes serve --blog FOLDER")
    site, now = blog.find_blog(chosen.blog_folder, chosen.choices, chosen.pictures_folder), clock_of_environment()()
    with closing(database.connect_to_read(chosen.database_path)) as opened:
        name = name_of(chosen, given) if given else this_weeks_name(opened, chosen, site, now)
        draft = drafts.read_draft(opened, chosen.drafts_folder, name)
        findings = check.check_draft(opened, chosen, draft, now)
        return name, publish.read_publication(opened, site, draft, findings, now)


def name_of(chosen: Settings, given: str) -> str:
    """Read a draft's name, or the path of its file."""
    path = Path(given)
    if path.name == given or path.absolute().parent.resolve() == chosen.drafts_folder.resolve():
        return path.name
    fail(f"{given} is not in the folder of drafts, {chosen.drafts_folder}.", UNUSABLE)


def this_weeks_name(opened: Database, chosen: Settings, site: Blog, now: datetime) -> str:
    """Find the draft that the desk opens, or the one of this week that is published already."""
    return desk.week_to_publish(opened, chosen.drafts_folder, site, blog.now_in(site, now).date()).name


def would_be_refused(publication: Publication, *, anyway: bool) -> bool:
    """Tell whether publishing this now would end in a refusal."""
    if publication.is_committed:
        return False
    return bool(publication.refusals_of(Step.COMMIT)) or (bool(publication.errors) and not anyway)


def plan_lines(publication: Publication) -> Iterator[str]:
    """Write a plan as the publish page shows it."""
    yield f"{publication.title}: {publication.standing}"
    yield f"File     {publication.path}{_because(publication.path_reason)}"
    yield from (f"Picture  {picture.path}  ({picture.size_words})" for picture in publication.pictures)
    yield f"Address  {publication.address}{_because(publication.address_reason)}"
    yield f"Blog     {publication.repository}"
    yield f"Commit   {publication.message}{_because(publication.message_reason)}"
    yield "Front matter"
    yield from (f"  {row.key}: {row.text}{_because(row.reason)}" for row in publication.rows)
    yield "Checks"
    yield from (f"  {finding_line(finding)}" for finding in publication.findings)
    yield f"  {len(publication.passed)} found nothing."
    yield from (f"Mind: {warning}" for warning in publication.warnings)
    yield from (f"Can't be written: {reason}" for reason in publication.write_refusals)
    if not publication.is_committed:
        yield from (f"Can't be committed: {reason}" for reason in publication.commit_refusals)
    if publication.push_refusal:
        yield f"Can't be pushed: {publication.push_refusal}"
    if publication.commits:
        yield publication.coming_commits
        yield from (f"  {commit.short} {commit.subject}" for commit in publication.commits)
    if publication.conflict:
        yield from conflict_lines(publication.conflict)
    if publication.diff:
        yield publication.diff_text


def conflict_lines(conflict: Conflict) -> Iterator[str]:
    """Show where the blog's text and the draft's differ, and where they are brought together."""
    yield "From the blog's text to the draft's"
    yield from (f"  {line.sign}{line.text}" for line in conflict.lines)
    way = "merge both" if conflict.merged is not None else "choose what to keep"
    yield f"The draft's publish page can {way}: working-notes open"


def _because(reason: str) -> str:
    return f"  ({reason})" if reason else ""


def plan_report(publication: Publication) -> dict[str, Any]:
    """Write a plan as JSON has it."""
    return {
        "draft": publication.draft_name,
        "file": publication.path,
        "pictures": [picture.path for picture in publication.pictures],
        "address": publication.address,
        "title": publication.title,
        "front_matter": [{"key": row.key, "value": row.text} for row in publication.rows],
        "standing": publication.standing,
        "is_written": publication.is_written,
        "is_committed": publication.is_committed,
        "findings": [asdict(finding) for finding in publication.findings],
        "warnings": list(publication.warnings),
        "refusals": {name: list(publication.refusals_of(step)) for name, step in STEPS.items()},
        "conflict": asdict(publication.conflict) if publication.conflict else None,
        "message": publication.message,
        "commits": [asdict(commit) for commit in publication.commits],
        "upstream": publication.upstream,
        "diff": publication.diff_text,
    }


def json_of(report: dict[str, Any]) -> str:
    """Write a report as JSON that people can read, too."""
    return json.dumps(report, ensure_ascii=False, indent=2)
