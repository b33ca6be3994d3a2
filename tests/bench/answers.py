"""How answers slow down as the store grows: reading commands and searches on stores of 1,000 and 100,000 articles in, ratios out.

Both stores are asked the same in turn, so a busy machine slows both. Promised: with 100 times the articles, the median of every reading
command, of inline answers and of /tim is at most twice as long, on SQLite and on PostgreSQL; with a million, search takes less than five
times as long as with 100,000.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from statistics import median
from time import perf_counter

from filling import databases, filled, mixed
from promises import promised

from bot.app import COMMANDS
from bot.inline import found
from bot.question import Question
from briefings.model import Briefing
from briefings.query import Kind, Query
from briefings.rendering.texts import texts
from briefings.store.store import Store

FEW, MANY, MOST = 1_000, 100_000, 1_000_000
TWICE, FIVE_TIMES = 2.0, 5.0
ROUNDS = 15
TODAY = date(2024, 12, 22)
READING = (
    *("/baiviet", "/baiviet 2024", "/baiviet cán bộ", "/tomtat", "/tomtat 3", "/tomtat tinh gọn bộ máy"),
    *("/chidao", "/chidao 7", "/chidao Tô Lâm", "/chidao 2024", "/chidao tinh gọn", "/chidao 18-NQ/TW", "/chidao Tô Lâm 18-NQ/TW"),
    *("/nhiemvu", "/nhiemvu 5", "/nhiemvu 2024", "/nhiemvu 18-NQ/TW", "/nhiemvu báo cáo", "/nhiemvu hạn quý 3/2024", "/nhiemvu đang làm"),
    *("/vanban", "/vanban 18-NQ/TW", "/vanban 2018", "/vanban 4", "/vanban tổ chức", "/nguoi", "/nguoi Tô Lâm", "/nguoi 2"),
)
SEARCHES = ("cán bộ", "tinh gọn bộ máy", "nghi quyet 18-NQ/TW", "18-NQ/TW", '"tổ chức bộ máy"', "hội nghị", "thuế đất", "Tô Lâm Hà Nội")
ANSWERS = {name: command.answer for command in COMMANDS for name in (command.name, command.alias)}
Ask = Callable[[Store, str], Awaitable[object]]


async def command(store: Store, typed: str) -> object:
    """What a chat is answered."""
    name, _, argument = typed.removeprefix("/").partition(" ")
    return await ANSWERS[name](Question(store, texts("vi"), TODAY, (), argument))


async def inline(store: Store, words: str) -> object:
    """What is found for "@bot …" in any chat."""
    return await found(Question(store, texts("vi"), TODAY, (), words.removeprefix("@ ")), 0)


async def search(store: Store, words: str) -> object:
    """What the store finds."""
    return await store.search(Query(Kind.SEARCH, words=words))


async def _seconds(ask: Ask, store: Store, typed: str) -> float:
    begin = perf_counter()
    await ask(store, typed)
    return perf_counter() - begin


async def ratios(small: Store, large: Store, asked: Sequence[tuple[str, Ask]]) -> dict[str, float]:
    """For each thing asked, how many times as long the large store takes: medians of `ROUNDS`, in turn."""
    worst = {}
    for typed, ask in asked:
        times: dict[str, list[float]] = {"small": [], "large": []}
        for number in range(ROUNDS + 1):
            for name, store in (("small", small), ("large", large)):
                spent = await _seconds(ask, store, typed)
                times[name] += [spent] if number else []  # the first one warms up
        one, other = median(times["small"]), median(times["large"])
        worst[typed] = other / one
        print(f"  {typed:32s} {one * 1000:7.1f} ms {other * 1000:7.1f} ms  × {worst[typed]:.2f}", flush=True)
    return worst


async def _compared(url: Callable[[str], str], briefings: Sequence[Briefing], asked: Sequence[tuple[str, Ask]]) -> float:
    """The worst ratio between stores of few and of many articles."""
    async with filled(url("few"), briefings, FEW) as small, filled(url("many"), briefings, MANY) as large:
        return max((await ratios(small, large, asked)).values())


def measure_commands(articles: Sequence[str]) -> tuple[dict[str, float], bool]:
    """Reading commands and /tim: the worst ratio on each database, and whether the promise holds."""
    asked = [(typed, command) for typed in (*READING, *(f"/tim {words}" for words in SEARCHES))]
    asked += [(f"@ {words}", inline) for words in ("", "18-NQ/TW", "Tô Lâm", "tinh gọn bộ máy")]
    figures: dict[str, float] = {"few": FEW, "many": MANY}
    briefings = mixed(articles)
    with databases() as urls:
        for name, url in urls.items():
            print(name)
            figures[f"{name}_worst_ratio"] = round(asyncio.run(_compared(url, briefings, asked)), 2)
            url.remove()
    return promised(figures, most={f"{name}_worst_ratio": TWICE for name in urls})


def measure_search(articles: Sequence[str]) -> tuple[dict[str, float], bool]:
    """Search with 100,000 articles against 1,000, and with a million against 100,000. A million take 10 GB of disk."""
    asked = [(words, search) for words in SEARCHES]
    figures: dict[str, float] = {"few": FEW, "many": MANY, "most": MOST}
    briefings = mixed(articles, 2)
    with databases() as urls:
        for name, url in urls.items():
            print(name)
            worst = asyncio.run(_of_three(url, briefings, asked))
            url.remove()
            figures |= {f"{name}_many_to_few": round(worst[0], 2), f"{name}_most_to_many": round(worst[1], 2)}
    bounds = {"many_to_few": TWICE, "most_to_many": FIVE_TIMES}
    figures, holds = promised(figures, most={f"{name}_{growth}": bound for name in urls for growth, bound in bounds.items()})
    return figures, holds and all(figures[f"{name}_most_to_many"] < FIVE_TIMES for name in urls)


async def _of_three(url: Callable[[str], str], briefings: Sequence[Briefing], asked: Sequence[tuple[str, Ask]]) -> tuple[float, float]:
    async with filled(url("few"), briefings, FEW) as few, filled(url("many"), briefings, MANY) as many:
        first = max((await ratios(few, many, asked)).values())
        async with filled(url("most"), briefings, MOST) as most:
            return first, max((await ratios(many, most, asked)).values())
