"""The pipe: the text of one article in, its `Briefing` out.

    text ─ normalise ─▶ layout ─▶ dates ─▶ documents ─▶ people ─▶ event ─▶ directives ─▶ tasks ─▶ figures ─▶ summary

Each stage is a pure function of the text and of what earlier stages found; none looks ahead and none knows another.
"""

from __future__ import annotations

from dataclasses import replace

from briefings.extraction.dates import find_dates
from briefings.extraction.directives import find_directives
from briefings.extraction.documents import find_documents, find_named_documents
from briefings.extraction.event import find_event
from briefings.extraction.figures import find_figures
from briefings.extraction.layout import read_layout
from briefings.extraction.people import find_people
from briefings.extraction.tasks import find_tasks
from briefings.grammar.sentences import read_sentences
from briefings.model import Article, Briefing
from briefings.summary import summarise
from briefings.text import normalise


def parse(text: str, source: str | None = None) -> Briefing:
    """Read one article. `text` may be raw; spans in the result point into ``result.article.text``, its normalised form.

    Never raises for odd text: where nothing is found the briefing is empty. Parsing a stored text again gives the same.
    """
    article = Article(normalise(text), source)
    text = article.text
    layout = read_layout(text)
    dates = find_dates(text, layout)
    documents = find_documents(text, layout, dates)
    people = find_people(text, layout)
    sentences = read_sentences(text, layout.paragraphs)
    directives = find_directives(text, layout, sentences, people)
    briefing = Briefing(
        article=article,
        layout=layout,
        event=find_event(text, layout, dates),
        people=people,
        documents=documents,
        named_documents=find_named_documents(text, layout, documents),
        directives=directives,
        tasks=find_tasks(text, sentences, directives, dates),
        figures=find_figures(text, layout, dates, documents),
    )
    return replace(briefing, summary=summarise(briefing))
