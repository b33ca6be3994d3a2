"""Web pages, saved or fetched, .html or .mhtml: the bytes in; headline, printed date, paragraphs, captions and byline out, a line each.

    bytes ─ decode ─▶ tree ─ lines, each with what it may be ─┐
                        └─ trafilatura: which is the story ───┴─▶ the lines from the headline to the end of the story

Trafilatura tells the story from menus and advertisements, but drops captions and what is printed above the story, and its own search
for a date takes that of a decree which the article cites. So it only selects; the lines are the page's own, in their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from briefings.sources.encodings import decode
from briefings.sources.faults import unreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|article|meta|title)[\s>]", re.IGNORECASE)  # "<html lang=vi>"
_LETTER = re.compile(
    rb"\s*(?:from|mime-version|content-type|subject|date|snapshot-content-location):", re.IGNORECASE
)  # "From: <Saved by Blink>"
_HEAD = 4_096  # bytes at the start in which a format shows
_BLANKS = re.compile(r"\s+")
_SIGNS = re.compile(r"[\W_]+")
_DATED = re.compile(
    r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b|ngày \d{1,2} tháng \d{1,2}"
)  # "11:01, 13/01/2022"
_BYLINE = re.compile(r"author|byline|tac-?gia|nguoi-?viet|signature", re.IGNORECASE)
_CAPTION = re.compile(r"caption|chu-?thich", re.IGNORECASE)
_DATE_LINE, _BYLINE_LINE = 90, 80  # characters at most
_SITE = re.compile(r"\s+[|–»]\s+[^|–»]{2,60}$")  # " | Báo Nhân Dân" after a headline

_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "iframe", "svg", "object", "select", "button", "textarea", "nav"))
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark",
    "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip


class Part(StrEnum):
    """What the page says a line is."""

    HEADLINE = "headline"
    CAPTION = "caption"
    BYLINE = "byline"
    DATE = "date"
    TEXT = "text"


_TAGS = {"h1": Part.HEADLINE, "figcaption": Part.CAPTION, "caption": Part.CAPTION, "time": Part.DATE}


@dataclass(frozen=True, slots=True)
class Line:
    """One line that the page shows."""

    text: str
    part: Part
    link: bool  # all of it is a link
    box: int  # which block of the page holds the block it is printed in

    @property
    def key(self) -> str:
        """What is the same in two versions of the line: its letters and digits."""
        return _key(self.text)


def recognises(data: bytes) -> bool:
    """Whether the bytes are a web page, or one saved with its pictures in one file."""
    head = data[:_HEAD].replace(b"\x00", b"")  # UTF-16 too
    return bool(_PAGE.search(head)) or _is_letter(data)


def _is_letter(data: bytes) -> bool:
    head = data[:_HEAD]
    return bool(_LETTER.match(head)) and b"multipart/related" in head.lower()


def read(data: bytes, name: str) -> str:
    """The article on the page. Raises `UnreadableInput` where there is none, and for a page that asks for a password."""
    import lxml.html
    from lxml.etree import ParserError

    page = _largest_page(data, name) if _is_letter(data) else data
    markup, old = _markup(page, name)
    try:
        tree = lxml.html.document_fromstring(markup)
    except ParserError as error:
        raise unreadable("source-empty", name) from error
    text = "\n".join(_article(tree, markup, name))
    return decode(text.encode("latin-1", "ignore"), name) if old else text


def _largest_page(data: bytes, name: str) -> bytes:
    """The page within an MHTML file; frames and advertisements are pages too, and smaller."""
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    letter = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    pages = (part.get_payload(decode=True) for part in letter.walk() if part.get_content_type() == "text/html")
    largest = max((page for page in pages if isinstance(page, bytes)), key=len, default=b"")
    if not largest:
        raise unreadable("source-no-article", name)
    return largest


def _markup(page: bytes, name: str) -> tuple[str, bool]:
    """The page's characters; those of an old charset stay one a byte, to be told by the article alone, whatever the page declares."""
    try:
        return page.decode("utf-8-sig").replace("\x00", ""), False
    except UnicodeDecodeError:
        if page[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return decode(page, name), False
        return page.decode("latin-1").replace("\x00", ""), True


def _article(tree: HtmlElement, markup: str, name: str) -> list[str]:
    """The lines of the article, headline first."""
    story, asks = _story(markup), tree.xpath("boolean(//input[@type='password'])")
    given = _given_headline(tree)
    lines = _lines(tree)
    chosen = [place for place, line in enumerate(lines) if line.key in story and line.part is not Part.HEADLINE and not line.link]
    if not chosen:
        raise unreadable("source-login" if asks else "source-no-article", name)
    start, title = _start(lines, chosen[0])
    (box, _), *_ = Counter(lines[place].box for place in chosen).most_common(1)
    within = lines[start : _end(lines, chosen[-1])]
    body = [line.text for line in within if _belongs(line, story, box)]
    headline = title or given
    return body if headline is None or body[0] == headline else [headline, *body]


def _belongs(line: Line, story: frozenset[str], box: int) -> bool:
    """Whether a line between headline and end is the article's, and no link, menu or advertisement."""
    if line.part is Part.HEADLINE:
        return False
    return line.part is not Part.TEXT or line.key in story or (line.box == box and not line.link)


def _start(lines: list[Line], first: int) -> tuple[int, str | None]:
    """Where the article starts, after the headline printed last before the story, and that headline."""
    printed = [place for place in range(first + 1) if lines[place].part is Part.HEADLINE]
    return (printed[-1], lines[printed[-1]].text) if printed else (first, None)


def _given_headline(tree: HtmlElement) -> str | None:
    """The headline that the page gives to others, for one that prints none."""
    given = tree.xpath("//meta[@property='og:title']/@content") or tree.xpath("//title/text()")
    return _SITE.sub("", _joined(given[0])) or None if given else None


def _end(lines: list[Line], last: int) -> int:
    """Where the article ends: after the story and a byline, a date or captions under it."""
    end = last + 1
    while end < len(lines) and lines[end].part not in (Part.TEXT, Part.HEADLINE):
        end += 1
    return end


def _story(markup: str) -> frozenset[str]:
    """The keys of the lines of the main text, as trafilatura tells it from the rest of the page."""
    import trafilatura

    found = trafilatura.bare_extraction(
        markup, favor_recall=True, include_comments=False, date_extraction_params={"extensive_search": False}
    )
    text: str = getattr(found, "text", None) or ""
    cells = (cell for line in text.split("\n") for cell in (line.split("|") if line.startswith("|") else (line,)))
    return frozenset(key for cell in cells if (key := _key(cell)))


def _key(text: str) -> str:
    return _SIGNS.sub("", text)


def _joined(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _lines(tree: HtmlElement) -> list[Line]:
    """Every line that the page shows, in order. Strips `tree` of what it does not show."""
    from lxml import etree

    etree.strip_elements(tree, *_UNSEEN, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    lines: list[Line] = []
    pieces: list[Line] = []
    for piece in _pieces(tree):
        if piece is not None:
            pieces.append(piece)
            continue
        text = _joined("".join(part.text for part in pieces))
        shown = [part for part in pieces if part.text.strip()]
        if text:
            lines.append(Line(text, _told(shown[0].part, text), all(part.link for part in shown), shown[0].box))
        pieces.clear()
    return lines


def _pieces(tree: HtmlElement) -> Iterator[Line | None]:
    """The pieces of text on the page, and None where a line ends. Walks without recursion: pages nest as deep as they like."""
    from lxml import etree

    parts, boxes, links, count = [Part.TEXT], [0, 0], 0, 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        block = element.tag not in _INLINE
        if block:
            yield None
        links += (element.tag == "a") * (1 if event == "start" else -1)
        if event == "start":
            parts.append(_part(element) or parts[-1])
            if block:
                boxes.append(count := count + 1)
            text = element.text
        else:
            parts.pop()
            if block:
                boxes.pop()
            text = element.tail
        if text:
            yield Line(text, parts[-1], links > 0, boxes[-2])
    yield None


def _part(element: HtmlElement) -> Part | None:
    """What the tag or the class of an element says about the text in it."""
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    named = " ".join(element.get(attribute, "") for attribute in ("class", "id", "itemprop", "rel"))
    return Part.BYLINE if _BYLINE.search(named) else Part.CAPTION if _CAPTION.search(named) else None


def _told(part: Part, text: str) -> Part:
    """What a line is, now that its words are known: a byline and a date are short."""
    if len(text) <= _DATE_LINE and _DATED.search(text) and part in (Part.TEXT, Part.BYLINE, Part.DATE):
        return Part.DATE
    return Part.TEXT if part is Part.DATE or (part is Part.BYLINE and len(text) > _BYLINE_LINE) else part
