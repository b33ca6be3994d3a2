"""One article in a chat: a stored `Briefing` in; its card, its full text page by page, and the paragraph a passage stands in out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup, escape

from briefings.errors import NotFound
from briefings.model import Briefing, Span
from briefings.query import Kind
from briefings.rendering.messages import Button, Keyboard, Message, fill
from briefings.rendering.pages import clip, page
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts

KINDS = ("directives", "tasks", "documents", "people")
_FULL_TEXT_PAGE = 2500  # units of the article on one page: a screen or two of a phone
_BRIEF = 2  # lines of a summary where a chat wants it short
_AROUND = 1200  # characters shown before and after a passage
_PASSAGE = 1500  # characters of the passage itself


def title_of(briefing: Briefing, texts: Texts) -> str:
    """The headline as printed; else the first line of the story."""
    title = briefing.layout.title or next(iter(briefing.layout.paragraphs), None)
    return title.text if title else texts.plain("title-none")


def summary_lines(briefing: Briefing, most: int = 8) -> list[str]:
    """The summary, one line a paragraph, `most` at most; else the opening of the story."""
    chosen = briefing.summary or briefing.layout.paragraphs[:1]
    return [
        clip(" ".join(_whole(sentence.text) for sentence in sentences), 1200) for _, sentences in groupby(chosen, briefing.paragraph_of)
    ][:most]


def _whole(passage: str) -> str:
    """A passage of a summary, with "…" where it was cut out of its sentence."""
    opening = "…" if passage[:1].islower() else ""
    closing = "" if passage.endswith((".", "!", "?", "…", ".”", '."', ".)", ":")) else "…"
    return f"{opening}{passage.rstrip(' ,;')}{closing}"


def counts(briefing: Briefing, texts: Texts) -> str:
    """ "5 chỉ đạo · 10 nhiệm vụ": how much of each kind was read, without the kinds of which there is nothing."""
    sizes = {kind: len(getattr(briefing, kind)) for kind in KINDS}
    return " · ".join(texts.plain(f"count-{kind}", count=size) for kind, size in sizes.items() if size)


def article_rows(article: int, briefing: Briefing, texts: Texts, shown: str = "") -> Keyboard:
    """The buttons that lead through one article; none to a kind it has nothing of, nor to the one that is `shown`."""
    kinds = [kind for kind in KINDS if kind != shown and getattr(briefing, kind)]
    ways = [Button(texts.plain(f"kind-{kind}"), data=tap("k", kind, article)) for kind in kinds]
    card = Button(texts.plain("button-summary"), data=tap("a", article))
    full = Button(texts.plain("button-full-text"), data=tap("t", article, 0))
    below = {"article": [full], "full-text": [card]}.get(shown, [card, full])
    return in_rows([*ways, *below], 3)


def in_rows(buttons: Sequence[Button], width: int) -> Keyboard:
    """The buttons, `width` a row."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def card(article: int, briefing: Briefing, texts: Texts, elsewhere: Sequence[Markup] = (), *, brief: bool = False) -> Message:
    """The card of one article: what it is, when and where, its summary (`brief`: the first of it), its counts, and who else tells of it."""
    html = page(
        texts,
        "article",
        article=article,
        briefing=briefing,
        title=title_of(briefing, texts),
        lines=summary_lines(briefing, _BRIEF) if brief else summary_lines(briefing),
        counts=counts(briefing, texts),
        elsewhere=elsewhere,
    )
    return Message(html, (*article_rows(article, briefing, texts, "article"), (export_button("take", Kind.SUMMARY, article, texts),)))


def export_button(action: str, what: str | int, number: int, texts: Texts) -> Button:
    """[Xuất]: what is on the screen as a file."""
    return Button(texts.plain("button-export"), data=tap(action, what, number))


def _story(briefing: Briefing, texts: Texts) -> list[str]:
    """The blocks of the full text in reading order: numbered paragraphs, captions, byline, source."""
    numbers = {paragraph: number for number, paragraph in enumerate(briefing.layout.paragraphs, 1)}
    blocks = []
    for line in sorted({*briefing.layout.paragraphs, *briefing.layout.captions}):
        if line in numbers:
            blocks.append(f"<i>{numbers[line]}.</i> {escape(line.text)}")
        else:
            blocks.append(f"<i>{texts('caption', words=line.text)}</i>")
    if briefing.layout.byline:
        blocks.append(f"<b>{escape(briefing.layout.byline.text)}</b>")
    source = clip(briefing.article.source or "", 200) or texts.plain("not-stated")
    return [*blocks, f"<i>{texts('source', source=source)}</i>"]


def _story_pages(briefing: Briefing, texts: Texts) -> list[str]:
    return list(fill(_story(briefing, texts), _FULL_TEXT_PAGE))


def full_text(article: int, briefing: Briefing, number: int, texts: Texts) -> Message:
    """Page `number` (from 0, the last one for any beyond) of the whole article."""
    pages = _story_pages(briefing, texts)
    number = min(number, len(pages) - 1)
    html = page(
        texts,
        "fulltext",
        article=article,
        briefing=briefing,
        title=title_of(briefing, texts),
        number=number + 1,
        pages=len(pages),
        body=Markup(pages[number]),  # noqa: S704  made of escaped lines
    )
    turning = turn_row("t", article, number, len(pages), texts)
    return Message(html, (*turning, *article_rows(article, briefing, texts, "full-text")))


def turn_row(action: str, subject: int, number: int, pages: int, texts: Texts) -> Keyboard:
    """[‹ Trước] [2/3] [Sau ›] for page `number` (from 0); no row where there is one page only."""
    if pages <= 1:
        return ()
    back = (Button(texts.plain("button-back"), data=tap(action, subject, number - 1)),) if number else ()
    here = (Button(f"{number + 1}/{pages}", data=tap("n", number + 1, pages)),)
    on = (Button(texts.plain("button-on"), data=tap(action, subject, number + 1)),) if number + 1 < pages else ()
    return ((*back, *here, *on),)


def _line_of(briefing: Briefing, start: int, end: int) -> Span:
    layout = briefing.layout
    lines = (*layout.paragraphs, *layout.captions, *(line for line in (layout.title, layout.byline) if line))
    for line in lines:
        if line.start <= start < end <= line.end:
            return line
    raise NotFound(f"passage {start}:{end}", "stands in no line of the article", "expected a passage that was read", text_id="error-tap")


def _place(briefing: Briefing, line: Span, texts: Texts) -> str:
    number = briefing.paragraph_of(line)
    if number is not None:
        return texts.plain("paragraph", paragraph=number)
    return texts.plain("place-caption" if line in briefing.layout.captions else "place-headline")


def source(article: int, briefing: Briefing, passage: Span, back: str, texts: Texts) -> Message:
    """The paragraph that `passage` stands in, the passage in bold; `back` is the callback data of the page one came from.

    Raises NotFound when no line of the article holds the passage (a forged button).
    """
    line = _line_of(briefing, passage.start, passage.end)
    before, after = line.text[: passage.start - line.start], line.text[passage.end - line.start :]
    html = page(
        texts,
        "source",
        article=article,
        briefing=briefing,
        title=title_of(briefing, texts),
        place=_place(briefing, line, texts),
        before=_tail(before),
        passage=clip(briefing.article.text[passage.start : passage.end], _PASSAGE),
        after=clip(after, _AROUND),
    )
    number = next((n for n, body in enumerate(_story_pages(briefing, texts)) if str(escape(line.text[:80])) in body), 0)
    ways = (Button(texts.plain("button-return"), data=back), Button(texts.plain("button-full-text"), data=tap("t", article, number)))
    return Message(html, (ways,))


def _tail(text: str) -> str:
    """The end of what stands before a passage, opened with "…" where more came before."""
    if len(text) <= _AROUND:
        return text
    blank = text.find(" ", len(text) - _AROUND)
    return "…" + text[blank if blank > 0 else len(text) - _AROUND :]
