"""Names: a line of an article in, each run of capitalised syllables that may name a person out.

A run is cut behind places ("Sở Y tế | Hà Nội | Nguyễn Khắc Hiền") and dropped behind streets, schools and prizes. It is a name by its form
when it has three syllables and opens with a surname; otherwise something beside it must say that a person is meant (`people.find_people`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from briefings.extraction.people.words import (
    ADDRESS_BEFORE,
    ADDRESSES,
    BEHIND_DASH,
    BEHIND_INITIAL,
    BODIES,
    CREDIT_BEFORE,
    GIVEN,
    KOREAN,
    NAMESAKE_COMPOUNDS,
    NAMESAKES,
    OFFICE,
    OFFICE_AND_FIELD,
    OFFICE_BEFORE,
    PLACES,
    REVERED,
    RUN,
    SURNAMES,
    SYLLABLE,
    UNITS,
    VIETNAMESE,
    WEAK_SURNAMES,
    Endings,
)
from briefings.model import Span

REACH = 60  # characters before a name in which words of address can stand
CREDIT = 20  # of them, in which "Ảnh: " can
PAPERS = ("post", "times", "news", "journal", "street")  # "Washington Post" says something, and is nobody
SENTENCE_OPENS = ("", ".", "!", "?")
LONGEST = 5  # syllables of a name: "Y Thanh Hà Niê Kđăm"
FULL = 3  # syllables that make a name by themselves; two need something beside them
STRONG_SURNAMES = SURNAMES - WEAK_SURNAMES


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of syllables that may name a person."""

    name: Span
    opens: int  # where its words of address begin; the name's own start where there are none
    certain: bool  # a name by its form alone

    @property
    def addressed(self) -> bool:
        return self.opens < self.name.start


def _ends_with(before: str, endings: Endings) -> bool:
    """Whether the last one to four words of `before` are one of the phrases."""
    ending = before.rsplit(None, 1)[-1:]  # which tells mostly enough
    if not ending or ending[0].strip(".,(") not in endings.last:
        return False
    last = before.rsplit(None, 4)[-4:]
    return any(" ".join(last[at:]).strip(".,(") in endings.phrases for at in range(len(last)))


def is_namesake(before: str) -> bool:
    """Whether what `before` ends with bears the name that follows: "đường", "tượng đài", but not "Bộ Tài nguyên và Môi trường"."""
    if not _ends_with(before, NAMESAKES):
        return False
    last = before.split()[-3:]
    return " ".join(last) not in NAMESAKE_COMPOUNDS and " ".join(last[-2:]) not in NAMESAKE_COMPOUNDS


def _place_at(low: str, run: list[Match[str]], at: int) -> int:
    """How many syllables from `at` on name a known place; 0 for none. The longest counts."""
    longest = min(LONGEST, len(run) - at)
    return next((size for size in range(longest, 0, -1) if low[run[at].start() : run[at + size - 1].end()] in PLACES), 0)


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of capitalised syllables in the canonical text `low`, in the line that starts at `line`."""

    low: str
    line: int
    syllables: list[Match[str]]

    def before(self, at: int) -> str:
        start = self.syllables[at].start()
        return self.low[max(self.line, start - REACH) : start]

    def left(self, at: int) -> int:
        return len(self.syllables) - at

    def word(self, at: int) -> str:
        return self.low[self.syllables[at].start() : self.syllables[at].end()]

    def is_surname(self, at: int) -> bool:
        return self.word(at) in SURNAMES

    def is_given(self, at: int) -> bool:
        """Whether a given name from abroad opens a whole name: "Donald Trump", "Kim Jong-un" has none."""
        return self.word(at) in GIVEN and self.is_foreign(self.syllables[at:])

    def is_korean(self, at: int) -> bool:
        return self.word(at) in KOREAN

    def opens_person(self, at: int) -> bool:
        """Whether what stands before says that a person follows: a word of address, or an office before a name from abroad."""
        if self.is_addressed(at):
            return self.is_surname(at) or self.word(at) not in BODIES
        if any(self.is_surname(later) for later in range(at, len(self.syllables) - 2)):
            return False
        if not self.is_foreign(self.syllables[at:]):
            return False
        return OFFICE_BEFORE.search(self.before(0)) is not None or (at > 0 and self._of_state(at))

    def _of_state(self, at: int) -> bool:
        """Whether only a place stands between an office and the syllable at `at`: "Bộ trưởng Quốc phòng Mỹ | Ash Carter"."""
        return _place_at(self.low, self.syllables, 0) == at and OFFICE_AND_FIELD.search(self.before(0)) is not None

    def is_foreign(self, syllables: list[Match[str]]) -> bool:
        return any(not VIETNAMESE.fullmatch(self.low, syllable.start(), syllable.end()) for syllable in syllables)

    def is_addressed(self, at: int) -> bool:
        before = self.before(at).rstrip()
        return not before.endswith((",", ":")) and _ends_with(before.replace(".", " "), ADDRESSES)

    def _behind_unit(self, at: int) -> int | None:
        """A place follows "huyện"; a name can follow the place ("huyện Lương Sơn Nguyễn Văn An") or, after an office, the unit itself."""
        if self.left(at) > FULL and self.is_surname(at + 2):
            return at + 2
        return at if self.left(at) >= FULL and OFFICE.search(self.before(at)) and self.word(at) not in WEAK_SURNAMES else None

    def names_revered(self, at: int) -> bool:
        """Whether a man of history is meant: "Chủ tịch Hồ Chí Minh", where "TP Hồ Chí Minh" would be a place."""
        whole = self.low[self.syllables[at].start() : self.syllables[-1].end()]
        return whole in REVERED and (self.is_addressed(at) or OFFICE_BEFORE.search(self.before(at)) is not None)

    def bears_name(self, at: int) -> bool:
        """Whether something named after somebody, or a photographer's credit, begins at `at`."""
        before = self.before(at)
        credited = before.rstrip().endswith((":", "/", "ảnh"))  # which is found faster
        return is_namesake(before) or (credited and CREDIT_BEFORE.search(before[-CREDIT:]) is not None)

    def _opens_sentence(self) -> int | None:
        """Where a run from abroad opens that opens the sentence, or follows "Theo": a role behind it may show that a person is meant."""
        start = self.syllables[0].start()
        if start > self.line and self.low[start - 2 : start - 1] not in SENTENCE_OPENS:
            return None
        first = int(self.word(0) == "theo")
        if self.left(first) <= 1 or not self.is_foreign(self.syllables[first : first + 1]):
            return None
        return first if self.word(len(self.syllables) - 1) not in PAPERS else None

    def _of_company(self) -> int | None:
        """Where a person follows the name of a company or a union: "Chủ tịch Tập đoàn Siemens | Joe …", "Đoàn TNCS Hồ Chí Minh | Lê …"."""
        if self.left(FULL) >= FULL and self.low[self.syllables[0].start() : self.syllables[FULL - 1].end()] in REVERED:
            return FULL if self.word(FULL) in STRONG_SURNAMES else None
        return next((at for at in range(1, len(self.syllables) - 1) if self.is_given(at) and OFFICE.search(self.before(0))), None)

    def start(self) -> int | None:
        """The index of the syllable with which a name begins; None where none does."""
        at = 0
        while self.left(at) > 1:
            if self.bears_name(at):
                return self._of_company() if not at else None
            place = _place_at(self.low, self.syllables, at)
            if (place == self.left(at) and self.names_revered(at)) or (not place and self.opens_person(at)):
                return at
            if place and self.left(at) - place != 1:
                at += place
            elif place >= FULL:
                return None  # "Tổng thống Thổ Nhĩ Kỳ Erdogan"
            elif self.is_given(at):
                return at
            elif self.is_surname(at):
                return self._behind_unit(at) if _ends_with(self.before(at), UNITS) else at
            else:
                at += 1
        return self._opens_sentence()


def _syllables(run: _Run, at: int) -> list[Match[str]]:
    """The syllables of the name that begins at `at`, up to an office that follows without a comma ("Nguyễn Văn An Giám đốc")."""
    kept = run.syllables[at : at + LONGEST]
    office = next((size for size, syllable in enumerate(kept) if OFFICE.match(run.low, syllable.start())), len(kept))
    return kept[:office]


def _candidate(text: str, run: _Run) -> Candidate | None:
    at = run.start()
    syllables = _syllables(run, at) if at is not None else []
    if at is None or len(syllables) <= 1:
        return None
    start, end, before = syllables[0].start(), syllables[-1].end(), run.before(at)
    addressed = run.is_addressed(at)
    address = ADDRESS_BEFORE.search(before) if addressed else None
    opens = start - (len(before) - address.start()) if address else start
    usual = len(syllables) >= FULL and run.word(at) in STRONG_SURNAMES and run.low[start:end] not in REVERED
    dashed = BEHIND_DASH.match(text, end) if run.is_korean(at) else None
    more = dashed or (BEHIND_INITIAL.match(text, end) if run.is_foreign(syllables) else None)
    end = more.end() if more else end
    usual = (usual and not run.is_foreign(syllables)) or run.is_given(at)
    return Candidate(Span.of(text, start, end), opens, usual or (not addressed and run.opens_person(at)))


def candidates(text: str, low: str, start: int, end: int) -> Iterator[Candidate]:
    """The possible names in ``text[start:end]``, one line of it, in order; `low` is the canonical form of the whole text."""
    for match in RUN.finditer(text, start, end):
        run = _Run(low, start, list(SYLLABLE.finditer(text, match.start(), match.end())))
        found = _candidate(text, run)
        if found:
            yield found
