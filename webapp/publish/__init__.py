"""From the draft to a commit in the author's blog: planned first, shown, and then done exactly as shown."""

from webapp.publish.applying import Done, apply_publication, fetch_upstream, publish_draft
from webapp.publish.diffs import DiffLine, LineKind, compare
from webapp.publish.facts import BlogFile, Facts, FrontMatterRow
from webapp.publish.merging import Choice, merge_into_draft
from webapp.publish.pictures import PictureFile
from webapp.publish.plan import Publication, Step, plan_publication
from webapp.publish.reading import path_of, read_facts, read_publication
from webapp.publish.reasons import Conflict

__all__ = [
    "BlogFile",
    "Choice",
    "Conflict",
    "DiffLine",
    "Done",
    "Facts",
    "FrontMatterRow",
    "LineKind",
    "PictureFile",
    "Publication",
    "Step",
    "apply_publication",
    "compare",
    "fetch_upstream",
    "merge_into_draft",
    "path_of",
    "plan_publication",
    "publish_draft",
    "read_facts",
    "read_publication",
]
