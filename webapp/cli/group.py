"""The group of commands, and what its commands share: the data folder, the clock, and how they end."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

import click

from webapp import __version__
from webapp import settings as stored_settings
from webapp.app import utc_now
from webapp.errors import WorkingNotesError
from webapp.settings import FOLDER_VARIABLE, Settings

TODAY_VARIABLE = "WORKING_NOTES_TODAY"
DONE, REFUSED, UNUSABLE = 0, 1, 2  # exit codes: done; refused or something to mend; wrong usage or an unreadable file

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
            fail(str(error), REFUSED)


@click.group(cls=ServingGroup)
@click.version_option(__version__, prog_name="working-notes")
def main() -> None:
    """Working Notes: a desk for weekly link posts."""


def drafts_option(command: Command) -> Command:
    """Let a command name its data folder."""
    return click.option(
        "--drafts",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        envvar=FOLDER_VARIABLE,
        help="The folder of drafts, links and settings.",
    )(command)


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
        fail(f"{TODAY_VARIABLE} is “{chosen}”, which is no date. Write it as 2025-12-04.", UNUSABLE)
    started = utc_now()
    return lambda: noon + (utc_now() - started)


def fail(message: str, code: int) -> NoReturn:
    """End with a sentence and an exit code."""
    click.echo(message, err=True)
    sys.exit(code)
