"""The look of the published blog, as it was fetched and kept in the data folder."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from webapp import files, looks
from webapp.looks import BuiltPage, Sheet

NAME = "look.json"


@dataclass(frozen=True, slots=True)
class KeptLook:
    """What was fetched. address: of the blog's site, which it belongs to."""

    address: str
    fetched_on: date
    page: BuiltPage  # without its sheets
    sheets: tuple[Sheet, ...]

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or self.address


def keep_look(folder: Path, look: KeptLook) -> None:
    """Write a look into the data folder, in the place of an older one. Raises NotSavedError."""
    fields = {"address": look.address, "fetched_on": look.fetched_on.isoformat(), **looks.dump(look.page, look.sheets)}
    files.atomic_write(folder / NAME, json.dumps(fields).encode())


def read_look(folder: Path, address: str) -> KeptLook | None:
    """Read the look that was kept for a site; None without one, or where its file can't be read: it can be fetched."""
    try:
        fields = json.loads((folder / NAME).read_bytes())
        if fields["address"] != address:
            return None
        return KeptLook(address, date.fromisoformat(fields["fetched_on"]), *looks.parse(fields))
    except (OSError, ValueError, KeyError, TypeError):
        return None
