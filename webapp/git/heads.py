"""What a work tree has checked out, read from git's files: cheap enough to be looked at every few seconds.

Source: gitrepository-layout(5); a reference is a file of its own, or a line of `packed-refs`.
"""

from pathlib import Path

_NAMED = "ref: "


def read_head(top: Path) -> str:
    """The commit that a work tree has checked out, with the branch's name; empty where that can't be told so."""
    try:
        folder = _git_folder(top)
        head = (folder / "HEAD").read_text(encoding="utf-8", errors="surrogateescape").strip()
        if not head.startswith(_NAMED):
            return head
        name = head.removeprefix(_NAMED)
        return f"{name} {_commit(folder, name)}"
    except OSError:
        return ""


def _git_folder(top: Path) -> Path:
    """`.git`, or the folder that the file of that name leads to, as in a work tree beside the first one."""
    place = top / ".git"
    if place.is_dir():
        return place
    return top / place.read_text(encoding="utf-8").strip().removeprefix("gitdir: ")


def _commit(folder: Path, name: str) -> str:
    shared = folder / "commondir"
    places = [folder, folder / shared.read_text(encoding="utf-8").strip()] if shared.is_file() else [folder]
    for place in places:
        if (place / name).is_file():
            return (place / name).read_text(encoding="ascii").strip()
    packed = places[-1] / "packed-refs"
    lines = packed.read_text(encoding="utf-8", errors="surrogateescape").splitlines() if packed.is_file() else []
    return next((line.partition(" ")[0] for line in lines if line.endswith(f" {name}")), "")
