"""YAML read within limits, every trouble one of our errors with a sentence and a line."""

from collections.abc import Hashable, Iterator, Mapping
from types import MappingProxyType

import yaml
from frontmatter.default_handlers import YAMLHandler

from ..errors import FrontMatterError

MAX_BYTES = 64 * 1024  # the longest block among 13,806 real posts is far below; more is no front matter but an attack
MAX_DEPTH = 40  # lists in lists; the reader underneath is recursive
MAX_NODES = 20_000  # of a configuration with its aliases written out


_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What PyYAML raises for a value that its tag promises and its text does not hold, such as `date: 2026-13-45`.
_READING_ERRORS = (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)

# What the YAML reader says, and what it means for who writes a title.
_REASONS = {
    "mapping values are not allowed": "a value with a colon needs quotes around it",
    "could not find expected ':'": "a line has no colon between its key and its value",
    "did not find expected key": "the quotes around a value don't pair up, or a line is indented wrongly",
    "cannot start any token": "a value begins with a sign that needs quotes around it, or a line begins with a tab",
    "unexpected end of stream": "a quotation mark is never closed",
    "another document": "a line in it begins with ---",
    "unknown escape": "a backslash between double quotes must be written twice",
    "comment or line break": "a value that begins with | or > needs quotes around it",
    "alphabetic or numeric": "a value that begins with * or & needs quotes around it",
    "block sequence entries": "a value that begins with - needs quotes around it",
    "mapping keys are not allowed": "a value that begins with ? needs quotes around it",
    "constructor for the tag": "a value that begins with ! needs quotes around it",
    "value": "a value is not what it looks like, for example a date that does not exist; put quotes around it",
}
_UNKNOWN_REASON = "the blog's engine could not understand it either; compare it with an older post"


def load_yaml(text: str) -> Mapping[str, object]:
    """Read a small YAML file such as `_config.yml`: text keys, no surprises. Raises FrontMatterError.

    Aliases are allowed as long as the whole stays small when they are written out.
    """
    text = text.removeprefix("\ufeff")
    root = compose(text, 1, aliases=True)
    if root is None:
        return MappingProxyType({})
    names = {constructed_key(key): key.value for key, _ in pairs_of(root, 1)}
    return MappingProxyType({names.get(key, str(key)): value for key, value in construct(text, 1).items()})


def compose(text: str, first_line: int, *, aliases: bool) -> yaml.MappingNode | None:
    """Parse to nodes, within all limits; None if there is nothing but comments."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise FrontMatterError(f"The front matter is {size // 1024} kB long; at most {MAX_BYTES // 1024} kB are read.")
    try:
        _refuse_dangerous(text, first_line, aliases=aliases)
        root = yaml.compose(text, Loader=_Loader)
    except _READING_ERRORS as error:
        raise _translated(error, first_line) from error
    if root is None or (
        isinstance(root, yaml.ScalarNode) and not root.value and not text[: root.start_mark.index].strip()
    ):
        return None
    if not isinstance(root, yaml.MappingNode):
        raise FrontMatterError("The front matter must be lines of `key: value`.", line=first_line)
    if aliases and sum(1 for _ in _written_out(root)) > MAX_NODES:
        raise FrontMatterError("The file grows too large when its aliases are written out.")
    return root


def _refuse_dangerous(text: str, first_line: int, *, aliases: bool) -> None:
    """Look at the stream of events, which needs no recursion, before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = (event.start_mark.line if event.start_mark else 0) + first_line
        if isinstance(event, yaml.AliasEvent) and not aliases:
            raise FrontMatterError("The front matter uses an alias (`*name`); write the value out instead.", line=line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise FrontMatterError("The front matter nests lists too deeply.", line=line)


def _written_out(root: yaml.Node) -> Iterator[yaml.Node]:
    """Every node as often as it is used; stops soon after MAX_NODES."""
    waiting: list[yaml.Node] = [root]
    for _ in range(MAX_NODES + 1):
        if not waiting:
            return
        node = waiting.pop()
        yield node
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def construct(text: str, first_line: int) -> Mapping[Hashable, object]:
    try:
        values = YAMLHandler().load(text, Loader=_Loader)
    except _READING_ERRORS as error:
        raise _translated(error, first_line) from error
    return values if isinstance(values, dict) else {}


def construct_composed(root: yaml.MappingNode, first_line: int) -> Mapping[Hashable, object]:
    """Make the values of what `compose` answered, as `construct` does, without parsing the text again."""
    pairs = list(root.value)
    try:
        values = _Loader("").construct_document(root)
    except _READING_ERRORS as error:
        raise _translated(error, first_line) from error
    finally:
        root.value = pairs  # where a merge key was written out in its place
    return values if isinstance(values, dict) else {}


def _translated(error: Exception, first_line: int) -> FrontMatterError:
    """One of our errors for whatever the reader raised, with the line where it has one."""
    if isinstance(error, FrontMatterError):
        return error
    mark = getattr(error, "problem_mark", None)
    line = mark.line + first_line if mark is not None else None
    problem = str(getattr(error, "problem", None) or "")
    if not isinstance(error, yaml.YAMLError):
        problem = "value"
    reason = next((words for part, words in _REASONS.items() if part in problem), _UNKNOWN_REASON)
    where = f" at line {line}" if line else ""
    return FrontMatterError(f"The front matter can't be read{where}: {reason}.", line=line)


def pairs_of(root: yaml.MappingNode, first_line: int) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    for key, _ in root.value:
        if not isinstance(key, yaml.ScalarNode):
            raise FrontMatterError("A key of the front matter is no text.", line=key.start_mark.line + first_line)
    return list(root.value)


def constructed_key(key: yaml.ScalarNode) -> Hashable:
    """The key as YAML's reader makes it: `no` is False there."""
    if key.tag == "tag:yaml.org,2002:merge":
        return str(key.value)
    made: Hashable = yaml.constructor.SafeConstructor().construct_object(key)
    return made
