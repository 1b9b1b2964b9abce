"""From the tree to HTML, indented as kramdown does it.

Source: kramdown, "HTML Converter".
"""

from collections.abc import Callable, Mapping, Sequence

from markdown_it.token import Token

from webapp.markdown.code import write_code_block, write_code_span
from webapp.markdown.contents import contents_list
from webapp.markdown.document import Document
from webapp.markdown.escaping import escape_code, escape_text, write_attributes, write_entity
from webapp.markdown.footnotes import Footnotes
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import words
from webapp.markdown.spans.symbols import NAMES
from webapp.markdown.tags import EMPTY_TAGS, Inside

_QUOTE_ORDER = ("lsquo", "rsquo", "ldquo", "rdquo")
_NO_BREAK_SPACE = "\u00a0"
_QUOTE_CHARACTERS = {
    "lsquo": "\u2018",
    "rsquo": "\u2019",
    "ldquo": "\u201c",
    "rdquo": "\u201d",
    "sbquo": "\u201a",
    "bdquo": "\u201e",
    "laquo": "\u00ab",
    "raquo": "\u00bb",
    "lsaquo": "\u2039",
    "rsaquo": "\u203a",
    "apos": "'",
    "quot": '"',
}
_CONTENTS = "\0toc\0"


class Renderer:
    """Writes one document. Its methods are named by the nodes that they write."""

    __output__ = "html"

    def __init__(self, document: Document) -> None:
        self._document = document
        self._config = document.config
        self._symbols = dict(document.config.typographic_symbols)
        self._notes = Footnotes(document, self._write)
        self._parents: list[Node] = []
        self._contents: Node | None = None
        self._writers: dict[str, Callable[[Node, int], str]] = {
            name: getattr(self, f"_{name}")
            for name in words(
                "blank paragraph code_block quote heading thematic_break list list_item definition_list term "
                "definition html html_comment table table_group table_row table_cell comment raw math text entity "
                "quote_mark symbol line_break link image code_span footnote em strong deleted abbreviation"
            )
        }

    def render(self, tokens: Sequence[Token], options: Mapping[str, object], env: object) -> str:
        """Write the tree whose root is the only token."""
        root = next(token for token in tokens if isinstance(token, Node))
        html = self._inside(root, -2) + self._notes.section()
        return html.replace(_CONTENTS, self._written_contents(root), 1) if self._contents else html

    def _written_contents(self, root: Node) -> str:
        """The table of contents is written last, as it also holds the headings of footnotes."""
        if self._contents is None:
            return ""
        contents = contents_list([root, *self._notes.trees()], self._contents, self._config.toc_levels)
        return self._open(contents, 0) if contents.children else ""

    def _write(self, node: Node, indent: int) -> str:
        return self._writers[node.type](node, indent)

    def _inside(self, node: Node, indent: int) -> str:
        self._parents.append(node)
        inner = "".join([self._writers[child.type](child, indent + 2) for child in node.children])
        self._parents.pop()
        return inner

    def _tight(self, tag: str, node: Node, inner: str, indent: int) -> str:
        return f"{' ' * indent}<{tag}{write_attributes(node.attrs)}>{inner}</{tag}>\n"

    def _open(self, node: Node, indent: int) -> str:
        space = " " * indent
        return f"{space}<{node.tag}{write_attributes(node.attrs)}>\n{self._inside(node, indent)}{space}</{node.tag}>\n"

    def _around(self, node: Node, indent: int) -> str:
        return f"<{node.tag}{write_attributes(node.attrs)}>{self._inside(node, indent)}</{node.tag}>"

    _em = _strong = _deleted = _link = _around
    _quote = _definition_list = _table = _table_group = _table_row = _open

    def _blank(self, node: Node, indent: int) -> str:
        return "\n"

    def _text(self, node: Node, indent: int) -> str:
        return escape_text(node.content)

    def _paragraph(self, node: Node, indent: int) -> str:
        if node.hidden:
            return self._inside(node, indent)
        if len(node.children) == 1 and node.children[0].type == "image" and _names(node.children[0], "standalone"):
            return self._figure(node, indent)
        return self._tight("p", node, self._inside(node, indent), indent)

    def _figure(self, node: Node, indent: int) -> str:
        image = dict(node.children[0].attrs)
        attributes = dict(node.attrs)
        for name in ("class", "id"):
            if name in image and name not in attributes:
                attributes[name] = image.pop(name)
        space = " " * (indent + 2)
        inner = f"{space}<img{write_attributes(image)} />\n{space}<figcaption>{image['alt']}</figcaption>\n"
        return f"{' ' * indent}<figure{write_attributes(attributes)}>\n{inner}{' ' * indent}</figure>\n"

    def _code_block(self, node: Node, indent: int) -> str:
        return write_code_block(node, self._config, indent)

    def _heading(self, node: Node, indent: int) -> str:
        level = min(max(int(node.info) + self._config.header_offset, 1), 6)
        return self._tight(f"h{level}", node, self._inside(node, indent), indent)

    def _thematic_break(self, node: Node, indent: int) -> str:
        return f"{' ' * indent}<hr{write_attributes(node.attrs)} />\n"

    def _list(self, node: Node, indent: int) -> str:
        if self._contents is None and _names(node, "toc"):
            self._contents = node
            return _CONTENTS
        return self._open(node, indent)

    def _list_item(self, node: Node, indent: int) -> str:
        inner, space = self._inside(node, indent), " " * indent
        start = f"{space}<{node.tag}{write_attributes(node.attrs)}>"
        first = node.children[0] if node.children else None
        if first is None or (first.type == "paragraph" and first.hidden):
            return f"{start}{inner}{space if inner.endswith(chr(10)) else ''}</{node.tag}>\n"
        return f"{start}\n{inner}{space}</{node.tag}>\n"

    _definition = _list_item

    def _term(self, node: Node, indent: int) -> str:
        return self._tight("dt", node, self._inside(node, indent), indent)

    def _html(self, node: Node, indent: int) -> str:
        tag, attributes = node.tag, write_attributes(node.attrs)
        inner = self._inside(node, indent)
        if node.category == "span":
            return (
                f"<{tag}{attributes} />" if not inner and tag in EMPTY_TAGS else f"<{tag}{attributes}>{inner}</{tag}>"
            )
        is_nested = self._parents[-1].type == "html" and self._parents[-1].raw
        space = "" if is_nested else " " * indent
        return f"{space}<{tag}{attributes}{self._html_inside(node, inner, indent)}" + ("" if is_nested else "\n")

    def _html_inside(self, node: Node, inner: str, indent: int) -> str:
        if node.closed and node.raw:
            return " />"
        if inner and node.info != Inside.BLOCK:
            return f">{inner}</{node.tag}>"
        if inner:
            return f">\n{inner.removesuffix(chr(10))}\n{' ' * indent}</{node.tag}>"
        return " />" if node.tag in EMPTY_TAGS else f"></{node.tag}>"

    def _html_comment(self, node: Node, indent: int) -> str:
        parent = self._parents[-1]
        if node.category == "block" and not (parent.type == "html" and parent.raw):
            return f"{' ' * indent}{node.content}\n"
        return node.content

    def _table_cell(self, node: Node, indent: int) -> str:
        inner = self._inside(node, indent) or self._characters(_NO_BREAK_SPACE)
        if node.info:
            style = f"{node.attrs['style']}; " if "style" in node.attrs else ""
            node.attrs["style"] = f"{style}text-align: {node.info}"
        return self._tight(node.tag, node, inner, indent)

    def _comment(self, node: Node, indent: int) -> str:
        comment = f"<!-- {node.content} -->"
        return f"{' ' * indent}{comment}\n" if node.category == "block" else comment

    def _raw(self, node: Node, indent: int) -> str:
        if node.info and "html" not in node.info.split():
            return ""
        return node.content + ("\n" if node.category == "block" else "")

    def _math(self, node: Node, indent: int) -> str:
        if not self._config.math_engine:
            return self._plain_math(node, indent)
        formula = escape_code(node.content)
        if node.category == "block":
            block = f"\\[{formula}\\]\n"
            return self._tight("div", node, block, indent) if node.attrs else block
        return f"<span{write_attributes(node.attrs)}>${node.content}$</span>" if node.attrs else f"\\({formula}\\)"

    def _plain_math(self, node: Node, indent: int) -> str:
        node.attrs["class"] = f"{node.attrs.get('class', '')} kdmath".lstrip()
        if node.category == "block":
            return self._tight("div", node, f"$$\n{node.content}\n$$\n", indent)
        return f"<span{write_attributes(node.attrs)}>${node.content}$</span>"

    def _entity(self, node: Node, indent: int) -> str:
        return write_entity(node.info, self._config.entity_output, node.markup)

    def _symbol(self, node: Node, indent: int) -> str:
        if text := self._symbols.get(NAMES[node.content]):
            return escape_text(text)
        return self._characters(node.content)

    def _characters(self, text: str) -> str:
        output = self._config.entity_output
        return text if output == "as_char" else "".join(write_entity(each, output) for each in text)

    def _quote_mark(self, node: Node, indent: int) -> str:
        name = self._config.smart_quotes[_QUOTE_ORDER.index(node.info)]
        return self._characters(_QUOTE_CHARACTERS[name]) if name in _QUOTE_CHARACTERS else f"&{name};"

    def _line_break(self, node: Node, indent: int) -> str:
        return "<br />"

    def _image(self, node: Node, indent: int) -> str:
        return f"<img{write_attributes(node.attrs)} />"

    def _code_span(self, node: Node, indent: int) -> str:
        return write_code_span(node, self._config)

    def _abbreviation(self, node: Node, indent: int) -> str:
        return f"<abbr{write_attributes(node.attrs)}>{node.content}</abbr>"

    def _footnote(self, node: Node, indent: int) -> str:
        return self._notes.reference(node.info)


def _names(node: Node, reference: str) -> bool:
    return node.attributes is not None and reference in node.attributes.references
