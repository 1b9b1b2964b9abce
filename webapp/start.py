"""Getting ready: a data folder that nobody publishes by accident, and the author's blog."""

from collections.abc import Sequence
from pathlib import Path

from webapp import blog, files, processes, settings
from webapp.errors import DataFolderError, ProcessError, SettingsError
from webapp.settings import Settings

GIT_SECONDS = 10.0
NO_GIT = 127  # the code that shells give for a program that is not there


def prepare_folder(chosen: Settings) -> None:
    """Make the data folder where it is missing. Raises DataFolderError if it can't be used or would be published."""
    files.refuse_published_folder(chosen.data_folder, _run_git)
    try:
        chosen.data_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderError(f"The folder {chosen.data_folder} can't be made: {files.reason_of(error)}.") from error


def use_blog(chosen: Settings, text: str) -> Settings:
    """Work on the blog in this folder from now on, and remember it.

    text: a folder as the author typed or pasted it. Raises SettingsError, BlogError with the reason.
    """
    found = blog.find_blog(folder_from(text))
    return settings.choose_blog(chosen, found.root)


def folder_from(text: str) -> Path:
    """Read a folder as it was typed or pasted: with quotes around it, with `~`, with a slash at the end."""
    cleaned = text.strip().strip("\"'").strip()
    if not cleaned:
        raise SettingsError("No folder was named. Give the folder that your blog's repository lies in.")
    folder = Path(cleaned).expanduser()
    if not folder.is_absolute():
        raise SettingsError(f"“{cleaned}” is only part of a path. Give the whole one, beginning with / or C:\\.")
    return folder


def _run_git(arguments: Sequence[str]) -> int:
    try:
        return processes.run(["git", *arguments], folder=None, timeout=GIT_SECONDS).code
    except ProcessError:
        return NO_GIT  # without git nothing is published by it
