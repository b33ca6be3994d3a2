"""What one subscription gets for one slot. In: what is asked (`Asked`) and the articles published since; out: a `Digest` to be rendered.

    subscription, slot ─ ask ─▶ Asked ─ its articles ─ passes ─ compose ─▶ Digest

Pure. Two subscriptions that ask for the same have equal `Asked`s, and so one digest. Articles are counted in the order they were published,
which is that of their ids; a clock says nothing about which of them a digest has told already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TypeVar
from zoneinfo import ZoneInfo

from briefings.following import Reminder
from briefings.model import Briefing, Directive, Span, Task
from briefings.numbers import read_number, read_reference
from briefings.store.rows import ArticleRow, DocumentRow, StoredArticle, TaskRow
from briefings.store.words import exact_key, key
from briefings.subscription import DIGESTS, Every, Filters, Section, Subscription, Template

FIRST_MESSAGES = 5  # of a digest are sent; those beyond are behind its last one's button
MOST_STORIES = 60  # articles told in one digest; those beyond are counted
_HALF_A_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a digest is of. It tells of the articles with ids in (after, upto].

    `first` and `last` are the days that its head names; `until`, where there is a next slot, is the last day before it: what falls due
    up to then is told. All of them are days of the chat's clock. `late`: it comes after its time.

    `own`: the subscription of an alert or of reminders, which are that chat's alone. `untold`: of reminders the first day without any.
    """

    template: Template
    every: Every
    language: str
    filters: Filters
    say_nothing_new: bool
    after: int
    upto: int
    first: date
    last: date
    until: date | None
    late: bool
    own: int = 0
    untold: date | None = None

    @property
    def key(self) -> str:
        """The same for all that ask for the same."""
        return sha256(repr(self).encode()).hexdigest()


def ask(subscription: Subscription, slot: datetime, upto: int, following: datetime | None, *, late: bool) -> Asked:
    """What `subscription` gets at `slot`, of all articles up to the id `upto`, when its next slot is `following`.

    The head names the days of which the greater part lies between the last digest and this one.
    """
    zone, order = ZoneInfo(subscription.zone), subscription.order
    here = slot.astimezone(zone).date()
    last = (slot - _HALF_A_DAY).astimezone(zone).date() if following else here
    until = max(following.astimezone(zone).date() - _DAY, here) if following else None
    asked = Asked(
        template=order.template,
        every=order.rhythm.every,
        language=subscription.language,
        filters=order.filters,
        say_nothing_new=order.say_nothing_new,
        after=subscription.seen,
        upto=max(upto, subscription.seen),  # the newest article may have been taken back
        first=min((subscription.covered + _HALF_A_DAY).astimezone(zone).date(), last),
        last=last,
        until=until,
        late=late,
        own=subscription.id if order.template not in DIGESTS else 0,
    )
    return _of_reminders(asked, subscription, here) if order.template is Template.REMINDERS else asked


def _of_reminders(asked: Asked, subscription: Subscription, here: date) -> Asked:
    """Days as reminders count them: from the day of the last message, or the first slot that was missed. Twice a day repeats nothing."""
    zone = ZoneInfo(subscription.zone)
    before = subscription.covered.astimezone(zone).date()
    first_slot = subscription.next_slot.astimezone(zone).date() if subscription.next_slot else here
    untold = min(first_slot, here) if before < here else (asked.until or here) + _DAY
    return replace(asked, first=min(before, here), last=here, untold=untold, after=0, upto=0)


@dataclass(frozen=True, slots=True)
class Told:
    """What one person or body said, or has to do, in the order of the text. `who` None: not stated."""

    who: str | None
    directives: tuple[Directive, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Story:
    """One article of a digest."""

    row: ArticleRow
    briefing: Briefing

    @cached_property
    def orders(self) -> tuple[Told, ...]:
        """Its directives by speaker."""
        return tuple(Told(who, directives=items) for who, items in _grouped(self.briefing.directives, lambda item: item.speaker))

    @cached_property
    def duties(self) -> tuple[Told, ...]:
        """Its tasks by assignee, those that nobody is named for last."""
        groups = (Told(who, tasks=items) for who, items in _grouped(self.briefing.tasks, lambda item: item.assignee))
        return tuple(sorted(groups, key=lambda told: told.who is None))

    @cached_property
    def notable(self) -> tuple[Directive, ...]:
        """Its directives, those first that say who tells whom, else in the order of the text."""
        return tuple(sorted(self.briefing.directives, key=lambda item: (item.carried, not item.speaker, not item.addressee)))

    @cached_property
    def pressing(self) -> tuple[Task, ...]:
        """Its tasks that have a due date, soonest first, those whose day can't be told last."""
        dated = (task for task in self.briefing.tasks if task.due)
        return tuple(sorted(dated, key=lambda task: task.due.when.last if task.due and task.due.when else date.max))


@dataclass(frozen=True, slots=True)
class Digest:
    """What is told: stories by the day of their event, documents never cited before, and tasks that fall due before the next digest.

    `omitted`: stories beyond `MOST_STORIES`. The totals `directives` and `tasks` are of all that passed.
    """

    asked: Asked
    stories: tuple[Story, ...]
    omitted: int = 0
    directives: int = 0
    tasks: int = 0
    documents: tuple[DocumentRow, ...] = ()
    falling_due: tuple[TaskRow, ...] = ()
    reminders: tuple[Reminder, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing new; what falls due is no news, unless the chat has taken it over."""
        return not self.stories and not self.reminders

    @property
    def total(self) -> int:
        """How many articles there are to tell."""
        return len(self.stories) + self.omitted

    def shows(self, section: str) -> bool:
        """Whether the chat wants this section."""
        return not self.asked.filters.sections or Section(section) in self.asked.filters.sections


def compose(asked: Asked, articles: Iterable[StoredArticle], documents: Sequence[DocumentRow], falling_due: Sequence[TaskRow]) -> Digest:
    """The digest of those `articles` that pass the filters asked for."""
    passing = sorted((article for article in articles if meant(asked, article.briefing)), key=lambda one: (one.row.day, one.id))
    stories = tuple(Story(article.row, article.briefing) for article in passing)
    return Digest(
        asked,
        stories[:MOST_STORIES],
        len(stories[MOST_STORIES:]),
        sum(len(story.briefing.directives) for story in stories),
        sum(len(story.briefing.tasks) for story in stories),
        tuple(documents),
        tuple(falling_due),
    )


def _grouped(items: Sequence[Item], who: Callable[[Item], Span | None]) -> list[tuple[str | None, tuple[Item, ...]]]:
    """The items by the name that `who` gives, in the order in which the names come first."""
    groups: dict[str, tuple[str | None, list[Item]]] = {}
    for item in items:
        span = who(item)
        name = span.text if span else None
        groups.setdefault(key(name or ""), (name, []))[1].append(item)
    return [(name, tuple(found)) for name, found in groups.values()]


def passes(filters: Filters, briefing: Briefing) -> bool:
    """Whether an article holds, of each kind that is asked for, one of the values. Words typed with accents are looked for with them."""
    return all(not (values := getattr(filters, kind)) or any(holds(value, briefing) for value in values) for kind, holds in _HOLDS.items())


def matches(filters: Filters, briefing: Briefing) -> tuple[str, ...]:
    """The values, of whatever kind, that an article holds."""
    return tuple(value for kind, holds in _HOLDS.items() for value in getattr(filters, kind) if holds(value, briefing))


def meant(asked: Asked, briefing: Briefing) -> bool:
    """Whether a digest is of this article. What a chat follows is alike: one of all its values is enough."""
    alert = asked.own and asked.template is not Template.REMINDERS
    return bool(matches(asked.filters, briefing)) if alert else passes(asked.filters, briefing)


def _says(words: str, texts: Iterable[Span | None]) -> bool:
    """Whether one of the texts has these words side by side."""
    plain = exact_key(words) == key(words)
    read = key if plain else exact_key
    wanted = f" {read(words)} "
    return any(wanted in f" {read(text.text)} " for text in texts if text)


def _says_anywhere(words: str, briefing: Briefing) -> bool:
    layout = briefing.layout
    return _says(words, (layout.title, layout.lead, *layout.paragraphs, *layout.captions))


def _cites(number: str, briefing: Briefing) -> bool:
    reference = read_reference(number)
    if reference is None:
        return False
    kinds = (key(document.type) for document in briefing.documents)
    cited = zip(kinds, (read_number(document.number.text) for document in briefing.documents), strict=True)
    return any(reference.number.begins(one) and (reference.type is None or reference.type.startswith(kind)) for kind, one in cited)


def _names(person: str, briefing: Briefing) -> bool:
    return _says(person, (*(one.name for one in briefing.people), *(order.speaker for order in briefing.directives)))


def _concerns(body: str, briefing: Briefing) -> bool:
    orders, tasks, people = briefing.directives, briefing.tasks, briefing.people
    named = (*(order.speaker for order in orders), *(order.addressee for order in orders), *(task.assignee for task in tasks))
    return _says(body, (briefing.event.name, *named, *(role for one in people for role in one.roles)))


_HOLDS: dict[str, Callable[[str, Briefing], bool]] = {
    "words": _says_anywhere,
    "documents": _cites,
    "speakers": _names,
    "organisations": _concerns,
    "provinces": _says_anywhere,
}
