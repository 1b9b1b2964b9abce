"""The wheel in a fresh environment has everything that the checkout has."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from conftest import ROOT, ProcessStarter

from webapp import __version__

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the built wheel; the libraries are those of the tests, so that nothing is downloaded."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    fresh = folder / "environment"
    venv.create(fresh, with_pip=False, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(fresh / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    (site,) = fresh.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return fresh


def run(environment: Path, *arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(environment / "bin" / arguments[0]), *arguments[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )


def test_wheel_runs_its_own_sources(environment: Path, tmp_path: Path) -> None:
    ended = run(environment, "python", "-c", "import webapp; print(webapp.__file__)", folder=tmp_path)

    assert ended.stdout.startswith(str(environment))


def test_wheel_has_the_command(environment: Path, tmp_path: Path) -> None:
    ended = run(environment, "working-notes", "--version", folder=tmp_path)

    assert ended.stdout.strip().endswith(__version__)


def test_wheel_doctor_finds_everything_well(environment: Path, tmp_path: Path) -> None:
    ended = run(environment, "working-notes", "doctor", "--drafts", str(tmp_path / "notes"), folder=tmp_path)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "LOOK" not in ended.stdout


def test_wheel_renders_a_post(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: a\n---\nAn *intro*.\n")

    ended = run(environment, "working-notes", "render", "post.md", folder=tmp_path)

    assert ended.stdout == "<p>An <em>intro</em>.</p>\n", ended.stderr


def test_wheel_keeps_the_words_in_the_data_folder_of_the_user(environment: Path, tmp_path: Path) -> None:
    program = "from webapp.settings import default_data_folder; print(default_data_folder())"

    ended = run(environment, "python", "-c", program, folder=tmp_path)

    assert "working-notes" in ended.stdout
    assert str(environment) not in ended.stdout


def test_wheel_serves_a_page_with_its_style_and_scripts(environment: Path, start_process: ProcessStarter) -> None:
    server = start_process(program=[str(environment / "bin" / "python"), "-P", "-m", "webapp"])

    page = server.request("GET", "/start")
    linked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.body.decode())
    missing = [address for address in linked if server.request("GET", address).status != 200]

    assert page.status == 200
    assert len(linked) >= 4
    assert missing == []
