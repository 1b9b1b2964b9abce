"""Running Working Notes and looking after it: `serve`, `open`, `doctor`, `backup`, `restore`."""

import sys
import webbrowser
from pathlib import Path

import click

from webapp import database, doctor, serve, start
from webapp import settings as stored_settings
from webapp.cli.acting import act
from webapp.cli.group import DONE, REFUSED, clock_of_environment, drafts_option, main, settings_of
from webapp.errors import DatabaseError, DataFolderError
from webapp.files import FolderLock, read_holder


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


@main.command(name="doctor")
@drafts_option
def doctor_command(folder: Path | None) -> None:
    """Say what is found: versions, folders, blog, git, database."""
    symptoms = doctor.examine(settings_of(folder), clock_of_environment()())
    for each in symptoms:
        click.echo(f"{'ok  ' if each.is_well else 'LOOK'}  {each.subject}: {each.finding}")
    sys.exit(DONE if all(each.is_well for each in symptoms) else REFUSED)


@main.command(name="backup")
@drafts_option
def backup_command(folder: Path | None) -> None:
    """Copy the database into the folder of backups now."""
    click.echo(f"Backed up to {act(settings_of(folder), 'backup', {})['path']}")


@main.command(name="restore")
@drafts_option
@click.argument("copy", type=click.Path(path_type=Path))
def restore_command(folder: Path | None, copy: Path) -> None:
    """Bring a backup of the database back; stop the server first."""
    chosen = settings_of(folder)
    source = copy if copy.exists() else chosen.backups_folder / copy.name
    if not source.is_file():
        raise DatabaseError(f"There is no backup {copy}, here or in {chosen.backups_folder}. Nothing was changed.")
    with FolderLock(chosen.data_folder):
        aside = database.restore(chosen.database_path, source.absolute(), clock_of_environment()())
    kept = f" What was there before is kept as {aside.name}." if aside else ""
    click.echo(f"Brought back {source.name}.{kept}")
