"""A paper for an office: a `Paper` in; a Word document in the form of the State or of the Party as bytes out.

The form is templates/paper.docx, which Word and LibreOffice open for changes: heading, place and date, page and letters by Nghị định
30/2020/NĐ-CP, annex I; the Party's heading by Hướng dẫn 36-HD/VPTW (2018). What only the office knows is left as dots.
"""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from briefings.model import Briefing
from briefings.papers import Paper, Section
from briefings.query import Kind
from briefings.rendering.articles import summary_lines
from briefings.rendering.dates import written
from briefings.rendering.exports.columns import columns_of, with_states, words
from briefings.rendering.exports.titles import section_title, what
from briefings.rendering.texts import Texts

_TEMPLATE = Path(__file__).parent.parent / "templates" / "paper.docx"
_ROMAN = ("I", "II", "III", "IV", "V")
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no place for


@cache
def _environment() -> Environment:
    """Values are escaped; an unknown name is an error."""
    return Environment(autoescape=True, undefined=StrictUndefined)


def as_state_paper(paper: Paper, texts: Texts) -> bytes:
    """With the national heading."""
    return _written(paper, texts, party=False)


def as_party_paper(paper: Paper, texts: Texts) -> bytes:
    """With the Party's heading."""
    return _written(paper, texts, party=True)


def _written(paper: Paper, texts: Texts, *, party: bool) -> bytes:
    template = DocxTemplate(_TEMPLATE)
    template.render(_values(paper, texts, party=party), jinja_env=_environment())
    data = io.BytesIO()
    template.save(data)
    return data.getvalue()


def _values(paper: Paper, texts: Texts, *, party: bool) -> dict[str, Any]:
    briefing = paper.article.briefing if paper.article else None
    numerals = iter(_ROMAN)
    summary = (next(numerals), *summary_lines(briefing)) if briefing and paper.query.kind is Kind.SUMMARY else ()
    return {
        "t": texts.plain,
        "party": party,
        "date": texts.plain("paper-date", day=f"{paper.today.day:02d}", month=paper.today.month, year=str(paper.today.year)),
        "about": _sound(what(paper.query, texts)),
        "title": _sound(paper.article.row.title or "") if paper.article else "",
        "event": _sound(_event(briefing, texts)) if briefing else "",
        "source": _sound(briefing.article.source or "") if briefing else "",
        "numeral": summary[0] if summary else "",
        "summary": [_sound(line) for line in summary[1:]],
        "sections": [_section(section, paper, next(numerals), texts) for section in paper.sections],
    }


def _event(briefing: Briefing, texts: Texts) -> str:
    when = written(briefing.event.when, texts) if briefing.event.when else texts.plain("date-not-stated")
    return ", ".join((when, briefing.event.place.text)) if briefing.event.place else when


def _section(section: Section, paper: Paper, numeral: str, texts: Texts) -> dict[str, Any]:
    return {
        "kind": "held" if with_states(section, paper) else section.kind,
        "numeral": numeral,
        "title": section_title(section.kind, texts),
        "count": f"{section.total}{'+' if section.more else ''}",
        "cut": texts.plain("export-cut", count=len(section.rows)) if section.cut else "",
        "rows": [{"no": number, **_cells(section, paper, row, texts)} for number, row in enumerate(section.rows, 1)],
    }


def _cells(section: Section, paper: Paper, row: Any, texts: Texts) -> dict[str, str]:
    return {column.key: _sound(words(column, row, texts)) for column in columns_of(section, paper)}


def _sound(text: str) -> str:
    """The text without what no XML may hold."""
    return _UNFIT.sub("", text)
