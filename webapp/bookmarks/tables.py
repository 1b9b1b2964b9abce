"""Rows of CSV files, with the lines that they begin on.

Source: RFC 4180.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webapp.errors import ImportUnreadableError


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    line: int
    cells: Mapping[str, str]  # by the column's name in lower case

    @property
    def place(self) -> str:
        return f"line {self.line}"

    def text(self, *names: str) -> str:
        """The first of these columns that says something."""
        return next((self.cells[name] for name in names if self.cells.get(name, "").strip()), "")


def columns_of(text: str) -> frozenset[str]:
    """Name the columns, in lower case; empty where the first line can't be read as a row."""
    try:
        return frozenset(name.strip().lower() for name in next(csv.reader(io.StringIO(text[:10_000], newline="")), []))
    except csv.Error:
        return frozenset()


def rows_of(text: str) -> Iterator[Row]:
    """Read the rows below the line with the names. Raises ImportUnreadableError where a row is broken."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    names: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if names is None:
                names = [cell.strip().lower() for cell in cells]
            elif any(cell.strip() for cell in cells):
                yield Row(line, dict(zip(names, cells, strict=False)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportUnreadableError(
            f"The row that begins on line {line} is broken: a quotation mark is missing or too many, or a cell is "
            "far too long. Nothing was imported.",
            line=line,
        ) from error
