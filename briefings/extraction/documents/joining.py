"""Citations into documents: every mention of an article in; one `Document` for each document, however often it is cited, out.

A document is known by kind, number, and date or issuer, for numbers begin anew with each term. A bare "Nghị quyết số 18" joins the
one full citation it can mean; where two fit it joins none. One body and one day with two spellings of the code are one document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefings.extraction.documents.bodies import names_same
from briefings.extraction.documents.citations import Citation
from briefings.extraction.documents.numbers import code, head, may_issue, year
from briefings.model import Document, Span, When
from briefings.text import canonical


@dataclass(slots=True)
class _Group:
    """The citations found so far to be one document, and what they print of it."""

    number: Span  # the fullest form printed; of two equally full ones the first
    citations: list[Citation] = field(default_factory=list)
    date: When | None = None
    issuers: dict[str, Span] = field(default_factory=dict)

    def add(self, citation: Citation) -> None:
        self.citations.append(citation)
        self.date = self.date or citation.date
        if citation.issuer:
            self.issuers.setdefault(canonical(citation.issuer.text), citation.issuer)
        if (bool(code(citation.number)), bool(year(citation.number))) > (bool(code(self.number)), bool(year(self.number))):
            self.number = citation.number


def _same_bodies(group: _Group, citation: Citation) -> bool | None:
    """Whether group and citation name one body; None where one of them names none."""
    if not citation.issuer or not group.issuers:
        return None
    return any(names_same(issuer, citation.issuer.text) for issuer in group.issuers)


def _fits(group: _Group, citation: Citation) -> bool:
    """Whether a citation of one kind and number may mean the document of a group: nothing that both print may disagree."""
    same_body = _same_bodies(group, citation)
    same_day = group.date and citation.date and group.date.first == citation.date.first
    if (group.date and citation.date and not same_day) or (same_body is False and not same_day):
        return False
    letters, other = code(group.number), code(citation.number)
    if year(group.number) and year(citation.number) and year(group.number) != year(citation.number):
        return False
    if letters and other:
        return letters == other or bool(same_day and same_body is not False)
    issuers = [citation.issuer] if citation.issuer else group.issuers.values()
    return not (letters or other) or all(may_issue(issuer, citation.kind, letters or other) for issuer in issuers)


def _fullness(citation: Citation) -> tuple[bool, bool, Span]:
    return not code(citation.number), not (citation.date or citation.issuer), citation.span


def _homes(groups: Sequence[_Group], citation: Citation) -> list[_Group]:
    """The groups a citation may belong to; those with the same code before others."""
    fitting = [group for group in groups if _fits(group, citation)]
    letters = code(citation.number)
    exact = [group for group in fitting if letters and code(group.number) == letters]
    return exact or fitting


def _grouped(citations: Sequence[Citation]) -> list[_Group]:
    """Full citations first, so that a bare one meets every document it may mean. A bare one that may mean two is left out."""
    groups: dict[tuple[str, str], list[_Group]] = {}
    for citation in sorted(citations, key=_fullness):
        alike = groups.setdefault((citation.kind, head(citation.number)), [])
        homes = _homes(alike, citation)
        if len(homes) > 1 and not code(citation.number):
            continue
        if not homes:
            homes = [_Group(citation.number)]
            alike += homes
        homes[0].add(citation)
    return [group for alike in groups.values() for group in alike]


def join(citations: Sequence[Citation], subjects: dict[Span, Span]) -> tuple[Document, ...]:
    """One document for each set of citations that mean the same, in the order of their first mentions."""
    documents = []
    for group in _grouped(citations):
        mentions = sorted(group.citations, key=lambda citation: citation.span)
        kind = mentions[0].kind
        documents.append(
            Document(
                type=kind[0].upper() + kind[1:],
                number=group.number,
                mentions=tuple(citation.span for citation in mentions),
                date=group.date,
                issuer=next((citation.issuer for citation in mentions if citation.issuer), None),
                subject=next((subjects[citation.span] for citation in mentions if citation.span in subjects), None),
            )
        )
    return tuple(sorted(documents, key=lambda document: document.mentions[0]))
