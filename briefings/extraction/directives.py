"""The text, its layout and its people in; the directives out: the sentences in which somebody with authority tells somebody what to do.

A sentence is a directive by its own attribution ("Thủ tướng yêu cầu …", "…", ông Vượng nhấn mạnh), or because it carries the instruction before it on
("Tiếp tục thực hiện …", "Các Ban của Đảng phải …"). The next speaker, a report of what was done and the description of a situation end it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefings.grammar.actions import addressee_at, agent_at, main_clause, predicate_at, predicate_from
from briefings.grammar.duties import duty_at, looks_back, orders, reports, told
from briefings.grammar.phrases import Chunk, chunks
from briefings.grammar.sentences import Sentence, read_sentences
from briefings.grammar.speakers import Authority, Cast, Speaker, rank
from briefings.model import Directive, Layout, Person, Span

_WARM = 3  # sentences after an instruction in which a duty still belongs to it
_COLD = 99  # no instruction in sight
_LEAD = 3  # paragraphs in which a duty without attribution may belong to a speaker named later
_TAIL = 12  # chunks that an attribution after the words takes at most
_REPEAT = 0.5  # share of a lead's words that the instruction it sums up repeats
_WORDS_OF = ("yêu cầu", "yêu cầu của", "chỉ đạo của", "ý kiến chỉ đạo", "phát biểu", "phát biểu chỉ đạo", "đề nghị của", "lưu ý")
_FIRST_WORDS = frozenset({"sau", "hội nghị", "cuộc", "họp", "này", "tôi", "chúng", "chúng tôi", "một", "lần", "nữa", "thay", "mặt", "qua", "đây"})
_TARGETS = ("mục tiêu", "nhiệm vụ", "giải pháp", "yêu cầu")
_ACTS = ("chỉ đạo", "giao", "quán triệt", "phân công")  # what a body also does when it only works
_CIRCUMSTANCES = ("với", "đối với", "tại", "trong", "về", "ở", "trên", "qua", "riêng")
_CIRCUMSTANCE = 25  # chunks that such an opening takes at most
_HUMBLE = ("đề nghị", "mong", "mong muốn", "kêu gọi")
_SKIPPED = (",", ":", "rằng", "“", '"', "là", "-", "–")


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
    previous: Span | None = None  # whom the last instruction told
    active: bool = False  # the sentence before was an instruction
    since: int = _COLD  # sentences since the last instruction
    heard: bool = False  # the speaker has said something since, without an instruction
    quotation: int = 0
    speech: Speaker | None = None  # the article prints this person's speech
    asking: set[Span] = field(default_factory=set)  # the names of those who asked for something


def _kind(chunk: Chunk) -> str | None:
    if "noun" in chunk.kinds or (chunk.is_a("paper") and chunk.raised):
        return None
    return next((kind for kind in ("ask", "stress", "say") if kind in chunk.kinds), None)


def _after(row: Sequence[Chunk], at: int) -> int:
    """The first chunk of what is said, after the verb at `at`."""
    at += 1
    while at < len(row) and (row[at].word in _SKIPPED or row[at].is_a("likewise")):
        at += 1
    return at


def _asks(row: Sequence[Chunk], at: int) -> bool:
    """Whether something is asked after the verb of asking at `at`."""
    after = _after(row, at)
    return after < len(row) and (any(target in row[at].word for target in _TARGETS) or predicate_from(row, after) is not None)


def _only_works(row: Sequence[Chunk], at: int, speaker: Speaker) -> bool:
    """Whether the verb tells what a body did: "Ban Thường vụ đã chỉ đạo …"."""
    return not speaker.person and row[at].word in _ACTS and at > 0 and row[at - 1].word in ("đã", "đang")


def _ordered_before(row: Sequence[Chunk], verb: int) -> bool:
    """Whether an order opens the sentence, so that the verb of saying at `verb` is a part of it: "Hoàn chỉnh dự thảo để các bộ góp ý"."""
    head = _head(row)
    opening = head if orders(row, head) else predicate_from(row, head + 1) if told(row, head) else None
    return opening is not None and opening < verb


def _same(row: Sequence[Chunk], at: int, found: Sequence[Attribution]) -> Speaker | None:
    """The speaker of the verb of saying right before: "ông Thức cho biết đã yêu cầu …"."""
    before = at - 1
    while before > 0 and (row[before].is_a("between") or row[before].word == "và"):
        before -= 1
    return found[-1].speaker if found and found[-1].at == before else None


def _introduces(chunk: Chunk) -> bool:
    """Whether the word may stand before a request in somebody's own words: "Sau hội nghị, tôi đề nghị …"."""
    return chunk.is_a("mark", "between", "carries", "joiner", "duetime", "pronoun", "several") or chunk.word in _FIRST_WORDS


def _pleads(row: Sequence[Chunk], said: Sequence[Attribution]) -> bool:
    """Whether the words before a closing attribution are only proposed: '"Đề nghị …", đại tá Đình kiến nghị.'"""
    return bool(said) and row[said[-1].at].is_a("plea") and len(row) - said[-1].at <= 4


def _tail(row: Sequence[Chunk]) -> int | None:
    """The chunk after the last closing quotation mark, if words follow it."""
    for at in range(len(row) - 1, -1, -1):
        if row[at].word in ("”", '"'):
            return at + 1 if len(row) - at > 2 else None
    return None


def _head(row: Sequence[Chunk]) -> int:
    """The first chunk after openings such as "Theo đó," and "Với các hồ chứa,"."""
    at = 0
    while at < len(row) and (row[at].is_a("mark") or (row[at].is_a("carries", "joiner") and not row[at].is_a("verb"))):
        at += 1
    if at < len(row) and row[at].word in _CIRCUMSTANCES:
        comma = next((here for here in range(at, min(len(row) - 1, at + _CIRCUMSTANCE)) if row[here].word == ","), None)
        if comma is not None and predicate_at(row, comma + 1):
            return comma + 1
    return at


def _laymen(row: Sequence[Chunk]) -> bool:
    """Whether the sentence is about people at large and not about who is told: "Nhiều hộ dân phải thuê nhà"."""
    duty = duty_at(row)
    return any(chunk.is_a("lay") for chunk in row[: 6 if duty is None else min(6, duty)]) and not predicate_at(row, 0)


def _aims(row: Sequence[Chunk]) -> bool:
    """Whether the sentence names an aim or a task: "Một mục tiêu khác là hoàn thành …"."""
    copula = next((at for at in range(1, len(row) - 1) if row[at].word == "là"), None)
    return copula is not None and any(chunk.is_a("plan") for chunk in row[:6]) and predicate_at(row, copula + 1)


class _Reader:
    """Reads the sentences of one article in order and collects the directives."""

    def __init__(self, text: str, layout: Layout, people: Sequence[Person]) -> None:
        self.text, self.cast, self.state = text, Cast(text, people), _State()
        self.sentences = read_sentences(text, layout)
        self.found: list[Directive] = []
        self.pending: list[Sentence] = []
        self.ends_open = self._announced = False  # the sentence, and the one before it, ends with ":"
        self._read_headline(layout)
        self.quoted = self._quoted_speakers()

    def _read_headline(self, layout: Layout) -> None:
        """A body that asks in the headline has issued the paper the article tells of."""
        if layout.title is None:
            return
        row = chunks(self.text, layout.title.start, layout.title.end)
        asking = next((at for at, chunk in enumerate(row) if _kind(chunk) == "ask"), None)
        speaker = self.cast.subject(row, asking) if asking is not None else None
        if speaker and not speaker.person:
            self.cast.issuer = speaker

    # --- who says it --------------------------------------------------------------------------------------------------------------

    def _attributions(self, row: Sequence[Chunk]) -> list[Attribution]:
        """Every verb of asking or saying in the row whose speaker stands before it."""
        found: list[Attribution] = []
        for at, chunk in enumerate(row):
            kind = _kind(chunk)
            if kind and self.cast.asked_to(row, at):
                continue
            speaker = (self.cast.subject(row, at) or _same(row, at, found)) if kind else None
            if kind and speaker and speaker.authority is not Authority.NONE and not _only_works(row, at, speaker):
                found.append(Attribution(kind, at, speaker))
        return found or self._according(row)

    def _according(self, row: Sequence[Chunk]) -> list[Attribution]:
        """ "Theo ông Vượng, …"."""
        comma = next((at for at, chunk in enumerate(row[:30]) if chunk.word == ","), None)
        if comma is None or not row or row[0].word not in ("theo", "cũng theo"):
            return []
        speaker = self.cast.subject(row, comma)
        return [Attribution("say", comma, speaker)] if speaker and speaker.person and speaker.authority >= Authority.OFFICE else []

    def _quoted_speakers(self) -> dict[int, Speaker]:
        """Who speaks in each quotation that names its speaker after it ends."""
        speakers: dict[int, Speaker] = {}
        for sentence in self.sentences:
            tail = _tail(sentence.chunks) if sentence.quotation else None
            found = self._attributions(sentence.chunks if tail is None else sentence.chunks[tail:])
            if tail is not None and found:
                speakers[sentence.quotation] = self._quoting(sentence.chunks[tail:], found)
        self.cast.last = None
        return speakers

    def _quoting(self, row: Sequence[Chunk], found: list[Attribution]) -> Speaker:
        """Who speaks in the words before `row`: its speaker, or whom he quotes ("ông Dũng nhắc lại lời Thủ tướng")."""
        words = next((at for at in range(found[-1].at, len(row)) if row[at].word in ("lời", "ý", "chỉ đạo của", "ý kiến")), None)
        return (self.cast.subject(row, len(row) - 1 if row[-1].is_a("mark") else len(row)) if words else None) or found[-1].speaker

    # --- is it an instruction -----------------------------------------------------------------------------------------------------

    def _instructs(self, row: Sequence[Chunk], said: Attribution) -> bool:
        """Whether what follows the verb of saying is an instruction."""
        after = _after(row, said.at)
        if after >= len(row) or (row[said.at].word == "," and row[after].word == "nếu") or row[said.at].is_a("plea"):
            return False
        if said.kind == "ask":
            return _asks(row, said.at) and not self._upwards(row, said)
        weighs = said.kind == "stress" and said.speaker.authority >= Authority.OFFICE
        if duty_at(row, after) is not None:
            return weighs or self._trusted(said.speaker)
        return weighs and row[said.at].word != "khẳng định" and (orders(row, after) or told(row, after) or _aims(row[after:]))

    def _upwards(self, row: Sequence[Chunk], said: Attribution) -> bool:
        """Whether somebody below asks somebody above: "UBND tỉnh đề nghị Chính phủ …"."""
        if row[said.at].word not in _HUMBLE:
            return False
        told_to = addressee_at(row, _after(row, said.at), predicate_from(row, _after(row, said.at)) or len(row))
        return told_to is not None and not told_to[0].is_a("several") and rank(told_to[:1]) > said.speaker.rank

    def _trusted(self, speaker: Speaker) -> bool:
        return speaker.authority is Authority.HIGH or speaker.name in self.state.asking

    # --- reading ------------------------------------------------------------------------------------------------------------------

    def read(self) -> tuple[Directive, ...]:
        for sentence in self.sentences:
            if not sentence.heading:
                self._sentence(sentence)
        return tuple(sorted(self.found, key=lambda directive: directive.quote.start))

    def _sentence(self, sentence: Sentence) -> None:
        self.state.since += 1
        row = sentence.chunks
        said = self._attributions(row)
        self.cast.note_issuer(sentence)
        if any(chunk.is_a("speech") for chunk in row):
            self.state.speech = self.state.speaker = self.cast.last_person(sentence.span.end)
            return
        self._announced = self.ends_open
        self.ends_open = sentence.span.text.endswith(":")
        credited = self._credited(row)
        if credited:
            self._settle(credited)
            return
        if self.state.active and not sentence.quotation:
            said = [one for one in said if one.speaker.person or not _ordered_before(row, one.at)]
        if self.state.active:
            said = [one for one in said if not self._carries_out(row, one)]
        order = None if _pleads(row, said) else self._order(row, said)
        if order:
            self._give(sentence, order.speaker, self._asked(row, order.at), opens=order.kind == "ask")
        elif sentence.quotation in self.quoted and not _pleads(row, said):
            self._in_quotation(sentence, self.quoted[sentence.quotation])
        elif said:
            self._heard(sentence, said)
        else:
            self._unattributed(sentence)

    def _credited(self, row: Sequence[Chunk]) -> Speaker | None:
        """Who said the sentences before: "Đây là yêu cầu của Trưởng Ban Tuyên giáo Trung ương Nguyễn Trọng Nghĩa"."""
        if not self.pending or len(row) < 4 or row[0].word not in ("đây", "đó") or not any(chunk.word in _WORDS_OF for chunk in row[:9]):
            return None
        return self.cast.mentioned(row)

    def _carries_out(self, row: Sequence[Chunk], one: Attribution) -> bool:
        """Whether a body under the speaker is told to direct: "Bộ Công an chỉ đạo lực lượng …" after "Thủ tướng yêu cầu"."""
        speaker = self.state.speaker
        return speaker is not None and row[one.at].word == "chỉ đạo" and not one.speaker.person and one.speaker.name.text != speaker.name.text

    def _order(self, row: Sequence[Chunk], said: list[Attribution]) -> Attribution | None:
        """The attribution that makes the sentence an instruction: one that asks before one that says; a person before a body."""
        for kinds in (("ask", "stress"), ("say",)):
            for one in said:
                if one.kind in kinds and self._instructs(row, one):
                    person = next((other for other in said if other.at < one.at and other.speaker.person), None)
                    return Attribution(one.kind, one.at, person.speaker) if person and not one.speaker.person else one
        return None

    def _asked(self, row: Sequence[Chunk], verb: int) -> Span | None:
        """Who is told: named after the verb, or before it where a paper is sent to them."""
        start = _after(row, verb)
        opening = predicate_from(row, start)
        found = self._named(addressee_at(row, start, opening, asked=row[verb].is_a("ask"))) if opening else None
        if found is None:
            sent = next((at for at in range(verb) if row[at].word == "gửi"), None)
            return self._named(addressee_at(row, sent + 1, verb)) if sent is not None else None
        return found

    def _addressee(self, row: Sequence[Chunk], start: int) -> Span | None:
        """The name that stands between `start` and the predicate, or before "được giao"."""
        asked = next((at for at in range(start, len(row)) if row[at].is_a("asked", "ask")), None)
        if asked is not None and row[asked].is_a("asked") and agent_at(row, start) and not any(chunk.is_a("plan") for chunk in row[start:asked]):
            return self._named(row[start:asked])
        clause = main_clause(row, start)
        if clause > start and agent_at(row, start) and predicate_at(row, clause):
            return self._named(addressee_at(row, start, clause - 1))  # "Đối với các ban đảng, tập trung …"
        opening = predicate_from(row, clause)
        if opening is None:
            return None
        owner = next((at for at in range(clause, opening) if row[clause].is_a("paper") and row[at].word == "của"), None)
        return self._named(addressee_at(row, clause if owner is None else owner + 1, opening))  # "Báo cáo của ban chấp hành cần …"

    def _named(self, found: Sequence[Chunk] | None) -> Span | None:
        return Span.of(self.text, found[0].start, found[-1].end) if found else None

    def _heard(self, sentence: Sentence, said: list[Attribution]) -> None:
        """A sentence in which somebody speaks without telling anybody anything after the verb."""
        last, row = said[-1], sentence.chunks
        if any(chunk.is_a("likewise") for chunk in row[last.at : last.at + 4]) and self.pending:
            self._settle(last.speaker)
        closes = len(row) - last.at <= _TAIL and last.at > 0
        if closes and self._trusted(last.speaker) and (duty_at(row, 0, last.at) is not None or orders(row, 0)) and not reports(row):
            self._give(sentence, last.speaker, self._addressee(row, 0), opens=False)
            return
        state = self.state
        state.speaker, state.active, state.addressee, state.heard = last.speaker, False, None, True
        weighs = last.speaker.authority is Authority.HIGH or (last.kind == "stress" and self._trusted(last.speaker))
        state.since = 1 if weighs else _COLD

    def _in_quotation(self, sentence: Sentence, speaker: Speaker) -> None:
        row, state = sentence.chunks, self.state
        if sentence.quotation != state.quotation and not self._announced:
            state.addressee, state.active = None, False
        state.quotation = sentence.quotation
        head = _head(row)
        asking = next((at for at in range(head, len(row)) if not _introduces(row[at])), head)
        if asking < len(row) and _kind(row[asking]) == "ask" and _asks(row, asking) and speaker.authority >= Authority.OFFICE:
            self._give(sentence, speaker, self._addressee(row, _after(row, asking)), opens=True)
        elif self._trusted(speaker) and not reports(row) and (duty_at(row, head) is not None or orders(row, head)):
            self._give(sentence, speaker, self._addressee(row, head), opens=False, carried=state.active)
        else:
            state.speaker, state.active = speaker, False

    def _unattributed(self, sentence: Sentence) -> None:
        state, row = self.state, sentence.chunks
        if state.speech:
            state.speaker = state.speech
        head = _head(row)
        if looks_back(row):
            state.active, state.since = False, _COLD
            return
        if state.speaker is None:
            if duty_at(row) is not None and sentence.paragraph < _LEAD:
                self.pending.append(sentence)
        elif self._asks_again(row, head):
            addressee = self._addressee(row, _after(row, head))
            self._give(sentence, state.speaker, addressee, opens=addressee is not None, carried=True)
        elif self._continues(row, head):
            self._give(sentence, state.speaker, self._addressee(row, head), opens=False, carried=True)
        else:
            state.active = False

    def _asks_again(self, row: Sequence[Chunk], head: int) -> bool:
        """Whether the speaker asks on without being named again: "Yêu cầu …", and not "Chỉ đạo các huyện …", which those told are to do."""
        if head >= len(row) or _kind(row[head]) != "ask" or self.state.since > _WARM:
            return False
        return _asks(row, head) and not (self.state.addressee and row[head].word in _ACTS)

    def _continues(self, row: Sequence[Chunk], head: int) -> bool:
        """Whether a sentence without attribution carries the instruction on."""
        state = self.state
        if reports(row) or not row or _laymen(row) or (row[-1].word == "?" and duty_at(row) is None):
            return False
        if state.active or state.speech:
            return duty_at(row) is not None or orders(row, head) or told(row, head) or _aims(row) or any(chunk.is_a("asked") for chunk in row)
        return state.since <= _WARM and (duty_at(row) is not None or (not state.heard and (told(row, head) or orders(row, head))))

    # --- keeping ------------------------------------------------------------------------------------------------------------------

    def _give(self, sentence: Sentence, speaker: Speaker, addressee: Span | None, *, opens: bool, carried: bool = False) -> None:
        state = self.state
        if opens or speaker != state.speaker:
            state.addressee = addressee if opens else None
        state.speaker, state.active, state.since, state.heard = speaker, True, 0, False
        state.asking.add(speaker.name)
        self._repeats(sentence, speaker)
        goes_on = carried and sentence.chunks[0].is_a("carries", "joiner")  # "Đồng thời, …" is said to whom the sentence before it was
        told_to = addressee or (state.previous if goes_on else None) or state.addressee
        state.previous = told_to
        self.found.append(Directive(sentence.span, speaker.name, told_to, carried))

    def _settle(self, speaker: Speaker) -> None:
        """The sentences before "X nhấn mạnh như vậy" were said by X."""
        for sentence in self.pending:
            self.found.append(Directive(sentence.span, speaker.name, self._addressee(sentence.chunks, 0)))
        self.pending.clear()

    def _repeats(self, sentence: Sentence, speaker: Speaker) -> None:
        """A lead sentence without attribution that this instruction repeats was said by the same speaker."""
        ours = {chunk.word for chunk in sentence.chunks}
        for lead in list(self.pending):
            theirs = {chunk.word for chunk in lead.chunks}
            if len(ours & theirs) >= _REPEAT * len(theirs):
                self.found.append(Directive(lead.span, speaker.name, self._addressee(lead.chunks, 0)))
                self.pending.remove(lead)


def find_directives(text: str, layout: Layout, people: tuple[Person, ...]) -> tuple[Directive, ...]:
    """The directives of the article, in reading order."""
    return _Reader(text, layout, people).read()
