"""The text, its layout, its directives and its dates in; the tasks out: single things to do, with who does them and until when.

They come from three places: the directives (an order of three things holds three tasks), the lists of "nhiệm vụ", and plans ("Năm 2025, toàn
ngành tập trung …"). What was done already is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.grammar.actions import Action, agent_at, is_verb, predicate_at, predicate_from, split_actions
from briefings.grammar.dues import find_due, heading_due, opening_due, with_period
from briefings.grammar.phrases import Chunk
from briefings.grammar.sentences import Sentence, read_sentences
from briefings.model import Directive, Due, Layout, Span, Task, When

_DUTY = ("cần", "phải", "cần phải", "hãy", "cần được", "nên", "cần sớm", "phải sớm", "có trách nhiệm", "có nhiệm vụ")
_SAME = 0.9


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a list or a plan gives to the tasks in it."""

    assignee: Span | None = None
    due: Span | None = None


def _words(span: Span) -> frozenset[str]:
    return frozenset(span.text.casefold().split())


class _Planner:
    """Collects the tasks of one article in reading order."""

    def __init__(self, text: str, layout: Layout, directives: Sequence[Directive], dates: Sequence[When]) -> None:
        self.text, self.dates = text, dates
        self.sentences = read_sentences(text, layout)
        self.orders = {directive.quote.start: directive for directive in directives}
        self.bodies = bool(directives) and sum(directive.addressee is None for directive in directives) > len(directives) / 2
        self.setting: _Setting | None = None
        self.listing = False
        self.found: list[Task] = []

    def read(self) -> tuple[Task, ...]:
        for sentence in self.sentences:
            if sentence.heading:
                self.setting = self._opening(sentence)
                self.listing = self.setting is not None
                continue
            directive = self.orders.get(sentence.span.start) or self.orders.get(self._marked_start(sentence))
            if directive:
                self._ordered(sentence, directive)
            elif not self._opens_list(sentence):
                self._planned(sentence)
        return tuple(self.found)

    def _marked_start(self, sentence: Sentence) -> int:
        return next((start for start in self.orders if start <= sentence.span.start < self.orders[start].quote.end), -1)

    # --- lists and plans ------------------------------------------------------------------------------------------------------------

    def _opening(self, sentence: Sentence) -> _Setting | None:
        """The setting that a heading or lead such as "Nhiệm vụ trọng tâm của Ngành trong tháng 11-2018:" opens."""
        row = sentence.chunks
        if not any(chunk.is_a("plan") for chunk in row) or any(chunk.word == "đã" for chunk in row):
            return None
        due = heading_due(self.text, sentence.span.start, sentence.span.end)
        owner = next((at for at, chunk in enumerate(row) if chunk.word == "của" and agent_at(row, at + 1)), None)
        if owner is None:
            return _Setting(None, due)
        end = owner + 1
        while end < len(row) and row[end].word not in (",", ":", "trong", "năm", "thời gian tới", "từ", "tháng", "là", "gồm", "cần", "phải", "được"):
            end += 1
        return _Setting(Span.of(self.text, row[owner + 1].start, row[end - 1].end) if end > owner + 1 else None, due)

    def _opens_list(self, sentence: Sentence) -> bool:
        """Whether the sentence only opens a list that follows it."""
        if not sentence.span.text.endswith(":"):
            return False
        setting = self._opening(sentence)
        if setting:
            self.setting, self.listing = setting, True
        return setting is not None

    def _planned(self, sentence: Sentence) -> None:
        row = sentence.chunks
        if self.listing and self.setting:
            if sentence.marked or not sentence.first or row and row[0].is_a("ordinal"):
                self._item(sentence, self.setting)
                return
            self.listing, self.setting = False, None
        if sentence.first:
            self.setting = self._period(sentence) or (self.setting if predicate_at(row, 0) else None)
        if self.setting and not _past(row):
            self._plan(sentence)

    def _period(self, sentence: Sentence) -> _Setting | None:
        return None

    def _item(self, sentence: Sentence, setting: _Setting) -> None:
        row, start = sentence.chunks, 0
        while start < len(row) and (row[start].is_a("ordinal", "joiner", "mark") and not is_verb(row[start])):
            start += 1
        assignee, own = setting.assignee, False
        if start < len(row) and agent_at(row, start) and not predicate_at(row, start):
            opening = predicate_from(row, start + 1, min(len(row), start + 12))
            if opening:
                assignee, own, start = Span.of(self.text, row[start].start, row[opening - 1].end), True, opening
                self.setting = _Setting(assignee, setting.due)
        self._add_all(sentence, split_actions(row, start), assignee, own, setting.due, sentence.list_number)

    def _plan(self, sentence: Sentence) -> None:
        self._item(sentence, self.setting or _Setting())

    # --- directives -----------------------------------------------------------------------------------------------------------------

    def _ordered(self, sentence: Sentence, directive: Directive) -> None:
        row = sentence.chunks
        end = _without_tail(row)
        start = self._predicate(row, end, directive)
        if start is None:
            return
        own = directive.addressee is not None and sentence.span.holds(directive.addressee)
        lead = find_due(self.text, sentence.span.start, row[start].start) if start else None
        lead = lead or (opening_due(self.text, sentence.span.start, sentence.span.end) if start else None)
        self._add_all(sentence, split_actions(row, start, end), directive.addressee, own, lead, sentence.list_number, lead_own=True)

    def _predicate(self, row: Sequence[Chunk], end: int, directive: Directive) -> int | None:
        """The chunk from which on the sentence says what is to be done."""
        addressee = directive.addressee
        if addressee is not None and directive.quote.holds(addressee):
            after = next((at for at, chunk in enumerate(row) if chunk.start >= addressee.end), end)
            return predicate_from(row, after, end)
        head = next((at for at, chunk in enumerate(row) if not chunk.is_a("mark", "carries", "joiner") or is_verb(chunk)), 0)
        if predicate_at(row, head) and not row[head].is_a("ask", "stress"):
            return head
        for kinds in (("ask",), ("stress", "say")):
            for at in range(head, end):
                if row[at].is_a(*kinds) and "noun" not in row[at].kinds:
                    opening = predicate_from(row, at + 1, end)
                    if opening is not None:
                        return opening
        return predicate_from(row, head, end)

    # --- adding ---------------------------------------------------------------------------------------------------------------------

    def _add_all(
        self, sentence: Sentence, actions: Sequence[Action], assignee: Span | None, own: bool, due: Span | None, number: int | None, lead_own: bool = False
    ) -> None:
        row = sentence.chunks
        for action in _without_umbrella(row, actions):
            start = action.start
            while start < action.end and row[start].word in _DUTY:
                start += 1
            if start >= action.end or _exhorts(row[start : action.end]):
                continue
            quote = Span.of(self.text, row[start].start, row[action.end - 1].end)
            if action.subject:
                assignee, own = Span.of(self.text, row[action.subject[0]].start, row[action.subject[1] - 1].end), True
            inside = find_due(self.text, quote.start, quote.end)
            self._add(Task(
                quote, assignee, with_period(inside or due, self.dates), number,
                assignee_inherited=assignee is not None and not own, due_inherited=inside is None and due is not None and not lead_own,
            ))

    def _add(self, task: Task) -> None:
        words = _words(task.quote)
        for other in self.found:
            theirs = _words(other.quote)
            if len(words & theirs) >= _SAME * max(len(words), len(theirs)) and (other.assignee and other.assignee.text) == (task.assignee and task.assignee.text):
                return
        self.found.append(task)


def _without_tail(row: Sequence[Chunk]) -> int:
    """The end of what is said, before an attribution that closes the sentence: '…", Thủ tướng nhấn mạnh.'"""
    for at in range(len(row) - 1, max(len(row) - 30, 0), -1):
        if row[at].word in ("”", '"') and any(chunk.is_a("ask", "stress", "say") for chunk in row[at + 1 :]):
            return at
    for at in range(len(row) - 1, max(len(row) - 12, 0), -1):
        if row[at].word == "," and len(row) > at + 1 and row[-2].is_a("ask", "stress", "say"):
            return at
    return len(row)


def _without_umbrella(row: Sequence[Chunk], actions: Sequence[Action]) -> Iterator[Action]:
    """The actions, without the part before ":" where what follows it is a list of its own."""
    for number, action in enumerate(actions):
        colon = next((at for at in range(action.start, action.end) if row[at].word == ":"), None)
        listed = colon is not None and number + 1 < len(actions) and row[actions[number].end : actions[number + 1].start][:1] and row[action.end].word == ";"
        if colon is not None and listed and colon + 1 < action.end:
            yield from split_actions(row, colon + 1, action.end)
        else:
            yield action


def _exhorts(row: Sequence[Chunk]) -> bool:
    """Whether the action is an attitude that nobody could tick off."""
    if row[0].is_a("attitude"):
        return True
    return len(row) < 2 and not row[0].is_a("verb") or sum(chunk.word.count(" ") + 1 for chunk in row if not chunk.is_a("mark")) < 3


def _past(row: Sequence[Chunk]) -> bool:
    return any(chunk.is_a("past") for chunk in row[:20])


def find_tasks(text: str, layout: Layout, directives: tuple[Directive, ...], dates: tuple[When, ...]) -> tuple[Task, ...]:
    """The tasks of the article, in reading order."""
    return _Planner(text, layout, directives, dates).read()
