"""What stands beside the text: what is to be mended, with its place, and what the author wrote before about this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp import blog, conventions, front_matter
from webapp.blog import Blog
from webapp.checks import Finding
from webapp.conventions import Filing, PostFile
from webapp.database import Database
from webapp.desk.linked import Linked, find_linked
from webapp.desk.past import Past, find_past
from webapp.desk.values import Desk, DeskSection
from webapp.line_endings import field_offset, split_lines, with_endings


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """Something to mend, and where it is on the desk."""

    finding: Finding
    position: int | None  # of the section; None: it is about the post as a whole, or its front matter
    start: int  # in the section's text area, where every line end is one character
    end: int

    @property
    def level(self) -> str:
        return self.finding.level.value


@dataclass(frozen=True, slots=True)
class Beside:
    """What the pane beside the text shows besides links."""

    here: tuple[PlacedFinding, ...]  # of the open section
    elsewhere: tuple[PlacedFinding, ...]
    past: tuple[Past, ...]  # for the open section, the closest first
    linked: tuple[Linked, ...]  # phrases of the open section that were links before
    filings: tuple[Filing, ...]  # what the draft is filed under, with suggestions for the open section, else for all


def read_beside(db: Database, site: Blog, shown: Desk, text: str, findings: Sequence[Finding], today: date) -> Beside:
    """Read what stands beside the text. Writes nothing.

    text: of the draft as `shown` has it. findings: of its checks.
    """
    opened = shown.open_section
    placed = [_place(finding, text, shown.sections) for finding in findings]
    return Beside(
        here=tuple(each for each in placed if opened and each.position == opened.position),
        elsewhere=tuple(each for each in placed if not opened or each.position != opened.position),
        past=tuple(find_past(db, opened, shown.blog_path, today)) if opened else (),
        linked=tuple(find_linked(db, opened.source, shown.blog_path, today)) if opened else (),
        filings=_filings(site, shown, text),
    )


def _filings(site: Blog, shown: Desk, text: str) -> tuple[Filing, ...]:
    post = PostFile(shown.name, text, shown.blog_path or shown.name)
    asked = shown.open_section.source if shown.open_section else front_matter.split(text)[1]
    return conventions.read_filing(post, asked, blog.post_files(site), blog.learn(site).kind_of(post).shape)


def _place(finding: Finding, text: str, sections: Sequence[DeskSection]) -> PlacedFinding:
    """Find the section that a finding's line is in, and its excerpt there; the section's end where it names none."""
    lines = split_lines(text)
    offset = sum(map(len, lines[: finding.line - 1]))
    section = next((each for each in reversed(sections) if each.start <= offset), None)
    if section is None or finding.line > len(lines):
        return PlacedFinding(finding, None, 0, 0)
    source = with_endings(section.source, "\n")
    above = len(with_endings(section.source[: offset - section.start], "\n"))
    found = source.find(finding.excerpt, above) if finding.excerpt else -1
    start, end = (found, found + len(finding.excerpt)) if found >= 0 else (len(source), len(source))
    return PlacedFinding(finding, section.position, field_offset(source, start), field_offset(source, end))
