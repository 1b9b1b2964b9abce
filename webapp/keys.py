"""Every action and its keys, once: the sheet of keys, the palette and the scripts all read this table."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

EVERYWHERE = frozenset({"desk", "links", "posts", "preview", ""})
LISTS = frozenset({"desk", "links"})
DESK = frozenset({"desk"})
TRIAGE = frozenset({"links"})
POSTS = frozenset({"posts"})


class Scope(StrEnum):
    """Where the focus is. A key acts in its own scope only; where two have it, the first one listed here wins."""

    PALETTE = "palette"
    DRAG = "drag"
    OFFERS = "offers"
    NOTED = "noted"
    FIND = "find"
    MENU = "menu"
    SIDE = "side"
    LINKS = "links"
    FOLD = "fold"
    SECTION = "section"
    EDITOR = "editor"
    DESK = "desk"
    PREVIEW = "preview"
    ANYWHERE = "anywhere"


TITLES = {
    Scope.PALETTE: "While searching",
    Scope.DRAG: "While something is dragged",
    Scope.OFFERS: "While links are offered, after [[",
    Scope.NOTED: "While a note is shown",
    Scope.FIND: "In the find bar",
    Scope.MENU: "In a menu",
    Scope.SIDE: "While a drawer or a tab is open",
    Scope.LINKS: "In the list of links",
    Scope.FOLD: "On the fold",
    Scope.SECTION: "On a section",
    Scope.EDITOR: "While writing",
    Scope.DESK: "On the desk",
    Scope.PREVIEW: "In the preview",
    Scope.ANYWHERE: "On every page",
}


# As the sheet is read: first where the author mostly is, last the lists and bars that come and go.
READING_ORDER = sorted(
    Scope, key=[Scope.SECTION, Scope.EDITOR, Scope.LINKS, Scope.DESK, Scope.PREVIEW, Scope.ANYWHERE, *Scope].index
)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that the author can do by key, by the palette, or both."""

    scope: Scope
    name: str  # within its scope; the scripts know it by this name
    words: str
    keys: tuple[str, ...] = ()  # as `Mod+Shift+f`; Mod is Ctrl, and ⌘ on Apple's systems
    pages: frozenset[str] = EVERYWHERE  # the names that the page templates give themselves
    address: str = ""  # of the page that it goes to, if it only goes somewhere
    is_listed: bool = True  # False for what makes sense by key only, such as going to the next row

    @property
    def id(self) -> str:
        return f"{self.scope}.{self.name}"


def _by_key(scope: Scope, name: str, words: str, *keys: str, pages: frozenset[str] = EVERYWHERE) -> Action:
    return Action(scope, name, words, keys, pages, is_listed=False)


ACTIONS = (
    _by_key(Scope.PALETTE, "next", "next", "ArrowDown"),
    _by_key(Scope.PALETTE, "previous", "previous", "ArrowUp"),
    _by_key(Scope.PALETTE, "choose", "do it, or go there", "Enter"),
    _by_key(Scope.DRAG, "cancel", "leave it where it was", "Escape", pages=DESK),
    _by_key(Scope.OFFERS, "next", "next", "ArrowDown", pages=DESK),
    _by_key(Scope.OFFERS, "previous", "previous", "ArrowUp", pages=DESK),
    _by_key(Scope.OFFERS, "take", "cite it", "Enter", "Tab", pages=DESK),
    _by_key(Scope.OFFERS, "close", "close", "Escape", pages=DESK),
    _by_key(Scope.NOTED, "close", "close", "Escape", pages=DESK),
    _by_key(Scope.FIND, "next", "next one, or replace it", "Enter", pages=DESK),
    _by_key(Scope.FIND, "previous", "previous one", "Shift+Enter", pages=DESK),
    _by_key(Scope.FIND, "close", "close", "Escape", pages=DESK),
    _by_key(Scope.MENU, "next", "next", "ArrowDown", "j", pages=LISTS),
    _by_key(Scope.MENU, "previous", "previous", "ArrowUp", "k", pages=LISTS),
    _by_key(Scope.MENU, "choose", "choose by its number", *"123456789", pages=LISTS),
    _by_key(Scope.MENU, "roundup", "choose the round-up", "0", pages=LISTS),
    _by_key(Scope.MENU, "keep", "keep what was typed", "Enter", pages=LISTS),
    _by_key(Scope.MENU, "close", "close", "Escape", pages=LISTS),
    _by_key(Scope.SIDE, "close", "close", "Escape", pages=DESK),
    _by_key(Scope.LINKS, "next", "next link", "j", "ArrowDown", pages=LISTS),
    _by_key(Scope.LINKS, "previous", "previous link", "k", "ArrowUp", pages=LISTS),
    Action(Scope.LINKS, "read", "read it here", ("r", "Enter"), LISTS),
    Action(Scope.LINKS, "open", "open its page", ("o",), LISTS),
    Action(Scope.LINKS, "tick", "mark it, or take the mark off", ("x",), LISTS),
    Action(Scope.LINKS, "all", "mark all that are shown, or none", ("*",), LISTS),
    _by_key(Scope.LINKS, "clear", "take all marks off; from the search, go to the list", "Escape", pages=LISTS),
    Action(Scope.LINKS, "send", "add it to a section", ("a",), LISTS),
    Action(Scope.LINKS, "section", "give it a section of its own", ("n",), LISTS),
    Action(Scope.LINKS, "note", "write a note on it, or tag it", ("t",), LISTS),
    Action(Scope.LINKS, "cite", "cite it", ("c",), DESK),
    Action(Scope.LINKS, "later", "put it off", ("l",), LISTS),
    Action(Scope.LINKS, "done", "done with it, or unread again", ("e",), LISTS),
    Action(Scope.LINKS, "remove", "remove it", ("#",), LISTS),
    Action(Scope.LINKS, "mark", "keep the selected words of the text", ("h",), TRIAGE),
    Action(Scope.LINKS, "quote", "quote a kept passage in a section", ("q",), TRIAGE),
    Action(Scope.LINKS, "undo", "undo what was done to links", ("u", "Mod+z"), LISTS),
    Action(Scope.LINKS, "search", "paste or search a link", ("/",), LISTS),
    _by_key(Scope.FOLD, "up", "move the fold up", "ArrowUp", pages=DESK),
    _by_key(Scope.FOLD, "down", "move the fold down", "ArrowDown", pages=DESK),
    _by_key(Scope.SECTION, "previous", "the section above", "ArrowUp", pages=DESK),
    _by_key(Scope.SECTION, "next", "the section below", "ArrowDown", pages=DESK),
    Action(Scope.SECTION, "write", "write in it", ("Enter",), DESK),
    Action(Scope.SECTION, "up", "move it up", ("Alt+ArrowUp",), DESK),
    Action(Scope.SECTION, "down", "move it down", ("Alt+ArrowDown",), DESK),
    Action(Scope.SECTION, "new", "new section below", ("n",), DESK),
    Action(Scope.SECTION, "merge", "merge it with the one above", ("m",), DESK),
    Action(Scope.SECTION, "fold", "put the fold below it, or take it out", ("f",), DESK),
    Action(Scope.SECTION, "delete", "delete it", ("Delete", "Backspace"), DESK),
    Action(Scope.EDITOR, "done", "done", ("Escape",), DESK),
    Action(Scope.EDITOR, "next", "done, on to the next section", ("Shift+Enter",), DESK),
    Action(Scope.EDITOR, "bold", "bold", ("Mod+b",), DESK),
    Action(Scope.EDITOR, "italic", "italic", ("Mod+i",), DESK),
    Action(Scope.EDITOR, "link", "link", ("Mod+k",), DESK),
    Action(Scope.EDITOR, "quote", "quote", (), DESK),
    Action(Scope.EDITOR, "list", "list", (), DESK),
    Action(Scope.EDITOR, "code", "code", (), DESK),
    Action(Scope.EDITOR, "split", "split the section here", ("Mod+Enter",), DESK),
    Action(Scope.EDITOR, "fold", "put the fold below this section", ("Mod+Shift+f",), DESK),
    Action(Scope.EDITOR, "find", "find and replace, in the whole post", ("Mod+f",), DESK),
    _by_key(Scope.EDITOR, "plain", "paste as plain text", "Mod+Shift+v", pages=DESK),
    Action(Scope.EDITOR, "focus", "only the paragraph at hand dark, or all", ("Mod+d",), DESK),
    Action(Scope.EDITOR, "typewriter", "keep the line in its place, or not", ("Mod+Shift+d",), DESK),
    Action(Scope.EDITOR, "save", "save at once", ("Mod+s",), DESK),
    _by_key(Scope.EDITOR, "item", "next item, in a list", "Enter", pages=DESK),
    _by_key(Scope.EDITOR, "indent", "indent, in a list", "Tab", pages=DESK),
    _by_key(Scope.EDITOR, "outdent", "take the indent back", "Shift+Tab", pages=DESK),
    _by_key(Scope.DESK, "links", "go to the list of links", "j", pages=DESK),
    _by_key(Scope.DESK, "search", "paste or search a link", "/", pages=DESK),
    Action(Scope.DESK, "find", "find and replace, in the whole post", ("Mod+f",), DESK),
    Action(Scope.DESK, "undo", "undo what was done to the draft", ("u", "Mod+z"), DESK),
    Action(Scope.DESK, "redo", "do again what was undone", ("Mod+Shift+z", "Mod+y"), DESK),
    Action(Scope.DESK, "preview", "preview the post", pages=DESK),
    Action(Scope.DESK, "publish", "publish the post…", pages=DESK),
    _by_key(Scope.PREVIEW, "next", "the section below", "ArrowDown", pages=frozenset({"preview"})),
    _by_key(Scope.PREVIEW, "previous", "the section above", "ArrowUp", pages=frozenset({"preview"})),
    _by_key(Scope.PREVIEW, "enter", "go on, into the post and its links", "Tab", pages=frozenset({"preview"})),
    Action(Scope.PREVIEW, "back", "back to the desk", ("Escape",), frozenset({"preview"})),
    _by_key(Scope.ANYWHERE, "palette", "find an action, a section, a link or a post", "Mod+Shift+p", "Mod+k"),
    Action(Scope.ANYWHERE, "beside", "fold away what stands beside the text, or show it", ("\\", "Mod+\\"), DESK),
    Action(Scope.ANYWHERE, "keys", "show all keys", ("?",)),
    Action(Scope.ANYWHERE, "desk", "go to the desk", address="/desk"),
    Action(Scope.ANYWHERE, "links", "go to the links", address="/links"),
    Action(Scope.ANYWHERE, "posts", "go to the posts", address="/posts"),
    Action(Scope.ANYWHERE, "find-posts", "search drafts and posts", address="/posts#q"),
    Action(Scope.ANYWHERE, "search", "search drafts and posts", ("/",), POSTS, address="#q", is_listed=False),
    Action(Scope.ANYWHERE, "essay", "new essay", address="/posts#title"),
    Action(Scope.ANYWHERE, "settings", "go to the settings", address="/settings"),
    Action(Scope.ANYWHERE, "conventions", "see how your blog writes", address="/settings/conventions"),
)

_NAMES = {
    "Mod": ("Ctrl", "⌘"),
    "Alt": ("Alt", "⌥"),
    "Shift": ("Shift", "⇧"),
    "Escape": ("Esc", "Esc"),
    "Delete": ("Del", "Del"),
    "ArrowUp": ("↑", "↑"),
    "ArrowDown": ("↓", "↓"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet of keys."""

    action: Action
    keys: tuple[str, ...]  # those that act, by which the scripts know the action
    shown: tuple[str, ...]  # the same as the author's keyboard has them


@dataclass(frozen=True, slots=True)
class Group:
    """The actions of one scope that a page has."""

    scope: Scope
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        return TITLES[self.scope]

    @property
    def rank(self) -> int:
        """Which scope wins where two have a key: the lower one."""
        return list(Scope).index(self.scope)

    @property
    def is_silent(self) -> bool:
        """Has it no key at all, as far as the author let them act?"""
        return not any(row.keys for row in self.rows)


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The author's keyboard: how its keys are named, and whether single characters act.

    has_letters: False where the author switched them off (WCAG 2.1, 2.1.4).
    """

    has_letters: bool = True
    is_apple: bool = False

    def sheet(self, page: str) -> list[Group]:
        """List what can be done on a page, by scope."""
        return [
            Group(scope, rows)
            for scope in READING_ORDER
            if (rows := tuple(self.row(action) for action in ACTIONS if action.scope is scope and page in action.pages))
        ]

    def row(self, action: Action) -> Row:
        """The keys of an action that act."""
        keys = tuple(key for key in action.keys if self.has_letters or not is_character(key))
        return Row(action, keys, shorten(tuple(self.name(key) for key in keys)))

    def shown(self, identity: str) -> tuple[str, ...]:
        """The keys of an action as they are shown beside it; empty where it has none. identity: `section.new`."""
        return _shown(self, identity)

    def name(self, key: str) -> str:
        """Write a key as the keyboard has it: `Ctrl Shift F`."""
        parts = [_NAMES[part][self.is_apple] if part in _NAMES else part for part in key.split("+")]
        return " ".join([*parts[:-1], parts[-1].upper() if len(parts) > 1 and len(parts[-1]) == 1 else parts[-1]])


@lru_cache(maxsize=256)
def _shown(keyboard: Keyboard, identity: str) -> tuple[str, ...]:
    return next(keyboard.row(action).shown for action in ACTIONS if action.id == identity)


def is_character(key: str) -> bool:
    """Is it a letter, a digit or a sign without Ctrl, Alt or ⌘?"""
    return len(key) == 1


def shorten(keys: Sequence[str]) -> tuple[str, ...]:
    """Write the digits in a row as one: `1–9`."""
    return ("1–9",) if len(keys) == len("123456789") else tuple(keys)
