"""The blog built by a real Jekyll with a draft in it: in a copy, with the blog's own folder as it was."""

import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TODAY
from flask.testing import FlaskClient

from webapp import blog, drafts
from webapp.blog import Blog
from webapp.building import Build, Builder, State
from webapp.database import Database
from webapp.drafts import Draft
from webapp.routes import context

NAME = "2025-12-18-next-week.md"
TEXT = (
    '---\nlayout: post\ntitle: "Next week"\n---\n\nIntro "quoted".\n\n## One\n\nFirst.\n\n![A dot](/assets/dot.png)\n'
)
LAYOUT = """\
<!DOCTYPE html><html><head><link rel="stylesheet" href="{{ '/assets/site.css' | relative_url }}">
<script src="/assets/site.js"></script></head>
<body onload="alert(1)"><h1>{{ page.title }}</h1>{{ content }}<p>Built for {{ jekyll.environment }}</p>
<iframe src="https://video.example/1"></iframe></body></html>
"""
PATIENCE = 60.0  # seconds

needs_jekyll = pytest.mark.skipif(shutil.which("jekyll") is None, reason="Debian's jekyll is not installed")


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    """The sample blog with a layout, a sheet and a picture of its own."""
    for name, content in {
        "_layouts/post.html": LAYOUT,
        "assets/site.css": "body { color: teal; background: url(dot.png) }",
        "assets/dot.png": "no picture, but bytes",
    }.items():
        (sample_blog / name).parent.mkdir(exist_ok=True)
        (sample_blog / name).write_text(content)
    return blog.find_blog(sample_blog)


@pytest.fixture
def draft(db: Database, data_folder: Path) -> Draft:
    return drafts.create_draft(db, data_folder, NAME, TEXT, now=TODAY)


def build(site: Blog, draft: Draft, folder: Path, builder: Builder | None = None) -> Build:
    builder = builder or Builder()
    builder.begin(site, draft, folder)
    builder.wait(PATIENCE)
    return builder.look(draft)


def everything_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, hidden ones too, with its bytes and its time."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.mark.jekyll
@needs_jekyll
def test_building_shows_the_real_page_and_leaves_the_blog_as_it_was(
    site: Blog, draft: Draft, data_folder: Path
) -> None:
    (site.root / "_site").mkdir()
    (site.root / "_site" / "old.html").write_text("old")
    before = everything_in(site.root)

    built = build(site, draft, data_folder)

    assert (built.state, built.said, built.advice) == (State.BUILT, "", "")
    assert '<h1>Next week</h1><p>Intro “quoted”.</p>\n\n<h2 id="one">One</h2>' in built.page
    assert "Built for production" in built.page
    assert 'href="data:text/css;charset=utf-8;base64,' in built.page
    assert '<img src="data:image/png;base64,bm8gcGljdHVyZSwgYnV0IGJ5dGVz" alt="A dot"/>' in built.page
    assert not {"<script", "onload", "<iframe"} & {
        each for each in ("<script", "onload", "<iframe") if each in built.page
    }
    assert "A frame, not loaded: https://video.example/1" in built.page
    assert everything_in(site.root) == before


@pytest.mark.jekyll
@needs_jekyll
def test_building_again_shows_what_changed_in_draft_layout_and_sheet(
    site: Blog, draft: Draft, data_folder: Path
) -> None:
    builder = Builder()
    first = build(site, draft, data_folder, builder)
    (site.root / "_layouts" / "post.html").write_text(LAYOUT.replace("Built for", "Made for"))
    (site.root / "assets" / "dot.png").write_text("other bytes")
    changed = replace(draft, text=TEXT.replace("First.", "Second."), revision="changed")

    assert builder.look(changed).is_stale
    second = build(site, changed, data_folder, builder)

    assert "First." in first.page
    assert {words in second.page for words in ("Second.", "Made for", "b3RoZXIgYnl0ZXM=")} == {True}
    assert second.usual_seconds == first.seconds
    assert not second.is_stale


@pytest.mark.jekyll
@needs_jekyll
def test_building_with_a_liquid_error_says_what_jekyll_said_and_where(
    site: Blog, draft: Draft, data_folder: Path
) -> None:
    broken = replace(draft, text=TEXT.replace("First.", "First.\n\n{% nothing %}"))
    before = everything_in(site.root)
    builder = Builder()

    failed = build(site, broken, data_folder, builder)

    assert failed.state is State.FAILED
    assert failed.said == (f"Liquid Exception: Liquid syntax error (line 7): Unknown tag 'nothing' in _posts/{NAME}")
    assert failed.advice == (
        "The trouble is in this post, in the section “One”, at line 12. Mend it on the desk, then build again."
    )
    assert everything_in(site.root) == before
    assert build(site, draft, data_folder, builder).state is State.BUILT


@pytest.mark.jekyll
@needs_jekyll
def test_building_notes_what_jekyll_says_of_a_post_that_it_builds(site: Blog, draft: Draft, data_folder: Path) -> None:
    built = build(site, replace(draft, text=TEXT.replace('"Next week"', "Next: week")), data_folder)

    assert built.state is State.BUILT
    assert "YAML Exception reading" in built.said
    assert "<h1>" not in built.page
    assert "First." in built.page
    assert str(data_folder) not in built.said


@pytest.mark.jekyll
@needs_jekyll
def test_building_a_post_without_a_day_says_why_there_is_no_page(site: Blog, db: Database, data_folder: Path) -> None:
    undated = drafts.create_draft(db, data_folder, "notes 0801.md", TEXT, now=TODAY)

    failed = build(site, undated, data_folder)

    assert failed.state is State.FAILED
    assert "does not begin with a date" in failed.advice


@pytest.mark.jekyll
@pytest.mark.skipif(shutil.which("bundle") is None, reason="Bundler is not installed")
def test_building_with_a_gemfile_goes_through_bundler_and_installs_nothing(
    site: Blog, draft: Draft, data_folder: Path
) -> None:
    (site.root / "Gemfile").write_text('gem "a-gem-that-nobody-made"\n')
    before = everything_in(site.root)

    failed = build(site, draft, data_folder)

    assert failed.state is State.FAILED
    assert "Could not find gem 'a-gem-that-nobody-made'" in failed.said
    assert "Run “bundle install” in the blog’s folder" in failed.advice
    assert everything_in(site.root) == before


@pytest.mark.jekyll
@needs_jekyll
@pytest.mark.skipif(shutil.which("bundle") is None, reason="Bundler is not installed")
def test_building_with_a_gemfile_writes_no_lock_beside_it(site: Blog, draft: Draft, data_folder: Path) -> None:
    (site.root / "Gemfile").write_text('gem "jekyll"\n')
    before = everything_in(site.root)

    built = build(site, draft, data_folder)

    assert (built.state, built.advice) == (State.BUILT, "")
    assert everything_in(site.root) == before


def test_building_without_jekyll_says_what_is_needed(
    site: Blog, draft: Draft, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(data_folder))

    failed = build(site, draft, data_folder)

    assert failed.state is State.FAILED
    assert failed.advice.startswith("Jekyll is not on this machine.")
    assert not (data_folder / "built-blogs").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are of POSIX")
def test_building_that_is_stopped_leaves_no_process_and_no_change(
    site: Blog, draft: Draft, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, pids = tmp_path / "programs", tmp_path / "pids"
    programs.mkdir()
    (programs / "jekyll").write_text(f"#!/bin/sh\nsleep 600 & echo $! $$ > {pids}.new; mv {pids}.new {pids}; wait\n")
    (programs / "jekyll").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    builder, before = Builder(), everything_in(site.root)
    builder.begin(site, draft, data_folder)
    subprocess.run(["sh", "-c", f"until test -e {pids}; do sleep 0.05; done"], check=True, timeout=PATIENCE)
    assert builder.look(draft).state is State.BUILDING

    builder.stop()

    assert builder.look(draft).state is State.STOPPED
    assert [pid for pid in pids.read_text().split() if is_running(int(pid))] == []
    assert everything_in(site.root) == before


def put_program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program in the place of Jekyll."""
    folder.mkdir()
    (folder / "jekyll").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "jekyll").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


WRITE_PAGE = 'for built; do :; done; mkdir -p "$built/2025-12-18"; cat {} >"$built/2025-12-18/next-week.html"'


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are of POSIX")
@pytest.mark.parametrize("address", ["/a%00b.png", "/%2F[.png", "http://[x", "//[x/a.png", f"/{'a' * 300}.png"])
def test_built_page_names_what_has_no_address_and_is_shown(
    site: Blog, draft: Draft, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    (tmp_path / "page.html").write_text(
        f'<img src="{address}"><p>The rest.</p><link rel="stylesheet" href="{address}">'
    )
    put_program(tmp_path / "programs", monkeypatch, WRITE_PAGE.format(tmp_path / "page.html"))

    built = build(site, draft, data_folder)

    assert built.state is State.BUILT
    assert "not in the built site" in built.page
    assert "<p>The rest.</p>" in built.page


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are of POSIX")
def test_building_of_a_post_without_an_address_fails_and_the_next_begins(
    site: Blog, draft: Draft, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html").write_text("<p>The page.</p>")
    put_program(tmp_path / "programs", monkeypatch, WRITE_PAGE.format(tmp_path / "page.html"))
    nowhere = replace(draft, text=TEXT.replace("layout: post", 'permalink: "/a\\0b"'))
    builder = Builder()

    failed = build(site, nowhere, data_folder, builder)

    assert failed.state is State.FAILED
    assert "The front matter may give it another address." in failed.advice
    assert build(site, draft, data_folder, builder).state is State.BUILT


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are of POSIX")
def test_building_leaves_nothing_running_that_a_plugin_began(
    site: Blog, draft: Draft, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    put_program(tmp_path / "programs", monkeypatch, f"sleep 600 >/dev/null 2>&1 & echo $! >{pid}")

    build(site, draft, data_folder)

    assert is_gone(int(pid.read_text()))


def is_gone(pid: int) -> bool:
    """Whether the process ends within half a minute."""
    deadline, tick = time.monotonic() + 30, threading.Event()
    while is_running(pid) and time.monotonic() < deadline:
        tick.wait(0.02)
    return not is_running(pid)


def is_running(pid: int) -> bool:
    """A process that is only waited for is none any more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.jekyll
@needs_jekyll
def test_built_page_is_shown_in_a_frame_that_can_do_nothing(blog_client: FlaskClient, site: Blog, draft: Draft) -> None:
    here = f"/desk/{NAME}/preview"
    assert "Build the page" in blog_client.get(f"{here}?view=built").text
    assert blog_client.get(f"{here}/built").status_code == 404

    begun = blog_client.post(f"{here}/build?section=1")
    blog_client.application.extensions[context.EXTENSION].builder.wait(PATIENCE)

    assert (begun.status_code, begun.headers["Location"]) == (303, f"{here}?view=built&section=1")
    page = blog_client.get(begun.headers["Location"]).text
    assert f'<iframe id="frame" sandbox="" loading="lazy" src="{here}/built#one"' in page
    built = blog_client.get(f"{here}/built")
    assert built.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert "<h1>Next week</h1>" in built.text
    done = blog_client.get(f"{here}/build?section=1", headers={"HX-Request": "true"})
    assert (done.status_code, done.headers["HX-Redirect"]) == (204, f"{here}?view=built&section=1")
