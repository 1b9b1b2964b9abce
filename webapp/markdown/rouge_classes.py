"""Where Rouge gives a token another class than Pygments does.

Found by comparing both on `bench/code` (`python -m bench.colours --differences 9`), for the languages that posts have
most; the keys are Rouge's own names of the languages. Source: Rouge 3.30, `lib/rouge/lexers`.
"""

import re

_SCRIPT = {"kr": "kd", "mf": "mi", "n": "nx", "sb": "s2", "si": "p", "ow": "k"}

# For each language: the class that Pygments gives, and Rouge's; an empty one is plain text.
RENAMED: dict[str, dict[str, str]] = {
    "c": {"nc": "n"},
    "console": {"p": ""},
    "conf": {"c1": "c", "na": "n", "k": "n"},
    "css": {"k": "nl", "s2": "s1", "mh": "m", "mi": "m", "mf": "m", "kt": "m", "kc": "nb", "nv": "py", "nn": "nf"},
    "go": {"c1": "c", "cm": "c", "kn": "k", "kd": "k", "nx": "n", "kc": "no", "mi": "m", "mh": "m", "mf": "m"},
    "html": {"cm": "c", "p": "nt", "o": "na"},
    "java": {"p": "o"},
    "javascript": _SCRIPT,
    "json": {"nt": "nl"},
    "php": {"nf": "n", "na": "n"},
    "python": {"sd": "s", "s1": "s", "s2": "s", "sa": "s", "nd": "n", "kc": "bp", "ne": "nb"},
    "ruby": {"kp": "nb"},
    "rust": {
        **{"kt": "nb", "cp": "nd", "nc": "n", "na": "nv", "sd": "cd", "bp": "k", "kp": "o", "fm": "nd", "kd": "k"},
        "kc": "k",
    },
    "shell": {"ch": "c", "c1": "c", "si": "k", "m": "", "sh": "s"},
    "toml": {"s2": "s", "n": "py", "o": "p", "k": "nn"},
    "typescript": _SCRIPT | {"na": "nx"},
    "yaml": {"nt": "na", "l": "s", "no": "s", "p": "pi"},
}

# Languages in which a dot is punctuation, and those in which a name before a parenthesis is a function's.
DOTTED = frozenset(["python", "ruby"])
CALLED = frozenset(["java", "rust"])
AFTER_DOT = frozenset(["ruby"])

# Options of commands, which Pygments leaves plain: `-a`, `--all`.
OPTION = re.compile(r"(?<![\w\-.\"'/])(-{1,2}[A-Za-z0-9][\w-]*)")
OPTIONS_IN = frozenset(["shell"])
