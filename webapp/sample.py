"""A small real blog to try everything with: Jekyll, five weekly posts, in a git repository of its own."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from webapp import files, git
from webapp.errors import BlogError

THURSDAY = 3
NAME = "Sample Author"
EMAIL = "sample@localhost"

CONFIG = """\
title: Working Notes, a sample
description: Five weeks of links, to try things with.
url: "https://sample.example"
baseurl: ""
permalink: /:year-:month-:day/:title
timezone: Europe/London
markdown: kramdown
kramdown:
  input: GFM
  smart_quotes: lsquo,rsquo,ldquo,rdquo
excerpt_separator: "<!--more-->"
exclude: [README.md]
"""

README = """\
# A sample blog

Made by Working Notes, to try things with. It is a Jekyll blog in a git repository; `jekyll build` makes its pages.
Delete the folder when you no longer need it.
"""

LAYOUT = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% if page.title %}{{ page.title }} · {% endif %}{{ site.title }}</title>
<link rel="stylesheet" href="{{ '/assets/site.css' | relative_url }}">
</head>
<body>
<header><a href="{{ '/' | relative_url }}">{{ site.title }}</a></header>
<main>
{{ content }}
</main>
</body>
</html>
"""

POST_LAYOUT = """\
---
layout: default
---
<article>
<h1>{{ page.title }}</h1>
<p class="day">{{ page.date | date: "%-d %B %Y" }}</p>
{{ content }}
</article>
"""

INDEX = """\
---
layout: default
---
{% for post in site.posts %}
<article>
<h1><a href="{{ post.url | relative_url }}">{{ post.title }}</a></h1>
<p class="day">{{ post.date | date: "%-d %B %Y" }}</p>
{{ post.excerpt }}
{% if post.excerpt != post.content %}<p><a href="{{ post.url | relative_url }}">Read on</a></p>{% endif %}
</article>
{% endfor %}
"""

STYLE = """\
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.6 Georgia, serif; color: #222; }
header { margin-bottom: 3rem; font-weight: bold; }
h1 { font-size: 1.6rem; line-height: 1.2; margin-bottom: 0; }
h2 { font-size: 1.25rem; }
a { color: #1d4f91; }
header a, h1 a { color: inherit; text-decoration: none; }
.day { margin-top: 0.25rem; color: #666; font-size: 0.9rem; }
"""

# Oldest first; the days are put in front of them when the blog is made.
WEEKS = (
    """\
A first week of noting things down, mostly about how old machines stay alive.

## A clock that counts to ten thousand

The [Long Now Foundation](https://longnow.org/clock/) writes about the clock in the mountain. What I like most is the
drawing of the [serial bit adder](https://en.wikipedia.org/wiki/Serial_binary_adder), made of brass.

## Keeping a database small

SQLite's own page on [when to use it](https://www.sqlite.org/whentouse.html) is a model of saying what a thing is not
for. The paragraph about websites is the one to send to colleagues.
<!--more-->

## Random stuff

- [RFC 1925](https://www.rfc-editor.org/rfc/rfc1925), the twelve truths, still all true.
- A [map of lighthouses](https://geodienst.github.io/lighthousemap/) that blink as they really do.
""",
    """\
This week was about writing things so that others can read them.

## Plain text, again

Markdown has a [specification](https://spec.commonmark.org/0.31.2/) that reads better than most essays about it; the
part on emphasis is long because the world is.

## The shape of a changelog

[Keep a Changelog](https://keepachangelog.com/en/1.1.0/) asks for one thing: write for people. I went through three of
my own and rewrote them.<!--more-->

## What the wind does

The Met Office explains the [shipping forecast](https://www.metoffice.gov.uk/weather/specialist-forecasts/coast-and-sea)
area by area, which is where I lost an hour.

## Random stuff

- Why a [leap second](https://www.timeanddate.com/time/leapseconds.html) is being retired.
- The [Public Domain Review](https://publicdomainreview.org/) has a new collection of seaweed prints.
""",
    """\
Three things on measuring, and one on birds.

## Measure first

The [flame graph](https://www.brendangregg.com/flamegraphs.html) page is where I send everybody who says "it feels
slow". Half of the time the tall tower is logging.

## Numbers everyone should know

An [interactive version](https://colin-scott.github.io/personal_website/research/interactive_latency.html) of the
latency table shows how little has moved since 2012, and what has.

## Listening to birds
[BirdNET](https://birdnet.cornell.edu/) names a song from a phone's recording[^1]. It found a redwing at the bus stop.

[^1]: With a probability, which is the part that I trust.
<!--more-->

## Random stuff

- [Every noise at once](https://everynoise.com/), still a pleasure.
- The [Internet Archive](https://archive.org/details/texts) has scans of seed catalogues from 1890.
""",
    """\
A short week, with one long read in it.

## How the post gets through

The [Royal Mail rail](https://www.postalmuseum.org/discover/collections/mail-rail/) ran under London for 75 years. The
signalling diagrams are the best part of the museum's page.

## A type that was lost in a river

The story of [Doves Type](https://typespec.co.uk/doves-type/): thrown from a bridge at night, found by divers a century
later, and now a font.
<!--more-->

## Random stuff

- [Ink & Switch](https://www.inkandswitch.com/local-first/) on software that belongs to you.
- A [pronunciation](https://forvo.com/) for nearly every word there is.
- What `git` does [when you commit](https://git-scm.com/book/en/v2/Git-Internals-Git-Objects), drawn.
""",
    """\
The week of small tools. Most of these are older than I am.

## make, honestly

The [manual of make](https://www.gnu.org/software/make/manual/make.html) is worth an evening for its chapter on implicit
rules alone; I had been writing by hand what it knows.

## A format for pictures

[QOI](https://qoiformat.org/) fits on one page and compresses as well as it needs to. The lesson is the page.

## Maps without a server

[Protomaps](https://protomaps.com/) puts the world into one file, and reads pieces of it over plain HTTP. I tried it
with [London](https://www.openstreetmap.org/relation/65606), and it stayed fast.
<!--more-->

## Random stuff

- The [Computer History Museum](https://computerhistory.org/) has the source of an early paint program.
- [Explain shell](https://explainshell.com/) takes a command line apart.
""",
)


def make_sample_blog(folder: Path, today: date) -> Path:
    """Make the blog in a folder that is not there yet or is empty, and answer the folder.

    today: its five posts are of the five Thursdays before this day, so that this week's is still to be written.
    A sample blog that was made there earlier is used again, with what was published in it.
    Raises BlogError if something else is in the folder; GitError, NotSavedError.
    """
    if (folder / ".git").is_dir() and (folder / "_posts").is_dir():
        return folder
    if folder.exists() and any(folder.iterdir()):
        raise BlogError(f"The folder {folder} is not empty, so no sample blog was made there.")
    folder.mkdir(parents=True, exist_ok=True)
    _run(folder, "init", "--quiet", "--initial-branch=main")
    _run(folder, "config", "user.name", NAME)
    _run(folder, "config", "user.email", EMAIL)
    site = {
        "_config.yml": CONFIG,
        "README.md": README,
        "index.html": INDEX,
        "_layouts/default.html": LAYOUT,
        "_layouts/post.html": POST_LAYOUT,
        "assets/site.css": STYLE,
        ".gitignore": "_site/\n.jekyll-cache/\n",
    }
    days = thursdays_before(today)
    _commit(folder, site, "Begin the sample blog", days[0] - timedelta(days=1))
    for day, body in zip(days, WEEKS, strict=True):
        title = f"Working Notes - {day:%d/%m/%y}"
        _commit(folder, {post_path(day): post_text(title, body)}, title, day)
    return folder


def thursdays_before(today: date) -> list[date]:
    """List the last five Thursdays before a day, oldest first."""
    last = today - timedelta(days=(today.weekday() - THURSDAY - 1) % 7 + 1)
    return [last - timedelta(weeks=weeks) for weeks in range(len(WEEKS) - 1, -1, -1)]


def post_path(day: date) -> str:
    """Name a post's file."""
    return f"_posts/{day:%Y-%m-%d}-working-notes.md"


def post_text(title: str, body: str) -> str:
    """Write a post."""
    return f'---\nlayout: post\ntitle: "{title}"\n---\n\n{body}'


def _commit(folder: Path, texts: dict[str, str], message: str, day: date) -> None:
    """Write files and commit them, in the evening of a day."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        files.atomic_write(path, text.encode())
    _run(folder, "add", "--", *texts)
    moment = f"{datetime.combine(day, time(19)).isoformat()}+00:00"
    identity = ("-c", f"user.name={NAME}", "-c", f"user.email={EMAIL}", "-c", "commit.gpgSign=false")
    _run(
        folder,
        *identity,
        *("commit", "--quiet", "--message", message),
        extra={"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
    )


def _run(folder: Path, *arguments: str, extra: dict[str, str] | None = None) -> None:
    outcome = git.run(folder, *arguments, reading=False, extra=extra)
    if outcome.code != 0:
        said = outcome.stderr.decode("utf-8", "replace").strip()
        raise BlogError(f"The sample blog could not be made. git said: {said}")
