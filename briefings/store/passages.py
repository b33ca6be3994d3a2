"""The passage that shows why an article was found: a briefing and the reader's phrases in; a piece of its text, finds marked, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter
from typing import NamedTuple

from briefings.model import Briefing, Span
from briefings.store.rows import Part
from briefings.store.words import Phrase, exact_key
from briefings.text import fold, lines

LENGTH = 240  # characters of a passage, about three lines of a phone
_MOST_MATCHES = 50  # of a phrase that are looked at in one line
_LONGEST_LINE = 20_000  # characters looked at of a line, and ...
_LONGEST_STORY = 200_000  # ... of all lines, so that a hit in a very long text is shown soon


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a line of the article; `cut_before` and `cut_after` say that the line goes on."""

    span: Span
    parts: tuple[Part, ...]
    paragraph: int | None
    cut_before: bool
    cut_after: bool


class _Match(NamedTuple):
    start: int
    end: int
    phrase: Phrase
    exact: bool


def _matches(line: Span, patterns: dict[Phrase, re.Pattern[str]]) -> list[_Match]:
    """Where phrases stand in a line, in its order: one with its accents where the line has it so, else without."""
    folded = fold(line.text)
    spots = ((match.span(), phrase) for phrase, pattern in patterns.items() for match in islice(pattern.finditer(folded), _MOST_MATCHES))
    found = [
        _Match(line.start + start, line.start + end, phrase, exact_key(line.text[start:end]).replace(" ", "") == "".join(phrase.exact))
        for (start, end), phrase in sorted(spots, key=itemgetter(0))
    ]
    exact = {match.phrase for match in found if match.exact}
    return [match for match in found if match.exact or match.phrase not in exact]


def _pattern(phrase: Phrase) -> re.Pattern[str]:
    """A phrase in a folded text: "nghị quyết 18-NQ/TW" is nghi, quyet, 18, nq, tw with anything but letters and digits between."""
    words = r"[\W_]{1,20}".join(map(re.escape, phrase.pieces))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])")


def _worth(matches: list[_Match]) -> tuple[int, int, int]:
    """How well a line shows the find: words with their accents, words, matches. A phrase counts its words, each once."""
    told = {match.phrase: len(match.phrase.folded) for match in matches}
    exact = {match.phrase for match in matches if match.exact}
    return sum(told[phrase] for phrase in exact), sum(told.values()), len(matches)


def _side_by_side(phrases: tuple[Phrase, ...]) -> Phrase:
    """All phrases as one: "tinh gọn bộ máy" typed without quotation marks."""
    every = [(phrase.folded, phrase.exact, phrase.pieces) for phrase in phrases]
    return Phrase(*(tuple(chain.from_iterable(words)) for words in zip(*every, strict=True)))


def _story(briefing: Briefing) -> Iterator[Span]:
    """The lines to choose from, the best kind first: the story, then headline, captions and what else is no junk."""
    text, layout = briefing.article.text, briefing.layout
    told = set(layout.paragraphs) | set(layout.junk)
    left = _LONGEST_STORY
    for line in (*layout.paragraphs, *(line for line in lines(text) if line not in told)):
        if left > 0:
            yield Span.of(text, line.start, min(line.end, line.start + _LONGEST_LINE))
        left -= len(line.text)


def best_passage(briefing: Briefing, phrases: tuple[Phrase, ...]) -> Passage:
    """The piece of the line that holds most of `phrases`, the first of equals; the beginning of the story where none stands in one line."""
    together = _side_by_side(phrases)
    patterns = {phrase: _pattern(phrase) for phrase in (*phrases, together)}
    found = [(line, _matches(line, patterns)) for line in _story(briefing)]
    line, matches = max(found, key=lambda item: _worth(item[1]), default=(Span(0, 0, ""), []))
    matches = [match for match in matches if match.phrase == together] or matches
    text = briefing.article.text
    span = _window(text, line, matches)
    shown = [(match.start, match.end) for match in matches if span.start <= match.start and match.end <= span.end]
    parts = tuple(_parts(text, span, shown))
    return Passage(span, parts, briefing.paragraph_of(span), span.start > line.start, span.end < line.end)


def _window(text: str, line: Span, matches: list[_Match]) -> Span:
    """At most `LENGTH` characters of `line`, cut at blanks: those with the most matched phrases, with some words before them."""
    if len(line.text) <= LENGTH or not matches:
        return _cut(text, line, line.start)
    best = max(matches, key=lambda match: _worth([other for other in matches if 0 <= other.start - match.start < LENGTH * 3 // 4]))
    return _cut(text, line, min(best.start - LENGTH // 4, line.end - LENGTH))


def _cut(text: str, line: Span, start: int) -> Span:
    start = max(start, line.start)
    end = min(start + LENGTH, line.end)
    if start > line.start:
        start = text.find(" ", start, start + LENGTH // 4) + 1 or start
    if end < line.end:
        end = text.rfind(" ", end - LENGTH // 4, end) if " " in text[end - LENGTH // 4 : end] else end
    return Span.of(text, start, end)


def _parts(text: str, span: Span, marked: list[tuple[int, int]]) -> Iterator[Part]:
    """`span` in pieces; matched words with nothing but blanks between them are one piece."""
    at = span.start
    for start, end in _joined(text, marked):
        if at < start:
            yield Part(text[at:start], matched=False)
        yield Part(text[start:end], matched=True)
        at = end
    if at < span.end:
        yield Part(text[at : span.end], matched=False)


def _joined(text: str, marked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in marked:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
