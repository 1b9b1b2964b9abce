"""Attribute lists: `{: .class #id key="value" name}`, for a block, a span, or under a name.

Source: kramdown syntax, "Attribute List Definitions", "Inline Attribute Lists".
"""

import re

from webapp.markdown.nodes import AttributeList, Node, merge_values
from webapp.markdown.patterns import BLANKS, NAME

_PART = re.compile(
    rf"(?:\A|[ \t\n\v\f\r])(?:(?P<key>{NAME})=(?P<mark>[\"'])"
    r"(?P<value>(?:(?:\\[}\"']|[^}\\\x02]|\\(?![}\"']))*?(?=(?P=mark)(?:[ \t\n\v\f\r]|\Z))"
    r"|(?:\\\}|[^}\x02])*?))(?P=mark)"  # a backslash before the last mark is one, where there is no other mark
    rf"|(?P<name>{NAME})|(?P<marks>(?:\#[A-Za-z][\w:-]*|\.[^ \t\n\v\f\r.\#]+)+))(?=[ \t\n\v\f\r]|\Z)",
    re.ASCII,
)
_MARK = re.compile(r"#([A-Za-z][\w:-]*)|\.([^ \t\n\v\f\r.#]+)", re.ASCII)


def parse_attributes(text: str) -> AttributeList:
    """Read the inside of `{: }`. What can't be read is passed over."""
    found = AttributeList()
    if text.strip(BLANKS) in ("", ":"):
        return found
    for part in _PART.finditer(text):
        if part["name"]:
            found.references.append(part["name"])
        elif part["marks"]:
            for name, css_class in _MARK.findall(part["marks"]):
                merge_values(found.values, {"id": name} if name else {"class": css_class})
        else:
            found.values[part["key"]] = re.sub(rf"\\(\}}|{part['mark']})", r"\1", part["value"])
    return found


def apply_attributes(node: Node, attributes: AttributeList, lists: dict[str, AttributeList], depth: int = 0) -> None:
    """Set a list's attributes on a node, those of the lists that it names first."""
    if depth < 10:
        for reference in attributes.references:
            if reference in lists:
                apply_attributes(node, lists[reference], lists, depth + 1)
    values = {name: str(value) for name, value in node.attrs.items()}
    merge_values(values, attributes.values)
    node.attrs = dict(values)
