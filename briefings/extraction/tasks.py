"""The text, its layout, its directives and its dates in; the tasks out: single things to do, with who does them and until when.

They come from three places: the directives (an order of three things holds three tasks), the lists of "nhiệm vụ", and plans ("Năm 2025, toàn
ngành tập trung …"). What was done already is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefings.grammar.actions import Action, addressee_at, agent_at, is_verb, main_clause, predicate_at, predicate_from, split_actions
from briefings.grammar.dues import find_due, heading_due, opening_due, with_period
from briefings.grammar.duties import duty_at, orders, reports, told
from briefings.grammar.phrases import Chunk, chunks
from briefings.grammar.sentences import Sentence, read_sentences
from briefings.model import Directive, Layout, Precision, Span, Task, When

Chunks = Sequence[Chunk]
_DUTY = ("cần", "phải", "cần phải", "hãy", "cần được", "cần sớm", "phải sớm", "có trách nhiệm")
_AIM = ("một", "mục tiêu", "các", "những")
_DIRECTS = ("chỉ đạo", "quán triệt", "phân công")  # what those told do in their turn
_PASSIVE = ("phải được", "cần được")
_LEADS = ("ask", "stress", "say", "between", "agent", "carries", "joiner", "several")  # what may stand before a time that holds for an order
_SAME = 0.9  # share of words that makes two tasks of one person the same
_TAIL = 30  # chunks that an attribution after the words takes at most
_NEAR = 10  # chunks in which a new speaker and the verb of saying stand
_REACH = 30  # chunks before the verb of what will be done
_UMBRELLA = 14  # chunks before a ":" in which it may be called a list of tasks
_TALKERS = ("đại biểu", "hội nghị", "ý kiến", "đại hội", "cuộc họp", "phiên họp")
_ANNOUNCES = ("sau", "sau đây", "gồm", "là")
_LIST = 2  # ";" that make a sentence a list
_OWNER_ENDS = frozenset({",", ":", "trong", "năm", "thời gian tới", "từ", "tháng", "là", "gồm", "cần", "phải", "được", "đến", "6", "quý"})


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a list, a plan or an order gives to the tasks in it."""

    assignee: Span | None = None
    due: Span | None = None
    own_assignee: bool = False  # named in the same sentence
    own_due: bool = False
    number: int | None = None


class _Planner:
    """Collects the tasks of one article in reading order."""

    def __init__(self, text: str, layout: Layout, directives: Sequence[Directive], dates: Sequence[When]) -> None:
        self.text, self.dates = text, dates
        self.sentences = read_sentences(text, layout)
        self.directives = directives
        self.ruled = bool(directives) and all(_is_body(directive.speaker) for directive in directives)  # a resolution speaks, no person
        self.list: _Setting | None = None  # a list of things to do that goes on over paragraphs
        self.plan: _Setting | None = None  # a plan told in sentences
        self.target: Span | None = None  # until when the aims set in the article are to be reached
        self.found: list[Task] = []

    def read(self) -> tuple[Task, ...]:
        for sentence in self.sentences:
            directive = next((one for one in self.directives if one.quote.start <= sentence.span.start < one.quote.end), None)
            if sentence.heading:
                self.list, self.plan = self._opening(sentence), None
            elif directive:
                self._ordered(sentence, directive)
            elif not self._opens_list(sentence):
                self._unordered(sentence)
        return tuple(self.found)

    def _span(self, row: Chunks, start: int, end: int) -> Span:
        return Span.of(self.text, row[start].start, row[end - 1].end)

    # --- directives -----------------------------------------------------------------------------------------------------------------

    def _ordered(self, sentence: Sentence, directive: Directive) -> None:
        row, addressee = sentence.chunks, directive.addressee
        if sentence.span.text.endswith(":") and any(chunk.is_a("plan") for chunk in row[-8:]):
            return  # an umbrella: what it announces follows in sentences of its own
        own = addressee is not None and sentence.span.holds(addressee)
        for start, end in _orders_in(row, addressee if own else None, carried=directive.carried):
            due = self._due_before(sentence, start)
            setting = _Setting(addressee, due, own, own_due=True, number=sentence.list_number)
            if due is None and _sets_aim(row[:start]):
                setting = replace(setting, due=self.target, own_due=False)
            whole = _passive_from(row, start)
            if whole is None:
                self._add_all(row, split_actions(row, start, end), setting)
            else:
                self._add_all(row, [Action(*edges) for edges in _clauses(row, whole, end)], replace(setting, assignee=None))

    def _due_before(self, sentence: Sentence, start: int) -> Span | None:
        """A time in front of the order that holds for all of it: "đến năm 2021 cơ bản hoàn thành …"."""
        if not start:
            return None
        begin, end = sentence.span.start, sentence.chunks[start].start
        due = find_due(self.text, begin, end) or opening_due(self.text, begin, end)
        before = next((chunk for chunk in reversed(sentence.chunks[:start]) if due and chunk.end <= due.start), None)
        if before and not before.is_a("mark", *_LEADS):
            return None  # it belongs to a noun: "các nhiệm vụ trong tháng 6, ông Toàn yêu cầu …"
        if due and _sets_aim(sentence.chunks[:start]):
            self.target = due
        return due

    # --- lists and plans ------------------------------------------------------------------------------------------------------------

    def _opening(self, sentence: Sentence) -> _Setting | None:
        """The setting that a heading or lead such as "Nhiệm vụ trọng tâm của Ngành trong tháng 11-2018:" opens."""
        row = sentence.chunks
        if not any(chunk.is_a("plan") for chunk in row) or any(chunk.word == "đã" for chunk in row):
            return None
        due = heading_due(self.text, sentence.span.start, sentence.span.end)
        owner = next((at + 1 for at, chunk in enumerate(row) if chunk.word == "của" and agent_at(row, at + 1)), None)
        if owner is None:
            return _Setting(None, due)
        end = next((at for at in range(owner + 1, len(row)) if row[at].word in _OWNER_ENDS), len(row))
        return _Setting(self._span(row, owner, end), due)

    def _opens_list(self, sentence: Sentence) -> bool:
        """Whether the sentence only opens a list that follows it."""
        setting = self._opening(sentence) if sentence.span.text.endswith(":") else None
        if setting:
            self.list, self.plan = setting, None
        return setting is not None

    def _unordered(self, sentence: Sentence) -> None:
        row = sentence.chunks
        if self.list:
            if sentence.marked or (row and row[0].is_a("ordinal")):
                self.plan = self.list
            elif sentence.first:
                self.list = self.plan = None
        elif sentence.first:
            self.plan = self.plan if orders(row, 0) else None
        discussed = self._discussed(row)
        if discussed is not None:
            due = heading_due(self.text, sentence.span.start, row[discussed].start)
            self._add_all(row, split_actions(row, discussed), _Setting(self._planner(row), due, own_assignee=True))
            return
        self.plan = self._period(sentence) or self.plan
        if self.plan and not reports(row):
            self._planned(sentence, self.plan)
        elif not reports(row):
            self._announced(row)

    def _discussed(self, row: Chunks) -> int | None:
        """Where the list begins in "… thảo luận 7 nhóm nhiệm vụ, giải pháp năm 2025; đặc biệt là …; …"."""
        if sum(chunk.word == ";" for chunk in row) < _LIST:
            return None
        first = next(at for at, chunk in enumerate(row) if chunk.word in (";", ":"))
        head = row[:first]
        takes_up = next((at for at, chunk in enumerate(head) if chunk.is_a("takes_up")), len(head))
        planned = any(chunk.is_a("plan") for chunk in head[takes_up:])
        main = any("trọng tâm" in chunk.word for chunk in head)
        return first + 1 if planned and main and first + 1 < len(row) else None

    def _planner(self, row: Chunks) -> Span | None:
        """Who has set themselves the tasks: "các huyện ủy đã đề ra một số nhiệm vụ trọng tâm"; not the delegates who discussed them."""
        verb = next((at for at, chunk in enumerate(row) if chunk.is_a("takes_up")), 0)
        named = addressee_at(row, main_clause(row, 0), verb)
        return Span.of(self.text, named[0].start, named[-1].end) if named and not any(chunk.word in _TALKERS for chunk in named) else None

    def _period(self, sentence: Sentence) -> _Setting | None:
        """The plan that a sentence opens by naming a time ahead: "Năm 2022 là năm …", "Trong thời gian tới, …"."""
        row = sentence.chunks
        if not sentence.first or reports(row):
            return None
        if row[0].is_a("ahead"):
            return _Setting()
        due = opening_due(self.text, sentence.span.start, sentence.span.end)
        return _Setting(None, due) if due and self._ahead(due) else None

    def _ahead(self, due: Span) -> bool:
        """Whether the period lies ahead of the article: it ends well after the last day the article names."""
        period = next((when for when in self.dates if due.holds(when.span) or when.span.holds(due)), None)
        days = [when.last for when in self.dates if when.precision is Precision.DAY]
        return period is not None and bool(days) and (period.last - max(days)).days > (period.last - period.first).days / 2

    def _planned(self, sentence: Sentence, setting: _Setting) -> None:
        row = sentence.chunks
        start = next((at for at, chunk in enumerate(row) if not chunk.is_a("ordinal", "joiner", "mark", "carries") or is_verb(chunk)), 0)
        setting = replace(setting, number=sentence.list_number if sentence.list_number is not None else setting.number)
        if told(row, start) and not is_verb(row[start]):
            opening = predicate_from(row, start + 1) or start
            named = addressee_at(row, start, opening)
            setting = replace(setting, assignee=Span.of(self.text, named[0].start, named[-1].end) if named else setting.assignee)
            self.plan = setting
            self._add_all(row, split_actions(row, opening), replace(setting, own_assignee=True))
        elif orders(row, start) or self.list:
            self.plan = setting
            self._add_all(row, split_actions(row, start), setting)

    def _announced(self, row: Chunks) -> None:
        """What a body or a rule will do: "Tổng cục Môi trường sẽ kiểm tra …", "Việc kiêm nhiệm sẽ được thí điểm …"."""
        will = next((at for at, chunk in enumerate(row[:_REACH]) if chunk.is_a("future")), None)
        if not will or any(chunk.is_a("say", "stress", "ask", "lay", "past") for chunk in row[:will]) or row[will + 1].word == "bị":
            return
        start = next((at for at, chunk in enumerate(row) if not chunk.is_a("mark", "carries", "joiner")), 0)
        if self.ruled:
            self._add_all(row, [Action(*edges) for edges in _clauses(row, start)], _Setting())
        elif row[start].is_a("body") and row[start].raised and predicate_at(row, will + 1):
            due = find_due(self.text, row[start].start, row[will].start)
            self._add_all(row, split_actions(row, will + 1), _Setting(self._span(row, start, will), due, own_assignee=True, own_due=True))

    # --- adding ---------------------------------------------------------------------------------------------------------------------

    def _add_all(self, row: Chunks, actions: Sequence[Action], setting: _Setting) -> None:
        for action in actions:
            start = action.start
            while start < action.end and (row[start].word in _DUTY or row[start].is_a("chiefly")):
                start += 1
            if start >= action.end or _exhorts(row[start : action.end]) or _done(row[start : action.end]):
                continue
            if action.subject:
                setting = replace(setting, assignee=self._span(row, *action.subject), own_assignee=True)
            self._add(self._task(self._span(row, start, action.end), setting))

    def _task(self, quote: Span, setting: _Setting) -> Task:
        inside = find_due(self.text, quote.start, quote.end)
        due = with_period(inside or setting.due, self.dates)
        return Task(
            quote, setting.assignee, due, setting.number,
            assignee_inherited=setting.assignee is not None and not setting.own_assignee,
            due_inherited=inside is None and due is not None and not setting.own_due,
        )

    def _add(self, task: Task) -> None:
        """Keep the task, unless the article has set the same to the same before (a lead that the body repeats)."""
        words = _words(task.quote)
        for other in self.found:
            theirs = _words(other.quote)
            same = len(words & theirs) >= _SAME * max(len(words), len(theirs))
            if same and _alike(other.assignee, task.assignee):
                return
        self.found.append(task)


def _words(span: Span) -> frozenset[str]:
    return frozenset(span.text.casefold().split())


def _is_body(speaker: Span | None) -> bool:
    return speaker is not None and chunks(speaker.text)[0].is_a("body")


def _clauses(row: Chunks, start: int, stop: int | None = None) -> Iterator[tuple[int, int]]:
    """The clauses of ``row[start:stop]`` that ";" parts, without their closing marks."""
    stop = len(row) if stop is None else stop
    edges = [start - 1, *(at for at in range(start, stop) if row[at].word == ";"), stop]
    for left, right in zip(edges, edges[1:], strict=False):
        end = right
        while end > left + 1 and row[end - 1].is_a("mark"):
            end -= 1
        if end > left + 1:
            yield left + 1, end


def _alike(one: Span | None, other: Span | None) -> bool:
    """Whether two names are of one body: "Ban" and "Ban Tổ chức Trung ương"."""
    if one is None or other is None:
        return one is other
    return one.text.startswith(other.text) or other.text.startswith(one.text)


def _orders_in(row: Chunks, addressee: Span | None, *, carried: bool) -> Iterator[tuple[int, int]]:
    """The passages of a directive, as ranges of chunks, that say what is to be done: one for each verb of asking with a speaker of its own."""
    end = _without_tail(row)
    edges = [0, *(at for at in range(1, end) if row[at].word == "," and _new_speaker(row, at + 1, end)), end]
    for left, right in zip(edges, edges[1:], strict=False):
        if right != end and not any(chunk.is_a("ask") and "noun" not in chunk.kinds for chunk in row[left:right]):
            continue
        start = _predicate(row, left, right, addressee, carried=carried)
        if start is not None:
            yield _listed_from(row, start, right), right


def _new_speaker(row: Chunks, at: int, end: int) -> bool:
    """Whether a new attribution opens at `at`: "…, Thủ tướng nhấn mạnh …"."""
    if at >= end or not row[at].is_a("high", "office", "premier", "pronoun"):
        return False
    for chunk in row[at + 1 : min(end, at + _NEAR)]:
        if chunk.word in (",", ";"):
            return False
        if chunk.is_a("ask", "stress", "say") and "noun" not in chunk.kinds:
            return True
    return False


def _listed_from(row: Chunks, start: int, end: int) -> int:
    """Where the things to do begin: after the ":" of an opening whose list follows, else at `start`."""
    colon = next((at for at in range(start, end) if row[at].word == ":"), None)
    umbrella = colon is not None and (row[colon - 1].word in _ANNOUNCES or any(chunk.is_a("plan") for chunk in row[max(start, colon - _UMBRELLA) : colon]))
    listed = umbrella and any(chunk.word == ";" for chunk in row[colon:end])
    return colon + 1 if colon is not None and listed else start


def _predicate(row: Chunks, left: int, right: int, addressee: Span | None, *, carried: bool) -> int | None:
    """The chunk of ``row[left:right]`` from which on it says what is to be done."""
    if addressee is not None and row[left].start <= addressee.start < row[right - 1].end:
        after = next((at for at in range(left, right) if row[at].start >= addressee.end), right)
        return predicate_from(row, after, right)
    head = next((at for at in range(left, right) if not row[at].is_a("mark", "carries", "joiner") or is_verb(row[at])), left)
    if predicate_at(row, head) and (not row[head].is_a("ask", "stress", "say") or (carried and row[head].word in _DIRECTS)):
        return head
    for kinds in (("ask", "asked"),) if carried else (("ask", "asked"), ("stress", "say")):
        for at in range(head, right):
            if row[at].is_a(*kinds) and "noun" not in row[at].kinds:
                opening = predicate_from(row, at + 1, right)
                if opening is not None:
                    return opening
    head = main_clause(row, head)
    duty = duty_at(row, head, right)
    return duty if duty is not None else predicate_from(row, head, right)


def _sets_aim(row: Chunks) -> bool:
    """Whether the words before an order call it an aim: "đề ra mục tiêu …", "Một mục tiêu khác là …"."""
    return any("mục tiêu" in chunk.word and (chunk.is_a("ask") or (at < len(_AIM) and row[0].word in _AIM)) for at, chunk in enumerate(row))


def _passive_from(row: Chunks, start: int) -> int | None:
    """Where a clause opens whose subject has something done to it: "lợn bị nhiễm bệnh phải được tiêu huỷ"."""
    if not start or row[start - 1].word == ",":
        return None
    if row[start].word not in _PASSIVE and not (row[start].word in _DUTY and start + 1 < len(row) and row[start + 1].word == "được"):
        return None
    left = start
    while left and row[left - 1].word not in (";", ":", "rằng") and not row[left - 1].is_a("ask", "stress", "say"):
        left -= 1
    while left < start and (row[left].is_a("mark", "carries", "joiner")):
        left += 1
    return left if left < start and not agent_at(row, left) else None


def _without_tail(row: Chunks) -> int:
    """The end of what is said, before an attribution that closes the sentence: '…", Thủ tướng nhấn mạnh.'"""
    for at in range(len(row) - 1, max(len(row) - _TAIL, 0), -1):
        if row[at].word in ("”", '"'):
            said = next((here for here in range(len(row) - 1, at, -1) if row[here].is_a("ask", "stress", "say")), None)
            if said is not None and predicate_from(row, said + 1) is None:
                return at
    closing = len(row) - 2 if row and row[-1].is_a("mark") else len(row) - 1
    if closing > 0 and row[closing].is_a("ask", "stress", "say"):
        return next((at for at in range(closing, max(closing - _NEAR, 0), -1) if row[at].word == ","), len(row))
    return len(row)


def _exhorts(row: Chunks) -> bool:
    """Whether the action is an attitude that nobody could tick off, or too short to be one."""
    head = next((at for at, chunk in enumerate(row) if not chunk.is_a("adverb", "mark", "modal")), len(row) - 1)
    if row[head].is_a("attitude") or sum(chunk.is_a("attitude") for chunk in row[:head]) > 1:
        return True
    return sum(chunk.word.count(" ") + 1 for chunk in row if not chunk.is_a("mark")) < 3  # noqa: PLR2004 - "a verb and its object" has three syllables


def _done(row: Chunks) -> bool:
    """Whether the passage tells what was said or done: "lưu ý là vừa qua Công an đã triệt phá …"."""
    return len(row) > 1 and row[0].is_a("ask", "stress", "say") and row[1].word in ("là", "rằng", "vừa qua")


def find_tasks(text: str, layout: Layout, directives: tuple[Directive, ...], dates: tuple[When, ...]) -> tuple[Task, ...]:
    """The tasks of the article, in reading order."""
    return _Planner(text, layout, directives, dates).read()
