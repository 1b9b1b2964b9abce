"""The child process: reads what to fetch as JSON, answers as JSON, and may be killed at any moment."""

import json
import sys
from typing import Any

from webapp import looks
from webapp.errors import AddressRefusedError, FetchError
from webapp.fetch.connecting import get
from webapp.fetch.look import Wanted, read_look
from webapp.fetch.reading import read_page


def main() -> None:
    """Fetch one page, or one look."""
    asked = json.load(sys.stdin)
    try:
        answer = _look(asked) if "look" in asked else _page(asked)
    except AddressRefusedError as error:
        answer = {"refused": str(error)}
    except FetchError as error:
        answer = {"failed": str(error)}
    json.dump(answer, sys.stdout)


def _page(asked: dict[str, Any]) -> dict[str, Any]:
    response = get(asked["url"], asked["own_port"], asked["timeout"], allows_private=asked["allows_private"])
    title, site, description = read_page(response)
    return {"title": title, "site": site, "description": description, "final_address": response.address}


def _look(asked: dict[str, Any]) -> dict[str, Any]:
    wanted = Wanted(**asked["look"])
    found = read_look(wanted, asked["own_port"], asked["timeout"], allows_private=asked["allows_private"])
    return looks.dump(*found)


main()
