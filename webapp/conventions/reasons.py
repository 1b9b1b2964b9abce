"""The short sentences that say why a new post is written the way it is."""

from collections.abc import Sequence

EMPTY_BLOG = "a usual choice, as your blog has no posts yet"
TITLES_DIFFER = "your titles follow no pattern, so change it as you like"
FOLDERS_DIFFER = "the blog’s own, as these posts lie in several folders"
NAMES_DIFFER = "made from the title, as your file names are"
HIDES_FROM_NOBODY = "but at the start of the day, as their times differ"
TIMES_DIFFER = "the times of your posts differ"
NO_TIMES = "your posts name no time"
FEW_TIMES = "too few of your posts name a time to tell"
DAYS_DIFFER = "as these posts come on different days"
FEW_DAYS = "as there are too few of these posts to tell"
SET_BY_YOU = "set by you"
VALUE_DIFFERS = "differs from post to post, so fill it in"


def as_in(agreeing: Sequence[bool], one: str = "post") -> str:
    """How many of the latest posts agree: `as in 14 of your last 16 posts`. one: what is counted, in the singular."""
    total, count = len(agreeing), sum(agreeing)
    if total <= 1:
        return f"as in your last {one}"
    if count == total:
        return f"as in all of your last {total} {one}s"
    return f"as in {count} of your last {total} {one}s"


def unclean_names(fault: str, like: str) -> str:
    """Why the newest names were not learned. fault: what they have. like: the file whose name was; empty for none."""
    instead = f"as in “{like}”" if like else "the same without"
    return f"your newest file name has {fault}, which break addresses; this one is {instead}"
