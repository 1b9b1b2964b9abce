"""Files that survive, and the lock of the data folder."""

import errno
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from webapp import files
from webapp.errors import DataFolderError, FileChangedError, FolderHeldError, NotSavedError
from webapp.files import FolderLock, atomic_write, read_holder, refuse_published_folder, revision_of

ROOT = Path(__file__).parent.parent


def test_atomic_write_replaces_the_content_and_answers_its_revision(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"old")

    revision = atomic_write(path, b"new\r\n")

    assert path.read_bytes() == b"new\r\n"
    assert revision == revision_of(b"new\r\n")


def test_atomic_write_leaves_no_temporary_file(tmp_path: Path) -> None:
    atomic_write(tmp_path / "post.md", b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["post.md"]


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755])
def test_atomic_write_keeps_the_mode_of_the_file(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"old")
    path.chmod(mode)

    atomic_write(path, b"new")

    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_atomic_write_makes_a_private_file_that_only_this_user_reads(tmp_path: Path) -> None:
    atomic_write(tmp_path / "secret", b"words", private=True)

    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_atomic_write_keeps_a_symbolic_link_and_writes_its_target(tmp_path: Path) -> None:
    target = tmp_path / "target.md"
    target.write_bytes(b"old")
    link = tmp_path / "link.md"
    link.symlink_to(target)

    atomic_write(link, b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_atomic_write_replaces_the_revision_that_was_expected(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"old")

    atomic_write(path, b"new", expected=revision_of(b"old"))

    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("present", [b"other", None])
def test_atomic_write_leaves_another_revision_alone(tmp_path: Path, present: bytes | None) -> None:
    path = tmp_path / "post.md"
    if present is not None:
        path.write_bytes(present)

    with pytest.raises(FileChangedError, match="changed by another program"):
        atomic_write(path, b"new", expected=revision_of(b"old"))

    assert files.read_bytes(path) == present


def test_atomic_write_that_expects_no_file_leaves_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"there")

    with pytest.raises(FileChangedError):
        atomic_write(path, b"new", expected=None)

    assert path.read_bytes() == b"there"


def test_atomic_write_says_that_the_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NotSavedError, match=r"post.md was not saved: its folder is missing"):
        atomic_write(tmp_path / "gone" / "post.md", b"new")


def test_file_that_an_editor_emptied_to_write_it_is_read_once_it_is_written(tmp_path: Path) -> None:
    path, emptied, tick = tmp_path / "post.md", threading.Event(), threading.Event()
    path.write_bytes(b"old")

    def write_as_editors_do() -> None:
        with path.open("wb") as file:
            emptied.set()
            tick.wait(0.02)
            file.write(b"new")

    editor = threading.Thread(target=write_as_editors_do)
    editor.start()
    emptied.wait()
    content = files.read_written(path, patience=60)
    editor.join()

    assert content == b"new"


@pytest.mark.parametrize("seconds_ago", [60, 0, -60], ids=["long ago", "just now", "in time to come"])
def test_file_that_stays_empty_is_read_as_empty(tmp_path: Path, seconds_ago: int) -> None:
    path = tmp_path / "post.md"
    path.touch()
    moment = time.time() - seconds_ago
    os.utime(path, (moment, moment))

    assert files.read_written(path) == b""
    assert files.read_written(tmp_path / "gone.md") is None


@pytest.mark.skipif(os.name != "posix", reason="RLIMIT_FSIZE stands in for a full disk, and only POSIX has it")
def test_atomic_write_on_a_disk_that_takes_no_more_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"old")
    program = (
        "import resource, signal, sys; from pathlib import Path; from webapp.files import atomic_write\n"
        "from webapp.errors import NotSavedError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: atomic_write(Path(sys.argv[1]), b'x' * 5000)\n"
        "except NotSavedError as error: print(error); sys.exit(7)\n"
    )

    ended = subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True)

    assert ended.returncode == 7, ended.stderr
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.glob("post*")] == ["post.md"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "the disk can only be read"), (errno.EIO, "reported an error")],
)
def test_reason_of_names_what_the_disk_refused_for(code: int, sentence: str) -> None:
    assert sentence in files.reason_of(OSError(code, "words of the system"))


def test_make_folder_makes_those_above_it_too(tmp_path: Path) -> None:
    files.make_folder(tmp_path / "blog" / "_posts")
    files.make_folder(tmp_path / "blog" / "_posts")

    assert (tmp_path / "blog" / "_posts").is_dir()


def test_make_folder_says_that_a_file_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "_posts").write_bytes(b"x")

    with pytest.raises(NotSavedError, match="_posts"):
        files.make_folder(tmp_path / "_posts")

    assert (tmp_path / "_posts").read_bytes() == b"x"


def test_folder_lock_names_its_holder(tmp_path: Path) -> None:
    with FolderLock(tmp_path, port=7420), pytest.raises(FolderHeldError) as caught:
        FolderLock(tmp_path).acquire()

    assert (caught.value.pid, caught.value.port) == (os.getpid(), 7420)
    assert "http://127.0.0.1:7420/" in str(caught.value)


def test_folder_lock_is_free_again_after_its_holder_ended(tmp_path: Path) -> None:
    with FolderLock(tmp_path, port=7420):
        pass

    with FolderLock(tmp_path, port=7421):
        assert read_holder(tmp_path).port == 7421


def test_folder_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from webapp.files import FolderLock\n"
        "lock = FolderLock(Path(sys.argv[1]), port=1).acquire(); print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(FolderHeldError):
        FolderLock(tmp_path).acquire()

    holder.send_signal(signal.SIGKILL)
    holder.wait()

    with FolderLock(tmp_path):
        assert read_holder(tmp_path).pid == os.getpid()
    holder.stdin.close()
    holder.stdout.close()


def test_folder_lock_waits_for_a_command_that_is_just_writing(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from webapp.files import FolderLock\n"
        "lock = FolderLock(Path(sys.argv[1])).acquire(); print('held', flush=True); sys.stdin.readline()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    holder.stdout.readline()
    holder.stdin.write(b"go\n")
    holder.stdin.close()

    with FolderLock(tmp_path, wait=30):
        held = json.loads((tmp_path / files.LOCK_NAME).read_text())

    holder.wait()
    holder.stdout.close()
    assert held["pid"] == os.getpid()


def git(arguments: list[str]) -> int:
    return subprocess.run(["git", *arguments], capture_output=True).returncode


def test_published_folder_is_refused_inside_a_work_tree(tmp_path: Path) -> None:
    git(["init", str(tmp_path)])

    with pytest.raises(DataFolderError, match="--drafts"):
        refuse_published_folder(tmp_path / "drafts", lambda arguments: git(list(arguments)))


def test_published_folder_is_allowed_where_the_work_tree_ignores_it(tmp_path: Path) -> None:
    git(["init", str(tmp_path)])
    (tmp_path / ".gitignore").write_text("/drafts/\n")

    refuse_published_folder(tmp_path / "drafts", lambda arguments: git(list(arguments)))


def test_published_folder_is_allowed_outside_every_work_tree(tmp_path: Path) -> None:
    refuse_published_folder(tmp_path / "drafts", lambda arguments: git(list(arguments)))


def test_drafts_of_the_checkout_are_not_published() -> None:
    refuse_published_folder(ROOT / "drafts", lambda arguments: git(list(arguments)))


def test_remove_leftovers_takes_only_what_a_cut_off_write_left(tmp_path: Path) -> None:
    left = tmp_path / ".notes.md.0123456789abcdef.tmp"
    others = [tmp_path / name for name in ("notes.md", ".mine.tmp", "notes.0123456789abcdef.tmp")]
    for path in (left, *others):
        path.write_text("text")

    files.remove_leftovers(tmp_path)

    assert not left.exists()
    assert all(path.exists() for path in others)
