"""Starting with 100,000 links that have texts stored, and the memory that the server holds after it was used.

Start-up: from starting the process until it says that it answers. Probe in the same run: Python that imports nothing.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from desk import fill
from importing import PORT, Client
from links import LINKS, fill_texts, searches
from screenshots import NOW

from webapp.database import connect
from webapp.sample import make_sample_blog
from webapp.settings import Settings

STARTS = 5
BARS = {"start-up": 1.0, "memory": 300}  # seconds, megabytes


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def bare_python() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def start(settings: Settings) -> tuple[subprocess.Popen[str], str]:
    """Start the server, and answer the address that signs a browser in once it answers."""
    command = [sys.executable, "-m", "webapp", "serve", "--no-browser", "--port", str(PORT)]
    options = ["--drafts", str(settings.data_folder), "--blog", str(settings.blog_folder)]
    process = subprocess.Popen(command + options, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in process.stdout or ():
        if line.startswith("Sign in once: "):
            return process, line.removeprefix("Sign in once: ").strip()
    raise SystemExit("The server did not start.")


def start_once(settings: Settings) -> float:
    began = time.perf_counter()
    process, _ = start(settings)
    took = time.perf_counter() - began
    stop(process)
    return took


def stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(20)


def resident_megabytes(process: subprocess.Popen[str]) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=LINKS)
    number = parser.parse_args().links
    if os.name != "posix" or not Path("/proc/self/status").exists():
        print("Nothing was measured: this system does not say how much memory a process holds.")
        return
    chance = random.Random(4)  # the same texts in every run
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(Path(data) / "drafts", make_sample_blog(Path(data) / "blog", NOW.date()))
        settings.data_folder.mkdir()
        db = connect(settings.database_path)
        fill(db, number)
        fill_texts(db, number, chance)
        db.close()
        probe = statistics.median(timed(bare_python) for _ in range(STARTS))
        took = sorted(start_once(settings) for _ in range(STARTS))
        print(f"{number:,} links with texts; python alone starts in {probe:.2f} s")
        print(f"  start-up, least / p50  {took[0]:.2f} / {statistics.median(took):.2f} s (bar {BARS['start-up']})")
        process, address = start(settings)
        client = Client(address)
        for path in ("/desk", "/links", "/posts", "/settings", "/links/narrow", "/links/groups"):
            client.get(path)
        for typed in searches(chance):
            client.get(f"/links?{urlencode({'q': typed})}")
        print(f"  resident memory at most {resident_megabytes(process):.0f} MB (bar {BARS['memory']})")
        stop(process)


if __name__ == "__main__":
    main()
