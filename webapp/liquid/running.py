"""One run of Liquid: what is known, the boxes so far, and how much may still be done."""

from dataclasses import dataclass, field
from io import StringIO
from typing import TextIO

from liquid import BoundTemplate, RenderContext

from webapp.liquid.boxes import MOST_BOXES, Box, make_box, mark
from webapp.liquid.known import Known
from webapp.liquid.values import TooMuchError

MOST_STEPS = 50_000  # nodes that are run, about a second
MOST_ROUNDS = 10_000  # of all loops together
MOST_TEXT = 1_000_000  # characters written, those of `capture` too


@dataclass(slots=True)
class State:
    """One run: what is known, the boxes so far, and how much may still be done."""

    known: Known
    boxes: list[Box] = field(default_factory=list)
    numbers: dict[Box, int] = field(default_factory=dict)
    steps: int = MOST_STEPS
    rounds: int = MOST_ROUNDS
    characters: int = MOST_TEXT
    depth: int = 0
    included: int = 0
    templates: dict[str, BoundTemplate] = field(default_factory=dict)

    def step(self, number: int = 1) -> None:
        self.steps -= number
        if self.steps < 0:
            raise TooMuchError(f"more than {MOST_STEPS:,} steps, which is too much for the preview")

    def take_rounds(self, number: int) -> None:
        self.rounds -= number
        if self.rounds < 0:
            raise TooMuchError(f"more than {MOST_ROUNDS:,} rounds of a loop, which is too much for the preview")

    def take_text(self, text: str) -> None:
        self.characters -= len(text)
        if self.characters < 0:
            raise TooMuchError(f"more than {MOST_TEXT:,} characters, which is too much for the preview")

    def box(self, source: str, reason: str) -> str:
        """Keep a box; answers what stands for it in the text."""
        made = make_box(source, reason)
        if made not in self.numbers and len(self.boxes) < MOST_BOXES:
            self.numbers[made] = len(self.boxes)
            self.boxes.append(made)
        return mark(self.numbers.get(made, MOST_BOXES - 1))


class Buffer(StringIO):
    """What was written so far. put: write what was counted already."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state

    def write(self, text: str) -> int:
        self._state.take_text(text)
        return super().write(text)

    def put(self, text: str) -> int:
        return super().write(text)


class Context(RenderContext):
    """python-liquid's context, with the state of the run."""

    __slots__ = ("state",)
    state: State

    def raise_for_loop_limit(self, length: int = 1) -> None:
        self.state.take_rounds(length)

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        return Buffer(self.state)


def state_of(context: RenderContext) -> State:
    """The state of the run that a context belongs to."""
    if not isinstance(context, Context):
        raise TypeError("a context of our own")
    return context.state


def put(buffer: TextIO, text: str) -> int:
    """Write what was counted already."""
    return buffer.put(text) if isinstance(buffer, Buffer) else buffer.write(text)
