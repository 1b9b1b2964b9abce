"""A blog that uses plugins: its files, the cases that are posts in it, and how Jekyll builds them."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.kramdown import Case
from webapp.drafts import Draft

CASES = Path(__file__).parent / "cases" / "plugins.txt"
NAME = "2025-06-01-case.md"
RETURN = "␍"  # stands for a carriage return in a case
CONFIG = """\
title: A blog
url: https://blog.example
baseurl: /notes
timezone: Europe/London
permalink: /:year-:month-:day/:title
excerpt_separator: "<!--more-->"
defaults:
  - {scope: {path: "", type: posts}, values: {layout: shown}}
"""
FILES = {
    "_layouts/shown.html": "<h1>{{ page.title }}</h1>\n<main>{{ content }}</main>\n<aside>{{ page.excerpt }}</aside>\n",
    "_posts/2025-03-01-first.md": "---\ntitle: First\ntags: [a]\n---\nFirst.\n",
    "_posts/2025-03-02-Ünïcode post's.md": "---\ntitle: Second\n---\n# The second &\n\nText.\n",
    "_posts/2025-03-04-hidden.md": "---\npublished: false\n---\nHidden.\n",
    "_posts/sub/2025-03-03-third.md": "---\ntitle: Third\npermalink: /third/\n---\nThird.\n",
    "about.md": "---\ntitle: About\n---\nAbout.\n",
    "own.md": "---\npermalink: /:basename/\n---\nOwn.\n",
    "bare.md": "# Bare & *bold*\n\nNo front matter.\n",
    "README.md": "# Read me\n",
    "pages/index.md": "---\n---\nIndex.\n",
    "pages/a b.md": "---\n---\nBlank.\n",
    "assets/a b.txt": "plain\n",
    "assets/style.scss": "---\n---\nb { color: red }\n",
    "feed.json": "---\n---\n{}\n",
    "left/out.md": "---\n---\nOut.\n",
    "_own/in.md": "---\n---\nIn a collection.\n",
    ".hidden.md": "---\n---\nHidden.\n",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the layout, taken apart."""

    title: str
    content: str
    excerpt: str


def write_blog(folder: Path, case: Case) -> Path:
    """Write the blog with the post of a case. The case's options are added to the configuration. Answers the post."""
    config = "".join(f"{key}: {value}\n" for key, value in case.options.items())
    own = {"_config.yml": CONFIG + config, f"_posts/{NAME}": case.text.replace(RETURN, "\r")}
    for name, text in {**FILES, **own}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder / "_posts" / NAME


def draft_of(path: Path) -> Draft:
    return Draft(0, path.name, path, path.read_bytes().decode(), "", f"_posts/{path.name}", None, ())


def build(folder: Path) -> str:
    """Have Jekyll build the blog, and answer the page of the case. Raises CalledProcessError."""
    jekyll = shutil.which("jekyll") or "jekyll"
    subprocess.run([jekyll, "build", "--quiet"], cwd=folder, check=True, capture_output=True)
    return next((folder / "_site").glob("2025-06-01/*.html")).read_text(encoding="utf-8").rstrip("\n")


def take_apart(page: str) -> Shown:
    head, _, rest = page.partition("</h1>\n<main>")
    content, _, excerpt = rest.partition("</main>\n<aside>")
    return Shown(head.removeprefix("<h1>"), content, excerpt.removesuffix("</aside>"))
