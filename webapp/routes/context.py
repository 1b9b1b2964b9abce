"""What a request is answered with: the database, the settings, the blog and the clock."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import current_app, g, request

from webapp import blog, undo
from webapp.blog import Blog
from webapp.building import Builder
from webapp.database import Database, Pool
from webapp.errors import BlogError, NoBlogError, NothingToUndoError
from webapp.keys import Keyboard
from webapp.settings import Settings
from webapp.undo import Step

EXTENSION = "working-notes"
Clock = Callable[[], datetime]


@dataclass(slots=True)
class House:
    """What lives as long as the app: the settings as they are now, the clock, and the sign-ins not yet used."""

    settings: Settings
    clock: Clock  # answers an aware datetime
    secret: bytes
    sign_ins: dict[str, datetime] = field(default_factory=dict)  # token → until when it may be used
    token_uses: dict[int, datetime] = field(
        default_factory=dict
    )  # when tokens were used, as far as that is not kept yet
    pool: Pool = field(default_factory=Pool)
    builder: Builder = field(default_factory=Builder)  # builds the blog when the author asks for it
    wake: Callable[[], None] = lambda: None  # tells the background work that there is something to fetch
    visit: Callable[[], None] = lambda: None  # tells it that there are pages to look at
    go_on: Callable[[], None] = lambda: None  # tells it that there is an import to go on with


def house() -> House:
    """What lives as long as the app."""
    found: House = current_app.extensions[EXTENSION]
    return found


def database() -> Database:
    """The request's connection to the database, its own until it ends."""
    if "database" not in g:
        g.database = house().pool.take(house().settings.database_path)
    opened: Database = g.database
    return opened


def look_once() -> None:
    """Let a request that changes nothing look at the blog once."""
    if request.method in ("GET", "HEAD"):
        g.look = ExitStack()
        g.look.enter_context(blog.look_once())


def stop_looking(_error: BaseException | None = None) -> None:
    """Let the next request look anew."""
    look: ExitStack | None = g.pop("look", None)
    if look is not None:
        look.close()


def give_database_back(_error: BaseException | None = None) -> None:
    """Give the request's connection back, if it took one."""
    opened: Database | None = g.pop("database", None)
    if opened is not None:
        house().pool.give_back(opened)


def settings() -> Settings:
    """The settings as they are now."""
    return house().settings


def change_settings(changed: Settings) -> None:
    """Let the running app use other settings. Saving them is the caller's, by `webapp.settings`."""
    house().settings = changed


def now() -> datetime:
    """The moment, in UTC."""
    return house().clock()


def local_now() -> datetime:
    """The moment, in the blog's time zone; in this machine's where no blog was chosen."""
    try:
        return blog.now_in(current_blog(), now())
    except BlogError:
        return now().astimezone()


def today() -> date:
    """The day, in the blog's time zone; in this machine's where no blog was chosen."""
    return local_now().date()


def current_blog() -> Blog:
    """The author's blog. Raises NoBlogError, which leads to the start page."""
    if "blog" not in g:
        g.blog = _find_blog()
    found: Blog = g.blog
    return found


def wants_fragment() -> bool:
    """Tell whether htmx asks, which swaps a partial into the page."""
    return "HX-Request" in request.headers


def keyboard() -> Keyboard:
    """The author's keyboard: what its keys are called, and whether single letters act."""
    agent = request.user_agent.string
    return Keyboard(settings().letter_keys, is_apple=any(name in agent for name in ("Mac OS", "iPhone", "iPad")))


def wants_json() -> bool:
    """Tell whether the save queue asks, rather than a form."""
    return request.headers.get("Accept") == "application/json"


def told() -> Step | None:
    """The step that led to this page, for its toast; None where the address names none that can be undone."""
    step_id = request.args.get("told", type=int)
    try:
        return None if step_id is None else undo.find(database(), step_id)
    except NothingToUndoError:
        return None


def _find_blog() -> Blog:
    chosen = settings()
    if chosen.blog_folder is None:
        raise NoBlogError("No blog was chosen yet.")
    try:
        return blog.find_blog(chosen.blog_folder, chosen.choices, chosen.pictures_folder)
    except BlogError as error:
        raise NoBlogError(str(error)) from error
