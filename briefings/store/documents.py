"""Documents over all articles: a `Query` or a document's id in; rows, or all that is known of one document, out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from briefings.errors import NotFound
from briefings.numbers import Number, read_number, read_reference
from briefings.query import Query
from briefings.store import search
from briefings.store.facts import read_row
from briefings.store.identity import Designation, differing
from briefings.store.lists import article_row, counted, ranges_of
from briefings.store.positions import Range, day_of, items_in
from briefings.store.rows import CitationRow, Cocited, Differing, DocumentCard, DocumentRow, Page
from briefings.store.search import Words
from briefings.store.tables import ArticleRecord, CitationRecord, DesignationRecord, DocumentRecord, Thing, UnderRecord
from briefings.store.words import read_phrases

_MOST_NAMED = 200  # documents that one number can mean
_NEWEST_CITATIONS = 500  # looked through for a period's documents
_NEWEST_ARTICLES = 200  # looked through for what is cited together, and for what is printed differently
_MOST_COCITED = 10


_CITED = col(DocumentRecord.last).is_not(None)  # a document whose articles were withdrawn is kept, and shown nowhere


async def named_in(session: AsyncSession, query: Query) -> list[int] | None:
    """The ids of the documents that a query names, last cited first; None when it names none."""
    if query.document_id is not None:
        return [query.document_id]
    return None if query.document is None else await _by_number(session, query.document)


async def _by_number(session: AsyncSession, typed: str) -> list[int]:
    """The documents that bear the number typed, or one that begins with it: "18" and "18-NQ" find "18-NQ/TW".

    Where there is none, those cited by less of it: "18-NQ/TW" finds what is known as "Nghị quyết 18" alone.
    """
    reference = read_reference(typed)
    if reference is None:
        return []
    number = reference.number
    for fits, keys in ((Number.begins, _begins(number.key)), (Number.fits, col(DesignationRecord.number_key).in_(_beginnings(number)))):
        found = select(DesignationRecord).join(DocumentRecord, col(DocumentRecord.id) == col(DesignationRecord.document_id))
        found = found.where(col(DesignationRecord.ordinal) == number.ordinal, keys, _CITED, *_of_type(reference.type))
        records = await session.scalars(found.order_by(col(DocumentRecord.last).desc()).limit(_MOST_NAMED))
        ids = list(dict.fromkeys(record.document_id for record in records if fits(number, read_number(record.number))))
        if ids:
            return ids
    return []


def _begins(number_key: str) -> ColumnElement[bool]:
    """Whether a stored key is this one or goes on after a blank, as a range of the index: "!" comes right after the blank."""
    return col(DesignationRecord.number_key).between(number_key, f"{number_key}!")


def _beginnings(number: Number) -> list[str]:
    return [Number(number.ordinal, number.code[:length]).key for length in range(len(number.code))]


def _of_type(typed: str | None) -> list[ColumnElement[bool]]:
    """ "thông báo kết luận" is filed as a "thông báo": the type typed, or its first words."""
    words = typed.split() if typed else []
    return [col(DesignationRecord.type_key).in_([" ".join(words[:length]) for length in range(1, len(words) + 1)])] if words else []


def document_row(record: DocumentRecord) -> DocumentRow:
    """A document as lists show it; one whose articles are gone has no first and no last day and is in no list."""
    return DocumentRow(
        record.id, record.type, record.number, record.date, record.issuer, record.subject, record.articles, day_of(record.last or 0)
    )


async def documents_page(session: AsyncSession, query: Query, offset: int, limit: int) -> Page[DocumentRow]:
    """The documents that fit a query: those of an article in the order cited, of a period or all the last cited first.

    Of a period's citations the newest `_NEWEST_CITATIONS` are looked through.
    """
    ids = await named_in(session, query)
    ranges = [items_in(bounds) for bounds in await ranges_of(session, query)]
    phrases = read_phrases(query.words or "")
    for exact in (True, False) if any(phrase.accented for phrase in phrases) else (False,):
        found = _cited_in(ranges) if ranges else select(DocumentRecord).where(_CITED).order_by(col(DocumentRecord.last).desc())
        if ids is not None:
            found = found.where(col(DocumentRecord.id).in_(ids))
        if query.words is not None:
            rowid, holds = search.matching(Words.DOCUMENTS, phrases, exact=exact)
            found = found.where(col(DocumentRecord.id).in_(select(rowid).where(holds)))
        total, more = await counted(session, found, offset + limit)
        if total:
            break
    records = await session.scalars(found.offset(offset).limit(limit))
    return Page(tuple(map(document_row, records)), total, offset, limit, more)


def _cited_in(ranges: list[Range]) -> Select[Any]:
    """The documents that articles at these positions cite, the last cited first."""
    at = col(CitationRecord.position)
    newest = select(col(CitationRecord.document_id), at).where(*(at.between(*bounds) for bounds in ranges))
    newest_citations = newest.order_by(at.desc()).limit(_NEWEST_CITATIONS).subquery()
    last = func.max(newest_citations.c.position).label("last_there")
    cited = select(newest_citations.c.document_id, last).group_by(newest_citations.c.document_id).subquery()
    return select(DocumentRecord).join(cited, cited.c.document_id == col(DocumentRecord.id)).order_by(cited.c.last_there.desc())


async def document_card(session: AsyncSession, document_id: int, offset: int, limit: int) -> DocumentCard:
    """All that is known of one document, with a page of its citations. Raises NotFound."""
    document = await session.get(DocumentRecord, document_id)
    if document is None or not document.articles:
        raise NotFound(f"document {document_id}", "is not in the store", "expected the id of a stored document")
    return DocumentCard(
        document=document_row(document),
        first_day=day_of(document.first or 0),
        citations=await _citations(session, document, offset, limit),
        cocited=await _cocited(session, document_id),
        directives=(await counted(session, _under(document_id, Thing.DIRECTIVE)))[0],
        tasks=(await counted(session, _under(document_id, Thing.TASK)))[0],
        differing=await _differing(session, document_id),
    )


async def _differing(session: AsyncSession, document_id: int) -> Differing:
    """What the newest articles that cite a document print differently of it."""
    cited = col(CitationRecord.document_id) == document_id
    citing = select(col(CitationRecord.designation_id), col(CitationRecord.article_id)).where(cited)
    newest = citing.order_by(col(CitationRecord.position).desc()).limit(_NEWEST_ARTICLES).subquery()
    way = (col(DesignationRecord.id), col(DesignationRecord.number), col(DesignationRecord.date), col(DesignationRecord.issuer))
    ways = select(*way, func.count(distinct(newest.c.article_id))).join(newest, newest.c.designation_id == way[0]).group_by(*way)
    rows = await session.execute(ways)
    return differing((Designation.read(number, date, issuer), number, issuer, articles) for _, number, date, issuer, articles in rows)


async def _citations(session: AsyncSession, document: DocumentRecord, offset: int, limit: int) -> Page[CitationRow]:
    at, theirs = col(CitationRecord.position), col(CitationRecord.document_id) == document.id
    total, more = await counted(session, select(at).where(theirs), offset + limit)
    found = select(CitationRecord, ArticleRecord).join(ArticleRecord, col(ArticleRecord.id) == col(CitationRecord.article_id))
    records = await session.execute(found.where(theirs).order_by(at.desc()).offset(offset).limit(limit))
    rows = tuple(read_row(CitationRow, article_row(article), citation.facts) for citation, article in records)
    return Page(rows, total, offset, limit, more)


def _under(document_id: int, thing: Thing) -> Select[Any]:
    """The positions of what stands under a document."""
    of_it = (col(UnderRecord.document_id) == document_id, col(UnderRecord.thing) == thing.value)
    return select(col(UnderRecord.position)).where(*of_it).distinct()


async def _cocited(session: AsyncSession, document_id: int) -> tuple[Cocited, ...]:
    """What is cited in the newest articles that cite a document, most often first."""
    own, other = aliased(CitationRecord), aliased(CitationRecord)
    citing = select(col(own.article_id)).where(col(own.document_id) == document_id)
    newest = citing.order_by(col(own.position).desc()).limit(_NEWEST_ARTICLES)
    times = func.count(distinct(col(other.article_id)))
    together: Select[int, int] = select(col(other.document_id).label("id"), times.label("times")).where(
        col(other.article_id).in_(newest), col(other.document_id) != document_id
    )
    ranked = together.group_by(col(other.document_id)).order_by(times.desc(), col(other.document_id)).limit(_MOST_COCITED).subquery()
    found = select(DocumentRecord, ranked.c.times).join(ranked, ranked.c.id == col(DocumentRecord.id))
    rows = await session.execute(found.order_by(ranked.c.times.desc(), ranked.c.id))
    return tuple(Cocited(document_row(record), articles) for record, articles in rows)
