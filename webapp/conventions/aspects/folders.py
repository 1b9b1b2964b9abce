"""The folder that new posts go to."""

from dataclasses import replace

from ...errors import ChoiceError
from ..series import OWN_FOLDER, Series
from .values import Aspect, one_line, reason_of, set_by_hand

LEFT_OUT = ("._#~", ".~")  # how the name of a folder begins or ends that Jekyll does not look into


def _change(series: Series, text: str) -> Series:
    folder = one_line(text, "A folder").strip("/")
    above, _, name = folder.rpartition("/")
    _refuse_unread(above.split("/") if above else [], name)
    return set_by_hand(replace(series, folder=folder), "folder")


def _refuse_unread(above: list[str], name: str) -> None:
    """Raises ChoiceError where Jekyll would read no posts. Source: Jekyll 4.3, `reader.rb` and `entry_filter.rb`."""
    if name != OWN_FOLDER:
        raise ChoiceError("A folder of posts is named _posts, such as news/_posts; in others the blog reads none.")
    if ".." in above or any("\\" in part or ":" in part for part in above):
        raise ChoiceError("This folder leads out of the blog. Write it with / from the top of its repository.")
    begins, ends = LEFT_OUT
    unread = next((part for part in above if not part or part[0] in begins or part[-1] in ends), None)
    if unread is not None:
        raise ChoiceError(f"The blog reads no posts in a folder named “{unread}”.")


FOLDER = Aspect(
    name="folder",
    label="Folder of posts",
    how=f"From the top of your repository: {OWN_FOLDER} is the blog’s own; folders above another one are categories.",
    read=lambda series: series.folder or OWN_FOLDER,
    change=_change,
    reason=reason_of("folder"),
)
