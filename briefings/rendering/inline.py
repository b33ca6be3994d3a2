"""What the bot puts into other chats: a row of the store in; a result to choose from, and the message it becomes there, out."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.rendering.dates import dated, day
from briefings.rendering.links import link
from briefings.rendering.lists import passage_of, snippet
from briefings.rendering.messages import Button, Message
from briefings.rendering.pages import clip, page
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts
from briefings.store.rows import ArticleRow, DirectiveRow, DocumentRow, Hit

_TITLE, _DESCRIPTION = 80, 160  # characters that a phone shows of a result


@dataclass(frozen=True, slots=True)
class Result:
    """One result: an id of at most 64 bytes, what is shown to choose from, and the message that goes into the chat when it is chosen."""

    id: str
    title: str
    description: str
    message: Message


def document_result(row: DocumentRow, texts: Texts) -> Result:
    """A document: what it is, and how many articles cite it."""
    said = [day(row.date) if row.date else "", row.issuer or "", texts.plain("cited-in", count=row.articles)]
    title = texts.plain("inline-document", type=row.type, number=row.number)
    html = page(texts, "inline_document", document=row)
    return _result(("d", row.id, 0), title, " · ".join(part for part in said if part), html, texts)


def article_result(row: ArticleRow, texts: Texts, hit: Hit | None = None) -> Result:
    """An article; with what was found in it, where it was searched for."""
    title = row.title or texts.plain("title-none")
    found = hit.passage.text if hit else row.source or ""
    html = page(texts, "inline_article", row=row, parts=snippet(hit) if hit else (), hit=hit)
    return _result(("a", row.id), f"📰 {title}", f"{dated(row, texts)} · {found}", html, texts)


def directive_result(row: DirectiveRow, texts: Texts) -> Result:
    """A directive: who told whom what."""
    directive, passage = row.directive, passage_of(row)
    speaker = directive.speaker.text if directive.speaker else texts.plain("speaker-not-stated")
    title = f"📣 {speaker}{f' → {directive.addressee.text}' if directive.addressee else ''}"
    html = page(texts, "inline_directive", row=row, speaker=speaker)
    return _result(("s", row.article.id, passage.start, passage.end, 0, 0), title, directive.quote.text, html, texts)


def _result(leads: tuple[str | int, ...], title: str, description: str, html: str, texts: Texts) -> Result:
    action, *fields = leads
    button = Button(texts.plain("button-open"), url=link(str(action), *fields))
    return Result(tap(str(action), *fields), clip(title, _TITLE), clip(description, _DESCRIPTION), Message(html, ((button,),)))
