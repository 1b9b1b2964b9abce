"""Child processes end, with what they wrote or with a sentence."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from webapp import processes
from webapp.errors import ProcessError

PYTHON = sys.executable


def run_python(source: str, **options: object) -> processes.Outcome:
    defaults: dict[str, object] = {"folder": None, "timeout": 60.0}
    return processes.run([PYTHON, "-I", "-S", "-c", source], **(defaults | options))  # type: ignore[arg-type]


def test_processes_run_answers_with_status_and_both_outputs() -> None:
    outcome = run_python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")

    assert (outcome.code, outcome.stdout.split(), outcome.stderr.split()) == (3, [b"out"], [b"err"])


def test_processes_run_feeds_more_input_than_a_pipe_holds_while_reading() -> None:
    content = os.urandom(300_000)

    outcome = run_python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", stdin=content)

    assert outcome.stdout == content


def test_processes_run_uses_folder_and_environment(tmp_path: Path) -> None:
    outcome = run_python(
        "import os; print(os.getcwd()); print(os.environ['NAME'])", folder=tmp_path, environment={"NAME": "value"}
    )

    assert outcome.stdout.decode().split() == [str(tmp_path), "value"]


def test_processes_run_ends_when_it_is_told_to() -> None:
    asked = iter([False, True, True, True])

    with pytest.raises(ProcessError, match="was stopped"):
        run_python("import time; time.sleep(60)", is_stopped=lambda: next(asked))


def run_past_its_limit(source: str, folder: Path) -> None:
    """Run a program that ends by itself too late; longer where a busy machine had not let it write `begun` by then."""
    for seconds in (1, 8, 32):
        started = time.monotonic()
        with pytest.raises(ProcessError, match=f"did not finish within {seconds} seconds"):
            run_python(source, folder=folder, timeout=float(seconds))
        assert time.monotonic() - started < seconds + 8
        if (folder / "begun").exists():
            return
    pytest.fail("the program did not begin")


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are of POSIX")
@pytest.mark.slow
def test_processes_run_kills_child_and_grandchild_at_the_time_limit(tmp_path: Path) -> None:
    source = (
        "import subprocess, sys, pathlib, time\n"
        f"child = subprocess.Popen([{PYTHON!r}, '-c', 'import time; time.sleep(60)'])\n"
        "pathlib.Path('pid').write_text(str(child.pid))\n"
        "pathlib.Path('begun').touch(); time.sleep(60)"
    )

    run_past_its_limit(source, tmp_path)

    assert is_gone(int((tmp_path / "pid").read_text()))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
@pytest.mark.slow
def test_processes_run_lets_a_child_put_its_locks_away_before_it_is_killed(tmp_path: Path) -> None:
    source = (
        "import pathlib, signal, sys, time\n"
        "lock = pathlib.Path('lock'); lock.touch()\n"
        "signal.signal(signal.SIGTERM, lambda *_: (lock.unlink(), sys.exit(1)))\n"
        "pathlib.Path('begun').touch(); time.sleep(60)"
    )

    run_past_its_limit(source, tmp_path)

    assert not (tmp_path / "lock").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
@pytest.mark.slow
def test_processes_run_kills_a_child_that_does_not_want_to_end(tmp_path: Path) -> None:
    run_past_its_limit(
        "import pathlib, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "pathlib.Path('begun').touch(); time.sleep(60)",
        tmp_path,
    )


def is_running(pid: int) -> bool:
    """Whether there is such a process; a zombie is none any more."""
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat").read_text() if sys.platform == "linux" else ") R"
    except OSError:
        return False  # it went while it was looked at
    return status.rpartition(")")[2].split()[0] != "Z"


def is_gone(pid: int) -> bool:
    """Whether the process ends within half a minute."""
    deadline, tick = time.monotonic() + 30, threading.Event()
    while is_running(pid) and time.monotonic() < deadline:
        tick.wait(0.02)
    return not is_running(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
@pytest.mark.slow
def test_processes_run_does_not_wait_for_a_grandchild_that_holds_the_pipes() -> None:
    source = (
        "import subprocess\n"
        f"child = subprocess.Popen([{PYTHON!r}, '-c', 'import time; time.sleep(600)']); print(child.pid)"
    )

    grandchild = int(run_python(source).stdout)

    assert is_running(grandchild)
    os.kill(grandchild, signal.SIGKILL)


def test_processes_run_stops_a_child_that_writes_without_end() -> None:
    with pytest.raises(ProcessError, match="wrote more than 1,000,000 bytes"):
        run_python("while True: print('x' * 1000)", max_output=1_000_000)


@pytest.mark.skipif(sys.platform != "linux", reason="limits are set from outside on Linux only")
def test_processes_run_limits_memory() -> None:
    outcome = run_python(  # its input ends once the limits are set
        "import sys; sys.stdin.read(); b = bytearray(900_000_000); print(len(b))", memory_bytes=400_000_000
    )

    assert outcome.code != 0
    assert b"MemoryError" in outcome.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="limits are set from outside on Linux only")
@pytest.mark.slow
def test_processes_run_limits_cpu_time() -> None:
    outcome = run_python("while True: pass", cpu_seconds=1)

    assert outcome.code < 0


def test_processes_run_names_a_missing_program() -> None:
    with pytest.raises(ProcessError, match="“no-such-program” is not on this machine"):
        processes.run(["no-such-program"], folder=None, timeout=1)


def test_processes_run_names_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ProcessError, match="is not there"):
        processes.run([PYTHON, "-c", ""], folder=tmp_path / "gone", timeout=1)
