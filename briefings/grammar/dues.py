"""A passage in; the time by which or in which something in it is to be done out, as printed.

A year inside the title of a document or a comparison ("so với năm 2015") sets no time; "trong thời gian tới" is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.model import Due, Span, When
from briefings.text import canonical

_NUMERAL = r"(?:iv|i{1,3}|[1-4])"
_DAY = r"(?:ngày )?\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?"  # "30/6", "ngày 30-6-2025"
_MONTH = r"tháng \d{1,2}(?:[/-]\d{4}| năm \d{4}| tới)?"  # "tháng 11-2018"
_QUARTER = rf"quý {_NUMERAL}(?:[/-]\d{{4}}|,? năm \d{{4}})?"  # "quý II/2025"
_HALF = r"(?:(?:6|sáu|9|3) tháng (?:đầu|cuối) năm(?: \d{4})?|(?:những|các) tháng cuối năm \d{4})"  # "6 tháng cuối năm 2024"
_YEAR = r"năm (?:học )?(?:\d{4}(?: ?- ?\d{4})?|nay|tới)"  # "năm 2025", "năm học 2024-2025"
_UNIT = rf"(?:năm(?: (?:\d{{4}}|nay))?|tháng(?: \d{{1,2}}| này)?(?:[/-]\d{{4}})?|{_QUARTER}|tuần(?: này)?|nhiệm kỳ)"
_SCHOOL = r"(?:trước thềm năm học(?: mới)?|trước khi khai giảng(?: năm học(?: mới)?)?|trước năm học mới)"
_EDGE = rf"(?:cuối|đầu|giữa|hết) (?:{_UNIT}(?: tới)?|\d{{4}})"  # "cuối năm nay"
_PERIOD = f"(?:{_HALF}|{_MONTH}|{_QUARTER}|{_EDGE}|{_YEAR})"
_TIME = f"(?:{_DAY}|{_PERIOD})"
_FEAST = r"(?:dịp )?(?:tết(?: nguyên đán)?(?: \d{4})?|(?:lễ )?quốc khánh(?: (?:mùng )?2/9)?|30/4)"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)(?: tới| tuần (?:này|tới|sau))?(?: ?\(\d{1,2}/\d{1,2}\))?"  # "thứ Sáu (24/11)"
_WEEK = r"(?:ngay )?(?:cuối|đầu|giữa) (?:tuần|tháng) (?:này|tới)"  # "cuối tuần này"
_DAYTIME = "ngày hôm nay|ngày mai|hôm nay|ngày(?! (?:làm việc|đầu|nghỉ|lễ|hội|thứ))"
_DURING = f"{_DAYTIME}|tuần này|tuần tới|tuần sau|tháng này|quý này|tháng tới|năm nay"
_SOON = rf"(?:{_WEEK}|trong (?:{_DURING})|tuần tới|tuần này)"
_TODAY = r"(?:(?:sáng|chiều|tối) (?:nay|mai)|ngày mai|hôm nay)"
_NEAR = rf"(?:{_SOON}|{_TODAY})(?:,? {_DAY})?"  # "ngày mai, 1/1/2019"
_COUNT = r"(?:\d{1,3}|một|hai|ba|bảy|mười) (?:ngày làm việc|ngày|giờ|tuần|tháng|năm)(?: tới)?"
_WITHIN = rf"trong (?:vòng |thời hạn |thời gian )?{_COUNT}"  # "trong vòng 10 ngày làm việc"
_AFTER = r"(?:ngay )?(?:từ )?sau (?:hội nghị|cuộc họp|phiên họp)(?: này)?"
_LATEST = r"(?:chậm|muộn) nhất (?:là )?(?:đến |trước |trong |vào )?"
_UNTIL = r"trước |từ nay (?:đến|tới) (?:hết |cuối )?|cho đến |đến (?:hết )?|tới |hết "
_FROM = r"ngay từ sau |ngay sau |ngay từ |từ |bắt đầu từ |kể từ |vào |sau "
_IN = r"ngay trong |trong (?:cả )?"
_RANGE = rf"từ (?:nay|{_TIME}) (?:đến|tới) (?:hết )?{_TIME}"  # "từ năm 2021 đến năm 2030"
_LED = rf"(?:{_LATEST}|{_UNTIL}|{_FROM}|{_IN})(?:{_TIME}|{_FEAST}|{_WEEKDAY})"
_BARE = rf"{_HALF}|tháng \d{{1,2}}[/-]\d{{4}}|{_QUARTER}"
_DUE = re.compile(rf"(?<!\w)(?:{_RANGE}|{_LED}|{_NEAR}|{_WITHIN}|{_AFTER}|{_SCHOOL}|{_BARE})(?!\w)")
_TERM = r"nhiệm kỳ \d{4} ?[-–] ?\d{4}"
_NAMED = re.compile(rf"(?<!\w)(?:{_TIME}|{_TERM})(?!\w)")
_LEADING = re.compile(rf"(?:(?:theo đó|đồng thời|cụ thể|riêng), )?(?:trong )?({_PERIOD}|{_TERM})\s*(?:,|là năm)")  # "Năm 2025, …"
_TITLES = (  # papers and comparisons whose years are their own
    "so với|so với cùng kỳ|kế hoạch|quy hoạch|chiến lược|đề án|nghị quyết|chương trình|chỉ thị|kết luận|quyết định|công văn|nghị định"
    "|báo cáo|dự toán|nhiệm kỳ|giai đoạn|kết quả|tầm nhìn"
)
# "khiến 3 người thiệt mạng sáng nay": when it happened
_HAPPENED = re.compile(r"(?:xảy ra|khiến|làm chết|vụ việc|vụ tai nạn|thiệt mạng|tử vong)\b[^;:]{0,120}$")
_FIRM = ("trước", "chậm", "muộn", "hết")  # say until when, whatever stands before
_REACH = 130  # characters before a time in which a title may open
_OWN = re.compile(rf"(?:{_TITLES})\b[^,;:]{{0,120}}$")


def find_due(text: str, start: int, end: int) -> Span | None:
    """The time in ``text[start:end]`` that says until or in when: the first that sets an end ("trước ngày 15/5"), else the first."""
    passage = canonical(text[start:end])
    first: re.Match[str] | None = None
    for match in _DUE.finditer(passage):
        before = passage[max(0, match.start() - _REACH) : match.start()]
        titled = "năm" in match[0] and _OWN.search(before)
        if match[0].startswith(_FIRM) or (first is None and not (titled or _HAPPENED.search(before))):
            first = match
        if first is match and match[0].startswith(_FIRM):
            break
    return Span.of(text, start + first.start(), start + first.end()) if first else None


def heading_due(text: str, start: int, end: int) -> Span | None:
    """The period that the heading or lead of a list names, without its preposition: the last one in ``text[start:end]``."""
    found = list(_NAMED.finditer(canonical(text[start:end])))
    return Span.of(text, start + found[-1].start(), start + found[-1].end()) if found else None


def opening_due(text: str, start: int, end: int) -> Span | None:
    """The period a sentence opens with: "Năm 2025, …"."""
    match = _LEADING.match(canonical(text), start, end)
    return Span.of(text, *match.span(1)) if match else None


def with_period(span: Span | None, dates: Sequence[When]) -> Due | None:
    """The due with the days it names, where one of the article's `dates` lies in it."""
    return Due(span, period_of(span, dates)) if span else None


def period_of(due: Span, dates: Sequence[When]) -> When | None:
    """The days that a due names: the first of the article's `dates` in it, or around it."""
    return next((when for when in dates if due.holds(when.span) or when.span.holds(due)), None)
