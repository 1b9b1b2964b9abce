"""What a request says: texts, numbers and days of its form or its address."""

from datetime import date

from flask import request
from werkzeug.exceptions import BadRequest

from webapp.write import Span


def text_of(name: str) -> str:
    """A text of the form; empty if it was left out."""
    return request.form.get(name, "")


def number_of(name: str) -> int:
    """A number of the form or the address; 400 where it is missing."""
    found = optional_number(name)
    if found is None:
        raise BadRequest
    return found


def optional_number(name: str) -> int | None:
    """A number of the form or the address; None if it was left out or is none."""
    return request.values.get(name, type=int)


def span_of(name: str) -> Span | None:
    """Where an open section stands, as `REVISION START END`; None if it was left out or is none."""
    revision, _, places = request.values.get(name, "").partition(" ")
    start, _, end = places.partition(" ")
    is_span = all(part.isascii() and part.isdigit() for part in (start, end))
    return Span(revision, int(start), int(end)) if is_span else None


def day_of(name: str) -> date:
    """A day of the form or the address, as browsers send it; 400 for anything else."""
    try:
        return date.fromisoformat(request.values.get(name, ""))
    except ValueError as error:
        raise BadRequest from error
