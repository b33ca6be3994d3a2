"""The chunks of an instruction in; where its predicate opens, who is told before it, and its single actions out.

One action is one verb (or a chain of verbs) with its object: "kiểm tra, rà soát, sơ tán các hộ dân" is one, "rà soát phương án, lập kế hoạch" two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefings.grammar.phrases import Chunk

Chunks = Sequence[Chunk]
_LIGHT = ("adverb", "modal", "joiner", "between", "carries")
_OPENS = ("“", '"', "(", "[")
_CLOSES = ("”", '"', ")", "]")
_FILLING = ("và", "của", "lại", "tốt", "rõ", "kỹ", "ngay", "nghiêm")
_STRONG_OUTCOME = ("an toàn", "an ninh", "tỉ lệ", "tỷ lệ", "quyền", "nguồn", "đủ", "đời sống", "trật tự", "cung ứng", "quốc phòng", "tiền lương", "kinh phí", "tăng cường")
_LONG_NAME = 14  # chunks between a verb inside a name and the duty that follows the name
_TOWARDS = ("đối với", "cho", "với", "tới", "đến", "riêng", "đối với riêng", "riêng đối với")
_CIRCUMSTANCES = ("với", "đối với", "tại", "trong", "về", "ở", "trên", "qua", "riêng", "để", "từ", "trước", "sau", "theo", "khi", "nếu")
_TIMES = ("sau", "trong", "trước", "từ", "đến", "ngay")
_BASES = ("căn cứ", "căn cứ vào", "theo", "trên cơ sở", "bằng", "thông qua")  # what the told go by ends their name: "Các bộ, ngành theo chức năng …"
_NO_NAME = ("là", "thì", "vì", "nhưng", "nếu", "khi", "mà", "?", ":", "“", '"')
_FORBIDS = ("không nên", "không được", "nghiêm cấm", "không để", "tuyệt đối không", "tuyệt đối không được", "không được phép")
_HENCE = ("nên", "do đó", "vì vậy", "vì thế", "do vậy")
_UNHELD = ("tổ chức", "báo cáo", "phối hợp", "chỉ đạo", "triển khai", "bố trí", "chủ trì", "yêu cầu", "có biện pháp", "thường xuyên", "kịp thời")
_DUTIES = ("phải", "cần", "cần phải")
_FIRMS = ("công ty", "tập đoàn", "tổng công ty", "trung tâm", "viện", "ban quản lý", "ban chỉ huy")  # their names may hold verbs: "Công ty đầu tư MHD"
_LOOSE = ("đối với", "theo", "trong", "của", "cho", "tại", "ở", "với", "về", "như")
_FIRM = ("đồng thời", "chỉ tổ chức", "khẩn trương", "chủ động", "tập trung", "tiếp tục", "tích cực", "phải", "cần", "kiên quyết", "đẩy mạnh", "tăng cường")


_EDGES = frozenset(",;:“”\"()–-.") | {"và", "rằng", "nhưng", "thì"}
_INDEFINITE = frozenset({"những", "một số", "nhiều", "các"})
_THINGS = frozenset({"vấn đề", "nội dung", "việc", "điểm", "điều", "vướng mắc"})
_THERE_ARE = frozenset({"có", "còn", "phát hiện", "cho thấy", "gồm", "nêu rõ", "trao đổi", "thảo luận"})


class Action(NamedTuple):
    """One action as a range of chunks, with the range of the subject that stands before it, if it has one of its own."""

    start: int
    end: int
    subject: tuple[int, int] | None = None


def is_verb(chunk: Chunk) -> bool:
    """Whether the phrase can be the verb of an action."""
    return "verb" in chunk.kinds and "noun" not in chunk.kinds


def _skip(row: Chunks, at: int, *kinds: str) -> int:
    while at < len(row) and (row[at].is_a(*kinds) or row[at].word in ("“", '"')):
        at += 1
    return at


def predicate_at(row: Chunks, at: int) -> bool:
    """Whether an action can open at chunk `at`: adverbs of manner and a verb, or a duty ("không được …")."""
    if at >= len(row) or "noun" in row[at].kinds:
        return False
    if row[at].is_a("modal") and not row[at].is_a("not_modal"):
        return True
    verb = _skip(row, at, "adverb")
    while verb < len(row) and verb > at and row[verb].word in (",", "và"):  # "chủ động, tích cực triển khai"
        verb = _skip(row, verb + 1, "adverb")
    if verb < len(row) and is_verb(row[verb]):
        return verb + 1 >= len(row) or row[verb + 1].word != "của"  # "đề xuất của các cơ quan" is a noun
    return any(is_verb(chunk) for chunk in row[at:verb])


def agent_at(row: Chunks, at: int) -> bool:
    """Whether the name of somebody who can be told opens at chunk `at`: "các bộ", "Ban Tổ chức Trung ương", "mỗi cấp uỷ"."""
    if at >= len(row):
        return False
    if row[at].is_a("agent", "body"):
        return True
    after = at
    while after < len(row) and after < at + 3 and row[after].is_a("several"):
        after += 1
    return after > at and after < len(row) and row[after].is_a("agent", "body")


def describes(row: Chunks, duty: int) -> bool:
    """Whether the duty only describes a thing: "có những việc cần điều chỉnh", "…, những vấn đề cần giải quyết"."""
    indefinite = thing = False
    for at in range(duty - 1, max(-1, duty - 9), -1):
        word = row[at].word
        if indefinite and (word in _THERE_ARE or (thing and word in _EDGES)):
            return True
        if word in _EDGES:
            return False
        indefinite = word in _INDEFINITE
        thing = thing or word in _THINGS
    return False


def predicate_from(row: Chunks, at: int, end: int | None = None) -> int | None:
    """Where, at or after chunk `at`, the predicate opens; None if there is none. A verb inside a name or a list of names is passed over."""
    end = len(row) if end is None else end
    depth = 0
    for here in range(at, end):
        chunk = row[here]
        depth += (chunk.word == "(") - (chunk.word == ")")
        if depth or chunk.word in (";", ".", "?"):
            if depth:
                continue
            return None
        if chunk.is_a("modal") and not chunk.is_a("not_modal"):
            return here
        if here > at and row[here - 1].is_a("nominal"):
            continue
        if predicate_at(row, here) and not _names_go_on(row, at, here, end):
            return _own_duty(row, at, here, end) or here
    return None


def _own_duty(row: Chunks, start: int, verb: int, end: int) -> int | None:
    """The duty of a long name that holds a verb: "Trung tâm chống ngập phải có kế hoạch", "việc xây dựng các hạng mục phải được tính toán"."""
    if verb == start and not row[start].is_a("nominal") or row[verb].is_a("adverb") and not is_verb(row[verb]):
        return None
    nominal = row[start].word in ("việc", "công tác", "hoạt động", "quá trình")
    for here in range(verb + 1, min(end, verb + (_LONG_NAME if not nominal else 2 * _LONG_NAME))):
        if row[here].word in (";", ".", ":") or (row[here].word == "," and not nominal):
            return None
        if row[here].is_a("modal") and not row[here].is_a("not_modal") and not describes(row, here):
            return here
    return None


def addressee_at(row: Chunks, start: int, end: int, *, asked: bool = False) -> Chunks | None:
    """The name of who is told in ``row[start:end]``: it opens there or after a comma, and runs to the end or to a time set off by a comma.

    After a verb of asking (`asked`) any name with a capital will do: "đề nghị PVN …".
    """
    if start < end and row[start].word == "chúng ta":
        return row[start : start + 1]
    apart = start < len(row) and (row[start].word in _CIRCUMSTANCES or not row[start].is_a("nominal"))  # "Khi …, công ty", not "Việc …, công ty"
    for at in range(start, end):
        if (at == start or row[at - 1].word in ("nhưng", "thì") or (apart and row[at - 1].word == ",") or row[at - 1].is_a("carries", "joiner", "between", "duetime", "several")) and (
            agent_at(row, at) or row[at].is_a("high", "office")
        ):
            break
    else:
        at = next((here for here in range(start, end) if row[here].word not in _TOWARDS), end)
        if not asked or at >= end or not (row[at].raised or row[at].is_a("pronoun")):
            return None
    while at < end and row[at].word in _TOWARDS:
        at += 1
    stop = next((here for here in range(at + 1, end) if row[here].word in _BASES or (row[here].word == "," and row[here + 1].word in _TIMES)), end)
    while stop > at and row[stop - 1].is_a("between", "adverb", "mark", "asked"):
        stop -= 1
    name = row[at:stop]
    clean = name and not any(chunk.is_a("ask", "stress", "past", "carries", "purpose") or chunk.word in _NO_NAME for chunk in name)
    return name if clean else None


def main_clause(row: Chunks, start: int) -> int:
    """The chunk after a circumstance that opens the clause: "Khi cung cấp …, công ty chỉ được …"."""
    if start >= len(row) or not (row[start].word in _CIRCUMSTANCES or row[start].is_a("purpose")):
        return start
    comma = next((at for at in range(start, min(len(row) - 1, start + 30)) if row[at].word == ","), None)
    opens = comma is not None and (predicate_at(row, comma + 1) or agent_at(row, comma + 1))
    return comma + 1 if comma is not None and opens else start


def _names_go_on(row: Chunks, start: int, verb: int, end: int) -> bool:
    """Whether what looks like a verb stands in a list of names: "… tìm kiếm cứu nạn, các bộ", "Trung tâm điều hành … cùng Công ty …"."""
    after = _skip(row, verb, "verb", "adverb")
    firm = start < verb and row[start].word in _FIRMS
    if after >= end:
        return False
    if row[after].word in (",", "và") and after - verb <= 2:  # noqa: PLR2004 - a verb and its adverb
        return agent_at(row, after + 1) and not predicate_at(row, after + 1)
    for here in range(after, min(end - 1, verb + _LONG_NAME)):
        if row[here].is_a("mark"):
            return False
        if firm and row[here].raised and predicate_at(row, here + 1):
            return True
        if row[here].word == "cùng" and row[here + 1].raised and agent_at(row, here + 1):
            return True
    return False


def has_object(row: Chunks, start: int, end: int) -> bool:
    """Whether ``row[start:end]`` holds more than verbs, adverbs and marks."""
    return any(not chunk.is_a("verb", "mark", *_LIGHT) and chunk.word not in _FILLING for chunk in row[start:end])


def _reaches_object(row: Chunks, at: int, end: int) -> bool:
    """Whether the verbs from `at` on get an object: "kiểm tra, giám sát việc thực hiện", and not "bảo vệ, nhân viên"."""
    while at < end:
        chunk = row[at]
        if chunk.word in (";", ".") or chunk.is_a("joiner", "chiefly"):
            return False
        if chunk.word in (",", "và", "hoặc"):
            if not predicate_at(row, at + 1):
                return False
        elif not chunk.is_a("verb", "mark", *_LIGHT):
            return chunk.word not in ("ở", "tại", "của")
        at += 1
    return False


def _subject_until(row: Chunks, at: int, end: int) -> int | None:
    """If a clause with a subject of its own opens at `at` ("lãnh đạo trung ương không được …"), where its predicate opens."""
    if not agent_at(row, at):
        return None
    for here in range(at + 1, min(end, at + 16)):
        if row[here].word in (",", ";", "."):
            return None
        if row[here].is_a("modal") and not row[here].is_a("not_modal"):
            return here
    return None


def _describes_before(row: Chunks, at: int) -> bool:
    """Whether the comma at `at` sets off a description: "một số vấn đề nổi cộm, cần sớm giải quyết"."""
    return any(chunk.word in ("vấn đề", "việc", "vướng mắc", "nội dung") for chunk in row[max(0, at - 4) : at])


class _Splitter:
    """Walks over the chunks of one instruction and cuts it into actions."""

    def __init__(self, row: Chunks, start: int, end: int) -> None:
        self.row, self.start, self.end = row, start, end
        self.actions: list[Action] = []
        self.subject: tuple[int, int] | None = None
        self.held = False  # inside a purpose or the title of a document, where a comma parts nothing
        self.titled = False  # inside the name of a paper, "Báo cáo tổng kết xây dựng Đảng và thi hành Điều lệ", where "và" parts nothing
        self.likening = False  # inside "như …", where ";" may part the likened things

    def run(self) -> list[Action]:
        at, depth = self.start, 0
        while at < self.end:
            chunk = self.row[at]
            if chunk.word in _OPENS or chunk.word in _CLOSES:
                depth = self._depth(chunk.word, depth)
            elif not depth:
                at = self._step(at)
            at += 1
        self._close(self.end)
        return self.actions

    @staticmethod
    def _depth(word: str, depth: int) -> int:
        if word == '"':
            return 0 if depth else 1
        return depth + 1 if word in _OPENS else max(0, depth - 1)

    def _step(self, at: int) -> int:
        """Handle one chunk outside brackets; gives the chunk to go on from."""
        chunk = self.row[at]
        if chunk.word == ";":
            return at if self.likening and not predicate_at(self.row, at + 1) else self._cut(at, at + 1)
        if chunk.word == "," and at + 1 < self.end and self.row[at + 1].word in _HENCE:
            return self._cut(at, at + 2)
        if chunk.word == "," and at + 2 < self.end and self.row[at + 1].word in ("đây", "đó") and self.row[at + 2].word.startswith("là"):
            self._close(at)  # ", đây là …" only explains
            self.end = self.start = self.row_end(at)
            return at
        if chunk.word in (",", "và") or chunk.is_a("joiner", "chiefly"):
            return self._maybe_cut(at)
        if chunk.is_a("purpose"):
            self.held = True
        elif chunk.word in ("công tác", "việc") and at > self.start and at + 1 < self.end and is_verb(self.row[at + 1]):
            self.held = True  # "làm tốt công tác quy hoạch, bổ nhiệm cán bộ"
        elif chunk.is_a("paper") and chunk.raised and at > self.start and at + 1 < self.end and is_verb(self.row[at + 1]):
            self.titled = True
        elif chunk.word == "về" and any(part.is_a("paper") for part in self.row[self.start : at]):
            self.held = True
        elif chunk.word in ("như", "ví dụ", "chẳng hạn"):
            self.likening = self.held = True
        return at

    def row_end(self, at: int) -> int:
        """The end of the clause that holds chunk `at`."""
        return next((here for here in range(at, self.end) if self.row[here].word == ";"), self.end)

    def _maybe_cut(self, at: int) -> int:
        follow = at + 1
        firm = False
        while follow < self.end and (self.row[follow].word == "," or self.row[follow].is_a("joiner", "chiefly")):
            firm = firm or self.row[follow].is_a("joiner", "chiefly")
            follow += 1
        firm = firm or self.row[at].is_a("joiner", "chiefly")
        if follow >= self.end or self.row[follow].word in _OPENS:
            return at
        predicate = _subject_until(self.row, follow, self.end)
        if predicate is not None:
            return self._cut(at, follow, (follow, predicate))
        return self._cut(at, follow) if self._parts(at, follow, firm) else at

    def _parts(self, at: int, follow: int, firm: bool) -> bool:
        """Whether an action of its own opens at `follow`, after the comma, "và" or joiner at `at`."""
        row, head, before = self.row, self.row[follow], self.row[at - 1]
        if not predicate_at(row, follow):
            return False
        if head.word in _DUTIES:
            return at > self.start and not _describes_before(row, at)
        if not has_object(row, self.start, at) or not _reaches_object(row, follow, self.end):
            return False
        led = firm or (head.is_a("adverb") and not is_verb(head)) or head.word in _FIRM
        if not led and (self._coordinates(at, follow) or (row[at].word == "và" and (self.titled or not self._whole(follow)))):
            return False
        if head.is_a("outcome") and not firm:
            aim = " ".join(chunk.word for chunk in row[follow + 1 : follow + 3])
            return head.word in ("bảo đảm", "đảm bảo") and aim.startswith(_STRONG_OUTCOME)
        return led or (head.word in _UNHELD and row[self.start].word not in _FORBIDS) or not (self.held or row[self.start].word in _FORBIDS)

    def _coordinates(self, at: int, follow: int) -> bool:
        """Whether the words around the mark at `at` are of a kind: two verbs with one object, two papers."""
        before, head = self.row[at - 1], self.row[follow]
        named = before.is_a("paper") and self.row[at - 2].is_a("mark", "nominal", "paper") and self.row[at - 2].word not in ("công tác", "việc")
        return (is_verb(before) and " " in before.word and not named) or (before.is_a("paper") and head.is_a("paper"))

    def _whole(self, follow: int) -> bool:
        """Whether the verb after "và" has its object right behind it."""
        verb = _skip(self.row, follow, "verb", "adverb")
        return verb < self.end and not self.row[verb].is_a("mark") and self.row[verb].word not in _LOOSE

    def _cut(self, at: int, follow: int, subject: tuple[int, int] | None = None) -> int:
        self._close(at)
        self.subject = subject
        self.start = subject[1] if subject else follow
        self.held = self.likening = self.titled = False
        return self.start - 1

    def _close(self, at: int) -> None:
        start, end = self.start, at
        while start < end and (self.row[start].word in (",", ";", ":", "và", "“", "-", "–") or self.row[start].is_a("joiner") and not is_verb(self.row[start])):
            start += 1
        while end > start and self.row[end - 1].word in (",", ";", ".", ":", "…", "và", "!", "còn", "/"):
            end -= 1
        if start < end:
            self.actions.append(Action(start, end, self.subject))


def split_actions(row: Chunks, start: int = 0, end: int | None = None) -> list[Action]:
    """The single actions of ``row[start:end]``, an instruction from its first verb on."""
    return _Splitter(row, start, len(row) if end is None else end).run()
