"""PDF: the bytes of a document in; its paragraphs out, a line each, without what stands at the top or foot of every page.

    page ─ runs of text with their places ─▶ columns ─▶ printed lines ─ margins off ─▶ paragraphs

A document that holds only pictures of text is handed to `briefings.sources.scan`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from briefings.sources import scan
from briefings.sources.faults import unreadable

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 300
_HEAD = 1_024  # readers accept the signature anywhere in here
_FEW = 8  # lines that a column has at least
_SHORT = 0.08  # of a column's width, left free at the end of a last line
_APART = 1.35  # times the usual distance of lines, between paragraphs
_LARGER = 1.2  # times the usual height, the letters of headlines
_EDGE = 0.1  # of the height of a page, where headers and footers stand
_PAGE_NUMBER = re.compile(r"(?:[Tt]rang\s*|[-–]\s*)?\d{1,4}(?:\s*[/–-]\s*\d{1,4}|\s*[-–])?")  # "- 3 -", "Trang 3/5"
_DIGITS = re.compile(r"\d+")
_BROKEN = re.compile(r"[\x02\u00ad\ufffe]\s*$")  # a hyphen that only the line end made, as PDFium marks it
_LIST_ITEM = re.compile(r"\(?(?:\d{1,3}|[a-zđ]|[IVX]{1,5})[.)]\s|[-–+•*]\s")  # "2. ", "a) ", "- "
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "”", '"', ")")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text and its place on the page, in points from the lower left corner; a printed line is one too."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """How tall its letters are."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """The printed lines of a page in reading order, column after column."""

    height: float
    columns: tuple[tuple[Run, ...], ...]


def recognises(data: bytes) -> bool:
    """Whether the bytes are a PDF document."""
    return b"%PDF-" in data[:_HEAD]


def read(data: bytes, name: str) -> str:
    """The text of the document. Raises `UnreadableInput` for one that is encrypted, damaged or a scan that cannot be read."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise unreadable("source-many", name, count=len(document), limit=MOST_PAGES)
            text = "\n".join(_paragraphs(_without_margins([_page(page) for page in document])))
            return text if text.strip() else _scanned(document, name)
    except pypdfium2.PdfiumError as error:
        raise unreadable("source-locked" if "password" in str(error).lower() else "source-damaged", name) from error


def _scanned(document: PdfDocument, name: str) -> str:
    """What Tesseract reads on the pages, drawn at a resolution it likes."""
    pictures = (page.render(scale=scan.DOTS_PER_INCH / 72, grayscale=True) for page in document)
    drawn = (scan.grey_map(picture.width, picture.height, picture.stride, bytes(picture.buffer)) for picture in pictures)
    return "\n".join(scan.read(picture, name) for picture in drawn)


def _page(page: PdfPage) -> Page:
    words = page.get_textpage()
    places = [words.get_rect(number) for number in range(words.count_rects())]
    runs = [Run(words.get_text_bounded(*place).replace("\r\n", " "), *place) for place in places]
    shown = [run for run in runs if run.text.strip()]
    width, height = page.get_size()
    return Page(height, tuple(_printed_lines(column) for column in _columns(shown, width)))


def _columns(runs: list[Run], width: float) -> Iterator[list[Run]]:
    """The runs of the page, column after column: two where hardly a line crosses the middle, and what crosses it first."""
    middle = width / 2
    left, right = [run for run in runs if run.right <= middle], [run for run in runs if run.left >= middle]
    crossing = [run for run in runs if run.left < middle < run.right]
    beside = min(len(left), len(right))
    if beside < _FEW or len(crossing) > beside:
        yield runs
    else:
        yield from (column for column in (crossing, left, right) if column)


def _printed_lines(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs that stand side by side put together, from the top down."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.middle):
        if rows and rows[-1][0].bottom < run.middle < rows[-1][0].top:
            rows[-1].append(run)
        else:
            rows.append([run])
    return tuple(_one_line(sorted(row, key=lambda run: run.left)) for row in rows)


def _one_line(row: list[Run]) -> Run:
    text = row[0].text
    for before, run in pairwise(row):
        text += (" " if run.left - before.right > 0.15 * run.height else "") + run.text
    return Run(" ".join(text.split(" ")).strip(), row[0].left, min(run.bottom for run in row), row[-1].right, max(run.top for run in row))


def _without_margins(pages: Sequence[Page]) -> Iterator[tuple[Run, ...]]:
    """The columns of all pages without page numbers and without what stands at the edge of most pages, but for its digits."""
    edges = Counter(mark for page in pages for mark in {_mark(line) for line in _edge_lines(page)})
    repeated = {mark for mark, count in edges.items() if count > 1 and count * 2 >= len(pages)}
    for page in pages:
        off = {line for line in _edge_lines(page) if _mark(line) in repeated or _PAGE_NUMBER.fullmatch(line.text)}
        yield from (tuple(line for line in column if line not in off) for column in page.columns)


def _edge_lines(page: Page) -> Iterator[Run]:
    low, high = page.height * _EDGE, page.height * (1 - _EDGE)
    return (line for column in page.columns for line in column if line.middle < low or line.middle > high)


def _mark(line: Run) -> str:
    return _DIGITS.sub("#", line.text)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a column is set: its edges, the height of its letters, and how far its lines stand below each other."""

    left: float
    right: float
    height: float
    leading: float

    @classmethod
    def of(cls, lines: Sequence[Run]) -> Setting:
        """The setting of most of the lines."""
        drops = [above.bottom - below.bottom for above, below in pairwise(lines)] or [0.0]
        height = median(line.height for line in lines)
        return cls(min(line.left for line in lines), max(line.right for line in lines), height, median(drops))

    def goes_on(self, before: Run, line: Run) -> bool:
        """Whether `line` goes on with the paragraph of the line `before` it."""
        size, larger = max(before.height, line.height), min(before.height, line.height) > _LARGER * self.height
        apart = before.bottom - line.bottom > _APART * self.leading * (size / self.height if larger else 1.0)
        other_letters = abs(before.height - line.height) > 0.35 * size
        ended = before.text.endswith(_SENTENCE_END)
        short = self.right - before.right > _SHORT * (self.right - self.left)
        indented = line.left > self.left + 0.8 * size and (short or before.left < line.left - 0.5 * size)
        return not (apart or other_letters or indented or (ended and (short or _LIST_ITEM.match(line.text))))


def _paragraphs(columns: Iterator[tuple[Run, ...]]) -> Iterator[str]:
    """The lines of all columns put together to paragraphs; one may go on in the next column or on the next page."""
    text, before = "", None
    for lines in filter(None, columns):
        setting = Setting.of(lines)
        for line in lines:
            if before and setting.goes_on(before, line):
                text = _continued(text, line.text)
            else:
                yield text
                text = line.text
            before = line
    yield text


def _continued(text: str, line: str) -> str:
    """The two put together: with a blank, but not after a hyphen or stroke ("18-NQ/" + "TW") nor a hyphen that the line end made."""
    if _BROKEN.search(text):
        return _BROKEN.sub("", text) + line
    return text + line if re.search(r"\w[-/]$", text) else f"{text} {line}"
