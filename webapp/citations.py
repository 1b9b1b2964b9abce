"""Words and addresses from elsewhere, written into a post so that they say exactly what they said.

Two readers must agree: the blog's engine (kramdown) and CommonMark. Liquid, which runs before both, must find nothing.
"""

import re
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from .errors import AddressError

# Both readers take a backslash away before each of these. kramdown 2.4, `ESCAPED_CHARS`; CommonMark 0.31 section 2.4.
_BACKSLASHED = re.compile(r"[\\`*_\[\]<|]")
_MATH = re.compile(r"\$(?=\$)|(?<=\$)\$")
# What only a run of signs means: strikethrough, dashes, an ellipsis, a closing guillemet, an entity.
_RUNS = ((re.compile(r"(?<=~)~|~(?=~)"), "&#126;"), (re.compile(r"(?<=-)-"), r"\-"), (re.compile(r"(?<=>)>"), r"\>"))
_ELLIPSIS = re.compile(r"(?<=\.\.)\.")
_ENTITY = re.compile(r"&(?=#\d+;|#[xX][0-9A-Fa-f]+;|\w+;)")
# Signs that begin a block at the start of a line: heading, list, definition, underline of a heading, quote, fence, and
# kramdown's end of a block.
_BLOCK_SIGN = re.compile(r"\A(\d*)([#+\-=:>.)~^])")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_BREAK_SPACE = "\xa0"

# In an address a backslash escapes nothing for kramdown, an entity is read by both.
_ADDRESS_ENTITIES = {
    character: f"&#{ord(character)};" for character in ("{", "}", "|", '"', "<", ">", "\\", "`", "'", "[", "]")
}
# `[x]` would be the box of a task, `[^` a footnote.
_LABEL_SIGN = re.compile(r"\A(?:\^|[xX]\Z)")
_LINK = re.compile(r"\]\(|\]\[|<https?:")
_MARKS = re.compile(r"[*_`<>\[\]{}]")  # of Markdown, which may be open yet after a few words
_STAYS_OUT = ".,;:!?…"  # of the words of a link


def escape_text(text: str) -> str:
    """Write plain text as Markdown that renders as that text, on one line.

    Blanks and line ends become single blanks. Quotation marks stay, and turn typographic as the author's own do.
    """
    plain = _fold(text)
    escaped = _ENTITY.sub("&amp;", plain)
    escaped = _BACKSLASHED.sub(r"\\\g<0>", escaped)
    escaped = _MATH.sub(r"\\$", escaped)
    for run, replacement in _RUNS:
        escaped = run.sub(replacement.replace("\\", "\\\\"), escaped)
    escaped = _ELLIPSIS.sub(r"\\.", escaped)
    escaped = escaped.replace("{", "&#123;").replace("}", "&#125;").replace("]:", "]\\:")
    return _BLOCK_SIGN.sub(_escaped_sign, escaped)


def write_address(address: str) -> str:
    """Write an address as the target of a link that both readers take for exactly this address.

    Blanks become `%20`, as a browser would make them. Raises AddressError unless it is http or https.
    """
    address = re.sub(r"[\x00-\x1f\x7f]", "", address.strip())
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise AddressError("This address can't be read, so it was not cited.") from error
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        raise AddressError("Only addresses that begin with http:// or https:// can be cited.")
    address = _ENTITY.sub("&amp;", address)
    address = re.sub(r"\s", lambda blank: "".join(f"%{byte:02X}" for byte in blank[0].encode()), address)
    written = "".join(_ADDRESS_ENTITIES.get(character, character) for character in address)
    return written if _is_balanced(written) else written.replace("(", "&#40;").replace(")", "&#41;")


def cite(address: str, title: str = "", *, selected: str = "") -> str:
    """Write a link for a post: the author's selected words, kept as they are, else the title, else the address.

    A selection that can't stand inside a link, because it holds one or runs over a paragraph, is kept before it.
    Raises AddressError unless the address is http or https.
    """
    target = write_address(address)
    words = selected.strip()
    label = escape_text(title) or escape_text(address)
    label = _LABEL_SIGN.sub(lambda sign: f"&#{ord(sign[0])};", label)
    if not words:
        return f"[{label}]({target})"
    before, after = selected[: selected.index(words)], selected[selected.index(words) + len(words) :]
    if not _fits_in_a_link(words):
        return f"{before}{words} [{label}]({target}){after}"
    return f"{before}[{words}]({target}){after}"


def cite_as_sentence(address: str, title: str, note: str, first_words: int | None) -> str:
    """Write a link with what the author noted about it, on one line.

    first_words: round how many words of the note the link goes; None, a note that asks for more by its colon, holds a
    link itself or begins with marks: the note, then the title as the link. Raises AddressError as `cite` does.
    """
    words = note.split()
    said = " ".join(words)
    head = " ".join(words[: first_words or 0]).rstrip(_STAYS_OUT)
    if head and not (_MARKS.search(head) or _LINK.search(said) or said.endswith(":")):
        return cite(address, selected=head) + said[len(head) :]
    return f"{said} {cite(address, title)}".strip()


def cite_own_post(path: str, anchor: str, words: str) -> str:
    """Write a link to a post of the author's own. path: from the top of the site. anchor: of a section, or empty."""
    target = percent_encode(path, safe="/~!$&*+,;=:@")
    fragment = f"#{percent_encode(anchor)}" if anchor else ""
    return f"[{escape_text(words)}]({target}{fragment})"


def quote(text: str, address: str, title: str = "") -> str:
    """Write a passage as a quotation, a paragraph a line, with its link below. Raises AddressError as `cite` does."""
    paragraphs = [escape_text(paragraph) for paragraph in re.split(r"(?:\r\n|\r|\n)\s*(?:\r\n|\r|\n)", text)]
    lines = [*(paragraph for paragraph in paragraphs if paragraph), cite(address, title)]
    return "\n>\n".join(f"> {line}" for line in lines) + "\n"


def _fold(text: str) -> str:
    kept = "".join(character for character in text if not 0xD800 <= ord(character) <= 0xDFFF)
    return _BLANKS.sub(lambda blank: _NO_BREAK_SPACE if blank[0] == _NO_BREAK_SPACE else " ", kept).strip(" ")


def _escaped_sign(match: re.Match[str]) -> str:
    digits, sign = match.groups()
    if digits and sign not in ".)":
        return match[0]
    if sign in "~^":
        return f"&#{ord(sign)};"
    return f"{digits}\\{sign}"


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _fits_in_a_link(words: str) -> bool:
    if _LABEL_SIGN.match(words) or _LINK.search(words) or re.search(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)", words):
        return False
    depth = 0
    for match in re.finditer(r"\\.|[\[\]]", words):
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if depth < 0:
            return False
    return depth == 0 and not words.endswith("\\")
