"""The running server: waitress on this machine only, the background work beside it, and how commands reach it."""

import errno
import gc
import http.client
import json
import logging
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from types import FrameType
from typing import Any

import waitress

from webapp import importing, tokens
from webapp.app import MAX_BODY_BYTES, create_app
from webapp.database import Database, back_up_daily, connect
from webapp.errors import DataFolderError, WorkingNotesError
from webapp.files import FolderLock, remove_leftovers
from webapp.jobs import Jobs
from webapp.memory import Follower
from webapp.routes import access, context
from webapp.settings import Settings, read_secret
from webapp.waking import wake_written

FINISH_SECONDS = 10.0  # for requests that are being answered when the server is told to stop
ANSWER_SECONDS = 330.0  # for a command; a push may take minutes, and git has its own limit
# How long one thread may compute while another wants to; Python itself gives 5 ms. Each statement of a request lets the
# others in, so beside an import a request of thirty statements would wait thirty times.
SWITCH_SECONDS = 0.0005
# When Python looks for rings of things that nobody uses: after so many new ones, after so many such looks, after so
# many of those. The last look goes through all that is there, 60 ms in a blog of 2,000 posts, and every request waits
# for it; with Python's own 700, 10, 10 that was one page of posts in twenty.
LOOKS = (20_000, 20, 20)
START_SECONDS = 5.0  # for a server that holds the folder and does not listen yet
BACKUP_LOOK_SECONDS = 1800.0

Clock = Callable[[], datetime]


def serve(settings: Settings, clock: Clock, *, opens_browser: bool, announce: Callable[[str], None]) -> None:
    """Serve one data folder until SIGINT or SIGTERM, then finish what is being answered.

    announce: shows a line to the author. Raises FolderHeldError where another process holds the folder, and
    DataFolderError where the port is taken.
    """
    with FolderLock(settings.data_folder, port=settings.port, wait=START_SECONDS):
        remove_leftovers(settings.data_folder)
        with closing(connect(settings.database_path)) as opened:
            importing.note_stopped(opened)
        app = create_app(settings, clock=clock)
        favour_answers()
        server = _listen(app, settings)
        home: context.House = app.extensions[context.EXTENSION]
        with _stops_on_signals(server) as stopped, _daily_backups(settings, clock), _background_work(home):
            announce(f"Working Notes is at {settings.address}/ (stop it with Ctrl+C)")
            _invite(access.new_sign_in(home), opens_browser=opens_browser, announce=announce)
            _answer_until(server, stopped)


def favour_answers() -> None:
    """Let no request wait long for what this process does beside it."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()  # what was loaded until now stays for as long as the process does
    gc.set_threshold(*LOOKS)


def ask(settings: Settings, port: int, command: str, fields: Mapping[str, object]) -> dict[str, Any]:
    """Send a command to the server that holds the data folder, and answer what it did.

    Raises WorkingNotesError with the server's own sentence where it refused.
    """
    secret = read_secret(settings)
    if secret is None:
        raise DataFolderError(f"The secret of {settings.data_folder} is missing. Stop the server and start it again.")
    headers = {
        "Authorization": f"Bearer {secret.decode()}",
        "Content-Type": "application/json",
        "Origin": f"http://127.0.0.1:{port}",
    }
    status, body = _post(port, f"/commands/{command}", json.dumps(fields), headers)
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise DataFolderError(f"What answers at port {port} is not Working Notes.") from error
    if status >= 400:
        raise WorkingNotesError(str(answer.get("error", "The server refused.")))
    return dict(answer)


def _post(port: int, path: str, body: str, headers: Mapping[str, str]) -> tuple[int, bytes]:
    deadline = time.monotonic() + START_SECONDS
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
        try:
            connection.request("POST", path, body.encode(), dict(headers))
            response = connection.getresponse()
            return response.status, response.read()
        except ConnectionRefusedError as error:
            if time.monotonic() > deadline:
                raise DataFolderError(f"The server at port {port} does not answer. Nothing was changed.") from error
            time.sleep(0.05)
        except (OSError, http.client.HTTPException) as error:
            raise DataFolderError(
                f"The server at port {port} broke off ({error}). Look whether it was done."
            ) from error
        finally:
            connection.close()


def _listen(app: Any, settings: Settings) -> Any:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        return waitress.create_server(
            app,
            host="127.0.0.1",
            port=settings.port,
            threads=8,
            max_request_body_size=MAX_BODY_BYTES,
            channel_timeout=20,
            ident=None,
        )
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise DataFolderError(_taken(settings.port)) from error
        raise


def _taken(port: int) -> str:
    holder = "Working Notes with another data folder" if _is_working_notes(port) else "another program"
    return (
        f"Port {port} is taken by {holder}. Stop that one first, or choose another port with --port NUMBER "
        "(the bookmarklet carries the port, so drag it to the browser's bar again then)."
    )


def _is_working_notes(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/")
        return b"Working Notes" in connection.getresponse().read(100_000)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _invite(address: str, *, opens_browser: bool, announce: Callable[[str], None]) -> None:
    """Open the browser signed in; say the address where that is not wanted or not possible."""
    if not opens_browser:
        announce(f"Sign in once: {address}")
        return

    def open_or_say() -> None:
        if not webbrowser.open(address):
            announce(f"No browser could be opened. Open this address once: {address}")

    threading.Thread(target=open_or_say, daemon=True).start()


@contextmanager
def _stops_on_signals(server: Any) -> Iterator[threading.Event]:
    """Give an event that SIGINT and SIGTERM set, and put the earlier handlers back afterwards."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if stopped.is_set():
            sys.exit(1)  # told twice
        stopped.set()
        server.pull_trigger()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _answer_until(server: Any, stopped: threading.Event) -> None:
    """Answer requests until told to stop, then those that had come in by then."""
    while not stopped.is_set():
        server.asyncore.loop(timeout=1.0, map=server._map, count=1)
    server.accepting = False
    deadline = time.monotonic() + FINISH_SECONDS
    while _is_answering(server) and time.monotonic() < deadline:
        server.asyncore.loop(timeout=0.05, map=server._map, count=1)
    server.task_dispatcher.shutdown(timeout=1)
    server.asyncore.close_all(server._map, ignore_all=True)


def _is_answering(server: Any) -> bool:
    return any(channel.requests or channel.total_outbufs_len for channel in list(server.active_channels.values()))


@contextmanager
def _background_work(home: context.House) -> Iterator[None]:
    """Read the pages of saved links, and notice changed drafts and posts, while the server runs."""

    def keep_token_uses(db: Database) -> None:
        tokens.keep_uses(db, home.token_uses)

    def go_on(db: Database, is_ended: Callable[[], bool]) -> None:
        importing.go_on(db, home.clock, is_ended)

    follower = Follower(lambda: home.settings.blog_folder, home.clock)
    jobs = Jobs(
        lambda: home.settings,
        home.clock,
        tasks=[keep_token_uses],
        follow=follower.look_again,
        imports=go_on,
        written=wake_written,
    )
    home.wake, home.visit, home.go_on = jobs.wake, jobs.visit, jobs.go_on
    jobs.start()
    try:
        yield
    finally:
        home.builder.stop()
        jobs.stop()
        _keep_at_the_end(home, keep_token_uses)


def _keep_at_the_end(home: context.House, task: Callable[[Database], None]) -> None:
    try:
        with closing(connect(home.settings.database_path)) as db:
            task(db)
    except WorkingNotesError as error:
        logging.getLogger("webapp").warning("%s", error)


@contextmanager
def _daily_backups(settings: Settings, clock: Clock) -> Iterator[None]:
    """Copy the database once a day while the server runs."""
    ended = threading.Event()

    def look() -> None:
        while True:
            try:
                back_up_daily(settings.database_path, clock())
            except WorkingNotesError as error:
                logging.getLogger("webapp").warning("%s", error)
            if ended.wait(BACKUP_LOOK_SECONDS):
                return

    thread = threading.Thread(target=look, name="backups")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
