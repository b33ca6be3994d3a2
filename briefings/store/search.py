"""Full-text search: phrases in, positions or ranked positions out. The one place that knows a database's own search.

Each `*_words` table has a row per article, directive, task, person or document under its position (or id), with two columns of tokens
(`briefings.store.words`): folded, and exact. SQLite's are FTS5 tables; it walks its matches in the order of that key, newest first,
without sorting. PostgreSQL's hold each token once more in an array under a GIN index, which knows no order and is therefore asked for the
newest days first (`newest`); what it finds is looked through for the phrases.

Ranking is by BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over the openings of the newest matches alone, computed here: FTS5's
own reads every match of every word, and what an article is about stands at its top. How rare a word is plays no part, as every match
holds all of them; that they stand side by side does, and the headline counts three times (it is indexed twice more, see
`briefings.store.filing`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    column,
    delete,
    false,
    func,
    insert,
    literal_column,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from briefings.store.positions import ARTICLE_DAY, ITEM_DAY, Range
from briefings.store.stretches import LONGEST_SPAN, beginning, covering, stretches_of
from briefings.store.words import Indexed, Phrase

NEWEST = 200  # matches that are ranked
OPENING = 600  # characters by which they are: the headline, thrice, and the lead; whole texts of all would be a megabyte
_FEW = 2000  # rows that are looked through first
_LONGER = 3  # times as many days that are looked through next
_K1, _B = 1.2, 0.75
_SIDE_BY_SIDE = 2.0


class Words(StrEnum):
    """The full-text tables."""

    ARTICLES = "article_words"
    DIRECTIVES = "directive_words"
    TASKS = "task_words"
    PEOPLE = "person_words"
    DOCUMENTS = "document_words"


_DAYS = {Words.ARTICLES: ARTICLE_DAY, Words.DIRECTIVES: ITEM_DAY, Words.TASKS: ITEM_DAY, Words.PEOPLE: ITEM_DAY}  # bits below the day
_LONGEST = 100  # characters of a token in an array: an entry of a GIN index takes some 2,700 bytes
_TABLES = {
    words: table(
        words.value,
        column("rowid", BigInteger),
        *(column(name, Text) for name in ("folded", "exact")),
        column("words", ARRAY(Text)),  # PostgreSQL's alone
    )
    for words in Words
}


async def put(session: AsyncSession, words: Words, rows: dict[int, Indexed]) -> None:
    """Index texts under keys that hold none yet."""
    if rows:
        arrays = _on_postgresql(session)
        values = [{"rowid": key} | asdict(text) | ({"words": _array(words, key, text)} if arrays else {}) for key, text in rows.items()]
        await session.execute(insert(_TABLES[words]), values)


def _on_postgresql(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _array(words: Words, key: int, text: Indexed) -> list[str]:
    """The tokens in both forms and the stretches of days. No form is taken for the other: folding leaves an accent in none."""
    return [*_entries([*text.folded.split(" "), *text.exact.split(" ")]), *(stretches_of(key >> _DAYS[words]) if words in _DAYS else ())]


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


class _Either(FunctionElement[Any]):
    """Two expressions, SQLite's and PostgreSQL's; a statement is compiled with its database's.

    It has no type: a Boolean would be compared with 1, which MATCH does not bear.
    """

    name = "either"
    inherit_cache = True


@compiles(_Either, "sqlite")
def _for_sqlite(element: _Either, compiler: SQLCompiler, **options: Any) -> str:
    return _expression(element, 0, compiler, options)


@compiles(_Either, "postgresql")
def _for_postgresql(element: _Either, compiler: SQLCompiler, **options: Any) -> str:
    return _expression(element, 1, compiler, options)


def _expression(element: _Either, which: int, compiler: SQLCompiler, options: dict[str, Any]) -> str:
    return compiler.process(tuple(element.clauses)[which], **options)


def matching(
    words: Words, phrases: tuple[Phrase, ...], ranges: Sequence[Range] = (), *, exact: bool, recent: bool = False
) -> tuple[ColumnElement[int], ColumnElement[bool]]:
    """The keys of a table, and the condition that a row holds all of `phrases`: with their accents if `exact`, else folded.

    That keys lie in `ranges` is for SQLite's caller to ask; PostgreSQL has days in the same index. It is given keys that it has no other
    index for: it would walk along that and look into each row, and what a look costs it has no idea of. If `recent`, its days are those
    that `newest` names, instead.
    """
    at = _TABLES[words].c.rowid
    keys = _Either(at, at + 0)
    if not phrases:
        return keys, false()
    expression = " AND ".join(_quoted(phrase, exact=exact) for phrase in phrases)
    matched = literal_column(words.value, Text).op("MATCH", is_comparison=True)(expression)
    return keys, _Either(matched, _found_by_array(words, phrases, _recent(words) if recent else _in_days(words, ranges), exact=exact))


def _quoted(phrase: Phrase, *, exact: bool) -> str:
    """A phrase in FTS5's language: a column, and tokens in quotation marks. Tokens hold letters and digits only: nothing can break out."""
    name, tokens = _sought(phrase, exact=exact)
    return f'{name} : "{" ".join(tokens)}"'


def _sought(phrase: Phrase, *, exact: bool) -> tuple[str, tuple[str, ...]]:
    """The column in which to look for a phrase, and its tokens there."""
    return ("exact", phrase.exact) if exact and phrase.accented else ("folded", phrase.folded)


def _recent(words: Words) -> list[ColumnElement[bool]]:
    """That a row lies in the window that `newest` looks through."""
    columns, window = _TABLES[words].c, _WINDOWS.c
    return [columns.words.overlap(cast(window.stretches, ARRAY(Text))), (columns.rowid + 0).between(window.first, window.last)]


def _in_days(words: Words, ranges: Sequence[Range]) -> list[ColumnElement[bool]]:
    """That a row lies in all `ranges`."""
    if not ranges or words not in _DAYS:
        return []
    columns, first, last = _TABLES[words].c, max(first for first, _ in ranges), min(last for _, last in ranges)
    stretches = covering(first >> _DAYS[words], last >> _DAYS[words])
    return [columns.words.overlap(stretches)] * bool(stretches) + [(columns.rowid + 0).between(first, last)]


def _found_by_array(words: Words, phrases: tuple[Phrase, ...], days: list[ColumnElement[bool]], *, exact: bool) -> ColumnElement[bool]:
    """Every token is in the array, and what it doesn't tell stands in the text: tokens side by side, ends of long ones.

    The text is read only for these: it is kept apart from its row, and to fetch it takes longer than all the rest.
    """
    columns, sought = _TABLES[words].c, [_sought(phrase, exact=exact) for phrase in phrases]
    held = columns.words.contains(_entries(token for _, tokens in sought for token in tokens))
    more = ((name, tokens) for name, tokens in sought if len(tokens) > 1 or len(tokens[0]) > _LONGEST)
    standing = [func.strpos(columns[name], f" {' '.join(tokens)} ") > 0 for name, tokens in more]
    return and_(held, *days, *standing)


@dataclass(frozen=True, slots=True)
class Recent:
    """The days of the newest rows of a table, from the beginning of a stretch on, and the oldest day there is."""

    first: int
    last: int
    oldest: int
    words: Words

    def windows(self) -> Iterator[Range]:
        """The first and last day of these, of `_LONGER` times as many before them, and so on until all that there are."""
        first, last = beginning(max(self.first, self.last - LONGEST_SPAN)), self.last
        while first <= last:
            yield first, last
            days = min((last - first + 1) * _LONGER, LONGEST_SPAN)
            first, last = beginning(max(first - days, self.oldest)), first - 1

    @property
    def named(self) -> dict[str, Any]:
        """The windows as a question is given them: the first and last key of each, and its stretches as PostgreSQL writes an array."""
        bits, windows = _DAYS[self.words], list(self.windows())
        return {
            "first": [first << bits for first, _ in windows],
            "last": [(last + 1 << bits) - 1 for _, last in windows],
            "stretches": ["{" + ",".join(covering(*window)) + "}" for window in windows],
        }


_WINDOWS = (
    func.unnest(*(bindparam(name, type_=ARRAY(kind)) for name, kind in (("first", BigInteger), ("last", BigInteger), ("stretches", Text))))
    .table_valued(column("first", BigInteger), column("last", BigInteger), column("stretches", Text))
    .render_derived("windows")
)


async def recent(session: AsyncSession, words: Words, ranges: Sequence[Range]) -> Recent | None:
    """The days of the newest `_FEW` rows in `ranges`; None where there are hardly more, and where the database needs no such help."""
    if not _on_postgresql(session):
        return None
    at = _TABLES[words].c.rowid
    within = [at.between(*bounds) for bounds in ranges]
    few = select(at).where(*within).order_by(at.desc()).limit(_FEW).subquery()
    oldest = select(at).where(*within).order_by(at).limit(1).scalar_subquery()
    found = (await session.execute(select(func.min(few.c.rowid), func.max(few.c.rowid), oldest))).one()
    first, last, oldest = found
    bits = _DAYS[words]
    return None if first == oldest else Recent(first >> bits, last >> bits, oldest >> bits, words)


Shown = Callable[[ReadOnlyColumnCollection[str, Any]], Sequence[ColumnElement[Any]]]


async def newest(session: AsyncSession, days: Recent | None, most: int, asked: Select[Any], shown: Shown = tuple) -> list[Row[Any]]:
    """The first rows that a question gives, `most` at most: of each what is `shown`. It sorts newest first and, given days, is about recent
    ones (see `matching`).

    PostgreSQL sorts all that it finds, which may be half of the store. So it looks through one window after the other, and no further when
    there are enough: a loop in its own hands, as the words found tell nothing of how far back others lie.
    """
    few = asked.limit(most)
    if days is None:
        return [*await session.execute(select(*shown(few.subquery().c)))]
    found = few.lateral()
    every = select(*shown(found.c)).select_from(_WINDOWS.join(found, true())).limit(most)
    return [*await session.execute(every, days.named)]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article found: its position, whether with the accents as typed, and its score."""

    position: int
    exact: bool
    score: float


async def ranked(session: AsyncSession, phrases: tuple[Phrase, ...], ranges: list[Range]) -> list[Ranked]:
    """The newest articles in `ranges` that hold all of `phrases`, best first: exact accents, then score, then newest; `NEWEST` at most."""
    accented = any(phrase.accented for phrase in phrases)
    days = await recent(session, Words.ARTICLES, ranges)

    async def texts(*, exact: bool) -> dict[int, str]:
        """The positions of the newest matches, with the tokens of their openings in the form asked for."""
        found = _texts(phrases, ranges, exact=exact, recent=days is not None)
        opened = await newest(session, days, NEWEST, found, lambda of: (of.at, func.substr(of.told, 1, OPENING)))
        return dict(tuple(row) for row in opened)

    exact = await texts(exact=True) if accented else {}
    folded = await texts(exact=False) if len(exact) < NEWEST else {}
    scores = _scores([phrase.exact for phrase in phrases], exact) | _scores(
        [phrase.folded for phrase in phrases], {position: text for position, text in folded.items() if position not in exact}
    )
    found = [Ranked(position, position in exact, score) for position, score in scores.items()]
    return sorted(found, key=lambda item: (item.exact, item.score, item.position), reverse=True)[:NEWEST]


def _texts(phrases: tuple[Phrase, ...], ranges: list[Range], *, exact: bool, recent: bool) -> Select[Any]:
    at, holds = matching(Words.ARTICLES, phrases, ranges, exact=exact, recent=recent)
    told = _TABLES[Words.ARTICLES].c["exact" if exact else "folded"].label("told")
    return select(at.label("at"), told).where(holds, *(at.between(*bounds) for bounds in ranges)).order_by(at.desc())


def _scores(phrases: list[tuple[str, ...]], texts: dict[int, str]) -> dict[int, float]:
    """BM25 of each text, all words weighing alike; the phrases standing side by side as one more, heavier word."""
    average = sum(map(len, texts.values())) / max(1, len(texts))
    wanted = [(f" {' '.join(phrase)} ", 1.0) for phrase in phrases]
    if len(phrases) > 1:
        wanted.append((f" {' '.join(' '.join(phrase) for phrase in phrases)} ", _SIDE_BY_SIDE))
    return {key: _bm25(text, wanted, average) for key, text in texts.items()}


def _bm25(text: str, wanted: list[tuple[str, float]], average: float) -> float:
    """The score of one; `wanted` are words with their weights, `average` is the length of all in characters."""
    long = _K1 * (1 - _B + _B * len(text) / average)
    score = 0.0
    for words, weight in wanted:
        times = text.count(words)
        score += weight * times * (_K1 + 1) / (times + long)
    return score
