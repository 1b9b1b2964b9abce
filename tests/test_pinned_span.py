"""The open section's span is pinned by its place: whatever is typed in it and written elsewhere, nothing else moves."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SHARED_FIXTURE, TODAY
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import blog, drafts, write
from webapp.database import Database
from webapp.errors import DraftChangedError
from webapp.write import Place

FOLD = "<!--more-->"
BLANK = " \t\r\n"

# What could be read as the beginning or the end of something else, and any other text.
LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "## New",
            "# Top",
            "Setext\n---",
            "---",
            "```",
            "~~~ py",
            "<div>",
            "</div>",
            "<!--",
            "-->",
            FOLD,
            "> q",
        ]
    ),
    st.sampled_from(["- item", "    code", "[^n]: note", "{:.x}", "{% raw %}", "$$", "é\u2028x", "\N{GRINNING FACE}"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=12),
)
TEXTS = st.lists(LINES, max_size=6).map("\n".join)
# None: typed into the open section; else what another program writes into the section of that number.
EDITS = st.lists(st.tuples(st.none() | st.integers(0, 3), TEXTS), min_size=1, max_size=6)


@pytest.fixture
def place(db: Database, data_folder: Path, sample_blog: Path) -> Place:
    return Place(db, data_folder, blog.find_blog(sample_blog), "", None, TODAY)


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class OpenSection:
    """A post on disk with one section open on a page, and what has to stand round that section."""

    def __init__(self, place: Place, opened: str, seam: str, ending: str) -> None:
        self.place, self.seam, self.ending = place, seam, ending
        self.others = ["Text."] * 4
        self.text = f"## Open\n\n{opened}\n\nEnd.".replace("\n", ending)
        self.path = place.folder / place.name
        self.path.unlink(missing_ok=True)
        self.write_elsewhere(0, "Text.")
        self.revision = drafts.register(place.db, place.folder, place.name, TODAY).revision
        self.start, self.end = len(self.above), len(self.above) + len(self.text)

    def section(self, number: int) -> str:
        """Its first and its last line stay, so that it can be told where it ends."""
        return f"## Section {number}\n\n{self.others[number]}\n\nEnd of {number}."

    @property
    def above(self) -> str:
        return f"---\ntitle: T\n---\n\n{self.section(0)}\n\n{self.section(1)}\n\n".replace("\n", self.ending)

    @property
    def below(self) -> str:
        return f"{self.seam}{self.section(2)}\n\n{self.section(3)}".replace("\n", self.ending)

    def write_elsewhere(self, number: int, text: str) -> None:
        self.others[number] = text
        self.path.write_bytes(f"{self.above}{self.text}{self.below}".encode())

    def type(self, typed: str) -> DraftChangedError | None:
        """Save what is typed, and see that it stands where the section stood; else answer why it was not saved."""
        text = typed.replace("\n", "\r\n")
        try:
            saved = write.save_section(self.place, revision=self.revision, start=self.start, end=self.end, text=text)
        except DraftChangedError as conflict:
            return conflict
        written = self.path.read_bytes().decode()
        assert written.startswith(self.above)
        assert written.endswith(self.below)
        self.text = written[len(self.above) : len(written) - len(self.below)]
        assert plain(self.text) == self.kept(typed)
        assert (saved.draft.text, saved.draft.text[saved.start : saved.end]) == (written, self.text)
        self.revision, self.start, self.end = saved.draft.revision, saved.start, saved.end
        return None

    def kept(self, typed: str) -> str:
        """Blanks that end a section are its seam's, and so is a second fold."""
        kept = typed.rstrip(BLANK)
        return kept.removesuffix(FOLD).rstrip(BLANK) if FOLD in self.seam else kept


@settings(max_examples=60, suppress_health_check=SHARED_FIXTURE)
@given(
    number=st.integers(0, 2**60),
    opened=TEXTS,
    seam=st.sampled_from(["\n\n", f"\n{FOLD}\n\n"]),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    edits=EDITS,
)
def test_pinned_span_is_replaced_exactly_whatever_is_written_in_it_and_elsewhere(
    place: Place, number: int, opened: str, seam: str, ending: str, edits: list[tuple[int | None, str]]
) -> None:
    section = OpenSection(replace(place, name=f"{number}.md"), opened, seam, ending)
    touched: set[bool] = set()  # was something written below it since the last save, or above?

    for elsewhere, text in edits:
        if elsewhere is not None:
            section.write_elsewhere(elsewhere, text)
            touched.add(elsewhere >= 2)
            continue
        before = section.path.read_bytes()
        conflict = section.type(text)
        if conflict:
            assert len(touched) == 2 or not section.text, "what is written on one side of a section is no conflict"
            assert (plain(conflict.mine), section.path.read_bytes()) == (text, before)
            return
        touched.clear()
