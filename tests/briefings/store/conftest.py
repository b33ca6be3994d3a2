"""What tests of the store ask for: an open store of each kind of database, the seeds read, and briefings written by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from briefings.model import Article, Briefing, Directive, Document, Due, Event, Layout, Person, Precision, Span, Task, When
from briefings.store.store import Store
from briefings.text import lines
from tests.conftest import DATABASES, seeds_read

LOADED = dt.datetime(2024, 12, 22, 7, 30, tzinfo=dt.UTC)
SEEDS = tuple(sorted((Path(__file__).resolve().parents[3] / "seeds").glob("*.txt")))


def _span(text: str, words: str | None) -> Span | None:
    return None if words is None else Span(text.index(words), text.index(words) + len(words), words)


def _when(text: str, words: str, first: dt.date, last: dt.date | None = None) -> When:
    last = last or first
    return When(_span(text, words) or Span(0, 0, ""), first, last, Precision.DAY if first == last else Precision.MONTH)


def _document(text: str, fields: dict[str, object]) -> Document:
    """`mention` holds the number; a date is ISO."""
    mention, number, date = str(fields["mention"]), str(fields["number"]), fields.get("date")
    spans = {name: _span(text, str(fields[name])) for name in ("issuer", "subject") if name in fields}
    when = _when(text, mention, dt.date.fromisoformat(str(date))) if date else None
    mentioned = _span(text, mention)
    assert mentioned is not None
    start = mentioned.start + mention.index(number)
    return Document(str(fields["type"]), Span.of(text, start, start + len(number)), (mentioned,), when, **spans)


@pytest.fixture(scope="session")
def written() -> Callable[..., Briefing]:
    """Makes a briefing of a text whose first line is its headline; what it holds is named by its words.

    directives: (quote, speaker, addressee); tasks: (quote, assignee, due words, (first, last)); people: (name, roles);
    documents: dictionaries of type, number, mention, date, issuer, subject.
    """

    def write(
        text: str,
        day: str | None = None,
        *,
        directives: tuple[tuple[str, str | None, str | None], ...] = (),
        tasks: tuple[tuple[str, str | None, str | None, tuple[dt.date, dt.date] | None], ...] = (),
        people: tuple[tuple[str, tuple[str, ...]], ...] = (),
        documents: tuple[dict[str, object], ...] = (),
        junk: tuple[str, ...] = (),
    ) -> Briefing:
        told = lines(text)
        junked = tuple(line for line in told if line.text in junk)
        story = tuple(line for line in told[1:] if line not in junked)
        when = _when(text, told[0].text, dt.date.fromisoformat(day)) if day else None

        def must(words: str) -> Span:
            span = _span(text, words)
            assert span is not None
            return span

        def due(words: str | None, period: tuple[dt.date, dt.date] | None) -> Due | None:
            return Due(must(words), _when(text, words, *period) if period else None) if words else None

        return Briefing(
            article=Article(text),
            layout=Layout(told[0], None, None, None, (), junked, story),
            event=Event(when=when),
            directives=tuple(Directive(must(quote), _span(text, speaker), _span(text, told_to)) for quote, speaker, told_to in directives),
            tasks=tuple(Task(must(quote), _span(text, who), due(words, period)) for quote, who, words, period in tasks),
            people=tuple(Person(must(name), tuple(map(must, roles)), (must(name),)) for name, roles in people),
            documents=tuple(_document(text, fields) for fields in documents),
        )

    return write


IN_MEMORY = "sqlite+aiosqlite:///:memory:"


@pytest.fixture(params=DATABASES)
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    """An empty store: in memory, and on PostgreSQL."""
    opened = await Store.open(IN_MEMORY if request.param == "sqlite" else request.getfixturevalue("empty_postgres"))
    yield opened
    await opened.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=DATABASES)
async def growing(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    """A store that all examples of a module's property tests share."""
    opened = await Store.open(IN_MEMORY if request.param == "sqlite" else request.getfixturevalue("new_postgres")())
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def seeds() -> tuple[Briefing, ...]:
    """The five seeds, read, oldest file name first."""
    return seeds_read()


Shelf = Callable[[str, tuple[Briefing, ...]], Awaitable[Store]]


@asynccontextmanager
async def stores_kept(new_url: Callable[[], str]) -> AsyncIterator[Shelf]:
    """Gives the store of a name, which holds these briefings; one for all tests of this process, which only read."""
    opened: dict[str, tuple[Store, int]] = {}

    async def take(name: str, briefings: tuple[Briefing, ...]) -> Store:
        if name not in opened:
            opened[name] = await Store.open(new_url()), len(briefings)
            for briefing in briefings:
                await opened[name][0].add(briefing, LOADED)
        return opened[name][0]

    yield take
    for store, count in opened.values():
        assert await store.publications.newest() == count, "somebody did more than read"
        await store.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sqlite_shelf() -> AsyncIterator[Shelf]:
    async with stores_kept(lambda: IN_MEMORY) as take:
        yield take


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgresql_shelf(new_postgres: Callable[[], str]) -> AsyncIterator[Shelf]:
    async with stores_kept(new_postgres) as take:
        yield take


@pytest.fixture(params=DATABASES)
def shelf(request: pytest.FixtureRequest) -> Shelf:
    """Stores to be read only, on each kind of database. Tests of them run on the session's loop, where they were opened."""
    taken: Shelf = request.getfixturevalue(f"{request.param}_shelf")
    return taken


@pytest_asyncio.fixture(loop_scope="session")
async def library(shelf: Shelf, seeds: tuple[Briefing, ...]) -> Store:
    """The five seeds, to be read only: ids 1 to 5 in the order of their file names."""
    return await shelf("library", seeds)


@pytest.fixture
async def seeded(store: Store, seeds: tuple[Briefing, ...]) -> Store:
    """A store that holds the five seeds: ids 1 to 5 in the order of their file names."""
    for briefing in seeds:
        await store.add(briefing, LOADED)
    return store


YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
MAY = (dt.date(2024, 5, 1), dt.date(2024, 5, 31))

FIRST = """Hội nghị giao ban tháng 5 tỉnh Hồng Lam
Đồng chí Trần Văn Khải, Bí thư Tỉnh ủy, chủ trì.
Đồng chí yêu cầu Sở Nội vụ rà soát biên chế theo Nghị quyết số 12-NQ/TU, ngày 03/02/2024 của Tỉnh ủy Hồng Lam về tinh gọn bộ máy.
Sở Nội vụ hoàn thành đề án vị trí việc làm trong tháng 5. Văn phòng chuẩn bị hồ sơ.
Bấm theo dõi trang"""

SECOND = """Tổng kết sáu tháng ngành y tế
Ông Lê Thị Mận, Giám đốc Sở Y tế, báo cáo.
Bí thư Tỉnh ủy Trần Văn Khải đề nghị Sở Y tế bảo đảm thuốc theo Nghị quyết 12 và Nghị định 30/2020/NĐ-CP.
Sở Y tế xây dựng kế hoạch năm 2025."""

THIRD = """Khánh thành cầu Hồng Lam
UBND tỉnh yêu cầu các huyện giữ gìn vệ sinh theo Nghị quyết số 12-NQ/TU, ngày 09/9/2019 của Tỉnh ủy Hồng Lam.
Cầu dài 300 m, bắc qua sông Lam."""


@pytest.fixture(scope="session")
def invented(written: Callable[..., Briefing]) -> tuple[Briefing, ...]:
    """Three articles: of 6 May 2024, 10 July 2024 and 1 September 2024."""
    asked = FIRST.splitlines()[2]
    first = written(
        FIRST,
        "2024-05-06",
        directives=((asked, "Trần Văn Khải", "Sở Nội vụ"),),
        tasks=(
            ("rà soát biên chế", "Sở Nội vụ", None, None),
            ("hoàn thành đề án vị trí việc làm", "Sở Nội vụ", "trong tháng 5", MAY),
            ("chuẩn bị hồ sơ", "Văn phòng", None, None),
        ),
        people=(("Trần Văn Khải", ("Bí thư Tỉnh ủy",)),),
        documents=(
            {
                "type": "Nghị quyết",
                "number": "12-NQ/TU",
                "mention": "Nghị quyết số 12-NQ/TU, ngày 03/02/2024 của Tỉnh ủy Hồng Lam",
                "date": "2024-02-03",
                "issuer": "Tỉnh ủy Hồng Lam",
                "subject": "tinh gọn bộ máy",
            },
        ),
        junk=("Bấm theo dõi trang",),
    )
    needed = SECOND.splitlines()[2]
    second = written(
        SECOND,
        "2024-07-10",
        directives=((needed, "Trần Văn Khải", "Sở Y tế"),),
        tasks=(("bảo đảm thuốc", "Sở Y tế", None, None), ("xây dựng kế hoạch", "Sở Y tế", "năm 2025", YEAR)),
        people=(("Lê Thị Mận", ("Giám đốc Sở Y tế",)), ("Trần Văn Khải", ("Bí thư Tỉnh ủy",))),
        documents=(
            {"type": "Nghị quyết", "number": "12", "mention": "Nghị quyết 12"},
            {"type": "Nghị định", "number": "30/2020/NĐ-CP", "mention": "Nghị định 30/2020/NĐ-CP"},
        ),
    )
    kept = THIRD.splitlines()[1]
    third = written(
        THIRD,
        "2024-09-01",
        directives=((kept, "UBND tỉnh", "các huyện"),),
        tasks=(("giữ gìn vệ sinh", "các huyện", None, None),),
        documents=(
            {
                "type": "Nghị quyết",
                "number": "12-NQ/TU",
                "mention": "Nghị quyết số 12-NQ/TU, ngày 09/9/2019 của Tỉnh ủy Hồng Lam",
                "date": "2019-09-09",
                "issuer": "Tỉnh ủy Hồng Lam",
            },
        ),
    )
    return first, second, third


@pytest_asyncio.fixture(loop_scope="session")
async def archive(shelf: Shelf, invented: tuple[Briefing, ...]) -> Store:
    """The three invented articles, to be read only: ids 1 to 3."""
    return await shelf("archive", invented)
