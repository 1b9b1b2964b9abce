"""What the lists of several posts, such as their tags, have in common."""

from collections.abc import Sequence

from ..front_matter import Field, members_of, style_of, write_list


def shared_list(fields: Sequence[Field], gap: str) -> str:
    """What lists, newest first, have in common, in the newest one's style. gap: as `write_list` has it."""
    members = [member for member in members_of(fields[0]) if all(member in members_of(field) for field in fields)]
    return write_list(members if len(fields) > 1 else [], style_of(fields[0]), gap)
