"""The author's repository, by the author's own git: look first, write second, leave everything else as it was."""

from webapp.git.committing import Committed, coming_diff, commit_only, merge_file, paths_of
from webapp.git.heads import read_head
from webapp.git.history import read_post_commits
from webapp.git.pushing import CommitLine, PushPlan, count, fetch, plan_push, push, push_refusal
from webapp.git.reading import (
    LINK_MODE,
    Operation,
    PathState,
    State,
    Upstream,
    fingerprint,
    head_contents,
    is_in_commit,
    read_commit,
    read_path_state,
    read_state,
    work_tree,
)
from webapp.git.running import run

__all__ = [
    "LINK_MODE",
    "CommitLine",
    "Committed",
    "Operation",
    "PathState",
    "PushPlan",
    "State",
    "Upstream",
    "coming_diff",
    "commit_only",
    "count",
    "fetch",
    "fingerprint",
    "head_contents",
    "is_in_commit",
    "merge_file",
    "paths_of",
    "plan_push",
    "push",
    "push_refusal",
    "read_commit",
    "read_head",
    "read_path_state",
    "read_post_commits",
    "read_state",
    "run",
    "work_tree",
]
