"""Setting up on a fresh machine: make, the virtual environment, and pinned libraries."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

from webapp.cli import main

REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*.html"))
TARGETS = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def make_venv(python: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [ROOT / ".ci" / "venv", str(folder / "venv")],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHON": python},
    )


def write_program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_setting_up_without_the_venv_module_says_how_to_mend_it(tmp_path: Path) -> None:
    without = f'case "$*" in *ensurepip*) exit 1;; esac\nexec "{sys.executable}" "$@"'

    ended = make_venv(write_program(tmp_path / "python3", without), tmp_path)

    assert ended.returncode == 1
    assert f"sudo apt install python3.{sys.version_info.minor}-venv" in ended.stderr
    assert not (tmp_path / "venv").exists()


def test_setting_up_without_a_new_python_says_which_is_needed(tmp_path: Path) -> None:
    ended = make_venv(write_program(tmp_path / "python3", "exit 1"), tmp_path)

    assert ended.returncode == 1
    assert "Python 3.11 or newer is needed" in ended.stderr


def test_setting_up_make_alone_lists_what_can_be_made() -> None:
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert {"help", "run", "test", "check", "format", "bench", "build", "quick"} <= set(TARGETS)
    assert [target for target in TARGETS if f"make {target} " not in listed] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_setting_up_pages_name_only_what_can_be_made(page: str) -> None:
    named = re.findall(r"`make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"))

    assert named
    assert set(named) <= set(TARGETS)


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_setting_up_libraries_are_pinned_with_hashes_and_name_no_host(path: Path) -> None:
    entries = re.split(r"\n(?=[a-z])", path.read_text(encoding="utf-8"))

    assert len(entries) > 10
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in path.read_text(encoding="utf-8")


def test_setting_up_pins_every_library_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {
        path.name: set(re.findall(r"^([a-z0-9-]+)==", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in REQUIREMENTS
    }
    needed = {re.split(r"[>=;]", name)[0].lower() for name in project["dependencies"]}
    developed = {re.split(r"[>=;]", name)[0].lower() for name in project["optional-dependencies"]["dev"]}

    assert needed - pinned["app.txt"] == set()
    assert (needed | developed) - pinned["dev.txt"] == set()


def test_setting_up_names_no_library_that_nothing_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "webapp").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", sources, re.MULTILINE))
    modules = {
        "markdown-it-py": "markdown_it",
        "python-frontmatter": "frontmatter",
        "python-liquid": "liquid",
        "pyyaml": "yaml",
    }

    names = {re.split(r"[>=;]", name)[0].lower() for name in project["dependencies"]} - {"tzdata"}

    assert [name for name in names if modules.get(name, name.replace("-", "_")) not in imported] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *PAGES])
def test_setting_up_pages_name_only_commands_that_there_are(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")

    named = set(re.findall(r"(?:`|^    |<code>)working-notes\s+([a-z]+)", text, re.MULTILINE))

    assert named <= set(main.commands)
