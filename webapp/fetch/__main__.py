"""The child process: reads what to fetch as JSON, answers as JSON, and may be killed at any moment."""

import json
import sys

from webapp.errors import AddressRefusedError, FetchError
from webapp.fetch.connecting import get
from webapp.fetch.reading import read_page


def main() -> None:
    """Fetch one page."""
    asked = json.load(sys.stdin)
    try:
        response = get(asked["url"], asked["own_port"], asked["timeout"], allows_private=asked["allows_private"])
        title, site, description = read_page(response)
        answer = {"title": title, "site": site, "description": description, "final_address": response.address}
    except AddressRefusedError as error:
        answer = {"refused": str(error)}
    except FetchError as error:
        answer = {"failed": str(error)}
    json.dump(answer, sys.stdout)


main()
