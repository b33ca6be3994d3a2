"""Tasks that a chat has taken over: held tasks in; the list, one task's card, its history and what is asked of it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from briefings.following import Change, Field, Held, Status, Which
from briefings.query import Query
from briefings.rendering.articles import export_button, in_rows, turn_row
from briefings.rendering.dates import day
from briefings.rendering.lists import PAGE, scope, span_of
from briefings.rendering.messages import Button, Keyboard, Message
from briefings.rendering.pages import clip, page
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts
from briefings.store.rows import Page, TaskRow

STATES = tuple(Status)
SHOWN = tuple(Which)
ASKABLE = (Field.ASSIGNEE, Field.DUE, Field.NOTE)
_FILTERS = (Which.OPEN, Which.LATE, Which.TODO, Which.DOING, Which.DONE, Which.ALL)
_VALUE = 80  # characters of a value in a line


@dataclass(frozen=True, slots=True)
class HeldView:
    """What a list of held tasks is a view of: the query, and the id under which it is saved (0: one that asks for all of a kind)."""

    query: Query
    id: int

    @property
    def which(self) -> Which:
        """Which of the chat's tasks."""
        return Which(self.query.held or Which.OPEN)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    held: Held
    status: str
    late: bool


def _list_button(which: Which, label: str, view: int = 0) -> Button:
    return Button(label, data=tap("q", view, SHOWN.index(which), 0))


def to_list(texts: Texts) -> Button:
    """The way to what the chat has taken over."""
    return _list_button(Which.OPEN, texts.plain("button-held"))


def held_list(found: Page[Held], view: HeldView, shown_as: int, today: date, texts: Texts) -> Message:
    """One page of the chat's tasks, or that there are none such. `shown_as`: the view of just these."""
    narrowed = scope(replace(view.query, held=None), texts)
    lines = [_Line(number, one, _status(one.status, texts), one.late(today)) for number, one in enumerate(found.items, found.offset + 1)]
    shown = span_of(found) if found.items else ""
    html = page(texts, "held", which=texts.plain(f"held-{view.which}"), scope=narrowed, span=shown, lines=lines)
    numbers = tuple(Button(str(line.number), data=tap("held", line.held.id)) for line in lines)
    filters = [_list_button(one, texts.plain(f"held-{one}"), view.id) for one in _FILTERS if one is not view.which]
    turning = _turning(view, found, texts)
    export = (export_button("export", shown_as, found.offset // PAGE, texts),) if lines else ()
    return Message(html, (*turning, *((numbers,) if numbers else ()), *in_rows(filters, 3), (_to_tasks(texts), *export)))


def _status(state: Status, texts: Texts) -> str:
    return texts.plain(f"status-{state}")


def _turning(view: HeldView, found: Page[Held], texts: Texts) -> Keyboard:
    which, pages = SHOWN.index(view.which), -(-found.total // PAGE)
    rows = turn_row("q", view.id, found.offset // PAGE, pages, texts)
    return tuple(tuple(_through(button, view.id, which) for button in row) for row in rows)


def _through(button: Button, view: int, which: int) -> Button:
    """A turning button of this list: it says which tasks too."""
    action, *numbers = (button.data or "").split(":")
    return replace(button, data=tap("q", view, which, *numbers[1:])) if action == "q" else button


def _to_tasks(texts: Texts) -> Button:
    return Button(texts.plain("button-all-tasks"), data=tap("c", "nhiemvu"))


def held_card(one: Held, changes: Sequence[Change], today: date, zone: str, texts: Texts) -> Message:
    """One task: what is printed, what the chat says of it, who changed it last, and everything that can be changed."""
    said = {"status": _status(one.status, texts), "late": one.late(today), "changes": _told(changes[:3], zone, texts)}
    html = page(texts, "held_card", held=one, task=one.row.task, **said)
    states = tuple(
        Button(("✓ " if state is one.status else "") + _status(state, texts), data=tap("state", one.id, number))
        for number, state in enumerate(STATES)
    )
    mine = Button(texts.plain("button-mine"), data=tap("mine", one.id))
    asked = [Button(texts.plain(f"button-say-{field}"), data=tap("say", one.id, number)) for number, field in enumerate(ASKABLE)]
    if one.dated:
        del asked[ASKABLE.index(Field.DUE)]
    past = (Button(texts.plain("button-past"), data=tap("past", one.id)),) if len(changes) > 1 else ()
    source = () if one.withdrawn else (_source(one, texts),)
    return Message(html, (states[:2], states[2:], (mine, asked[0]), tuple(asked[1:]), (*past, *source), (to_list(texts),)))


def _source(one: Held, texts: Texts) -> Button:
    return Button(texts.plain("button-article"), data=tap("k", "tasks", one.row.article.id))


def _told(changes: Sequence[Change], zone: str, texts: Texts) -> list[str]:
    """ "16/12/2024 08:30 · Lan: đang làm"."""
    return [f"{_moment(one, zone)} · {clip(one.by, 40)}: {_what(one, texts)}" for one in changes]


def _moment(change: Change, zone: str) -> str:
    local = change.at.astimezone(ZoneInfo(zone))
    return f"{day(local.date())} {local:%H:%M}"


def _what(change: Change, texts: Texts) -> str:
    if change.field is None:
        return texts.plain("change-taken")
    if change.field is Field.STATUS:
        return _status(Status(change.value), texts).lower()
    value = day(date.fromisoformat(change.value)) if change.field is Field.DUE and change.value else clip(change.value, _VALUE)
    return f"{texts.plain(f'field-held-{change.field}')}: {value or texts.plain('change-nothing')}"


def held_history(one: Held, changes: Sequence[Change], zone: str, texts: Texts) -> Message:
    """Who changed what, newest first."""
    html = page(texts, "held_history", held=one, changes=_told(changes, zone, texts))
    return Message(html, ((_back(one, texts),),))


def _back(one: Held, texts: Texts) -> Button:
    return Button(texts.plain("button-return"), data=tap("held", one.id))


def held_question(one: Held, field: Field, texts: Texts) -> Message:
    """What is asked of a task: the next message is the answer."""
    html = f"✍️ <b>{texts('held-number', number=one.id)}</b> · {texts(f'ask-held-{field}', quote=clip(one.row.task.quote.text, 160))}"
    return Message(html, ((_back(one, texts),),))


def pick_page(found: Page[TaskRow], view: int, taken: Mapping[tuple[int, int], int], texts: Texts) -> Message:
    """Which task of a list to take over; `taken`: those that the chat has, as article and start, with their ids."""
    places = [(row.article.id, row.task.quote.start) for row in found.items]
    lines = [(number, row, place in taken) for number, (row, place) in enumerate(zip(found.items, places, strict=True), found.offset + 1)]
    html = page(texts, "pick", lines=lines)
    numbers = tuple(
        Button(f"{'✓ ' if place in taken else ''}{number}", data=tap("held", taken[place]) if place in taken else tap("adopt", *place))
        for number, place in enumerate(places, found.offset + 1)
    )
    back = Button(texts.plain("button-return"), data=tap("v", view, found.offset // PAGE))
    return Message(html, (*((numbers,) if numbers else ()), (back,)))
