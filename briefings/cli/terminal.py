"""A briefing on a terminal: a `Briefing` in, a page for a person out, in Vietnamese and in the order of a reader's questions.

What an article says is printed as it says it, but for control characters, which a terminal would obey.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from briefings.cli.doctor import Finding, State
from briefings.model import Briefing, Directive, Document, Span, Task
from briefings.rendering.dates import day, written
from briefings.rendering.texts import DEFAULT_LANGUAGE, texts
from briefings.store.rows import DatedBy, Hit, Page

WORDS = texts(DEFAULT_LANGUAGE)
UNKNOWN = Text(WORDS.plain("not-stated"), style="dim italic")


def print_briefing(briefing: Briefing, number: int | None = None) -> None:
    """Print all that was read out of one article; `number` is its id in the store."""
    Console(highlight=False, emoji=False, markup=False).print(_page(briefing, number))


def _page(briefing: Briefing, number: int | None = None) -> RenderableType:
    """The whole page."""
    parts = (
        ("Chỉ đạo", len(briefing.directives), _directives(briefing)),
        ("Nhiệm vụ", len(briefing.tasks), _tasks(briefing)),
        ("Văn bản", len(briefing.documents), _documents(briefing)),
        ("Người", len(briefing.people), _people(briefing)),
        ("Số liệu", len(briefing.figures), _lines(figure.quote for figure in briefing.figures)),
    )
    shown = (Group(Text(f"\n{name} ({count})", style="bold cyan"), body) for name, count, body in parts if count)
    return Group(_head(briefing, number), *shown, Text(""))


def shown(span: Span | None, style: str = "") -> Text:
    """A passage on the terminal, or "chưa nêu"."""
    return Text(_plain(span.text), style=style) if span else UNKNOWN


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() or letter == "\xa0" else "�" for letter in text)


def _head(briefing: Briefing, number: int | None) -> RenderableType:
    event, title = briefing.event, briefing.layout.title or next(iter(briefing.layout.paragraphs), None)
    when = written(event.when, WORDS) if event.when else WORDS.plain("date-not-stated")
    inferred = WORDS.plain("year-inferred", words=event.when.year_from.text) if event.when and event.when.year_from else ""
    facts = (when + (f" ({inferred})" if inferred else ""), event.place and shown(event.place).plain, number and f"bài {number}")
    summary = Padding(_lines(briefing.summary), (1, 0, 0, 0))
    return Group(Text("📰 ") + shown(title, "bold"), Text(" · ".join(str(fact) for fact in facts if fact), style="dim"), summary)


def _lines(spans: Iterable[Span]) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    for span in spans:
        table.add_row("•", shown(span))
    return table


def _paragraph(briefing: Briefing, span: Span) -> Text:
    number = briefing.paragraph_of(span)
    return Text(f"đoạn {number}" if number else "", style="dim")


def _directives(briefing: Briefing) -> RenderableType:
    said = groupby(briefing.directives, lambda directive: directive.speaker and directive.speaker.text)
    return Group(*(_said(briefing, tuple(directives)) for _, directives in said))


def _said(briefing: Briefing, directives: tuple[Directive, ...]) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    for directive in directives:
        addressee = Text("→ ") + shown(directive.addressee, "bold") + Text("\n") if directive.addressee else Text("")
        table.add_row("•", addressee + shown(directive.quote), _paragraph(briefing, directive.quote))
    return Group(shown(directives[0].speaker, "bold"), table)


def _grid(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in headings:
        table.add_column(heading, ratio=4 if heading == "Việc" else None, overflow="fold")
    return table


def _tasks(briefing: Briefing) -> RenderableType:
    table = _grid("Việc", "Ai", "Hạn", "")
    for task in briefing.tasks:
        table.add_row(shown(task.quote), shown(task.assignee), _due(task), _paragraph(briefing, task.quote))
    return table


def _due(task: Task) -> Text:
    return shown(task.due.span) if task.due else UNKNOWN


def _documents(briefing: Briefing) -> RenderableType:
    table = _grid("Văn bản", "Ngày", "Nơi ban hành", "Nhắc đến")
    for document in briefing.documents:
        table.add_row(_name(document), _dated(document), shown(document.issuer), Text(f"{len(document.mentions)} lần"))
    return table


def _name(document: Document) -> Text:
    return Text(f"{document.type} ") + shown(document.number, "bold")


def _dated(document: Document) -> Text:
    return Text(day(document.date.first)) if document.date else UNKNOWN


def _people(briefing: Briefing) -> RenderableType:
    table = _grid("Họ tên", "Chức vụ")
    for person in briefing.people:
        roles = Text("; ").join(map(shown, person.roles)) if person.roles else UNKNOWN
        table.add_row(shown(person.name, "bold"), roles)
    return table


def print_hits(found: Page[Hit]) -> None:
    """Print what a search found, the words that matched in bold."""
    console = Console(highlight=False, emoji=False, markup=False)
    for hit in found.items:
        told = UNKNOWN if hit.article.dated_by is DatedBy.LOADED else Text(day(hit.article.day))
        console.print(Text(f"{hit.article.id:>4}  ") + told + Text("  ") + Text(_plain(hit.article.title or ""), style="bold"))
        console.print(Padding(_passage(hit), (0, 0, 1, 6)))


def _passage(hit: Hit) -> Text:
    parts = (Text(_plain(part.text), style="bold yellow" if part.matched else "") for part in hit.parts)
    return Text("…" if hit.cut_before else "") + Text("").join(parts) + Text("…" if hit.cut_after else "")


_SIGNS = {State.WELL: Text("✓", "green"), State.DOUBTFUL: Text("!", "yellow"), State.BAD: Text("✗", "bold red")}


def print_findings(findings: Iterable[Finding]) -> None:
    """Print what the doctor found, each remedy under its trouble."""
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        table.add_row(_SIGNS[finding.state], finding.subject, finding.found)
        if finding.remedy:
            table.add_row("", "", Text(f"→ {finding.remedy}", style="bold"))
    Console(highlight=False, emoji=False, markup=False).print(table)
