"""What can go wrong, named by what happened.

Each message is a sentence for the author: what happened, what was kept, what to do. `app` maps each class to one HTTP
status, `cli` to one exit code.
"""

from collections.abc import Mapping


class WorkingNotesError(Exception):
    """Anything this program tells the author about. The message is the sentence that is shown."""


class AddressError(WorkingNotesError):
    """The text is no http(s) address that can be saved."""


class FrontMatterError(WorkingNotesError):
    """The front matter can't be read, or can't be changed without changing something else.

    line: where in the block, 1 is the opening `---`; None if the trouble has no one place.
    """

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class SectionsError(WorkingNotesError):
    """A change of the sections is impossible, for example moving the intro."""


class PictureRefusedError(WorkingNotesError):
    """A picture can't be added to a draft; nothing was changed. The message says why, and what to do."""


class DataFolderError(WorkingNotesError):
    """The data folder can't be used: held by another process, not writable, or inside a published work tree."""


class DatabaseError(WorkingNotesError):
    """The database is missing, empty, damaged or newer than this program."""


class SettingsError(WorkingNotesError):
    """The settings can't be read, or name something that is not there."""


class ChoiceError(WorkingNotesError):
    """What the author set by hand for the blog's conventions can't be used; what was learned stays."""


class ProcessError(WorkingNotesError):
    """A child process did not start, ran out of time, or was killed."""


class BuildError(WorkingNotesError):
    """The blog could not be built here."""


class FetchError(WorkingNotesError):
    """A page could not be read."""


class SiteAwayError(FetchError):
    """A page could not be read now; its site may answer at another time."""


class PageGoneError(FetchError):
    """The site says that it has no such page any more."""


class AddressRefusedError(FetchError):
    """The address may not be fetched: it is not public, or names this machine."""


class ImportUnreadableError(WorkingNotesError):
    """A file of links can't be read, so nothing of it was imported.

    line: where in the file, from 1; None if the trouble has no one place.
    """

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class ImportNotFoundError(WorkingNotesError):
    """No import has this number, or it can't be gone on with."""


class FieldsRefusedError(WorkingNotesError):
    """What another program sent can't be used, so nothing was changed.

    fields: what is wrong, by the name of the field.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


class LinkNotFoundError(WorkingNotesError):
    """No link has this number."""


class TitleMissingError(WorkingNotesError):
    """No draft can be begun without a title."""


class DraftNotFoundError(WorkingNotesError):
    """No draft has this name."""


class DraftUnreadableError(WorkingNotesError):
    """The draft's file is not UTF-8 text, or can't be read from the disk."""


class DraftChangedError(WorkingNotesError):
    """The same section changed underneath. Nothing was overwritten.

    mine: the text that was to be saved. theirs: the text that is on disk. revision: SHA-256 of the file on disk.
    span: where `theirs` stands in it, in characters.
    """

    def __init__(self, message: str, *, mine: str, theirs: str, revision: str, span: tuple[int, int]) -> None:
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs
        self.revision = revision
        self.span = span


class FileChangedError(WorkingNotesError):
    """A file is no longer the revision that was read, so it was not replaced."""


class NotSavedError(WorkingNotesError):
    """The disk did not take the file: full, read-only or failing. The old file is still there."""


class NothingToUndoError(WorkingNotesError):
    """There is no step to undo, or it can't be undone any more."""


class StepRefusedError(NothingToUndoError):
    """A step can't be undone or done again just now. Nothing was changed.

    step_id: that step. reason: why, as a clause. before: what was done before it and is undone instead if the author
    asks again; empty where there is nothing.
    """

    def __init__(self, message: str, *, step_id: int, reason: str, before: str = "") -> None:
        super().__init__(message)
        self.step_id = step_id
        self.reason = reason
        self.before = before


class BlogError(WorkingNotesError):
    """The folder is no blog that can be used, or its configuration can't be read."""


class GitError(WorkingNotesError):
    """git refused or failed; the message carries git's own words where they help."""


class PublicationRefusedError(WorkingNotesError):
    """Nothing was published. The message says why, and what to do."""


class PublicationConflictError(PublicationRefusedError):
    """The blog's file differs from the one the draft was opened from or last published as.

    mine: the draft's text. theirs: the blog's. merged: both in one, None where they touch the same lines.
    """

    def __init__(self, message: str, *, mine: str, theirs: str, merged: str | None) -> None:
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs
        self.merged = merged


class TokenMissingError(WorkingNotesError):
    """A program sent no token, or one that was not made here or was revoked."""


class NotAllowedError(WorkingNotesError):
    """A request from somewhere that may not talk to this program."""


class FolderHeldError(DataFolderError):
    """Another process of this program holds the data folder.

    pid: that process. port: where its server answers, None for a command that is just writing.
    """

    def __init__(self, message: str, *, pid: int, port: int | None) -> None:
        super().__init__(message)
        self.pid = pid
        self.port = port


class NoBlogError(BlogError):
    """No blog was chosen yet, or the chosen one is not there any more. The page goes on to the start page."""


class PostNotFoundError(WorkingNotesError):
    """The blog has no such post."""


class PostNotOpenedError(WorkingNotesError):
    """A published post can't be opened as a draft."""


class DraftExistsError(WorkingNotesError):
    """There is a draft or a post of this name already."""


class DraftGoneError(DraftNotFoundError):
    """The file of a draft was removed or renamed by another program. Its text was kept."""


class DraftMovedError(DraftGoneError):
    """A draft has another name by now.

    now: that name; None where it is not known.
    """

    def __init__(self, message: str, *, now: str | None) -> None:
        super().__init__(message)
        self.now = now
