"""What Jekyll said, without what is meant for its makers, and what to do about it."""

import re
from dataclasses import dataclass

from webapp import sections
from webapp.building.copying import Copy
from webapp.drafts import Draft

MOST_CHARACTERS = 1_500
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TRACE = re.compile(
    r"^\S+\.rb:\d+:in [`'].*?': (?P<words>.*?)(?: \([\w:]+\))?$|^\S+:\d+:in [`']|^\s+from \S+:\d+|^<internal:"
)
_NOISE = re.compile(r"^\s*(?:-{5,}|Jekyll \S+\s+Please append|for any additional information)")
_LINE = re.compile(r"\(line (\d+)\)")
# What is said, and what the author can do. {} is what was said of it.
_ADVICE = (
    (
        re.compile(r"Could not find (?:gem )?(?P<name>\S+)|GemNotFound|Bundler could not find|not currently included"),
        "Not all gems of the blog are on this machine. Run “bundle install” in the blog’s folder, then build again.",
    ),
    (
        re.compile(r"command not found: jekyll"),
        "The blog’s Gemfile does not name Jekyll, or it is not installed. Run “bundle install” in the blog’s folder, "
        "then build again.",
    ),
    (
        re.compile(r"Dependency Error|MissingDependency|cannot load such file"),
        "A plugin that _config.yml names is not on this machine. Install it (with a Gemfile: “bundle install” in the "
        "blog’s folder), then build again.",
    ),
    (
        re.compile(r"theme could not be found", re.IGNORECASE),
        "The blog’s theme is not on this machine. Install it as a gem, then build again.",
    ),
    (
        re.compile(r"remote.theme|SocketError|getaddrinfo|Failed to open TCP|Net::", re.IGNORECASE),
        "The build asked another server for something and got no answer. Try it again when you are online.",
    ),
)
_OTHERWISE = "The blog would fail like this wherever it is built. Mend what is named above, then build again."


@dataclass(frozen=True, slots=True)
class Said:
    """Jekyll's own words, and what to do in ours."""

    words: str
    advice: str


def read_failure(output: str, copy: Copy, path: str, draft: Draft) -> Said:
    """Read what a failed build said. path: of the draft's post in the copy."""
    lines = _plain_lines(output, copy)
    words = "\n".join(lines)[:MOST_CHARACTERS] or "It said nothing."
    place = _place_in(words, path, draft)
    if place:
        return Said(words, f"The trouble is in this post, {place}. Mend it on the desk, then build again.")
    if path in words:
        return Said(words, "The trouble is in this post. Mend it on the desk, then build again.")
    return Said(words, next((advice for said, advice in _ADVICE if said.search(output)), _OTHERWISE))


def read_warnings(output: str, copy: Copy, path: str) -> str:
    """Read what a build that went well said of the draft's post; empty for nothing."""
    return "\n".join(line for line in _plain_lines(output, copy) if path in line)[:MOST_CHARACTERS]


def _plain_lines(output: str, copy: Copy) -> list[str]:
    lines: list[str] = []
    for line in _COLOUR.sub("", output).replace(f"{copy.top}/", "").splitlines():
        trace = _TRACE.match(line)
        if trace and not lines and trace["words"]:
            lines.append(trace["words"])
        if trace:
            break
        if line.strip() and not _NOISE.match(line):
            lines.append(line.strip())
    return list(dict.fromkeys(lines))


def _place_in(words: str, path: str, draft: Draft) -> str:
    """Where in the draft Liquid stumbled: it counts the lines below the front matter and the blank lines there."""
    line = next((_LINE.search(each) for each in words.splitlines() if path in each and _LINE.search(each)), None)
    if line is None:
        return ""
    document = sections.split(draft.text, None, draft.level)
    number = document.front.count("\n") + int(line[1])
    offset = sum(len(each) for each in draft.text.splitlines(keepends=True)[: number - 1])
    heading = document.sections[sections.section_at(document, offset)].heading
    return f"in the section “{heading}”, at line {number}" if heading else f"in its intro, at line {number}"
