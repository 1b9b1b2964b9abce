"""Front matter that files do not write: `defaults:` of `_config.yml`, and the categories of a post by its folders.

Source: Jekyll 4.3, `frontmatter_defaults.rb`, `document.rb` (merge_categories, categories_from_path), `utils.rb`
(deep_merge_hashes); checked against Debian's Jekyll in tests/test_liquid_against_jekyll.py and
tests/test_nested_posts.py.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

POSTS = "posts"
PAGES = "pages"
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Scope:
    """Values for the posts or pages under a path. path: from the site's sources, may hold `*`; empty for everywhere."""

    path: str
    has_type: bool
    values: Values


def read_defaults(written: object, kind: str = POSTS) -> tuple[Scope, ...]:
    """Read the key `defaults`: the scopes that are for posts, or for pages, in their order."""
    found = []
    for entry in written if isinstance(written, list) else ():
        values = entry.get("values") if isinstance(entry, Mapping) else None
        if not isinstance(values, Mapping):
            continue
        scope = entry.get("scope")
        scope = scope if isinstance(scope, Mapping) else {}
        if str(scope.get("type", kind)) == kind:
            path = scope.get("path")
            found.append(Scope(path if isinstance(path, str) else "", "type" in scope, values))
    return tuple(found)


def with_defaults(scopes: tuple[Scope, ...], path: str, values: Values, collections_dir: str = "") -> Values:
    """Add to a front matter what the scopes give it. path: of the post or page, from the site's sources."""
    if not scopes:
        return values
    given: dict[str, object] = {}
    last: Scope | None = None
    for scope in scopes:
        if not _applies(scope, path, collections_dir):
            continue
        if _goes_before(last, scope):
            given, last = _merged(given, scope.values), scope
        else:
            given = _merged(scope.values, given)
    merged = _merged(given, values)
    return merged | _categories(given, values) if given else values


def folders_of(path: str) -> tuple[str, ...]:
    """The folders above a post's `_posts`, which are its first categories. path: from the site's sources."""
    above, found, _ = path.partition("_posts")
    return tuple(filter(None, above.split("/"))) if found else ()


def with_folders(path: str, values: Values) -> Values:
    """Add to a post's front matter the categories that its folders give it. path: from the site's sources."""
    folders = folders_of(path)
    if not folders:
        return values
    own = values.get("categories")
    return {**values, "categories": list(dict.fromkeys([*folders, *([] if own is None else _list(own))]))}


def _applies(scope: Scope, path: str, collections_dir: str) -> bool:
    """path: from the folder of collections. What a scope names with `*` is named from the site's sources."""
    above = f"{collections_dir}/" if collections_dir else ""
    if "*" not in scope.path:
        return path.startswith(scope.path.removeprefix(above))
    found = re.match(f"{_pattern(scope.path)}(?:/|\\Z)", above + path)
    return found is not None and found.end() > len(above)


def _pattern(path: str) -> str:
    written = re.escape(path).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return written.replace(r"\?", "[^/]")


def _goes_before(old: Scope | None, new: Scope) -> bool:
    """The longer path wins, then the scope with a type, then the later one."""
    if old is None:
        return True
    lengths = len(new.path.strip("/")), len(old.path.strip("/"))
    if lengths[0] != lengths[1]:
        return lengths[0] > lengths[1]
    return new.has_type or not old.has_type


def _merged(below: Values, above: Values) -> dict[str, object]:
    """What is empty above leaves what stands below."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if value is None and key in merged:
            continue
        merged[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def _categories(given: Values, values: Values) -> dict[str, object]:
    """Categories of both are joined, those of the defaults first."""
    if given.get("categories") is None or values.get("categories") is None:
        return {}
    both = [*_list(given["categories"]), *_list(values["categories"])]
    return {"categories": list(dict.fromkeys(both))}


def _list(value: object) -> list[object]:
    if isinstance(value, str):
        return list(value.split())
    return list(value) if isinstance(value, list) else [value]
