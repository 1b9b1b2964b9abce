"""The memory of a long blog: building the index, looking for changes, searching, and what was written before.

Made-up blogs of 2,000 and 5,000 posts, 1,300 words and a dozen links each, with words as unequally common as in English
(Zipf's law). Their pictures lie in 200 folders, and the posts of each year's end in a folder of their own. Probe in the
same run: an empty SELECT.
"""

import argparse
import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from links import measure, tell, word

from webapp import blog, markdown, memory, posts, searches, sections
from webapp.blog import Blog
from webapp.database import Database, connect
from webapp.desk.linked import find_linked
from webapp.desk.past import find_past
from webapp.desk.values import DeskSection
from webapp.memory import Follower

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
WORDS, SECTIONS, LINKS = 1_300, 5, 12  # of a post
VOCABULARY = 20_000
SITES = 600
PICTURES, PICTURE_FOLDERS = 5_000, 200
ROUNDS = 60
NOTHING = "SELECT 1 AS one WHERE 0"
BARS_MS = {"search": 50, "wrote before": 20, "check": 20}
CONFIG = 'permalink: /:year-:month-:day/:title\nexcerpt_separator: "<!--more-->"\ntimezone: Europe/London\n'
COMMIT = (
    "-c",
    "user.name=A",
    "-c",
    "user.email=a@example.org",
    "commit",
    "--quiet",
    "--allow-empty",
    "--message=posts",
)


class Writer:
    """Writes made-up posts, the same in every run."""

    def __init__(self) -> None:
        self.chance = random.Random(5)
        self.words = [word(rank) for rank in range(VOCABULARY)]
        self.weights = [1 / (rank + 3) for rank in range(VOCABULARY)]
        self.pool: list[str] = []

    def say(self, number: int) -> list[str]:
        if len(self.pool) < number:
            self.pool = self.chance.choices(self.words, self.weights, k=200_000)
        said, self.pool = self.pool[:number], self.pool[number:]
        return said

    def link(self) -> str:
        site = int(self.chance.paretovariate(1)) % SITES
        name = " ".join(self.say(2)).title()
        return f"[{name}](https://site{site}.example/{self.chance.randrange(40)}/{self.say(1)[0]})"

    def paragraph(self, number: int, links: int) -> str:
        said = self.say(number)
        for at in range(links):
            said.insert((at + 1) * number // (links + 1), self.link())
        sentences = (" ".join(said[at : at + 18]).capitalize() for at in range(0, len(said), 18))
        return ". ".join(sentences) + "."

    def section(self) -> str:
        return "\n\n".join(self.paragraph(WORDS // SECTIONS // 2, LINKS // SECTIONS // 2 + 1) for _ in range(2))

    def post(self, day: date) -> str:
        parts = [f'---\nlayout: post\ntitle: "Working Notes - {day:%d/%m/%y}"\ntags: [{self.say(1)[0]}]\n---\n']
        parts += [self.paragraph(40, 0)]
        parts += [f"## {' '.join(self.say(3)).capitalize()}\n\n{self.section()}" for _ in range(SECTIONS)]
        return "\n\n".join(parts) + "\n"


def add_pictures(folder: Path) -> None:
    for at in range(PICTURES):
        place = folder / str(2000 + at % 20) / f"{at % PICTURE_FOLDERS}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"image{at}.png").write_bytes(b"")


def make_blog(folder: Path, number: int) -> Blog:
    """Write a blog with this many posts, one a day."""
    writer = Writer()
    for own in ("_posts", "reviews/_posts"):
        (folder / own).mkdir(parents=True)
    (folder / "_config.yml").write_text(CONFIG)
    for at in range(number):
        day = NOW.date() - timedelta(days=at)
        own = "reviews/_posts" if day.month == 12 else "_posts"
        (folder / own / f"{day}-working-notes.md").write_text(writer.post(day))
    add_pictures(folder / "assets" / "images")
    subprocess.run(["git", "-C", str(folder), "init", "--quiet"], check=True)
    subprocess.run(["git", "-C", str(folder), *COMMIT], check=True)
    return blog.find_blog(folder)


def typed() -> Iterator[str]:
    """What is typed into the search: common and rare words, beginnings, phrases, filters."""
    chance = random.Random(6)
    while True:
        common, rare = word(chance.randrange(40)), word(chance.randrange(4_000, VOCABULARY))
        yield from (
            common,
            rare,
            rare[:3],
            common[:2],
            f"{common} {rare}",
            f'"{common} {word(2)}"',
            f"{common} -{rare}",
        )
        yield from (f"{common} or {rare}", f"site:site{chance.randrange(SITES)}.example", f"{common} after:2024")
        yield from (f"tag:{common}", f"{common} {word(1)} {word(0)}", "")


def tell_searches(db: Database) -> None:
    took = {}
    for asked in islice(typed(), ROUNDS * 3):
        took[asked] = measure(lambda asked=asked: posts.search_posts(db, posts.Asked(searches.parse(asked))))
    tell(f"search (bar {BARS_MS['search']})", list(took.values()))
    for asked, each in sorted(took.items(), key=lambda pair: -pair[1])[:4]:
        print(f"    {each:7.1f} ms  {asked}")


def on_desk(source: str) -> DeskSection:
    """A section as the desk has it, as far as what was written before depends on it."""
    return DeskSection(
        position=0,
        id=0,
        heading="",
        html=markdown.render(source),
        lines=(),
        source=source,
        start=0,
        end=len(source),
        words=0,
        links=0,
        meant=(),
        is_roundup=False,
        is_open=True,
        is_last=False,
        fold_below=False,
        fold_inside=False,
    )


def tell_desk(db: Database, site: Blog) -> None:
    """For each section of the newest posts, as if it were open on the desk."""
    past, linked = [], []
    for file in blog.newest_posts(site)[:12]:
        path = file.path
        for source in [section.source for section in sections.split(file.text, None).sections]:
            section = on_desk(source)
            past.append(measure(lambda section=section, path=path: list(find_past(db, section, path, TODAY))))
            linked.append(measure(lambda source=source, path=path: list(find_linked(db, source, path, TODAY))))
    tell(f"wrote before (bar {BARS_MS['wrote before']})", past)
    tell("phrases that were links", linked)
    tell(
        "links by what they were called", [measure(partial(posts.find_texts, db, word(at), 5)) for at in range(ROUNDS)]
    )


def tell_blog(folder: Path, number: int) -> None:
    site = make_blog(folder / "blog", number)
    with closing(connect(folder / "working-notes.db")) as db:
        began = time.perf_counter()
        memory.refresh_index(db, site, NOW)
        built = time.perf_counter() - began
        size = (folder / "working-notes.db").stat().st_size / 1e6
        print(
            f"{number:,} posts: index of {size:,.0f} MB built in {built:.1f} s, {built / number * 1000:.1f} ms a post"
        )
        follower = Follower(lambda: site.root, lambda: NOW)
        tell("look again after a start", [measure(partial(follower.look_again, db, lambda: False))])
        tell(
            "an empty SELECT (probe)",
            [measure(lambda: list(db.query("SELECT 1 AS one WHERE 0"))) for _ in range(ROUNDS)],
        )
        tell(
            "look again, nothing changed",
            [measure(partial(follower.look_again, db, lambda: False)) for _ in range(ROUNDS)],
        )
        tell_searches(db)
        tell_desk(db, site)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="*", default=[2_000, 5_000])
    for number in parser.parse_args().posts:
        with tempfile.TemporaryDirectory() as folder:
            tell_blog(Path(folder), number)


if __name__ == "__main__":
    main()
