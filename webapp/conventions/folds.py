"""Where a post is folded, and how the fold is written."""

from collections.abc import Sequence

from ..line_endings import split_lines
from ..sections import Document, FoldForm, join
from .habits import Habit, learn_habit

WITH_A_FOLD = "with a fold"
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def learn_fold_place(documents: Sequence[Document], usual: Habit[int | None]) -> Habit[int | None]:
    """Learn after how many sections the fold stands; 0 is right under the intro. documents: newest first."""
    return learn_habit([document.fold for document in documents], usual, WITH_A_FOLD)


def place_words(sections_above: int) -> str:
    """Say where a fold stands: `after two sections`."""
    if sections_above == 0:
        return "under the intro"
    known = sections_above <= len(NUMBERS)
    return f"after {NUMBERS[sections_above - 1] if known else sections_above} section{'s' * (sections_above > 1)}"


def learn_fold_form(documents: Sequence[Document], usual: Habit[FoldForm]) -> Habit[FoldForm]:
    """Learn whether the fold has a line of its own. The newest post that has one decides, as the form wanders."""
    forms = [form for document in documents if (form := _form(document))]
    return learn_habit(forms[:1], usual, WITH_A_FOLD) if forms else usual


def _form(document: Document) -> FoldForm | None:
    separator = document.separator
    if not separator:
        return None
    line = next((line.strip() for line in split_lines(join(document)) if separator in line), None)
    if line is None:
        return None
    return FoldForm.OWN_LINE if line == separator else FoldForm.END_OF_PARAGRAPH
