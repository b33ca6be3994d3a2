"""Filing citations: documents as one article cites them in; written under the documents that they mean over all articles.

Which designations mean one document is decided in `briefings.store.identity`. When a new designation comes, those of its type and ordinal
are grouped anew, and what is filed under them moves along, so the order in which articles are loaded makes no difference.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, distinct, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.model import Document, Precision
from briefings.store import search
from briefings.store.identity import Designation, clearest_first, group
from briefings.store.positions import item_position
from briefings.store.search import Words
from briefings.store.tables import CitationRecord, DesignationRecord, DocumentRecord, Thing, UnderRecord
from briefings.store.words import indexed, key

_NEW = 0  # stands for the id that a designation gets when it is stored


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as one article cites it: as read, its row as JSON, and what stands under it there."""

    document: Document
    facts: str
    under: tuple[tuple[Thing, int], ...]


def _day(document: Document) -> dt.date | None:
    """The date that tells a document from others: only a full one does."""
    return document.date.first if document.date and document.date.precision is Precision.DAY else None


def _designation(record: DesignationRecord, number: int) -> Designation:
    return Designation.read(record.number, record.date, record.issuer, id=number)


async def cite(session: AsyncSession, article_id: int, position: int, cited: list[Cited]) -> None:
    """Write the citations of the article at `position`, which has none yet."""
    if not cited:
        return
    designations = await _designated(session, [_record(each.document) for each in cited])
    citations: list[dict[str, Any]] = []
    under: list[dict[str, Any]] = []
    for place, (each, (designation, document)) in enumerate(zip(cited, designations, strict=True)):
        at = item_position(position, place)
        citation = {"position": at, "article_id": article_id, "designation_id": designation, "document_id": document, "facts": each.facts}
        citations.append(citation)
        under += ({"document_id": document, "thing": thing.value, "position": where, "citation": at} for thing, where in each.under)
    await session.execute(insert(CitationRecord), citations)
    await session.execute(insert(UnderRecord), under)
    theirs = col(DocumentRecord.id).in_({document for _, document in designations})
    for record in await session.scalars(select(DocumentRecord).where(theirs)):
        record.articles += 1
        record.first, record.last = min(record.first or position, position), max(record.last or position, position)


async def uncite(session: AsyncSession, article_id: int) -> None:
    """Take out the citations of an article. A document left without any keeps its id, for its followers, and is in no list."""
    mine = col(CitationRecord.article_id) == article_id
    cited = set(await session.scalars(select(col(CitationRecord.document_id)).where(mine)))
    await session.execute(delete(CitationRecord).where(mine))
    for document in await session.scalars(select(DocumentRecord).where(col(DocumentRecord.id).in_(cited))):
        await _count(session, document)


async def _designated(session: AsyncSession, records: list[DesignationRecord]) -> list[tuple[int, int]]:
    """For each record, the ids of its designation (made if it is new) and of the document that this means."""
    mine = select(DesignationRecord).where(col(DesignationRecord.spelling).in_({record.spelling for record in records}))
    known = {record.spelling: record for record in await session.scalars(mine)}
    for record in records:
        held = known.setdefault(record.spelling, record)
        if held is record:
            await _regroup(session, record)
        elif record.subject and not held.subject:
            held.subject = record.subject
            await _describe(session, held.document_id)
    documents = {record.id: record.document_id for record in await session.scalars(mine.execution_options(populate_existing=True))}
    return [(known[record.spelling].id, documents[known[record.spelling].id]) for record in records]


def _record(document: Document) -> DesignationRecord:
    number, issuer, subject = document.number.text, document.issuer, document.subject
    designation = Designation.read(number, _day(document), issuer.text if issuer else None)
    return DesignationRecord(
        spelling=f"{key(document.type)}|{designation.spelling}",
        type_key=key(document.type),
        ordinal=designation.number.ordinal,
        number_key=designation.number.key,
        type=document.type,
        number=number,
        date=designation.date,
        issuer=issuer.text if issuer else None,
        subject=subject.text if subject else None,
    )


async def _regroup(session: AsyncSession, new: DesignationRecord) -> None:
    """Add a designation, and file all of its type and ordinal under the documents that they mean now."""
    alike = select(DesignationRecord).where(col(DesignationRecord.type_key) == new.type_key, col(DesignationRecord.ordinal) == new.ordinal)
    records = {record.id: record for record in await session.scalars(alike)}
    held = {number: record.document_id for number, record in records.items()}
    changed: set[int] = set()
    taken: set[int] = set()
    for members in group([_designation(new, _NEW), *(_designation(record, number) for number, record in records.items())]):
        ids = {member.id for member in members} - {_NEW}
        free = {held[number] for number in ids} - taken
        document_id = min(free) if free else await _new_document(session, new)
        taken.add(document_id)
        moved = {number for number in ids if held[number] != document_id}
        await _move(session, moved, document_id)
        if len(ids) < len(members):
            await _add(session, new, document_id)
        if moved or len(ids) < len(members):
            changed |= {document_id, *(held[number] for number in moved)}
    for document_id in sorted(changed):
        await _describe(session, document_id)


async def _add(session: AsyncSession, new: DesignationRecord, document_id: int) -> None:
    new.document_id = document_id
    session.add(new)
    await session.flush()


async def _new_document(session: AsyncSession, like: DesignationRecord) -> int:
    document = DocumentRecord(type=like.type, number=like.number)
    session.add(document)
    await session.flush()
    return document.id


async def _move(session: AsyncSession, designations: set[int], document_id: int) -> None:
    """File what these designations cite under another document."""
    if not designations:
        return
    citing = col(CitationRecord.designation_id).in_(designations)
    under = col(UnderRecord.citation).in_(select(col(CitationRecord.position)).where(citing))
    themselves = col(DesignationRecord.id).in_(designations)
    for record, theirs in ((UnderRecord, under), (CitationRecord, citing), (DesignationRecord, themselves)):
        await session.execute(update(record).where(theirs).values(document_id=document_id))


async def _describe(session: AsyncSession, document_id: int) -> None:
    """Have a document say the best that its designations say, and count its articles; without designations it goes."""
    document = await session.get_one(DocumentRecord, document_id)
    found = await session.scalars(select(DesignationRecord).where(col(DesignationRecord.document_id) == document_id))
    records = {record.id: record for record in found}
    await search.drop(session, Words.DOCUMENTS, (document_id, document_id))
    if not records:
        await session.delete(document)
        return
    clearest = [records[each.id] for each in clearest_first(_designation(record, number) for number, record in records.items())]
    document.type, document.date = clearest[0].type, clearest[0].date
    document.number = max(clearest, key=lambda record: len(record.number_key)).number
    document.issuer = max((record.issuer for record in clearest if record.issuer), key=len, default=None)
    document.subject = next((record.subject for record in clearest if record.subject), None)
    texts = (text for record in clearest for text in (record.type, record.number, record.issuer, record.subject) if text)
    await search.put(session, Words.DOCUMENTS, {document_id: indexed(*texts)})
    await _count(session, document)


async def _count(session: AsyncSession, document: DocumentRecord) -> None:
    at = col(UnderRecord.position)
    citing = (col(UnderRecord.document_id) == document.id, col(UnderRecord.thing) == Thing.ARTICLE.value)
    counted = (await session.execute(select(func.count(distinct(at)), func.min(at), func.max(at)).where(*citing))).one()
    document.articles, document.first, document.last = counted
