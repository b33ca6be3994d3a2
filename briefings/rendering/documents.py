"""The card of one document: what the articles say of it in, one message with a page of its citations out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefings.query import Kind
from briefings.rendering.articles import export_button, turn_row
from briefings.rendering.dates import day
from briefings.rendering.lists import PAGE, copy_button, span_of
from briefings.rendering.messages import Button, Keyboard, Message
from briefings.rendering.pages import page
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts
from briefings.store.rows import CitationRow, DocumentCard, DocumentRow


@dataclass(frozen=True, slots=True)
class _Citation:
    """One article's citation: its number in the list, and the first sentence that cites the document."""

    number: int
    row: CitationRow
    sentence: str
    paragraph: int | None


def _citations(card: DocumentCard) -> list[_Citation]:
    rows = enumerate(card.citations.items, card.citations.offset + 1)
    return [_Citation(number, row, row.mentions[0].sentence.text, row.mentions[0].paragraph) for number, row in rows if row.mentions]


def _years(card: DocumentCard) -> str:
    first, last = card.first_day.year, card.document.last_day.year
    return str(first) if first == last else f"{first}–{last}"


def _differing(card: DocumentCard) -> list[tuple[str, list[tuple[str, int]]]]:
    """What the papers print differently: the text that says what, each value, and in how many articles."""
    told = card.differing
    dates = [(day(date), articles) for date, articles in told.dates]
    return [("differ-date", dates), ("differ-issuer", list(told.issuers)), ("differ-number", list(told.numbers))]


def document_page(card: DocumentCard, related: Mapping[Kind, int], texts: Texts) -> Message:
    """One page of a document's card; `related` gives the saved views of its directives and its tasks, where there are any."""
    entries, number = _citations(card), card.citations.offset // PAGE
    pages = -(-card.citations.total // PAGE)
    html = page(
        texts,
        "document",
        document=card.document,
        years=_years(card),
        entries=entries,
        pages=pages,
        span=span_of(card.citations),
        cocited=card.cocited[:8],
        differing=_differing(card),
    )
    sources = tuple(Button(str(entry.number), data=_to_source(entry.row, card.document.id, number)) for entry in entries)
    ways = tuple(Button(texts.plain(f"related-{kind}"), data=tap("v", view, 0)) for kind, view in related.items())
    export = export_button("take", Kind.DOCUMENTS, card.document.id, texts)
    chart = Button(texts.plain("button-timeline"), data=tap("chart", card.document.id))
    following = Button(texts.plain("button-follow"), data=tap("follow", 0, card.document.id))
    turning = turn_row("d", card.document.id, number, pages, texts)
    rows = (*turning, sources, copy_button(card.document.number), ways, (chart,), (following, export))
    return Message(html, tuple(row for row in rows if row))


def _to_source(row: CitationRow, document: int, number: int) -> str:
    span = row.mentions[0].quote
    return tap("b", row.article.id, span.start, span.end, document, number)


def document_ways(document: DocumentRow, texts: Texts) -> Keyboard:
    """From a paragraph on to the document that it cites."""
    return ((*copy_button(document.number), Button(texts.plain("button-document"), data=tap("d", document.id, 0))),)
