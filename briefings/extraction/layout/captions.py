"""Photo captions among the lines of a story: the lines in; where captions start, and where lines printed again start, out.

A caption gives itself away by a credit ("Ảnh: VGP"), by an opening nobody begins a paragraph with ("Quang cảnh …"), by being printed
twice, by standing behind the byline, or by saying in one breath who is seen doing what ("Các đại biểu dự hội nghị").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefings.extraction.layout.page import NAME, Line, any_of, phrases, starts
from briefings.extraction.vocabulary import one_of
from briefings.grammar.duties import orders, told_from
from briefings.grammar.phrases import chunks
from briefings.text import UPPER

_CREDIT = re.compile(
    r"(?<!tin, )(?<!bài, )(?<!bài và )(?<!tin và )(?<!\w)(?:ảnh|video|clip|đồ hoạ|nguồn|photo)"  # "- Ảnh: VGP", not "Bài, ảnh: Thu Hà"
    r"(?: minh hoạ| tư liệu| chụp màn hình| chụp từ clip| cắt từ clip| internet)? ?[:：] ?[^:]{2,60}$"
    r"|[-–(.] ?ảnh ?(?:minh hoạ|tư liệu|chụp màn hình|internet|afp|reuters|ttxvn|ap)?[).]*$"  # "- Ảnh minh hoạ", "(Ảnh TTXVN)"
    r"| [-–] ?ảnh [^:,;]{2,30}$"  # "- Ảnh V. DŨNG"
)
_OPENING = re.compile(one_of(phrases("caption_openings")))
_SCENE = re.compile(any_of("scenes"))
_GROUP = re.compile(any_of("groups"))
_SEEN = re.compile(any_of("seen"))
_DOING = re.compile(r"(?<!\w)" + any_of("doing"))
_MOMENT = re.compile(r"(?<!\w)" + any_of("moments") + r"[^,;:]{0,60} (?:tại|trước|ở|với|cho|trong) [^,;:]{3,120}$")
_JOINS_IN = re.compile(r"(?<!\w)(?:dự và|dự, |chủ trì và|chủ trì, )")  # "dự và phát biểu chỉ đạo" tells the story
_TELLING = re.compile(r"(?<!\w)" + any_of("telling") + r"|[:;“”\"]|[.!?] ")
# Behind the deed these tell the story too; "được", "vừa" and the like say more of who is seen: "… chúc mừng ông An được bổ nhiệm".
_SAYS = re.compile(r"(?<!\w)" + any_of("saying") + r"|:|[.!?] ")
_PLACED = re.compile(r"\((?:bìa|thứ|ngoài cùng|giữa|ở giữa|đứng|ngồi|hàng|áo|trái|phải|từ trái)(?!\w)[^()]{0,30}\)")  # "(bìa phải)"
_CREDIT_LINE = re.compile(r"\(?(?:ảnh|nguồn ảnh|clip|video) ?[:：] ?[^:()]{2,40}\)?\.?")  # "(Ảnh: Minh Anh).", a line of its own
_CREDIT_WORDS = 8
_IN_PICTURE = re.compile(r"(?:trong|ở) (?:ảnh|hình)(?!\w)")  # "Trong ảnh là …" goes on with the sentence before it
_CREDIT_WORD = re.compile("ảnh|video|clip|đồ hoạ|nguồn|photo")  # what every credit holds, looked for first
_CREDIT_REACH = 120  # characters at the end of a line in which a credit stands
_OPENING_WORDS, _SCENE_WORDS, _GROUP_WORDS, _MOMENT_WORDS, _REPEAT_WORDS = 40, 60, 25, 45, 60
_NAMED = re.compile(r"(?:ông|bà|đồng chí) [^,.;:]{3,40}, [^,.;:]{3,80}(?:, [^,.;:]{3,80})?\.?")  # "Ông Lê An, Cục trưởng"
# somebody and nothing else: "Bộ trưởng Lê Văn An.", "Ông Lê Văn An, Giám đốc Sở Nội vụ.", "Thủ tướng Lê Văn An tại lễ khởi công."
_PORTRAIT = re.compile(rf"[^,.;:–-]*(?<!\w){NAME}(?: \([^()]+\))?(?:(?: ?[,–-] [^,.;:]+){{1,2}}| (?:tại|trong|ở|bên|cùng) [^;:]+)?\.")
_PORTRAIT_WORDS = 25
_SHORT, _SHORT_WORDS = ("Đ/c ", "Đ/C "), 80
_LIST = 4  # such lines in a row are a list of people
_FOOT_WORDS = 25  # a line at the foot, or between lead and story, with nothing told in it
_BESIDE_WORDS = 18
_GOES_ON = re.compile(any_of("going_on"))
_ACTS = re.compile(r"(?<!\w)" + any_of("acting"))
_PRONOUN = re.compile(rf"(?:Ông|Bà|Anh|Chị|Cô|Em) (?![{UPPER}])")  # who was named before


def _credit(plain: str) -> re.Match[str] | None:
    word = _CREDIT_WORD.search(plain, max(0, len(plain) - _CREDIT_REACH))
    return _CREDIT.search(plain, max(0, word.start() - 3)) if word else None


def _tells(line: Line, start: int = 0, until: int | None = None) -> bool:
    """Whether the line tells something from `start` on."""
    end = len(line.plain) if until is None else until
    return any(not _in_name(line.span.text, match.start()) for match in _TELLING.finditer(line.plain, start, end))


def _in_name(text: str, at: int) -> bool:
    """Whether the word is part of a name, for its capital after a blank: "Cần Thơ", "Không quân", but not "(Theo …"."""
    return text[at - 1 : at] == " " and text[at].isupper()


def _marked(line: Line) -> bool:
    """A credit, or an opening of captions that is not the subject of a sentence ("Hình ảnh này khiến …")."""
    opening = _OPENING.match(line.plain) if line.words <= _OPENING_WORDS else None
    return bool(_credit(line.plain) or _PLACED.search(line.plain) or (opening and not _tells(line, opening.end() + 1)))


def _open_scene(line: Line) -> bool:
    """A line without a point that names a gathering, or people and their deed."""
    if _SCENE.match(line.plain):
        return not _tells(line)
    who = _GROUP.match(line.plain) or _SEEN.match(line.plain)
    deed = _DOING.search(line.plain, who.end()) if who else None
    return deed is not None and not _tells(line, until=deed.end()) and not _SAYS.search(line.plain, deed.end())


def _closed_scene(line: Line) -> bool:
    """A sentence alone on its line that shows a group, or one moment: "… phát biểu tại hội nghị."."""
    if _JOINS_IN.search(line.plain):
        return False
    group = _GROUP.match(line.plain)
    if group and line.words <= _GROUP_WORDS:
        return bool(_DOING.search(line.plain, group.end()))
    return line.words <= _MOMENT_WORDS and bool(_SEEN.match(line.plain)) and bool(_MOMENT.search(line.plain.rstrip(".")))


def _portrait(line: Line) -> bool:
    """One person with their office or where they are, alone on a line."""
    return bool(_SEEN.match(line.plain) and _PORTRAIT.fullmatch(line.span.text)) and _shows(line, _PORTRAIT_WORDS)


def _introduced(story: Sequence[Line]) -> set[int]:
    """Lines that open with "Đ/c" and a name, where the story itself spells "đồng chí" out: "Đ/c Lê An - Giám đốc Sở đề nghị …"."""
    short = [line for line in story[1:] if line.span.text.startswith(_SHORT) and line.words <= _SHORT_WORDS and ". " not in line.plain]
    spelled = short and any("đồng chí" in line.plain and not line.span.text.startswith(_SHORT) for line in story)
    return starts(short) if spelled else set()


def _scene(line: Line) -> bool:
    if line.words > _SCENE_WORDS:
        return False
    return _closed_scene(line) and not _tells(line) if line.closed else _open_scene(line)


def _without_credit(plain: str) -> str:
    credit = _credit(plain)
    return (plain[: credit.start()] if credit else plain).rstrip(" .-–(")


def _repeats(story: Sequence[Line]) -> tuple[set[int], set[int]]:
    """Lines that are printed again further on (captions, save the lead), and the lines that print them again."""
    first: dict[str, Line] = {}
    shown: set[int] = set()
    again: set[int] = set()
    for line in story:
        key = _without_credit(line.plain) or line.plain
        if line.plain.endswith(":") or (line.words > _REPEAT_WORDS and line is not story[0]):
            continue
        earlier = first.setdefault(key, line)
        if earlier is not line:
            again.add(line.span.start)
            shown |= {earlier.span.start} if earlier is not story[0] else set()
    return shown, again


def _carried(story: Sequence[Line]) -> tuple[set[int], set[int]]:
    """Captions told by the line behind them: a credit alone, or the next sentence of the same caption; and these credits."""
    shown: set[int] = set()
    signed: set[int] = set()
    for line, following in pairwise(story[1:]):
        alone = following.words <= _CREDIT_WORDS and _CREDIT_LINE.fullmatch(following.plain)
        if (alone or _IN_PICTURE.match(following.plain)) and line.words <= _SCENE_WORDS:
            shown.add(line.span.start)
            signed |= {following.span.start} if alone else set()
    return shown, signed


def _shows(line: Line, words: int) -> bool:
    """A sentence or a name of so many words at most that tells nothing, so that it can only be shown: "Tượng đài ở TP Vinh."."""
    if line.words > words or _tells(line) or _ACTS.search(line.plain):
        return False
    if _GOES_ON.match(line.plain) or _PRONOUN.match(line.span.text):
        return False
    row = chunks(line.span.text)
    return not orders(row, 0) and told_from(row, 0) is None  # "Kho bạc Nhà nước giải ngân trong 1 ngày."


def _at_foot(story: Sequence[Line], known: set[int], foot: int) -> set[int]:
    """Captions gathered at the foot: from the last line upwards, as long as nothing is told. `foot` parts the story from what is below."""
    found: set[int] = set()
    for line in reversed(story[2:]):
        below = found and (line.span.start > foot or min(found) < foot)
        if not (line.span.start in known or (_shows(line, _FOOT_WORDS) and (line.closed or line.words > _CREDIT_WORDS or below))):
            break
        found.add(line.span.start)
    listed = starts(line for line in story if line.span.start in found - known and _NAMED.fullmatch(line.plain))
    return found - listed if len(listed) >= _LIST else found


def find_captions(story: Sequence[Line], foot: int | None) -> tuple[set[int], set[int]]:
    """Where captions start, and where lines start that repeat an earlier one. `foot` is where the closing byline starts."""
    shown, again = _repeats(story)
    carried, signed = _carried(story)
    shown |= carried | signed
    shown |= starts(line for line in story[1:] if _marked(line) or _scene(line) or _portrait(line))
    shown |= _introduced(story)
    shown |= starts(line for line in story[:1] if not line.closed and story[1:] and (_marked(line) or _scene(line)))
    if foot is not None:
        shown |= starts(line for line in story if line.span.start > foot)
    shown |= starts(line for line in story[1:2] if line.closed and _shows(line, _BESIDE_WORDS))
    shown |= _at_foot(story, shown | again, foot or 0)
    return shown - again, again
