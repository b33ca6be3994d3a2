"""The summary: a briefing in, the passages half a minute has room for out, in reading order.

    paragraphs ─ sentences ─ cut and trimmed ─▶ passages ─ worth ─▶ the best for their length, one after another ─▶ summary

A passage is a sentence, the start of a long one up to a clean turn, or a part of one between semicolons; a dangling opening
("Đồng thời, …") is cut off, never replaced. Its worth is a weighted sum (the table `weights` of summary.toml) of how much of the
article's topics and headline it holds, where it stands, and what facts: figures, documents, tasks, the event. What has been told already
counts for nothing, so the next passage is the one that adds most for its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import chain, takewhile
from math import exp
from typing import NamedTuple

from briefings.extraction.vocabulary import one_of, table
from briefings.model import Briefing, Span
from briefings.text import canonical, sentences, stripped, words

ROOM = 1000  # characters of a summary
LONG = 160  # characters from which a sentence may be cut
LONGEST = 350  # characters of a passage, except of a sentence that has no shorter form
FEWEST_WORDS = 3  # blanks, one for the edge, in what must stand before a cut since the last comma
SHORTEST_START, SHORTEST_REST, SHORTEST_PART = 70, 25, 50  # characters that a cut must leave on its sides, and that a part must have
THRIFT = 0.67  # how much length counts: 0 not at all, 1 worth per character
ASKS = 0.4  # the part of the room that is kept for instructions
MARK = 12  # characters that an opening cut off a passage takes: "Đồng thời, "
LEAST = 0.01  # worth of a passage that adds nothing: it is told last
OPENING = 8  # sentences in which a report says who led the meeting
HEADLINE, SINGLE = 1.5, 0.5  # what a topic of the headline weighs more, and what a single word weighs beside a pair
EARLY = 3.0  # sentences in which the weight of an early place falls to a third

_TABLE = table("summary")
_WEIGHTS: dict[str, float] = _TABLE["weights"]


def _entries(name: str) -> set[str]:
    return {canonical(entry) for entry in _TABLE[name].split("|")}


def _any_of(name: str) -> str:
    return one_of(_entries(name))


_EMPTY = _entries("empty")
_OPENER = re.compile(rf"(?:\d{{1,2}}[.)]\s+|[a-zđ]\)\s+|[-–+•*]\s+|\([^()\n]{{1,30}}\)\s*[-–]\s*)?(?:{_any_of('openers')}[,:]?\s+)?")
_DATELINE = re.compile(r"[A-ZĐ]{2,8}(?:\.[A-Za-z]{2,4})?\s?[-–]\s")  # "ĐTO - Sáng 28/12, …"
_PRONOUN = re.compile(rf"{_any_of('pronouns')}(?!\w)")
_SALUTATION = re.compile(_any_of("salutations"))
_ATTENDANCE = re.compile(_any_of("attendance"))
# No boundary before these: no Vietnamese syllable ends with one of them, and one looked for first costs most of the search.
_CHAIRING = re.compile(rf"{_any_of('chairing')}(?!\w)")
_COURTESY = re.compile(rf"{_any_of('courtesies')}(?!\w)")
_TURN = re.compile(rf";\s|,\s(?={_any_of('turns')}(?!\w))")
_SEMICOLON = re.compile(r";\s+")
_QUOTES = "\"“”'‘’ "


class Passage(NamedTuple):
    """A candidate: where it stands, which sentence it is of, and what of that sentence it is."""

    span: Span
    sentence: int  # counted from 0 over the article
    part: str  # "whole", "start" or "middle"


def _whole(text: str) -> bool:
    """Whether brackets and quotation marks of `text` are closed."""
    return text.count("(") == text.count(")") and text.count("“") == text.count("”") and text.count('"') % 2 == 0


def _unquoted(text: str, span: Span) -> Span:
    """`span` without a quotation mark at either end whose other mark is outside it."""
    start, end = span.start, span.end
    if not _whole(span.text):
        start += len(span.text) - len(span.text.lstrip('"“ '))
        end -= len(span.text) - len(span.text.rstrip('"” '))
    return stripped(text, start, end) if start < end else span


def _starts(low: str, sentence: Span) -> Iterator[int]:
    """Where a long sentence may end early: at a turn that leaves no bare word or two behind it ("…; rà soát, | bổ sung …")."""
    last = sentence.start
    for turn in _TURN.finditer(low, sentence.start, sentence.end - SHORTEST_REST):
        edge = max(low.rfind(",", last, turn.start()), low.rfind(";", last, turn.start())) + 1 or last
        if turn.start() - sentence.start >= SHORTEST_START and low.count(" ", edge, turn.start()) >= FEWEST_WORDS:
            yield turn.start()
        last = max(edge, turn.start())


def _parts(low: str, sentence: Span) -> Iterator[tuple[int, int]]:
    """What stands between the semicolons of a sentence, and after the last."""
    semicolons = list(_SEMICOLON.finditer(low, sentence.start, sentence.end))
    ends = [*(semicolon.start() for semicolon in semicolons[1:]), sentence.end]
    for semicolon, end in zip(semicolons, ends, strict=False):
        if end - semicolon.end() >= SHORTEST_PART:
            yield semicolon.end(), end


def _cuts(low: str, sentence: Span) -> list[tuple[int, int, str]]:
    """The forms in which a sentence may be told, none longer than `LONGEST`; the shortest one where all are."""
    forms = [(sentence.start, sentence.end, "whole")]
    if len(sentence.text) > LONG:
        starts = takewhile(lambda end: end - sentence.start <= LONGEST, _starts(low, sentence))
        forms += [(sentence.start, end, "start") for end in starts]
        forms += [(start, end, "middle") for start, end in _parts(low, sentence)]
    return [form for form in forms if form[1] - form[0] <= LONGEST] or forms[:1]


def _passages(text: str, low: str, briefing: Briefing) -> Iterator[Passage]:
    """Every passage that could be told, each sentence once however often it is printed."""
    layout = briefing.layout
    told: set[str] = set()
    number = 0
    for paragraph in sorted({*((layout.lead,) if layout.lead else ()), *layout.paragraphs}, key=lambda line: line.start):
        for sentence in sentences(text, paragraph.start, paragraph.end):
            if low[sentence.start : sentence.end] in told or _SALUTATION.match(low, sentence.start, sentence.end):
                continue
            told.add(low[sentence.start : sentence.end])
            for start, end, part in _cuts(low, sentence):
                opener = _DATELINE.match(text, start, end) or _OPENER.match(low, start, end)
                span = _unquoted(text, stripped(text, opener.end() if opener else start, end))
                if part == "whole" or _whole(span.text):
                    yield Passage(span, number, part)
            number += 1


class _Topics:
    """The topics of the canonical text `low`: its content words and pairs of neighbouring words, each a number, by the place they begin."""

    def __init__(self, low: str) -> None:
        self.starts, found = words(low)
        ids = {word: number for number, word in enumerate(dict.fromkeys(found), 1)}
        told = {word: 0 if word in _EMPTY or len(word) == 1 else number for word, number in ids.items()}
        numbers, base = [ids[word] for word in found], len(ids) * 2
        self.words = [told[word] for word in found]
        beside = zip(numbers, numbers[1:], self.words, self.words[1:], strict=False)
        self.pairs = [one * base + two if tells or too else 0 for one, two, tells, too in beside]
        self.first_pair = len(ids) + 1  # smaller numbers are words

    def of(self, span: Span) -> set[int]:
        """The topics of a passage."""
        left, right = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        topics = {*self.words[left:right], *self.pairs[left : max(right - 1, left)]}
        topics.discard(0)
        return topics

    def weights(self, sentences: Sequence[set[int]], title: set[int]) -> dict[int, float]:
        """What each topic weighs: by the number of sentences that share it, more where the headline has it; together 1."""
        shared = Counter(chain.from_iterable(sentences))
        kept = {topic: (count - 1) ** 0.5 + HEADLINE * (topic in title) for topic, count in shared.items() if count > 1 or topic in title}
        weights = {topic: weight * (1.0 if topic >= self.first_pair else SINGLE) for topic, weight in kept.items()}
        total = sum(weights.values()) or 1.0
        return {topic: weight / total for topic, weight in weights.items()}


def _holds(starts: Sequence[int], span: Span) -> int:
    """How many of the sorted positions `starts` lie in `span`."""
    return bisect_left(starts, span.end) - bisect_left(starts, span.start)


@dataclass(frozen=True)
class _Facts:
    """Where the article's facts begin, each kind sorted."""

    briefing: Briefing

    @cached_property
    def kinds(self) -> dict[str, list[int]]:
        briefing, event = self.briefing, self.briefing.event
        found = {
            "figures": sorted(figure.quote.start for figure in briefing.figures),
            "documents": sorted(mention.start for document in briefing.documents for mention in document.mentions),
            "tasks": sorted(task.quote.start for task in briefing.tasks),
            "people": sorted(person.name.start for person in briefing.people),
            "mentions": sorted(mention.start for person in briefing.people for mention in person.mentions),
            "asks": sorted(directive.quote.start for directive in briefing.directives if not directive.carried),
            "date": [event.when.span.start] if event.when else [],
            "event": [event.name.start] if event.name else [],
        }
        return {kind: starts for kind, starts in found.items() if starts}  # most articles lack some: what is absent need not be counted

    def count(self, kind: str, span: Span) -> int:
        return _holds(self.kinds.get(kind, ()), span)

    def counted(self, span: Span) -> dict[str, float]:
        """How many of each kind begin in `span`, as far as they count; where none does it is left out."""
        held = {kind: _holds(starts, span) for kind, starts in self.kinds.items() if kind in _MOST}
        return {kind: float(min(number, _MOST[kind])) for kind, number in held.items() if number}


_MOST = {"figures": 3, "documents": 2, "tasks": 3, "people": 2, "asks": 1, "date": 1, "event": 1}  # more of a kind counts no more


def features(passage: Passage, facts: _Facts, low: str, title_share: float) -> dict[str, float]:
    """What a passage is judged by, besides its topics; the names are those of the table `weights`. Those that tell nothing are left out."""
    span, said = passage.span, low[passage.span.start : passage.span.end]
    counted = facts.counted(span)
    measured = {"bias": 1.0, "title": title_share, "early": exp(-passage.sentence / EARLY), **counted, "length": len(said) / 300}
    shows = {
        "first": passage.sentence == 0,
        "any figure": "figures" in counted,
        "chair": passage.sentence < OPENING and facts.count("mentions", span) and _CHAIRING.search(said),
        "pronoun": _PRONOUN.match(said),
        "attendance": _ATTENDANCE.match(said),
        "courtesy": _COURTESY.search(said),
        "quoted": span.text[:1] in _QUOTES,
        "question": span.text[-1:] == "?",
        "open": not _whole(span.text),
        "heading": passage.part == "whole" and len(said) < LONG / 2 and span.text[-1:] not in '.!?…:"”',
        passage.part: passage.part != "whole",
    }
    return measured | dict.fromkeys([name for name, shown in shows.items() if shown], 1.0)


class _Candidate(NamedTuple):
    passage: Passage
    topics: set[int]
    worth: float  # without its topics
    thrift: float  # what it is divided by for its length


def _candidates(briefing: Briefing) -> tuple[list[_Candidate], dict[int, float]]:
    text = briefing.article.text
    low = canonical(text)
    topics, facts = _Topics(low), _Facts(briefing)
    title = topics.of(briefing.layout.title) if briefing.layout.title else set()
    pairs = {topic for topic in title if topic >= topics.first_pair}
    found = [(passage, topics.of(passage.span)) for passage in _passages(text, low, briefing) if passage.span.text]
    weights = topics.weights([held for passage, held in found if passage.part == "whole"], title)
    telling = set(weights)
    result = []
    for passage, held in found:
        seen = features(passage, facts, low, len(held & pairs) / (len(pairs) or 1))
        worth = sum([_WEIGHTS[name] * value for name, value in seen.items()])
        result.append(_Candidate(passage, held & telling, worth, len(passage.span.text) ** THRIFT))
    return result, weights


def _gain(candidate: _Candidate, weights: dict[int, float], told: set[int]) -> float:
    """What a candidate adds to what has been told, for its length. It never grows while more is told."""
    new = sum(map(weights.__getitem__, candidate.topics - told))
    return max(candidate.worth + _WEIGHTS["topics"] * new, LEAST) / candidate.thrift


def choose(briefing: Briefing, room: int = ROOM) -> tuple[Span, ...]:
    """The passages of the summary in the order of choice, the most telling first; together at most `room` characters.

    A part of the room is kept for instructions as long as some are untold, so that a long opening cannot take it all.
    """
    candidates, weights = _candidates(briefing)
    asks = sorted(directive.quote.start for directive in briefing.directives)
    untold, kept = len(asks), room * ASKS if asks else 0.0  # instructions, and the room that is left for them
    told: set[int] = set()
    chosen: dict[int, list[Span]] = {}  # by sentence, for two passages of one may overlap
    order: list[Span] = []
    heap = [(-_gain(candidate, weights, told), at) for at, candidate in enumerate(candidates)]
    heapify(heap)
    waiting: list[tuple[float, int]] = []  # what found only the room that is kept
    while heap or waiting:
        if waiting and not (heap and kept):
            heap, waiting, kept = heap + waiting, [], 0.0
            heapify(heap)
        rank, at = heappop(heap)
        passage = candidates[at].passage
        beside = chosen.get(passage.sentence, [])
        asking = bisect_left(asks, passage.span.end) - bisect_left(asks, passage.span.start - MARK) if kept else 0
        length = len(passage.span.text)
        if length > room or any(one.start < passage.span.end and passage.span.start < one.end for one in beside):
            continue
        if kept and not asking and length > room - kept:
            waiting.append((rank, at))
            continue
        gain = _gain(candidates[at], weights, told)
        if heap and -gain > heap[0][0]:  # it has lost by what was told since; others may add more now
            heappush(heap, (-gain, at))
            continue
        chosen[passage.sentence] = [*beside, passage.span]
        order.append(passage.span)
        told |= candidates[at].topics
        room -= length + 1  # and the blank to the next
        untold -= asking
        kept = max(kept - length * (asking > 0), 0.0) if untold > 0 else 0.0
    return tuple(order)


def _merged(text: str, passages: Sequence[Span]) -> Iterator[Span]:
    """The passages, those that follow one another in a line of `text` made one."""
    start, end = passages[0].start, passages[0].end
    for passage in passages[1:]:
        if text[end : passage.start].strip(" \u00a0"):
            yield Span.of(text, start, end)
            start = passage.start
        end = passage.end
    yield Span.of(text, start, end)


def summarise(briefing: Briefing, room: int = ROOM) -> tuple[Span, ...]:
    """What a reader with half a minute needs, in reading order: passages of the article, together at most `room` characters."""
    chosen = sorted(choose(briefing, room))
    return tuple(_merged(briefing.article.text, chosen)) if chosen else ()
