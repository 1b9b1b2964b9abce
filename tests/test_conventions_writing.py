"""How the bodies of posts are written is learned from them, with a reason that counts."""

from datetime import date, timedelta

import pytest

from webapp.conventions import Apostrophe, Conventions, LinkStyle, Marks, PostFile, Quotes, RoundupForm, learn
from webapp.conventions.writing import WritingHabits
from webapp.sections import FoldForm

FIRST = date(2025, 12, 4)
FOLD = "<!--more-->"


def posts(*bodies: str) -> list[PostFile]:
    """Weekly posts with these bodies, newest first."""
    made = []
    for number, body in enumerate(bodies):
        day = FIRST - timedelta(weeks=number)
        front = f'---\nlayout: post\ntitle: "Notes - {day:%d/%m/%y}"\n---\n\n'
        made.append(PostFile(f"{day}-notes.md", front + body, f"_posts/{day}-notes.md"))
    return made


def learned(*bodies: str) -> WritingHabits:
    conventions: Conventions = learn(posts(*bodies))
    return conventions.weekly.writing


@pytest.mark.parametrize(
    ("bodies", "level", "reason"),
    [
        (["## A\n\nb\n", "## A\n\nb\n\n### C\n\nd\n"], 2, "as in all of your last 2 posts with sections"),
        (
            ["### A\n\nb\n", "No headings.\n", "### A\n\nb\n", "## A\n\nb\n"],
            3,
            "as in 2 of your last 3 posts with sections",
        ),
        (["# A\n\nb\n\n# C\n\n## D\n\ne\n"], 1, "as in your last post with sections"),
        (["# The title again\n\n## A\n\nb\n"], 2, "as in your last post with sections"),
        (["A\n===\n\nb\n\nC\n===\n"], 1, "as in your last post with sections"),
        (["```\n# no heading\n```\n\n### A\n"], 3, "as in your last post with sections"),
        (["## A\n\n## C\n\n# Random stuff\n\nd\n"], 2, "as in your last post with sections"),
        (["### A\n\n### C\n\n## Random stuff\n\nd\n"], 3, "as in your last post with sections"),
        (["## A\n\n# C\n"], 1, "as in your last post with sections"),
        (["Text.\n"], 2, "a usual choice, as your last posts show no habit"),
        ([], 2, "a usual choice, as your blog has no posts yet"),
    ],
)
def test_writing_level_is_that_of_the_headings_that_cut_posts(bodies: list[str], level: int, reason: str) -> None:
    habit = learned(*bodies).level

    assert (habit.value, habit.reason) == (level, reason)


@pytest.mark.parametrize(
    ("bodies", "name", "form"),
    [
        (["## A\n\nb\n\n## Elsewhere\n\n- c\n", "## D\n\ne\n\n## Elsewhere\n\n- f\n"], "Elsewhere", RoundupForm.LIST),
        (["### A\n\nb\n\n### Elsewhere\n\nc\n", "### D\n\n### Elsewhere\n\n- f\n"], "Elsewhere", RoundupForm.PROSE),
        (["## A\n\nb\n\n## Podcasts\n\nc d.\n\n* e\n"], "Podcasts", RoundupForm.LIST),
        (["## A\n\nb\n\n## Podcasts\n\n* [c][c] d.\n\n[c]: https://c.example/\n"], "Podcasts", RoundupForm.LIST),
        (["## A\n\nb\n"], "Random stuff", RoundupForm.PROSE),
        (["## A\n\nb\n\n### Elsewhere\n\n- c\n", "## D\n\n### Elsewhere\n\n- f\n"], "Elsewhere", RoundupForm.LIST),
        ([f"## A\n\nb\n\n## {c}\n\nd\n\n# Elsewhere\n\ne\n" for c in "CD"], "Elsewhere", RoundupForm.PROSE),
        (["## A\n\n## B\n\n## Odds\n\n- c\n", "### A\n\n### Odds\n\n- f\n"], "Odds", RoundupForm.LIST),
        (["## A\n\n### Sources\n\n- c\n", "## D\n\nb\n"], "Random stuff", RoundupForm.PROSE),
        (["## A\n\nb\n\n## Podcasts\n\nc\n\n### On wool\n\n- d\n"], "Podcasts", RoundupForm.LIST),
    ],
)
def test_writing_round_up_has_the_usual_name_and_form(bodies: list[str], name: str, form: RoundupForm) -> None:
    habits = learned(*bodies)

    assert (habits.roundup.value, habits.roundup_form.value) == (name, form)


def test_writing_fold_stands_where_the_newest_posts_have_it() -> None:
    after_two = f"Intro.\n\n## A\n\nb\n\n## C\n\nd\n{FOLD}\n\n## E\n\nf\n"
    after_one = f"Intro.\n\n## A\n\nb {FOLD}\n\n## C\n\nd\n"

    habits = learned(after_one, after_two, "Intro.\n", after_two)

    assert (habits.fold_after.value, habits.fold_after.reason) == (2, "as in 2 of your last 3 posts with a fold")
    assert habits.fold_form.value is FoldForm.END_OF_PARAGRAPH
    assert learned("Intro.\n").fold_after.value is None


def test_writing_fold_is_counted_in_sections_of_the_blogs_own_level() -> None:
    body = f"# A\n\n## b\n\nc\n\n# D\n\ne\n\n{FOLD}\n\n# F\n\ng\n"

    assert learned(body, body).fold_after.value == 2


def test_writing_line_endings_and_last_line_are_those_of_most_posts() -> None:
    crlf = "## A\r\n\r\nb"
    files = [PostFile(post.name, post.text.replace("\n", "\r\n"), post.path) for post in posts("## A\n\nb", crlf)]

    habits = learn([*files, *posts("a", "b", "c\n")[2:]]).weekly.writing

    assert (habits.line_ending.value, habits.line_ending.reason) == ("\r\n", "as in 2 of your last 3 posts")
    assert (habits.final_newline.value, habits.final_newline.reason) == (False, "as in 2 of your last 3 posts")


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("See [a](https://a.example) and [b](https://b.example), <https://c.example>.\n", LinkStyle.INLINE),
        ("See [a][1] and [b].\n\n[1]: https://a.example\n[b]: https://b.example\n", LinkStyle.REFERENCE),
        ("See <https://a.example>, ![x](https://i.example), [^1].\n\n[^1]: y\n", LinkStyle.ANGLE),
        ("`[a](https://a.example)` and\n\n```\n[b](https://b.example)\n```\n\n<https://c.example>\n", LinkStyle.ANGLE),
        ("Nothing [in brackets] linked.\n", LinkStyle.INLINE),
    ],
)
def test_writing_links_have_the_style_of_most(body: str, style: LinkStyle) -> None:
    assert learned(body).link_style.value is style


@pytest.mark.parametrize(
    ("body", "marks", "apostrophe"),
    [
        ('He said "no" and it\'s so.\n', Marks.STRAIGHT, Apostrophe.STRAIGHT),
        ("He said “no” and it’s so.\n", Marks.TYPOGRAPHIC, Apostrophe.TYPOGRAPHIC),
        ("He said 'no' and 'never ever', it's so.\n", Marks.STRAIGHT_SINGLE, Apostrophe.STRAIGHT),
        ("He said ‘no’, which isn’t so.\n", Marks.TYPOGRAPHIC_SINGLE, Apostrophe.TYPOGRAPHIC),
        ('`"code"`, [x](y "title") and <a href="z">“w”</a>.\n', Marks.TYPOGRAPHIC, None),
        ("Nothing said.\n", None, None),
    ],
)
def test_writing_quotes_are_the_authors(body: str, marks: Marks | None, apostrophe: Apostrophe | None) -> None:
    assert learned(body).quotes == Quotes(marks, apostrophe)


@pytest.mark.parametrize(
    ("quotes", "text", "written"),
    [
        (Quotes(Marks.STRAIGHT, Apostrophe.STRAIGHT), "It’s “so”, they say", 'It\'s "so", they say'),
        (Quotes(Marks.TYPOGRAPHIC, Apostrophe.TYPOGRAPHIC), 'It\'s "so", they say', "It’s “so”, they say"),
        (
            Quotes(Marks.TYPOGRAPHIC_SINGLE, Apostrophe.TYPOGRAPHIC),
            'The "so-called" 5" disk',
            'The ‘so-called’ 5" disk',
        ),
        (Quotes(), "It’s “so”", "It’s “so”"),
        (Quotes(Marks.STRAIGHT), "Nothing to change", "Nothing to change"),
    ],
)
def test_writing_quotes_are_put_round_words_from_elsewhere(quotes: Quotes, text: str, written: str) -> None:
    assert quotes.write(text) == written


@pytest.mark.parametrize(
    ("body", "pattern"),
    [
        ("![a](/assets/images/041225_sequence.png)\n", "assets/images/{dd}{mm}{yy}_{name}"),
        ("![a](/assets/images/0412_image1.png)\n", "assets/images/{dd}{mm}_{name}"),
        ('<img alt="x" src="/img/2025-12-04-map.jpg">\n', "img/{yyyy}-{mm}-{dd}-{name}"),
        ("![a]({{ site.baseurl }}/img/map.png)\n", "img/{name}"),
        ('![a]({{ "/img/2025/12/map.png" | relative_url }})\n', "img/{yyyy}/{mm}/{name}"),
        ("![a](/img/2025-12-04-notes/map.png)\n", "img/{yyyy}-{mm}-{dd}-{slug}/{name}"),
        ("![a](../../images/2025-12-04-notes/map.png)\n", "assets/images/{dd}{mm}{yy}_{name}"),
        ("![a](https://elsewhere.example/041225_x.png)\n", "assets/images/{dd}{mm}{yy}_{name}"),
    ],
)
def test_writing_images_are_named_as_those_of_the_newest_posts(body: str, pattern: str) -> None:
    assert learned(body).images.value == pattern


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("![a](/assets/images/041225_sequence.png)\n", "/{path}"),
        ("![a]({{ site.baseurl }}/img/map.png 'A map')\n", "{{ site.baseurl }}/{path}"),
        ("![a]({{site.url}}{{site.baseurl}}/img/map.png)\n", "{{site.url}}{{site.baseurl}}/{path}"),
        ('![a]({{ "/img/map.png" | relative_url }})\n', '{{ "/{path}" | relative_url }}'),
        ("![a]({{ 'img/map.png' | absolute_url }})\n", "{{ '{path}' | absolute_url }}"),
        ('<img alt="x" src="{{ site.baseurl }}/img/map.jpg">\n', "{{ site.baseurl }}/{path}"),
        ("![a](https://elsewhere.example/x.png) ![b]({{ site.baseurl }}/img/b.png)\n", "{{ site.baseurl }}/{path}"),
        ("![a](img/map.png)\n", "/{path}"),
        ("No image.\n", "/{path}"),
    ],
)
def test_writing_addresses_of_images_are_written_as_in_the_newest_posts(body: str, form: str) -> None:
    assert learned(body).image_address.value == form


def test_writing_counts_only_the_last_season() -> None:
    bodies = ["## A\n\nb\n"] * 16 + ["# A\n\nb\n\n# C\n"] * 20

    assert learned(*bodies).level.reason == "as in all of your last 16 posts with sections"
