"""What may be taken along: a query and its view in; the forms of files that it may be had in, as buttons, out."""

from __future__ import annotations

from briefings.following import Which
from briefings.query import Query
from briefings.rendering.articles import in_rows
from briefings.rendering.exports import offered
from briefings.rendering.exports.titles import what
from briefings.rendering.held import SHOWN
from briefings.rendering.messages import Button, File, Message
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts


def offer(query: Query, view: int, page: int, texts: Texts, file: File | None = None) -> Message:
    """The forms, and the way back to `page` of the list; `file`: the one that was chosen, to go out below."""
    html = f"{texts('export-offer', what=what(query, texts))}\n\n{texts('export-choose')}"
    forms = [Button(texts.plain(f"format-{form}"), data=tap("file", form, view)) for form in offered(query.kind)]
    way = tap("q", view, SHOWN.index(Which(query.held)), page) if query.held else tap("v", view, page)
    back = (Button(texts.plain("button-return"), data=way),)
    return Message(html, (*in_rows(forms[:2], 1), *in_rows(forms[2:], 4), back), file)


def which(texts: Texts) -> Message:
    """Nothing was shown here yet: what may be asked for, and ways to a list."""
    lists = tuple(Button(texts.plain(f"button-{command}"), data=tap("c", command)) for command in ("nhiemvu", "chidao", "vanban"))
    return Message(str(texts("export-which")), (lists,))
