"""Colours in code: a class for each token, by Rouge's names.

Pygments and Rouge name their tokens alike. Where they read a language differently the classes differ; docs/kramdown.md
says how often. Source: Rouge 3.30, `formatters/{html,html_legacy,html_table}.rb`; Pygments, "Builtin Tokens".
"""

from collections.abc import Iterator
from functools import cache

from webapp.markdown.escaping import escape_code
from webapp.markdown.rouge_classes import AFTER_DOT, CALLED, DOTTED, OPTION, OPTIONS_IN, RENAMED
from webapp.markdown.rouge_languages import LANGUAGES

LONGEST_CODE = 50_000  # characters; longer code stays without colours, so that no page takes long

# What Pygments calls a language that it has under none of Rouge's names.
_IN_PYGMENTS = {
    "conf": "ini",
    "gradle": "groovy",
    "hql": "sql",
    "json-doc": "json",
    "plist": "xml",
    "robot_framework": "robotframework",
}


@cache
def names_by_language() -> dict[str, tuple[str, ...]]:
    """Every name that Rouge knows, with all names of its language, its own first."""
    return {name: tuple(line.split()) for line in LANGUAGES.splitlines() for name in line.split()}


def is_language(name: str) -> bool:
    """Does Rouge know the language? The case of its letters counts."""
    return name in names_by_language()


def write_code(code: str, language: str, *, coloured: bool) -> str:
    """Write code as HTML. coloured: with a `<span>` round each token, where the language is known."""
    if not coloured or language in ("", "plaintext", "text", "escape") or len(code) > LONGEST_CODE:
        return escape_code(code)
    return "".join(_written(css_class, text) for css_class, text in _tokens(code, language))


def number_lines(code: str, html: str, start: int, names: tuple[str, str, str]) -> str:
    """Put code into a table with the numbers of its lines. names: the classes of table, gutter and code."""
    count = code.count("\n") + (0 if code.endswith("\n") else 1)
    ending = "" if code.endswith("\n") else "\n"
    numbers = "".join(f"{number}\n" for number in range(start, start + count))
    table, gutter, inside = names
    return (
        f'<table class="{table}"><tbody><tr><td class="{gutter} gl"><pre class="lineno">{numbers}</pre></td>'
        f'<td class="{inside}"><pre>{html}{ending}</pre></td></tr></tbody></table>'
    )


def _written(css_class: str, text: str) -> str:
    return f'<span class="{css_class}">{escape_code(text)}</span>' if css_class else escape_code(text)


def _tokens(code: str, language: str) -> list[tuple[str, str]]:
    """Pieces of code with Rouge's classes; those of one class that stand side by side are one."""
    lexer, name = _lexer(language), names_by_language().get(language, (language,))[0]
    if lexer is None:
        return [("", code)]
    from pygments.token import STANDARD_TYPES

    read: list[tuple[str, str]] = []
    ending = "" if code.endswith("\n") else "\n"  # some lexers need it
    for kind, text in lexer.get_tokens(code + ending):
        while kind not in STANDARD_TYPES:
            kind = kind.parent
        read.append((STANDARD_TYPES[kind], text))
    if ending and read:
        read[-1] = (read[-1][0], read[-1][1].removesuffix(ending))
    return _joined(_as_rouge(read, name))


def _as_rouge(read: list[tuple[str, str]], language: str) -> Iterator[tuple[str, str]]:
    renamed = RENAMED.get(language, {})
    before = ""
    for number, (own, text) in enumerate(read):
        css_class = "" if own == "w" else renamed.get(own, own)
        after = read[number + 1][1][:1] if number + 1 < len(read) else ""
        if text == "." and language in DOTTED:
            css_class = "p"
        elif own in ("n", "nc") and _is_function(language, before, after):
            css_class = "nf"
        before = text
        if css_class == "" and language in OPTIONS_IN:
            yield from (("nt" if place % 2 else "", part) for place, part in enumerate(OPTION.split(text)))
        else:
            yield css_class, text


def _is_function(language: str, before: str, after: str) -> bool:
    return (language in CALLED and after == "(") or (language in AFTER_DOT and before == ".")


def _joined(pieces: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for css_class, text in pieces:
        if found and found[-1][0] == css_class:
            found[-1] = (css_class, found[-1][1] + text)
        elif text:
            found.append((css_class, text))
    return found


@cache
def _lexer(language: str):  # type: ignore[no-untyped-def]  # a Pygments lexer; the library is loaded here only
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    names = names_by_language().get(language, ())
    for name in (*(_IN_PYGMENTS[each] for each in names if each in _IN_PYGMENTS), *names):
        try:
            return get_lexer_by_name(name, stripnl=False, ensurenl=False)
        except ClassNotFound:
            continue
    return None
