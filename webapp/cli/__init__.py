"""The command line: what the author, a script or a hook can do without the browser."""

from webapp.cli import links, posts, publishing, serving
from webapp.cli.group import main

__all__ = ["links", "main", "posts", "publishing", "serving"]
