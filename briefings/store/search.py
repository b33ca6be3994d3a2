"""Full-text search: phrases in, positions or ranked positions out. The one place that knows a database's own search.

Each `*_words` table has a row per article, directive, task, person or document under its position (or id), with two columns of tokens
(`briefings.store.words`): folded, and exact. SQLite's are FTS5 tables; it walks its matches in the order of that key, newest first,
without sorting. PostgreSQL's hold each token once more in arrays under GIN indexes; what these find is looked through for the phrases.

Ranking is by BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over the newest matches alone, computed here: FTS5's own reads every
match of every word. How rare a word is plays no part, as every match holds all of them; that they stand side by side does, and the
headline counts three times (it is indexed twice more, see `briefings.store.filing`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, and_, column, delete, false, func, insert, literal_column, select, table
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from briefings.store.positions import Range
from briefings.store.words import Indexed, Phrase

NEWEST = 200  # matches that are ranked
_K1, _B = 1.2, 0.75
_SIDE_BY_SIDE = 2.0


class Words(StrEnum):
    """The full-text tables."""

    ARTICLES = "article_words"
    DIRECTIVES = "directive_words"
    TASKS = "task_words"
    PEOPLE = "person_words"
    DOCUMENTS = "document_words"


_ARRAYS = ("folded_words", "exact_words")  # PostgreSQL's alone
_LONGEST = 100  # characters of a token in an array: an entry of a GIN index takes some 2,700 bytes
_TABLES = {
    words: table(
        words.value,
        column("rowid", BigInteger),
        *(column(name, Text) for name in ("folded", "exact")),
        *(column(name, ARRAY(Text)) for name in _ARRAYS),
    )
    for words in Words
}


async def put(session: AsyncSession, words: Words, rows: dict[int, Indexed]) -> None:
    """Index texts under keys that hold none yet."""
    if rows:
        arrays = session.get_bind().dialect.name == "postgresql"
        values = [{"rowid": key} | asdict(text) | (_arrays(text) if arrays else {}) for key, text in rows.items()]
        await session.execute(insert(_TABLES[words]), values)


def _arrays(text: Indexed) -> dict[str, list[str]]:
    return {name: _entries(tokens.split(" ")) for name, tokens in zip(_ARRAYS, (text.folded, text.exact), strict=True)}


def _entries(tokens: Iterable[str]) -> list[str]:
    return sorted({token[:_LONGEST] for token in tokens if token})


async def held(session: AsyncSession, words: Words) -> AsyncIterator[tuple[int, Indexed]]:
    """All that a table holds, by key."""
    columns = _TABLES[words].c
    async for key, folded, exact in await session.stream(select(columns.rowid, columns.folded, columns.exact).order_by(columns.rowid)):
        yield key, Indexed(folded, exact)


async def drop(session: AsyncSession, words: Words, keys: Range) -> None:
    """Take out what is indexed from the first of `keys` to the last."""
    await session.execute(delete(_TABLES[words]).where(_TABLES[words].c.rowid.between(*keys)))


class _Holds(FunctionElement[bool]):
    """That a row holds some phrases: two conditions, SQLite's and PostgreSQL's; a statement is compiled with its database's.

    It has no type: a Boolean would be compared with 1, which MATCH does not bear.
    """

    name = "holds"
    inherit_cache = True


@compiles(_Holds, "sqlite")
def _for_sqlite(element: _Holds, compiler: SQLCompiler, **options: Any) -> str:
    return _condition(element, 0, compiler, options)


@compiles(_Holds, "postgresql")
def _for_postgresql(element: _Holds, compiler: SQLCompiler, **options: Any) -> str:
    return _condition(element, 1, compiler, options)


def _condition(element: _Holds, which: int, compiler: SQLCompiler, options: dict[str, Any]) -> str:
    return compiler.process(tuple(element.clauses)[which], **options)


def matching(words: Words, phrases: tuple[Phrase, ...], *, exact: bool) -> tuple[ColumnElement[int], ColumnElement[bool]]:
    """The key column of a table, and the condition that a row holds all of `phrases`: with their accents if `exact`, else folded."""
    if not phrases:
        return _TABLES[words].c.rowid, false()
    expression = " AND ".join(_quoted(phrase, exact=exact) for phrase in phrases)
    matched = literal_column(words.value, Text).op("MATCH", is_comparison=True)(expression)
    return _TABLES[words].c.rowid, _Holds(matched, _found_by_arrays(words, phrases, exact=exact))


def _quoted(phrase: Phrase, *, exact: bool) -> str:
    """A phrase in FTS5's language: a column, and tokens in quotation marks. Tokens hold letters and digits only: nothing can break out."""
    name, tokens = _sought(phrase, exact=exact)
    return f'{name} : "{" ".join(tokens)}"'


def _sought(phrase: Phrase, *, exact: bool) -> tuple[str, tuple[str, ...]]:
    """The column in which to look for a phrase, and its tokens there."""
    return ("exact", phrase.exact) if exact and phrase.accented else ("folded", phrase.folded)


def _found_by_arrays(words: Words, phrases: tuple[Phrase, ...], *, exact: bool) -> ColumnElement[bool]:
    """Every token is in an array, and what arrays don't tell stands in the text: tokens side by side, ends of long ones.

    The text is read only for these: it is kept apart from its row, and to fetch it takes longer than all the rest.
    """
    columns, sought = _TABLES[words].c, [_sought(phrase, exact=exact) for phrase in phrases]
    entries = {name: _entries(token for where, tokens in sought if where == name for token in tokens) for name in ("folded", "exact")}
    held = [columns[f"{name}_words"].contains(tokens) for name, tokens in entries.items() if tokens]
    more = ((name, tokens) for name, tokens in sought if len(tokens) > 1 or len(tokens[0]) > _LONGEST)
    standing = [func.strpos(columns[name], f" {' '.join(tokens)} ") > 0 for name, tokens in more]
    return and_(*held, *standing)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article found: its position, whether with the accents as typed, and its score."""

    position: int
    exact: bool
    score: float


async def _newest(session: AsyncSession, phrases: tuple[Phrase, ...], ranges: list[Range], *, exact: bool) -> dict[int, str]:
    """The positions of the newest matches, with their tokens in the form asked for."""
    words = _TABLES[Words.ARTICLES].c
    at, holds = matching(Words.ARTICLES, phrases, exact=exact)
    found = select(at, words.exact if exact else words.folded).where(holds, *(at.between(*bounds) for bounds in ranges))
    rows = await session.execute(found.order_by(at.desc()).limit(NEWEST))
    return {row[0]: row[1] for row in rows}


async def ranked(session: AsyncSession, phrases: tuple[Phrase, ...], ranges: list[Range]) -> list[Ranked]:
    """The newest articles in `ranges` that hold all of `phrases`, best first: exact accents, then score, then newest; `NEWEST` at most."""
    accented = any(phrase.accented for phrase in phrases)
    exact = await _newest(session, phrases, ranges, exact=True) if accented else {}
    folded = await _newest(session, phrases, ranges, exact=False) if len(exact) < NEWEST else {}
    scores = _scores([phrase.exact for phrase in phrases], exact) | _scores(
        [phrase.folded for phrase in phrases], {position: text for position, text in folded.items() if position not in exact}
    )
    found = [Ranked(position, position in exact, score) for position, score in scores.items()]
    return sorted(found, key=lambda item: (item.exact, item.score, item.position), reverse=True)[:NEWEST]


def _scores(phrases: list[tuple[str, ...]], texts: dict[int, str]) -> dict[int, float]:
    """BM25 of each text, all words weighing alike; the phrases standing side by side as one more, heavier word."""
    average = sum(map(len, texts.values())) / max(1, len(texts))
    wanted = [(f" {' '.join(phrase)} ", 1.0) for phrase in phrases]
    if len(phrases) > 1:
        wanted.append((f" {' '.join(' '.join(phrase) for phrase in phrases)} ", _SIDE_BY_SIDE))
    return {key: sum(weight * _bm25(text.count(words), len(text) / average) for words, weight in wanted) for key, text in texts.items()}


def _bm25(times: int, length: float) -> float:
    return times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * length))
