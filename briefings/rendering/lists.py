"""Lists in a chat: a page of rows and the query it answers in, one message with its buttons out.

Every kind of list is one line of `SHEETS`. Numbered buttons open the paragraph an item stands in (of an article in a list: its card).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefings.model import Briefing, Person, Span
from briefings.query import Kind, Query
from briefings.rendering.articles import article_rows, export_button, in_rows, turn_row
from briefings.rendering.dates import period_named
from briefings.rendering.messages import COPY_LIMIT, Button, Keyboard, Message, units
from briefings.rendering.pages import ITEM, clip, page
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts
from briefings.store.rows import ArticleRow, DirectiveRow, DocumentRow, Hit, Page, Part, PersonRow, StoredArticle, TaskRow

PAGE = 5  # items a page
_MATCHES = 12  # bold words a hit
_CONDITION = 60  # characters of one condition in the head of a list
Row = Any  # one of the store's rows; each template knows its own


@dataclass(frozen=True, slots=True)
class View:
    """What a list is a view of: the query and the id under which it is saved.

    `articles`: the whole articles that its rows stand in, where they are needed. `related`: saved views of lists that go with it, by kind.
    `earlier`: of a directive, by its article and where it begins, the earlier articles in which the same is said.
    """

    query: Query
    id: int
    articles: Mapping[int, StoredArticle] = field(default_factory=dict)
    related: Mapping[Kind, int] = field(default_factory=dict)
    earlier: Mapping[tuple[int, int], tuple[ArticleRow, ...]] = field(default_factory=dict)

    @property
    def only(self) -> StoredArticle | None:
        """The one article the list is of."""
        return self.articles.get(self.query.article) if self.query.article is not None else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: its number in the whole list, its row, whether it opens an article or a speaker, and what its article adds to it."""

    number: int
    row: Row
    opens_article: bool
    opens_speaker: bool
    speaker: str | None
    role: str | None  # the speaker's, as that article gives it
    documents: tuple[str, ...]  # numbers of those cited in the passage itself
    parts: tuple[Part, ...]  # of a hit, cut to length
    earlier: tuple[ArticleRow, ...] = ()  # in which the same was said before


def scope(query: Query, texts: Texts) -> str:
    """What a list is narrowed to, in words: "bài 1", "Tô Lâm · quý IV/2024"."""
    said = [
        texts.plain("article-number", article=query.article) if query.article is not None else "",
        clip(query.speaker or "", _CONDITION),
        clip(query.document or "", _CONDITION),
        period_named(query.period, texts) if query.period else "",
        texts.plain("scope-due", period=period_named(query.due, texts)) if query.due else "",
        f"“{clip(query.words, _CONDITION)}”" if query.words else "",
    ]
    return " · ".join(part for part in said if part)


def span_of(found: Page[Row]) -> str:
    """Which items of how many are shown: "1–5/43", "1–5/1000+" where counting stopped."""
    first, last = found.offset + 1, found.offset + len(found.items)
    return f"{first}–{last}/{found.total}{'+' if found.more else ''}" if last > first else f"{first}/{found.total}"


def _role(people: tuple[Person, ...], name: str | None) -> str | None:
    roles = next((person.roles for person in people if person.name.text == name), ())
    return ", ".join(role.text for role in roles[:3]) or None


def _cited(briefing: Briefing, quote: Span) -> tuple[str, ...]:
    return tuple(document.number.text for document in briefing.documents if any(map(quote.holds, document.mentions)))


def _entries(found: Page[Row], view: View) -> list[Entry]:
    """The items of a page, marked where another article or another speaker begins."""
    entries: list[Entry] = []
    before: tuple[int | None, str | None] | None = None
    for number, row in enumerate(found.items, found.offset + 1):
        article = row.article.id if hasattr(row, "article") else None
        speaker = row.directive.speaker.text if isinstance(row, DirectiveRow) and row.directive.speaker else None
        stored = view.articles.get(article) if article is not None else None
        entries.append(
            Entry(
                number,
                row,
                opens_article=view.only is None and (before is None or before[0] != article),
                opens_speaker=before != (article, speaker),
                speaker=speaker,
                role=_role(stored.briefing.people, speaker) if stored else None,
                documents=_cited(stored.briefing, row.task.quote) if stored and isinstance(row, TaskRow) else (),
                parts=snippet(row) if isinstance(row, Hit) else (),
                earlier=view.earlier.get((row.article.id, row.directive.quote.start), ()) if isinstance(row, DirectiveRow) else (),
            )
        )
        before = article, speaker
    return entries


def snippet(hit: Hit, room: int = ITEM) -> tuple[Part, ...]:
    """About the first `room` characters of a hit's passage, "…" where the paragraph goes on, and not too many bold words."""
    kept = [Part("…", False)] if hit.cut_before else []
    for at, part in enumerate(hit.parts):
        words = clip(part.text, room) if len(part.text) > room else part.text
        kept.append(Part(words, part.matched and at < 2 * _MATCHES))
        room -= len(part.text)
        if room <= 0:
            break
    more = (hit.cut_after or room <= 0) and not kept[-1].text.endswith("…")
    return (*kept, Part("…", False)) if more else tuple(kept)


def passage_of(row: Row) -> Span:
    """The passage of its article that a row shows."""
    match row:
        case DirectiveRow():
            return row.directive.quote
        case TaskRow():
            return row.task.quote
        case PersonRow():
            return row.person.name
        case Hit():
            return row.passage
    raise TypeError(f"{type(row).__name__} shows no passage")


def _to_source(row: Row, view: View, number: int) -> str:
    span = passage_of(row)
    return tap("s", row.article.id, span.start, span.end, view.id, number)


def _to_document(row: DocumentRow, view: View, number: int) -> str:
    return tap("m", row.id, view.id, number)


def _to_card(row: Row, _view: View, _number: int) -> str:
    return tap("a", row.id)


def copy_button(number: str) -> tuple[Button, ...]:
    """[⧉ 18-NQ/TW]: a tap copies the number; none for a number too long to copy."""
    return (Button(f"⧉ {clip(number, 30)}", copy=number),) if 0 < units(number) <= COPY_LIMIT else ()


def _copy_rows(found: Page[DocumentRow]) -> Keyboard:
    return in_rows([button for row in found.items for button in copy_button(row.number)], 3)


def _no_rows(_found: Page[Row]) -> Keyboard:
    return ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """How one kind is listed: its template, where its numbered buttons lead, and the rows of buttons of its own."""

    template: str
    leads: Callable[[Row, View, int], str] = _to_source
    own: Callable[[Page[Row]], Keyboard] = _no_rows


SHEETS = {
    Kind.ARTICLES: Sheet("articles", _to_card),
    Kind.SUMMARY: Sheet("articles", _to_card),
    Kind.DIRECTIVES: Sheet("directives"),
    Kind.TASKS: Sheet("tasks"),
    Kind.DOCUMENTS: Sheet("documents", _to_document, _copy_rows),
    Kind.PEOPLE: Sheet("people"),
    Kind.SEARCH: Sheet("search"),
}


def list_page(found: Page[Row], view: View, texts: Texts) -> Message:
    """One page of a list that holds something (for nothing see `replies.nothing_found`)."""
    sheet, number = SHEETS[view.query.kind], found.offset // PAGE
    html = page(
        texts,
        sheet.template,
        scope=scope(view.query, texts),
        span=span_of(found),
        only=view.only,
        entries=_entries(found, view),
        inexact=any(isinstance(row, Hit) and not row.exact for row in found.items),
    )
    numbers = tuple(Button(str(at), data=sheet.leads(row, view, number)) for at, row in enumerate(found.items, found.offset + 1))
    pages = -(-found.total // PAGE)
    turning = turn_row("v", view.id, number, pages, texts)
    export = export_button("export", view.id, number, texts)
    return Message(html, (*turning, numbers, *_taking(view, number, texts), *sheet.own(found), *_ways(view, texts), (export,)))


def _taking(view: View, number: int, texts: Texts) -> Keyboard:
    """Under tasks: to take one of them over, and to those that were."""
    if view.query.kind is not Kind.TASKS:
        return ()
    taking = Button(texts.plain("button-take"), data=tap("pick", view.id, number))
    return ((taking, Button(texts.plain("button-held"), data=tap("q", 0, 0, 0))),)


def _ways(view: View, texts: Texts) -> Keyboard:
    only = view.only
    related = tuple(Button(texts.plain(f"related-{kind}"), data=tap("v", related, 0)) for kind, related in view.related.items())
    rows = article_rows(only.id, only.briefing, texts, view.query.kind) if only else ()
    if view.query.kind is Kind.PEOPLE and view.query.speaker:
        related = (*related, Button(texts.plain("button-follow"), data=tap("follow", 1, view.id)))
    return (related, *rows) if related else rows
