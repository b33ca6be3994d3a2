"""How a slot grows with those who subscribed for it: many subscriptions with few distinct digests in, the seconds of one tick out.

Promised: each distinct digest is rendered once, and ten times the subscriptions take at most twelve times as long.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from promises import promised

from bot.schedule import Schedule
from bot.slots import first_slots
from briefings.digest import Digest
from briefings.parse import parse
from briefings.rendering.digests import Press
from briefings.rendering.messages import Message
from briefings.rendering.texts import Texts
from briefings.store.store import Store
from briefings.subscription import Filters, Order, Rhythm, Subscription, Template, read_order

FEW, MANY, DISTINCT = 10_000, 100_000, 50
MOST = 12.0
ARTICLES = 20
_BEGIN = datetime(2024, 12, 16, 3, tzinfo=UTC)
_WORDS = ("cán bộ", "tổ chức", "kinh tế", "giáo dục", "y tế", "giao thông", "xây dựng", "nông thôn", "đầu tư", "văn hóa", "công an", "đất")


class CountingPress(Press):
    """Counts what it renders."""

    rendered = 0

    def messages(self, digest: Digest, digest_id: int, words: Texts) -> tuple[Message, ...]:
        """As ever."""
        self.rendered += 1
        return super().messages(digest, digest_id, words)


def orders() -> list[Order]:
    """`DISTINCT` orders, all for the same hour."""
    filters = [Filters(), *(Filters(words=(word,)) for word in _WORDS), *(Filters(provinces=(word,)) for word in _WORDS)]
    weekly: Rhythm = read_order("tuần T2 07:30").rhythm
    return [Order(weekly, template, one) for one in filters for template in (Template.BRIEF, Template.TASKS)][:DISTINCT]


def measure_fanout(texts: Sequence[str]) -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    (few, once_few), (many, once_many) = (asyncio.run(_measure(count, texts[:ARTICLES])) for count in (FEW, MANY))
    figures = {
        "few_seconds": round(few, 2),
        "many_seconds": round(many, 2),
        "many_per_second": round(MANY / many),
        "ratio": round(many / few, 2),
        "rendered_few": once_few,
        "rendered_many": once_many,
    }
    once = {"rendered_few": DISTINCT, "rendered_many": DISTINCT}
    return promised(figures, most={"ratio": MOST, **once}, least=once)


async def _measure(count: int, texts: Sequence[str]) -> tuple[float, int]:
    """The seconds of the tick that serves `count` subscriptions, and how many digests were rendered."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fanout.db"
        store, press = await Store.open(f"sqlite+aiosqlite:///{path}"), CountingPress()
        for order in orders():
            new = Subscription(0, 1, 0, order, "vi", "Asia/Ho_Chi_Minh", None, True, _BEGIN, 0, None, None)
            await store.subscriptions.add(first_slots(new, _BEGIN), None)
        _multiply(path, count)
        for text in texts:
            await store.add(parse(text), _BEGIN)
        begin = perf_counter()
        handed = await Schedule(store, press).tick(_BEGIN + timedelta(days=7))
        spent = perf_counter() - begin
        await store.close()
    assert handed == count, f"{handed} of {count} deliveries"
    return spent, press.rendered


def _multiply(path: Path, count: int) -> None:
    """Have `count` chats subscribe to the same."""
    with sqlite3.connect(path) as database:
        columns = "thread_id, ordered, instant, language, zone, quiet, active, covered, seen, next_slot, due_at"
        database.execute(
            f"WITH RECURSIVE chats(n) AS (SELECT {DISTINCT + 1} UNION ALL SELECT n + 1 FROM chats WHERE n < {count}) "  # noqa: S608  numbers of ours
            f"INSERT INTO subscription (chat_id, {columns}) SELECT n, {columns} FROM chats JOIN subscription ON id = 1 + n % {DISTINCT}"
        )
    database.close()
