"""The tables of exports: a kind in; its columns out, each with how a row's cell is had. All forms of files are made of these.

A cell is a text, a number, a day, nothing, or several texts. What the article does not say is nothing (JSON: null, for people "chưa nêu").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from briefings.papers import CITATIONS, Paper, Section
from briefings.query import Kind
from briefings.rendering.dates import day
from briefings.rendering.pages import unquoted
from briefings.rendering.texts import Texts
from briefings.store.rows import ArticleRow, CitationRow, DirectiveRow, DocumentRow, Hit, PersonRow, TaskRow

Cell = str | int | dt.date | tuple[str, ...] | None
STATUS = "status"  # the column whose cells are those of `briefings.following.Status`
MARKS = "inferred"  # the column whose cells are ids of texts: what was not printed beside the item itself


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key (in JSON; its heading is the text "column-<key>"), its cell of a row, and its width in characters.

    `silent`: nothing in it is shown as "chưa nêu".
    """

    key: str
    of: Callable[[Any], Cell]
    width: int = 12
    silent: bool = False


def _article(row: Any) -> ArticleRow:
    article: ArticleRow = row.article
    return article


_PLACE = (
    Column("article", lambda row: _article(row).id, 8),
    Column("paragraph", lambda row: row.paragraph, 8),
    Column("day", lambda row: _article(row).day, 12),
    Column("title", lambda row: _article(row).title, 50),
    Column("source", lambda row: _article(row).source, 30),
)


def _due_last(row: TaskRow) -> dt.date | None:
    due = row.task.due
    return due.when.last if due and due.when else None


def _marks(row: TaskRow) -> tuple[str, ...]:
    marks = {"from-opening": row.task.assignee_inherited, "from-heading": row.task.due_inherited}
    return tuple(mark for mark, holds in marks.items() if holds)


def _sentences(row: CitationRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.sentence.text for mention in row.mentions))


TABLES: dict[str, tuple[Column, ...]] = {
    Kind.TASKS: (
        Column("task", lambda row: row.task.quote.text, 70),
        Column("assignee", lambda row: row.task.assignee and row.task.assignee.text, 26, silent=True),
        Column("due", lambda row: row.task.due and row.task.due.span.text, 18, silent=True),
        Column("due_last", _due_last, 12),
        Column("documents", lambda row: row.documents, 18),
        Column("ordered_by", lambda row: row.speaker and row.speaker.text, 22),
        Column(MARKS, _marks, 22),
        *_PLACE,
    ),
    Kind.DIRECTIVES: (
        Column("directive", lambda row: row.directive.quote.text, 80),
        Column("speaker", lambda row: row.directive.speaker and row.directive.speaker.text, 24, silent=True),
        Column("addressee", lambda row: row.directive.addressee and row.directive.addressee.text, 30, silent=True),
        Column("documents", lambda row: row.documents, 18),
        *_PLACE,
    ),
    Kind.DOCUMENTS: (
        Column("type", lambda row: row.type, 16),
        Column("number", lambda row: row.number, 18),
        Column("date", lambda row: row.date, 12, silent=True),
        Column("issuer", lambda row: row.issuer, 32, silent=True),
        Column("subject", lambda row: row.subject and unquoted(row.subject), 60),
        Column("articles", lambda row: row.articles, 10),
        Column("last_day", lambda row: row.last_day, 12),
    ),
    CITATIONS: (
        Column("sentences", _sentences, 90),
        Column("article", lambda row: row.article.id, 8),
        Column("day", lambda row: row.article.day, 12),
        Column("title", lambda row: row.article.title, 50),
        Column("source", lambda row: row.article.source, 30),
    ),
    Kind.PEOPLE: (
        Column("name", lambda row: row.person.name.text, 26),
        Column("roles", lambda row: tuple(role.text for role in row.person.roles), 70, silent=True),
        *_PLACE,
    ),
    Kind.ARTICLES: (
        Column("article", lambda row: row.id, 8),
        Column("day", lambda row: row.day, 12),
        Column("title", lambda row: row.title, 90),
        Column("source", lambda row: row.source, 40),
    ),
    Kind.SEARCH: (Column("passage", lambda row: row.passage.text, 90), *_PLACE),
}
TABLES[Kind.SUMMARY] = TABLES[Kind.ARTICLES]

Row = ArticleRow | CitationRow | DirectiveRow | DocumentRow | Hit | PersonRow | TaskRow


def columns_of(section: Section, paper: Paper) -> tuple[Column, ...]:
    """The columns of a section: of tasks of which a chat has taken some over, what it says of them too."""
    columns = TABLES[section.kind]
    if not with_states(section, paper):
        return columns
    states = (
        Column(STATUS, lambda row: held.status.value if (held := paper.held_of(row)) else None, 14),
        Column("taken_by", lambda row: held.assignee if (held := paper.held_of(row)) else None, 22),
        Column("remark", lambda row: held.note if (held := paper.held_of(row)) else None, 30),
    )
    due = tuple(replace(column, of=paper.due_of) if column.key == "due_last" else column for column in columns)
    return (*due[:4], *states, *due[4:])


def with_states(section: Section, paper: Paper) -> bool:
    """Whether the chat has taken over some of these tasks."""
    return section.kind == Kind.TASKS and any(paper.held_of(row) for row in section.rows)


def heading(column: Column, texts: Texts) -> str:
    """What stands over a column."""
    return texts.plain(f"column-{column.key.replace('_', '-')}")


def value(column: Column, row: Row, texts: Texts) -> str | int | dt.date:
    """The cell for people: several texts in one, "chưa nêu" where that says something, else empty. Days stay days."""
    cell = column.of(row)
    if isinstance(cell, tuple):
        words = [texts.plain(mark) for mark in cell] if column.key == MARKS else cell
        cell = " · ".join(words) or None
    if column.key == STATUS and cell:
        return texts.plain(f"status-{cell}")
    if cell is None:
        return texts.plain("not-stated") if column.silent else ""
    return cell


def words(column: Column, row: Row, texts: Texts) -> str:
    """The cell as text, days as an office writes them."""
    cell = value(column, row, texts)
    return day(cell) if isinstance(cell, dt.date) else str(cell)
