"""Word documents: the bytes of a .docx in; its paragraphs, numbered list items and table rows out, a line each, in reading order.

Text that a reviewer inserted is there, deleted text is not. Headers, footers and comments lie outside the body and are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from briefings.sources import archive
from briefings.sources.faults import unreadable

if TYPE_CHECKING:
    from docx.document import Document

MOST_NUMBER = 3_999
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
    (4, "IV"), (1, "I"),
)  # fmt: skip


def recognises(data: bytes) -> bool:
    """Whether the bytes are a Word document."""
    return archive.holds(data, "word/document.xml")


def read(data: bytes, name: str) -> str:
    """The text of the document. Raises `UnreadableInput` for one that is damaged or unpacks to too much."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    archive.opened(data, name)
    try:
        document = docx.Document(BytesIO(data))
    except (PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError) as error:
        raise unreadable("source-damaged", name) from error
    numbers = _Numbers(_levels(document), _numbered_styles(document))
    return "\n".join(_lines(document.element.body, numbers))


def _lines(body: Any, numbers: _Numbers) -> Iterator[str]:
    """The lines of the body; a table row is one line, its cells parted by bars."""
    for block in _blocks(body):
        if block.tag == f"{_W}p":
            yield numbers.mark(block) + _text(block)
        else:
            cells = (" ".join(map(_text, cell.iter(f"{_W}p"))).strip() for cell in block.iter(f"{_W}tc"))
            yield " | ".join(cell for cell in cells if cell)


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and outermost table rows, in order, whatever wraps them (content controls, revisions)."""
    waiting = list(reversed(body))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{_W}p", f"{_W}tr"):
            yield element
        else:
            waiting.extend(reversed(element))


def _text(paragraph: Any) -> str:
    """What is printed in a paragraph; of a text box the version for new programs alone."""
    parts = (
        element.text or "" if element.tag == f"{_W}t" else _SIGNS[element.tag]
        for element in paragraph.iter(f"{_W}t", *_SIGNS)
        if next(element.iterancestors(_FALLBACK), None) is None and element.getparent().tag != f"{_W}tabs"
    )
    return "".join(parts)


Level = tuple[str, str, int]  # format ("decimal"), pattern ("%1."), first number


def _value(element: Any, path: str, default: str = "") -> str:
    found = element.find(path) if element is not None else None
    return default if found is None else found.get(f"{_W}val", default)


def _levels(document: Document) -> dict[tuple[str, str], Level]:
    """How each level of each list of the document is numbered, by list and level."""
    if not any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values()):
        return {}
    root = document.part.numbering_part.element
    shapes = {shape.get(f"{_W}abstractNumId"): shape for shape in root.iter(f"{_W}abstractNum")}
    return {
        (num.get(f"{_W}numId"), level.get(f"{_W}ilvl")): _level(level)
        for num in root.iter(f"{_W}num")
        for level in shapes.get(_value(num, f"{_W}abstractNumId"), ())
        if level.tag == f"{_W}lvl"
    }


def _level(level: Any) -> Level:
    start = _value(level, f"{_W}start", "1")
    return _value(level, f"{_W}numFmt", "decimal"), _value(level, f"{_W}lvlText"), int(start) if start.isdecimal() else 1


def _numbered_styles(document: Document) -> dict[str, Any]:
    """The list properties of paragraph styles that number what they style, by style."""
    styles = document.styles.element.iter(f"{_W}style")
    return {style.get(f"{_W}styleId"): found for style in styles if (found := style.find(f"{_W}pPr/{_W}numPr")) is not None}


class _Numbers:
    """The running numbers of a document's lists, which Word does not store in the text."""

    def __init__(self, levels: dict[tuple[str, str], Level], styles: dict[str, Any]) -> None:
        self._levels, self._styles = levels, styles
        self._counts: Counter[tuple[str, str]] = Counter()

    def mark(self, paragraph: Any) -> str:
        """What Word prints before the paragraph ("1. ", "a) ", "- "); nothing for one outside lists."""
        properties = paragraph.find(f"{_W}pPr")
        style = _value(properties, f"{_W}pStyle")
        found = properties.find(f"{_W}numPr") if properties is not None else None
        in_list = self._styles.get(style) if found is None else found
        if in_list is None or not _text(paragraph).strip():
            return ""
        key = (_value(in_list, f"{_W}numId"), _value(in_list, f"{_W}ilvl", "0"))
        return self._next(key) if key in self._levels else ""

    def _next(self, key: tuple[str, str]) -> str:
        kind, pattern, first = self._levels[key]
        if kind in ("bullet", "none"):
            return "- " if kind == "bullet" else ""
        self._counts[key] += 1
        for deeper in [other for other in self._counts if other[0] == key[0] and other[1] > key[1]]:
            del self._counts[deeper]
        for level in range(int(key[1]) + 1):
            form, _, start = self._levels.get((key[0], str(level)), (kind, "", first))
            number = max(1, self._counts[key[0], str(level)]) + start - 1
            pattern = pattern.replace(f"%{level + 1}", _written(number, form))
        return f"{pattern} "


def _written(number: int, form: str) -> str:
    """A list number as its format prints it: 4 is "4", "d", "IV"."""
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26) * min(9, 1 + (number - 1) // 26)
        return letter.upper() if form == "upperLetter" else letter
    if form.endswith("Roman") and number <= MOST_NUMBER:
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
