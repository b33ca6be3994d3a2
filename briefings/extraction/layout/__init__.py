"""What each line of an article is: normalised text in; headline, lead, publication time, byline, captions, junk and paragraphs out.

`page` sorts out the furniture and the times by their form; the headline is the first line of the story, a byline is a name alone
near the end or under the headline, `captions` finds what stands under pictures. The rest are the paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.extraction.layout.captions import find_captions
from briefings.extraction.layout.page import NAME, Kind, Line, any_of, read_lines, starts
from briefings.model import Layout, Span
from briefings.text import UPPER

__all__ = ["read_layout"]

# --- headline and time -----------------------------------------------------------------------------------------------------------

_SEARCHED = 40  # lines from the top in which the headline is looked for
_SHORT, _KICKER, _HEADLINE, _CLOSED = 2, 4, 45, 30  # words
_BELOW = 8  # lines under the headline that may hold the publication time


def _is_headline(line: Line) -> bool:
    """A headline is no paragraph: not long, and closed by a point only where it is short."""
    full_stop = line.span.text.endswith(".") and not line.span.text.endswith("..")
    return line.words <= _HEADLINE and not (full_stop and line.words > _CLOSED)


def _headline(found: Sequence[Line]) -> int | None:
    """The first line of the story, or the second where the first is a short kicker above it."""
    lead = [
        (place, line)
        for place, line in enumerate(found[:_SEARCHED])
        if line.kind is Kind.STORY and (line.words > _SHORT or line.span.text.isupper())
    ]
    if not lead or not _is_headline(lead[0][1]):
        return None
    (place, first), *rest = lead
    kicker = len(rest) > 1 and first.words <= _KICKER and not first.closed
    if kicker and _KICKER < rest[0][1].words <= _CLOSED and not rest[0][1].closed and rest[1][1].closed:
        return rest[0][0]
    return place


def _published(found: Sequence[Line], headline: int) -> Line | None:
    """The time printed under the headline, else at the foot, else above the headline where it tells the hour.

    A date without an hour above the headline is the running date of the site.
    """
    times = [(place, line) for place, line in enumerate(found) if line.time]
    below = [line for place, line in times if headline < place <= headline + _BELOW]
    foot = [line for place, line in times if place > headline]
    above = [line for place, line in times if place < headline and line.time and line.time.has_time]
    return next(iter([*below, *foot[::-1], *above]), None)


# --- byline ----------------------------------------------------------------------------------------------------------------------

_ATTRIBUTED = re.compile(  # "Bài, ảnh: Thu Hà", "Theo TTXVN", "(PV)"
    rf"\(?(?:(?i:{any_of('credits')}) ?: ?\S|(?i:{any_of('signatures')})(?:$|\)|[ /]\(?[{UPPER}]))"
)
# what follows a name, as in "Vũ Anh (Theo TASS)" and "Hoàng Thuỳ ghi"
_TAIL = re.compile(rf"[ (–-]+(?:theo [^()]{{2,40}}|ảnh[^():]{{0,30}}|{any_of('byline_tails')})\)?$")
_NAMES = re.compile(rf"{NAME}(?: ?(?:[,;&/]|[-–]|và) ?{NAME}){{0,3}}")  # "Hồ Nam - Bá Phúc"
_INITIALS = re.compile(rf"[{UPPER}](?:\. ?[{UPPER}]){{1,3}}\.?|[{UPPER}]{{2,6}}")  # "H.T", "PV"
_SHOWN = re.compile(any_of("shown"))
_BYLINE, _PARAGRAPH = 10, 55  # words
_FOOT = 30  # lines from the end in which the byline is looked for


def _is_byline(line: Line) -> bool:
    """A name alone ("NGUYỆT THU"), several, initials, or an attribution; a name with a point or a title is a caption."""
    text = line.span.text
    if _INITIALS.fullmatch(text):
        return True
    if line.words > _BYLINE or _SHOWN.match(line.plain) or text.endswith("."):
        return False
    if _ATTRIBUTED.match(text):
        return True
    tail = _TAIL.search(line.plain)
    name = (text[: tail.start()] if tail else text).strip()
    return bool(_NAMES.fullmatch(name)) and (line.words > 1 or bool(tail))


def _closing_byline(found: Sequence[Line]) -> Line | None:
    """The first byline among the last lines, with nothing but short lines (captions) after it."""
    byline = None
    for line in reversed(found[-_FOOT:]):
        if line.kind is Kind.STORY and line.words > _PARAGRAPH:
            break
        if line.kind is Kind.STORY and _is_byline(line):
            byline = line
    return byline


def _opening_byline(found: Sequence[Line], published: Line | None) -> Span | None:
    """The name beside the publication time, or alone between headline and lead."""
    if published and published.signature:
        return published.signature
    head = [line for line in found[:3] if line.kind is Kind.STORY]
    return head[0].span if len(head) > 1 and _is_byline(head[0]) else None


_LABEL = re.compile(r"(?:tác giả|người viết) ?: ?", re.IGNORECASE)
_SOURCE = re.compile(r"\(?nguồn(?: tin)? ?: ?\S")  # "Nguồn tin: Báo Nhân Dân", where the name of who wrote stands elsewhere
_IN_BRACKETS = re.compile(rf" ?\((?i:{any_of('byline_tails')})\)$")


def _who_wrote(text: str, byline: Span) -> Span:
    """The name without what a label or a bracket says of the work: "Tác giả: | Kim Oanh", "Đào Vũ | (Tổng hợp)"."""
    tail, label = _IN_BRACKETS.search(byline.text), _LABEL.match(byline.text)
    start = byline.start + (label.end() if label else 0)
    return Span.of(text, start, byline.start + tail.start() if tail and tail.start() else byline.end)


# --- the whole -------------------------------------------------------------------------------------------------------------------


def _spans(found: Sequence[Line], places: set[int]) -> tuple[Span, ...]:
    return tuple(line.span for line in found if line.span.start in places)


def read_layout(text: str) -> Layout:
    """Tell the lines of `text` (normalised) apart. An empty text has an empty layout."""
    found = read_lines(text)
    headline = _headline(found)
    title = found[headline] if headline is not None else None
    top = -1 if headline is None else headline
    published, closing = _published(found, top), _closing_byline(found[top + 2 :])
    byline = closing.span if closing else _opening_byline(found[top + 1 :], published)
    body = [line for line in found[top + 1 :] if line.kind is Kind.STORY and line.span != byline]
    same = starts(line for line in body if (title and line.plain == title.plain) or (byline and _SOURCE.match(line.plain)))
    story = [line for line in body if line.span.start not in same]
    captions, repeats = find_captions(story, closing.span.start if closing else None)
    aside = starts(found[: max(top, 0)]) | starts(line for line in found if line.kind is not Kind.STORY)
    paragraphs = _spans(story, starts(story) - captions - repeats)
    return Layout(
        title=title.span if title else None,
        lead=paragraphs[0] if paragraphs else None,
        published=published.time if published else None,
        byline=_who_wrote(text, byline) if byline else None,
        captions=_spans(found, captions),
        junk=_spans(found, (aside | same | repeats) - starts([published] if published else [])),
        paragraphs=paragraphs,
    )
