"""What a chat follows: the tasks it took over, which of them to list and which to remind of; and what it wants to be told of. Pure.

A task falls due on the last day of the period that the article prints, or on the day that the chat set where the article prints none.
Days are days of the chat's clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from briefings.numbers import read_number, read_reference
from briefings.query import Kind, Query, read_query
from briefings.store.rows import TaskRow
from briefings.store.words import exact_key, key
from briefings.subscription import Filters
from briefings.text import fold

AHEAD = (timedelta(days=7), timedelta(days=1))  # before the due day, reminders come


class Status(StrEnum):
    """How far a chat is with a task."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


class Field(StrEnum):
    """What a chat says of a task."""

    STATUS = "status"
    ASSIGNEE = "assignee"
    DUE = "due"
    NOTE = "note"


OPEN = (Status.TODO, Status.DOING)


@dataclass(frozen=True, slots=True)
class Held:
    """A task that a chat has taken over: the row as its article has it, and what the chat says of it.

    `own_due`: where the article states none. `withdrawn`: the article is no more in the store.
    """

    id: int
    chat: int
    row: TaskRow
    status: Status
    assignee: str | None
    note: str | None
    own_due: date | None
    withdrawn: bool = False

    @property
    def due(self) -> date | None:
        """The day it falls due: the last of what is printed, else the chat's own."""
        printed = self.row.task.due
        return printed.when.last if printed and printed.when else self.own_due

    @property
    def dated(self) -> bool:
        """Whether the article states a day; then the chat sets none."""
        return bool(self.row.task.due and self.row.task.due.when)

    def late(self, today: date) -> bool:
        """Whether it is still to be done though its day is past."""
        return self.status in OPEN and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a task's history. `field` None: it was taken over. `at` is aware UTC."""

    at: datetime
    by: str
    field: Field | None
    value: str


class Which(StrEnum):
    """Which of a chat's tasks are listed."""

    OPEN = "open"
    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"
    LATE = "late"
    ALL = "all"


_WHICH = {
    Which.ALL: r"tat ca viec(?: da nhan)?|all taken",
    Which.OPEN: r"(?:viec )?da nhan|viec dang theo|taken",
    Which.TODO: r"chua lam|to ?do",
    Which.DOING: r"dang lam|doing",
    Which.DONE: r"(?:da )?xong|done",
    Which.DROPPED: r"da bo(?!\w| )|dropped",  # alone or last: "đa bộ" goes on
    Which.LATE: r"qua han|overdue",
}
_WHICH_WORDS = {which: re.compile(rf"(?<!\w)(?:{forms})(?!\w)") for which, forms in _WHICH.items()}
_ASSIGNEE = re.compile(r"(?<!\w)(?:giao|nguoi lam|assignee)\s?:")


def read_held(argument: str, today: date) -> Query | None:
    """What stands after /nhiemvu as a query of the chat's own tasks: "đang làm 18-NQ/TW", "giao: Lan"; None where it asks for others."""
    text = " ".join(argument.split())
    mark = _ASSIGNEE.search(fold(text))
    assignee = text[mark.end() :].strip() if mark else None
    text = text[: mark.start()].strip() if mark else text
    which = None
    for name, pattern in _WHICH_WORDS.items():
        if found := pattern.search(fold(text)):
            which, text = name, (text[: found.start()] + text[found.end() :]).strip()
            break
    if which is None and not assignee:
        return None
    return replace(read_query(Kind.TASKS, text, today), held=which or Which.OPEN, assignee=assignee)


def chosen(held: Iterable[Held], query: Query, today: date) -> tuple[Held, ...]:
    """Those that a query asks for, soonest due first, those without a day last."""
    fitting = (one for one in held if _is(one, query, today) and _fits(one, query))
    return tuple(sorted(fitting, key=lambda one: (one.due or date.max, one.id)))


def _is(one: Held, query: Query, today: date) -> bool:
    which = Which(query.held or Which.OPEN)
    if which is Which.LATE:
        return one.late(today)
    return which is Which.ALL or (one.status in OPEN if which is Which.OPEN else one.status == which.value)


def _fits(one: Held, query: Query) -> bool:
    article, task = one.row.article, one.row.task
    return (
        (query.article is None or article.id == query.article)
        and (query.assignee is None or f" {key(query.assignee)} " in f" {key(one.assignee or '')} ")
        and (query.due is None or (one.due is not None and query.due.first <= one.due <= query.due.last))
        and (query.period is None or query.period.first <= article.day <= query.period.last)
        and (query.document is None or _cites(query.document, one.row.documents))
        and (query.words is None or f" {key(query.words)} " in f" {key(task.quote.text)} {key(one.note or '')} ")
    )


def _cites(typed: str, documents: Iterable[str]) -> bool:
    reference = read_reference(typed)
    return reference is not None and any(reference.number.begins(read_number(number)) for number in documents)


class Cause(StrEnum):
    """Why somebody is reminded, the most pressing first."""

    LATE = "late"
    SOON = "soon"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A task to be reminded of, why, and how many days are left until it falls due (negative: it is past)."""

    held: Held
    cause: Cause
    left: int


@dataclass(frozen=True, slots=True)
class Span:
    """The days one message of reminders answers for: `before` had the last one, `untold` is the first day without, `here` is today.

    `until` is the last day before the next one: a reminder that falls on a free day comes on the working day before it.
    """

    before: date
    untold: date
    here: date
    until: date


def reminders(held: Iterable[Held], days: Span) -> tuple[Reminder, ...]:
    """What to remind of, the most pressing first: each task 7 days and 1 day before it falls due, and once when it is past."""
    found = [Reminder(one, cause, (one.due - days.here).days) for one in held if one.due and (cause := _cause(one, one.due, days))]
    return tuple(sorted(found, key=lambda one: (tuple(Cause).index(one.cause), one.left, one.held.id)))


def _cause(one: Held, due: date, days: Span) -> Cause | None:
    if one.status not in OPEN:
        return None
    if due < days.here:
        return Cause.LATE if due >= days.before else None
    week, day = (days.untold <= due - ahead <= days.until for ahead in AHEAD)
    return Cause.SOON if day else Cause.AHEAD if week else None


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that a chat follows: a kind of filter and its value."""

    kind: str
    value: str

    @property
    def mark(self) -> str:
        """Ten letters that tell it from the others of a chat, for a button."""
        digest = sha256(f"{self.kind}:{self.value}".encode()).hexdigest()[:10]
        return digest.translate(_LETTERS)


_LETTERS = str.maketrans("0123456789", "ghijklmnop")
KINDS = ("documents", "speakers", "organisations", "provinces", "words")
MOST_FOLLOWED = 40


def followed(filters: Filters) -> tuple[Followed, ...]:
    """What filters hold, one by one."""
    return tuple(Followed(kind, value) for kind in KINDS for value in getattr(filters, kind))


def with_followed(filters: Filters, one: Followed) -> Filters:
    """The filters with one more."""
    return replace(filters, **{one.kind: (*getattr(filters, one.kind), one.value)})


def without_followed(filters: Filters, one: Followed) -> Filters:
    """The filters without one."""
    return replace(filters, **{one.kind: tuple(value for value in getattr(filters, one.kind) if value != one.value)})


def holds(filters: Filters, one: Followed) -> bool:
    """Whether it is followed already, in whatever letters."""
    return any(exact_key(value) == exact_key(one.value) for value in getattr(filters, one.kind))
