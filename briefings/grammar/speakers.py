"""A verb of saying in a sentence in; who says it out: a person's full name, or the body's as printed.

Short mentions ("Thủ tướng", "ông Vượng", "đồng chí") are resolved to the persons of the article, papers ("Chỉ thị yêu cầu …") to who
issued them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefings.grammar.members import Authority, Member, Speaker, authority_of, is_foreign
from briefings.grammar.phrases import Chunk, Row, chunks
from briefings.grammar.ranks import rank
from briefings.model import Person, Span
from briefings.text import canonical

_MARKS = frozenset(',;:“”"()…–—.?!')
_APPOSITIVE = 45  # chunks that offices after a name may take
_BODY_WORDS = 12  # chunks of the name of a body
_NAME_WORDS = range(2, 6)  # syllables of a person's full name
_OWNER = 8  # chunks between a paper and "của" with its issuer
_OF = " của"  # "kết luận của" is a phrase of its own
_ASKING = 4  # chunks in which the verb of asking stands after its subject
_PAIRS = {")": ("(", 12), "”": ("“", 5), '"': ('"', 5)}  # what closes → what opens it, and how many chunks before at most
_OFFICES = ("high", "office", "lay", "premier")



_SHORTENED = ("bộ", "sở", "tổng cục", "cục", "chi cục", "uỷ ban")  # bodies that are named in short after they have been named


def _clause_start(row: Row, end: int) -> int:
    """Where the noun phrase that ends at `end` can open at the earliest."""
    start = end
    while start:
        chunk = row[start - 1]
        if chunk.word in _PAIRS and (opening := _opens(row, start)) is not None:
            start = opening
        elif _pairs(row, start, end):
            start -= 2
        elif _parts(chunk):
            break
        else:
            start -= 1
    return start


def _pairs(row: Row, start: int, end: int) -> bool:
    """Whether a comma before `start` joins two bodies that speak as one: "Bộ Chính trị, Ban Bí thư yêu cầu …"."""
    comma = start - 1
    return 0 < comma < end - 1 and row[comma].word == "," and row[comma - 1].is_a("top") and row[start].is_a("top")


def _before_place(row: Row, end: int) -> int:
    """The end of the name before the province that it lies in: "UBND huyện Tân Hồng | , Đồng Tháp cho biết …"."""
    comma = end - 2
    placed = comma > 0 and row[comma].word == "," and row[end - 1].is_a("province")
    return comma if placed and any(chunk.is_a("body") for chunk in row[_clause_start(row, comma) : comma]) else end


def _opens(row: Row, after: int) -> int | None:
    """The chunk that opens the bracket or quoted word which closes before `after`: "Cục Di sản (Bộ Văn hoá) đã …"; None where none does."""
    opening, reach = _PAIRS[row[after - 1].word]
    return next((at for at in range(after - 2, max(-1, after - reach), -1) if row[at].word == opening), None)


def _parts(chunk: Chunk) -> bool:
    kinds = chunk.kinds
    return chunk.word in _MARKS or "clause" in kinds or ("paper" not in kinds and not kinds.isdisjoint(("ask", "stress", "say")))


def _speaks(chunk: Chunk, *, first: bool) -> bool:
    """Whether the name of a body opens here; that of a province only where nothing stands before it ("CLB Hà Nội")."""
    return (chunk.is_a("body", "concern") and (chunk.raised or chunk.is_a("lower_body"))) or (
        first and chunk.is_a("province", "small_body")
    )


def _of_laymen(row: Row, at: int) -> bool:
    """Whether the place at `at` ends a list of where people live: "người dân các phường Trung Sơn, Bắc Sơn và xã Quảng Cư"."""
    while at and (row[at - 1].word in (",", "và") or row[at - 1].raised or row[at - 1].is_a("local", "several")):
        at -= 1
        if row[at].is_a("lay"):
            return True
    return at > 0 and row[at - 1].is_a("lay")


def _acts(row: Row, *besides: str) -> bool:
    """Whether a verb stands in what should be a name."""
    return any(chunk.is_a("verb", "ask") and not chunk.is_a("noun", "name", *besides) for chunk in row)


def _is_appositive(gap: Row) -> bool:
    """Whether the chunks between a name and the verb only tell the person's offices: ", Ủy viên Bộ Chính trị, …"."""
    if gap[0].word not in (",", "-", "–", "(", "thay") or len(gap) > _APPOSITIVE:
        return False
    told = any(chunk.is_a("high", "office", "body", "agent") for chunk in gap)
    return told and not any(chunk.is_a("ask", "stress", "say", "modal", "lay") for chunk in gap)


def _issues(gap: Row) -> bool:
    """Whether the chunks between a name and the verb say that a paper was issued: "vừa có công văn"."""
    said = any(chunk.is_a("ask", "stress", "say") and not chunk.is_a("paper") for chunk in gap)
    return gap[0].is_a("issuing", "between") and any(chunk.is_a("paper") for chunk in gap) and not said


def _without_paper(row: Row, at: int, end: int) -> int:
    """The end of the name that opens at `at`, before "vừa có công văn"."""
    return next((index for index in range(at + 1, end) if row[index].is_a("issuing") and _issues(row[index:end])), end)


@lru_cache(maxsize=128)
def _is_pronoun(mention: str) -> bool:
    row = chunks(mention)
    return len(row) == 1 and row[0].is_a("pronoun")


class Cast:
    """Everybody who can speak in one article."""

    def __init__(self, text: str, people: Sequence[Person]) -> None:
        self.text = text
        self.people = [Member(text, person) for person in people]
        self.mentions = sorted({place for number, person in enumerate(people) for place in self._places(number, person)})
        self.holders: dict[str, set[int]] = {}  # an office as printed → the numbers of those who hold it
        self.last: Speaker | None = None  # the person who spoke last, whom a bare "ông" means
        self.bodies: dict[str, Speaker] = {}  # a kind of body → the one that spoke last
        self.issuer: Speaker | None = None  # who issued the paper the article is about
        self.premier: Speaker | None = None  # a prime minister whom the article does not name

    def _places(self, number: int, person: Person) -> Iterator[tuple[int, int, int]]:
        """Where the person is mentioned by name or office: start, end, number. Bare pronouns are left to who spoke last."""
        for span in (person.name, *person.mentions):
            if not span.text.islower() and not _is_pronoun(span.text):
                yield span.start, span.end, number
        at = self.text.find(person.name.text)
        while at >= 0:
            yield at, at + len(person.name.text), number
            at = self.text.find(person.name.text, at + 1)

    def _recent(self, position: int) -> Iterator[int]:
        """The persons in the order of their last mention before `position`, latest first, then those named only later."""
        seen: set[int] = set()
        for at in range(bisect_left(self.mentions, (position, 0, 0)) - 1, -1, -1):
            number = self.mentions[at][2]
            if number not in seen:
                seen.add(number)
                yield number
            if len(seen) == len(self.people):
                return
        yield from (number for number in range(len(self.people)) if number not in seen)

    def _mention_before(self, row: Row, end: int) -> tuple[int, int] | None:
        """The person mentioned last in ``row[:end]``: the chunk after the mention, and the person's number."""
        if not end:
            return None
        low, high = row[0].start, row[end - 1].end
        for at in range(bisect_left(self.mentions, (high, 0, 0)) - 1, -1, -1):
            left, right, number = self.mentions[at]
            if left < low:
                return None
            if right <= high:
                return next((index for index in range(end) if row[index].start >= right), end), number
        return None

    def last_person(self, position: int) -> Speaker | None:
        """The person mentioned last before `position`, else the first of the article."""
        return next((self.people[number].speaker for number in self._recent(position)), None)

    def knows(self, speaker: Speaker) -> bool:
        """Whether the article names the speaker in full, and not only by office or body."""
        return any(one.person.name == speaker.name for one in self.people)

    def mentioned(self, row: Row) -> Speaker | None:
        """The person named last in the row."""
        mention = self._mention_before(row, len(row))
        return self.people[mention[1]].speaker if mention else None

    def subject(self, row: Row, verb: int) -> Speaker | None:
        """Who does the saying at chunk `verb`; None where the sentence names nobody in front of it."""
        end = verb
        while end and (row[end - 1].is_a("between") or row[end - 1].word in ("-", "–")):
            end -= 1
        end = _before_place(row, end)
        start = _clause_start(row, end)
        if any(chunk.is_a("suffers") for chunk in row[start:end]):
            return None  # "các đơn vị được Bộ giao chủ trì …"
        if end > start and (row[end - 1].word == "nên" or any(chunk.word == "chưa" for chunk in row[start:end])):
            return None  # "Chính phủ nên giao Bộ …", "tỉnh chưa ban hành văn bản nào chỉ đạo …"
        found = self._person(row, end) or self._named(row, start, end)
        if found and found.person:
            self.last = found
        return found

    def asked_to(self, row: Row, verb: int) -> bool:
        """Whether another verb asks who stands before the verb at `verb`, or a relative or subordinate clause names them.

        "Đề nghị Quốc hội chỉ đạo …", "khoản tiền mà Thanh tra yêu cầu thu hồi", "sau khi Bộ giao nhiệm vụ".
        """
        start = _clause_start(row, verb)
        before = row[start - 1] if start else None
        if before is None or (before.is_a("ask", "plea") and before.is_a("noun")):
            return False
        return before.is_a("ask", "plea", "subordinate") or before.word == "mà"

    def _person(self, row: Row, end: int) -> Speaker | None:
        """The person whose name ends at chunk `end`, or before the offices or the paper that stand between."""
        mention = self._mention_before(row, end)
        if mention is None:
            return None
        after, number = mention
        gap = row[after:end]
        # "Theo ông Dục, Chủ tịch Hà Nội đã giao": not ông Dục
        according = row[0].is_a("according") and not any(chunk.word == "," for chunk in row[:after])
        if not gap or _issues(gap) or (not according and _is_appositive(gap)):
            return self.people[number].speaker
        return None

    def sender(self, row: Row, end: int) -> Speaker | None:
        """Who has sent a paper to those whose names run up to `end`: "UBND thành phố có văn bản gửi các sở, ngành đề nghị …"."""
        sent = next((at for at in range(end - 1, 0, -1) if row[at].is_a("sends")), None)
        if sent is None or any(
            chunk.is_a("ask", "stress", "say", "modal") and not chunk.is_a("paper", "noun") for chunk in row[sent + 1 : end]
        ):
            return None
        while sent and row[sent - 1].is_a("issuing", "paper", "between"):
            sent -= 1
        return self._person(row, sent) or self._named(row, _clause_start(row, sent), sent)

    def _named(self, row: Row, start: int, end: int) -> Speaker | None:
        """A speaker out of the noun phrase ``row[start:end]`` that holds no known person."""
        if any(chunk.is_a("modal", "passive") for chunk in row[start:end]) or (end and row[end - 1].word == "và"):
            return None
        apart = False  # behind a preposition, where only an office can still be the speaker: "tại hội nghị đồng chí Bí thư yêu cầu"
        for at in range(start, end):
            chunk = row[at]
            if chunk.is_a(*_OFFICES, "pronoun") and not (at > start and row[at - 1].is_a("owning")):
                return self._office(row, at, end) if chunk.is_a(*_OFFICES) else self._pronoun(row, at, end)
            if not apart and chunk.is_a("paper") and (at == start or row[start].word in ("nội dung", "cũng")):
                return self._issuer_of(row, at, end)
            if not apart and _speaks(chunk, first=at == start):
                lent = at > 0 and (row[at - 1].word == "việc" or _of_laymen(row, at))  # the name belongs to what stands before it
                return None if lent else self._body(row, at, end)
            apart = apart or chunk.is_a("preposition")
        return None

    def _office(self, row: Row, at: int, end: int) -> Speaker:
        """The person who holds the office named in ``row[at:end]``, else the name that follows it, else the office as printed."""
        end = _without_paper(row, at, end)
        printed = "thủ tướng" if row[at].is_a("premier") else canonical(self.text[row[at].start : row[end - 1].end])
        if printed not in self.holders:
            self.holders[printed] = {number for number, one in enumerate(self.people) if one.holds(printed)}
        if holders := self.holders[printed]:
            return next(self.people[number].speaker for number in self._recent(row[at].start) if number in holders)
        if row[at].is_a("premier") and self.premier:
            return self.premier
        name = self._proper_name(row, at, end) or Span.of(self.text, row[at].start, row[end - 1].end)
        stranger = name.start > row[at].start and is_foreign(name.text)
        speaker = Speaker(name, Authority.NONE if stranger else authority_of(row[at:end]), person=True, rank=rank(row[at:end]))
        if printed == "thủ tướng":
            self.premier = speaker
        return speaker

    def _proper_name(self, row: Row, start: int, end: int) -> Span | None:
        """The run of capitalised words that ends ``row[start:end]``, if it can be a name."""
        at = end
        while at > start and self._can_name(row[at - 1]):
            at -= 1
        words = sum(chunk.word.count(" ") + 1 for chunk in row[at:end])
        placed = at > start and row[at - 1].is_a("place")  # "Chủ tịch UBND tỉnh Đắk Lắk" names nobody
        return Span.of(self.text, row[at].start, row[end - 1].end) if words in _NAME_WORDS and not placed else None

    def _can_name(self, chunk: Chunk) -> bool:
        abbreviation = self.text[chunk.start : chunk.end].isupper()
        return chunk.raised and not abbreviation and not chunk.is_a("body", "agent", "pronoun", *_OFFICES)

    def _pronoun(self, row: Row, at: int, end: int) -> Speaker | None:
        """Whom "ông", "ông Vượng" or "đồng chí Bí thư Tỉnh ủy" means."""
        follows = row[at + 1] if end > at + 1 else None
        if follows and follows.is_a("high", "office"):
            return self._office(row, at + 1, end)
        name = self._proper_name(row, at + 1, end)
        if name and follows and name.start == follows.start:
            return Speaker(name, authority_of(row[at + 1 : end]), person=True, rank=rank(row[at + 1 : end]))
        if follows and follows.raised:
            return self._given(row, at, end)
        asks = any(chunk.is_a("ask", "stress") for chunk in row[end : end + _ASKING])
        return self.last or (self.last_person(row[at].start) if asks else None)

    def _given(self, row: Row, at: int, end: int) -> Speaker | None:
        """The person whose given name follows the pronoun: "ông Vượng"."""
        given = " " + row[end - 1].word
        named = {number for number, one in enumerate(self.people) if one.name.endswith(given)}
        return next((self.people[number].speaker for number in self._recent(row[at].start) if number in named), None) if named else None

    def _body(self, row: Row, at: int, end: int) -> Speaker | None:
        end = _without_paper(row, at, end)
        if row[at].word == "lãnh đạo" and self._leads(row[at + 1 : end]):
            return self.last
        if row[at].is_a("leaders") and end == at + 1 and self.last and self.last.authority >= Authority.OFFICE:
            return self.last
        stop = next((index for index in range(at + 1, end) if row[index].is_a("name_stop") or row[index].word == "("), end)
        if stop - at > _BODY_WORDS or _acts(row[at + 1 : stop]) or any(chunk.is_a("purpose", "receives") for chunk in row[stop:end]):
            return None
        if any(chunk.is_a("abstract") for chunk in row[at + 1 : stop]):
            return None
        name = row[at:stop]
        weak = row[at].word.startswith("lãnh đạo") or row[at].is_a("concern")
        strength = Authority.OFFICE if weak else Authority.HIGH
        authority = Authority.NONE if authority_of(name) is Authority.NONE else strength
        span = Span.of(self.text, name[0].start, name[-1].end)
        return self._in_full(name, Speaker(span, authority, person=False, rank=rank(name), is_place=name[0].is_a("province")))

    def _in_full(self, name: Row, speaker: Speaker) -> Speaker:
        """The body that "Bộ" alone means, or "sở GTVT": the one of that kind that spoke last, "Bộ Y tế", if it begins like this one."""
        head = next((kind for kind in _SHORTENED if f"{name[0].word} ".startswith(f"{kind} ")), None)
        if head is None:
            return speaker
        alone, last = len(name) == 1 and name[0].word == head, self.bodies.get(head)
        if last and (alone or canonical(last.name.text).startswith(f"{canonical(speaker.name.text)} ")):
            return last
        if not alone:
            self.bodies[head] = speaker
        return speaker

    def _leads(self, body: Row) -> bool:
        """Whether the person who spoke last leads the body: "lãnh đạo Ban Tổ chức Trung ương" after its head has spoken."""
        if self.last is None or not body:
            return False
        name, last = " ".join(chunk.word for chunk in body), self.last.name
        return any(one.person.name == last and any(name in role for role in one.roles) for one in self.people)

    def _issuer_of(self, row: Row, at: int, end: int) -> Speaker | None:
        """Who issued the paper that speaks: named after "của", else the one noted before."""
        owner = next((index for index in range(at + 1, end) if row[index].word == "của"), None)
        if owner is not None:
            return self._person(row, end) or self._named(row, owner + 1, end)
        return None if end - at > _BODY_WORDS or _acts(row[at + 1 : end], "issuing") else self.issuer

    def issuer_in(self, row: Row, end: int) -> Speaker | None:
        """Who found what ``row[:end]`` tells of, or issued the paper that does: "kết luận của Thanh tra nêu …; đồng thời đề nghị …"."""
        finds = next((at for at in range(1, end) if row[at].is_a("finds")), None)  # "Thanh tra chỉ ra nhiều sai phạm; yêu cầu …"
        papers = (at for at in range(end) if row[at].is_a("paper") or row[at].word.endswith(_OF))
        named = (owner for at in papers if (owner := self._owner(row, at)))
        return next(named, None) or (self.subject(row, finds) if finds else None)

    def note_issuer(self, row: Row) -> None:
        """Remember who issued the paper a sentence tells of: "… chỉ thị số 27 của Bộ Chính trị", "Thủ tướng vừa có công điện"."""
        papers = (at for at, chunk in enumerate(row) if chunk.is_a("paper"))
        self.issuer = next((owner for at in papers if (owner := self._owner(row, at) or self._giver(row, at))), self.issuer)

    def _owner(self, row: Row, at: int) -> Speaker | None:
        for index in range(at + (not row[at].word.endswith(_OF)), min(at + _OWNER, len(row) - 1)):
            if row[index].word == "về" or _parts(row[index]):
                return None
            if row[index].word == "của" or row[index].word.endswith(_OF):
                end = index + 1
                while end < len(row) and (row[end].raised or row[end].is_a("body", "high", "office")):
                    end += 1
                return self._named(row, index + 1, end)
        return None

    def _giver(self, row: Row, at: int) -> Speaker | None:
        verb = at
        while verb and row[verb - 1].is_a("issuing", "between"):
            verb -= 1
        if verb == at:
            return None
        signed = any(chunk.word.startswith("ký") for chunk in row[verb:at])  # who signs a paper of a body does not issue it
        return (self.issuer if signed else None) or self._person(row, verb) or self._named(row, _clause_start(row, verb), verb)
