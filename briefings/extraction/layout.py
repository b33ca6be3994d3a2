"""What each line of an article is: normalised text in; headline, lead, publication time, byline, captions, junk and paragraphs out.

A newspaper page brings its furniture along (mastheads, running dates, share buttons, "Tin liên quan"); the tables of
``vocabulary/layout.toml`` know it. What is left is told apart by place and by form: a headline stands first and ends without a
point, a publication time is a line of nothing but date and hour, a byline is a name alone near the end, a caption is a credit
("Ảnh: …"), a repeated line, or a short line that says who is seen doing what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from briefings.extraction.vocabulary import table
from briefings.model import Layout, Span, Timestamp
from briefings.text import canonical, lines

_WORDS = table("layout")


def _phrases(name: str) -> tuple[str, ...]:
    return tuple(canonical(phrase) for phrase in _WORDS[name])


def _any(phrases: Iterable[str]) -> str:
    """A pattern for one of the phrases, longest first, whole words."""
    return "(?:" + "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)) + r")(?!\w)"


class _Kind(Enum):
    STORY = auto()
    JUNK = auto()
    TIME = auto()


@dataclass(slots=True)
class _Line:
    """One line on its way through the reading: where it stands, its canonical form, and what it has been taken for."""

    span: Span
    plain: str
    kind: _Kind = _Kind.STORY
    time: Timestamp | None = None
    signature: Span | None = None  # the name printed beside a publication time

    @property
    def words(self) -> int:
        return self.plain.count(" ") + 1


# --- furniture -------------------------------------------------------------------------------------------------------------------

_SECTIONS = frozenset(_phrases("sections"))
_JUNK_LINES = frozenset(_phrases("junk_lines"))
_JUNK_OPENINGS = _phrases("junk_openings")
_POINTERS = _phrases("pointers")
_PATH = re.compile(r"\s*[>»/|›→]\s*")  # "Trang chủ > Thời sự"
_ARROWS = re.compile(r"^[>»\s•*+\-–|►▶]+")  # "> > Toàn văn nghị quyết"
_AGENCY = re.compile(r"\(?[A-ZĐ][A-ZĐa-z.]{1,11}(?: online)?\)?\s*[-–—]+")  # "ĐNA -", a dateline torn from its sentence
_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w|(?:\+84|\b0)\d[\d .]{7,11}\d\b")  # "bbt@bao.vn", "0989 011 688"


def _is_path(plain: str) -> bool:
    parts = [part for part in _PATH.split(plain) if part]
    return bool(parts) and all(part in _SECTIONS for part in parts)


def _is_junk(line: _Line) -> bool:
    """Whether the line is furniture of the page, whatever stands around it."""
    plain = line.plain.strip("[](){}.…: ")
    if not any(letter.isalnum() for letter in plain):
        return True
    if plain in _JUNK_LINES or line.plain.startswith(_JUNK_OPENINGS) or _is_path(plain):
        return True
    arrows = _ARROWS.match(line.plain)
    bare = plain[arrows.end() :] if arrows else plain
    if line.words <= 8 and bare.startswith(_POINTERS):
        return True
    return bool(line.plain.startswith((">>", "> >")) or _AGENCY.fullmatch(line.span.text) or (line.words <= 20 and _CONTACT.search(line.plain)))


# --- publication time ------------------------------------------------------------------------------------------------------------

_MONTHS = {
    canonical(name): number
    for number, name in enumerate(("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), 1)
}
_DATE = re.compile(
    r"(?<!\d)(?:(?P<iso>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})"  # 2022-01-13
    r"|(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})"  # 13/01/2022
    r"|(?P<long_day>\d{1,2}) tháng (?P<long_month>\d{1,2}),? (?:năm )?(?P<long_year>\d{4})"  # 13 tháng 1 năm 2022
    rf"|tháng (?P<word>{_any(_MONTHS)}|\d{{1,2}}) (?P<word_day>\d{{1,2}}), (?P<word_year>\d{{4}}))(?!\d)"  # Tháng Bảy 19, 2024
)
_CLOCK = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-3])\s?(?::|h|g|giờ)\s?(?P<minute>[0-5]\d)?(?::[0-5]\d)?(?:\.\d+)?(?:\s?(?P<half>am|pm|sa|ch))?(?![\d\w])")
_AROUND = re.compile(
    rf"{_any(_phrases('published_labels'))}|(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn)(?!\w)|gmt\s?\+?\s?0?7(?::00)?|\bict\b|\+07:?00|(?<=\d)t(?=\d)|\b(?:lúc|ngày|giờ)\b"
)
_NAME = re.compile(r"[A-ZĐÀ-Ỹ][\wÀ-ỹ.]*(?:[ -]{1,3}[A-ZĐÀ-Ỹ][\wÀ-ỹ.]*){0,4}")


def _date_parts(match: re.Match[str]) -> tuple[int, int, int]:
    found = match.groupdict()
    if found["iso"]:
        return int(found["iso"]), int(found["iso_month"]), int(found["iso_day"])
    if found["word"]:
        return int(found["word_year"]), _MONTHS.get(found["word"]) or int(found["word"]), int(found["word_day"])
    prefix = "" if found["day"] else "long_"
    return int(found[prefix + "year"]), int(found[prefix + "month"]), int(found[prefix + "day"])


def _clock_parts(match: re.Match[str] | None) -> tuple[int, int]:
    if match is None:
        return 0, 0
    hour = int(match["hour"])
    return (hour % 12 + 12 if match["half"] in ("pm", "ch") else hour), int(match["minute"] or 0)


def _blanked(plain: str, *matches: re.Match[str] | None) -> str:
    for match in matches:
        if match:
            plain = plain[: match.start()] + " " * (match.end() - match.start()) + plain[match.end() :]
    return plain


def _read_time(line: _Line) -> None:
    """Mark a line that holds a date and nothing else of weight (hour, weekday, label, zone, the writer's name) as a time."""
    if line.words > 16 or not (date := _DATE.search(line.plain)):
        return
    clock = _CLOCK.search(_blanked(line.plain, date))
    rest = _AROUND.sub(lambda match: " " * len(match[0]), _blanked(line.plain, date, clock))
    start, end = line.span.start, line.span.end
    left = [position for position, letter in enumerate(rest) if letter.isalnum()]
    signature = Span.of(line.span.text, left[0], left[-1] + 1) if left else None
    if signature and not _NAME.fullmatch(signature.text):
        return
    try:
        at = datetime(*_date_parts(date), *_clock_parts(clock))  # noqa: DTZ001 - the paper's local time, as `Timestamp` says
    except ValueError:
        return
    edges = [match.span() for match in (date, clock) if match]
    first, last = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    line.kind, line.time = _Kind.TIME, Timestamp(Span(start + first, start + last, line.span.text[first:last]), at, clock is not None)
    if signature:
        line.signature = Span(start + signature.start, min(end, start + signature.end), signature.text)


# --- headline --------------------------------------------------------------------------------------------------------------------

_HEADLINE_WORDS = 45


def _headline(found: Sequence[_Line]) -> int | None:
    """The first line of the story, unless that is a paragraph already: long, or closed by a point."""
    for position, line in enumerate(found[:40]):
        if line.kind is _Kind.STORY and (line.words > 2 or line.span.text.isupper()):
            closed = line.span.text.endswith(".") and not line.span.text.endswith("..")
            return position if line.words <= _HEADLINE_WORDS and not (closed and line.words > 30) else None
    return None


def _published(found: Sequence[_Line], headline: int) -> _Line | None:
    """The time printed under the headline, else at the foot, else above the headline where it tells the hour.

    A date without an hour above the headline is the running date of the site.
    """
    times = [(position, line) for position, line in enumerate(found) if line.time]
    below = [line for position, line in times if headline < position <= headline + 8]
    foot = [line for position, line in times if position > headline]
    above = [line for position, line in times if position < headline and line.time and line.time.has_time]
    return next(iter([*below, *foot[::-1], *above]), None)


# --- byline ----------------------------------------------------------------------------------------------------------------------

_BYLINE_OPENING = re.compile(rf"\(?{_any(_phrases('byline_openings'))}(?:\s*[:-]|\s|\)?$)")
_BYLINE_TAIL = re.compile(rf"[\s(–-]+(?:theo [^()]{{2,40}}|ảnh[^()]{{0,30}}|{_any(_phrases('byline_tails'))})\)?$")
_NAMES = re.compile(rf"{_NAME.pattern}(?:\s*(?:[,;&/]|[-–]|và)\s*{_NAME.pattern}){{0,3}}")


def _is_byline(line: _Line) -> bool:
    """A short line that is a name ("NGUYỆT THU"), several, or an attribution ("Theo TTXVN", "Bài, ảnh: Thu Hà")."""
    if line.words > 10 or line.span.text.endswith((".", ":", "?", "!")) and line.words > 4:
        return False
    if _BYLINE_OPENING.match(line.plain):
        return True
    tail = _BYLINE_TAIL.search(line.plain)
    name = line.span.text[: tail.start()] if tail else line.span.text.rstrip(".")
    return bool(_NAMES.fullmatch(name.strip())) and (line.words > 1 or bool(tail))


def _byline(found: Sequence[_Line]) -> int | None:
    """The place of the byline: among the last lines, with nothing but short lines (captions) after it."""
    for position in range(len(found) - 1, max(len(found) - 14, 1), -1):
        line = found[position]
        if line.kind is not _Kind.STORY:
            continue
        if _is_byline(line):
            return position
        if line.words > 40:
            return None
    return None


# --- captions --------------------------------------------------------------------------------------------------------------------

_CREDIT = re.compile(
    r"(?<!tin, )(?<!bài, )(?<!bài và )(?<!tin và )(?<!tin bài, )(?<!\w)(?:ảnh|video|clip|đồ hoạ|nguồn|photo)\s?(?:minh hoạ|tư liệu|chụp màn hình|chụp từ clip|cắt từ clip|internet)?\s?[:：]\s?[^:]{2,60}$"
    r"|[-–(.]\s*ảnh\s?(?:minh hoạ|tư liệu|chụp màn hình|internet|afp|reuters|ttxvn|ap)?[).]*$"
)
_CAPTION_OPENING = re.compile(_any(_phrases("caption_openings")).replace(r"\ (?!\w)", " "))
_SEEN = re.compile(_any(_phrases("seen")))
_DOING = re.compile(r"(?<!\w)" + _any(_phrases("doing")))
_TOLD = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|cho rằng|nhấn mạnh|khẳng định|đề nghị|yêu cầu|nêu rõ|chỉ rõ|đã|sẽ|đang|nói|cần|phải|được|bị|ghi nhận|đánh giá|biểu dương|chỉ đạo|gồm|có|là|không)(?!\w)|[:;“”\"]"
)
_SPEAKS_THERE = re.compile(r"(?<!\w)phát biểu[^,;:]{0,60}? (?:tại|trước|ở) [^,;:]{3,120}$")  # "… phát biểu chỉ đạo tại hội nghị."
_REPEAT_WORDS = 60
_CAPTION_WORDS = 60


def _opening(line: _Line) -> bool:
    return bool(_CREDIT.search(line.plain)) or (line.words <= 40 and bool(_CAPTION_OPENING.match(line.plain)))


def _scene(line: _Line) -> bool:
    """Whether a short line says who is seen doing what: without a point at its end, or closed by "phát biểu tại …"."""
    if line.words > _CAPTION_WORDS or not (who := _SEEN.match(line.plain)):
        return False
    deed = _DOING.search(line.plain, who.end())
    if not deed or _TOLD.search(line.plain):
        return False
    if not line.span.text.endswith((".", "!", "?", "…")):
        return True
    return bool(_SPEAKS_THERE.search(line.plain.rstrip("."))) or (line.words <= 25 and line.plain.startswith(("các đại biểu", "đại biểu", "lãnh đạo")))


def _without_credit(plain: str) -> str:
    credit = _CREDIT.search(plain)
    return (plain[: credit.start()] if credit else plain).rstrip(" .-–(")


def _repeats(story: Sequence[_Line], lead: _Line | None) -> tuple[set[int], set[int]]:
    """The starts of lines that are printed again further on (captions), and of their repetitions (junk)."""
    first: dict[str, _Line] = {}
    again: set[int] = set()
    shown: set[int] = set()
    for line in story:
        key = _without_credit(line.plain)
        if not key or line.plain.endswith(":") or line.words > _REPEAT_WORDS and line is not lead:
            continue
        if key in first:
            again.add(line.span.start)
            if first[key] is not lead:
                shown.add(first[key].span.start)
        else:
            first[key] = line
    return shown, again


def _tail_captions(story: Sequence[_Line], known: set[int]) -> set[int]:
    """Captions gathered at the foot: from the last line upwards, as long as lines are captions or name what is seen in a breath."""
    found: set[int] = set()
    for line in reversed(story[2:]):
        if line.span.start in known or _opening(line) or _scene(line):
            found.add(line.span.start)
        elif line.words <= 16 and not _TOLD.search(line.plain) and (_SEEN.match(line.plain) or found):
            found.add(line.span.start)
        else:
            break
    return found


def _captions(story: Sequence[_Line], byline: int | None) -> tuple[set[int], set[int]]:
    """Starts of caption lines, and of the repetitions among them."""
    lead = story[0] if story else None
    shown, again = _repeats(story, lead)
    shown |= {line.span.start for line in story[1:] if _opening(line) or _scene(line)}
    if byline is not None:
        shown |= {line.span.start for line in story if line.span.start > byline}
    shown |= _tail_captions(story, shown | again)
    return shown - again, again


# --- the whole -------------------------------------------------------------------------------------------------------------------


def _read_lines(text: str) -> list[_Line]:
    found = [_Line(span, canonical(span.text)) for span in lines(text)]
    for line in found:
        _read_time(line)
        if line.kind is _Kind.STORY and _is_junk(line):
            line.kind = _Kind.JUNK
    return found


def _signature(found: Sequence[_Line], headline: int, published: _Line | None) -> Span | None:
    """The byline: near the end, beside the publication time, or alone between headline and lead."""
    place = _byline(found[headline + 2 :])
    if place is not None:
        return found[headline + 2 + place].span
    if published and published.signature:
        return published.signature
    head = [line for line in found[headline + 1 : headline + 4] if line.kind is _Kind.STORY]
    return head[0].span if len(head) > 1 and _is_byline(head[0]) else None


def _spans(found: Iterable[_Line], starts: set[int]) -> tuple[Span, ...]:
    return tuple(line.span for line in found if line.span.start in starts)


def read_layout(text: str) -> Layout:
    """Tell the lines of `text` (normalised) apart. An empty text has an empty layout."""
    found = _read_lines(text)
    headline = _headline(found)
    title = found[headline].span if headline is not None else None
    top = -1 if headline is None else headline
    published = _published(found, top)
    byline = _signature(found, top, published)
    body = [line for line in found[top + 1 :] if line.kind is _Kind.STORY and line.span != byline]
    printed_again = {line.span.start for line in body if title and line.plain == canonical(title.text)}
    story = [line for line in body if line.span.start not in printed_again]
    foot = byline.start if byline and story and byline.start > story[len(story) // 2].span.start else None
    captions, repeats = _captions(story, foot)
    junk = {line.span.start for line in found[: max(top, 0)]} | {line.span.start for line in found if line.kind is not _Kind.STORY}
    junk = (junk | printed_again | repeats) - ({published.span.start} if published else set())
    paragraphs = tuple(line.span for line in story if line.span.start not in captions | repeats)
    return Layout(
        title=title,
        lead=paragraphs[0] if paragraphs else None,
        published=published.time if published else None,
        byline=byline,
        captions=_spans(found, captions),
        junk=_spans(found, junk),
        paragraphs=paragraphs,
    )
