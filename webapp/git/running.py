"""Starting git so that it never waits for anybody: no prompt, no editor, a time limit."""

import os
from pathlib import Path

from webapp import processes
from webapp.errors import GitError, ProcessError
from webapp.processes import Outcome

LOOK_SECONDS = 20.0
COMMIT_SECONDS = 120.0  # the repository's own hooks run in it
NETWORK_SECONDS = 90.0

# What a surrounding git (a hook that started this program, say) would force upon ours.
FOREIGN_VARIABLES = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_LITERAL_PATHSPECS",
        "GIT_CEILING_DIRECTORIES",
    }
)
PLAIN = ("-c", "core.quotePath=false", "-c", "color.ui=false")
NO_HOOKS = ("-c", "core.hooksPath=/dev/null")  # git-config(1); Git for Windows knows the name, too
SILENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
    "GIT_EDITOR": "true",
    "GIT_SEQUENCE_EDITOR": "true",
    "GIT_PAGER": "cat",
    "GIT_MERGE_AUTOEDIT": "no",
    "SSH_ASKPASS_REQUIRE": "never",
}


def environment(*, reading: bool, extra: dict[str, str] | None = None) -> dict[str, str]:
    """Build git's environment.

    reading: take no optional locks and answer in English, to be parsed. A commit and a push keep the author's locale,
    since the repository's hooks run in it.
    """
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES}
    kept |= SILENT
    if os.environ.get("GIT_SSH_COMMAND"):
        kept["GIT_SSH_COMMAND"] = silent_ssh(os.environ["GIT_SSH_COMMAND"])
    if reading:
        kept |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "LANGUAGE": ""}
    return kept | (extra or {})


def run(
    folder: Path,
    *arguments: str,
    reading: bool = True,
    stdin: bytes = b"",
    timeout: float = LOOK_SECONDS,
    extra: dict[str, str] | None = None,
) -> Outcome:
    """Run git in a folder; a status other than 0 is left to the caller. Raises GitError where it did not end.

    reading: as in `environment`, and no hook runs: looking must change nothing, and even a private index has one.
    """
    settings = [*PLAIN, *(NO_HOOKS if reading else ())]
    command = ["git", *settings, *arguments]
    try:
        return processes.run(
            command, folder=folder, stdin=stdin, timeout=timeout, environment=environment(reading=reading, extra=extra)
        )
    except ProcessError as error:
        raise GitError(f"git could not be used: {error}") from error


def ask(folder: Path, *arguments: str, stdin: bytes = b"", extra: dict[str, str] | None = None) -> bytes:
    """Ask git something and answer its output. Raises GitError with git's own words if it refuses."""
    outcome = run(folder, *arguments, stdin=stdin, extra=extra)
    if outcome.code != 0:
        raise GitError(f"git {arguments[0]} failed: {words(outcome)}")
    return outcome.stdout


def ask_text(folder: Path, *arguments: str) -> str:
    """Ask git for a text, without the line end behind it."""
    return ask(folder, *arguments).decode("utf-8", "surrogateescape").rstrip("\n")


def words(outcome: Outcome) -> str:
    """What git, or a hook, said about a failure."""
    said = (outcome.stderr or outcome.stdout).decode("utf-8", "replace").strip()
    return said or f"it ended with status {outcome.code}"


def silent_ssh(command: str) -> str:
    """Let the author's own ssh command ask nothing; another program than ssh may not know the option and is kept."""
    program = command.replace("\\", "/").split(" ")[0].strip("\"'").rpartition("/")[2].lower()
    return f"{command} -o BatchMode=yes" if program in ("ssh", "ssh.exe") else command


def network_environment(folder: Path) -> dict[str, str]:
    """Respect `core.sshCommand`, which the environment would otherwise override."""
    outcome = run(folder, "config", "core.sshCommand")
    configured = outcome.stdout.decode("utf-8", "surrogateescape").strip()
    if outcome.code != 0 or not configured or os.environ.get("GIT_SSH_COMMAND"):
        return {}
    return {"GIT_SSH_COMMAND": silent_ssh(configured)}


def literal(path: str) -> str:
    """Write a path from the top of the work tree as a pathspec that means this path and nothing else."""
    return f":(top,literal){path}"
