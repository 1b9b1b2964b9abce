"""What the author sets by hand wins over what was learned; what can't be used is said, and changes nothing."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import front_matter
from webapp.conventions import (
    ASPECTS,
    ESSAY,
    WEEKLY,
    Aspect,
    Choice,
    Choices,
    Conventions,
    PostFile,
    apply_choice,
    choose,
    find_aspect,
    kinds_of,
    learn,
    refusals,
)
from webapp.conventions.patterns import escape, pattern_of, read_pattern, template_of
from webapp.conventions.reasons import SET_BY_YOU
from webapp.errors import ChoiceError

POSTS = Path(__file__).parent / "posts"
DAY = date(2025, 12, 11)


def weekly_posts() -> list[PostFile]:
    paths = sorted(POSTS.glob("*.markdown"))
    return [PostFile(path.name, path.read_bytes().decode(), f"_posts/{path.name}") for path in paths]


def essays() -> list[PostFile]:
    made = []
    for number, topic in enumerate(("Slowness", "Attention")):
        name = f"{date(2025, 6, 4) - timedelta(days=number)}-on-{topic.lower()}.md"
        made.append(PostFile(name, f"---\nlayout: essay\ntitle: On {topic}\n---\n\nText.\n", f"_posts/{name}"))
    return made


def learned() -> Conventions:
    return learn([*weekly_posts(), *essays()])


def numbered() -> Conventions:
    days = [DAY - timedelta(weeks=number) for number in (1, 2, 3)]
    texts = [f'---\nlayout: post\ntitle: "Notes #{9 - number}"\n---\n\nText.\n' for number in range(3)]
    return learn([PostFile(f"{day}-notes.md", text, f"_posts/{day}") for day, text in zip(days, texts, strict=True)])


def chosen(aspect: str, text: str, kind: str = WEEKLY) -> Conventions:
    return choose(learned(), Choices((Choice(kind, aspect, text),)))


def aspect_named(name: str) -> Aspect:
    aspect = find_aspect(name)
    assert aspect is not None
    return aspect


SET = [
    ("title", "Week of {d} {month} {yyyy}", "Week of 11 December 2025"),
    ("title", "{weekday}’s {{notes}}", "Thursday’s {notes}"),
    ("file_name", "{yyyy}-{mm}-{dd}-week-{dd}{mm}{yy}", "2025-12-11-week-111225.markdown"),
    ("file_name", "{yyyy}-{mm}-{dd}-{title}", "2025-12-11-working-notes-11-12-25.markdown"),
    ("images", "img/{yyyy}/{slug}-{name}", "img/2025/things-ive-noted-this-week-name.png"),
    ("image_address", "{{ site.baseurl }}/{path}", "{{ site.baseurl }}/assets/images/111225_name.png"),
    ("image_address", "{{ '{path}' | relative_url }}", "{{ 'assets/images/111225_name.png' | relative_url }}"),
    ("commit", "New: {title}", "New: Working Notes - 11/12/25"),
    ("commit_update", "Mend {slug}", "Mend things-ive-noted-this-week"),
    (
        "front_matter",
        '---\ntitle: "{title}"\nslug: {slug}\ndescription: "About {title}"\n---',
        '---\ntitle: "Working Notes - 11/12/25"\nslug: things-ive-noted-this-week\n'
        'description: "About Working Notes - 11/12/25"\n---',
    ),
    (
        "front_matter",
        '---\nlayout: week\ntitle: "{title}"\ndate: {yyyy}-{mm}-{dd} 18:00 +0000\ntags: []\n---',
        '---\nlayout: week\ntitle: "Working Notes - 11/12/25"\ndate: 2025-12-11 18:00 +0000\ntags: []\n---',
    ),
    ("front_matter", "---\ntitle: {title}\n---", "---\ntitle: Working Notes - 11/12/25\n---"),
]


@pytest.mark.parametrize(("aspect", "text", "example"), SET)
def test_choices_decide_how_the_next_post_is_written(aspect: str, text: str, example: str) -> None:
    series = chosen(aspect, text).weekly

    found = aspect_named(aspect)
    assert found.example(series, DAY) == example
    assert found.read(series) == text
    assert found.reason(series) == SET_BY_YOU


REFUSED = [
    ("title", "   ", "can’t be empty"),
    ("title", "Notes {dy}", "There is no field {dy}"),
    ("title", "Notes {dd", "stands alone"),
    ("title", "Notes #{number}", "no number that grows"),
    ("title", "One\nTwo", "one line"),
    ("file_name", "notes", "begins with {yyyy}-{mm}-{dd}-"),
    ("file_name", "{yyyy}-{mm}-{dd}-", "would have no address"),
    ("file_name", "{yyyy}-{mm}-{dd}-slow-{title}", "{title} stands alone"),
    ("file_name", "{yyyy}-{mm}-{dd}-my notes", "has a blank"),
    ("file_name", "{yyyy}-{mm}-{dd}-notes..", "doubled dot"),
    ("file_name", "{yyyy}-{mm}-{dd}-notes.", "doubled dot"),
    ("file_name", "{yyyy}-{mm}-{dd}-what's-new", "apostrophe"),
    ("file_name", "{yyyy}-{mm}-{dd}-a/b", "slash"),
    ("file_name", "{yyyy}-{mm}-{dd}-50%", "a sign that its address would lose"),
    ("file_name", "{yyyy}-{mm}-{dd}-" + "a" * 201, "longer than 200"),
    ("title", "Notes\0{dd}", "can’t be seen"),
    ("extension", ".txt", "none of the values"),
    ("folder", "news", "named _posts"),
    ("folder", "news/_posts/2025", "named _posts"),
    ("folder", "../_posts", "leads out"),
    ("folder", "C:\\blog/_posts", "leads out"),
    ("folder", "_hidden/_posts", "named “_hidden”"),
    ("folder", "a/.b/_posts", "named “.b”"),
    ("folder", "a//_posts", "named “”"),
    ("weekday", "Caturday", "none of the values"),
    ("level", "#######", "none of the values"),
    ("roundup", "## ", "needs a word"),
    ("fold_after", "many", "none of the values"),
    ("images", "assets/images/{dd}", "needs {name}"),
    ("images", "../{name}", "leads out"),
    ("images", "my images/{name}", "has a blank"),
    ("image_address", "images/{path}", "holds on every page"),
    ("image_address", "{{ site.baseurl }}/", "ends in /{path}"),
    ("commit", "Add {what}", "There is no field {what}"),
    ("front_matter", "layout: post", "begins with a line of ---"),
    ("front_matter", "---\nlayout: post\n---", "needs the line"),
    ("front_matter", '---\ntitle: "My {title}"\n---', "needs the line"),
    ("front_matter", '---\ntitle: "{title}"\nx: {offset}\n---', "they have none"),
    ("front_matter", '---\ntitle: "{title}"\nx: a: b\n---', "a value with a colon needs quotes"),
    ("front_matter", '---\ntitle: "{title}"\n# {dd}\nx: a\n---', "in a value only"),
    ("front_matter", '---\ntitle: "{title}"\n---\n\nText.', "nothing below it"),
]


@pytest.mark.parametrize(("aspect", "text", "said"), REFUSED)
def test_choices_that_cannot_be_used_say_why_and_change_nothing(aspect: str, text: str, said: str) -> None:
    choice = Choice(WEEKLY, aspect, text)

    with pytest.raises(ChoiceError, match=re.escape(said)):
        apply_choice(learned().weekly, choice)

    assert choose(learned(), Choices((choice,))) == learned()
    assert [each.choice for each in refusals(learned(), Choices((choice,)))] == [choice]


@pytest.mark.parametrize("kind", [WEEKLY, ESSAY])
@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.name)
def test_choices_of_what_was_learned_change_nothing_but_the_reason(aspect: Aspect, kind: str) -> None:
    series = kinds_of(learned())[kind]

    again = aspect.change(series, aspect.read(series))

    assert aspect.read(again) == aspect.read(series)
    assert aspect.reason(again) == SET_BY_YOU
    assert again.new_post(DAY) == series.new_post(DAY)
    assert again.file_name(DAY) == series.file_name(DAY)


@pytest.mark.parametrize("aspect", [each for each in ASPECTS if each.options], ids=lambda aspect: aspect.name)
def test_choices_of_every_option_can_be_set_and_read_back(aspect: Aspect) -> None:
    series = learned().weekly

    read = [aspect.read(aspect.change(series, option.text)) for option in aspect.options]

    assert read == [option.text for option in aspect.options]


def test_choices_of_a_title_keep_old_and_new_posts_in_the_series() -> None:
    new = PostFile("2025-12-11-x.md", '---\nlayout: post\ntitle: "Weekly 11/12/25"\n---\n\nText.\n', "_posts/x")
    files = [*weekly_posts(), new]

    series = choose(learned(), Choices((Choice(WEEKLY, "title", "Weekly {dd}/{mm}/{yy}"),)), files).weekly

    assert all(series.matches(file) for file in files)
    assert DAY in series.days
    assert not learned().weekly.matches(new)
    assert not any(series.matches(essay) for essay in essays())


def test_choices_of_a_number_count_on_from_the_newest_post() -> None:
    series = choose(numbered(), Choices((Choice(WEEKLY, "title", "Issue {number}"),))).weekly

    assert series.title(DAY) == "Issue 10"


def test_choices_of_line_ends_reach_the_front_matter() -> None:
    series = chosen("line_ending", "LF").weekly

    assert "\r" not in series.new_post(DAY)
    assert series.new_post(DAY).endswith("---\n\n")


@pytest.mark.parametrize(
    "front",
    [
        "layout: post\ntitle: Notes {day}\nauthor:\ntags:\n  []\nteam: \n",
        "layout: post\nauthor: A\npub-date: {day}\n",
        "title: |\n  Notes {day}\nlayout: post\n",
        "# A comment {{braces}}\ntitle: 'Notes: {day}'\ndescription: \"{{{{x}}}}\"\n",
    ],
)
def test_choices_of_front_matter_keep_what_was_learned_of_any_shape(front: str) -> None:
    days = [DAY - timedelta(weeks=number) for number in (1, 2, 3)]
    texts = [f"---\n{front.format(day=day)}---\n\nText.\n" for day in days]
    files = [PostFile(f"{day}-notes.md", text, f"_posts/{day}") for day, text in zip(days, texts, strict=True)]
    series = learn(files).weekly
    aspect = aspect_named("front_matter")

    again = aspect.change(series, aspect.read(series))

    assert again.new_post(DAY) == series.new_post(DAY)
    assert aspect.read(again) == aspect.read(series)


def test_choices_of_a_blog_without_posts_are_of_one_kind() -> None:
    assert list(kinds_of(learn([]))) == [WEEKLY]


def test_choices_of_an_hour_reach_the_date() -> None:
    days = [DAY - timedelta(weeks=number) for number in (1, 2, 3, 4)]
    text = '---\ntitle: "Notes {day:%d/%m/%y}"\ndate: {day} {hour}:30:00 +0000\n---\n\nText.\n'
    files = [PostFile(f"{day}-notes.md", text.format(day=day, hour=9 + 3 * (day.day % 3)), "") for day in days]

    series = choose(learn(files), Choices((Choice(WEEKLY, "hour", "19"),))).weekly

    assert "\ndate: 2025-12-11 19:00:00 +0000\n" in series.new_post(DAY)
    assert series.hour == 19


def test_choices_of_essays_leave_the_weekly_notes_alone() -> None:
    both = chosen("extension", ".markdown", ESSAY)

    assert both.weekly == learned().weekly
    assert both.essay.file_name(DAY, "A thought").endswith("a-thought.markdown")


def test_choices_of_a_further_kind_are_its_own() -> None:
    front = '---\nlayout: post\ntitle: "Review of {day:%B %Y}"\n---\n\nText.\n'
    days = [date(2025, month, 1) for month in (9, 10, 11)]
    reviews = [PostFile(f"{day}-review.md", front.format(day=day), f"_posts/{day}") for day in days]
    conventions = learn([*weekly_posts(), *essays(), *reviews])
    further = next(kind for kind in kinds_of(conventions) if kind not in (WEEKLY, ESSAY))

    changed = choose(conventions, Choices((Choice(further, "commit", "Month: {title}"),)))

    assert changed.kind_of(reviews[0]).messages.write("T", reviews[0].name, is_update=False) == "Month: T"
    assert changed.weekly == conventions.weekly
    assert changed.kinds[0] is changed.weekly


def test_choices_of_the_weekly_notes_are_the_essays_too_where_there_are_none() -> None:
    conventions = choose(learn(weekly_posts()), Choices((Choice(WEEKLY, "extension", ".md"),)))

    assert conventions.essay is conventions.weekly


def test_choices_that_nobody_knows_are_said() -> None:
    number = Choice(WEEKLY, "title", "5", is_text=False)
    strange = Choices((Choice(WEEKLY, "titel", "x"), number, Choice("Daily", "title", "x")))

    assert {each.choice for each in refusals(learned(), strange)} == set(strange.all)


@given(st.text())
def test_patterns_of_any_words_are_those_words(text: str) -> None:
    assert read_pattern(escape(text)).write(DAY, {}) == text


@given(st.lists(st.one_of(st.text(), st.sampled_from(["dd", "mm", "month"]).map(lambda name: f"{{{name}}}"))))
def test_patterns_survive_being_a_template(parts: list[str]) -> None:
    text = "".join(part if part in ("{dd}", "{mm}", "{month}") else escape(part) for part in parts)

    assert pattern_of(template_of(read_pattern(text))) == read_pattern(text).text == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_choices_of_any_front_matter_can_be_read_or_are_refused(text: str) -> None:
    conventions = choose(learned(), Choices((Choice(WEEKLY, "front_matter", f'---\ntitle: "{{title}}"\n{text}\n---'),)))

    written = front_matter.read(front_matter.split(conventions.weekly.new_post(DAY))[0])

    assert written.text("title") == learned().weekly.title(DAY)
