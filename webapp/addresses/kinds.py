"""What kind of thing an address names, as far as it says so itself."""

import re
from enum import StrEnum

from webapp.addresses.keys import kept_page, unwrapped
from webapp.addresses.parts import path_of, port_of, site_of, split
from webapp.addresses.things import Form, Source, Thing, thing_at
from webapp.errors import AddressError


class Kind(StrEnum):
    """All kinds of things that a link may name."""

    ARTICLE = "article"
    PAPER = "paper"
    PDF = "pdf"
    REPOSITORY = "repository"
    MODEL = "model"
    DATASET = "dataset"
    VIDEO = "video"
    THREAD = "thread"
    PODCAST = "podcast"
    PACKAGE = "package"
    DEMO = "demo"


_OF_FORMS = {
    Form.PAPER: Kind.PAPER,
    Form.REPOSITORY: Kind.REPOSITORY,
    Form.FILE: Kind.REPOSITORY,
    Form.ISSUE: Kind.THREAD,
    Form.PULL: Kind.THREAD,
    Form.DISCUSSION: Kind.THREAD,
    Form.MODEL: Kind.MODEL,
    Form.DATASET: Kind.DATASET,
    Form.SPACE: Kind.DEMO,
    Form.VIDEO: Kind.VIDEO,
    Form.ITEM: Kind.THREAD,
}
# Host and path of what has no name of its own here, the first that fits.
_OF_PLACES: tuple[tuple[str, Kind], ...] = (
    (r"openreview\.net/(?:forum|pdf)|(?:bio|med)rxiv\.org/content/|aclanthology\.org/[\w.-]+", Kind.PAPER),
    (r"pubmed\.ncbi\.nlm\.nih\.gov/\d|nature\.com/articles/|[^/]+/doi/(?:\w+/)?10\.\d{4}", Kind.PAPER),
    (r"proceedings\.(?:mlr\.press|neurips\.cc)/.+|semanticscholar\.org/paper/", Kind.PAPER),
    (r"github\.com/[^/]+/[^/]+/commit/|gitlab\.com/.+/-/(?:issues|merge_requests)/\d", Kind.THREAD),
    (r"codeberg\.org/[^/]+/[^/]+/(?:issues|pulls)/\d|reddit\.com/(?:r/[^/]+/)?comments/|lobste\.rs/s/", Kind.THREAD),
    (r"bsky\.app/profile/[^/]+/post/|[^/]+/@[^/]+/\d{9,}\Z|threads\.(?:net|com)/@[^/]+/post/", Kind.THREAD),
    (r"(?:[\w-]+\.stackexchange|stackoverflow|superuser|serverfault)\.com/(?:questions|q)/\d", Kind.THREAD),
    (r"gist\.github\.com/.|(?:gitlab\.com|codeberg\.org|bitbucket\.org)/[^/]+/[^/]+", Kind.REPOSITORY),
    (r"huggingface\.co/datasets/|kaggle\.com/(?:datasets|competitions)/", Kind.DATASET),
    (r"huggingface\.co/spaces/|[\w-]+\.hf\.space|[\w-]+\.streamlit\.app|codepen\.io/[^/]+/pen/", Kind.DEMO),
    (r"ollama\.com/library/|civitai\.com/models/|kaggle\.com/models/", Kind.MODEL),
    (r"youtube\.com/(?:watch|playlist|shorts|live)|youtu\.be/.|vimeo\.com/\d|ted\.com/talks/", Kind.VIDEO),
    (r"open\.spotify\.com/(?:episode|show)/|podcasts\.apple\.com/.", Kind.PODCAST),
    (r"(?:overcast\.fm|pca\.st|pocketcasts\.com)/.", Kind.PODCAST),
    (r"pypi\.org/project/|npmjs\.com/package/|crates\.io/crates/|rubygems\.org/gems/|pkg\.go\.dev/.", Kind.PACKAGE),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), found) for pattern, found in _OF_PLACES)
_HUB_NAME = re.compile(r"/[\w.-]+/[\w.-]+/(?:blob|tree|resolve|discussions)/.+", re.ASCII)
_REPOSITORY_PAGE = re.compile(r"/[\w.-]+/[\w.-]+/(?:tree|releases|blob|wiki|actions|commits|tags)(?:/.*)?", re.ASCII)


def kind(url: str) -> Kind:
    """Say what kind of thing an address names, a snapshot of it too; an article where nothing says otherwise."""
    try:
        parts = split(kept_page(unwrapped(url)))
    except AddressError:
        return Kind.ARTICLE
    site, path = site_of(parts), path_of(parts.path)
    thing = None if port_of(parts) else thing_at(site, path, parts.query)
    return _of_thing(thing) if thing else _of_place(site, path)


def _of_thing(thing: Thing) -> Kind:
    if thing.form is Form.POST:
        return Kind.THREAD if thing.source is Source.X else Kind.ARTICLE
    return _OF_FORMS[thing.form]


def _of_place(site: str, path: str) -> Kind:
    if site == "github.com" and _REPOSITORY_PAGE.fullmatch(path):
        return Kind.REPOSITORY
    found = next((found for pattern, found in _PATTERNS if pattern.match(site + path)), None)
    if found:
        return found
    if site == "huggingface.co" and _HUB_NAME.fullmatch(path):
        return Kind.MODEL
    return Kind.PDF if path.lower().endswith(".pdf") else Kind.ARTICLE
