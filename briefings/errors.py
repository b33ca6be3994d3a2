"""Everything that can go wrong on purpose. In: what a function found; out: one line for a log, one message id for a chat.

BriefingError
├── UsageError        a command or a setting is wrong       exit code 2
├── UnreadableInput   bytes, a file or an address that cannot be read   exit code 3
├── NotFound          an article, a document or a view that is not in the store   exit code 2
└── StoreError        the database cannot do what was asked   exit code 2
"""

from __future__ import annotations


class BriefingError(Exception):
    """`where: what is wrong, what was expected` for the log; `text_id` names the sentence (Fluent) that a chat shows with `values`."""

    exit_code = 1
    text_id = "error-unknown"

    def __init__(self, where: str, wrong: str, expected: str, *, text_id: str | None = None, **values: str | int) -> None:
        super().__init__(where, wrong, expected)  # what pickle makes it anew with; the rest it adds by itself
        self.where, self.wrong, self.expected = where, wrong, expected
        self.text_id = text_id or type(self).text_id
        self.values = values

    def __str__(self) -> str:
        return f"{self.where}: {self.wrong}, {self.expected}"


class UsageError(BriefingError):
    """A command line, a chat command or a setting that cannot be followed."""

    exit_code = 2
    text_id = "error-usage"


class UnreadableInput(BriefingError):
    """Input from which no text can be had."""

    exit_code = 3
    text_id = "error-unreadable"


class NotFound(BriefingError):
    """Something asked for by name or number that the store does not hold."""

    exit_code = 2
    text_id = "error-not-found"


class StoreError(BriefingError):
    """The database refused: locked, full, damaged, or of another version."""

    exit_code = 2
    text_id = "error-store"
