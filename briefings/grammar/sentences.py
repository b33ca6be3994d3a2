"""The paragraphs of an article in; its sentences out, each with what surrounds it: paragraph, list mark, the quotation it stands in.

A quotation may run over several sentences and lines, as newspapers print them: the opening mark in the first, the closing one in the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefings.grammar.phrases import Chunk, chunks
from briefings.model import Span
from briefings.text import sentences, stripped

_ITEM = re.compile(r"(?:(?P<number>\d{1,2})\s?[.)](?!\d)|[a-zđ]\s?\)|[-–+•*])\s*", re.IGNORECASE)  # "1. ", "a) ", "- "
_QUOTE = re.compile(r"[“”\"]")
_HEADING_WORDS = 22
_CLOSED = tuple('.!?…:;,"”’»)')
_READ = 6_000  # characters of a sentence that are read: more is no sentence but a fault of the page, and must not cost more than its length


class Sentence(NamedTuple):
    """One sentence, without its list mark. `quotation` numbers the quotation it stands in (from 1), 0 outside any."""

    span: Span
    chunks: tuple[Chunk, ...]
    paragraph: int
    first: bool  # the first of its paragraph
    heading: bool
    list_number: int | None = None
    marked: bool = False  # it opens an item of a list: "1.", "a)", "-"
    quotation: int = 0
    kinds: frozenset[str] = frozenset()  # all that its chunks are: what it lacks need not be looked for


def _is_heading(text: str) -> bool:
    """Whether a paragraph is a heading inside the article: one short line that nothing closes."""
    return not text.endswith(_CLOSED) and len(text.split()) <= _HEADING_WORDS


def _quotations(pieces: list[Span]) -> list[int]:
    """For each sentence the number of the quotation that covers it over a sentence end, or that it opens with; 0 for none."""
    numbers, current, count = [], 0, 0
    for piece in pieces:
        opened = current
        for mark in _QUOTE.findall(piece.text):
            if mark == "“" or (mark == '"' and not current):
                count += 1
                current = count
            else:
                current = 0
        numbers.append(opened or (count if piece.text[0] in '“"' else current))
    return numbers


def _sentence(text: str, piece: Span, paragraph: int, quotation: int, *, first: bool, heading: bool) -> Sentence:
    mark = _ITEM.match(piece.text)
    body = stripped(text, piece.start + mark.end(), piece.end) if mark and mark.end() < len(piece.text) else piece
    number = int(mark["number"]) if mark and mark["number"] else None
    row = tuple(chunks(text, body.start, min(body.end, body.start + _READ)))
    kinds = frozenset().union(*{chunk.kinds for chunk in row})
    return Sentence(body, row, paragraph, first, heading, number, bool(mark), quotation, kinds)


def read_sentences(text: str, paragraphs: Sequence[Span]) -> tuple[Sentence, ...]:
    """All sentences of the paragraphs of the article `text`, in reading order."""
    pieces = [(number, part) for number, whole in enumerate(paragraphs) for part in sentences(text, whole.start, whole.end)]
    quotations = _quotations([piece for _, piece in pieces])
    found: list[Sentence] = []
    for (paragraph, piece), quotation in zip(pieces, quotations, strict=True):
        whole = paragraphs[paragraph]
        first = not found or found[-1].paragraph != paragraph
        heading = first and piece.end == whole.end and _is_heading(whole.text)
        sentence = _sentence(text, piece, paragraph, quotation, first=first, heading=heading)
        if sentence.chunks:
            found.append(sentence)
    return tuple(found)
