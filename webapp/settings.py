"""What the author chose: the data folder, the blog's folder and the port."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import platformdirs

from webapp import files
from webapp.errors import SettingsError

DEFAULT_PORT = 7420
FILE_NAME = "settings.json"
FOLDER_VARIABLE = "WORKING_NOTES_DRAFTS"


@dataclass(frozen=True, slots=True)
class Writing:
    """How the author writes."""

    focus_mode: bool = False  # only the paragraph at hand is dark
    typewriter: bool = False  # the caret's line stays at its height in the window
    folded: bool = False  # what stands beside the text is folded away


@dataclass(frozen=True, slots=True)
class Settings:
    """One data folder and what belongs to it."""

    data_folder: Path  # holds the drafts, the database, the backups
    blog_folder: Path | None = None  # None until a blog was chosen
    port: int = DEFAULT_PORT  # fixed, since the bookmarklet carries it
    writing: Writing = Writing()
    letter_keys: bool = True  # do single letters act where nothing is typed? WCAG 2.1, 2.1.4

    @property
    def drafts_folder(self) -> Path:
        """Where the drafts lie, as Markdown files."""
        return self.data_folder

    @property
    def database_path(self) -> Path:
        """Where the links, notes and revisions are kept."""
        return self.data_folder / "working-notes.db"

    @property
    def backups_folder(self) -> Path:
        """Where the daily copies of the database lie."""
        return self.data_folder / "backups"

    @property
    def sample_folder(self) -> Path:
        """Where the sample blog is made."""
        return self.data_folder / "sample-blog"

    @property
    def private_folder(self) -> Path:
        """A folder that only this user may enter."""
        return self.data_folder / "private"

    @property
    def secret_path(self) -> Path:
        """The secret that sessions are signed with and that the command line shows to the server."""
        return self.private_folder / "secret"

    @property
    def address(self) -> str:
        """Where the server answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"


def load(data_folder: Path, *, blog_folder: Path | None = None, port: int | None = None) -> Settings:
    """Read the settings of a data folder; the arguments win over what was saved. Raises SettingsError."""
    folder = data_folder.expanduser().absolute()
    saved = _read(folder / FILE_NAME)
    blog = blog_folder.expanduser().absolute() if blog_folder is not None else _saved_blog(folder, saved)
    used_port = check_port(saved.get("port", DEFAULT_PORT) if port is None else port)
    writing = Writing(**{name: saved.get(name) is True for name in asdict(Writing())})
    return Settings(folder, blog, used_port, writing, letter_keys=saved.get("letter_keys") is not False)


def save(settings: Settings) -> None:
    """Write the settings into their data folder. Raises NotSavedError."""
    kept = {"blog_folder": _blog_text(settings), "port": settings.port, "letter_keys": settings.letter_keys}
    fields = kept | asdict(settings.writing)
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(fields, indent=2, ensure_ascii=False) + "\n"
    files.atomic_write(settings.data_folder / FILE_NAME, text.encode())


def choose_blog(settings: Settings, blog_folder: Path) -> Settings:
    """Remember the blog's folder, and nothing that holds for this run only (a port given by a flag)."""
    save(replace(load(settings.data_folder), blog_folder=blog_folder))
    return replace(settings, blog_folder=blog_folder)


def choose_writing(settings: Settings, writing: Writing) -> Settings:
    """Remember how the author writes."""
    save(replace(load(settings.data_folder), writing=writing))
    return replace(settings, writing=writing)


def choose_port(settings: Settings, port: int) -> None:
    """Remember another port for the next start; the running server keeps its own. Raises SettingsError."""
    save(replace(load(settings.data_folder), port=check_port(port)))


def choose_letter_keys(settings: Settings, letter_keys: bool) -> Settings:
    """Remember whether single letters act as keys."""
    save(replace(load(settings.data_folder), letter_keys=letter_keys))
    return replace(settings, letter_keys=letter_keys)


def check_port(port: object) -> int:
    """Tell whether a server of this user can have this port. Raises SettingsError."""
    if isinstance(port, bool) or not isinstance(port, int) or not 1024 <= port <= 65535:
        raise SettingsError(f"{port} is no port that can be used. Choose a number from 1024 to 65535.")
    return port


def secret_of(settings: Settings) -> bytes:
    """Read the secret of a data folder, made at the first time. Raises NotSavedError, DataFolderError."""
    known = read_secret(settings)
    if known is not None:
        return known
    files.make_private_folder(settings.private_folder)
    made = secrets.token_urlsafe(32).encode()
    files.atomic_write(settings.secret_path, made, private=True)
    files.restrict(settings.secret_path)
    return made


def read_secret(settings: Settings) -> bytes | None:
    """Read the secret of a data folder; None if no server was started there yet."""
    content = files.read_bytes(settings.secret_path)
    return content.strip() if content and len(content.strip()) >= 32 else None


def default_data_folder() -> Path:
    """Choose the data folder: the environment's, the checkout's `drafts/`, else the user's data folder."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    beside = Path(__file__).resolve().parent.parent
    if (beside / "pyproject.toml").is_file() and (beside / "templates").is_dir():
        return beside / "drafts"
    return platformdirs.user_data_path("working-notes", appauthor=False)


def _read(path: Path) -> dict[str, object]:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The settings in {path} can't be read. Mend the file, or delete it to start anew."
        ) from error
    if not isinstance(fields, dict):
        raise SettingsError(_unreadable(path))
    return fields


def _unreadable(path: Path) -> str:
    return f"The settings in {path} can't be read. Mend the file, or delete it to start anew."


def _saved_blog(folder: Path, saved: dict[str, object]) -> Path | None:
    blog = saved.get("blog_folder")
    return folder / blog if isinstance(blog, str) and blog else None


def _blog_text(settings: Settings) -> str | None:
    """Write a blog inside the data folder relative to it, so that the folder can be moved as a whole."""
    blog = settings.blog_folder
    if blog is None:
        return None
    if blog.is_relative_to(settings.data_folder):
        return str(blog.relative_to(settings.data_folder))
    return str(blog)
