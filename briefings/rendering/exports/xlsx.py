"""A workbook: a `Paper` in; .xlsx with one sheet a section, filters over the columns and colours for what falls due, as bytes out.

Every cell is written as a text, a number or a day, never as a formula or a link, whatever an article says. The colours are rules of the
sheet, so they are right on the day on which it is opened.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from briefings.following import OPEN, Status
from briefings.papers import Paper, Section
from briefings.rendering.exports.columns import STATUS, Column, columns_of, heading, value
from briefings.rendering.exports.titles import section_title, subtitle
from briefings.rendering.pages import clip
from briefings.rendering.texts import Texts

_LONGEST = 32_000  # characters; a cell holds 32,767
_LINE, _TALLEST = 16, 400  # points of one line, and of a row at most: LibreOffice doesn't fit rows to their words by itself
_HEAD, _FIRST = 3, 4  # rows, from 0: headings, first item
# overdue, within a week, within a month: background and letters of each
_COLOURS = (
    ("due-over", "<0", "#F8CBAD", "#9C0006"),
    ("due-week", "<=7", "#FFE699", "#7F6000"),
    ("due-month", "<=30", "#E2EFDA", "#375623"),
)
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}


def as_xlsx(paper: Paper, texts: Texts) -> bytes:
    """The workbook."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        for section in paper.sections:
            _sheet(book, section, paper, texts)
    return data.getvalue()


def _sheet(book: Workbook, section: Section, paper: Paper, texts: Texts) -> None:
    sheet = book.add_worksheet(clip(section_title(section.kind, texts), 31))
    columns, bold = columns_of(section, paper), book.add_format({**_FONT, "bold": True})
    sheet.write_string(0, 0, f"{section_title(section.kind, texts)} ({section.total}{'+' if section.more else ''})", bold)
    sheet.write_string(1, 0, clip(subtitle(paper, texts), 1000), book.add_format(_FONT))
    head = book.add_format({**_FONT, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#DDEBF7", "align": "center"})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(_HEAD, at, heading(column, texts), head)
    sheet.set_row(_HEAD, 2 * _LINE)
    _rows(sheet, book, section, columns, texts)
    last = _HEAD + len(section.rows)
    sheet.autofilter(_HEAD, 0, last, len(columns) - 1)
    sheet.freeze_panes(_FIRST, 0)
    _page(sheet)
    _colour(sheet, book, columns, last, texts)


def _rows(sheet: Worksheet, book: Workbook, section: Section, columns: Sequence[Column], texts: Texts) -> None:
    words = book.add_format({**_FONT, "text_wrap": True, "border": 1, "num_format": "@"})
    days = book.add_format({**_FONT, "border": 1, "num_format": "dd/mm/yyyy", "align": "center"})
    numbers = book.add_format({**_FONT, "border": 1, "align": "center"})
    for line, row in enumerate(section.rows, _FIRST):
        cells = [(value(column, row, texts), column.width) for column in columns]
        sheet.set_row(line, min(_LINE * max(-(-len(str(cell)) // width) for cell, width in cells), _TALLEST))
        for at, (cell, _) in enumerate(cells):
            _cell(sheet, line, at, cell, (words, days, numbers))


def _cell(sheet: Worksheet, line: int, at: int, cell: str | int | dt.date, forms: tuple[Format, Format, Format]) -> None:
    words, days, numbers = forms
    if isinstance(cell, dt.date):
        sheet.write_datetime(line, at, dt.datetime.combine(cell, dt.time()), days)
    elif isinstance(cell, int):
        sheet.write_number(line, at, cell, numbers)
    elif cell:
        sheet.write_string(line, at, cell[:_LONGEST], words)
    else:
        sheet.write_blank(line, at, None, words)


def _page(sheet: Worksheet) -> None:
    """As it is printed: A4, across, all columns on one page, the headings on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer("&C&P/&N")


def _colour(sheet: Worksheet, book: Workbook, columns: Sequence[Column], last: int, texts: Texts) -> None:
    """Colour the dues of what is still to be done, and say in the third row what the colours mean."""
    keys = [column.key for column in columns]
    if "due_last" not in keys:
        return
    at = keys.index("due_last")
    day, still = xl_rowcol_to_cell(_FIRST, at, col_abs=True), ""
    if STATUS in keys:
        status = xl_rowcol_to_cell(_FIRST, keys.index(STATUS), col_abs=True)
        still = "".join(f',{status}<>"{texts.plain(f"status-{over}")}"' for over in Status if over not in OPEN)
    for number, (text_id, bound, background, letters) in enumerate(_COLOURS):
        colour = book.add_format({"bg_color": background, "font_color": letters})
        sheet.write_string(2, number + 1, texts.plain(text_id), book.add_format({**_FONT, "bg_color": background, "font_color": letters}))
        rule = {"type": "formula", "criteria": f'=AND({day}<>"",{day}-TODAY(){bound}{still})', "format": colour, "stop_if_true": True}
        sheet.conditional_format(_FIRST, at - 1, last, at, rule)
