"""How the text of posts is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from ...errors import ChoiceError
from ...sections import FoldForm
from ..folds import NUMBERS, place_words
from ..habits import Habit
from ..images import NAME, PATH, SLUG, is_image_address, write_image_path
from ..linking import LinkStyle, restyle
from ..patterns import read_pattern
from ..quoting import Apostrophe, Marks, Quotes
from ..roundups import RoundupForm
from ..series import Series
from .values import Aspect, Option, by_hand, one_line, one_of

LEVELS = tuple(Option("#" * level, f"{'#' * level} (level {level})") for level in range(1, 5))
ROUNDUP_FORMS = (
    Option(RoundupForm.LIST, "a list, a link an item"),
    Option(RoundupForm.PROSE, "prose, a link a sentence"),
)
NO_PLACE = "none"
FOLD_PLACES = (
    Option(NO_PLACE, "no usual place"),
    *(Option(str(number), place_words(number)) for number in range(len(NUMBERS) + 1)),
)
FOLD_FORMS = (
    Option(FoldForm.OWN_LINE, "on a line of its own"),
    Option(FoldForm.END_OF_PARAGRAPH, "at the end of the paragraph"),
)
LINE_ENDINGS = (
    Option("LF", "LF, as on Linux and the Mac"),
    Option("CRLF", "CRLF, as on Windows"),
    Option("CR", "CR, as on very old Macs"),
)
ENDINGS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}
LAST_LINES = (Option("yes", "ends like every other line"), Option("no", "has no line end"))
LINK_STYLES = (
    Option(LinkStyle.INLINE, "the address in brackets behind the words"),
    Option(LinkStyle.REFERENCE, "a number behind the words, the address below the section"),
    Option(LinkStyle.ANGLE, "the address itself, between < and >"),
)
A_LINK, ITS_ADDRESS = "[a page](https://example.org/)", "https://example.org/"
AS_GIVEN = Option("as given", "left as the page has them")
MARKS = (
    AS_GIVEN,
    Option(Marks.STRAIGHT, 'straight, as in "this"'),
    Option(Marks.TYPOGRAPHIC, "curly, as in “this”"),
    Option(Marks.STRAIGHT_SINGLE, "straight and single, as in 'this'"),
    Option(Marks.TYPOGRAPHIC_SINGLE, "curly and single, as in ‘this’"),
)
APOSTROPHES = (
    AS_GIVEN,
    Option(Apostrophe.STRAIGHT, "straight, as in it's"),
    Option(Apostrophe.TYPOGRAPHIC, "curly, as in it’s"),
)
QUOTED = {Marks.TYPOGRAPHIC: 'On "slow" tools'}  # titles of pages, each written otherwise than the author would
CONTRACTED = {Apostrophe.TYPOGRAPHIC: "It's a slow tool"}


def _with(series: Series, **habits: Habit[Any]) -> Series:
    return replace(series, writing=replace(series.writing, **habits))


def _change_level(series: Series, text: str) -> Series:
    return _with(series, level=by_hand(len(one_of(LEVELS, text))))


def _change_roundup(series: Series, text: str) -> Series:
    name = one_line(text, "The round-up’s heading").lstrip("#").strip()
    if not name:
        raise ChoiceError("The round-up’s heading needs a word beside its #.")
    return _with(series, roundup=by_hand(name))


def _change_roundup_form(series: Series, text: str) -> Series:
    return _with(series, roundup_form=by_hand(RoundupForm(one_of(ROUNDUP_FORMS, text))))


def _read_fold_place(series: Series) -> str:
    place = series.writing.fold_after.value
    return NO_PLACE if place is None else str(place)


def _change_fold_place(series: Series, text: str) -> Series:
    place = one_of(FOLD_PLACES, text)
    return _with(series, fold_after=by_hand(None if place == NO_PLACE else int(place)))


def _change_fold_form(series: Series, text: str) -> Series:
    return _with(series, fold_form=by_hand(FoldForm(one_of(FOLD_FORMS, text))))


def _read_ending(series: Series) -> str:
    return next(name for name, ending in ENDINGS.items() if ending == series.line_ending)


def _change_ending(series: Series, text: str) -> Series:
    ending = ENDINGS[one_of(LINE_ENDINGS, text)]
    changed = replace(series, blank_line=ending if series.blank_line else "")
    return _with(changed, line_ending=by_hand(ending))


def _change_last_line(series: Series, text: str) -> Series:
    return _with(series, final_newline=by_hand(one_of(LAST_LINES, text) == "yes"))


def _change_links(series: Series, text: str) -> Series:
    return _with(series, link_style=by_hand(LinkStyle(one_of(LINK_STYLES, text))))


def _link(series: Series, _day: date) -> str:
    words, below = restyle(A_LINK, [ITS_ADDRESS], series.writing.link_style.value)
    return " and below: ".join((words, *below))


def _cited(title: str, quotes: Quotes) -> str:
    written = quotes.write(title)
    return f"a page titled {title} is cited as {written}" if written != title else ""


def _marked(series: Series, _day: date) -> str:
    marks = series.writing.marks.value
    return _cited(QUOTED.get(marks, "On “slow” tools") if marks else "", Quotes(marks))


def _contracted(series: Series, _day: date) -> str:
    sign = series.writing.apostrophe.value
    return _cited(CONTRACTED.get(sign, "It’s a slow tool") if sign else "", Quotes(apostrophe=sign))


def _change_marks(series: Series, text: str) -> Series:
    marks = one_of(MARKS, text)
    return _with(series, marks=by_hand(None if marks == AS_GIVEN.text else Marks(marks)))


def _change_apostrophe(series: Series, text: str) -> Series:
    sign = one_of(APOSTROPHES, text)
    return _with(series, apostrophe=by_hand(None if sign == AS_GIVEN.text else Apostrophe(sign)))


def _change_images(series: Series, text: str) -> Series:
    pattern = one_line(text, "The path of images").lstrip("/")
    names = read_pattern(pattern, {"name", "slug"}).names
    if "name" not in names:
        raise ChoiceError(f"The path needs {NAME}, where the image’s own name goes.")
    if any(part in ("", ".", "..") for part in pattern.split("/")) or "\\" in pattern:
        raise ChoiceError("The path leads out of the blog, or has an empty folder in it.")
    if any(letter.isspace() for letter in pattern):
        raise ChoiceError("The path has a blank, which breaks an image’s address.")
    return _with(series, images=by_hand(pattern))


def _change_image_address(series: Series, text: str) -> Series:
    form = one_line(text, "The address of images")
    if not is_image_address(form):
        raise ChoiceError(f"The address ends in /{PATH} or is a Liquid filter of it, so that it holds on every page.")
    return _with(series, image_address=by_hand(form))


def _image_address(series: Series, day: date) -> str:
    return series.writing.image_address.value.replace(PATH, _image(series, day))


def _image(series: Series, day: date) -> str:
    slug = series.file_name(day)[11:].rpartition(".")[0]
    return write_image_path(series.writing.images.value, day, slug, "name") + ".png"


def _reason(name: str) -> Callable[[Series], str]:
    return lambda series: series.writing.reasons[name]


BODIES = (
    Aspect(
        name="level",
        label="Headings of sections",
        how="",
        read=lambda series: "#" * series.writing.level.value,
        change=_change_level,
        reason=_reason("level"),
        options=LEVELS,
    ),
    Aspect(
        name="roundup",
        label="Name of the round-up",
        how="The heading of the section that closes a post.",
        read=lambda series: series.roundup,
        change=_change_roundup,
        reason=_reason("roundup"),
    ),
    Aspect(
        name="roundup_form",
        label="Form of the round-up",
        how="",
        read=lambda series: series.writing.roundup_form.value,
        change=_change_roundup_form,
        reason=_reason("roundup_form"),
        options=ROUNDUP_FORMS,
    ),
    Aspect(
        name="fold_after",
        label="Place of the fold",
        how="",
        read=_read_fold_place,
        change=_change_fold_place,
        reason=_reason("fold_after"),
        options=FOLD_PLACES,
    ),
    Aspect(
        name="fold_form",
        label="Form of the fold",
        how="",
        read=lambda series: series.fold_form,
        change=_change_fold_form,
        reason=_reason("fold_form"),
        options=FOLD_FORMS,
    ),
    Aspect(
        name="link_style",
        label="Links that you cite",
        how="A link that is put in while you type has its address behind its words, even if you choose a number.",
        read=lambda series: series.writing.link_style.value,
        change=_change_links,
        reason=_reason("link_style"),
        example=_link,
        options=LINK_STYLES,
    ),
    Aspect(
        name="marks",
        label="Quotation marks",
        how="What is taken from a page, such as its title, is written with yours. Your own words stay as they are.",
        read=lambda series: series.writing.marks.value or AS_GIVEN.text,
        change=_change_marks,
        reason=_reason("marks"),
        example=_marked,
        options=MARKS,
    ),
    Aspect(
        name="apostrophe",
        label="Apostrophe",
        how="What is taken from a page, such as its title, is written with yours. Your own words stay as they are.",
        read=lambda series: series.writing.apostrophe.value or AS_GIVEN.text,
        change=_change_apostrophe,
        reason=_reason("apostrophe"),
        example=_contracted,
        options=APOSTROPHES,
    ),
    Aspect(
        name="images",
        label="Images",
        how=f"Folder and name without its ending: {NAME} is what the image is called, {SLUG} the post’s own name, "
        "{dd}, {mm} and {yy} its day.",
        read=lambda series: series.writing.images.value,
        change=_change_images,
        reason=_reason("images"),
        example=_image,
    ),
    Aspect(
        name="image_address",
        label="Addresses of images",
        how=f"{PATH} is where the image lies. It may stand behind Liquid, like {{{{ site.baseurl }}}}/{PATH}.",
        read=lambda series: series.writing.image_address.value,
        change=_change_image_address,
        reason=_reason("image_address"),
        example=_image_address,
    ),
    Aspect(
        name="line_ending",
        label="Line ends",
        how="",
        read=_read_ending,
        change=_change_ending,
        reason=_reason("line_ending"),
        options=LINE_ENDINGS,
    ),
    Aspect(
        name="final_newline",
        label="Last line",
        how="",
        read=lambda series: "yes" if series.final_newline else "no",
        change=_change_last_line,
        reason=_reason("final_newline"),
        options=LAST_LINES,
    ),
)
