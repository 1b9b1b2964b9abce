"""The command line: what the author, a script or a hook can do without the browser."""

import json
import os
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

import click

from webapp import __version__, blog, capture, check, database, doctor, front_matter, markdown, serve, start
from webapp import settings as stored_settings
from webapp.app import utc_now
from webapp.blog import Blog
from webapp.errors import BlogError, DataFolderError, FolderHeldError, WorkingNotesError
from webapp.files import FolderLock, read_holder
from webapp.sanitising import sanitise
from webapp.settings import FOLDER_VARIABLE, Settings

TODAY_VARIABLE = "WORKING_NOTES_TODAY"
COMMAND_WAIT_SECONDS = 10.0  # for another command that is just writing
NOTHING_TO_MEND, FINDINGS, UNREADABLE = 0, 1, 2

Command = Callable[..., Any]


class ServingGroup(click.Group):
    """Commands of which `serve` is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `serve` in front of options alone."""
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "--version")):
            args = ["serve", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Tell what went wrong as a sentence, not as a trace."""
        try:
            return super().invoke(ctx)
        except WorkingNotesError as error:
            fail(str(error), FINDINGS)


def drafts_option(command: Command) -> Command:
    """Let a command name its data folder."""
    return click.option(
        "--drafts",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        envvar=FOLDER_VARIABLE,
        help="The folder of drafts, links and settings.",
    )(command)


@click.group(cls=ServingGroup)
@click.version_option(__version__, prog_name="working-notes")
def main() -> None:
    """Working Notes: a desk for weekly link posts."""


@main.command(name="serve")
@drafts_option
@click.option("--blog", "blog_folder", type=click.Path(path_type=Path), help="The folder of the blog's repository.")
@click.option("--port", type=int, help="The port to answer at; the bookmarklet carries it.")
@click.option("--no-browser", is_flag=True, help="Print the sign-in address instead of opening a browser.")
def serve_command(folder: Path | None, blog_folder: Path | None, port: int | None, no_browser: bool) -> None:
    """Start Working Notes and open it in the browser (the default)."""
    chosen = stored_settings.load(folder or stored_settings.default_data_folder(), port=port)
    start.prepare_folder(chosen)
    if blog_folder is not None:
        chosen = start.use_blog(chosen, str(blog_folder.expanduser().absolute()))
    if port is not None:
        stored_settings.check_port(port)
    serve.serve(chosen, clock_of_environment(), opens_browser=not no_browser, announce=click.echo)


@main.command(name="open")
@drafts_option
@click.option("--no-browser", is_flag=True, help="Print the sign-in address instead of opening a browser.")
def open_command(folder: Path | None, no_browser: bool) -> None:
    """Open the running Working Notes in the browser, signed in."""
    chosen = settings_of(folder)
    port = read_holder(chosen.data_folder).port
    if port is None:
        raise DataFolderError("Working Notes is not running. Start it with: working-notes")
    address = str(serve.ask(chosen, port, "sign-in", {})["address"])
    if no_browser or not webbrowser.open(address):
        click.echo(address)


@main.command()
@drafts_option
@click.argument("address", nargs=-1, required=True)
@click.option("--note", default="", help="A note for each of these links.")
@click.option("--quote", default="", help="A quotation from the page.")
def add(folder: Path | None, address: tuple[str, ...], note: str, quote: str) -> None:
    """Save links to the inbox."""
    chosen = settings_of(folder)
    for each in address:
        fields = {"address": each, "note": note, "quote": quote}
        answer = act(chosen, "add", fields, lambda: _add_here(chosen, **fields))  # noqa: B023 (called at once)
        click.echo(f"{'Saved' if answer['is_new'] else 'Was there already'}: {answer['title']}")


def _add_here(chosen: Settings, *, address: str, note: str, quote: str) -> dict[str, Any]:
    opened = database.connect(chosen.database_path)
    try:
        saved = capture.save_link(opened, address, note=note, quote=quote, now=clock_of_environment()())
        return {"title": saved.link.display_title, "is_new": saved.is_new}
    finally:
        opened.close()


@main.command(name="check")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--blog", "blog_folder", type=click.Path(path_type=Path), help="Else the blog that the file lies in.")
@click.option("--json", "as_json", is_flag=True, help="Write the findings as JSON.")
def check_command(file: Path, blog_folder: Path | None, as_json: bool) -> None:
    """Say what is to be mended in a post: exit 0 nothing, 1 findings, 2 unreadable."""
    try:
        surrounding = blog.find_blog(blog_folder.absolute()) if blog_folder else blog_around(file)
        findings = check.check_file(file, surrounding, clock_of_environment()())
    except WorkingNotesError as error:
        fail(str(error), UNREADABLE)
    if as_json:
        click.echo(json.dumps({"file": str(file), "findings": [asdict(each) for each in findings]}, ensure_ascii=False))
    else:
        for each in findings:
            click.echo(f"{file}:{each.line}:{each.column}: {each.level}: {each.message}")
        click.echo("Nothing to mend." if not findings else f"{len(findings)} to look at.")
    sys.exit(FINDINGS if findings else NOTHING_TO_MEND)


@main.command()
@click.argument("file", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--raw", is_flag=True, help="Exactly as the blog's engine would, not sanitised.")
@click.option("--null", is_flag=True, help="A NUL after each post's HTML.")
def render(file: tuple[Path, ...], raw: bool, null: bool) -> None:
    """Print the HTML of each post's body."""
    for each in file:
        html = render_file(each)
        click.echo((html if raw else sanitise(html)).encode() + (b"\0" if null else b""), nl=False)


@main.command(name="doctor")
@drafts_option
def doctor_command(folder: Path | None) -> None:
    """Say what is found: versions, folders, blog, git, database."""
    symptoms = doctor.examine(settings_of(folder), clock_of_environment()())
    for each in symptoms:
        click.echo(f"{'ok  ' if each.is_well else 'LOOK'}  {each.subject}: {each.finding}")
    sys.exit(0 if all(each.is_well for each in symptoms) else 1)


@main.command()
@drafts_option
def backup(folder: Path | None) -> None:
    """Copy the database into the folder of backups now."""
    chosen = settings_of(folder)
    click.echo(f"Backed up to {act(chosen, 'backup', {}, lambda: _back_up_here(chosen))['path']}")


def _back_up_here(chosen: Settings) -> dict[str, Any]:
    now = clock_of_environment()()
    return {"path": str(database.back_up(chosen.database_path, chosen.backups_folder, now, reason="by-hand"))}


@main.command()
@drafts_option
@click.argument("copy", type=click.Path(path_type=Path))
def restore(folder: Path | None, copy: Path) -> None:
    """Bring a backup of the database back; stop the server first."""
    chosen = settings_of(folder)
    source = copy if copy.exists() else chosen.backups_folder / copy.name
    with FolderLock(chosen.data_folder):
        aside = database.restore(chosen.database_path, source.absolute(), clock_of_environment()())
    kept = f" What was there before is kept as {aside.name}." if aside else ""
    click.echo(f"Brought back {source.name}.{kept}")


def act(chosen: Settings, command: str, fields: dict[str, str], here: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do an action in this process, or let the server do it that holds the data folder."""
    start.prepare_folder(chosen)
    try:
        with FolderLock(chosen.data_folder, wait=COMMAND_WAIT_SECONDS):
            return here()
    except FolderHeldError as held:
        if held.port is None:
            raise
        return serve.ask(chosen, held.port, command, fields)


def settings_of(folder: Path | None) -> Settings:
    """The settings of the named data folder, or of the usual one."""
    return stored_settings.load(folder or stored_settings.default_data_folder())


def clock_of_environment() -> Callable[[], datetime]:
    """The machine's clock, or one that starts at noon (UTC) of the day in WORKING_NOTES_TODAY."""
    chosen = os.environ.get(TODAY_VARIABLE)
    if not chosen:
        return utc_now
    try:
        noon = datetime.combine(date.fromisoformat(chosen), time(12), UTC)
    except ValueError:
        fail(f"{TODAY_VARIABLE} is “{chosen}”, which is no date. Write it as 2025-12-04.", UNREADABLE)
    started = utc_now()
    return lambda: noon + (utc_now() - started)


def blog_around(file: Path) -> Blog | None:
    """The blog that a file lies in; None if it lies in none."""
    for folder in file.absolute().parents:
        try:
            return blog.find_blog(folder)
        except BlogError:
            continue
    return None


def render_file(file: Path) -> str:
    """Render a post's body as its blog's engine would; with Jekyll's defaults where it lies in no blog."""
    try:
        text = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file} can't be read as a post: {error}", UNREADABLE)
    surrounding = blog_around(file)
    config = surrounding.config.markdown if surrounding else markdown.Config()
    return markdown.render(front_matter.split(text)[1], config)


def fail(message: str, code: int) -> NoReturn:
    """End with a sentence and an exit code."""
    click.echo(message, err=True)
    sys.exit(code)
