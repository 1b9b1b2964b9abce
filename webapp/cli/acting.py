"""Commands that write: done by the running server where one holds the data folder, else here under its lock."""

from collections.abc import Mapping
from typing import Any

from webapp import serve, start
from webapp.app import create_app
from webapp.cli.group import clock_of_environment
from webapp.errors import FolderHeldError
from webapp.files import FolderLock
from webapp.routes import commands
from webapp.settings import Settings

WAIT_SECONDS = 10.0  # for another command that is just writing


def act(chosen: Settings, command: str, fields: Mapping[str, object]) -> dict[str, Any]:
    """Do one of `routes.commands` and answer what was done. Raises WorkingNotesError with the sentence why not."""
    start.prepare_folder(chosen)
    try:
        with FolderLock(chosen.data_folder, wait=WAIT_SECONDS):
            return _act_here(chosen, command, fields)
    except FolderHeldError as error:
        if error.port is None:
            raise
        return serve.ask(chosen, error.port, command, fields)


def _act_here(chosen: Settings, command: str, fields: Mapping[str, object]) -> dict[str, Any]:
    with create_app(chosen, clock=clock_of_environment()).app_context():
        return commands.run(command, fields)
