"""Official documents an article cites: its text, layout and dates in; one `Document` for each, and the named ones without number, out.

The way: `citations` finds every mention, `context` adds what its sentence tells, `joining` makes one document of all mentions of it.
"""

from __future__ import annotations

from briefings.extraction.documents.citations import cite
from briefings.extraction.documents.context import complete, subjects
from briefings.extraction.documents.joining import join
from briefings.extraction.documents.named import find_named_documents
from briefings.model import Document, Layout, When
from briefings.text import canonical, outside

__all__ = ["find_documents", "find_named_documents"]


def find_documents(text: str, layout: Layout, dates: tuple[When, ...]) -> tuple[Document, ...]:
    """The documents cited with a number, in the order of their first mentions; mentions in furniture do not count."""
    plain = canonical(text)
    told = outside(layout.junk)
    found = [citation for citation in cite(text, plain, dates) if told(citation.span)]
    return join(complete(text, plain, found, dates), subjects(text, plain, found))
