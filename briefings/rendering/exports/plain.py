"""Exports that are text: a `Paper` in; CSV for a spreadsheet, JSON for a program, a calendar (RFC 5545) for a phone out, as bytes."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from briefings.papers import Paper, Section
from briefings.query import Kind
from briefings.rendering.exports.columns import columns_of, heading, value
from briefings.rendering.pages import clip
from briefings.rendering.texts import Texts
from briefings.store.rows import TaskRow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # owasp.org/www-community/attacks/CSV_Injection
_LINE = 75  # octets of a line in a calendar, without its end (RFC 5545, 3.1)
_SUMMARY = 120  # characters of a task in a calendar's overview


def as_csv(paper: Paper, texts: Texts) -> bytes:
    """UTF-8 with a BOM, so that Excel reads the accents; one block of lines a section. No cell begins as a formula does."""
    written = io.StringIO(newline="")
    lines = csv.writer(written)
    for number, section in enumerate(paper.sections):
        lines.writerows([[]] * bool(number))
        lines.writerows([[heading(column, texts) for column in columns_of(section, paper)], *_lines(section, paper, texts)])
    return written.getvalue().encode("utf-8-sig")


def _lines(section: Section, paper: Paper, texts: Texts) -> Iterator[list[str]]:
    columns = columns_of(section, paper)
    for row in section.rows:
        yield [_harmless(value(column, row, texts)) for column in columns]


def _harmless(cell: str | int | dt.date) -> str:
    """The cell as text; an apostrophe keeps a spreadsheet from working it out."""
    text = cell.isoformat() if isinstance(cell, dt.date) else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def as_json(paper: Paper, _: Texts) -> bytes:
    """One object: what was asked, and the rows of each section under the keys of their columns; days in ISO form."""
    asked = {name: given for name, given in asdict(paper.query).items() if given is not None}
    sections = [
        {"kind": section.kind, "total": section.total, "more": section.cut, "items": _objects(section, paper)} for section in paper.sections
    ]
    whole = {"query": asked, "made_at": paper.at.isoformat(), "sections": sections}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode() + b"\n"


def _objects(section: Section, paper: Paper) -> list[dict[str, Any]]:
    columns = columns_of(section, paper)
    return [{column.key: column.of(row) for column in columns} for row in section.rows]


def as_calendar(paper: Paper, texts: Texts) -> bytes:
    """A day-long entry on the last day of each due that the articles fix in time; loaded twice, an entry stays one."""
    section = paper.section(Kind.TASKS)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Giao Ban//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for row in section.rows if section else ():
        if section and (last := paper.due_of(row)):
            shown = {column.key: str(value(column, row, texts)) for column in columns_of(section, paper)}
            lines += _entry(row, last, shown, paper.at, texts)
    return "".join(map(_folded, (*lines, "END:VCALENDAR"))).encode()


def dated(paper: Paper) -> int:
    """How many entries the calendar has."""
    section = paper.section(Kind.TASKS)
    return sum(paper.due_of(row) is not None for row in section.rows) if section else 0


def _entry(row: TaskRow, last: dt.date, shown: dict[str, str], at: dt.datetime, texts: Texts) -> list[str]:
    task = row.task
    known = hashlib.sha256(f"{row.article.id}:{task.quote.start}:{task.quote.end}:{task.quote.text}".encode()).hexdigest()[:32]
    told = ("assignee", "due", "documents", "status", "taken_by", "remark")
    said = [f"{texts.plain(f'column-{key}'.replace('_', '-'))}: {shown[key]}" for key in told if shown.get(key)]
    place = texts.plain("export-place", article=row.article.id, paragraph=shown["paragraph"] or "–", title=shown["title"])
    return [
        "BEGIN:VEVENT",
        f"UID:{known}@giaoban",
        f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{last:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(clip(task.quote.text, _SUMMARY))}",
        f"DESCRIPTION:{_escaped(chr(10).join((task.quote.text, *said, place)))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(letter for letter in text if letter == "\t" or letter >= " ")


def _folded(line: str) -> str:
    """A line of at most 75 octets, going on after a line end and a blank; no letter is cut."""
    pieces, octets = [""], 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > _LINE:
            pieces.append(" ")
            octets = 1
        pieces[-1] += letter
        octets += size
    return "\r\n".join(pieces) + "\r\n"
