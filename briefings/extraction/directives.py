"""The text, its layout and its people in; the directives out: the sentences in which somebody with authority tells somebody what to do.

A sentence is a directive by its own attribution ("Thủ tướng yêu cầu …", "…", ông Vượng nhấn mạnh), or because it carries the instruction before it on
("Tiếp tục thực hiện …", "Các Ban của Đảng phải …"). The next speaker, a report of what was done and the description of a situation end it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefings.grammar.actions import agent_at, predicate_at, predicate_from
from briefings.grammar.phrases import Chunk, chunks
from briefings.grammar.sentences import Sentence, read_sentences
from briefings.grammar.speakers import Authority, Cast, Speaker
from briefings.model import Directive, Layout, Person, Span

_WARM = 3  # sentences after an instruction in which a bare duty still belongs to it
_TARGETS = ("mục tiêu", "nhiệm vụ", "giải pháp", "yêu cầu")
_REPEAT = 0.5


@dataclass(frozen=True, slots=True)
class Attribution:
    """A verb of asking or saying with its speaker: `kind` is ask, stress or say; `at` its chunk."""

    kind: str
    at: int
    speaker: Speaker


@dataclass(slots=True)
class _State:
    """What a reader keeps in mind from sentence to sentence."""

    speaker: Speaker | None = None
    addressee: Span | None = None
    active: bool = False  # the sentence before was an instruction
    since: int = 99  # sentences since the last instruction
    speech: Speaker | None = None  # the article prints this person's speech
    asking: set[Span] = field(default_factory=set)  # the names of those who asked something


def _span(text: str, row: Sequence[Chunk], start: int, end: int) -> Span | None:
    while end > start and row[end - 1].is_a("mark"):
        end -= 1
    return Span.of(text, row[start].start, row[end - 1].end) if end > start else None


def _kind(chunk: Chunk) -> str | None:
    if "noun" in chunk.kinds or chunk.is_a("paper") and chunk.raised:
        return None
    return next((kind for kind in ("ask", "stress", "say") if kind in chunk.kinds), None)


class _Reader:
    """Reads the sentences of one article in order and collects the directives."""

    def __init__(self, text: str, layout: Layout, people: Sequence[Person]) -> None:
        self.text, self.cast, self.state = text, Cast(text, people), _State()
        self.sentences = read_sentences(text, layout)
        self.found: list[Directive] = []
        self.pending: list[Sentence] = []
        self._read_headline(layout)
        self.quoted = self._quoted_speakers()

    def _read_headline(self, layout: Layout) -> None:
        if layout.title is None:
            return
        row = chunks(self.text, layout.title.start, layout.title.end)
        for at, chunk in enumerate(row):
            if _kind(chunk) == "ask":
                speaker = self.cast.subject(row, at)
                if speaker and not speaker.person:
                    self.cast.issuer = speaker
                return

    # --- attribution -------------------------------------------------------------------------------------------------------------

    def attributions(self, row: Sequence[Chunk]) -> list[Attribution]:
        """Every verb of asking or saying in the row whose speaker stands before it."""
        found = []
        for at, chunk in enumerate(row):
            kind = _kind(chunk)
            if kind is None:
                continue
            speaker = self.cast.subject(row, at)
            if speaker is not None and speaker.authority is not Authority.NONE and not self._report(row, at, speaker):
                found.append(Attribution(kind, at, speaker))
        return found

    @staticmethod
    def _report(row: Sequence[Chunk], at: int, speaker: Speaker) -> bool:
        """Whether the verb only reports what a body did: "Ban Thường vụ đã chỉ đạo …"."""
        return not speaker.person and row[at].word in ("chỉ đạo", "giao", "quán triệt", "phân công") and at > 0 and row[at - 1].word == "đã"

    def _quoted_speakers(self) -> dict[int, Speaker]:
        """Who speaks in each quotation: named after it ends, or before it opens."""
        speakers: dict[int, Speaker] = {}
        last, self.cast.last = self.cast.last, None
        for sentence in self.sentences:
            if not sentence.quotation:
                self.attributions(sentence.chunks)  # so that a pronoun finds who spoke before
                continue
            tail = self._tail(sentence)
            if tail is not None:
                found = self.attributions(sentence.chunks[tail:])
                if found:
                    speakers[sentence.quotation] = found[-1].speaker
        self.cast.last = last
        return speakers

    @staticmethod
    def _tail(sentence: Sentence) -> int | None:
        """The chunk after the last closing quotation mark, if words follow it."""
        row = sentence.chunks
        for at in range(len(row) - 1, -1, -1):
            if row[at].word in ("”", '"'):
                return at + 1 if len(row) - at > 2 else None
        return None

    # --- instruction --------------------------------------------------------------------------------------------------------------

    def _duty(self, row: Sequence[Chunk], start: int, end: int | None = None) -> int | None:
        """The first chunk from `start` on that lays a duty on somebody ("cần", "phải", "không được")."""
        end = len(row) if end is None else end
        return next((at for at in range(start, end) if row[at].is_a("modal") and not row[at].is_a("not_modal")), None)

    def _orders(self, row: Sequence[Chunk], said: Attribution) -> bool:
        """Whether what follows the verb of saying is an instruction."""
        after = said.at + 1
        while after < len(row) and row[after].word in (",", ":", "rằng", "“", '"', "là"):
            after += 1
        if after >= len(row):
            return False
        if said.kind == "ask":
            return row[said.at].word.endswith(_TARGETS) or any(target in row[said.at].word for target in _TARGETS) or predicate_from(row, after) is not None
        if self._duty(row, after) is not None:
            return said.kind == "stress" and said.speaker.authority >= Authority.OFFICE or self._trusted(said.speaker)
        return said.kind == "stress" and said.speaker.authority >= Authority.OFFICE and row[said.at].word != "khẳng định" and self._bare(row, after)

    def _trusted(self, speaker: Speaker) -> bool:
        return speaker.authority is Authority.HIGH or speaker.name in self.state.asking

    @staticmethod
    def _bare(row: Sequence[Chunk], after: int) -> bool:
        """Whether an instruction opens at `after` without a word of duty: "nêu rõ đẩy mạnh …", "nhấn mạnh các bộ thực hiện …"."""
        if predicate_at(row, after):
            return True
        if not agent_at(row, after):
            return False
        opening = predicate_from(row, after + 1, min(len(row), after + 14))
        return opening is not None and not row[opening - 1].is_a("past") and row[opening - 1].word not in ("sẽ", "đang", "luôn")

    def _addressee(self, row: Sequence[Chunk], start: int) -> Span | None:
        """Who is told: the name between the verb of asking (or the sentence's start) and the predicate."""
        opening = predicate_from(row, start)
        if opening is None or opening <= start:
            return None
        while start < opening and (row[start].word in (",", ":", "rằng", "đối với", "cho", "với", "tới", "đến", "“", '"', "riêng") or row[start].is_a("carries", "joiner", "between", "duetime")):
            start += 1
        while start < opening and not agent_at(row, start):
            start += 1
        end = next((at for at in range(start, opening) if row[at].word == "," and at + 1 < opening and row[at + 1].word in ("sau", "trong", "trước", "từ", "đến", "ngay")), opening)
        while end > start and row[end - 1].is_a("between", "adverb", "mark"):
            end -= 1
        return _span(self.text, row, start, end) if start < end else None

    # --- reading ------------------------------------------------------------------------------------------------------------------

    def read(self) -> tuple[Directive, ...]:
        for sentence in self.sentences:
            if not sentence.heading:
                self._sentence(sentence)
        return tuple(sorted(self.found, key=lambda directive: directive.quote.start))

    def _sentence(self, sentence: Sentence) -> None:
        self.state.since += 1
        row = sentence.chunks
        said = self.attributions(row)
        self.cast.note_issuer(sentence)
        if any(chunk.is_a("speech") for chunk in row) and self.cast._last_person(sentence.span.end):
            self.state.speech = self.cast._last_person(sentence.span.end)
            self.state.speaker = self.state.speech
            return
        order = next((one for kind in (("ask", "stress"), ("say",)) for one in said if one.kind in kind and self._orders(row, one)), None)
        if order:
            self._give(sentence, order.speaker, self._addressee(row, order.at + 1), opens=order.kind == "ask")
            return
        if sentence.quotation and sentence.quotation in self.quoted:
            self._in_quotation(sentence, self.quoted[sentence.quotation])
        elif said:
            self._heard(sentence, said)
        else:
            self._unattributed(sentence)

    def _heard(self, sentence: Sentence, said: list[Attribution]) -> None:
        """A sentence in which somebody speaks without telling anybody anything after the verb."""
        last, row = said[-1], sentence.chunks
        if any(chunk.is_a("likewise") for chunk in row[last.at : last.at + 4]) and self.pending:
            self._settle(last.speaker)
        tail = len(row) - last.at <= 12 and self._before_tail(row, last.at)
        if tail and self._trusted(last.speaker):
            self._give(sentence, last.speaker, self._addressee(row, 0), opens=False)
            return
        self.state.speaker, self.state.active = last.speaker, False
        self.state.addressee = None

    def _before_tail(self, row: Sequence[Chunk], verb: int) -> bool:
        """Whether a duty stands before an attribution that closes the sentence: "Cần làm rõ …, Thủ tướng nói."."""
        return self._duty(row, 0, verb) is not None or predicate_at(row, 0)

    def _in_quotation(self, sentence: Sentence, speaker: Speaker) -> None:
        row = sentence.chunks
        head = next((at for at, chunk in enumerate(row) if not chunk.is_a("mark")), 0)
        asks = next((at for at in range(head, min(len(row), head + 8)) if _kind(row[at]) == "ask"), None)
        if asks is not None and predicate_from(row, asks + 1) is not None:
            self._give(sentence, speaker, self._addressee(row, asks + 1), opens=True)
        elif (self._duty(row, head) is not None or predicate_at(row, head)) and self._trusted(speaker) and not _past(row):
            self._give(sentence, speaker, self._addressee(row, head), opens=False, carried=self.state.active)
        else:
            self.state.speaker, self.state.active = speaker, False

    def _unattributed(self, sentence: Sentence) -> None:
        state, row = self.state, sentence.chunks
        if state.speech and state.speaker != state.speech:
            state.speaker = state.speech
        head = self._head(row)
        asks = head < len(row) and _kind(row[head]) == "ask" and predicate_from(row, head + 1) is not None
        if state.speaker is None:
            if self._duty(row, 0) is not None and sentence.paragraph < 3:
                self.pending.append(sentence)
            return
        if asks:
            self._give(sentence, state.speaker, self._addressee(row, head + 1), opens=True, carried=True)
        elif self._continues(row, head):
            self._give(sentence, state.speaker, self._addressee(row, head), opens=False, carried=True)
        else:
            state.active = False

    @staticmethod
    def _head(row: Sequence[Chunk]) -> int:
        """The first chunk after openings such as "Theo đó,"."""
        at = 0
        while at < len(row) and (row[at].is_a("mark") or row[at].is_a("carries", "joiner") and not row[at].is_a("verb")):
            at += 1
        return at

    def _continues(self, row: Sequence[Chunk], head: int) -> bool:
        """Whether a sentence without attribution carries the instruction on."""
        state = self.state
        if _past(row):
            return False
        duty = self._duty(row, 0) is not None
        if state.active:
            return duty or predicate_at(row, head) or self._bare(row, head) or any(chunk.is_a("asked") for chunk in row)
        return duty and (state.speech is not None or state.since <= _WARM)

    def _give(self, sentence: Sentence, speaker: Speaker, addressee: Span | None, *, opens: bool, carried: bool = False) -> None:
        state = self.state
        if opens or speaker != state.speaker:
            state.addressee = addressee if opens else None
        state.speaker, state.active, state.since = speaker, True, 0
        state.asking.add(speaker.name)
        if self.pending:
            self._repeats(sentence, speaker)
        self.found.append(Directive(sentence.span, speaker.name, addressee or state.addressee, carried))

    def _settle(self, speaker: Speaker) -> None:
        """The sentences before "X nhấn mạnh như vậy" were said by X."""
        for sentence in self.pending:
            self.found.append(Directive(sentence.span, speaker.name, self._addressee(sentence.chunks, 0)))
        self.pending.clear()

    def _repeats(self, sentence: Sentence, speaker: Speaker) -> None:
        """A lead sentence without attribution that this instruction repeats was said by the same speaker."""
        for lead in list(self.pending):
            ours, theirs = {chunk.word for chunk in sentence.chunks}, {chunk.word for chunk in lead.chunks}
            if len(ours & theirs) >= _REPEAT * len(theirs):
                self.found.append(Directive(lead.span, speaker.name, self._addressee(lead.chunks, 0)))
                self.pending.remove(lead)


def _past(row: Sequence[Chunk]) -> bool:
    """Whether the sentence reports what was done: a mark of the past before any duty."""
    for chunk in row[:24]:
        if chunk.is_a("modal") and not chunk.is_a("not_modal"):
            return False
        if chunk.is_a("past"):
            return True
    return False


def find_directives(text: str, layout: Layout, people: tuple[Person, ...]) -> tuple[Directive, ...]:
    """The directives of the article, in reading order."""
    return _Reader(text, layout, people).read()
