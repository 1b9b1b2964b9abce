"""Read what `_config.yml` says under `kramdown:` and `highlighter:`; what kramdown would not take keeps its default.

Source: kramdown 2.4, "Options"; kramdown-parser-gfm 1.1, `options.rb`; Jekyll 4.3, `kramdown_parser.rb`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from webapp.markdown.config import CodeStyle, Config
from webapp.markdown.patterns import words
from webapp.markdown.spans.symbols import NAMES

Options = Mapping[str, object]

# What makes no difference to the HTML of a post.
WITHOUT_EFFECT = words(
    """
    show_warnings line_width latex_headers list_indent remove_block_html_tags remove_span_html_tags
    math_engine_opts forbidden_inline_options enable_coderay coderay template
    """
)
# What the parser reads once, before the post.
_SET_AT_THE_START = frozenset(["hard_wrap", "paragraph_end", "typographic", "link_defs"])
_ENTITY_OUTPUTS = ("as_char", "as_input", "numeric", "symbolic")


def read_options(values: object, highlighter: object = "rouge") -> Config:
    """Read kramdown's options. highlighter: what the key of that name at the top of `_config.yml` says."""
    options = values if isinstance(values, Mapping) else {}
    known = _read(options) | _code_options(options, highlighter)
    if str(options.get("input", "GFM")).lower() == "kramdown":
        known |= {"gfm": False, "paragraph_end": False, "typographic": True, "hard_wrap": False}
    return Config(**known)  # type: ignore[arg-type]  # each is read as its field is declared


def with_options(config: Config, values: Mapping[str, str]) -> Config:
    """Change options from inside a post, as `{::options key="value" /}` does from there on."""
    known = {field: value for field, value in _read(values).items() if field not in _SET_AT_THE_START}
    if "math_engine" in values:
        known["math_engine"] = "mathjax" if values["math_engine"] == "mathjax" else ""
    return replace(config, **known)  # type: ignore[arg-type]  # each is read as its field is declared


def _read(options: Options) -> dict[str, object]:
    found = {field: read(options[name]) for field, (read, name) in _READERS.items() if name in options}
    return {field: value for field, value in found.items() if value is not None}


def unsupported_options(values: object, highlighter: object = "rouge", engine: object = "kramdown") -> list[str]:
    """Name what a blog sets and what is not done here: the preview may differ from the blog.

    engine: what the key `markdown` at the top of `_config.yml` says.
    """
    if str(engine or "kramdown").lower() != "kramdown":
        return [f"markdown: {engine}"]
    options = values if isinstance(values, Mapping) else {}
    return list(_unsupported(options, highlighter))


def _unsupported(options: Options, highlighter: object) -> Iterator[str]:
    if str(options.get("input", "GFM")).lower() not in ("gfm", "kramdown"):
        yield f"input: {options['input']}"
    asked = str(options.get("syntax_highlighter") or highlighter or "none")
    if asked not in ("rouge", "none", "null", "false", "pygments"):
        yield f"syntax_highlighter: {asked}"
    engine = options.get("math_engine", "mathjax")
    if engine not in ("mathjax", None, False):
        yield f"math_engine: {engine}"
    known = {name for _, name in _READERS.values()} | WITHOUT_EFFECT
    known |= {"input", "math_engine", "syntax_highlighter", "syntax_highlighter_opts", "guess_lang"}
    own = options.get("syntax_highlighter_opts")
    for name in ("formatter", "inline_theme"):
        if isinstance(own, Mapping) and name in own:
            yield f"syntax_highlighter_opts: {name}"
    for name, value in options.items():
        if str(name) not in known and value not in (None, False):
            yield str(name)


def _flag(value: object) -> bool:
    """Every word but `false` is a yes."""
    if isinstance(value, bool):
        return value
    return value is not None and str(value).strip().lower() not in ("", "false")


def _number(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value) else None


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _parts(value: object) -> list[str] | None:
    parts = value.split(",") if isinstance(value, str) else value
    return [str(part).strip() for part in parts] if isinstance(parts, list) else None


def _smart_quotes(value: object) -> tuple[str, ...] | None:
    names = _parts(value)
    return tuple(names) if names and len(names) == 4 else None


def _levels(value: object) -> tuple[int, ...] | None:
    """Read `toc_levels`: `1..6`, `2,3` or a list."""
    if isinstance(value, str) and (match := re.fullmatch(r"(\d)\.\.(\d)", value)):
        return tuple(range(int(match[1]), int(match[2]) + 1))
    parts = _parts(value)
    if parts is None or not all(re.fullmatch(r"\d{1,2}", part) for part in parts):
        return None
    return tuple(int(part) for part in parts)


def _entity_output(value: object) -> str | None:
    name = str(value).removeprefix(":")
    return name if name in _ENTITY_OUTPUTS else None


def _symbols(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, Mapping):
        return None
    return tuple((str(name), str(text)) for name, text in value.items() if str(name) in NAMES.values())


def _link_defs(value: object) -> tuple[tuple[str, str, str | None], ...] | None:
    if not isinstance(value, Mapping):
        return None
    found = []
    for name, parts in value.items():
        if isinstance(parts, list) and 1 <= len(parts) <= 2:
            title = str(parts[1]) if len(parts) > 1 and parts[1] is not None else None
            found.append((" ".join(str(name).lower().split()), str(parts[0]), title))
    return tuple(found)


def _has_quirk(name: str) -> Callable[[object], bool | None]:
    def read(value: object) -> bool | None:
        parts = _parts(value)
        return None if parts is None else name in [part.removeprefix(":") for part in parts]

    return read


def _auto_typographic(value: object) -> bool | None:
    parts = _has_quirk("no_auto_typographic")(value)
    return None if parts is None else not parts


# For each field of Config how it is read, and from which option.
_READERS: dict[str, tuple[Callable[[object], object], str]] = {
    "smart_quotes": (_smart_quotes, "smart_quotes"),
    "typographic_symbols": (_symbols, "typographic_symbols"),
    "hard_wrap": (_flag, "hard_wrap"),
    "auto_ids": (_flag, "auto_ids"),
    "auto_id_prefix": (_text, "auto_id_prefix"),
    "auto_id_stripping": (_flag, "auto_id_stripping"),
    "header_offset": (_number, "header_offset"),
    "footnote_nr": (_number, "footnote_nr"),
    "footnote_backlink": (_text, "footnote_backlink"),
    "footnote_backlink_inline": (_flag, "footnote_backlink_inline"),
    "footnote_prefix": (_text, "footnote_prefix"),
    "toc_levels": (_levels, "toc_levels"),
    "entity_output": (_entity_output, "entity_output"),
    "parse_block_html": (_flag, "parse_block_html"),
    "parse_span_html": (_flag, "parse_span_html"),
    "paragraph_end": (_has_quirk("paragraph_end"), "gfm_quirks"),
    "typographic": (_auto_typographic, "gfm_quirks"),
    "link_defs": (_link_defs, "link_defs"),
}


def _code_options(options: Options, highlighter: object) -> dict[str, object]:
    asked = options.get("syntax_highlighter") or highlighter
    given = options.get("syntax_highlighter_opts")
    opts: dict[str, object] = {str(key): value for key, value in given.items()} if isinstance(given, Mapping) else {}
    known: dict[str, object] = {"highlights": str(asked).removeprefix(":") == "rouge"}
    guess = options.get("guess_lang", opts.get("guess_lang", True))
    known["guess_language"] = bool(guess)
    known["code_blocks"] = _code_style(opts, opts.get("block"))
    known["code_spans"] = _code_style(opts, opts.get("span"))
    if "math_engine" in options:
        known["math_engine"] = "mathjax" if options["math_engine"] == "mathjax" else ""
    return known


def _code_style(opts: Options, own: object) -> CodeStyle:
    merged = dict(opts) | ({str(key): value for key, value in own.items()} if isinstance(own, Mapping) else {})
    return CodeStyle(
        disabled=merged.get("disable") not in (None, False),
        default_language=str(merged.get("default_lang") or "plaintext"),
        css_class=str(merged.get("css_class") or "highlight"),
        line_numbers=merged.get("line_numbers") not in (None, False),
        start_line=_number(merged.get("start_line")) or 1,
    )
