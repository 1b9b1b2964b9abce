"""Days and months in other languages than English, as the titles and the names of posts have them."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import product

_VOWELS = "aeiouéè"
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class Language:
    """A language's names, written as within a sentence."""

    code: str  # ISO 639-1
    months: tuple[str, ...]
    weekdays: tuple[str, ...]  # Monday first
    first: str = "1"  # how the first of a month is written
    before_vowels: tuple[str, ...] = ()  # what `de` becomes before a month that begins with one

    @property
    def keeps_capitals(self) -> bool:
        return self.months[0][0].isupper()

    def names(self, month: int) -> tuple[str, ...]:
        """A month in lower case, with its accents and without. month: 1 to 12."""
        lower = self.months[month - 1].lower()
        return lower, self._plain(lower)

    def fields(self, day: date) -> dict[str, str]:
        """What can be said of a day: `month_fr`, `capital_month_fr`, `plain_month_fr`, and so on."""
        month, weekday = self.months[day.month - 1], self.weekdays[day.weekday()]
        other = month.lower() if self.keeps_capitals else month.capitalize()
        return {
            f"d_{self.code}": self.first if day.day == 1 else f"{day.day}",
            f"month_{self.code}": month,
            f"{self.other_case}_month_{self.code}": other,
            f"plain_month_{self.code}": self._plain(month.lower()),
            f"weekday_{self.code}": weekday,
            f"capital_weekday_{self.code}": weekday.capitalize(),
            **dict(zip(self._of_month, self._elided(month), strict=True)),
        }

    @property
    def _of_month(self) -> tuple[str, ...]:
        return tuple(f"{name}_month_{self.code}" for name in ("of", "curly_of")[: len(self.before_vowels)])

    def _elided(self, month: str) -> tuple[str, ...]:
        return tuple((short if month[0] in _VOWELS else "de ") + month for short in self.before_vowels)

    @property
    def other_case(self) -> str:
        return "lower" if self.keeps_capitals else "capital"

    def patterns(self) -> list[str]:
        """The ways to write a day or a month in words, the likelier first."""
        usual, other, plain = (f"{{{name}month_{self.code}}}" for name in ("", f"{self.other_case}_", "plain_"))
        numbers = [*([f"{{d_{self.code}}}"] if self.first != "1" else []), "{d}", "{dd}"]
        dates = [_filled(*each) for each in product(_DATES, (usual, other), numbers)]
        weekdays = dict.fromkeys((f"{{weekday_{self.code}}}", f"{{capital_weekday_{self.code}}}"))
        named = [f"{weekday}{gap}{each}" for each, weekday, gap in product(dates, weekdays, (" ", ", "))]
        in_names = [_filled(*each) for each in product(_DATES_IN_NAMES, (plain, usual), numbers)]
        months = [_filled(*each, "") for each in product(_MONTHS, (usual, other))]
        months += [f"{{{name}}} {{yyyy}}" for name in self._of_month]
        months += [_filled(*each, "") for each in product(_MONTHS_IN_NAMES, (plain, usual))]
        return [*dates, *named, *in_names, *months]

    def _plain(self, name: str) -> str:
        """A name as addresses have it."""
        spelled = name.translate(_GERMAN) if self.code == "de" else name
        return "".join(letter for letter in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(letter))


_DATES = (
    *("DAY MONTH {yyyy}", "DAY. MONTH {yyyy}", "DAY de MONTH de {yyyy}", "DAY de MONTH {yyyy}"),
    *("DAY MONTH, {yyyy}", "DAY de MONTH, {yyyy}", "DAY MONTH", "DAY. MONTH", "DAY de MONTH"),
)
_DATES_IN_NAMES = ("DAY-MONTH-{yyyy}", "DAY-de-MONTH-de-{yyyy}", "DAY-MONTH", "DAY-de-MONTH")
_MONTHS = ("MONTH {yyyy}", "MONTH de {yyyy}")
_MONTHS_IN_NAMES = ("MONTH-{yyyy}", "MONTH-de-{yyyy}")


def _filled(form: str, month: str, number: str) -> str:
    return form.replace("MONTH", month).replace("DAY", number)


# Source of the names: Unicode CLDR, months and days of the format context, wide; a test compares them. Where two
# languages have the same words for all that posts say, the one that stands first is taken.
LANGUAGES = (
    Language(
        "fr",
        (
            *("janvier", "février", "mars", "avril", "mai", "juin"),
            *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        ),
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        first="1er",
        before_vowels=("d'", "d’"),
    ),
    Language(
        "de",
        (
            *("Januar", "Februar", "März", "April", "Mai", "Juni"),
            *("Juli", "August", "September", "Oktober", "November", "Dezember"),
        ),
        ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    ),
    Language(
        "es",
        (
            *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
            *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        ),
        ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    ),
    Language(
        "it",
        (
            *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
            *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
        ),
        ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    ),
    Language(
        "nl",
        (
            *("januari", "februari", "maart", "april", "mei", "juni"),
            *("juli", "augustus", "september", "oktober", "november", "december"),
        ),
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    ),
    Language(
        "pt",
        (
            *("janeiro", "fevereiro", "março", "abril", "maio", "junho"),
            *("julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
        ),
        (
            *("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira"),
            *("sábado", "domingo"),
        ),
    ),
    Language(
        "sv",
        (
            *("januari", "februari", "mars", "april", "maj", "juni"),
            *("juli", "augusti", "september", "oktober", "november", "december"),
        ),
        ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    ),
    Language(
        "da",
        (
            *("januar", "februar", "marts", "april", "maj", "juni"),
            *("juli", "august", "september", "oktober", "november", "december"),
        ),
        ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    ),
    Language(
        "nb",
        (
            *("januar", "februar", "mars", "april", "mai", "juni"),
            *("juli", "august", "september", "oktober", "november", "desember"),
        ),
        ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    ),
)
