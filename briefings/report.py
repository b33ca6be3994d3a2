"""A briefing as plain JSON values: a `Briefing` in, the object that `giaoban parse --json` prints out.

Texts stand as the article prints them; `span` gives their half-open character offsets in the normalised text, `paragraph` counts from 1.
"""

from __future__ import annotations

from typing import Any

from briefings.model import Briefing, Directive, Document, Due, Figure, Person, Span, Task, When


def _text(span: Span | None) -> str | None:
    return span.text if span else None


def _place(briefing: Briefing, span: Span) -> dict[str, Any]:
    return {"text": span.text, "span": [span.start, span.end], "paragraph": briefing.paragraph_of(span)}


def _when(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "first": when.first.isoformat(),
        "last": when.last.isoformat(),
        "precision": when.precision.value,
        "printed": when.span.text,
        "year_from": _text(when.year_from),
    }


def _person(person: Person) -> dict[str, Any]:
    return {"name": person.name.text, "roles": [role.text for role in person.roles], "mentions": len(person.mentions)}


def _document(document: Document) -> dict[str, Any]:
    return {
        "type": document.type,
        "number": document.number.text,
        "date": document.date.first.isoformat() if document.date else None,
        "issuer": _text(document.issuer),
        "subject": _text(document.subject),
        "mentions": [mention.text for mention in document.mentions],
    }


def _directive(briefing: Briefing, directive: Directive) -> dict[str, Any]:
    return {
        **_place(briefing, directive.quote),
        "speaker": _text(directive.speaker),
        "addressee": _text(directive.addressee),
        "carried": directive.carried,
    }


def _due(due: Due | None) -> dict[str, Any]:
    return {"due": due.span.text if due else None, "due_when": _when(due.when) if due else None}


def _task(briefing: Briefing, task: Task) -> dict[str, Any]:
    return {
        **_place(briefing, task.quote),
        "assignee": _text(task.assignee),
        "assignee_inherited": task.assignee_inherited,
        **_due(task.due),
        "due_inherited": task.due_inherited,
        "list_number": task.list_number,
    }


def _figure(briefing: Briefing, figure: Figure) -> dict[str, Any]:
    return _place(briefing, figure.quote)


def report(briefing: Briefing) -> dict[str, Any]:
    """All that was read, as values that `json.dumps` takes."""
    layout, event = briefing.layout, briefing.event
    published = layout.published
    return {
        "title": _text(layout.title),
        "lead": _text(layout.lead),
        "published_at": (published.at.isoformat() if published.has_time else published.at.date().isoformat()) if published else None,
        "event": {
            "date": event.when.first.isoformat() if event.when else None,
            "when": _when(event.when),
            "name": _text(event.name),
            "place": _text(event.place),
        },
        "byline": _text(layout.byline),
        "captions": [caption.text for caption in layout.captions],
        "junk": [line.text for line in layout.junk],
        "people": [_person(person) for person in briefing.people],
        "documents": [_document(document) for document in briefing.documents],
        "named_documents": [span.text for span in briefing.named_documents],
        "directives": [_directive(briefing, directive) for directive in briefing.directives],
        "tasks": [_task(briefing, task) for task in briefing.tasks],
        "figures": [_figure(briefing, figure) for figure in briefing.figures],
        "summary": [sentence.text for sentence in briefing.summary],
    }
