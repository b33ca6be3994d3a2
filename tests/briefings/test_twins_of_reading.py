"""What is read in whole articles of several kinds: each invented text in reading/ beside the page that it gives, kept line by line.

A changed page is a changed reading: look at the lines that differ, and keep the new page only where it is the better one
(``pytest --keep-pages`` writes it).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.model import Briefing, Span
from briefings.parse import parse

ARTICLES = sorted((Path(__file__).parent / "reading").glob("*.txt"))


def _said(span: Span | None) -> str:
    return span.text if span else "chưa nêu"


def _page(briefing: Briefing) -> Iterator[str]:
    event = briefing.event
    yield f"headline: {_said(briefing.layout.title)}"
    yield f"byline: {_said(briefing.layout.byline)}"
    yield f"event: {event.when.first if event.when else 'chưa nêu'} | {_said(event.place)} | {_said(event.name)}"
    for person in briefing.people:
        yield f"person: {person.name.text} | {' | '.join(role.text for role in person.roles)}"
    for document in briefing.documents:
        day = document.date.first if document.date else "chưa nêu"
        yield f"document: {document.type} | {document.number.text} | {day} | {_said(document.issuer)}"
    for directive in briefing.directives:
        yield f"directive: {_said(directive.speaker)} → {_said(directive.addressee)}: {directive.quote.text}"
    for task in briefing.tasks:
        yield f"task: {_said(task.assignee)} | {task.due.span.text if task.due else 'chưa nêu'} | {task.quote.text}"
    for figure in briefing.figures:
        yield f"figure: {figure.quote.text}"
    for passage in briefing.summary:
        yield f"summary: {passage.text}"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_an_article_gives_its_page(article: Path, request: pytest.FixtureRequest) -> None:
    page = "\n".join(_page(parse(article.read_text("utf-8")))) + "\n"
    kept = article.with_suffix(".page")
    if request.config.getoption("--keep-pages"):
        kept.write_text(page, "utf-8")
    assert page == kept.read_text("utf-8")
