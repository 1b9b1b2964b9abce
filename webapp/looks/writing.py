"""A look as plain fields, to be kept in a file or sent from a process."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from webapp.looks.pages import BuiltPage, Element
from webapp.looks.sheets import Sheet

_CHAINS = ("around", "title", "content")


def dump(page: BuiltPage, sheets: tuple[Sheet, ...]) -> dict[str, Any]:
    """Write a page's elements, and sheets that stand alone."""
    chains = {name: [asdict(element) for element in getattr(page, name)] for name in _CHAINS}
    return {"page": chains, "is_complete": page.is_complete, "sheets": [asdict(sheet) for sheet in sheets]}


def parse(fields: Mapping[str, Any]) -> tuple[BuiltPage, tuple[Sheet, ...]]:
    """Read what `dump` wrote. Raises KeyError or TypeError for anything else."""
    chains = {name: tuple(Element(**element) for element in fields["page"][name]) for name in _CHAINS}
    page = BuiltPage((), **chains, is_complete=bool(fields["is_complete"]))
    return page, tuple(Sheet(**sheet) for sheet in fields["sheets"])
