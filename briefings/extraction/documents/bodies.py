"""The bodies that issue documents: a place in an article in, the body named there (as a span) out.

Names come from ``vocabulary/bodies.toml``: whole names ("Bộ Chính trị"), committees with a place ("Ban Thường vụ Tỉnh ủy Lâm
Đồng"), local bodies with a level and a place ("UBND tỉnh Lâm Đồng"), offices with a field ("Bộ Giáo dục và Đào tạo"), and open
names that go on in capitals ("Ban Chỉ đạo Trung ương").
"""

from __future__ import annotations

import re

from briefings.extraction.vocabulary import one_of, table
from briefings.model import Span
from briefings.text import UPPER, canonical

_WORDS = table("bodies")


_PROVINCE = one_of(_WORDS["provinces"])
_PARTY = one_of(_WORDS["party"])
_LEVEL = one_of(_WORDS["levels"])

_ORDINAL = r"(?:\d{1,2}|[ivx]{1,4}|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)"
_LETTERS = r"[a-zđ]{2,6}(?: ?[-&] ?[a-zđ]{2,4}){0,3}"  # "tn - mt", "gd&đt"

_BODY = re.compile(
    r"(?<!\w)(?:"
    # "Hội nghị Trung ương 4 khóa XIII", "Hội nghị lần thứ sáu Ban Chấp hành Trung ương"
    r"(?P<meeting>hội nghị(?: lần thứ \w+)? (?:ban chấp hành |bch )?trung ương(?: đảng)?(?: lần thứ)?"
    rf"(?: {_ORDINAL})?(?:,? \(?khoá [ivx\d]+\)?)?)"
    rf"|(?P<fixed>{one_of(_WORDS['fixed'])})"
    # "Ban Thường vụ Tỉnh ủy Lâm Đồng", "Thành ủy TP. Hồ Chí Minh"
    rf"|(?P<party>(?:{one_of(_WORDS['committees'])} )?{_PARTY})(?: (?:(?:tp\.?|thành phố|tỉnh) ?)?{_PROVINCE})?"
    # "UBND tỉnh Lâm Đồng", "HĐND thành phố", "UBND huyện Kỳ Sơn"
    rf"|(?P<local>{one_of(_WORDS['local'])})(?: (?P<level>{_LEVEL})(?!\w))?(?: ?(?P<place>{_PROVINCE}))?"
    # "Bộ Giáo dục và Đào tạo", "Sở Nội vụ", "Bộ TN - MT"
    rf"|(?P<office>{one_of(_WORDS['offices'])}) (?:{one_of(_WORDS['fields'])}|(?P<letters>{_LETTERS}))"
    rf"(?: (?:tỉnh |thành phố |tp\.? ?)?{_PROVINCE})?"
    rf"|(?P<open>{one_of(_WORDS['open'])})"
    r")(?!\w)"
)
_IN_CAPITALS = re.compile(rf"(?:[ \u00a0](?:và[ \u00a0])?[{UPPER}][\w/]*){{1,8}}")  # " Chỉ", " Trung"
_COMPLETE = frozenset(map(canonical, _WORDS["complete"]))
# The second syllable of a word of which a capital begins only the first: " ương" of "Trung ương".
_IN_SMALL = re.compile(r"(?: (?:ương|gia|học|nước|tế|trị|sự|dân|việt|lược|động|tài|chính|khai|hội)(?!\w))*")
# What a committee was set up for, which belongs to its name: " tổng kết Nghị quyết số 18", " về phòng, chống tham nhũng".
_PURPOSE = re.compile(
    r" tổng kết nghị quyết(?: số)? \d{1,3}(?:-nq/tw)?(?!\w)"
    r"|(?: trung ương)? (?:về|phòng, ?chống|phòng chống) (?:phòng, ?chống )?[^.,;:\n(“\"–-]{3,60}?"
    r"(?=[.,;:\n(]| [–-] | (?:đã|vừa|ban hành|ký|ra|có|ngày|yêu cầu|đề nghị|gửi|tại|và|họp|về)(?!\w)|$)"
)
_NARROW = frozenset({"huyện", "quận", "thị xã", "phường", "xã", "thị trấn", "thành phố"})  # not "tỉnh": behind it stands a person
_PLACE = re.compile(rf"[ \u00a0][{UPPER}]\w*(?:[ \u00a0][{UPPER}]\w*){{0,2}}")  # " Kỳ Sơn"
# The body inside the title of a person is not the body: "Phó Thủ tướng", "Ủy viên Bộ Chính trị", "Trưởng Ban Tổ chức Trung ương".
_TITLE = re.compile(rf"(?<!\w){one_of(_WORDS['ranks'])} $")


def _extended(text: str, plain: str, match: re.Match[str]) -> int | None:
    """Where the body ends on the page; None for an open name ("ban", "hội") that neither goes on in capitals nor says enough."""
    end = match.end()
    if match["letters"] and not text[match.start("letters") : match.end("letters")].isupper():
        return None
    if match["open"]:
        return _open_end(text, plain, match)
    if match["level"] in _NARROW and not match["place"] and (place := _PLACE.match(text, end)):
        return place.end()
    return end


def _open_end(text: str, plain: str, match: re.Match[str]) -> int | None:
    more, says_enough = _IN_CAPITALS.match(text, match.end()), match["open"] in _COMPLETE
    if not more or not text[match.start()].isupper():
        end = match.end() if says_enough else None
    else:
        tail = _IN_SMALL.match(plain, more.end())
        end = tail.end() if tail else more.end()
    purpose = _PURPOSE.match(plain, end) if end and says_enough else None
    return purpose.end() if purpose else end


def body_at(text: str, plain: str, start: int) -> Span | None:
    """The body whose name begins at `start`; `plain` is the canonical form of `text`."""
    match = _BODY.match(plain, start)
    end = _extended(text, plain, match) if match else None
    return Span.of(text, start, end) if end else None


def bodies_in(text: str, plain: str, start: int, end: int) -> list[Span]:
    """The bodies named in ``text[start:end]``, in order, those inside a person's title left out."""
    found: list[Span] = []
    for match in _BODY.finditer(plain, start, end):
        inside = found and match.start() < found[-1].end  # "Trung ương" in "Ban Chỉ đạo Trung ương"
        if inside or _TITLE.search(plain[max(0, match.start() - 12) : match.start()]):
            continue
        stop = _extended(text, plain, match)
        if stop and stop <= end:
            found.append(Span.of(text, match.start(), stop))
    return found


# --- comparing -------------------------------------------------------------------------------------------------------------------

_LONG_FORMS = (
    (re.compile(r"\bbch(?:tw)?\b"), "ban chấp hành"),
    (re.compile(r"\bbtv\b"), "ban thường vụ"),
    (re.compile(r"\bubnd\b"), canonical("ủy ban nhân dân")),
    (re.compile(r"\bhđnd\b"), "hội đồng nhân dân"),
    (re.compile(r"\bubkt\b"), canonical("ủy ban kiểm tra")),
    (re.compile(r"\b(?:ubtvqh|ubtv quốc hội)\b"), canonical("ủy ban thường vụ quốc hội")),
    (re.compile(r"\bt\.?ư\b|\btw\b"), "trung ương"),
)
_IDLE = frozenset({"đảng", "cộng", "sản", "việt", "nam", "chấp", "hành", "và"})


def names_same(one: str, other: str) -> bool:
    """Whether two names may mean one body: "BCH Trung ương" and "Ban Chấp hành Trung ương Đảng", "Tỉnh ủy" and its Ban Thường vụ."""
    first, second = _key(one), _key(other)
    return first <= second or second <= first


def spelled_out(name: str) -> str:
    """The name in canonical form with its usual abbreviations written out: "BCH Trung ương" → "ban chấp hành trung ương"."""
    plain = canonical(name)
    for short, long in _LONG_FORMS:
        plain = short.sub(long, plain)
    return plain


def _key(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", spelled_out(name))) - _IDLE
