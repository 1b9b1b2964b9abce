"""Which files and folders of a site Jekyll reads, by `exclude` and `include` of `_config.yml` and by their names.

Source: Jekyll 4.3, `entry_filter.rb`, `configuration.rb` (DEFAULT_EXCLUDES); checked against Debian's Jekyll in
tests/test_nested_posts.py.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

# Excluded beside whatever the configuration excludes.
ALWAYS_EXCLUDED = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)
USUALLY_INCLUDED = (".htaccess",)
SPECIAL = "._#~"  # what begins with one of them is left out
_GLOB_SIGNS = re.compile(r"[*?\[\\]")
_GLOB_PARTS = re.compile(r"\\(?P<plain>.)|\[(?P<no>[!^]?)(?P<set>[^\]]+)\]|(?P<sign>.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class EntryRules:
    """What the configuration says of files and folders. Paths are from the site's sources, with `/`."""

    exclude: tuple[str, ...] = ALWAYS_EXCLUDED
    include: tuple[str, ...] = USUALLY_INCLUDED

    def leaves_out(self, folder: str, entry: str, *, is_folder: bool) -> bool:
        """Does Jekyll pass over an entry of a folder? entry: from the folder; it may lie in folders below."""
        if entry.endswith("."):
            return True
        name = entry.rpartition("/")[2]
        if any(fits(self.include, each, is_folder) for each in (entry, name)):
            return False
        if fits(self.exclude, f"{folder}/{entry}" if folder else entry, is_folder):
            return True
        return name.endswith("~") or any(each.startswith(tuple(SPECIAL)) for each in (entry, name))

    def is_silent_on(self, folder: str) -> bool:
        """Is nothing within this folder excluded or included by its path?"""
        heads = (_GLOB_SIGNS.split(pattern)[0] for pattern in self.exclude)
        inside = f"{folder}/"
        return not any(inside.startswith(head) or head.startswith(inside) for head in heads)


def read_rules(values: Mapping[str, object]) -> EntryRules:
    """Read `exclude` and `include`. What is no text there names no file, as in Jekyll: `2020` without quotes."""
    include = patterns_of(values.get("include")) if "include" in values else USUALLY_INCLUDED
    excluded = dict.fromkeys((*patterns_of(values.get("exclude")), *ALWAYS_EXCLUDED))
    return EntryRules(tuple(each for each in excluded if each not in include), include)


def patterns_of(value: object) -> tuple[str, ...]:
    """The texts in a list of the configuration, each from the site's sources."""
    given = value if isinstance(value, list) else ()
    return tuple(each.lstrip("/") for each in given if isinstance(each, str))


def fits(patterns: tuple[str, ...], path: str, is_folder: bool) -> bool:
    """Does a path begin with one of these, or is it like one with `*`, `?` or `[…]`, which stand for `/` too?"""
    if (f"{path}/" if is_folder else path).startswith(patterns):
        return True
    globs = _globs(patterns)
    return globs is not None and globs.fullmatch(path) is not None


@lru_cache(maxsize=16)
def _globs(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """Those with such signs as one; one that can't be read names no file. Source: Ruby's File.fnmatch without flags."""
    globs = [_GLOB_PARTS.sub(_written, each) for each in patterns if _GLOB_SIGNS.search(each)]
    readable = [each for each in globs if _is_readable(each)]
    return re.compile("|".join(readable), re.DOTALL) if readable else None


def _is_readable(glob: str) -> bool:
    try:
        re.compile(glob)
    except re.error:
        return False
    return True


def _written(part: re.Match[str]) -> str:
    """A part of a glob as a regular expression."""
    if part["set"]:
        inner = re.sub(r"([\\\[&~|^])", r"\\\1", part["set"])
        return f"[{'^' * bool(part['no'])}{inner}]"
    sign = part["sign"]
    return {"*": ".*", "?": "."}.get(sign, re.escape(sign)) if sign else re.escape(part["plain"])
