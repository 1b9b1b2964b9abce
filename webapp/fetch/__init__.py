"""One address → what its page says of itself, read in a process of its own that can be killed."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from webapp import looks, processes
from webapp.errors import AddressRefusedError, FetchError, ProcessError
from webapp.fetch.look import Wanted
from webapp.looks import BuiltPage, Sheet

__all__ = ["Page", "Wanted", "fetch_look", "fetch_page"]

TIMEOUT_SECONDS = 15.0  # for everything, redirects included
MEMORY_BYTES = 1_000_000_000  # of address space: Python itself takes about a third
CPU_SECONDS = 10
LONGEST_ANSWER = 200_000
LOOK_TIMEOUT_SECONDS = 30.0
LONGEST_LOOK = 12_000_000  # quotes and line ends grow when they are written as JSON


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself; empty where it says nothing."""

    title: str
    site: str
    description: str
    final_address: str  # where the redirects ended


def fetch_page(url: str, *, own_port: int, timeout: float = TIMEOUT_SECONDS, allows_private: bool = False) -> Page:
    """Read a page's title, site and description.

    url: absolute http(s). own_port: of this program, which is never asked. timeout: seconds of wall time for the whole
    fetch. allows_private: lets addresses of this machine and its network be asked; for tests alone.
    Raises AddressRefusedError where the address may not be fetched, FetchError with a sentence where nothing was read.
    """
    answer = _ask({"url": url}, own_port, timeout, LONGEST_ANSWER, allows_private=allows_private)
    return Page(answer["title"], answer["site"], answer["description"], answer["final_address"])


def fetch_look(
    wanted: Wanted, *, own_port: int, timeout: float = LOOK_TIMEOUT_SECONDS, allows_private: bool = False
) -> tuple[BuiltPage, tuple[Sheet, ...]]:
    """Read how a page looks: the page, the sheets that it names, and their fonts and pictures, wherever they lie.

    own_port, timeout, allows_private: as in `fetch_page`. Raises AddressRefusedError and FetchError likewise.
    """
    answer = _ask({"look": asdict(wanted)}, own_port, timeout, LONGEST_LOOK, allows_private=allows_private)
    return looks.parse(answer)


def _ask(
    asked: dict[str, Any], own_port: int, timeout: float, longest: int, *, allows_private: bool
) -> Mapping[str, Any]:
    """Ask a child process, which may be killed. Raises AddressRefusedError, FetchError."""
    asked |= {"own_port": own_port, "timeout": timeout, "allows_private": allows_private}
    try:
        outcome = processes.run(
            [sys.executable, "-m", "webapp.fetch"],
            folder=Path(__file__).parent.parent.parent,
            timeout=timeout,
            stdin=json.dumps(asked).encode(),
            environment=_environment(),
            memory_bytes=MEMORY_BYTES,
            cpu_seconds=CPU_SECONDS,
            max_output=longest,
        )
    except ProcessError as error:
        raise FetchError(f"The page was not read within {timeout:g} seconds.") from error
    return _answer(outcome)


def _environment() -> dict[str, str]:
    """What the child may know: no proxy, no settings of the author's."""
    kept = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "TEMP", "TMP")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _answer(outcome: processes.Outcome) -> Mapping[str, Any]:
    try:
        answer = json.loads(outcome.stdout)
    except ValueError as error:
        raise FetchError("The page was too much to read.") from error
    if "refused" in answer:
        raise AddressRefusedError(answer["refused"])
    if "failed" in answer:
        raise FetchError(answer["failed"])
    return answer  # type: ignore[no-any-return]  # what the child wrote, an object
