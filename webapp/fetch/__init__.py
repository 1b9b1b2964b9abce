"""One address → what its page says of itself, read in a process of its own that can be killed."""

import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from webapp import looks, processes
from webapp.errors import AddressRefusedError, FetchError, PageGoneError, ProcessError, SiteAwayError
from webapp.fetch.look import Wanted
from webapp.looks import BuiltPage, Sheet

__all__ = ["Page", "Wanted", "fetch_look", "fetch_page"]

TIMEOUT_SECONDS = 15.0  # for everything, redirects included
MEMORY_BYTES = 1_000_000_000  # of address space: Python itself takes about a third
CPU_SECONDS = 10
LONGEST_ANSWER = 40_000_000  # several readings; letters beyond ASCII are six in JSON
_OPTIONAL = ("word_count", "page_count", "duration_seconds", "canonical_address")
LOOK_TIMEOUT_SECONDS = 30.0
_LATE = "The page was not read within {:g} seconds."
LONGEST_LOOK = 12_000_000  # quotes and line ends grow when they are written as JSON


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself; empty or None where it says nothing."""

    title: str
    site: str
    description: str
    final_address: str  # where the redirects ended
    author: str = ""
    published_on: date | None = None
    language: str = ""  # BCP 47
    kind: str = ""  # as `addresses.Kind`
    word_count: int | None = None
    page_count: int | None = None
    duration_seconds: int | None = None
    canonical_address: str | None = None
    html: str = ""  # of the main part
    text: str = ""  # the same as plain words


def fetch_page(url: str, *, own_port: int, timeout: float = TIMEOUT_SECONDS, allows_private: bool = False) -> Page:
    """Read what a page says of itself, and its main part.

    url: absolute http(s). own_port: of this program, which is never asked. timeout: seconds of wall time for the whole
    fetch; a page that takes longer, or that breaks what reads it, still answers with what was read before.
    allows_private: lets addresses of this machine and its network be asked; for tests alone.
    Raises AddressRefusedError where the address may not be fetched, SiteAwayError where it may be had another time,
    FetchError with a sentence where nothing was read.
    """
    answer = _ask({"url": url}, own_port, timeout, LONGEST_ANSWER, allows_private=allows_private)
    given = {name: value or None for name, value in answer.items() if name in _OPTIONAL}
    day = date.fromisoformat(answer["published_on"]) if answer["published_on"] else None
    return Page(**{**answer, **given, "published_on": day})


def visit_page(url: str, *, own_port: int, timeout: float = TIMEOUT_SECONDS, allows_private: bool = False) -> str:
    """See whether a page is there, without reading it, and answer where its redirects ended.

    The arguments are those of `fetch_page`. Raises PageGoneError where its site says that there is no such page,
    SiteAwayError where that may pass, AddressRefusedError where it may not be asked, FetchError for any other refusal.
    """
    answer = _ask({"visit": url}, own_port, timeout, LONGEST_ANSWER, allows_private=allows_private)
    return str(answer["address"])


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
    asked |= {"own_port": own_port, "ends_at": time.time() + timeout, "allows_private": allows_private}
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
        raise SiteAwayError(_LATE.format(timeout)) from error
    return _answer(outcome, timeout)


def _environment() -> dict[str, str]:
    """What the child may know: no proxy, no settings of the author's."""
    kept = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "TEMP", "TMP")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _answer(outcome: processes.Outcome, timeout: float) -> Mapping[str, Any]:
    """The last whole line, which says the most."""
    lines = outcome.stdout.split(b"\n")[:-1]
    if not lines:
        is_killed = outcome.code < 0 or b"MemoryError" in outcome.stderr
        raise FetchError("The page was too much to read.") if is_killed else SiteAwayError(_LATE.format(timeout))
    answer = json.loads(lines[-1])
    if "refused" in answer:
        raise AddressRefusedError(answer["refused"])
    if "away" in answer:
        raise SiteAwayError(answer["away"])
    if "gone" in answer:
        raise PageGoneError(answer["gone"])
    if "failed" in answer:
        raise FetchError(answer["failed"])
    return answer  # type: ignore[no-any-return]  # what the child wrote, an object
