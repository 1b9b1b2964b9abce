"""What the author writes into the commits that add or mend a post."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .counting import COUNTED, RECENT, commonest
from .dates import learn_form
from .habits import Habit
from .patterns import escape, read_pattern
from .posts import DatedPost, name_parts
from .reasons import as_in

FIELDS = ("title", "file", "slug")
ADDING = Habit("{title}", "the post’s title, as your commits show no other habit")
MENDING = Habit("Update {title}", "a usual choice, as your commits show no other habit")
BY_GITHUB = "as GitHub filled in what your commits say"
# What GitHub's web page fills in is nobody's habit.
_FILLED_IN = re.compile(r"Add files via upload\Z|(?:Create|Update|Delete|Rename) \S.*\.[A-Za-z]+\Z|Merge ")


@dataclass(frozen=True, slots=True)
class PostCommit:
    """A commit that touches posts. Paths are from the top of the work tree."""

    subject: str
    added: tuple[str, ...]
    changed: tuple[str, ...]  # as they are called after it
    renamed: tuple[tuple[str, str], ...] = ()  # from and to; `changed` has the new names, too


@dataclass(frozen=True, slots=True)
class Messages:
    """Patterns of commit messages."""

    adding: Habit[str] = ADDING
    mending: Habit[str] = MENDING

    def write(self, title: str, name: str, *, is_update: bool) -> str:
        """Write the message of the commit that adds or changes a post. name: of its file."""
        parts = name_parts(name)
        if parts is None:
            return f"Update {title}" if is_update else title
        pattern = read_pattern((self.mending if is_update else self.adding).value, FIELDS)
        return pattern.write(parts[0], {"title": title, "file": name, "slug": parts[1]})

    def reason(self, *, is_update: bool) -> str:
        return (self.mending if is_update else self.adding).reason


USUAL_MESSAGES = Messages()


def alone(commits: Sequence[PostCommit]) -> list[PostCommit]:
    """The commits that add one post, or only change one, with the names that files have today. Newest first."""
    return [each for each in _as_named_now(commits) if len(each.added or each.changed) == 1]


def learn_messages(commits: Sequence[PostCommit], posts: Sequence[DatedPost]) -> Messages:
    """Learn from commits of one post each, newest first. posts: of the kind."""
    known = {post.file.path: post for post in posts}
    adding = [(each.subject, known[each.added[0]]) for each in commits if each.added and each.added[0] in known]
    changing = [each for each in commits if not each.added and each.changed[0] in known]
    mending = [(each.subject, known[each.changed[0]]) for each in changing]
    # “Fix typo” says what was mended then, not how the author writes.
    return Messages(_learn(adding, ADDING, "post"), _learn(mending, MENDING, "change", needs_field=True))


def _as_named_now(commits: Sequence[PostCommit]) -> Iterator[PostCommit]:
    """The commits with the names that files have today."""
    today: dict[str, str] = {}
    for each in commits:
        yield PostCommit(
            each.subject,
            tuple(today.get(path, path) for path in each.added),
            tuple(today.get(path, path) for path in each.changed),
        )
        for before, after in each.renamed:
            today[before] = today.get(after, after)


def _learn(
    samples: Sequence[tuple[str, DatedPost]], usual: Habit[str], one: str, *, needs_field: bool = False
) -> Habit[str]:
    """The pattern of most of the newest messages. One without a field, the same for every post, has to be repeated."""
    written = [sample for sample in samples if not _FILLED_IN.match(sample[0])]
    if samples and not written:
        return Habit(usual.value, f"{usual.reason.partition(',')[0]}, {BY_GITHUB}")
    patterns = [_pattern(subject, post) for subject, post in written[:COUNTED]]
    regular = [each for each in patterns[:RECENT] if "{" in each or (patterns.count(each) > 1 and not needs_field)]
    if not regular:
        return usual
    pattern = commonest(regular)
    return Habit(pattern, as_in([each == pattern for each in patterns], one))


def _pattern(subject: str, post: DatedPost) -> str:
    """A message with fields for what it says of its post."""
    for name, words in (("title", post.title), ("file", post.file.name), ("slug", post.slug)):
        if words and words in subject:
            before, _, after = subject.partition(words)
            return f"{_dated(before, post)}{{{name}}}{_dated(after, post)}"
    return _dated(subject, post)


def _dated(text: str, post: DatedPost) -> str:
    form = learn_form([(post.day, text)])
    span = form.find(text, post.day) if form else None
    if form is None or span is None:
        return escape(text)
    return escape(text[: span[0]]) + form.pattern + escape(text[span[1] :])
