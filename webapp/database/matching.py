"""What the author types, as a question to a full-text table. Whatever is typed, it is a question that can be asked.

Source: https://www.sqlite.org/fts5.html, section 3. Each word is quoted, so that no sign of it is an operator; a word
with signs in it (`can't`, `2.5`) is the phrase of its parts. A NUL would end the question, and half of a pair of
UTF-16 can't be written.
"""

import re
from collections.abc import Iterable

WORDS_ASKED = 40  # more of them say nothing more, and each costs a look
_UNFIT = re.compile("[\0\ud800-\udfff]")
_SAYS_SOMETHING = re.compile(r"[^\W_]")


def every_word(typed: str) -> str:
    """Ask for what has each of these words, as a word or as the start of one; empty where nothing is asked for."""
    return " AND ".join(_starts(typed.split()))


def any_word(words: Iterable[str], *, as_start: bool = False) -> str:
    """Ask for what has any of these words; empty where nothing is asked for. as_start: also as the start of a word."""
    return " OR ".join(_starts(words) if as_start else _quoted(words))


def phrase(text: str, *, as_start: bool = False) -> str:
    """Ask for these words in this order. as_start: the last one also as the start of a word, where it has two letters.

    text: with a letter or digit.
    """
    quoted = _quoted([text])[0]
    return f"{quoted} *" if as_start and len(_SAYS_SOMETHING.findall(text)) > 1 else quoted


def _starts(words: Iterable[str]) -> list[str]:
    return [f"{word} *" for word in _quoted(words)]


def _quoted(words: Iterable[str]) -> list[str]:
    fit = (_UNFIT.sub("", word).replace('"', '""') for word in words)
    return [f'"{word}"' for word in fit if _SAYS_SOMETHING.search(word)][:WORDS_ASKED]
