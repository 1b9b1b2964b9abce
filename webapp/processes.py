"""Child processes that end: with a time limit, limits of memory and output, and nothing left running behind them."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from webapp.errors import ProcessError

CHUNK_BYTES = 65_536
ASKED_SECONDS = 3.0  # how long a child may take to end when asked to: git takes its locks away, on a busy machine too
GRACE_SECONDS = 1.0  # after a child has ended, how long a grandchild's pipes are waited for
LOOK_AGAIN_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a child process ended. code: its exit status, negative for a signal on POSIX."""

    code: int
    stdout: bytes
    stderr: bytes


class _Reader(threading.Thread):
    """Reads one pipe to its end; stops the whole child where it would pass the limit."""

    def __init__(self, stream: IO[bytes], process: "subprocess.Popen[bytes]", limit: int) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.process = process
        self.limit = limit
        self.content = bytearray()
        self.passed_limit = False
        self.start()

    def run(self) -> None:
        with self.stream:
            while chunk := os.read(self.stream.fileno(), CHUNK_BYTES):
                self.content += chunk
                if len(self.content) > self.limit:
                    self.passed_limit = True
                    _kill_group(self.process)
                    return


def run(
    arguments: Sequence[str],
    *,
    folder: Path | None,
    timeout: float,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    memory_bytes: int | None = None,
    cpu_seconds: int | None = None,
    max_output: int = 32_000_000,
    is_stopped: Callable[[], bool] = lambda: False,
    leaves_nothing: bool = False,
) -> Outcome:
    """Run a program to its end and answer with its exit status and output; a status other than 0 is no error here.

    folder: where it runs; None is this process's folder. timeout: seconds of wall time, then the child and all its
    children are killed. environment: the whole environment; None inherits. memory_bytes, cpu_seconds: limits where
    the system can set them from outside (Linux). max_output: bytes of stdout, and of stderr, before it is killed.
    is_stopped: asked a few times a second; the child and all its children are killed once it says so.
    leaves_nothing: kill what the program itself left running; else that goes on, as git's keeper of passwords has to.
    Raises ProcessError where it did not start, ran out of time, was stopped, or wrote too much.
    """
    name = Path(arguments[0]).name
    process = _start(arguments, folder, environment)
    try:
        limit_resources(process.pid, memory_bytes, cpu_seconds)
        readers = [_Reader(stream, process, max_output) for stream in (process.stdout, process.stderr) if stream]
        _feed(process, stdin)
        if not _ended(process, readers, time.monotonic() + timeout, is_stopped):
            if is_stopped():
                raise ProcessError(f"“{name}” was stopped.")
            raise ProcessError(f"“{name}” did not finish within {timeout:g} seconds and was stopped.")
        if any(reader.passed_limit for reader in readers):
            raise ProcessError(f"“{name}” wrote more than {max_output:,} bytes and was stopped.")
        return Outcome(process.wait(), bytes(readers[0].content), bytes(readers[1].content))
    finally:
        if process.poll() is None:
            _stop(process)
        elif leaves_nothing:
            _kill_group(process)


def find_program(name: str) -> str | None:
    """Find a program on this machine as a shell would; None if there is none."""
    return shutil.which(name)


def can_limit() -> bool:
    """Tell whether the system lets a child's memory and processor time be limited from outside."""
    return sys.platform == "linux"


def limit_resources(pid: int, memory_bytes: int | None, cpu_seconds: int | None) -> bool:
    """Limit a running child's memory and CPU time; False where the system can't do that from outside."""
    if sys.platform != "linux":
        return False
    import resource

    limits = {resource.RLIMIT_AS: memory_bytes, resource.RLIMIT_CPU: cpu_seconds}
    with suppress(ProcessLookupError):
        for name, limit in limits.items():
            if limit is not None:
                resource.prlimit(pid, name, (limit, limit))
    return True


def _start(
    arguments: Sequence[str], folder: Path | None, environment: Mapping[str, str] | None
) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(
            list(arguments),
            cwd=folder,
            env=None if environment is None else dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            **_own_group(),
        )
    except FileNotFoundError as error:
        if folder is not None and not folder.is_dir():
            raise ProcessError(f"The folder {folder} is not there.") from error
        raise ProcessError(f"The program “{arguments[0]}” is not on this machine. Install it and try again.") from error
    except (OSError, ValueError) as error:
        raise ProcessError(f"“{arguments[0]}” did not start: {error}.") from error


def _own_group() -> dict[str, Any]:
    """What keeps the child and its children apart, so that they can be stopped together and ask no terminal."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def _feed(process: "subprocess.Popen[bytes]", stdin: bytes) -> None:
    """Write the child's input beside the reading of its output, so that neither waits for the other."""

    def write() -> None:
        with suppress(OSError, ValueError):
            if process.stdin is not None:
                with process.stdin as stream:
                    remaining = memoryview(stdin)
                    while remaining:
                        remaining = remaining[stream.write(remaining) :]

    if stdin:
        threading.Thread(target=write, daemon=True).start()
    else:
        write()


def _ended(
    process: "subprocess.Popen[bytes]", readers: Sequence[_Reader], deadline: float, is_stopped: Callable[[], bool]
) -> bool:
    """Wait until the child has ended and its output is read; False at the deadline, and where it is to be stopped."""
    grace_end: float | None = None
    while reading := [reader for reader in readers if reader.is_alive()]:
        now = time.monotonic()
        if process.poll() is not None:
            grace_end = grace_end or now + GRACE_SECONDS
            if now >= grace_end:
                return True
        elif now >= deadline or is_stopped():
            return False
        reading[0].join(max(0.001, min(LOOK_AGAIN_SECONDS, deadline - now)))
    try:
        process.wait(max(0.001, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Ask the child to end, so that git takes its locks away; then end it and all that it started."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(ASKED_SECONDS)
    _kill_group(process)
    process.wait()


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
