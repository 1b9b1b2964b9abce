"""The things that an address may name on sites that this program knows: a paper, a repository, a video, a post.

Each has one name of the site's own, whichever of its pages an address leads to. Sources: arXiv's help, "Understanding
the arXiv identifier"; the DOI Handbook 2.4 (case does not count); the sites' own address forms.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from webapp.addresses.parts import normal, path_of, port_of, site_of, split
from webapp.errors import AddressError


class Source(StrEnum):
    """A site whose things are known."""

    ARXIV = "arXiv"
    DOI = "DOI"
    GITHUB = "GitHub"
    HACKER_NEWS = "Hacker News"
    HUGGING_FACE = "Hugging Face"
    LESSWRONG = "LessWrong"
    SSRN = "SSRN"
    X = "X"
    YOUTUBE = "YouTube"


class Form(StrEnum):
    """What the site itself calls the thing."""

    PAPER = "paper"
    REPOSITORY = "repository"
    FILE = "file"
    ISSUE = "issue"
    PULL = "pull"
    DISCUSSION = "discussion"
    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"
    VIDEO = "video"
    POST = "post"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing on a known site."""

    source: Source
    form: Form
    name: str  # as the site names it: `2511.14460`, `pallets/flask`, `pallets/flask#12`, `10.1000/182`
    page: str  # the address that stands for all addresses of it


_ARXIV = re.compile(
    r"/(?:abs|pdf|html|format|ps|src)/([a-z\-.]+/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?", re.IGNORECASE
)
_DOI = re.compile(r"/(10\.\d{4,9}/.+)")
_DOI_OF_ARXIV = re.compile(r"10\.48550/arxiv\.([a-z\-.]+/\d{7}|\d{4}\.\d{4,5})")
_DOI_OF_SSRN = re.compile(r"10\.2139/ssrn\.(\d+)")
_SSRN = re.compile(r"/abstract[=/](\d+)", re.IGNORECASE)
_SSRN_QUERY = re.compile(r"(?:\A|&)abstract_?id=(\d+)", re.IGNORECASE)
_VIDEO = re.compile(r"/(?:shorts|live|embed|v)/([\w-]{6,})", re.ASCII)
_VIDEO_QUERY = re.compile(r"(?:\A|&)v=([\w-]{6,})(?:&|\Z)", re.ASCII)
_VIDEO_SHORT = re.compile(r"/([\w-]{6,})", re.ASCII)
_STATUS = re.compile(r"/(?:[^/]+|i/web)/status(?:es)?/(\d+)(?:/.*)?")
_ITEM_QUERY = re.compile(r"(?:\A|&)id=(\d+)(?:&|\Z)")
_LESSWRONG = re.compile(r"/(?:posts|(?:s|events)/[A-Za-z0-9]+/p)/([A-Za-z0-9]{10,20})(?:/[^/]*)?")
_COMMENT_QUERY = re.compile(r"(?:\A|&)commentId=([A-Za-z0-9]+)(?:&|\Z)")
_REPOSITORY = re.compile(r"/([\w.-]+)/([\w.-]+?)(?:\.git|/tree/(?:main|master))?", re.ASCII)
_NUMBERED = re.compile(r"/([\w.-]+)/([\w.-]+)/(issues|pull|discussions)/(\d+)(?:/.*)?", re.ASCII)
_FILE = re.compile(r"/([\w.-]+)/([\w.-]+)/(?:blob|raw)/(.+)", re.ASCII)
_RAW_FILE = re.compile(r"/([\w.-]+)/([\w.-]+)/(?:refs/heads/)?(.+/.+)", re.ASCII)
_HUB = re.compile(r"/(?:(datasets|spaces)/)?([\w.-]+/[\w.-]+)(?:/tree/main)?", re.ASCII)
_HUB_PAPER = re.compile(r"/papers/(\d{4}\.\d{4,5})(?:v\d+)?")
# First parts of paths that are pages of the site, and nobody's name.
_PAGES = """
    about apps blog collections contact customer-stories docs enterprise events explore features issues join learn login
    marketplace models new notifications organizations orgs papers posts pricing pulls readme search security sessions
    settings signup site sponsors stars storage tasks topics trending users api chat datasets spaces
"""
NOT_OWNERS = frozenset(_PAGES.split())


def find_thing(url: str) -> Thing | None:
    """Find out what an address names, if it is one of the known things; None for anything else."""
    try:
        parts = split(url)
    except AddressError:
        return None
    return None if port_of(parts) else thing_at(site_of(parts), path_of(parts.path), parts.query)


def thing_at(site: str, path: str, query: str) -> Thing | None:
    """The same for the parts of an address. site, path: as `parts` writes them."""
    read = _SITES.get(site)
    return read(path, query) if read else None


def _arxiv(path: str, _query: str) -> Thing | None:
    match = _ARXIV.fullmatch(path)
    return _paper(match[1].lower()) if match else None


def _paper(name: str) -> Thing:
    return Thing(Source.ARXIV, Form.PAPER, name, f"https://arxiv.org/abs/{name}")


def _doi(path: str, _query: str) -> Thing | None:
    match = _DOI.fullmatch(normal(path.lower(), "/:@!$&'()*+,;="))
    if not match:
        return None
    name = unquote(match[1])
    if paper := _DOI_OF_ARXIV.fullmatch(name):
        return _paper(paper[1])
    if paper := _DOI_OF_SSRN.fullmatch(name):
        return _ssrn_paper(paper[1])
    return Thing(Source.DOI, Form.PAPER, name, f"https://doi.org/{match[1]}")


def _ssrn(path: str, query: str) -> Thing | None:
    match = _SSRN.fullmatch(path) or (_SSRN_QUERY.search(query) if path.lower().startswith("/sol3/") else None)
    return _ssrn_paper(match[1]) if match else None


def _ssrn_paper(number: str) -> Thing:
    return Thing(Source.SSRN, Form.PAPER, number, f"https://ssrn.com/abstract={number}")


def _youtube(path: str, query: str) -> Thing | None:
    match = _VIDEO.fullmatch(path) or (_VIDEO_QUERY.search(query) if path == "/watch" else None)
    return _video(match[1]) if match else None


def _youtu_be(path: str, _query: str) -> Thing | None:
    match = _VIDEO_SHORT.fullmatch(path)
    return _video(match[1]) if match else None


def _video(name: str) -> Thing:
    return Thing(Source.YOUTUBE, Form.VIDEO, name, f"https://youtube.com/watch?v={name}")


def _x(path: str, _query: str) -> Thing | None:
    match = _STATUS.fullmatch(path)
    return Thing(Source.X, Form.POST, match[1], f"https://x.com/i/status/{match[1]}") if match else None


def _hacker_news(path: str, query: str) -> Thing | None:
    match = _ITEM_QUERY.search(query) if path == "/item" else None
    page = f"https://news.ycombinator.com/item?id={match[1]}" if match else ""
    return Thing(Source.HACKER_NEWS, Form.ITEM, match[1], page) if match else None


def _lesswrong(path: str, query: str) -> Thing | None:
    match, comment = _LESSWRONG.fullmatch(path), _COMMENT_QUERY.search(query)
    if not match:
        return None
    page = f"https://lesswrong.com/posts/{match[1]}" + (f"?commentId={comment[1]}" if comment else "")
    return Thing(Source.LESSWRONG, Form.POST, match[1], page)


def _github(path: str, _query: str) -> Thing | None:
    """Names of owners and repositories are the same in any case; an issue that is a pull request has one number."""
    if path.split("/")[1:2] and path.split("/")[1].lower() in NOT_OWNERS:
        return None
    if match := _NUMBERED.fullmatch(path):
        repository = f"{match[1]}/{match[2]}".lower()
        form = {"issues": Form.ISSUE, "pull": Form.PULL, "discussions": Form.DISCUSSION}[match[3]]
        page = path_of(path.replace(f"/{match[1]}/{match[2]}/{match[3]}", f"/{repository}/{_ONE_NUMBER[form]}", 1))
        return Thing(Source.GITHUB, form, f"{repository}#{match[4]}", f"https://github.com{page}")
    if match := _FILE.fullmatch(path):
        return _file(match[1], match[2], match[3])
    if match := _REPOSITORY.fullmatch(path):
        repository = f"{match[1]}/{match[2]}".lower()
        return Thing(Source.GITHUB, Form.REPOSITORY, repository, f"https://github.com/{repository}")
    return None


_ONE_NUMBER = {Form.ISSUE: "issues", Form.PULL: "issues", Form.DISCUSSION: "discussions"}


def _raw_github(path: str, _query: str) -> Thing | None:
    match = _RAW_FILE.fullmatch(path)
    return _file(match[1], match[2], match[3]) if match else None


def _file(owner: str, name: str, rest: str) -> Thing:
    repository = f"{owner}/{name}".lower()
    return Thing(
        Source.GITHUB, Form.FILE, f"{repository}/{rest}", f"https://github.com{path_of(f'/{repository}/blob/{rest}')}"
    )


def _hugging_face(path: str, _query: str) -> Thing | None:
    if match := _HUB_PAPER.fullmatch(path):
        return Thing(Source.HUGGING_FACE, Form.PAPER, match[1], f"https://huggingface.co/papers/{match[1]}")
    match = _HUB.fullmatch(path)
    if not match or match[2].partition("/")[0].lower() in NOT_OWNERS:
        return None
    form = {"datasets": Form.DATASET, "spaces": Form.SPACE}.get(match[1] or "", Form.MODEL)
    prefix = f"{match[1]}/" if match[1] else ""
    return Thing(Source.HUGGING_FACE, form, match[2], f"https://huggingface.co/{prefix}{match[2]}")


_SITES: dict[str, Callable[[str, str], Thing | None]] = {
    "arxiv.org": _arxiv,
    "doi.org": _doi,
    "github.com": _github,
    "huggingface.co": _hugging_face,
    "lesswrong.com": _lesswrong,
    "news.ycombinator.com": _hacker_news,
    "papers.ssrn.com": _ssrn,
    "raw.githubusercontent.com": _raw_github,
    "ssrn.com": _ssrn,
    "x.com": _x,
    "youtu.be": _youtu_be,
    "youtube.com": _youtube,
}
