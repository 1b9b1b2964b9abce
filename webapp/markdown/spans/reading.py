"""The loop that reads spans, and its chain of rules."""

import re
from functools import lru_cache

from webapp.markdown.document import DEEPEST_SPAN, Document
from webapp.markdown.nodes import Node, Place
from webapp.markdown.spans.state import RuleSet, SpanState, Stop


def read_spans(state: SpanState, node: Node, stop: Stop | None = None, rules: RuleSet | None = None) -> bool:
    """Read the text into `node` up to the stop, or to the end; tells whether the stop was found.

    Without a stop the whole text is read. With one that is not found, what was read so far is in `node`, and the
    position is where the last rule ended.
    """
    outer, outer_rules = state.parent, state.rules
    state.enclosing.append(outer.type)
    state.parent, state.rules = node, rules or state.rules
    found = _read(state, stop) if len(state.enclosing) < DEEPEST_SPAN else False
    state.parent, state.rules = outer, outer_rules
    state.enclosing.pop()
    return found


def _read(state: SpanState, stop: Stop | None) -> bool:
    text, rules = state.text, state.rules.rules
    pattern = _joined(state.rules.start, stop.pattern) if stop else state.rules.start
    while state.position < len(text):
        match = pattern.search(text, state.position)
        if not match:
            if not stop:
                state.add_text(text[state.position :])
                state.position = len(text)
            return False
        state.document.steps -= 1
        start = _with_quote(text, match.start(), state.position)
        state.add_text(text[state.position : start])
        state.position = start
        if stop and (end := stop.pattern.match(text, start)) and stop.accept(end):
            return True
        for rule in rules.get(text[match.start()], ()):
            if rule(state):
                break
        else:
            state.add_text(text[state.position])
            state.position += 1
    return False


def _with_quote(text: str, found: int, begin: int) -> int:
    """A quote is decided together with the character before it, if that is in the same run of plain text."""
    return found - 1 if text[found] in "\"'" and found > begin and text[found - 1] != "\\" else found


@lru_cache(maxsize=256)
def _joined(start: re.Pattern[str], stop: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{stop.pattern})|(?:{start.pattern})", (start.flags | stop.flags) & re.IGNORECASE)


def read_text(document: Document, parent: Node, text: str, place: Place | None, rules: RuleSet) -> None:
    """Read a whole text into `parent`."""
    state = SpanState(text, document, parent, rules, place)
    _read(state, None)
    for node in parent.children:
        _settle(state, node)


def _settle(state: SpanState, node: Node) -> None:
    """Say where in the post texts and links begin."""
    if "offset" in node.meta:
        node.meta["at"] = state.locate(node.meta["offset"])
    for child in node.children:
        _settle(state, child)
