"""The inbox with 100,000 links that have texts: the server's time for a page of links and for searches.

Texts are of 600 words, drawn so that common and rare words are as unequal as in English (Zipf's law). Probe in the same
run: a page of the app that lists nothing.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from desk import fill
from screenshots import NOW

from webapp.app import create_app
from webapp.database import Database, connect, utc_text
from webapp.routes import access, context
from webapp.sample import make_sample_blog
from webapp.settings import Settings

LINKS = 100_000
WORDS = 600
VOCABULARY = 30_000
BATCH = 5_000
SEARCHES = 60
SLOWEST = 8  # searches that are named
BARS_MS = {"inbox": 50, "search": 100}


def word(rank: int) -> str:
    """A made-up word; each rank has its own."""
    letters, out = "tanerisoludmek", ""
    rank += len(letters)
    while rank:
        rank, place = divmod(rank, len(letters))
        out += letters[place] + "aeiou"[place % 5]
    return out


def fill_texts(db: Database, number: int, chance: random.Random) -> None:
    """Give every link a text of common and rare words, as `links` would one by one."""
    words = [word(rank) for rank in range(VOCABULARY)]
    weights = [1 / (rank + 3) for rank in range(VOCABULARY)]
    moment = utc_text(NOW)
    for start in range(1, number + 1, BATCH):
        ids = range(start, min(start + BATCH, number + 1))
        pool = chance.choices(words, weights, k=WORDS * 40)
        rows = [(each, " ".join(chance.sample(pool, WORDS)), moment) for each in ids]
        with db.atomic():
            db.conn.executemany("INSERT INTO link_texts (link_id, html, text, kept_at) VALUES (?, '', ?, ?)", rows)
    with db.atomic():
        db.execute("UPDATE links SET kind = 'paper' WHERE id % 7 = 0")
        db.execute("INSERT INTO links_search (links_search) VALUES ('rebuild')")


def searches(chance: random.Random) -> Iterator[str]:
    """What is typed: common and rare words, starts of words, phrases, filters, and their mixtures."""
    for _ in range(SEARCHES):
        common, rare = word(chance.randrange(50)), word(chance.randrange(5_000, VOCABULARY))
        kind = chance.choice(
            [
                common,
                rare,
                rare[:3],
                common[:2],
                f"{common} {rare}",
                f'"{common} {word(3)}"',
                f"{common} -{rare}",
                f"{common} or {rare}",
                f"site:example{chance.randrange(500)}.org",
                f"kind:paper {common}",
                f"{common} before:2024",
                "is:failed",
                "is:used",
                "is:done after:2025-06",
                f"{common} in:title",
            ]
        )
        yield kind


def measure(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def tell(label: str, values: list[float]) -> None:
    values = sorted(values)
    p95 = values[min(len(values) - 1, int(len(values) * 0.95))]
    print(f"  {label:34} p50 {statistics.median(values):7.1f}  p95 {p95:7.1f}  most {values[-1]:7.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=LINKS)
    number = parser.parse_args().links
    chance = random.Random(4)  # the same texts in every run
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(Path(data) / "drafts", make_sample_blog(Path(data) / "blog", NOW.date()))
        settings.data_folder.mkdir()
        db = connect(settings.database_path)
        began = time.perf_counter()
        fill(db, number)
        fill_texts(db, number, chance)
        size = settings.database_path.stat().st_size / 1e6
        print(f"{number:,} links with texts, {size:,.0f} MB, made in {time.perf_counter() - began:.0f} s")
        get = signed_in(settings)
        tell("a page without links (probe)", [measure(partial(get, "/settings")) for _ in range(20)])
        tell(f"inbox page (bar {BARS_MS['inbox']})", [measure(partial(get, "/links")) for _ in range(20)])
        for view in ("week", "later", "done", "used", "failed", "all"):
            tell(f"view {view}", [measure(partial(get, f"/links?view={view}")) for _ in range(5)])
        tell("narrow", [measure(partial(get, "/links/narrow")) for _ in range(5)])
        found = {typed: measure(partial(get, f"/links?{urlencode({'q': typed})}")) for typed in searches(chance)}
        tell(f"search (bar {BARS_MS['search']})", list(found.values()))
        for typed, took in sorted(found.items(), key=lambda each: -each[1])[:SLOWEST]:
            print(f"    {took:7.1f} ms  {typed}")
        print(f"  resident memory {resident_megabytes():.0f} MB at most")


def resident_megabytes() -> float:
    """The most memory that this process held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def signed_in(settings: Settings) -> Callable[[str], object]:
    """Sign a client in, and answer how it asks for a path as htmx does."""
    app = create_app(settings, clock=lambda: NOW + timedelta(hours=1))
    client = app.test_client()
    token = access.new_sign_in(app.extensions[context.EXTENSION]).rpartition("/")[2]
    own = {"Sec-Fetch-Site": "same-origin"}
    client.post("/sign-in", data={"token": token}, headers=own, base_url=settings.address)

    def get(path: str) -> object:
        answer = client.get(path, headers=own | {"HX-Request": "true"}, base_url=settings.address)
        assert answer.status_code == 200, (path, answer.status)
        return answer

    return get


if __name__ == "__main__":
    main()
