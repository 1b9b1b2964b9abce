"""Code as HTML: with Rouge's wrapper where Rouge knows the language, plain elsewhere.

Source: kramdown 2.4, `converter/html.rb`, `converter/syntax_highlighter/rouge.rb`.
"""

import re

from webapp.markdown.config import CodeStyle, Config
from webapp.markdown.escaping import escape_code, write_attributes
from webapp.markdown.highlighting import is_language, number_lines, write_code
from webapp.markdown.nodes import Node

_LANGUAGE = re.compile(r"\blanguage-([^ \t\n\v\f\r]+)")
_BLANKS = re.compile(r"^([ \t]+)|([ \t]+)$|([ \t]+)", re.MULTILINE)
_TABLE_CLASSES = ("rouge-table", "rouge-gutter", "rouge-code")


def write_code_block(node: Node, config: Config, indent: int) -> str:
    """Write a block of code."""
    attributes = {name: str(value) for name, value in node.attrs.items()}
    css_class = attributes.pop("class", "")
    match = _LANGUAGE.search(css_class)
    others = _LANGUAGE.sub("", css_class, count=1).strip() if match else css_class
    language = _language(match[1] if match else "", config, config.code_blocks)
    space = " " * indent
    if not language:
        attributes |= {"class": others} if others else {}
        own = f' class="language-{match[1]}"' if match else ""
        code = _plain(node.content, css_class)
        return f"{space}<pre{write_attributes(attributes)}><code{own}>{code}\n</code></pre>\n"
    attributes["class"] = " ".join(part for part in (f"language-{language}", others, "highlighter-rouge") if part)
    return f"{space}<div{write_attributes(attributes)}>{_highlighted(node.content, language, config)}{space}</div>\n"


def write_code_span(node: Node, config: Config) -> str:
    """Write code inside text."""
    attributes = {name: str(value) for name, value in node.attrs.items()}
    css_class = attributes.get("class", "")
    match = _LANGUAGE.search(css_class)
    language = _language(match[1] if match else "", config, config.code_spans)
    if not language:
        return f"<code{write_attributes(attributes)}>{escape_code(node.content)}</code>"
    own = "" if match else f"language-{language}"
    attributes["class"] = " ".join(part for part in (own, css_class, "highlighter-rouge") if part)
    code = write_code(node.content, language, coloured=config.colours)
    return f"<code{write_attributes(attributes)}>{code}</code>"


def _language(asked: str, config: Config, style: CodeStyle) -> str:
    """The language that Rouge marks code as; empty where it leaves it plain."""
    language = asked or style.default_language
    if not config.highlights or style.disabled:
        return ""
    if language in ("plaintext", "text"):
        return language if config.guess_language else ""
    return language if is_language(language) else ""


def _highlighted(code: str, language: str, config: Config) -> str:
    style = config.code_blocks
    written = write_code(code, language, coloured=config.colours)
    if style.line_numbers:
        written = number_lines(code, written, style.start_line, _TABLE_CLASSES)
    return f'<div class="highlight"><pre class="{style.css_class}"><code>{written}</code></pre></div>'


def _plain(code: str, css_class: str) -> str:
    escaped = escape_code(code).removesuffix("\n")
    if "show-whitespaces" not in css_class.split():
        return escaped
    return _BLANKS.sub(lambda match: "".join(_shown_blank(sign, match.lastindex or 3) for sign in match[0]), escaped)


def _shown_blank(sign: str, place: int) -> str:
    suffix = {1: "-l", 2: "-r", 3: ""}[place]
    if sign == "\t":
        return f'<span class="ws-tab{suffix}">\t</span>'
    return f'<span class="ws-space{suffix}">&#8901;</span>'
