"""What the author chose: the data folder, the blog's folder and the port."""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import platformdirs

from webapp import files
from webapp.conventions import NO_CHOICES, Choice, Choices
from webapp.errors import SettingsError

DEFAULT_PORT = 7420
FILE_NAME = "settings.json"
DATABASE_NAME = "working-notes.db"
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
    choices_by_blog: tuple[tuple[str, Choices], ...] = ()  # by the blog's folder, as the file names it

    @property
    def choices(self) -> Choices:
        """What was set by hand for the blog's conventions."""
        if not self.choices_by_blog:
            return NO_CHOICES
        return dict(self.choices_by_blog).get(_blog_text(self) or "", NO_CHOICES)

    @property
    def drafts_folder(self) -> Path:
        """Where the drafts lie, as Markdown files."""
        return self.data_folder

    @property
    def database_path(self) -> Path:
        """Where the links, notes and revisions are kept."""
        return self.data_folder / DATABASE_NAME

    @property
    def backups_folder(self) -> Path:
        """Where the daily copies of the database lie."""
        return self.data_folder / "backups"

    @property
    def pictures_folder(self) -> Path:
        """Where pictures that were added to drafts wait for the blog."""
        return self.data_folder / "pictures"

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
    return Settings(
        folder,
        blog,
        used_port,
        writing,
        letter_keys=saved.get("letter_keys") is not False,
        choices_by_blog=_read_choices(folder / FILE_NAME, saved.get("conventions", {})),
    )


def save(settings: Settings) -> None:
    """Write the settings into their data folder. Raises NotSavedError."""
    kept = {"blog_folder": _blog_text(settings), "port": settings.port, "letter_keys": settings.letter_keys}
    fields: dict[str, object] = kept | asdict(settings.writing)
    if settings.choices_by_blog:
        fields["conventions"] = {blog: _choices_json(choices) for blog, choices in settings.choices_by_blog}
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


def choose_convention(settings: Settings, choice: Choice) -> Settings:
    """Remember one thing that was set by hand for the blog's conventions."""
    return _change_choices(settings, lambda choices: choices.set(choice))


def forget_convention(settings: Settings, kind: str, aspect: str) -> Settings:
    """Go back to what is learned of one thing."""
    return _change_choices(settings, lambda choices: choices.without(kind, aspect))


def _change_choices(settings: Settings, change: Callable[[Choices], Choices]) -> Settings:
    """Change those of this blog, as the file has them now; those of other blogs stay."""
    blog = _blog_text(settings) or ""
    saved = load(settings.data_folder)
    by_name = dict(saved.choices_by_blog)
    kept = {**by_name, blog: change(by_name.get(blog, NO_CHOICES))}
    by_blog = tuple((name, each) for name, each in kept.items() if each.all)
    save(replace(saved, choices_by_blog=by_blog))
    return replace(settings, choices_by_blog=by_blog)


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


def _read_choices(path: Path, saved: object) -> tuple[tuple[str, Choices], ...]:
    """Read what was set by hand; what is no text stays as it is, and is said on the page. Raises SettingsError."""
    if not isinstance(saved, dict) or not all(isinstance(kinds, dict) for kinds in saved.values()):
        raise SettingsError(f"“conventions” in {path} can't be read. Mend the file, or take that part out.")
    return tuple((blog, Choices(tuple(_choices_of(kinds)))) for blog, kinds in saved.items())


def _choices_of(kinds: dict[str, object]) -> Iterator[Choice]:
    for kind, values in kinds.items():
        if not isinstance(values, dict):
            yield Choice(kind, "", json.dumps(values, ensure_ascii=False), is_text=False)
            continue
        for aspect, value in values.items():
            is_text = isinstance(value, str)
            yield Choice(kind, aspect, value if is_text else json.dumps(value, ensure_ascii=False), is_text)


def _choices_json(choices: Choices) -> dict[str, object]:
    kinds: dict[str, object] = {}
    for choice in choices.all:
        value = choice.text if choice.is_text else json.loads(choice.text)
        if not choice.aspect:
            kinds[choice.kind] = value
            continue
        values = kinds.setdefault(choice.kind, {})
        if isinstance(values, dict):
            values[choice.aspect] = value
    return kinds


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
