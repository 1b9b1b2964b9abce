"""How long an import of 10,000 bookmarks takes, and how long a capture beside it waits.

The real server: the file is sent as the form sends it, and links are saved through its paste box all the while, first
into a house with no links, then into one with as many as are asked for. Usage: bench/importing.py [LINKS-BEFORE ...]
"""

import http.client
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from webapp import bookmarks, importing
from webapp.app import utc_now
from webapp.database import connect
from webapp.importing import Choices
from webapp.sample import make_sample_blog

NUMBER = 10_000
PORT = 7598
BOUNDARY = "a-boundary-that-no-bookmark-has"
PAUSE = 0.05  # seconds between two captures


def bookmark_file(number: int, site: str) -> str:
    """A bookmark file as browsers write them, with folders, tags and descriptions."""
    lines = ["<!DOCTYPE NETSCAPE-Bookmark-file-1>", "<DL><p>"]
    for each in range(number):
        if each % 50 == 0:
            lines += ["</DL><p>"] * bool(each) + [f"<DT><H3>Folder {each // 50}</H3>", "<DL><p>"]
        lines.append(
            f'<DT><A HREF="https://{site}/{each % 97}/posts/{each}?id={each}&amp;utm_source=feed" '
            f'ADD_DATE="{1_500_000_000 + each * 1_000}" TAGS="tag{each % 31},reading">A title of some words, {each}</A>'
        )
        lines += ["<DD>What was noted on it, in a sentence or so."] * (each % 3 == 0)
    return "\n".join([*lines, "</DL><p>", "</DL><p>"])


class Client:
    """A signed-in browser, as far as needed."""

    def __init__(self, sign_in: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.headers = {"Origin": f"http://127.0.0.1:{PORT}"}
        token = sign_in.rpartition("/")[2].strip()
        self.headers["Cookie"] = self.post("/sign-in", {"token": token})[1]["Set-Cookie"].partition(";")[0]

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, dict[str, str], str]:
        return self.send("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def send(self, method: str, path: str, body: bytes, kind: str) -> tuple[int, dict[str, str], str]:
        self.connection.request(method, path, body, self.headers | {"Content-Type": kind})
        answer = self.connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()

    def get(self, path: str) -> str:
        return self.send("GET", path, b"", "text/plain")[2]

    def choose(self, content: str) -> str:
        """Send the file, and answer the address of its import."""
        part = f'Content-Disposition: form-data; name="file"; filename="bookmarks.html"\r\n\r\n{content}'
        body = f"--{BOUNDARY}\r\n{part}\r\n--{BOUNDARY}--\r\n".encode()
        return self.send("POST", "/links/import", body, f"multipart/form-data; boundary={BOUNDARY}")[1]["Location"]


@contextmanager
def served(folder: Path) -> Iterator[Client]:
    """Start the server on a new house, and stop it."""
    make_sample_blog(folder / "blog", utc_now().date())
    command = [sys.executable, "-m", "webapp", "serve", "--no-browser", "--port", str(PORT)]
    options = ["--drafts", str(folder / "drafts"), "--blog", str(folder / "blog")]
    server = subprocess.Popen(command + options, stdout=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert server.stdout is not None
        line = next(line for line in server.stdout if "Sign in once" in line)
        yield Client(line.rpartition(" ")[2])
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def measure(before: int) -> dict[str, float]:
    """Import, save links all the while, and answer seconds and milliseconds."""
    folder = Path(tempfile.mkdtemp(prefix="bench-importing-"))
    try:
        with served(folder) as client:
            fill(folder / "drafts" / "working-notes.db", before)
            client.connection.close()  # the server ends one that rested; the next request opens it again
            alone = [capture(client, f"alone{number}") for number in range(30)]
            started = time.perf_counter()
            address = client.choose(bookmark_file(NUMBER, "example.org"))
            planned = time.perf_counter()
            client.post(f"{address}/begin", {"state": "done"})
            beside = []
            while "Importing" in client.get(address):
                beside += [capture(client, f"beside{len(beside) + number}") for number in range(10)]
            return {
                "plan_seconds": planned - started,
                "import_seconds": time.perf_counter() - planned,
                "captures_beside": len(beside),
                "capture_alone_p95_ms": percentile(alone),
                "capture_beside_median_ms": statistics.median(beside) * 1000,
                "capture_beside_p95_ms": percentile(beside),
            }
    finally:
        shutil.rmtree(folder)


def capture(client: Client, name: str) -> float:
    """Save a link by the paste box, and answer the seconds that this took."""
    time.sleep(PAUSE)
    started = time.perf_counter()
    status, _, _ = client.post("/links", {"q": f"https://10.0.0.1/{name}"})  # refused at once when it is to be fetched
    assert status == 303, status
    return time.perf_counter() - started


def fill(path: Path, number: int) -> None:
    """Put links into the house before it is measured."""
    if not number:
        return
    with connect(path).conn as _, tempfile.TemporaryDirectory():
        database = connect(path)
        step = bookmarks.MOST_ENTRIES // 2
        for start in range(0, number, step):
            content = bookmark_file(min(step, number - start), f"{start}.example.net").encode()
            planned = importing.plan(database, content, "", utc_now())
            importing.begin(database, planned.id, Choices("done"))
            importing.go_on(database, utc_now)
        database.close()


def percentile(seconds: list[float], share: float = 0.95) -> float:
    """In milliseconds."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))] * 1000


if __name__ == "__main__":
    for links_before in [int(each) for each in sys.argv[1:]] or [0]:
        found = {name: round(value, 2) for name, value in measure(links_before).items()}
        print(json.dumps({"links_before": links_before} | found))
