"""Links without the browser: `add`, `import`, `export`."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from textwrap import indent
from typing import Any

import click

from webapp import bookmarks, database, exporting, files, importing
from webapp.cli.acting import act
from webapp.cli.group import REFUSED, drafts_option, main, settings_of
from webapp.errors import WorkingNotesError

COUNTED = {
    "added": "new",
    "merged": "known, with something new",
    "known": "known, with nothing new",
    "removed": "removed before, and left so",
    "doubled": "named more than once in the file",
    "skipped": "left out",
}


@main.command(name="add")
@drafts_option
@click.argument("address", nargs=-1, required=True, metavar="URL...")
@click.option("--note", default="", metavar="TEXT", help="A note for each of these links.")
@click.option("--quote", default="", metavar="TEXT", help="A quotation from the page.")
def add_command(folder: Path | None, address: tuple[str, ...], note: str, quote: str) -> None:
    """Save links to the inbox: the addresses that are named, or, with `-`, those in what is piped in."""
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if address == ("-",) else "\n".join(address)
    answer = act(settings_of(folder), "add", {"text": text, "note": note, "quote": quote})
    for saved in answer["links"]:
        click.echo(f"{'Saved' if saved['is_new'] else 'Was there already'}: {saved['title']}")
        for known in saved["known"]:
            click.echo(indent(known, "  "))
    if answer["refused"]:
        raise click.ClickException(" ".join(answer["refused"]))


@main.command(name="import")
@drafts_option
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--plan", "plans_only", is_flag=True, help="Show what would be done, and change nothing.")
@click.option("--read", "state", flag_value="done", help="Links were read, unless the file says otherwise.")
@click.option("--unread", "state", flag_value="unread", help="Links are unread, unless the file says otherwise.")
@click.option("--pages", is_flag=True, help="Also read their pages, one after the other, while the server runs.")
@click.option("--json", "as_json", is_flag=True, help="Write what was done as JSON.")
def import_command(
    folder: Path | None, file: tuple[Path, ...], plans_only: bool, state: str | None, pages: bool, as_json: bool
) -> None:
    """Import files of links, of whichever program: that is told by what stands in them.

    Exit codes: 0 done; 1 a file could not be read, and nothing of it was imported.
    """
    chosen = settings_of(folder)
    reports: list[dict[str, Any]] = []
    problems: list[str] = []
    for path in file:
        fields = {"path": str(path.absolute()), "state": state or "", "pages": pages}
        try:
            reports.append(plan_of(chosen.database_path, path) if plans_only else act(chosen, "import", fields))
        except WorkingNotesError as error:
            problems.append(f"{path.name}: {error}")
    lines = (line for report in reports for line in import_lines(report))
    click.echo(json.dumps(reports, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(REFUSED if problems else 0)


def plan_of(path: Path, file: Path) -> dict[str, Any]:
    """Say what an import of a file would do; nothing is written."""
    with closing(database.connect_to_read(path)) as opened:
        return importing.foresee(opened, importing.read_file(file), file.name)


def import_lines(report: dict[str, Any]) -> Iterator[str]:
    """Write what an import did, or would do."""
    yield f"{report['name']}: {report['program']}{', not imported yet' if report['state'] == 'planned' else ''}"
    for name, words in COUNTED.items():
        if report[name] or name == "added":
            yield f"  {report[name]:>6}  {words}"
    for each in report["reasons"]:
        yield f"          {each['place']}, {each['what']}: {each['reason']}"
    if report["problem"]:
        yield f"  {report['problem']}"


@main.command(name="export")
@drafts_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(bookmarks.FORMS)),
    default="json",
    show_default=True,
    help="Everything as JSON, bookmarks for other programs, or a list to read.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def export_command(folder: Path | None, form: str, output: Path | None) -> None:
    """Write all links out, with their tags, notes and passages."""
    with closing(database.connect_to_read(settings_of(folder).database_path)) as opened:
        pieces = exporting.export(opened, form)
        if output is None:
            for piece in pieces:
                sys.stdout.buffer.write(piece.encode())
        else:
            files.atomic_write(output.absolute(), "".join(pieces).encode())
