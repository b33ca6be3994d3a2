"""What is stored as JSON: model objects in, compact JSON texts out, and back.

A whole briefing is kept without the words of its spans: the text stands beside it, so nothing can come to differ from it. Items of lists
keep their words, so that a list is shown without loading articles.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter

from briefings.model import Article, Briefing
from briefings.store.rows import CitationRow, DirectiveRow, PersonRow, TaskRow

Row = TypeVar("Row")
_SPAN = {"start", "end", "text"}


_BRIEFING = TypeAdapter(Briefing)
_ROWS: dict[type, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in (DirectiveRow, TaskRow, PersonRow, CitationRow)}


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _without_words(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_words(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _SPAN and value["end"] - value["start"] == len(value["text"]):  # an editor's words stand nowhere else
        return {"span": [value["start"], value["end"]]}
    return {name: _without_words(item) for name, item in value.items()}


def _with_words(value: Any, text: str) -> Any:
    if isinstance(value, list):
        return [_with_words(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"span"}:
        start, end = value["span"]
        return {"start": start, "end": end, "text": text[start:end]}
    return {name: _with_words(item, text) for name, item in value.items()}


def briefing_facts(briefing: Briefing) -> str:
    """All of a briefing but its article."""
    facts = _BRIEFING.dump_python(briefing, mode="json", exclude={"article"})
    return _dumped(_without_words(facts))


def read_briefing(article: Article, facts: str) -> Briefing:
    """The briefing of `article` from what `briefing_facts` gave."""
    return _BRIEFING.validate_python({"article": article, **_with_words(json.loads(facts), article.text)})


def row_facts(row: object) -> str:
    """A row of `briefings.store.rows` without the article it stands in."""
    return _dumped(_ROWS[type(row)].dump_python(row, mode="json", exclude={"article"}))


def read_row(kind: type[Row], article: object, facts: str) -> Row:
    """The row of this kind, in `article`, from what `row_facts` gave."""
    row: Row = _ROWS[kind].validate_python({"article": article, **json.loads(facts)})
    return row
