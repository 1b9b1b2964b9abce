"""Checks: what to mend in a post before it is published. One file a check."""

from functools import lru_cache

from . import (
    address,
    bare,
    complete,
    dates,
    empty,
    file_name,
    fold,
    footnotes,
    linked_before,
    liquid,
    named_files,
    readable,
    repeated_title,
    swallowed,
    title,
    uncited,
)
from .finding import Check, CheckedPost, Finding, Level, LinkedBefore, MeantLink

__all__ = ["CHECKS", "Check", "CheckedPost", "Finding", "Level", "LinkedBefore", "MeantLink", "run"]

KEPT = 8  # posts with what they found: a draft or two, as they are and were just now

# Name, check, and what is said where it found nothing.
CHECKS: tuple[tuple[str, Check, str], ...] = tuple(
    (module.NAME, module.check, module.PASSED)
    for module in (
        readable,
        complete,
        title,
        file_name,
        address,
        dates,
        fold,
        empty,
        uncited,
        liquid,
        named_files,
        swallowed,
        bare,
        footnotes,
        repeated_title,
        linked_before,
    )
)


def run(post: CheckedPost) -> list[Finding]:
    """Run every check on a post, and give what they find from top to bottom.

    A post that is asked about again, as the desk does after each save, is not checked again.
    """
    return list(_run(post))


@lru_cache(maxsize=KEPT)
def _run(post: CheckedPost) -> tuple[Finding, ...]:
    found = [finding for _, check, _ in CHECKS for finding in check(post)]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.column)))
