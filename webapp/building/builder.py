"""One build at a time, beside the server: begun by a click, looked at while it runs, stopped if it has to be."""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from webapp import blog
from webapp.blog import Blog
from webapp.building.copying import Copy, bring_up_to_date, forget_last_build
from webapp.building.messages import read_failure, read_warnings
from webapp.building.pages import find_page, forget_page, read_page
from webapp.building.running import find_command, run_jekyll
from webapp.drafts import Draft
from webapp.errors import BuildError, ProcessError

FOLDER = "built-blogs"  # in the data folder
STOP_SECONDS = 5.0


class State(StrEnum):
    """How far a build is."""

    NONE = "none"  # there was none of this draft
    COPYING = "copying"
    BUILDING = "building"
    GATHERING = "gathering"
    BUILT = "built"
    FAILED = "failed"
    STOPPED = "stopped"


_WORDS = {
    State.NONE: "The real page, built by your own Jekyll with this post in it. That works in a copy of the blog’s "
    "folder, and runs the blog’s own plugins and fetches what they fetch, as each of your builds does.",
    State.COPYING: "Copying what changed in the blog…",
    State.GATHERING: "Fetching the page from the built site…",
    State.FAILED: "Not built.",
    State.STOPPED: "The build was stopped. The blog’s own folder was not touched.",
}
_UNFORESEEN = (
    "Something went wrong here that Working Notes did not foresee; what it was stands where the program was started. "
    "The post and the blog’s folder were not touched. You can build again, or look at the other views."
)
RUNNING = frozenset({State.COPYING, State.BUILDING, State.GATHERING})


@dataclass(frozen=True, slots=True)
class Build:
    """A build of a draft, as it is now."""

    draft_name: str
    revision: str = ""  # of the draft that is built
    state: State = State.NONE
    said: str = ""  # Jekyll's own words: why it failed, or what it noted about this post
    advice: str = ""  # why there is no page, and what to do
    page: str = ""  # the built page, standing alone
    seconds: float = 0.0  # that it took, or has taken so far
    usual_seconds: float = 0.0  # that the last one took; 0 where there was none
    is_stale: bool = False  # was the draft changed since?
    is_of_another: bool = False  # is it another draft that is being built?

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def words(self) -> str:
        """How far it is, or how it ended, in words."""
        if self.is_of_another:
            return "Another post is being built. This one can be built after it."
        if self.state is State.BUILDING:
            usual = f" The last time it took {self.usual_seconds:.0f} s." if self.usual_seconds else ""
            return f"Jekyll is building the blog: {self.seconds:.0f} s so far.{usual}"
        if self.state is State.BUILT:
            changed = " The post was changed since." if self.is_stale else ""
            return f"The page as your Jekyll built it, in {max(1, round(self.seconds))} s.{changed}"
        return _WORDS[self.state]


class Builder:
    """Builds one draft at a time; what was built last is kept until the next one begins."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """clock: seconds, for how long it takes."""
        self._clock = clock
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._build = Build("")
        self._began = 0.0

    def begin(self, site: Blog, draft: Draft, folder: Path) -> Build:
        """Begin to build the blog with a draft in it; where one is built already, answer how far that is.

        folder: of the data. What lacks on this machine is said by the build's advice.
        """
        with self._lock:
            if self._build.is_running:
                return self.look(draft)
            self._began = self._clock()
            usual = self._build.seconds if self._build.state is State.BUILT else self._build.usual_seconds
            self._build = Build(draft.name, draft.revision, State.COPYING, usual_seconds=usual)
            self._ended.clear()
            self._thread = threading.Thread(target=self._run, args=(site, draft, folder), name="building", daemon=True)
            self._thread.start()
        return self._build

    def look(self, draft: Draft) -> Build:
        """Say how far the build of a draft is, or the one that runs for another draft."""
        build = self._build
        is_own = build.draft_name == draft.name
        if build.is_running:
            return replace(build, seconds=self._clock() - self._began, is_of_another=not is_own)
        return replace(build, is_stale=build.revision != draft.revision) if is_own else Build(draft.name)

    def stop(self) -> None:
        """Stop what runs, with all its processes, and wait until it has."""
        self._ended.set()
        self.wait(STOP_SECONDS)

    def wait(self, seconds: float) -> None:
        """Wait until nothing runs, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, site: Blog, draft: Draft, folder: Path) -> None:
        done = replace(self._build, state=State.FAILED, advice=_UNFORESEEN)
        try:
            done = self._built(site, draft, folder)
        except (BuildError, ProcessError, OSError) as error:
            done = replace(self._build, state=State.FAILED, advice=str(error))
        finally:  # whatever happens, the next build must be able to begin
            if self._ended.is_set():
                done = replace(self._build, state=State.STOPPED)
            self._build = replace(done, seconds=self._clock() - self._began)

    def _built(self, site: Blog, draft: Draft, folder: Path) -> Build:
        find_command(site)  # before anything is copied
        path = draft.blog_path or blog.path_for(site, draft.name, draft.text)
        content = draft.text.encode()
        place = folder / FOLDER / hashlib.sha256(str(site.root).encode()).hexdigest()[:16]
        copy = bring_up_to_date(site, place, path, content, spared=folder, is_stopped=self._ended.is_set)
        self._build = replace(self._build, state=State.BUILDING)
        return self._with_jekyll(site, draft, copy, path)

    def _with_jekyll(self, site: Blog, draft: Draft, copy: Copy, path: str) -> Build:
        """Build the copy; what did not end well is begun from nothing the next time."""
        forget_page(site, copy.built, draft)
        try:
            outcome = run_jekyll(site, copy, self._ended.is_set)
        except ProcessError:
            forget_last_build(copy)
            raise
        output = outcome.stderr.decode("utf-8", "replace")
        if outcome.code:
            forget_last_build(copy)
            said = read_failure(output, copy, path, draft)
            return replace(self._build, state=State.FAILED, said=said.words, advice=said.advice)
        self._build = replace(self._build, state=State.GATHERING, said=read_warnings(output, copy, path))
        page = read_page(site, copy.built, find_page(site, copy.built, draft))
        return replace(self._build, state=State.BUILT, page=page)
