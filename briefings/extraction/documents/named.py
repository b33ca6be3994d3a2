"""Documents an article names without a number: its text, layout and numbered documents in; each designation once, in text order, out.

Three forms: resolutions known by their congress or plenum ("Nghị quyết Đại hội XIII của Đảng", "Nghị quyết Trung ương 6 khóa XII"),
statutes by their subject ("Luật Tố cáo năm 2018"), and a kind with its subject ("Quy định về công tác quy hoạch cán bộ"). What is
still being written ("dự thảo", "xây dựng Kế hoạch …") is none, nor is the Party's statute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.extraction.vocabulary import one_of, table
from briefings.model import Document, Layout, Span
from briefings.text import UPPER, canonical, outside, stripped

_WORDS = table("documents")["named"]
_ROMAN = r"(?:[ivxl]{1,6}|\d{1,2})(?!\w)"
_TERM = rf"(?:,? \(?khoá {_ROMAN}\)?)"

_RESOLUTION = re.compile(
    r"nghị quyết (?<!\wnghị quyết )(?:"
    # "Nghị quyết Đại hội XIII của Đảng"
    rf"(?:của )?đại hội (?:đại biểu )?(?:toàn quốc )?(?:lần thứ )?{_ROMAN}(?: của đảng| đảng)?"
    # "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII"
    rf"|(?:của )?đại hội (?:đại biểu )?(?:đảng bộ|đảng) [^,.;:\n]{{0,40}}?(?:lần thứ )?{_ROMAN}"
    # "Nghị quyết Trung ương 4, khoá XII"
    rf"|(?:của )?(?:hội nghị )?trung ương (?:lần thứ )?{_ROMAN}{_TERM}?"
    # "Nghị quyết XVI của Đảng bộ tỉnh"
    rf"|{_ROMAN} của đảng bộ [^,.;:\n]{{2,30}}?(?= và |[,.;:\n]|$)"
    r")"
)
_STATUTE = re.compile(  # "Luật Tố cáo năm 2018", "Bộ luật Hình sự"
    rf"(?:B(?<!\wB)ộ luật|L(?<!\wL)uật|P(?<!\wP)háp lệnh) [{UPPER}]\w*(?: (?!năm|và |của|có|được|là|về|đã|sẽ)[\w-]+){{0,5}}?"
    r"(?: (?:năm )?(?:19|20)\d\d|(?=[,.;:()\n]| (?:năm|và|của|có|được|là|về|đã|sẽ|cũng|quy định) |$))"
)
_KIND = re.compile(  # no boundary before it: what follows must be a capital or an item of a list
    rf"(?P<kind>{one_of(_WORDS['kinds'])}) (?P<about>{one_of(_WORDS['about'])}|của {one_of(_WORDS['bodies'])} về)(?!\w)"
)
_UNDER_WAY = re.compile(rf"(?<!\w){one_of(_WORDS['under_way'])}(?: [^ .;:\n]+){{0,3}} $")
_SUBJECT = re.compile(  # a title in quotation marks, or words to the end of the clause
    r" ?[“\"][^”\"\n]{3,400}[”\"]|[^;:.\n(“\"]{3,250}?(?=[;:.\n(“\"…]|$| (?:đã|vừa|được|nhằm) "
    rf"|, {one_of(_WORDS['clauses'])}(?!\w))"
)
_ACTION = re.compile(r" của [^;:.,\n(“\"]{3,60}?(?=[;:.,\n(]| (?:về|thực hiện|đã|nhằm) |$)")  # "Chương trình hành động của Chính phủ"


def _is_name(text: str, plain: str, match: re.Match[str]) -> bool:
    """A capital, or a place in a list of documents, marks a name; what is under way is none."""
    before = plain[max(0, match.start() - 40) : match.start()]
    listed = before.endswith(("; ", ": "))
    return (text[match.start()].isupper() or listed) and not _UNDER_WAY.search(before)


def _by_kind(text: str, plain: str) -> Iterator[Span]:
    for match in _KIND.finditer(plain):
        subject = (_ACTION if match["about"] == "hành động" else _SUBJECT).match(plain, match.end())
        if subject and _is_name(text, plain, match):
            yield stripped(text, match.start(), subject.end())


def _all(text: str, plain: str) -> Iterator[Span]:
    for match in _RESOLUTION.finditer(plain):
        if text[match.start()].isupper() or text[match.start() + 11].isupper():
            yield Span.of(text, *match.span())
    for match in _STATUTE.finditer(text):
        yield stripped(text, *match.span())
    yield from _by_kind(text, plain)


def find_named_documents(text: str, layout: Layout, documents: tuple[Document, ...]) -> tuple[Span, ...]:
    """Designations without an official number, each once, in text order."""
    plain = canonical(text)
    told = outside({span.start: span for span in (*layout.junk, *layout.captions)}.values())
    numbered = {mention.start for document in documents for mention in document.mentions}
    named: dict[str, list[tuple[str, Span]]] = {}
    for span in sorted(span for span in _all(text, plain) if told(span) and span.start not in numbered):
        key = canonical(span.text).replace(" năm ", " ")
        alike = named.setdefault(" ".join(key.split(" ", 2)[:2]), [])
        if not any(key.startswith(known) or known.startswith(key) for known, _ in alike):
            alike.append((key, span))
    return tuple(sorted(span for alike in named.values() for _, span in alike))
