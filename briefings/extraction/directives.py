"""The text, its layout, its sentences and its people in; the directives out: who with authority tells whom what to do.

A sentence is a directive by its own attribution ("Thủ tướng yêu cầu …", "…", ông Vượng nhấn mạnh), or because it carries the instruction
before it on ("Tiếp tục thực hiện …", "Các Ban của Đảng phải …"). The next speaker, a report of what was done and a description end it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefings.grammar.addressees import addressed, asked_by, listed_in
from briefings.grammar.attributions import (
    Attribution,
    asks,
    attributions,
    introduces,
    is_heard,
    kind_of,
    ordered_before,
    pleads,
    quoted_speakers,
    said_from,
    spoken_by,
    upwards,
)
from briefings.grammar.clauses import addressee_at, agent_at, is_duty, is_verb, past_mark, predicate_from
from briefings.grammar.duties import aims, duty_at, head_of, lead_of, looks_back, orders, told_from
from briefings.grammar.hearsay import interviews, of_laymen, of_ourselves, others_say, reports, states_law
from briefings.grammar.members import Authority, Speaker
from briefings.grammar.phrases import Row, chunks
from briefings.grammar.ranks import MINISTRY, SHOWS, rank
from briefings.grammar.sentences import Sentence
from briefings.grammar.speakers import Cast
from briefings.model import Directive, Layout, Person, Span

_WARM = 3  # sentences after an instruction in which a duty still belongs to it
_TOLD = 6  # ... if it names first who has it or what it is
_COLD = 99  # no instruction in sight
_LEAD = 3  # paragraphs in which a duty without attribution may belong to a speaker named later
_PENDING = 4  # such sentences that are kept
_TAIL = 12  # chunks that an attribution after the words takes at most
_REPEAT = 0.5  # share of a lead's words that the instruction it sums up repeats
_NAMES = 6  # chunks behind a verb of saying in which it is tasks that are said
_CREDIT = 9  # chunks in which "Đây là yêu cầu của …" shows itself


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line inside a list that only names who is told: "1. Chủ tịch UBND các tỉnh, thành phố:"."""

    numbered: bool
    outer: Span | None  # whom the list as a whole tells

    def ends_before(self, sentence: Sentence) -> bool:
        """Whether `sentence` is no item under this line any more."""
        again = self.numbered and sentence.list_number is not None
        return sentence.first and (again or not (sentence.marked or sentence.chunks[0].is_a("ordinal")))


@dataclass(slots=True)
class _State:
    """What a reader keeps in mind from sentence to sentence."""

    speaker: Speaker | None = None
    addressee: Span | None = None  # whom the instruction told when it opened
    previous: Span | None = None  # whom its last sentence told
    heading: _Heading | None = None  # the line that names who is told for the items under it
    active: bool = False  # the sentence before was an instruction
    listing: bool = False  # the instruction opened a list: "yêu cầu:"
    item: bool = False  # the sentence opens a paragraph or an item of it
    since: int = _COLD  # sentences since the last instruction
    heard: bool = False  # the speaker has said something since, without an instruction
    announced: bool = False  # the sentence before ends with ":"
    quotation: int = 0
    speech: Speaker | None = None  # the article prints this person's speech
    asking: set[Span] = field(default_factory=set)  # the names of those who asked for something


def find_directives(text: str, layout: Layout, sentences: tuple[Sentence, ...], people: tuple[Person, ...]) -> tuple[Directive, ...]:
    """The directives of the article, in reading order; `sentences` are those of its paragraphs."""
    return _Reader(text, layout.title, sentences, people).read()


class _Reader:
    """Reads the sentences of one article in order and collects the directives."""

    def __init__(self, text: str, title: Span | None, sentences: Sequence[Sentence], people: Sequence[Person]) -> None:
        self.text, self.cast, self.state = text, Cast(text, people), _State()
        self.sentences = sentences
        self.before: Row = ()  # the sentence read last
        self.found: list[Directive] = []
        self.pending: list[Sentence] = []  # duties of the lead that nobody has been named for yet
        if title:
            self._read_headline(chunks(text, title.start, title.end))
        self.quoted = quoted_speakers(self.cast, self.sentences)

    def _read_headline(self, row: Row) -> None:
        """A body that asks in the headline has issued the paper the article tells of."""
        asking = next((at for at, chunk in enumerate(row) if kind_of(chunk) == "ask"), None)
        speaker = self.cast.subject(row, asking) if asking is not None else None
        if speaker and not speaker.person:
            self.cast.issuer = speaker

    def read(self) -> tuple[Directive, ...]:
        if interviews(self.sentences):
            return ()
        for sentence in self.sentences:
            if not sentence.heading:
                self._sentence(sentence)
                self.before = sentence.chunks
                self.state.announced = sentence.span.text.endswith(":")
            elif any(chunk.is_a("plan") for chunk in sentence.chunks):
                self.state.active, self.state.since = False, _COLD  # a list that nobody in particular gives
        return tuple(sorted(self.found, key=lambda directive: directive.quote.start))

    def _sentence(self, sentence: Sentence) -> None:
        row, state = sentence.chunks, self.state
        state.since += 1
        state.item = sentence.first or sentence.marked
        if state.heading and state.heading.ends_before(sentence):
            state.addressee, state.heading = state.heading.outer, None
        heard = is_heard(sentence)
        said = attributions(self.cast, row) if heard else []
        if heard and not said and state.speech:
            said = spoken_by(state.speech, row)
        if "paper" in sentence.kinds:
            self.cast.note_issuer(row)
        credited = self._credited(row)
        if "speech" in sentence.kinds:
            state.speech = state.speaker = self.cast.last_person(sentence.span.end)
        elif credited:
            self._settle(credited)
        else:
            asked = kind_of(row[head_of(row)]) == "ask" if said and head_of(row) < len(row) else False
            self._spoken(sentence, self._own(sentence, said) if state.active or asked else said)

    def _credited(self, row: Row) -> Speaker | None:
        """Who said the sentences before: "Đây là yêu cầu của Trưởng Ban Tuyên giáo Trung ương Nguyễn Trọng Nghĩa"."""
        points_back = bool(self.pending) and row[0].is_a("this") and any(chunk.is_a("words_of") for chunk in row[:_CREDIT])
        return self.cast.mentioned(row) if points_back else None

    def _own(self, sentence: Sentence, said: list[Attribution]) -> list[Attribution]:
        """The attributions that are not a part of what the speaker of the sentence before goes on to order."""
        row, quoted = sentence.chunks, bool(sentence.quotation)
        free = [one for one in said if quoted or (_speaks_up(one.speaker) and _opens(row, one.at)) or not ordered_before(row, one.at)]
        return [one for one in free if not self._carries_out(row, one, quoted=quoted)]

    def _carries_out(self, row: Row, one: Attribution, *, quoted: bool) -> bool:
        """Whether a body under the speaker is told to direct: "Bộ Công an chỉ đạo lực lượng …" after "Thủ tướng yêu cầu"."""
        speaker, other = self.state.speaker, one.speaker
        does = row[one.at].word == "chỉ đạo" or (self.state.listing and row[one.at].is_a("files"))
        if speaker is None or not does or other.name.text == speaker.name.text:
            return False
        return not self.cast.knows(other) or (not quoted and other.rank < speaker.rank)

    def _spoken(self, sentence: Sentence, said: list[Attribution]) -> None:
        row, plea = sentence.chunks, pleads(sentence.chunks, said)
        order = None if plea or row[-1].word == "?" else self._order(row, said)
        if order:
            self._give(sentence, order.speaker, self._asked(row, order.at), opens=True)
        elif sentence.quotation in self.quoted and not plea:
            self._in_quotation(sentence, self.quoted[sentence.quotation])
        elif sentence.span.text.endswith(":") and (opening := self._opens_list(row, said)):
            self._open(opening.speaker, self._told_in(row, said_from(row, opening.at)))
        elif said:
            self._heard(sentence, said[-1])
        else:
            self._unattributed(sentence)

    # --- lists ------------------------------------------------------------------------------------------------------------------------

    def _opens_list(self, row: Row, said: list[Attribution]) -> Attribution | None:
        """The attribution in "Thủ tướng yêu cầu:" or "đồng chí đề nghị Tỉnh ủy Hà Giang:", whose list follows in lines of its own."""
        for one in said:
            after, weighs = said_from(row, one.at), one.speaker.authority >= Authority.OFFICE
            planned = any(chunk.is_a("plan") for chunk in row[after:])
            told = after >= len(row) - 1 or self._told_in(row, after) is not None or planned
            if weighs and (told if one.kind == "ask" else planned and one.kind == "stress") and not upwards(row, one):
                return one
        return None

    def _open(self, speaker: Speaker, addressee: Span | None) -> None:
        """A list of instructions begins; the sentence that opens it gives none itself."""
        state = self.state
        state.speaker, state.addressee, state.previous = speaker, addressee, None
        state.active, state.since, state.heard, state.heading, state.listing = True, 0, False, None, True
        state.asking.add(speaker.name)

    def _names_told(self, sentence: Sentence, head: int) -> bool:
        """Take in a line of the list that only names who is told."""
        row, state = sentence.chunks, self.state
        named = head < len(row) and (agent_at(row, head) or row[head].is_a("high", "office"))
        if not (state.active and named and row[-1].word == ":") or predicate_from(row, head + 1) is not None:
            return False
        outer = state.heading.outer if state.heading else state.addressee
        state.heading, state.addressee = _Heading(sentence.list_number is not None, outer), self._told_in(row, head)
        state.since = 0
        return True

    # --- is it an instruction -----------------------------------------------------------------------------------------------------

    def _order(self, row: Row, said: list[Attribution]) -> Attribution | None:
        """The attribution that makes the sentence an instruction: one that asks before one that says; a person before a body."""
        for kinds in (("ask", "stress"), ("say",)):
            for one in said:
                if one.kind in kinds and self._instructs(row, one):
                    person = next((other for other in said if other.at < one.at and other.speaker.person), None)
                    return Attribution(one.kind, one.at, person.speaker) if person and not one.speaker.person else one
        return None

    def _instructs(self, row: Row, said: Attribution) -> bool:
        """Whether what follows the verb of saying is an instruction."""
        after = said_from(row, said.at)
        if after >= len(row) or (row[said.at].word == "," and row[after].word == "nếu") or row[said.at].is_a("plea", "queries"):
            return False
        weighs = said.kind != "say" and said.speaker.authority >= Authority.OFFICE
        if said.kind == "ask":
            return weighs and asks(row, said.at) and not upwards(row, said)
        if duty_at(row, after) is not None:
            return weighs or self._trusted(said.speaker)
        aimed = aims(row[after:])
        return (weighs and (aimed or _bare(row, after) or _lists(row, after))) or (aimed and self._trusted(said.speaker))

    def _trusted(self, speaker: Speaker) -> bool:
        return speaker.authority is Authority.HIGH or speaker.name in self.state.asking

    def _heard(self, sentence: Sentence, last: Attribution) -> None:
        """A sentence in which somebody speaks without telling anybody anything after the verb."""
        row, state = sentence.chunks, self.state
        if self.pending and any(chunk.is_a("likewise") for chunk in row[last.at : last.at + 4]):
            self._settle(last.speaker)
        tail = len(row) - last.at <= _TAIL and not row[last.at].is_a("queries")
        closes = tail and any(chunk.is_a("mark") for chunk in row[1 : last.at])  # "…", ông Nhân nói
        if closes and self._trusted(last.speaker) and not reports(sentence) and (duty_at(row, 0, last.at) is not None or orders(row, 0)):
            self._give(sentence, last.speaker, self._addressee(row, 0), opens=False)
            return
        state.speaker, state.active, state.addressee = last.speaker, False, None
        leads = last.speaker.authority is Authority.HIGH or (_speaks_up(last.speaker) and last.speaker.rank >= MINISTRY)
        named = any(chunk.is_a("remedy") or "nhiệm vụ" in chunk.word for chunk in row[last.at + 1 : last.at + _NAMES])
        sets = named and last.speaker.authority >= Authority.OFFICE
        weighs = leads or (last.kind == "stress" and self._trusted(last.speaker)) or (last.kind == "ask" and sets)
        state.heard = not sets  # "… xác định 9 nhóm nhiệm vụ.", which follow in sentences of their own
        state.since = 1 if weighs else _COLD

    def _in_quotation(self, sentence: Sentence, speaker: Speaker) -> None:
        """A sentence in the words of a speaker whom the end of the quotation names."""
        row, state = sentence.chunks, self.state
        if sentence.quotation != state.quotation and not state.announced:
            state.addressee, state.active = None, False
        state.quotation = sentence.quotation
        head = head_of(row)
        asking = next((at for at in range(head, len(row)) if not introduces(row[at])), len(row))
        weighs = asking < len(row) and kind_of(row[asking]) == "ask" and speaker.authority >= Authority.OFFICE
        if weighs and asks(row, asking) and not upwards(row, Attribution("ask", asking, speaker)):
            self._give(sentence, speaker, self._addressee(row, said_from(row, asking)), opens=True)
        elif self._trusted(speaker) and not (reports(sentence) or of_ourselves(sentence)) and _tells(row, head):
            self._give(sentence, speaker, self._addressee(row, lead_of(row)), opens=False, carried=state.active)
        else:
            state.speaker, state.active = speaker, False

    def _unattributed(self, sentence: Sentence) -> None:
        state, row = self.state, sentence.chunks
        state.speaker = state.speech or state.speaker
        head = head_of(row)
        if looks_back(row) or others_say(sentence, head):
            state.active, state.since = False, _COLD
        elif asking := self._asks_again(sentence, head):
            addressee = self._addressee(row, said_from(row, head))
            self._give(sentence, asking, addressee, opens=addressee is not None and not sentence.marked, carried=True)
        elif state.speaker is None:
            self._keep(sentence)
        elif self._names_told(sentence, head):
            pass  # its items follow
        elif self._continues(sentence, head):
            self._give(sentence, state.speaker, self._addressee(row, lead_of(row)), opens=False, carried=True)
        else:
            state.active = False

    def _asks_again(self, sentence: Sentence, head: int) -> Speaker | None:
        """Who asks on without being named again: "Yêu cầu …", and not "Chỉ đạo các huyện …", which those told are to do.

        It is who gave an instruction a few sentences ago, whom the sentence before names ("Thủ tướng đã gửi lời chia buồn. Yêu cầu
        tỉnh …"), or who spoke in the last ones ("Đồng chí biểu dương … Đồng thời, đề nghị đơn vị …").
        """
        state, row = self.state, sentence.chunks
        if head >= len(row) or kind_of(row[head]) != "ask" or not asks(row, head):
            return None
        if row[head].is_a("directs") and reports(sentence):
            return None  # "Quán triệt chỉ đạo của Thủ tướng, UBND tỉnh đã ban hành kế hoạch"
        if state.speaker and state.since <= _WARM:
            told_to = state.addressee and row[head].is_a("directs") and not self._outranks(row, head, state.addressee)
            return None if told_to else state.speaker
        named = self.cast.mentioned(self.before) if self.before and not row[head].is_a("directs") else None
        if named and named.authority >= Authority.OFFICE:
            return named
        just_heard = state.heard and state.since <= _COLD + _WARM and not row[head].is_a("directs")
        return state.speaker if just_heard and state.speaker and _speaks_up(state.speaker) else None

    def _outranks(self, row: Row, verb: int, told: Span) -> bool:
        """Whether who is named after `verb` stands above those `told` before: a minister, whom no "Chủ tịch UBND tỉnh" can send."""
        start = said_from(row, verb)
        named = addressee_at(row, start, predicate_from(row, start) or len(row), asked=True)
        return named is not None and rank(named[:SHOWS]) > rank(chunks(told.text)[:SHOWS])

    def _continues(self, sentence: Sentence, head: int) -> bool:
        """Whether a sentence without attribution carries the instruction on."""
        state, row = self.state, sentence.chunks
        duty = "modal" in sentence.kinds and duty_at(row) is not None
        told = reports(sentence) or of_laymen(sentence) or of_ourselves(sentence) or states_law(row, head)
        if told or (row[-1].word == "?" and not duty) or row[0].is_a("wonders"):
            return False
        bare = _bare(row, head, listed=state.active and state.listing and state.item)
        assigned = "asked" in sentence.kinds
        if state.active or state.speech:
            return duty or bare or aims(row) or assigned
        plain = (
            duty and state.since <= _TOLD and head < len(row) and (agent_at(row, head) or is_duty(row[head]) or row[head].is_a("gerund"))
        )
        taken = duty or (assigned and agent_at(row, head))  # "Ban Nội chính được giao …"
        return plain or (state.since <= _WARM and (taken or (bare and (not state.heard or row[0].is_a("joiner")))))

    # --- who is told --------------------------------------------------------------------------------------------------------------

    def _asked(self, row: Row, verb: int) -> Span | None:
        return self._span(asked_by(row, verb))

    def _addressee(self, row: Row, start: int) -> Span | None:
        return self._span(addressed(row, start))

    def _told_in(self, row: Row, start: int) -> Span | None:
        return self._span(listed_in(row, start))

    def _span(self, name: Row | None) -> Span | None:
        return Span.of(self.text, name[0].start, name[-1].end) if name else None

    # --- keeping ------------------------------------------------------------------------------------------------------------------

    def _give(self, sentence: Sentence, speaker: Speaker, addressee: Span | None, *, opens: bool, carried: bool = False) -> None:
        state = self.state
        if opens or speaker != state.speaker:
            state.addressee = addressee if opens else None
        state.listing = sentence.span.text.endswith(":") or (state.listing and state.active)
        state.speaker, state.active, state.since, state.heard = speaker, True, 0, False
        state.asking.add(speaker.name)
        self._repeats(sentence, speaker)
        goes_on = carried and sentence.chunks[0].is_a("carries", "joiner")  # "Đồng thời, …" is said to whom the sentence before it was
        state.previous = addressee or (state.previous if goes_on else None) or state.addressee
        self.found.append(Directive(sentence.span, speaker.name, state.previous, carried))

    def _keep(self, sentence: Sentence) -> None:
        """A duty in the lead, for a speaker who is named later."""
        if sentence.paragraph < _LEAD and len(self.pending) < _PENDING and duty_at(sentence.chunks) is not None:
            self.pending.append(sentence)

    def _settle(self, speaker: Speaker) -> None:
        """The sentences before "X nhấn mạnh như vậy" were said by X."""
        self.found += [Directive(lead.span, speaker.name, self._addressee(lead.chunks, 0)) for lead in self.pending]
        self.pending.clear()

    def _repeats(self, sentence: Sentence, speaker: Speaker) -> None:
        """A lead sentence without attribution that this instruction repeats was said by the same speaker."""
        ours = {chunk.word for chunk in sentence.chunks} if self.pending else set()
        for lead in list(self.pending):
            theirs = {chunk.word for chunk in lead.chunks}
            if len(ours & theirs) >= _REPEAT * len(theirs):
                self.found.append(Directive(lead.span, speaker.name, self._addressee(lead.chunks, 0)))
                self.pending.remove(lead)


def _tells(row: Row, head: int) -> bool:
    """Whether the words of a quotation lay a duty or order something; a question only where it lays a duty."""
    return duty_at(row, head) is not None or (row[-1].word != "?" and _bare(row, head))


def _bare(row: Row, head: int, *, listed: bool = False) -> bool:
    """Whether an instruction opens at `head` without a word of duty."""
    return orders(row, head, listed=listed) or told_from(row, head, listed=listed) is not None


def _lists(row: Row, after: int) -> bool:
    """Whether tasks are listed behind a ":": "nêu rõ 3 nhiệm vụ: thứ nhất, rà soát …"."""
    colon = next((at for at in range(after, min(len(row), after + _TAIL)) if row[at].word == ":"), None)
    return colon is not None and any(chunk.is_a("plan") for chunk in row[after:colon]) and _bare(row, past_mark(row, colon + 1))


def _opens(row: Row, verb: int) -> bool:
    """Whether the clause of the verb opens with who says it: "…, Thủ tướng yêu cầu", not "…, báo cáo Thủ tướng chỉ đạo"."""
    start = next((at + 1 for at in range(verb - 1, 0, -1) if row[at].word in (",", ";")), 0)
    return not is_verb(row[start]) or row[start].raised


def _speaks_up(speaker: Speaker) -> bool:
    """Whether a person of some authority speaks, and not a body or "người dân"."""
    return speaker.person and speaker.authority is not Authority.NONE
