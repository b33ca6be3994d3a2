"""One story in several papers, in a chat: an article, its reprints and the other reports on its event in; its card with them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from briefings.model import Span
from briefings.rendering import articles
from briefings.rendering.messages import Button, Message
from briefings.rendering.pages import clip, paper, papers
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts
from briefings.store.rows import StoredArticle
from briefings.store.stories import Sibling

_FIGURES = 3  # pairs of figures that are shown of each report
_FIGURE = 80  # characters of one


def card(stored: StoredArticle, siblings: Sequence[Sibling], texts: Texts, *, brief: bool = False) -> Message:
    """The card of an article with who else tells of it, a button to each other report, and one to all of them over time."""
    lines = list(_elsewhere(stored, siblings, texts))
    shown = articles.card(stored.id, stored.briefing, texts, lines, brief=brief)
    others = (Button(texts.plain("button-story", article=one.article.id), data=tap("a", one.article.id)) for one in siblings)
    timeline = Button(texts.plain("button-timeline"), data=tap("story", stored.id))
    return replace(shown, keyboard=(*shown.keyboard, tuple(others), (timeline,))) if siblings else shown


def _elsewhere(stored: StoredArticle, siblings: Sequence[Sibling], texts: Texts) -> Iterator[Markup]:
    if stored.row.also:
        yield Markup("<i>{}</i>").format(texts("also-printed", papers=papers(stored.row, texts)))
    for sibling in siblings:
        other = sibling.article
        yield Markup("<i>{}</i>").format(texts("same-event", article=other.id, source=paper(other.row.source, texts)))
        if sibling.differing:
            yield Markup("<b>{}</b>").format(texts("figures-differ"))
        for pair in sibling.differing[:_FIGURES]:
            ours, theirs = _figure(stored, pair.one, texts), _figure(other, pair.other, texts)
            yield Markup("• {} ↔ {}").format(ours, theirs)


def _figure(stored: StoredArticle, figure: Span, texts: Texts) -> Markup:
    """79 đề án [bài 1, đoạn 3, nhandan.vn]"""
    paragraph, source = stored.briefing.paragraph_of(figure), paper(stored.row.source, texts)
    at = texts("figure-place", article=stored.id, paragraph=paragraph or 0, source=source)
    return Markup("{} <i>[{}]</i>").format(clip(figure.text, _FIGURE), at)
