"""The oracle: Debian's kramdown as one long-lived process, and the files of cases made with it."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

WORKER = Path(__file__).parent / "kramdown_worker.rb"
CASES = Path(__file__).parent / "cases" / "kramdown"
_TOKEN_COLOURS = re.compile(r'(?<=<pre class="highlight"><code>).*?(?=</code></pre>)', re.DOTALL)


def is_installed() -> bool:
    """Whether Ruby and its libraries are there."""
    ruby = shutil.which("ruby")
    libraries = ["-r", "kramdown-parser-gfm", "-r", "rouge", "-e", ""]
    return ruby is not None and subprocess.run([ruby, *libraries], capture_output=True, check=False).returncode == 0


class Kramdown:
    """Answers with the HTML that the blog's engine makes of a text."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["ruby", str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def render(self, text: str, options: dict[str, object] | None = None) -> str:
        """Raises ValueError where kramdown itself fails on the text."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"text": text, "options": options or {}}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return str(answer["html"])


def without_colours(html: str) -> str:
    """The HTML without a class for each token of code."""
    return _TOKEN_COLOURS.sub(lambda code: re.sub(r"</?span[^>]*>", "", code[0]), html)


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what kramdown makes of it. options: kramdown's, by name."""

    name: str
    options: dict[str, object]
    text: str
    html: str


def read_cases(path: Path) -> list[Case]:
    """Read a file of cases: a line `== name` (then options as JSON), the text, a line `--`, the HTML."""
    cases = []
    for part in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, _, rest = part.partition("\n")
        text, _, html = rest.partition("\n--\n")
        name, _, options = head.partition(" @ ")
        cases.append(Case(name, json.loads(options) if options else {}, text, html))
    return cases


def write_cases(path: Path, comment: str, cases: list[Case]) -> None:
    written = [comment.rstrip("\n")]
    for case in cases:
        options = f" @ {json.dumps(case.options)}" if case.options else ""
        written.append(f"\n== {case.name}{options}\n{case.text}\n--\n{case.html}")
    path.write_text("".join(written), encoding="utf-8", newline="\n")
