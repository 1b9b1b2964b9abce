"""Where a post is folded, and how the fold is written."""

from collections.abc import Sequence

from ..line_endings import split_lines
from ..sections import Document, FoldForm, join
from .habits import Habit, learn_habit

WITH_A_FOLD = "with a fold"


def learn_fold_place(documents: Sequence[Document], usual: Habit[int | None]) -> Habit[int | None]:
    """Learn after how many sections the fold stands; 0 is right under the intro. documents: newest first."""
    return learn_habit([document.fold for document in documents], usual, WITH_A_FOLD)


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
