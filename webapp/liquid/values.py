"""Values as Liquid sees them in Ruby: how they are written, and those that only the build knows."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import NoReturn

from webapp.errors import WorkingNotesError

NONE: Mapping[str, object] = {}


class NotKnownError(WorkingNotesError):
    """A value was used that only the build knows."""


class StoppedError(WorkingNotesError):
    """The blog's engine would stop here."""


class TooMuchError(WorkingNotesError):
    """A post asks for more than a preview does."""


class Unknown:
    """A value that only the build knows. It may be handed on; using it raises NotKnownError."""

    __slots__ = ("reason",)

    def __init__(self, reason: str = "known when the blog is built") -> None:
        self.reason = reason

    def _refuse(self, *_: object) -> NoReturn:
        raise NotKnownError(self.reason)

    __str__ = __bool__ = __len__ = __iter__ = __getitem__ = __contains__ = __hash__ = __int__ = _refuse
    __eq__ = __lt__ = __gt__ = __le__ = __ge__ = __liquid__ = items = _refuse


Mapping.register(Unknown)  # so that a loop over it asks for its items, which refuses, and does not take it for nothing


class Table(dict[str, object]):
    """A mapping that is written as Ruby writes it."""

    def __str__(self) -> str:
        return "{" + ", ".join(f"{inspect(key)}=>{inspect(value)}" for key, value in self.items()) + "}"


class Moment(datetime):
    """A moment that is written as Ruby writes it."""

    def __str__(self) -> str:
        return f"{self:%Y-%m-%d %H:%M:%S %z}"


class Drop(Mapping[str, object]):
    """An object of the blog: what is known, what is known when it is asked for, and what only the build knows."""

    __slots__ = ("_known", "_later", "_unknown")

    def __init__(
        self,
        known: Mapping[str, object],
        later: Mapping[str, Callable[[], object]] = NONE,  # type: ignore[assignment]  # empty
        unknown: frozenset[str] = frozenset(),
    ) -> None:
        self._known = dict(known)
        self._later = later
        self._unknown = unknown

    def __getitem__(self, key: str) -> object:
        if key in self._unknown:
            return Unknown()
        if key not in self._known and key in self._later:
            self._known[key] = self._later[key]()
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        raise NotKnownError("a list of everything is known when the blog is built")

    def __len__(self) -> int:
        return len(self._known)

    def __str__(self) -> str:
        raise NotKnownError("known when the blog is built")

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


class LateDrop(Drop):
    """An object of the blog that is made when something of it is asked for. make: answers the object itself."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[], Drop]) -> None:
        super().__init__(NONE)
        self._make: Callable[[], Drop] | None = make

    def __getitem__(self, key: str) -> object:
        if self._make is not None:
            made, self._make = self._make(), None
            self._known, self._later, self._unknown = made._known, made._later, made._unknown
        return super().__getitem__(key)


def moment(value: datetime) -> Moment:
    """A moment with its zone as Liquid writes it."""
    parts = value.timetuple()[:6]
    return Moment(*parts, value.microsecond, value.tzinfo, fold=value.fold)


def make_value(value: object, zone: tzinfo) -> object:
    """Turn a value from YAML into one that Liquid writes as in Ruby. zone: of moments without one of their own."""
    if isinstance(value, Mapping):
        return Table({text_of(key): make_value(inner, zone) for key, inner in value.items()})
    if isinstance(value, list | tuple):
        return [make_value(inner, zone) for inner in value]
    if isinstance(value, datetime):
        return moment(_in_zone(value if value.tzinfo else value.replace(tzinfo=UTC), zone))
    return value


def _in_zone(value: datetime, zone: tzinfo) -> datetime:
    """The moment in a zone; as it is where it would be before the year 1 or after 9999 there, as Python can't say."""
    try:
        return value.astimezone(zone)
    except OverflowError:
        return value


def inspect(value: object) -> str:
    """Write a value as Ruby's `inspect` does."""
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(inspect, value)) + "]"
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"#<Date: {value}>"
    return str(value)


def text_of(value: object) -> str:
    """Write a value as Liquid puts it into a page: the parts of a list follow each other."""
    return "".join(map(text_of, value)) if isinstance(value, list) else to_text(value)


def to_text(value: object) -> str:
    """Turn a value into text as Ruby does for a filter that takes texts: a list with its brackets."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return inspect(value)
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    return "" if value is None else str(value)
