"""The child process: reads what to fetch as JSON, answers as JSON, and may be killed at any moment.

Each line is one answer, and the last whole one counts: what was read before the time was over, or before the page broke
what reads it, is not lost.
"""

import faulthandler
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from webapp import looks
from webapp.errors import AddressRefusedError, FetchError, PageGoneError, SiteAwayError
from webapp.fetch.connecting import get
from webapp.fetch.look import Wanted, read_look
from webapp.fetch.visiting import Visit

MARGIN_SECONDS = 0.5  # before the end at which this process is killed from outside


def main() -> None:
    """Fetch one page, or one look, or see whether a page is there."""
    asked = json.load(sys.stdin)
    asked["timeout"] = asked["ends_at"] - time.time() - MARGIN_SECONDS
    _end_in(asked["timeout"])
    try:
        for answer in _answers(asked):
            _tell(answer)
    except AddressRefusedError as error:
        _tell({"refused": str(error)})
    except SiteAwayError as error:
        _tell({"away": str(error)})
    except PageGoneError as error:
        _tell({"gone": str(error)})
    except FetchError as error:
        _tell({"failed": str(error)})


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _end_in(seconds: float) -> None:
    """End by oneself when the time is over, whatever is under way, also in what holds the interpreter."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    faulthandler.dump_traceback_later(max(seconds, 0.01), exit=True, file=nowhere)


def _answers(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "look" in asked:
        return _look(asked)
    return _visit(asked) if "visit" in asked else _page(asked)


def _visit(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    port, timeout = asked["own_port"], asked["timeout"]
    response = get(asked["visit"], port, timeout, allows_private=asked["allows_private"], reads_body=False)
    yield {"address": response.address}


def _page(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    visit = Visit(asked["own_port"], asked["timeout"], asked["allows_private"])
    for final_address, reading in visit.read(asked["url"]):
        yield asdict(reading) | {"final_address": final_address}


def _look(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    wanted = Wanted(**asked["look"])
    yield looks.dump(*read_look(wanted, asked["own_port"], asked["timeout"], allows_private=asked["allows_private"]))


main()
