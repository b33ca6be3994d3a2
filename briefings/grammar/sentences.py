"""The paragraphs of an article in; its sentences out, each with what surrounds it: its paragraph, its list mark, the quotation it stands in.

A quotation may run over several sentences and lines, as newspapers print them: the opening mark in the first, the closing one in the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefings.grammar.phrases import Chunk, chunks
from briefings.model import Layout, Span
from briefings.text import sentences, stripped

_MARK = re.compile(r"(?:(?P<number>\d{1,2})\s?[.)](?!\d)|(?P<letter>[a-zđ])\s?\)|(?P<dash>[-–+•*]))\s*", re.IGNORECASE)
_HEADING_WORDS = 22
_CLOSED = tuple(".!?…:;,\"”’»)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, without its list mark. `quotation` numbers the quotation it stands in (from 1), 0 outside any."""

    span: Span
    chunks: tuple[Chunk, ...]
    paragraph: int
    first: bool  # the first of its paragraph
    heading: bool
    list_number: int | None = None
    marked: bool = False  # it opens an item of a list: "1.", "a)", "-"
    quotation: int = 0


def _heading(text: str) -> bool:
    """Whether a paragraph is a heading inside the article: one short line that nothing closes."""
    return not text.endswith(_CLOSED) and len(text.split()) <= _HEADING_WORDS


def _quotations(pieces: list[Span]) -> list[int]:
    """For each sentence the number of the quotation that covers it over a sentence end; 0 for none."""
    numbers, current, count = [], 0, 0
    for piece in pieces:
        opened = current
        for letter in piece.text:
            if letter == "“" or (letter == '"' and not current):
                count += 1
                current = count
            elif letter == "”" or letter == '"':
                current = 0
        starts = piece.text[0] in "“\""
        numbers.append(opened or (count if starts else current))
    return numbers


def read_sentences(text: str, layout: Layout) -> tuple[Sentence, ...]:
    """All sentences of the article's paragraphs, in reading order."""
    found: list[Sentence] = []
    pieces = [(number, part) for number, paragraph in enumerate(layout.paragraphs) for part in sentences(text, paragraph.start, paragraph.end)]
    numbers = _quotations([piece for _, piece in pieces])
    for (paragraph, piece), quotation in zip(pieces, numbers, strict=True):
        whole = layout.paragraphs[paragraph]
        first = not found or found[-1].paragraph != paragraph
        mark = _MARK.match(piece.text)
        body = stripped(text, piece.start + mark.end(), piece.end) if mark and mark.end() < len(piece.text) else piece
        number = int(mark["number"]) if mark and mark["number"] else None
        found.append(
            Sentence(
                body, tuple(chunks(text, body.start, body.end)), paragraph, first,
                heading=first and piece.end == whole.end and _heading(whole.text),
                list_number=number, marked=bool(mark), quotation=quotation,
            )
        )
    return tuple(found)
