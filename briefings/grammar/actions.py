"""The chunks of an instruction in; its single actions out.

One action is one verb (or a chain of verbs) with its object: "kiểm tra, rà soát, sơ tán các hộ dân" is one, "rà soát phương án, lập kế
hoạch" two.
"""

from __future__ import annotations

from typing import NamedTuple

from briefings.grammar.clauses import addressee_at, agent_at, is_duty, is_verb, past_mark, predicate_at, predicate_from, skip
from briefings.grammar.phrases import Chunk, Row

_LIGHT = ("adverb", "modal", "joiner", "between", "carries")
_OPENS = ("“", '"', "(", "[")
_CLOSES = ("”", '"', ")", "]")
_SUBJECT = 16  # chunks that the subject of a clause inside an instruction takes at most
_LEADING = (",", ";", ":", "và", "“", "-", "–")
_TRAILING = (",", ";", ".", ":", "…", "và", "!", "còn", "/")


class Action(NamedTuple):
    """One action as a range of chunks, with the range of the subject that stands before it, if it has one of its own."""

    start: int
    end: int
    subject: tuple[int, int] | None = None


def split_actions(row: Row, start: int = 0, end: int | None = None) -> list[Action]:
    """The single actions of ``row[start:end]``, an instruction from its first verb on."""
    return _Splitter(row, start, len(row) if end is None else end).run()


def _has_object(row: Row) -> bool:
    """Whether the passage holds more than verbs, adverbs and marks."""
    return any(not chunk.is_a("verb", "mark", "filling", *_LIGHT) for chunk in row)


def _reaches_object(row: Row, at: int, end: int) -> bool:
    """Whether the verbs from `at` on get an object: "kiểm tra, giám sát việc thực hiện", and not "bảo vệ, nhân viên"."""
    for here in range(at, end):
        chunk = row[here]
        if chunk.word in (";", ".") or chunk.is_a("joiner", "chiefly"):
            return False
        if chunk.word in (",", "và", "hoặc"):
            if not predicate_at(row, here + 1):
                return False
        elif not chunk.is_a("verb", "mark", *_LIGHT):
            return chunk.word not in ("ở", "tại", "của")
    return False


def _subject_until(row: Row, at: int, end: int) -> int | None:
    """If a clause with a subject of its own opens at `at` ("lãnh đạo trung ương không được …"), where its predicate opens."""
    if not agent_at(row, at):
        return None
    for here in range(at + 1, min(end, at + _SUBJECT)):
        if row[here].word in (",", ";", "."):
            return None
        if is_duty(row[here]) or (row[here].is_a("future") and here + 1 < end and not row[here + 1].is_a("passive")):
            return here + row[here].is_a("future")
    return None


class _Splitter:
    """Walks over the chunks of one instruction and cuts it into actions."""

    def __init__(self, row: Row, start: int, end: int) -> None:
        self.row, self.start, self.end = row, start, end
        self.actions: list[Action] = []
        self.subject: tuple[int, int] | None = None
        self.held = False  # inside a purpose or the title of a document, where a comma parts nothing
        self.titled = False  # inside the name of a paper, "Báo cáo tổng kết xây dựng Đảng và thi hành Điều lệ", where "và" parts nothing
        self.likening = False  # inside "như …", where ";" may part the likened things

    def run(self) -> list[Action]:
        self.start = past_mark(self.row, self.start)
        at, depth = self.start, 0
        while at < self.end:
            word = self.row[at].word
            if word in _OPENS or word in _CLOSES:
                depth = _depth(word, depth)
            elif not depth:
                at = self._step(at)
            at += 1
        self._close(self.end)
        return self.actions

    def _at(self, at: int) -> Chunk | None:
        return self.row[at] if at < self.end else None

    def _step(self, at: int) -> int:
        """Handle one chunk outside brackets; gives the chunk to go on from."""
        chunk, after = self.row[at], self._at(at + 1)
        if chunk.word == ";":
            return at if self.likening and not predicate_at(self.row, at + 1) else self._item(at)
        if chunk.word == "," and after and after.is_a("hence"):
            return self._cut(at, at + 2)
        if chunk.word == "," and self._explains(at + 1):
            return self._drop(at)
        if chunk.word == "," and after and self._reasons(at + 1):
            return self._past_reason(at)
        if chunk.word in (",", "và") or chunk.is_a("joiner", "chiefly"):
            return self._maybe_cut(at)
        self._hold(at, chunk, before_verb=after is not None and is_verb(after))
        return at

    def _item(self, at: int) -> int:
        """Begin the item after the ";" at `at`, with the one it names or gives it to."""
        follow = past_mark(self.row, at + 1)
        given = follow + 1 if follow < self.end and self.row[follow].is_a("gives") else follow
        subject = self._given_to(given)
        return self._cut(at, given if subject else follow, subject)

    def _given_to(self, given: int) -> tuple[int, int] | None:
        """Who is named at `given` to do what follows, up to the predicate: "giao | Sở Nội vụ | trình đề án"."""
        told = predicate_from(self.row, given, self.end) if agent_at(self.row, given) and not predicate_at(self.row, given) else None
        name = addressee_at(self.row, given, told) if told else None
        if told is None or name is None or any(chunk.word == ";" for chunk in self.row[given:told]):
            return None
        return given + next(index for index, chunk in enumerate(self.row[given:told]) if chunk is name[0]), told

    def _hold(self, at: int, chunk: Chunk, *, before_verb: bool) -> None:
        """Note what from here on keeps commas from parting."""
        inner = at > self.start and before_verb
        if chunk.is_a("purpose") or (inner and chunk.is_a("matter")) or self._subject_of_paper(at):
            self.held = True
        elif inner and chunk.is_a("paper") and chunk.raised:
            self.titled = True
        elif chunk.is_a("likens"):
            self.likening = self.held = True

    def _subject_of_paper(self, at: int) -> bool:
        """Whether "về" at `at` says what a paper is about: "Kết luận số 21 về đẩy mạnh xây dựng, chỉnh đốn Đảng"."""
        return self.row[at].word == "về" and any(chunk.is_a("paper") for chunk in self.row[self.start : at])

    def _explains(self, at: int) -> bool:
        """Whether ", đây là …" only explains the action before it."""
        after = self._at(at + 1)
        return after is not None and self.row[at].is_a("this") and after.word.startswith("là")

    def _reasons(self, at: int) -> bool:
        """Whether a reason, a condition or a contrast opens at `at`: "vì …", "đơn vị nào chậm thì …", "song chưa …"."""
        head = self.row[at]
        return head.is_a("reasons", "whatever") or (head.is_a("contrasts") and not predicate_at(self.row, at + 1))

    def _past_reason(self, at: int) -> int:
        """End the action before a reason, and go on with what shall then be done: ", nếu sai phạm thì | xử lý"."""
        stop = next((here for here in range(at, self.end) if self.row[here].word == ";"), self.end)
        then = next((here + 1 for here in range(at, stop) if self.row[here].word == "thì" and predicate_at(self.row, here + 1)), None)
        return self._drop(at) if then is None else self._cut(at, then)

    def _drop(self, at: int) -> int:
        """End the action at `at` and pass over the rest of its clause."""
        self._close(at)
        self.start = next((here for here in range(at, self.end) if self.row[here].word == ";"), self.end)
        return self.start - 1

    def _maybe_cut(self, at: int) -> int:
        follow, firm = at, False
        while follow < self.end and (follow == at or self.row[follow].word == "," or self.row[follow].is_a("joiner", "chiefly")):
            firm = firm or self.row[follow].is_a("joiner", "chiefly")
            follow += 1
        if follow >= self.end or self.row[follow].word in _OPENS:
            return at
        if self.row[follow].word == "giao" and (given := self._given_to(follow + 1)):
            return self._cut(at, follow + 1, given)
        predicate = _subject_until(self.row, follow, self.end)
        if predicate is not None:
            return self._cut(at, follow, (follow, predicate))
        return self._cut(at, follow) if self._parts(at, follow, firm=firm) else at

    def _parts(self, at: int, follow: int, *, firm: bool) -> bool:
        """Whether an action of its own opens at `follow`, after the comma, "và" or joiner at `at`."""
        row, head, after = self.row, self.row[follow], self._at(follow + 1)
        if not predicate_at(row, follow) or (head.is_a("ask") and after and after.word == ",") or self._only_told(at):
            return False  # "đúng nguyên tắc, yêu cầu, …"
        if head.is_a("plain_duty"):
            described = any(chunk.is_a("thing") for chunk in row[max(0, at - 4) : at])  # "vấn đề nổi cộm, cần sớm giải quyết"
            return at > self.start and not described
        if not _has_object(row[self.start : at]) or not _reaches_object(row, follow, self.end):
            return False
        aimed = self.held and row[at].word == "và" and not firm  # "để người dân không phải đi xa và tiếp tục …"
        led = firm or ((head.is_a("firm") or (head.is_a("adverb") and not is_verb(head))) and not aimed)
        if not led and (self._coordinates(at, follow) or (row[at].word == "và" and not self._whole(follow))):
            return False
        if head.is_a("outcome") and not firm:
            return head.is_a("secures") and row[follow + 1].is_a("secured")
        forbidden = any(chunk.is_a("forbids") for chunk in row[self.start : at])
        return led or (not forbidden and (not self.held or head.is_a("unheld")))

    def _only_told(self, at: int) -> bool:
        """Whether the action so far only says who is to be told what follows the comma: "chỉ đạo các lực lượng, | tăng cường tuần tra"."""
        verb = skip(self.row, self.start, "adverb", "duty", "chiefly")
        if verb >= at or not self.row[verb].is_a("directs") or not agent_at(self.row, verb + 1):
            return False
        inside = range(verb + 2, at)
        return not any(is_verb(self.row[here]) and self.row[here - 1].word != "đang" for here in inside)

    def _coordinates(self, at: int, follow: int) -> bool:
        """Whether the words around the mark at `at` are of a kind: two verbs with one object, two papers."""
        before, last = self.row[at - 1], self.row[at - 2]
        head = self.row[follow]
        if (before.is_a("paper") and head.is_a("paper")) or (before.is_a("nominal") and head.is_a("statute")):
            return True
        named = before.is_a("paper") and last.is_a("mark", "nominal", "paper") and not last.is_a("matter")
        return is_verb(before) and " " in before.word and not named

    def _whole(self, follow: int) -> bool:
        """Whether the verb after "và", or the row of verbs there, has its object right behind it: "và tuyên truyền, vận động dân …"."""
        verb = skip(self.row, follow, "verb", "adverb")
        while verb + 1 < self.end and self.row[verb].word == "," and is_verb(self.row[verb + 1]):
            verb = skip(self.row, verb + 1, "verb", "adverb")
        return not self.titled and verb < self.end and not self.row[verb].is_a("mark", "loose")

    def _cut(self, at: int, follow: int, subject: tuple[int, int] | None = None) -> int:
        self._close(at)
        self.subject = subject
        self.start = subject[1] if subject else follow
        self.held = self.likening = self.titled = False
        return self.start - 1

    def _close(self, at: int) -> None:
        start, end = self.start, at
        while start < end and (self.row[start].word in _LEADING or (self.row[start].is_a("joiner") and not is_verb(self.row[start]))):
            start += 1
        while end > start and (self.row[end - 1].word in _TRAILING or _closes_elsewhere(self.row[start:end])):
            end -= 1
        if start < end:
            self.actions.append(Action(start, end, self.subject))


def _closes_elsewhere(passage: Row) -> bool:
    """Whether the passage ends with the closing mark of a quotation that opens before it."""
    words = [chunk.word for chunk in passage]
    return (words[-1] == '"' and words.count('"') == 1) or (words[-1] == "”" and "“" not in words)


def _depth(word: str, depth: int) -> int:
    """How deep in brackets and quotations the row is after `word`."""
    if word == '"':
        return 0 if depth else 1
    return depth + 1 if word in _OPENS else max(0, depth - 1)
