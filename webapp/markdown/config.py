"""What a blog's `_config.yml` may say about Markdown.

Source: kramdown's options (kramdown.gettalong.org/options.html) with the defaults that Jekyll gives them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeStyle:
    """How the highlighter writes code: blocks, or spans. Source: kramdown, "Rouge", option `syntax_highlighter_opts`.

    disabled: code stays as it is. css_class: of the `<pre>`. line_numbers: a table with the number of each line.
    """

    disabled: bool = False
    default_language: str = "plaintext"
    css_class: str = "highlight"
    line_numbers: bool = False
    start_line: int = 1


PLAIN_CODE = CodeStyle()


@dataclass(frozen=True, slots=True)
class Config:
    """How the engine writes a post.

    smart_quotes: entity names, in kramdown's order: left single, right single, left double, right double.
    typographic_symbols: name in kramdown and what is written for it.
    hard_wrap: every line end inside a paragraph becomes a line break.
    auto_ids: headings without an id of their own get one, after auto_id_prefix.
    header_offset: is added to the level of each heading.
    footnote_nr: the number of the first footnote. footnote_backlink: the words of its way back; empty for none.
    toc_levels: the heading levels that `{:toc}` shows.
    entity_output: `as_char`, `as_input`, `numeric` or `symbolic`. math_engine: `mathjax`, or empty.
    parse_block_html, parse_span_html: is the inside of HTML read as Markdown?
    paragraph_end, typographic: GitHub's quirks (`gfm_quirks`); typographic symbols are written.
    gfm: is Markdown read as GitHub does (`input: GFM`), or as kramdown does by itself?
    auto_id_stripping: without GFM, are ids made of a heading's words only?
    link_defs: name in lower case, address and title of links that are defined for every post.
    highlights: is code marked by Rouge? guess_language: also code without a language.
    colours: are tokens of code coloured? Nobody needs it to count or to check, so it is asked for where code is shown.
    """

    gfm: bool = True
    smart_quotes: tuple[str, str, str, str] = ("lsquo", "rsquo", "ldquo", "rdquo")
    typographic_symbols: tuple[tuple[str, str], ...] = ()
    hard_wrap: bool = False
    auto_ids: bool = True
    auto_id_prefix: str = ""
    auto_id_stripping: bool = False
    header_offset: int = 0
    footnote_nr: int = 1
    footnote_backlink: str = "&#8617;"
    footnote_backlink_inline: bool = False
    footnote_prefix: str = ""
    toc_levels: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    entity_output: str = "as_char"
    math_engine: str = "mathjax"
    parse_block_html: bool = False
    parse_span_html: bool = True
    paragraph_end: bool = True
    typographic: bool = True
    link_defs: tuple[tuple[str, str, str | None], ...] = ()
    highlights: bool = True
    guess_language: bool = True
    code_blocks: CodeStyle = PLAIN_CODE
    code_spans: CodeStyle = PLAIN_CODE
    colours: bool = False
