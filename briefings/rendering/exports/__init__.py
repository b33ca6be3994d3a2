"""Files to take along: a `Paper` and the name of a form in; the file and its caption out.

Slow (a Word table of a thousand rows takes seconds): call it aside. Nothing here reads or writes but its argument.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefings.errors import NotFound, UsageError
from briefings.papers import Paper
from briefings.query import Kind
from briefings.rendering.exports.plain import as_calendar, as_csv, as_json, dated
from briefings.rendering.exports.titles import file_name, what
from briefings.rendering.messages import File
from briefings.rendering.texts import Texts


@dataclass(frozen=True, slots=True)
class Form:
    """One form of file: how its name ends, the words by which people call it, and what writes it."""

    suffix: str
    called: tuple[str, ...]
    write: Callable[[Paper, Texts], bytes]


def _state(paper: Paper, texts: Texts) -> bytes:
    from briefings.rendering.exports.docx import as_state_paper  # late: Word's and Excel's libraries take long to load

    return as_state_paper(paper, texts)


def _party(paper: Paper, texts: Texts) -> bytes:
    from briefings.rendering.exports.docx import as_party_paper

    return as_party_paper(paper, texts)


def _workbook(paper: Paper, texts: Texts) -> bytes:
    from briefings.rendering.exports.xlsx import as_xlsx

    return as_xlsx(paper, texts)


FORMS = {
    "docx": Form("docx", ("word", "docx"), _state),
    "dang": Form("docx", ("dang", "party"), _party),
    "xlsx": Form("xlsx", ("excel", "xlsx"), _workbook),
    "ics": Form("ics", ("ics", "lich", "calendar"), as_calendar),
    "csv": Form("csv", ("csv",), as_csv),
    "json": Form("json", ("json",), as_json),
}
FORM_CALLED = {word: name for name, form in FORMS.items() for word in form.called}


def offered(kind: Kind) -> tuple[str, ...]:
    """The forms that a list of `kind` may be had in: a calendar only where there may be tasks."""
    dateless = kind in (Kind.DIRECTIVES, Kind.PEOPLE, Kind.ARTICLES, Kind.SEARCH)
    return tuple(name for name in FORMS if name != "ics" or not dateless)


def written(paper: Paper, form: str, texts: Texts) -> File:
    """The file. Raises UsageError where it would hold nothing, NotFound for a form that there isn't."""
    if form not in FORMS:
        raise NotFound(f"form {form}", "is none", f"expected one of {', '.join(FORMS)}", text_id="error-tap")
    asked = what(paper.query, texts)
    if not paper.sections and not paper.article:
        raise UsageError("export", "nothing to export", "expected a query that finds something", text_id="export-empty", what=asked)
    if form == "ics" and not dated(paper):
        raise UsageError("export", "no task with a date", "expected one at least", text_id="export-no-dates", what=asked)
    name = file_name(paper, FORMS[form].suffix, texts)
    return File(name, FORMS[form].write(paper, texts), str(texts("export-done", what=asked)))
