"""The server is killed while it saves, again and again: what it acknowledged is there afterwards."""

import hashlib
import http.client
import itertools
import json
import random
import signal
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import TODAY, ProcessStarter, ServerProcess

from webapp import database, drafts, sections

pytestmark = pytest.mark.slow

ROUNDS = 10
NAME = "2025-12-11-working-notes.md"
FRONT = '---\nlayout: post\ntitle: "Working Notes - 11/12/25"\n---\n\nIntro.\n\n'
SEED = 7


class Saver(threading.Thread):
    """Saves one thing after another until the server goes away."""

    def __init__(self, save: Callable[[int], None], numbers: "itertools.count[int]") -> None:
        super().__init__(daemon=True)
        self.save = save
        self.numbers = numbers
        self.acknowledged: list[int] = []
        self.has_enough = threading.Event()
        self.enough = 0

    def run(self) -> None:
        for number in self.numbers:
            try:
                self.save(number)
            except (OSError, http.client.HTTPException, ValueError):
                return
            self.acknowledged.append(number)
            if len(self.acknowledged) >= self.enough:
                self.has_enough.set()


def save_until_killed(server: ServerProcess, savers: list[Saver], enough: int) -> None:
    """Let the savers save at least so often each, then kill the server in the middle of whatever it does."""
    for saver in savers:
        saver.enough = enough
        saver.start()
    for saver in savers:
        assert saver.has_enough.wait(60)
    server.stop(signal.SIGKILL)
    for saver in savers:
        saver.join(60)


def link_of(number: int) -> str:
    return f"http://192.0.2.1/{number}"  # a number for documentation: it is refused before anybody is asked


def words_of(number: int) -> str:
    return f"## Maps\n\nThis is save {number}."


def link_saver(server: ServerProcess) -> Callable[[int], None]:
    def save(number: int) -> None:
        answer = server.request("POST", "/save", {"address": link_of(number), "note": f"note {number}"})
        assert answer.status == 303, answer.body

    return save


def section_saver(server: ServerProcess, text: str) -> Callable[[int], None]:
    """Saves the section as the page does: from the revision and the span that the last answer named."""
    start, end = sections.span_of(sections.split(text, None), 1)
    base = {"revision": hashlib.sha256(text.encode()).hexdigest(), "start": start, "end": end}

    def save(number: int) -> None:
        fields = {name: str(value) for name, value in base.items()} | {"text": words_of(number)}
        answer = server.request("POST", f"/desk/{NAME}/save", fields, accept="application/json")
        assert answer.status == 200, answer.body
        saved = json.loads(answer.body)
        base.update({name: saved[name] for name in base})

    return save


def number_in(text: str) -> int:
    """Which save a draft's text is."""
    return int(text.rpartition("save ")[2].rstrip(".\n"))


def test_kill_while_saving_loses_nothing_that_was_acknowledged(
    start_process: ProcessStarter, data_folder: Path, sample_blog: Path
) -> None:
    chance = random.Random(SEED)
    path, db_path = data_folder / NAME, data_folder / "working-notes.db"
    with closing(database.connect(db_path)) as opened:
        drafts.create_draft(opened, data_folder, NAME, f"{FRONT}{words_of(0)}\n", now=TODAY)
    links: list[int] = []
    link_numbers, save_numbers = itertools.count(1), itertools.count(1)

    for _ in range(ROUNDS):
        server = start_process("--blog", str(sample_blog))
        savers = [
            Saver(link_saver(server), link_numbers),
            Saver(section_saver(server, path.read_text(encoding="utf-8")), save_numbers),
        ]
        save_until_killed(server, savers, enough=chance.randint(2, 12))
        links += savers[0].acknowledged
        last = savers[1].acknowledged[-1]

        text = path.read_text(encoding="utf-8")
        assert text == f"{FRONT}{words_of(number_in(text))}\n"
        assert number_in(text) in (last, last + 1)
        with closing(database.connect(db_path)) as opened:
            saved = {row["address"] for row in opened.query("SELECT address FROM links")}
            noted = {row["text"] for row in opened.query("SELECT text FROM notes")}
            draft = drafts.read_draft(opened, data_folder, NAME)
            assert database.find_faults(opened) == []
            assert {link_of(number) for number in links} <= saved
            assert {f"note {number}" for number in links} <= noted
            for number in savers[1].acknowledged:
                kept = f"{FRONT}{words_of(number)}\n".encode()
                assert drafts.revision_text(opened, draft.id, hashlib.sha256(kept).hexdigest()) is not None
