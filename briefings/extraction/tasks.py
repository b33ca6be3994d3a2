"""The text, its sentences, its directives and its dates in; the tasks out: single things to do, with who does them and until when.

They come from three places: the directives (an order of three things holds three tasks), the lists of "nhiệm vụ", and plans ("Năm 2025,
toàn ngành tập trung …"). What was done already is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefings.grammar.actions import Action, split_actions
from briefings.grammar.announcements import announcements
from briefings.grammar.clauses import addressee_at, agent_at, is_verb, main_clause, predicate_at
from briefings.grammar.dues import find_due, heading_due, opening_due, period_of, with_period
from briefings.grammar.duties import orders, told_from
from briefings.grammar.hearsay import reports
from briefings.grammar.orders import clauses, listed_from, passages, passive_from, sets_aim
from briefings.grammar.phrases import Row, chunks
from briefings.grammar.sentences import Sentence
from briefings.model import Directive, Precision, Span, Task, When

# What stands before a time that holds for an order.
_BEFORE_DUE = ("mark", "ask", "stress", "say", "between", "agent", "carries", "joiner", "several")
_REACH = 30  # chunks before the verb of what will be done
_LIST = 2  # ";" that make a sentence a list
_OWN_NAME = 12  # chunks of the name of a body that tells what it will do
_DONE = 16  # characters of "hoàn thành xong " before a time
_LEADS = 8  # tasks of a lead that are kept in mind
_TOPIC = 8  # chunks in which an item names its field
_FEW = 3  # chunks of an attitude with nothing to it
_TARGETS = ("mục tiêu", "chỉ tiêu")
_DECIDING = frozenset(("decides", "finds"))  # "nhất trí", "xác định"
_NO_VERBS = ("là", "với")  # they go on with what was said: "là chỗ dựa vững chắc", "với tinh thần …"; not "là cơ quan thường trực"
_CARELESS = ("chủ quan", "lơ là")
_SHORTEST = 3  # syllables of a verb and its object


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a list, a plan or an order gives to the tasks in it."""

    assignee: Span | None = None
    due: Span | None = None
    own_assignee: bool = False  # named in the same sentence
    own_due: bool = False
    number: int | None = None


def find_tasks(text: str, sentences: tuple[Sentence, ...], directives: tuple[Directive, ...], dates: tuple[When, ...]) -> tuple[Task, ...]:
    """The tasks of the article, in reading order; `sentences` are those of its paragraphs."""
    return _Planner(text, sentences, directives, dates).read()


class _Planner:
    """Collects the tasks of one article in reading order."""

    def __init__(self, text: str, sentences: Sequence[Sentence], directives: Sequence[Directive], dates: Sequence[When]) -> None:
        self.text, self.dates = text, dates
        self.sentences = sentences
        self.directives = {directive.quote.start: directive for directive in directives}
        self.ruled = bool(directives) and all(_rules(directive.speaker) for directive in directives)  # a resolution speaks, no person
        self.today = max((when.last for when in dates if when.precision is Precision.DAY), default=None)  # the last day the article names
        self.list: _Setting | None = None  # a list of things to do that goes on over paragraphs
        self.headed = False  # it has a heading of its own, so that its paragraphs need no list marks
        self.plan: _Setting | None = None  # a plan told in sentences
        self.list_due: Span | None = None  # until when the opening of a list of orders wants them done
        self.target: Span | None = None  # until when the aims set in the article are to be reached
        self.lead_end = max((sentence.span.end for sentence in sentences if sentence.paragraph == 0), default=0)
        self.leads: list[Task] = []  # tasks of the lead that the body may repeat in full
        self.found: list[Task] = []
        self.known: dict[frozenset[str], list[Span | None]] = {}  # the words of each task → who it was given to

    def read(self) -> tuple[Task, ...]:
        for sentence in self.sentences:
            directive = self.directives.get(sentence.span.start)
            opening = self._opening(sentence) if sentence.heading or sentence.span.text.endswith(":") else None
            if directive:
                self._ordered(sentence, directive)
            elif sentence.heading or opening:
                self.list, self.plan, self.headed = opening, None, sentence.heading
            elif self.list and sentence.span.text.endswith(":") and not reports(sentence):
                pass  # "2. Công tác cán bộ:", of which the items that follow tell
            else:
                self._unordered(sentence)
        return tuple(self.found)

    def _span(self, row: Row, start: int, end: int) -> Span:
        return Span.of(self.text, row[start].start, row[end - 1].end)

    def _name(self, named: Row | None) -> Span | None:
        return Span.of(self.text, named[0].start, named[-1].end) if named else None

    # --- directives -----------------------------------------------------------------------------------------------------------------

    def _ordered(self, sentence: Sentence, directive: Directive) -> None:
        row, addressee = sentence.chunks, directive.addressee
        if sentence.span.text.endswith(":"):
            self.list_due = heading_due(self.text, sentence.span.start, sentence.span.end) or self.list_due
            return  # what it announces follows in sentences of its own
        if not directive.carried:
            self.list_due = None
        own = addressee if addressee and sentence.span.holds(addressee) else None
        told_until = next((at for at, chunk in enumerate(row) if own and chunk.start >= own.end), None)
        for start, end in passages(row, told_until, carried=directive.carried):
            due = self._due_before(sentence, start)
            aim = due is None and sets_aim(row[:start])
            until = self.target if aim else due or self.list_due
            told = None if own and own.start > row[end - 1].end else addressee  # who is told only later is told something else
            setting = _Setting(told, until, own is not None, own_due=due is not None, number=sentence.list_number)
            whole = passive_from(row, start)
            if whole is None:
                self._add_all(row, split_actions(row, start, end), setting)
            else:
                self._add_all(row, [Action(*edges) for edges in clauses(row, whole, end)], replace(setting, assignee=None))

    def _due_before(self, sentence: Sentence, start: int) -> Span | None:
        """A time in front of the order that holds for all of it: "đến năm 2021 cơ bản hoàn thành …"."""
        head = sentence.chunks[:start]
        asked = next((chunk for chunk in reversed(head) if chunk.is_a("ask", "stress")), None)
        if asked and (period := opening_due(self.text, min(asked.end + 1, sentence.span.end), sentence.chunks[start].start)):
            return period  # "đề nghị năm 2025, toàn ngành …"
        due = self._due_in(sentence.span.start, sentence.chunks[start].start) if head else None
        if due and self.text.startswith(":", due.end):
            self.list_due = due  # "kết luận về thu ngân sách những tháng cuối năm: triển khai …", and what follows
            return due
        before = next((chunk for chunk in reversed(head) if due and chunk.end <= due.start), None)
        if before and not before.is_a(*_BEFORE_DUE):
            return None  # it belongs to a noun: "các nhiệm vụ trong tháng 6, ông Toàn yêu cầu …"
        if due and asked and due.end <= asked.start and self._is_past(due):
            return None  # then it was asked: "Tháng 5/2018, Thủ tướng yêu cầu …"
        if due and sets_aim(head):
            self.target = due
        return due

    def _due_in(self, start: int, end: int) -> Span | None:
        return find_due(self.text, start, end) or opening_due(self.text, start, end)

    # --- lists and plans ------------------------------------------------------------------------------------------------------------

    def _opening(self, sentence: Sentence) -> _Setting | None:
        """The setting that a heading or lead such as "Nhiệm vụ trọng tâm của Ngành trong tháng 11-2018:" opens."""
        row = sentence.chunks
        if not any(chunk.is_a("plan") for chunk in row) or any(chunk.word in ("đã", "đã được") for chunk in row):
            return None
        due = heading_due(self.text, sentence.span.start, sentence.span.end)
        owner = next((at + 1 for at, chunk in enumerate(row) if chunk.word == "của" and agent_at(row, at + 1)), None)
        if owner is None:
            return _Setting(self._taker(row), due)
        end = next((at for at in range(owner + 1, len(row)) if row[at].is_a("owner_ends") or row[at].word in (",", ":")), len(row))
        return _Setting(self._span(row, owner, end), due)

    def _unordered(self, sentence: Sentence) -> None:
        row = sentence.chunks
        self._turn(sentence)
        discussed = _discussed(row) if sentence.span.text.count(";") >= _LIST else None
        if discussed is not None:
            self._listed(sentence, discussed)
        elif not sentence.kinds.isdisjoint(_DECIDING) and (decided := _decided(row)) is not None:
            self._add_all(row, split_actions(row, decided), _Setting())
        elif "ask" in sentence.kinds and (aimed := _aimed(row)) is not None and not reports(sentence):
            due = opening_due(self.text, sentence.span.start, sentence.span.end)
            start = main_clause(row, 0)
            only_named = not any(is_verb(chunk) or chunk.is_a("say", "stress") for chunk in row[start : aimed - 1])
            doer = self._name(addressee_at(row, start, aimed - 1)) if only_named else None  # not "Hai thủ tướng nhất trí | đặt mục tiêu …"
            self._add_all(row, split_actions(row, aimed), _Setting(doer, due, own_assignee=True, own_due=True))
        elif row[0].word == "phấn đấu" and not self.plan and not reports(sentence):
            self._add_all(row, split_actions(row), _Setting())  # a target says of itself that it is one
        elif not reports(sentence):
            self.plan = self._period(sentence) or self.plan
            if not (self.plan and self._planned(sentence, self.plan)) and "future" in sentence.kinds:
                self._announced(sentence)

    def _listed(self, sentence: Sentence, start: int) -> None:
        """Take in the items of a list inside a sentence, each by itself: who has one has not the next."""
        row = sentence.chunks
        told = None if predicate_at(row, start) else told_from(row, start, listed=True)
        setting = _Setting(self._taker(row), heading_due(self.text, sentence.span.start, row[start].start), own_assignee=True)
        own = self._name(addressee_at(row, start, told)) if told else None
        for item in split_actions(row, told or start):
            self._add_all(row, [item], replace(setting, assignee=own or setting.assignee))
            own = None

    def _turn(self, sentence: Sentence) -> None:
        """Go on with the list or the plan, or end it: an item starts from what the list says, a paragraph without an order ends both."""
        row = sentence.chunks
        goes_on = self.headed and sentence.first and orders(row, 0)
        if self.list and (sentence.marked or row[0].is_a("ordinal") or goes_on):
            self.plan = self.list
        elif (self.list or self.plan) and sentence.first and (self.list or not orders(row, 0)):
            self.list = self.plan = None

    def _taker(self, row: Row) -> Span | None:
        """Who has set themselves the tasks: "các huyện ủy đã đề ra một số nhiệm vụ trọng tâm"; not the delegates who discussed them."""
        verb = next((at for at, chunk in enumerate(row) if chunk.is_a("takes_up", "adverb")), 0)
        named = addressee_at(row, main_clause(row, 0), verb)
        if not named or any(chunk.is_a("talkers") for chunk in named):
            return None
        return self._name(named)

    def _period(self, sentence: Sentence) -> _Setting | None:
        """The plan that a sentence opens by naming a time ahead: "Năm 2022 là năm …", "Trong thời gian tới, …"."""
        if not sentence.first:
            return None
        if sentence.chunks[0].is_a("ahead"):
            return _Setting()
        due = opening_due(self.text, sentence.span.start, sentence.span.end)
        return _Setting(None, due) if due and self._ahead(due) else None

    def _is_past(self, due: Span) -> bool:
        """Whether the period ends before the last day that the article names."""
        period = period_of(due, self.dates)
        return period is not None and self.today is not None and period.last < self.today

    def _ahead(self, due: Span) -> bool:
        """Whether the period lies ahead of the article: more than half of it comes after the last day the article names."""
        period = period_of(due, self.dates)
        return period is not None and self.today is not None and (period.last - self.today) * 2 > period.last - period.first

    def _planned(self, sentence: Sentence, setting: _Setting) -> bool:
        """Take in the tasks of a sentence of the plan; whether it holds any."""
        row, before = sentence.chunks, len(self.found)
        period = opening_due(self.text, sentence.span.start, sentence.span.end)
        past = next((at for at, chunk in enumerate(row) if period and chunk.start >= period.end), 0)
        heads = (at for at in range(past, len(row)) if not row[at].is_a("ordinal", "joiner", "mark", "carries") or is_verb(row[at]))
        start = _past_topic(row, next(heads, 0))
        setting = replace(setting, number=setting.number if sentence.list_number is None else sentence.list_number)
        opening = None if is_verb(row[start]) else told_from(row, start)
        if opening:
            named = addressee_at(row, start, opening)
            self.plan = replace(setting, assignee=self._name(named)) if named else setting
            self._add_all(row, split_actions(row, listed_from(row, opening, len(row))), replace(self.plan, own_assignee=True))
        elif self.list or orders(row, start):
            self.plan = setting
            self._add_all(row, split_actions(row, listed_from(row, start, len(row))), setting)
        return len(self.found) > before

    def _announced(self, sentence: Sentence) -> None:
        """What a body or a rule will do: "Tổng cục Môi trường sẽ kiểm tra …", "Việc kiêm nhiệm sẽ được thí điểm …"."""
        row = sentence.chunks
        if self.ruled and not sentence.quotation and any(chunk.word.startswith("sẽ") for chunk in row):
            start = next((at for at, chunk in enumerate(row) if not chunk.is_a("mark", "carries", "joiner")), 0)
            self._add_all(row, [Action(*edges) for edges in clauses(row, start, len(row))], _Setting())
            return
        for one in announcements(row):
            due = self._due_in(row[0].start, row[one.verb].start)
            if one.passive and (due or find_due(self.text, row[one.verb].start, row[one.end - 1].end)):
                self._add_all(row, [Action(one.subject, one.end)], _Setting(due=due, own_due=True))
            elif not one.passive:
                doer = self._doer(row, one.subject, one.will) if one.subject < one.will else None
                setting = _Setting(doer, due, own_assignee=True, own_due=True)
                self._add_all(row, split_actions(row, one.verb, one.end), setting)

    def _doer(self, row: Row, start: int, will: int) -> Span:
        """The name of who will do it, without a time behind it: "Hội nghị Trung ương 8 | vào đầu tháng 10"."""
        due = self._due_in(row[start].start, row[will - 1].end)
        until = next((at for at in range(start + 1, will) if due and row[at].end > due.start), will)
        return self._span(row, start, until)

    # --- adding ---------------------------------------------------------------------------------------------------------------------

    def _add_all(self, row: Row, actions: Iterable[Action], setting: _Setting) -> None:
        for action in actions:
            start = action.start
            while start < action.end and (row[start].is_a("duty", "chiefly", "future") or row[start].word == ","):
                start += 1  # "trong đó, | chú trọng …"
            passage = row[start : action.end]
            if not passage or _exhorts(passage) or _only_says(passage):
                continue
            if passage[0].word == "hoàn thành" and self._completes(self._span(row, start, action.end)):
                continue
            if action.subject:
                due = self._due_in(row[action.subject[0]].start, row[action.subject[1] - 1].end)
                setting = replace(setting, assignee=self._subject(row, *action.subject, due), own_assignee=True)
                setting = replace(setting, due=due, own_due=True) if due else setting
            self._add(self._task(self._span(row, start, action.end), setting))

    def _completes(self, quote: Span) -> bool:
        """Whether "hoàn thành trước ngày 30/1" only sets a time for the task before, which then has it."""
        due = find_due(self.text, quote.start, quote.end)
        if due is None or not self.found or due.start - quote.start > _DONE or quote.end > due.end:
            return False
        last = self.found[-1]
        if last.quote.end + _DONE > quote.start:
            self.found[-1] = replace(last, due=with_period(due, self.dates), due_inherited=False)
        return True

    def _subject(self, row: Row, start: int, end: int, due: Span | None) -> Span:
        """The name that opens at `start`, without a time, "được giao" and the like before the predicate."""
        end = next((at for at in range(start + 1, end) if due and row[at].end > due.start), end)
        while end > start + 1 and (row[end - 1].is_a("asked", "between") or row[end - 1].word == ","):
            end -= 1
        return self._span(row, start, end)

    def _task(self, quote: Span, setting: _Setting) -> Task:
        inside = find_due(self.text, quote.start, quote.end)
        due = with_period(inside or setting.due, self.dates)
        inherits = setting.assignee is not None and not setting.own_assignee
        late = inside is None and due is not None and not setting.own_due
        return Task(quote, setting.assignee, due, setting.number, assignee_inherited=inherits, due_inherited=late)

    def _add(self, task: Task) -> None:
        """Keep the task, unless the article has set the same to the same before (a lead that the body repeats)."""
        words = frozenset(task.quote.text.casefold().split())
        if task.quote.start >= self.lead_end:
            self._drop_summaries(words)
        given = self.known.setdefault(words, [])
        if not any(_alike(other, task.assignee) for other in given):
            given.append(task.assignee)
            self.found.append(task)
            if task.quote.start < self.lead_end and task.assignee is None and len(self.leads) < _LEADS:
                self.leads.append(task)

    def _drop_summaries(self, words: frozenset[str]) -> None:
        """Forget the tasks of the lead, given to nobody, that a later task of these `words` says in full."""
        for lead in [one for one in self.leads if words >= frozenset(one.quote.text.casefold().split())]:
            self.leads.remove(lead)
            self.found = [one for one in self.found if one.quote != lead.quote]


def _past_topic(row: Row, start: int) -> int:
    """The chunk after the field of work that an item names first: "Công tác đảng viên: phấn đấu kết nạp …"."""
    colon = next((at for at in range(start, min(len(row), start + _TOPIC)) if row[at].word == ":"), None)
    return start if colon is None or is_verb(row[start]) or not predicate_at(row, colon + 1) else colon + 1


def _rules(speaker: Span | None) -> bool:
    """Whether the speaker is one of the bodies whose resolutions set rules for all."""
    head = chunks(speaker.text)[0] if speaker else None
    return head is not None and head.is_a("body") and head.is_a("top")


def _alike(one: Span | None, other: Span | None) -> bool:
    """Whether two names are of one body: "Ban" and "Ban Tổ chức Trung ương"."""
    if one is None or other is None:
        return one is other
    return one.text.startswith(other.text) or other.text.startswith(one.text)


def _discussed(row: Row) -> int | None:
    """Where the list begins in "… thảo luận 7 nhóm nhiệm vụ, giải pháp trọng tâm năm 2025; đặc biệt là …; …"."""
    first = next(at for at, chunk in enumerate(row) if chunk.word in (";", ":"))
    head = row[:first]
    aims = any(chunk.is_a("takes_up") for chunk in head) and any(chunk.word.endswith(_TARGETS) for chunk in head)
    if row[first].word == ":" and head[-1].is_a("consists") and (aims or any(chunk.is_a("remedy") for chunk in head)):
        opens = predicate_at(row, first + 1) or told_from(row, first + 1, listed=True) is not None
        return first + 1 if opens else None  # "Sáu nhóm giải pháp gồm: …; …; …", "đề ra các mục tiêu như: …; …; …"
    takes_up = next((at for at, chunk in enumerate(head) if chunk.is_a("takes_up")), len(head))
    planned = any(chunk.is_a("plan") for chunk in head[takes_up:]) and any("trọng tâm" in chunk.word for chunk in head)
    planned = planned and not any(chunk.is_a("ongoing") for chunk in head[takes_up:])  # "… việc đã và đang triển khai"
    return first + 1 if planned and first + 1 < len(row) else None


def _decided(row: Row) -> int | None:
    """Where it opens what was decided: "Bộ Chính trị đồng ý chủ trương | lập tổ chức đảng …", "Hội nghị xác định | kiện toàn …"."""
    verb = next((at for at in range(1, len(row) - 1) if row[at].is_a("decides") or row[at].word == "xác định"), None)
    if verb is None or not predicate_at(row, verb + 1):
        return _named_so(row, verb) if verb else None
    name = next((at for at in range(verb - 1, -1, -1) if not row[at].is_a("between")), 0)
    told = any(chunk.is_a("ongoing", "say") for chunk in row[:verb])  # "ông cho biết Bộ Chính trị đã thống nhất chủ trương …"
    by_top = row[verb].is_a("decides") and any(chunk.is_a("top") for chunk in row[:verb]) and not told
    by_meeting = not row[verb].is_a("decides") and row[name].is_a("meeting")
    return verb + 1 if by_top or by_meeting else None


def _named_so(row: Row, verb: int) -> int | None:
    """Where the tasks begin that "xác định" at `verb` calls so: "Nghị quyết xác định các nhiệm vụ, giải pháp chủ yếu: | tập trung …"."""
    colon = next((at for at in range(verb + 1, len(row) - 1) if row[at].word == ":"), verb)
    called = any(chunk.is_a("plan", "remedy") or chunk.word.endswith(_TARGETS) for chunk in row[:colon])
    return colon + 1 if called and colon > verb and predicate_at(row, colon + 1) and not row[verb].is_a("decides") else None


def _aimed(row: Row) -> int | None:
    """Where it opens what somebody has set themselves: "đơn vị đặt mục tiêu | hoàn thành 3.000 lượt; …"."""
    verb = next((at for at, chunk in enumerate(row[:-1]) if chunk.is_a("ask") and chunk.word.endswith(_TARGETS)), None)
    named = row[:verb] if verb else ()
    ours = any(chunk.is_a("agent", "body") for chunk in named) and not any(chunk.is_a("past", "foreign", "firm_name") for chunk in named)
    return verb + 1 if verb and ours else None


def _exhorts(row: Row) -> bool:
    """Whether the action is an attitude that nobody could tick off, or too short to be one."""
    head = next((at for at, chunk in enumerate(row) if not chunk.is_a("adverb", "mark", "modal")), len(row) - 1)
    few = len(row) <= _FEW and any(chunk.is_a("attitude") for chunk in row)  # "quyết tâm cao"
    if row[0].word in _NO_VERBS and not row[min(1, len(row) - 1)].is_a("agent"):
        return True
    careless = row[0].is_a("attitude") or row[0].word.endswith(_CARELESS)  # "không được chủ quan cho rằng …"
    if few or careless or row[head].is_a("attitude") or sum(chunk.is_a("attitude") for chunk in row[:head]) > 1:
        return True
    return sum(chunk.word.count(" ") + 1 for chunk in row if not chunk.is_a("mark")) < _SHORTEST


def _only_says(row: Row) -> bool:
    """Whether the passage goes on with what was said: "lưu ý là vừa qua Công an đã triệt phá …"."""
    return len(row) > 1 and row[0].is_a("ask", "stress", "say") and row[1].word in ("là", "rằng", "vừa qua", "sẽ")
