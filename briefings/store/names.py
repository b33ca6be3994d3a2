"""Names among a reader's words: a query as typed in; the same with its speaker told from its words out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.query import Kind, Query
from briefings.store.tables import NamedRecord, NameRecord, Thing
from briefings.store.words import Token, exact_key, key, read_phrases, tokens
from briefings.text import fold, normalise

# What a name must lead to. A body whose name is among somebody's tasks is left to the words, which find it in longer names too.
_LEADS_TO = {
    Kind.DIRECTIVES: (Thing.DIRECTIVE,),
    Kind.TASKS: (Thing.TASK, Thing.PERSON),
    Kind.PEOPLE: (Thing.PERSON,),
}
_HONORIFICS = frozenset({"dong chi", "d c", "ong", "ba", "anh", "chi", "cua", "mr", "by"})
_LONGEST_NAME = 10  # words; bodies have long names
_MOST_WORDS = 24
_QUOTATION = frozenset('"“”„«»')


async def settle(session: AsyncSession, query: Query) -> Query:
    """The query with the longest known name in its words as its speaker. Words in quotation marks are meant as words."""
    words = normalise(query.words or "")
    if _QUOTATION & set(words):
        return query
    typed = list(tokens(words))[:_MOST_WORDS]
    spans = sorted(_windows(typed), key=lambda span: span[0] - span[1])
    keys = {key(words[start:end]) for start, end in spans}
    known: dict[str, list[NameRecord]] = {}
    for record in await session.scalars(select(NameRecord).where(col(NameRecord.key).in_(keys))):
        known.setdefault(record.key, []).append(record)
    for start, end in spans:
        for record in known.get(key(words[start:end]), ()):
            if _agrees(words[start:end], record.exact) and await _leads(session, record.key, query.kind):
                return replace(query, speaker=record.printed, words=_rest(words, start, end))
    return query


def _windows(typed: list[Token]) -> Iterator[tuple[int, int]]:
    """Where a name can stand: two words or more; one alone only when nothing else was typed."""
    for first in range(len(typed)):
        for last in range(first, min(first + _LONGEST_NAME, len(typed))):
            if last > first or len(typed) == 1:
                yield typed[first].start, typed[last].end


def _agrees(typed: str, exact: str) -> bool:
    """Whether each word typed is the name's, with its accents or with none."""
    return all(word in (held, fold(held)) for word, held in zip(exact_key(typed).split(), exact.split(), strict=True))


async def _leads(session: AsyncSession, name: str, kind: Kind) -> bool:
    named = (col(NamedRecord.name) == name, col(NamedRecord.thing))
    asked = [select(literal(1)).where(named[0], named[1] == thing.value).exists() for thing in _LEADS_TO[kind]]
    return bool(await session.scalar(select(literal(1)).where(*asked)))


def _rest(words: str, start: int, end: int) -> str | None:
    """The words around a name, if they ask for anything."""
    rest = f"{words[:start]} {words[end:]}".strip()
    return rest if read_phrases(rest) and key(rest) not in _HONORIFICS else None
