"""Background work beside the server: reading pages of saved links, and noticing what other programs changed."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from webapp import blog, drafts, fetch, links
from webapp.database import Database, connect
from webapp.errors import BlogError, WorkingNotesError
from webapp.jobs.hosts import Asking, Hosts
from webapp.jobs.pages import Pages
from webapp.jobs.visits import PageVisits
from webapp.settings import Settings

LOOK_SECONDS = 1.0  # how often the drafts folder is looked at
FOLLOW_SECONDS = 5.0  # how often the blog's files are looked at
STOP_SECONDS = 2.0  # for what is under way; a page that is being read is asked for again at the next start
Task = Callable[[Database], object]
Written = Callable[[Database, str, str, datetime], object]  # the draft's text before and after
Work = Callable[[Database, Callable[[], bool]], object]  # asks now and then whether it is to end

_log = logging.getLogger("webapp")


class Jobs:
    """Threads that end when they are told to.

    One watches the drafts, one follows the blog, two ask servers, which may be slow, one imports.
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        clock: Callable[[], datetime],
        *,
        tasks: Sequence[Task] = (),
        follow: Work = lambda _db, _is_ended: None,
        imports: Work = lambda _db, _is_ended: None,
        written: Written = lambda _db, _before, _after, _now: None,
        allows_private: bool = False,
        timeout: float = fetch.TIMEOUT_SECONDS,
    ) -> None:
        """settings: as they are now; the blog may change. tasks: done at the start and once a day.

        follow: done again and again, a few seconds after it ended.
        imports: done at the start, and whenever there is one to go on with.
        written: told of each draft that was changed.
        allows_private: lets pages of this machine be fetched; for tests alone. timeout: seconds for one page.
        """
        self.settings = settings
        self.clock = clock
        self.tasks = (_fold_revisions(clock), *tasks)
        self._ended = threading.Event()
        asking = Asking(settings, clock, self._ended, Hosts(), allows_private, timeout)
        self._pages, self._visits = Pages(asking), PageVisits(asking)
        self._awake = threading.Event()
        self._has_visits = threading.Event()
        self._imports = imports
        self._follow_blog = follow
        self._written = written
        self._has_imports = threading.Event()
        self._seen: dict[Path, tuple[int, int]] = {}
        self._texts: dict[str, str] = {}  # of the drafts, as they were seen last
        self._day: date | None = None
        self._threads = [
            threading.Thread(target=self._watch, name="watching", daemon=True),
            threading.Thread(target=self._follow, name="following", daemon=True),
            threading.Thread(target=self._fetch, name="fetching", daemon=True),
            threading.Thread(target=self._visit, name="visiting", daemon=True),
            threading.Thread(target=self._import, name="importing", daemon=True),
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that there is a link to read."""
        self._awake.set()

    def visit(self) -> None:
        """Say that there are pages to look at."""
        self._has_visits.set()

    def go_on(self) -> None:
        """Say that there is an import to go on with."""
        self._has_imports.set()

    def stop(self) -> None:
        """End, once what is under way is done."""
        self._ended.set()
        self._awake.set()
        self._has_imports.set()
        self._has_visits.set()
        for thread in self._threads:
            thread.join(STOP_SECONDS)

    def _watch(self) -> None:
        while not self._ended.is_set():
            self._do(self._look)
            self._ended.wait(LOOK_SECONDS)

    def _look(self, db: Database) -> None:
        now = self.clock()
        for name in self._changed_drafts():
            self._do(partial(self._register, name))
        today = self._today(now)
        if today == self._day:
            return
        self._day = today
        links.wake_later(db, today, now)
        if links.try_again(db, today):
            self.wake()
        for task in self.tasks:
            self._do(task)

    def _today(self, now: datetime) -> date:
        """The day as every page has it: the blog's; this machine's where there is no blog that can be read."""
        folder = self.settings().blog_folder
        try:
            return (blog.now_in(blog.find_blog(folder), now) if folder else now.astimezone()).date()
        except BlogError:
            return now.astimezone().date()

    def _register(self, name: str, db: Database) -> None:
        text = drafts.register(db, self._folder, name, self.clock()).text
        before = self._texts.get(name, text if self._day is None else "")  # at the start nothing was just written
        self._texts[name] = text
        if text != before:
            self._written(db, before, text, self.clock())

    @property
    def _folder(self) -> Path:
        return self.settings().drafts_folder

    def _changed_drafts(self) -> list[str]:
        """Name the drafts whose files are not as they were a moment ago; at first all."""
        stats = {path: path.stat() for path in self._folder.glob("[!.]*.m*") if path.is_file()}
        now = {path: (stat.st_mtime_ns, stat.st_size) for path, stat in stats.items()}
        changed = [path.name for path in sorted(now) if self._seen.get(path) != now[path] and drafts.is_name(path.name)]
        self._seen = now
        return changed

    def _follow(self) -> None:
        while not self._ended.is_set():
            self._do(lambda db: self._follow_blog(db, self._ended.is_set))
            self._ended.wait(FOLLOW_SECONDS)

    def _import(self) -> None:
        while not self._ended.is_set():
            self._has_imports.clear()
            self._do(lambda db: self._imports(db, self._ended.is_set))
            if not self._ended.is_set():
                self._has_imports.wait()

    def _fetch(self) -> None:
        while not self._ended.is_set():
            self._awake.clear()
            self._do(self._pages.read_waiting)
            if not self._ended.is_set():
                self._awake.wait()

    def _visit(self) -> None:
        while not self._ended.is_set():
            self._has_visits.clear()
            self._do(self._visits.look)
            if not self._ended.is_set():
                self._has_visits.wait()

    def _do(self, task: Task) -> None:
        """Do one task with a connection of its own; what goes wrong is logged, and the next one is done."""
        try:
            db = connect(self.settings().database_path)
            try:
                task(db)
            finally:
                db.close()
        except (WorkingNotesError, OSError) as error:
            _log.warning("%s", error)


def _fold_revisions(clock: Callable[[], datetime]) -> Task:
    return lambda db: drafts.fold_revisions(db, clock())
