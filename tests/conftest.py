"""What the tests share: a data folder, a real blog, the app, a signed-in client, a running server and a browser."""

import http.client
import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlencode

import hypothesis
import pytest
import waitress
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from webapp import settings as stored_settings
from webapp.app import create_app
from webapp.database import Database, connect, marker_of
from webapp.routes import access, context
from webapp.sample import make_sample_blog
from webapp.settings import Settings

# Machines are noisy: how long an example takes, to make or try, is no test. The examples are the same in each run, so
# that a failure comes from a change and not by chance; `pytest --hypothesis-profile=explore` tries others each time.
EVERYWHERE: dict[str, Any] = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("house", derandomize=True, **EVERYWHERE)
hypothesis.settings.register_profile("explore", derandomize=False, **EVERYWHERE)
hypothesis.settings.load_profile("house")
os.environ["TZ"] = "UTC"  # which day it is does not depend on where the tests run; a blog's zone is in its settings
if hasattr(time, "tzset"):
    time.tzset()
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Python is started some hundreds of times: compiled once is enough
# For a property whose examples share one fixture, since each of them brings all that it needs.
SHARED_FIXTURE = [hypothesis.HealthCheck.function_scoped_fixture, hypothesis.HealthCheck.too_slow]

# Until what a page is to show counts as missing: machines are busy, and saving.js waits up to 30 s between two tries.
PATIENCE_MS = 45_000
expect.set_options(timeout=PATIENCE_MS)

TODAY = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)  # a Thursday, the weekday that the sample blog is published on
PORT = 7420
POLL_SECONDS = 0.02  # how soon an `http.server` of a test ends when it is told to; else half a second each
PORTS = (10_000, 30_000)  # below those that systems give out: Linux from 32,768 on, others from 49,152 on
ROOT = Path(__file__).parent.parent
# Chromium takes one list of what is switched off, so Playwright's own list is said again. The last two would start a
# process for the suggestions of the address bar with each window: 0.4 s of processor time a test.
SWITCHED_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
# What keeps Chromium from asking anything of anybody, and lets it run as root without a graphics card.
CHROMIUM_FLAGS = (
    f"--disable-features={','.join(SWITCHED_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    moment: datetime = field(default=TODAY)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New homes, one a test, counted here: pytest would look through all that there are for the next number."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> None:
    """Keep git and the app from reading or writing anything of the person who runs the tests."""
    for name in list(os.environ):
        if name.startswith(("GIT_", "WORKING_NOTES_")):
            monkeypatch.delenv(name)
    home = next(homes)
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = Test Author\n\temail = author@example.org\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "drafts"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def blog_to_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample blog is made once, since its dozen commits take longer than a copy."""
    return tmp_path_factory.mktemp("sample") / "blog"


@pytest.fixture
def sample_blog(tmp_path: Path, blog_to_copy: Path) -> Path:
    """A real small Jekyll blog in a git repository."""
    if not blog_to_copy.exists():
        make_sample_blog(blog_to_copy, TODAY.date())
        subprocess.run(["git", "-C", str(blog_to_copy), "gc", "--quiet"], check=True)
        shutil.rmtree(blog_to_copy / ".git" / "hooks")
    return shutil.copytree(blog_to_copy, tmp_path / "blog", symlinks=True)


DatabaseMaker = Callable[[Path], Database]


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> DatabaseMaker:
    """Make a database where there is none, and open it: a copy, since its twenty steps take thirty times as long."""
    made = tmp_path_factory.mktemp("database") / "made.db"
    connect(made).close()

    def make(path: Path) -> Database:
        shutil.copy(made, path)
        shutil.copy(marker_of(made), marker_of(path))
        return connect(path)

    return make


@pytest.fixture
def settings(data_folder: Path, new_database: DatabaseMaker) -> Settings:
    """Settings without a blog, of a folder that was started before."""
    made = Settings(data_folder, None, PORT)
    new_database(made.database_path).close()
    return made


@pytest.fixture
def db(settings: Settings) -> Iterator[Database]:
    """The database of the data folder."""
    opened = connect(settings.database_path)
    yield opened
    opened.close()


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Flask:
    """The app without a blog."""
    return with_traces(create_app(settings, clock=clock))


@pytest.fixture
def blog_app(settings: Settings, sample_blog: Path, clock: Clock) -> Flask:
    """The app with the sample blog."""
    chosen = replace(settings, blog_folder=sample_blog)
    stored_settings.save(chosen)
    return with_traces(create_app(chosen, clock=clock))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A signed-in browser, without a blog."""
    return sign_in(app)


@pytest.fixture
def blog_client(blog_app: Flask) -> FlaskClient:
    """A signed-in browser, with the sample blog."""
    return sign_in(blog_app)


class OwnClient(FlaskClient):
    """A client whose requests name our host and port, as a browser's do."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        options.setdefault("base_url", self.application.extensions[context.EXTENSION].settings.address)
        return super().open(*args, **options)


class CompiledTemplates(BytecodeCache):
    """Templates are compiled once a process, not once an app: that takes longer than most of what is tested."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}  # by name and place; jinja2 itself compares the source

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


class CompiledRule(Rule):
    """What writes a route's addresses is compiled once a process, too: that is most of what it takes to make an app."""

    known: ClassVar[dict[object, Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = append_unknown, self.rule, tuple(self._trace), tuple((self.defaults or {}).items())
        if key not in self.known:
            self.known[key] = super()._compile_builder(append_unknown)
        return self.known[key]


Flask.url_rule_class = CompiledRule


def with_traces(app: Flask) -> Flask:
    """Let defects of the app fail the test with their trace."""
    app.jinja_env.bytecode_cache = COMPILED
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.test_client_class = OwnClient
    return app


def stranger(app: Flask) -> FlaskClient:
    """A client that sends what a browser sends from our own pages, but has no session."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def sign_in(app: Flask) -> FlaskClient:
    """Redeem a one-time address, as the browser does at start-up."""
    client = stranger(app)
    address = access.new_sign_in(app.extensions[context.EXTENSION])
    answer = client.post("/sign-in", data={"token": address.rpartition("/")[2]})
    assert answer.status_code == 303
    return client


@dataclass(frozen=True)
class LiveServer:
    """The app behind waitress on a free port of 127.0.0.1."""

    app: Flask
    address: str
    port: int
    clock: Clock

    def sign_in_address(self) -> str:
        """A new one-time address that signs a browser in."""
        return access.new_sign_in(self.app.extensions[context.EXTENSION])


ServerMaker = Callable[[Settings], LiveServer]


@pytest.fixture
def serve_app(clock: Clock) -> Iterator[ServerMaker]:
    """Start a server for these settings, on a free port instead of theirs; all are stopped at the end."""
    stops: list[Callable[[], None]] = []

    def start(settings: Settings) -> LiveServer:
        app = with_traces(create_app(settings, clock=clock))
        server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8, ident=None)
        home = app.extensions[context.EXTENSION]
        home.settings = replace(home.settings, port=server.effective_port)
        ended = threading.Event()
        thread = threading.Thread(target=_answer_until, args=(server, ended), daemon=True)
        thread.start()
        stops.append(lambda: _stop(server, thread, ended))
        return LiveServer(app, home.settings.address, home.settings.port, clock)

    yield start
    for stop in stops:
        stop()


def _answer_until(server: waitress.server.BaseWSGIServer, ended: threading.Event) -> None:
    while not ended.is_set():
        server.asyncore.loop(timeout=1.0, map=server._map, count=1)


def _stop(server: waitress.server.BaseWSGIServer, thread: threading.Thread, ended: threading.Event) -> None:
    ended.set()
    server.pull_trigger()
    thread.join(5)
    server.task_dispatcher.shutdown(timeout=5)
    server.close()
    waitress.server.wasyncore.close_all(server._map, ignore_all=True)


@pytest.fixture
def live_server(serve_app: ServerMaker, settings: Settings, sample_blog: Path) -> LiveServer:
    """A running server with the sample blog."""
    chosen = replace(settings, blog_folder=sample_blog)
    stored_settings.save(chosen)
    return serve_app(chosen)


@dataclass
class ServerProcess:
    """The real program in a process of its own, and a signed-in way to talk to it."""

    process: "subprocess.Popen[str]"
    port: int
    sign_in_address: str
    cookie: str = ""

    def sign_in(self) -> None:
        """Redeem the address that the start-up printed."""
        answer = self.request("POST", "/sign-in", {"token": self.sign_in_address.rpartition("/")[2]})
        assert answer.status == 303
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]

    def request(
        self, method: str, path: str, fields: dict[str, str] | None = None, accept: str = "text/html"
    ) -> "Answer":
        """Send one request over a connection of its own. Raises OSError, HTTPException where the server went away."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": self.cookie, "Accept": accept}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers), response.read())
        finally:
            connection.close()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and answer the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(30)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


ProcessStarter = Callable[..., ServerProcess]


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at, and that the system gives to nobody who asks for any port.

    One that it gives out may be given to the next connection of whatever else runs, before our server has it.
    """
    while True:
        port = random.SystemRandom().randrange(*PORTS)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


@pytest.fixture
def start_process(data_folder: Path) -> Iterator[ProcessStarter]:
    """Start `working-notes serve` for the data folder; all are stopped at the end."""
    started: list[ServerProcess] = []

    def start(*flags: str, program: Sequence[str] = (sys.executable, "-m", "webapp"), port: int = 0) -> ServerProcess:
        port = port or free_port()
        arguments = [*program, "serve", "--drafts", str(data_folder), "--port", str(port), "--no-browser", *flags]
        process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Sign in once: "):
                break
        else:
            pytest.fail(f"the server did not start: {said}")
        server = ServerProcess(process, port, line.removeprefix("Sign in once: ").strip())
        started.append(server)
        server.sign_in()
        return server

    yield start
    for server in started:
        server.stop(signal.SIGKILL)


class Runner:
    """Runs `working-notes` for one data folder on a fixed day."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, folder: Path = ROOT, **environment: str) -> "subprocess.CompletedProcess[str]":
        given = {"WORKING_NOTES_DRAFTS": str(self.folder), "WORKING_NOTES_TODAY": f"{TODAY:%Y-%m-%d}"}
        return subprocess.run(
            [sys.executable, "-m", "webapp", *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=60,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | given | environment,
        )


@pytest.fixture
def run(data_folder: Path) -> Runner:
    return Runner(data_folder)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browser_context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile, British, with a desk-sized window."""
    opened = chromium.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def page(browser_context: BrowserContext, live_server: LiveServer) -> Page:
    """A page that is signed in to the running server."""
    let_in(browser_context, live_server)
    return browser_context.new_page()


def let_in(context: BrowserContext, server: LiveServer) -> None:
    """Give a browser the session that signing in gives it, without the pages that lead there; they have own tests."""
    name = access.cookie_name(server.port)
    session = sign_in(server.app).get_cookie(name, domain="127.0.0.1")
    assert session
    context.add_cookies(
        [{"name": name, "value": session.value, "url": server.address, "httpOnly": True, "sameSite": "Strict"}]
    )


@pytest.fixture
def desk(page: Page, live_server: LiveServer, path: Path) -> Iterator[Page]:
    """The desk with the draft that the test's own `path` makes, and no error of a script until the end."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{live_server.address}/desk/{path.name}")
    yield page
    assert errors == []
