"""What a page says of itself, as it is put together from several places."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; empty or 0 where nothing is said. It goes from one process to another as JSON."""

    title: str = ""
    site: str = ""  # its name in words
    description: str = ""
    author: str = ""  # several with commas between
    published_on: str = ""  # a date, ISO 8601
    language: str = ""  # BCP 47
    kind: str = ""  # as `addresses.Kind`; empty: as the address says
    word_count: int = 0
    page_count: int = 0
    duration_seconds: int = 0
    canonical_address: str = ""
    html: str = ""  # of the main part
    text: str = ""  # the same as plain words

    def filled_by(self, other: "Reading") -> "Reading":
        """This, and from the other what is missing here. HTML and text come together."""
        missing = {each.name: getattr(other, each.name) for each in fields(self) if not getattr(self, each.name)}
        if self.text:
            missing.pop("html", None)
        return replace(self, **missing)
