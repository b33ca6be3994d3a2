"""A verb of saying in a sentence in; who says it out: a person's full name, or the body's as printed.

Short mentions ("Thủ tướng", "ông Vượng", "đồng chí") are resolved to the persons of the article, papers ("Chỉ thị yêu cầu …") to who issued them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from briefings.grammar.phrases import Chunk, chunks
from briefings.grammar.sentences import Sentence
from briefings.model import Person, Span
from briefings.text import canonical

Chunks = Sequence[Chunk]
_BOUNDARIES = frozenset(",;:“”\"()…–—.?!") | {"rằng", "thì", "mà", "khi", "nhưng", "biết"}
_PREPOSITIONS = frozenset("được bị do lên gửi giao sau trước tại trong ở từ về của với qua trên khi theo đến vào ngày cho để nhằm".split())
_PRONOUNS = frozenset({"ông", "bà", "anh", "chị", "đồng chí", "ngài"})  # the tables of people resolve them by place, here the last who spoke counts
_APPOSITIVE = 45  # chunks that offices after a name may take
_OWNING = frozenset("của với cho bởi và về tới đến lên gửi theo".split())
_PASSIVE = ("được", "bị", "do")
_ACCORDING = ("theo", "cũng theo")
_LOWER = frozenset({"hội nghị", "phiên họp", "lãnh đạo", "đại hội", "cơ quan", "thành phố", "tỉnh", "chính quyền"})  # bodies printed without a capital
_BODY_WORDS = 12  # chunks of the name of a body
_NAME_WORDS = range(2, 6)


class Authority(IntEnum):
    """How far a speaker's word is an order."""

    NONE = 0
    UNKNOWN = 1
    OFFICE = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the span that names them, their authority, whether they are a person, and their rank (3 the top, 2 ministries, 1 others)."""

    name: Span
    authority: Authority
    person: bool
    rank: int = 1


def _authority(words: Chunks) -> Authority:
    if any(chunk.is_a("lay") for chunk in words):
        return Authority.NONE
    if any(chunk.is_a("high") for chunk in words):
        return Authority.HIGH
    return Authority.OFFICE if any(chunk.is_a("office", "body") for chunk in words) else Authority.UNKNOWN


def rank(words: Chunks) -> int:
    """3 for the top bodies and offices of Party and State, 2 for ministries and central boards, 1 for all others."""
    if any(chunk.is_a("top") and chunk.word != "trung ương" for chunk in words):
        return 3
    return 2 if any(chunk.is_a("ministry") or chunk.word == "trung ương" for chunk in words) else 1


class Cast:
    """Everybody who can speak in one article."""

    def __init__(self, text: str, people: Sequence[Person]) -> None:
        self.text = text
        self.people = [(person, [chunk for role in person.roles for chunk in chunks(role.text)]) for person in people]
        self.mentions = sorted(
            (span.start, span.end, number) for number, person in enumerate(people) for span in {person.name, *person.mentions, *self._full(person)}
            if not span.text.islower() and canonical(span.text) not in _PRONOUNS
        )
        self.premier: Speaker | None = None  # a prime minister whom the article does not name
        self.last: Speaker | None = None  # the person who spoke last, whom a bare "ông" means
        self.issuer: Speaker | None = None  # who issued the paper the article is about

    def _full(self, person: Person) -> list[Span]:
        found, at = [], self.text.find(person.name.text)
        while at >= 0:
            found.append(Span.of(self.text, at, at + len(person.name.text)))
            at = self.text.find(person.name.text, at + 1)
        return found

    def _speaker(self, number: int) -> Speaker:
        person, offices = self.people[number]
        return Speaker(person.name, _authority(offices), person=True, rank=rank(offices))

    def _mention_before(self, row: Chunks, start: int, end: int) -> tuple[int, int] | None:
        """The person mentioned last in ``row[start:end]``: the chunk after the mention, and the person's number."""
        if start >= end:
            return None
        low, high = row[start].start, row[end - 1].end
        at = bisect_left(self.mentions, (high, 0, 0)) - 1
        while at >= 0 and self.mentions[at][0] >= low:
            left, right, number = self.mentions[at]
            if right <= high:
                after = next((index for index in range(start, end) if row[index].start >= right), end)
                return after, number
            at -= 1
        return None

    def mentioned(self, row: Chunks) -> Speaker | None:
        """The person named last in the row."""
        mention = self._mention_before(row, 0, len(row))
        return self._speaker(mention[1]) if mention else None

    def subject(self, row: Chunks, verb: int) -> Speaker | None:
        """Who does the saying at chunk `verb`; None where the sentence names nobody in front of it."""
        end = verb
        while end and (row[end - 1].is_a("between") or row[end - 1].word in ("-", "–")):
            end -= 1
        found = self._person(row, end) or self._named(row, self._clause_start(row, end), end)
        if found and found.person:
            self.last = found
        return found

    @staticmethod
    def _clause_start(row: Chunks, end: int) -> int:
        start = end
        while start and row[start - 1].word not in _BOUNDARIES and (row[start - 1].is_a("paper") or not row[start - 1].is_a("ask", "stress", "say")):
            start -= 1
        return start

    def _person(self, row: Chunks, end: int) -> Speaker | None:
        """The person whose name ends at chunk `end`, or before the offices or the paper that stand between."""
        mention = self._mention_before(row, 0, end)
        if mention is None:
            return None
        after, number = mention
        gap = row[after:end]
        according = row[0].word in _ACCORDING and not any(chunk.word == "," for chunk in row[:after])  # "Theo ông Dục, Chủ tịch Hà Nội đã giao"
        if not gap or _issues(gap) or (not according and _is_appositive(gap)):
            return self._speaker(number)
        return None

    def asked_to(self, row: Chunks, verb: int) -> bool:
        """Whether who stands before the verb at `verb` is told to do it by another verb of asking: "Đề nghị Quốc hội chỉ đạo …"."""
        start = self._clause_start(row, verb)
        return start > 0 and row[start - 1].is_a("ask") and not row[start - 1].is_a("noun")

    def _named(self, row: Chunks, start: int, end: int) -> Speaker | None:
        """A speaker out of the noun phrase ``row[start:end]`` that holds no known person."""
        if any(chunk.is_a("modal") or chunk.word in _PASSIVE for chunk in row[start:end]) or (end and row[end - 1].word == "và"):
            return None
        apart = False  # behind a preposition, where only an office can still be the speaker: "tại hội nghị đồng chí Bí thư yêu cầu"
        for index in range(start, end):
            chunk = row[index]
            owned = index > start and row[index - 1].word in _OWNING
            if chunk.is_a("high", "office", "lay", "premier") and not owned:
                return self._office(row, index, end)
            if chunk.is_a("pronoun") and not owned:
                return self._pronoun(row, index, end)
            if apart:
                continue
            if chunk.is_a("paper") and (index == start or row[start].word in ("nội dung", "cũng")):
                return self._issuer_of(row, index, end)
            if chunk.is_a("body") and (chunk.raised or chunk.word in _LOWER):
                return self._body(row, index, end)
            apart = chunk.word in _PREPOSITIONS and chunk.word != "theo"
        return None

    def _office(self, row: Chunks, at: int, end: int) -> Speaker:
        end = next((index for index in range(at + 1, end) if row[index].is_a("issuing") and _issues(row[index:end])), end)
        printed = "thủ tướng" if row[at].is_a("premier") else canonical(self.text[row[at].start : row[end - 1].end])
        for number in self._recent(row[at].start):
            for role in self.people[number][0].roles:
                known = canonical(role.text)
                if known.startswith(printed) or printed.startswith(known) or (known.endswith(f" {printed}") and not known.endswith(f"phó {printed}")):
                    return self._speaker(number)
        if row[at].is_a("premier") and self.premier:
            return self.premier
        name = self._proper_name(row, at, end)
        speaker = Speaker(name or Span.of(self.text, row[at].start, row[end - 1].end), _authority(row[at:end]), person=True, rank=rank(row[at:end]))
        if printed == "thủ tướng":
            self.premier = speaker
        return speaker

    def _recent(self, position: int) -> list[int]:
        """The persons in the order of their last mention before `position`, latest first, then those named only later."""
        before = [number for start, _, number in self.mentions if start < position][::-1]
        return list(dict.fromkeys([*before, *range(len(self.people))]))

    def _proper_name(self, row: Chunks, start: int, end: int) -> Span | None:
        """The run of capitalised words that ends ``row[start:end]``, if it can be a name."""
        at = end
        while at > start and row[at - 1].raised and not self.text[row[at - 1].start : row[at - 1].end].isupper() and not row[at - 1].is_a("high", "office", "body", "agent", "pronoun", "premier"):
            at -= 1
        words = " ".join(chunk.word for chunk in row[at:end]).split()
        return Span.of(self.text, row[at].start, row[end - 1].end) if len(words) in _NAME_WORDS else None

    def _pronoun(self, row: Chunks, at: int, end: int) -> Speaker | None:
        if end - at >= 2 and row[at + 1].is_a("high", "office"):  # noqa: PLR2004 - "đồng chí Bí thư Tỉnh ủy": a word follows the pronoun
            return self._office(row, at + 1, end)
        name = self._proper_name(row, at + 1, end)
        if name:
            return Speaker(name, _authority(row[at + 1 : end]), person=True, rank=rank(row[at + 1 : end]))
        if end - at >= 2 and row[at + 1].raised:  # noqa: PLR2004 - "ông Vượng"
            return self._given(row, at, end)
        asks = any(chunk.is_a("ask", "stress") for chunk in row[end : end + 4])
        return self.last or (self.last_person(row[at].start) if asks else None)

    def _given(self, row: Chunks, at: int, end: int) -> Speaker | None:
        """The person whose given name follows the pronoun: "ông Vượng"."""
        given = " " + row[end - 1].word
        named = (number for number in self._recent(row[at].start) if canonical(self.people[number][0].name.text).endswith(given))
        return next((self._speaker(number) for number in named), None)

    def last_person(self, position: int) -> Speaker | None:
        """The person mentioned last before `position`, else the first of the article."""
        return next((self._speaker(number) for number in self._recent(position)), None)

    def _body(self, row: Chunks, at: int, end: int) -> Speaker | None:
        end = next((index for index in range(at + 1, end) if row[index].is_a("issuing") and _issues(row[index:end])), end)
        if row[at].word == "lãnh đạo" and self._leads(row[at + 1 : end]):
            return self.last
        while end > at + 1 and row[end - 1].is_a("between"):
            end -= 1
        if end - at > _BODY_WORDS or any(chunk.is_a("verb", "ask") and not chunk.is_a("noun", "name") for chunk in row[at + 1 : end]):
            return None
        authority = Authority.OFFICE if row[at].word.startswith("lãnh đạo") else Authority.HIGH
        return Speaker(Span.of(self.text, row[at].start, row[end - 1].end), authority, person=False, rank=rank(row[at:end]))

    def _leads(self, body: Chunks) -> bool:
        """Whether the person who spoke last leads the body: "lãnh đạo Ban Tổ chức Trung ương" after its head has spoken."""
        if self.last is None or not body:
            return False
        name = " ".join(chunk.word for chunk in body)
        return any(person.name == self.last.name and any(name in canonical(role.text) for role in person.roles) for person, _ in self.people)

    def _issuer_of(self, row: Chunks, at: int, end: int) -> Speaker | None:
        for index in range(at + 1, end):
            if row[index].word == "của":
                return self._person(row, end) or self._named(row, index + 1, end)
        return None if end - at > _BODY_WORDS or any(chunk.is_a("verb", "ask") and not chunk.is_a("noun", "name", "issuing") for chunk in row[at + 1 : end]) else self.issuer

    def note_issuer(self, sentence: Sentence) -> None:
        """Remember who issued the paper a sentence tells of: "… chỉ thị số 27 của Bộ Chính trị", "Thủ tướng vừa có công điện"."""
        row = sentence.chunks
        for at, chunk in enumerate(row):
            if not chunk.is_a("paper"):
                continue
            owner = self._owner(row, at) or self._giver(row, at)
            if owner:
                self.issuer = owner
                return

    def _owner(self, row: Chunks, at: int) -> Speaker | None:
        for index in range(at + 1, min(at + 8, len(row) - 1)):
            if row[index].word in _BOUNDARIES or row[index].word == "về":
                return None
            if row[index].word == "của":
                end = index + 1
                while end < len(row) and (row[end].raised or row[end].is_a("body", "high", "office")):
                    end += 1
                return self._named(row, index + 1, end)
        return None

    def _giver(self, row: Chunks, at: int) -> Speaker | None:
        verb = at
        while verb and row[verb - 1].is_a("issuing", "between"):
            verb -= 1
        if verb == at:
            return None
        signed = any(chunk.word.startswith("ký") for chunk in row[verb:at])
        return (self.issuer if signed else None) or self._person(row, verb) or self._named(row, self._clause_start(row, verb), verb)


def _is_appositive(gap: Chunks) -> bool:
    """Whether the chunks between a name and the verb only tell the person's offices: ", Ủy viên Bộ Chính trị, …"."""
    if gap[0].word not in (",", "-", "–", "(", "thay") or len(gap) > _APPOSITIVE:
        return False
    return any(chunk.is_a("high", "office", "body", "agent") for chunk in gap) and not any(chunk.is_a("ask", "stress", "say", "modal") for chunk in gap)


def _issues(gap: Chunks) -> bool:
    """Whether the chunks between a name and the verb say that a paper was issued: "vừa có công văn"."""
    return gap[0].is_a("issuing", "between") and any(chunk.is_a("paper") for chunk in gap) and not any(chunk.is_a("ask", "stress", "say") and not chunk.is_a("paper") for chunk in gap)
