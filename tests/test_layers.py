"""The house's rules of architecture, proven from the sources."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "webapp"

PURE = 1
LOWER_SHELF = 2.1
UPPER_SHELF = 2.2
ACTIONS = 3
ROUTES = 4
APP = 5
COMMANDS = 6

LAYERS: dict[str, float] = {
    "errors": 0,
    **dict.fromkeys(
        [
            "addresses",
            "bookmarks",
            "sections",
            "section_ids",
            "line_endings",
            "front_matter",
            "conventions",
            "markdown",
            "liquid",
            "plugins",
            "checks",
            "citations",
            "sanitising",
            "calendar",
            "looks",
            "keys",
            "searches",
            "phrases",
            "sentences",
            "bookmarklet",
            "groups",
            "highlights",
            "weeks",
            "charts",
            "pictures",
        ],
        PURE,
    ),
    **dict.fromkeys(["files", "database", "git", "processes", "settings"], LOWER_SHELF),
    **dict.fromkeys(["links", "posts", "drafts", "fetch", "blog", "undo", "tokens"], UPPER_SHELF),
    **dict.fromkeys(
        [
            "capture",
            "triage",
            "importing",
            "exporting",
            "cite",
            "write",
            "start",
            "check",
            "preview",
            "building",
            "publish",
            "jobs",
            "desk",
            "inbox",
            "offers",
            "archive",
            "memory",
            "graph",
            "doctor",
            "sample",
            "palette",
            "reader",
            "grouping",
            "waking",
            "linkding",
            "choosing",
        ],
        ACTIONS,
    ),
    "routes": ROUTES,
    "app": APP,
    **dict.fromkeys(["serve", "cli", "__main__"], COMMANDS),
}

LIBRARY_HOMES = {
    "flask": {"routes", "app"},
    "werkzeug": {"routes", "app"},
    "jinja2": {"routes", "app"},
    "markupsafe": {"app"},
    "waitress": {"serve"},
    "click": {"cli"},
    "sqlite_utils": {"database"},
    "sqlite3": {"database"},
    "markdown_it": {"markdown"},
    "pygments": {"markdown"},
    "liquid": {"liquid"},
    "frontmatter": {"front_matter"},
    "yaml": {"front_matter"},
    "nh3": {"sanitising"},
    "platformdirs": {"settings"},
    "subprocess": {"processes"},
    "trafilatura": {"fetch"},
    "pypdf": {"fetch"},
    "charset_normalizer": {"fetch"},
}

# Pure modules read no clock, disk, network or environment.
IMPURE_LIBRARIES = {
    "os",
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "subprocess",
    "sqlite3",
    "time",
    "tempfile",
    "random",
}


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def module_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Dotted names of everything that a source imports; relative imports are made absolute."""
    package = ("webapp", *path.relative_to(PACKAGE).parent.parts)
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{stem}.{alias.name}" for alias in node.names}
    return frozenset(names)


def own_modules(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports_of(path) if name.startswith("webapp.")} - {"__version__"}


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_imports_only_from_lower_layers(path: Path) -> None:
    module = module_of(path)
    layer = LAYERS[module]

    imported = own_modules(path) - {module}

    for other in imported:
        assert LAYERS[other] < layer or (layer == LAYERS[other] and layer in (PURE, LOWER_SHELF, COMMANDS)), (
            f"{module} (layer {layer}) imports {other} (layer {LAYERS[other]})"
        )


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_outside_library_has_one_home(path: Path) -> None:
    module = module_of(path)

    foreign = {name.split(".")[0] for name in imports_of(path)} - {"webapp"} - set(sys.stdlib_module_names)

    for library in foreign | (imports_of(path) & {"sqlite3", "subprocess"}):
        assert module in LIBRARY_HOMES[library], f"{library} lives in {LIBRARY_HOMES[library]}, not in {module}"


@pytest.mark.parametrize(
    "path", [path for path in sources() if LAYERS.get(module_of(path)) == PURE], ids=lambda path: path.name
)
def test_pure_module_touches_nothing_outside(path: Path) -> None:
    names = imports_of(path)

    touched = {bad for bad in IMPURE_LIBRARIES for name in names if name == bad or name.startswith(bad + ".")}

    assert not touched


def test_every_module_has_a_layer() -> None:
    modules = {module_of(path) for path in sources()}

    assert modules <= set(LAYERS)


def test_no_function_is_longer_than_fifty_lines() -> None:
    too_long = [
        f"{path.name}:{node.lineno} {node.name}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 50
    ]

    assert not too_long
