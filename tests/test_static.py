"""The templates, sheets, scripts, fonts and vendored files, read as text."""

import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
TEMPLATES = sorted((TOP / "templates").rglob("*.html"))
SHEETS = sorted((TOP / "static/css").glob("*.css"))
SCRIPTS = sorted((TOP / "static/js").glob("*.js"))
CHECKSUM_FILES = [
    TOP / "static/vendor/checksums.json",
    TOP / "static/fonts/checksums.json",
    TOP / "tests/vendor/checksums.json",
]
MAX_CSS_BYTES = 20_000  # all sheets together, compressed
MAX_SCRIPT_BYTES = 60_000  # all scripts together, htmx among them, compressed
MAX_ISLAND_LINES = 250

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|oklch|oklab|lab|lch|color)\(", re.IGNORECASE)
NAMED_COLOUR = re.compile(
    r"(?<![-\w])(?:white|black|red|green|blue|gr[ae]y|silver|yellow|orange|purple|navy|teal)(?![-\w])", re.IGNORECASE
)
TEMPLATE_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


def name_of(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


def without_comments(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


class Tags(HTMLParser):
    """Collects the tags of a template, with what Jinja writes left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(TEMPLATE_TAG.sub("", text))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_static_template_has_nothing_inline(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    tags = Tags(text).tags

    assert [tag for tag, attributes in tags if tag == "style" or (tag == "script" and "src" not in attributes)] == []
    inline = [
        name for _, attributes in tags for name in attributes if name == "style" or name.startswith(("on", "hx-on"))
    ]
    assert inline == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_static_template_lets_no_markup_through(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert not re.search(r"\|\s*safe\b|autoescape", text)


@pytest.mark.parametrize("partial", [path for path in TEMPLATES if path.name.startswith("_")], ids=name_of)
def test_static_partial_names_its_context_first(partial: Path) -> None:
    first = partial.read_text(encoding="utf-8").split("\n", 1)[0]

    assert re.fullmatch(r"\{#-? .+ -?#\}", first)


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_static_form_works_without_javascript(template: Path) -> None:
    forms = [attributes for tag, attributes in Tags(template.read_text(encoding="utf-8")).tags if tag == "form"]

    assert [form for form in forms if not {"action", "method"} <= form.keys()] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_static_htmx_element_says_where_its_answer_goes(template: Path) -> None:
    sends = {"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"}
    senders = [
        attributes for _, attributes in Tags(template.read_text(encoding="utf-8")).tags if sends & attributes.keys()
    ]

    assert [sender for sender in senders if not {"hx-target", "hx-swap"} <= sender.keys()] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_static_template_asks_no_other_machine(template: Path) -> None:
    tags = Tags(template.read_text(encoding="utf-8")).tags
    loads = [attributes.get("src") or "" for _, attributes in tags]
    loads += [attributes.get("href") or "" for tag, attributes in tags if tag == "link"]

    assert [address for address in loads if "//" in address] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_static_template_names_files_that_exist(template: Path) -> None:
    named = re.findall(r"""["'](/static/[^"'{]+)["']""", template.read_text(encoding="utf-8"))

    assert [path for path in named if not (TOP / path.lstrip("/")).is_file()] == []


@pytest.mark.parametrize("sheet", [path for path in SHEETS if path.name != "tokens.css"], ids=name_of)
def test_static_sheet_takes_every_colour_from_the_tokens(sheet: Path) -> None:
    text = without_comments(sheet.read_text(encoding="utf-8"))
    values = re.findall(r"[-\w]+\s*:\s*([^;{}]+);", text)

    assert [value for value in values if COLOUR.search(value) or NAMED_COLOUR.search(value)] == []


def test_static_sheets_use_only_names_that_the_tokens_define() -> None:
    defined = set(re.findall(r"(--[-\w]+)\s*:", (TOP / "static/css/tokens.css").read_text(encoding="utf-8")))
    used = {
        (name_of(sheet), name)
        for sheet in SHEETS
        for name in re.findall(r"var\((--[-\w]+)", without_comments(sheet.read_text(encoding="utf-8")))
    }

    assert sorted((sheet, name) for sheet, name in used if name not in defined) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_static_sheet_stands_in_layers(sheet: Path) -> None:
    text = without_comments(sheet.read_text(encoding="utf-8"))

    outside = re.sub(r"@layer [-\w, ]+;", "", text)
    tops = re.findall(r"(?:^|\})\s*((?:@|[^\s}@])[^{}]*)\{", strip_blocks(outside))

    assert "!important" not in text
    assert [top for top in tops if not top.strip().startswith(("@layer", "@font-face"))] == []


def strip_blocks(text: str) -> str:
    """Empty every outermost block, so that only what opens one is left."""
    depth, kept = 0, []
    for character in text:
        depth -= character == "}"
        if depth == 0:
            kept.append(character)
        depth += character == "{"
    return "".join(kept)


def test_static_sheets_are_small() -> None:
    size = sum(len(gzip.compress(sheet.read_bytes())) for sheet in SHEETS)

    assert size < MAX_CSS_BYTES


def test_static_scripts_are_small() -> None:
    scripts = [*SCRIPTS, *(TOP / "static/vendor").rglob("*.js")]
    size = len(gzip.compress(b"".join(script.read_bytes() for script in scripts)))

    assert size < MAX_SCRIPT_BYTES


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_static_script_is_a_small_island(script: Path) -> None:
    text = script.read_text(encoding="utf-8")

    assert not re.search(r"\beval\s*\(|new Function|\.innerHTML\s*=|document\.write|insertAdjacentHTML", text)
    assert text.count("\n") <= MAX_ISLAND_LINES


@pytest.mark.parametrize("script", [path for path in SCRIPTS if path.name != "saving.js"], ids=name_of)
def test_static_script_leaves_requests_to_htmx(script: Path) -> None:
    text = script.read_text(encoding="utf-8")

    assert not re.search(r"\bfetch\s*\(|XMLHttpRequest|localStorage|sessionStorage|indexedDB", text)


@pytest.mark.parametrize("checksums", CHECKSUM_FILES, ids=name_of)
def test_static_vendored_files_are_those_that_were_taken(checksums: Path) -> None:
    expected = json.loads(checksums.read_text(encoding="utf-8"))
    folder = checksums.parent

    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    actual = {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in expected}

    assert present - {checksums.name} == expected.keys()
    assert actual == {path: entry["sha256"] for path, entry in expected.items()}
    assert all(entry.keys() == {"name", "version", "licence", "sha256"} for entry in expected.values())


@pytest.mark.parametrize("checksums", CHECKSUM_FILES, ids=name_of)
def test_static_vendored_files_carry_their_licence(checksums: Path) -> None:
    folders = {path.parent for path in checksums.parent.rglob("*") if path.suffix in (".js", ".woff2")}

    assert [folder for folder in folders if not {"LICENSE", "OFL.txt"} & {path.name for path in folder.iterdir()}] == []


def test_static_htmx_is_configured_as_measured() -> None:
    base = (TOP / "templates/base.html").read_text(encoding="utf-8")
    content = re.search(r"<meta name=\"htmx-config\" content='([^']+)'>", base)
    assert content

    config = json.loads(content[1])

    assert config["timeout"] == 10_000
    assert not config["allowEval"]
    assert config["selfRequestsOnly"]
    assert config["attributesToSettle"] == []  # it would write style attributes, which the page's policy forbids
    assert {"code": "4(09|22)", "swap": True} in config["responseHandling"]
