"""Days and months in other languages are learned from posts, and written so for the next one."""

from datetime import date, timedelta

import pytest
from babel import Locale

from webapp.conventions import WEEKLY, Choice, Choices, PostFile, choose, learn, series_key
from webapp.conventions.dates import replace_day
from webapp.conventions.languages import LANGUAGES, Language

NEXT = date(2026, 3, 1)  # a Sunday


def blog(titles: dict[str, str], slugs: dict[str, str] | None = None) -> list[PostFile]:
    """Posts with these titles by day, and with names that say nothing unless they are given."""
    return [
        PostFile(
            f"{day}-{(slugs or {}).get(day, 'x')}.md", f'---\ntitle: "{title}"\n---\n\nText.\n', f"_posts/{day}-x.md"
        )
        for day, title in titles.items()
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_languages_have_the_names_of_cldr(language: Language) -> None:
    locale = Locale(language.code)

    assert language.months == tuple(locale.months["format"]["wide"].values())
    assert language.weekdays == tuple(locale.days["format"]["wide"][weekday] for weekday in range(7))


@pytest.mark.parametrize(
    ("titles", "following"),
    [
        (("Notes du 18 décembre 2025", "Notes du 25 décembre 2025"), "Notes du 1er mars 2026"),
        (("Carnet, jeudi 18 décembre 2025", "Carnet, jeudi 25 décembre 2025"), "Carnet, dimanche 1er mars 2026"),
        (("Notizen vom 18. Dezember 2025", "Notizen vom 25. Dezember 2025"), "Notizen vom 1. März 2026"),
        (("Donnerstag, 18. Dezember", "Donnerstag, 25. Dezember"), "Sonntag, 1. März"),
        (("Notas del 18 de diciembre de 2025", "Notas del 25 de diciembre de 2025"), "Notas del 1 de marzo de 2026"),
        (("Jueves 18 de diciembre", "Jueves 25 de diciembre"), "Domingo 1 de marzo"),
        (
            ("Appunti di giovedì 18 dicembre 2025", "Appunti di giovedì 25 dicembre 2025"),
            "Appunti di domenica 1 marzo 2026",
        ),
        (("Week van 18 december 2025", "Week van 25 december 2025"), "Week van 1 maart 2026"),
        (("Notas de 18 de dezembro de 2025", "Notas de 25 de dezembro de 2025"), "Notas de 1 de março de 2026"),
        (("Noter 18. desember 2025", "Noter 25. desember 2025"), "Noter 1. mars 2026"),
        (("Notes of 18 December 2025", "Notes of 25 December 2025"), "Notes of 1 March 2026"),
    ],
)
def test_titles_name_the_next_day_in_the_language_of_earlier_ones(titles: tuple[str, ...], following: str) -> None:
    learned = learn(blog(dict(zip(("2025-12-18", "2025-12-25"), titles, strict=True))))

    assert learned.weekly.title(NEXT) == following
    assert len(learned.kinds) == 1


@pytest.mark.parametrize(
    ("titles", "following"),
    [
        ({"2025-10-31": "Bilan : octobre 2025", "2025-11-30": "Bilan : novembre 2025"}, "Bilan : mars 2026"),
        ({"2025-11-01": "Bilan : octobre 2025", "2025-12-01": "Bilan : novembre 2025"}, "Bilan : février 2026"),
        (
            {"2025-10-31": "Leituras de outubro de 2025", "2025-11-30": "Leituras de novembro de 2025"},
            "Leituras de março de 2026",
        ),
        (
            {"2025-10-31": "Lectures de Octobre 2025", "2025-11-30": "Lectures de Novembre 2025"},
            "Lectures de Mars 2026",
        ),
        ({"2025-11-30": "Bilan de novembre 2025", "2025-12-31": "Bilan de décembre 2025"}, "Bilan de mars 2026"),
        ({"2025-10-31": "Rückblick Oktober 2025", "2025-11-30": "Rückblick November 2025"}, "Rückblick März 2026"),
        ({"2025-08-31": "Böcker augusti 2025", "2025-11-30": "Böcker november 2025"}, "Böcker mars 2026"),
        ({"2025-08-31": "Maand augustus 2025", "2025-11-30": "Maand november 2025"}, "Maand maart 2026"),
        ({"2025-10-31": "Review: October 2025", "2025-11-30": "Review: November 2025"}, "Review: March 2026"),
    ],
)
def test_months_that_two_languages_share_are_told_by_older_titles(titles: dict[str, str], following: str) -> None:
    assert learn(blog(titles)).weekly.title(NEXT) == following


def test_names_of_files_have_months_without_accents() -> None:
    days = [date(2025, 8, 7), date(2025, 11, 6), date(2025, 12, 4)]
    months = ["aout", "novembre", "decembre"]
    titles = {f"{day}": f"N° {number}" for number, day in enumerate(days, 7)}
    slugs = {f"{day}": f"carnet-{day.day}-{month}" for day, month in zip(days, months, strict=True)}

    series = learn(blog(titles, slugs)).weekly

    assert series.file_name(date(2026, 2, 5)) == "2026-02-05-carnet-5-fevrier.md"


@pytest.mark.parametrize("sign", ["'", "’"])
def test_months_that_begin_with_a_vowel_are_elided(sign: str) -> None:
    titles = {"2025-10-31": f"Bilan d{sign}octobre 2025", "2025-11-30": "Bilan de novembre 2025"}

    learned = learn(blog(titles))

    assert [learned.weekly.title(date(2026, month, 28)) for month in (3, 4)] == [
        "Bilan de mars 2026",
        f"Bilan d{sign}avril 2026",
    ]
    assert len(learned.kinds) == 1


def test_titles_of_a_post_that_came_a_day_late_do_not_count() -> None:
    titles = {
        "2025-12-04": "Notes du 4 décembre 2025",
        "2025-12-12": "Notes du 11 décembre 2025",
        "2025-12-18": "Notes du 18 décembre 2025",
    }

    assert learn(blog(titles)).weekly.title(NEXT) == "Notes du 1er mars 2026"


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Notes du 1er janvier 2026", "notes du"),
        ("Notes du 4 décembre 2025", "notes du"),
        ("Notas del 4 de diciembre de 2025", "notas del"),
        ("Notizen, Donnerstag, 4. Dezember 2025", "notizen"),
        ("Leituras: março de 2026", "leituras"),
        ("Bilan d’octobre 2025", "bilan"),
        ("Bilan de novembre 2025", "bilan"),
        ("Mars and the moons", "mars and the moons"),
        ("Mai pen rai", "mai pen rai"),
    ],
)
def test_series_share_what_is_no_date(title: str, key: str) -> None:
    assert series_key(title) == key


def test_posts_that_are_moved_name_their_new_day_in_their_language() -> None:
    old, new = date(2025, 12, 4), date(2026, 1, 1)

    assert replace_day("Notes du 4 décembre 2025", old, new) == "Notes du 1er janvier 2026"
    assert replace_day("Week van 4 december 2025", old, new) == "Week van 1 januari 2026"
    assert replace_day("Notes of 4 December 2025", old, new) == "Notes of 1 January 2026"
    assert replace_day("On 4 décembre 2025 and 2025-12-04", old, new) == "On 1er janvier 2026 and 2026-01-01"


def test_posts_that_are_moved_keep_the_language_of_their_series() -> None:
    titles = {
        f"2025-{day}": f"Anteckningar {words} 2025"
        for day, words in {"08-21": "21 augusti", "12-04": "4 december"}.items()
    }
    series = learn(blog(titles)).weekly

    block = series.retitle(
        '---\ntitle: "Mina anteckningar 4 december 2025"\n---\n', date(2025, 12, 4), date(2026, 5, 7)
    )

    assert 'title: "Mina anteckningar 7 maj 2026"' in block


def test_titles_set_by_hand_can_have_another_language() -> None:
    days = [date(2025, 12, 11) - timedelta(weeks=number) for number in range(3)]
    files = blog({f"{day}": f"Notes {day:%d/%m/%y}" for day in days})

    series = choose(
        learn(files), Choices((Choice(WEEKLY, "title", "Notes du {d_fr} {month_fr} {yyyy}"),)), files
    ).weekly

    assert series.title(NEXT) == "Notes du 1er mars 2026"
    assert series.is_known_by("Notes du 9 avril 2026")
