"""Checks: what to mend in a post before it is published. One file a check."""

from . import (
    address,
    bare,
    complete,
    dates,
    empty,
    file_name,
    fold,
    footnotes,
    liquid,
    named_files,
    readable,
    repeated_title,
    swallowed,
    title,
    uncited,
)
from .finding import Check, CheckedPost, Finding, Level, MeantLink

__all__ = ["CHECKS", "Check", "CheckedPost", "Finding", "Level", "MeantLink", "run"]

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
    )
)


def run(post: CheckedPost) -> list[Finding]:
    """Run every check on a post, and give what they find from top to bottom."""
    found = [finding for _, check, _ in CHECKS for finding in check(post)]
    return sorted(found, key=lambda finding: (finding.line, finding.column))
