"""What editors change of what was read: a briefing and corrections in; the corrected briefing, and the corrections that fit nothing, out.

Corrections are kept apart from what was read and laid over each parse, so that they outlive a better reading. An item is known by its own
words. Words of an editor that stand nowhere in the article are an editor's note: a span of no length at the start, whose text they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from briefings.model import Briefing, Directive, Document, Due, Person, Precision, Span, Task, When
from briefings.periods import Period, find_period
from briefings.text import canonical, fold


class Part(StrEnum):
    """What of a briefing is corrected; the last four are the names of its lists."""

    DATE = "date"
    TITLE = "title"
    SOURCE = "source"
    DIRECTIVES = "directives"
    TASKS = "tasks"
    DOCUMENTS = "documents"
    PEOPLE = "people"


ITEMS = (Part.DIRECTIVES, Part.TASKS, Part.DOCUMENTS, Part.PEOPLE)


class Act(StrEnum):
    """What is done to it."""

    SET = "set"  # a date, a headline, a source; or a field of an item
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Correction:
    """One change. `value`: the new words (of a date: ISO), "" for none. `item`: the words of the item that is changed or removed.

    `field`: which part of an item is set: "quote", "speaker", "addressee", "assignee", "due", "number", "issuer", "name" or "role".
    """

    part: Part
    act: Act
    value: str = ""
    item: str = ""
    field: str = ""


def note(words: str) -> Span:
    """Words of an editor that don't stand in the article."""
    return Span(0, 0, words)


def is_note(span: Span) -> bool:
    """Whether an editor's words are shown, and none of the article."""
    return span.start == span.end


def found(briefing: Briefing, words: str) -> Span | None:
    """Where `words` first stand in the article, whatever their case, blanks at their ends and places of tone marks."""
    words = words.strip()
    at = canonical(briefing.article.text).find(canonical(words)) if words else -1
    return Span.of(briefing.article.text, at, at + len(words)) if at >= 0 else None


def passage(briefing: Briefing, words: str) -> Span:
    """The same; a note where they stand nowhere."""
    return found(briefing, words) or note(words.strip())


def key_of(item: Directive | Task | Document | Person) -> str:
    """The words that an item is known by."""
    match item:
        case Document():
            return f"{item.type} {item.number.text}"
        case Person():
            return item.name.text
    return item.quote.text


def _document(briefing: Briefing, words: str) -> Document:
    """ "Nghị quyết số 18-NQ/TW": a type, and the number as its last word."""
    mention = passage(briefing, words)
    kind, _, number = mention.text.rpartition(" ")
    kind = kind.removesuffix(" số").strip() or "Văn bản"
    start = mention.end - len(number)
    printed = note(number) if is_note(mention) else Span.of(briefing.article.text, start, mention.end)
    return Document(kind[:1].upper() + kind[1:], printed, () if is_note(mention) else (mention,))


def _person(briefing: Briefing, words: str) -> Person:
    """ "Trần Văn Khải, Bí thư Tỉnh ủy": a name, and after a comma a role."""
    name, _, role = words.partition(",")
    span = passage(briefing, name)
    return Person(span, (passage(briefing, role),) if role.strip() else (), (span,))


_ADDED: dict[Part, Callable[[Briefing, str], Any]] = {
    Part.DIRECTIVES: lambda briefing, words: Directive(passage(briefing, words), None, None),
    Part.TASKS: lambda briefing, words: Task(passage(briefing, words), None, None),
    Part.DOCUMENTS: _document,
    Part.PEOPLE: _person,
}


_LENGTHS = ((1, Precision.DAY), (31, Precision.MONTH), (92, Precision.QUARTER), (184, Precision.HALF))  # days, at most


def _due(briefing: Briefing, words: str) -> Due | None:
    """A deadline; with the days it names, a year that it leaves out being the next after the news."""
    if not words:
        return None
    span, news = passage(briefing, words), briefing.event.when or briefing.layout.published
    day = news.last if isinstance(news, When) else news.at.date() if news else date.min
    named = find_period(fold(words), day, ahead=True)
    return Due(span, _when(span, named.period) if named else None)


def _when(span: Span, period: Period) -> When:
    """A period, as exact as it is short."""
    days = (period.last - period.first).days + 1
    precision = next((precision for most, precision in _LENGTHS if days <= most), Precision.YEAR)
    return When(span, period.first, period.last, precision)


def _words(briefing: Briefing, words: str) -> Span | None:
    return passage(briefing, words) if words else None


_FIELDS: dict[tuple[Part, str], Callable[[Briefing, Any, str], Any]] = {
    (Part.DIRECTIVES, "quote"): lambda briefing, item, words: replace(item, quote=passage(briefing, words)),
    (Part.DIRECTIVES, "speaker"): lambda briefing, item, words: replace(item, speaker=_words(briefing, words)),
    (Part.DIRECTIVES, "addressee"): lambda briefing, item, words: replace(item, addressee=_words(briefing, words)),
    (Part.TASKS, "quote"): lambda briefing, item, words: replace(item, quote=passage(briefing, words)),
    (Part.TASKS, "assignee"): lambda briefing, item, words: replace(item, assignee=_words(briefing, words), assignee_inherited=False),
    (Part.TASKS, "due"): lambda briefing, item, words: replace(item, due=_due(briefing, words), due_inherited=False),
    (Part.DOCUMENTS, "number"): lambda briefing, item, words: replace(item, number=passage(briefing, words)),
    (Part.DOCUMENTS, "issuer"): lambda briefing, item, words: replace(item, issuer=_words(briefing, words)),
    (Part.PEOPLE, "name"): lambda briefing, item, words: replace(item, name=passage(briefing, words)),
    (Part.PEOPLE, "role"): lambda briefing, item, words: replace(item, roles=(passage(briefing, words),) if words else ()),
}
FIELDS = {part: tuple(field for of, field in _FIELDS if of is part) for part in ITEMS}


def _set_date(briefing: Briefing, correction: Correction) -> Briefing:
    day = date.fromisoformat(correction.value)
    return replace(briefing, event=replace(briefing.event, when=When(note(correction.value), day, day, Precision.DAY)))


def _set_title(briefing: Briefing, correction: Correction) -> Briefing:
    return replace(briefing, layout=replace(briefing.layout, title=passage(briefing, correction.value)))


def _set_source(briefing: Briefing, correction: Correction) -> Briefing:
    return replace(briefing, article=replace(briefing.article, source=correction.value or None))


_SETS = {Part.DATE: _set_date, Part.TITLE: _set_title, Part.SOURCE: _set_source}


def _listing(briefing: Briefing, part: Part, items: tuple[Any, ...]) -> Briefing:
    lists: dict[str, Any] = {part.value: items}
    return replace(briefing, **lists)


def _applied(briefing: Briefing, correction: Correction) -> Briefing | None:
    """The briefing with one correction; None where it fits nothing."""
    part = correction.part
    if part in _SETS:
        return _SETS[part](briefing, correction)
    items: tuple[Any, ...] = getattr(briefing, part)
    if correction.act is Act.ADD:
        added = _ADDED[part](briefing, correction.value)
        return _listing(briefing, part, (*items, added))
    at = next((place for place, item in enumerate(items) if key_of(item) == correction.item), None)
    if at is None:
        return None
    new = () if correction.act is Act.REMOVE else (_FIELDS[part, correction.field](briefing, items[at], correction.value),)
    return _listing(briefing, part, (*items[:at], *new, *items[at + 1 :]))


def apply(briefing: Briefing, corrections: Iterable[Correction]) -> tuple[Briefing, tuple[Correction, ...]]:
    """The briefing with all corrections, in their order; and those whose item isn't there any more."""
    unfit = []
    for correction in corrections:
        corrected = _applied(briefing, correction)
        if corrected is None:
            unfit.append(correction)
        else:
            briefing = corrected
    return briefing, tuple(unfit)
