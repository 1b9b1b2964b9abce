"""How servers are asked: every host is given time between one request and the next."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from webapp.settings import Settings

HOST_SECONDS = 1.0  # between the end of one request to a host and the next


@dataclass(frozen=True, slots=True)
class Asking:
    """How servers are asked in the background."""

    settings: Callable[[], Settings]  # as they are now
    clock: Callable[[], datetime]
    ended: threading.Event  # set where it is to end
    hosts: "Hosts"  # one for all who ask
    allows_private: bool  # lets pages of this machine be asked for; for tests alone
    timeout: float  # seconds for one page


class Hosts:
    """Knows when each host was asked last."""

    def __init__(self) -> None:
        self._asked: dict[str, float] = {}  # in time.monotonic()

    def choose(self, addresses: Sequence[str]) -> tuple[int, float]:
        """Which of these may be asked for first, the first one of several, and in how many seconds; 0 for now."""
        now = time.monotonic()
        seconds = [max(0.0, self._asked.get(_host(each), -HOST_SECONDS) + HOST_SECONDS - now) for each in addresses]
        chosen = seconds.index(min(seconds))
        return chosen, seconds[chosen]

    def note(self, address: str) -> None:
        """Note that an address was asked for just now."""
        now = time.monotonic()
        self._asked = {each: at for each, at in self._asked.items() if now - at < HOST_SECONDS} | {_host(address): now}


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
