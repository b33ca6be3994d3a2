"""Whoever watches over the bot learns how it stands, by polling as by webhook."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette

from bot.health import readiness, routes
from bot.metrics import Signs
from briefings.rendering.messages import Message
from briefings.store.ledger import Parcel
from briefings.store.store import Store

NOW = datetime(2024, 12, 16, 8, 0, tzinfo=UTC)


@pytest.fixture
async def store(database_url: str):  # type: ignore[no-untyped-def]  # yields a Store
    opened = await Store.open(database_url)
    yield opened
    await opened.close()


async def get(store: Store, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=list(routes(store))))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        return await client.get(path)


async def test_one_that_shows_no_life_is_not_ready_but_healthy(store: Store) -> None:
    answer = await get(store, "/readyz")
    assert (answer.status_code, answer.json()["database"], answer.json()["alive"]) == (503, True, False)
    assert (await get(store, "/healthz")).text == "ok"


async def test_a_leader_is_ready_while_it_ticks(store: Store) -> None:
    await store.lease.beat()
    assert not (await readiness(store, NOW, Signs())).ready
    assert (await readiness(store, NOW, Signs(NOW - timedelta(seconds=5)))).ready
    assert not (await readiness(store, NOW, Signs(NOW - timedelta(seconds=61)))).ready


async def test_one_that_does_not_lead_need_not_tick(store: Store, database_url: str) -> None:
    await store.lease.beat()
    other = await Store.open(database_url)
    await other.lease.beat()
    found = await readiness(other, NOW, Signs())
    assert (found.leads, found.ready) == (False, True)
    await other.close()


async def test_what_waits_is_told_with_how_long(store: Store) -> None:
    at = NOW - timedelta(seconds=90)
    await store.ledger.enqueue([Parcel("a", 1, (Message("x"),), at), Parcel("later", 2, (Message("x"),), NOW + timedelta(hours=1))])
    found = await readiness(store, NOW, Signs())
    assert (found.waiting, found.lag, found.articles) == (1, 90.0, 0)


async def test_without_its_database_it_is_not_ready(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "watching", Nowhere())
    found = await readiness(store, NOW, Signs())
    assert (found.database, found.ready) == (False, False)


class Nowhere:
    """A database that never answers, for longer than anybody waits."""

    async def standing(self, now: datetime) -> None:
        raise TimeoutError(now)


async def test_the_figures_are_prometheus_own(store: Store) -> None:
    text = (await get(store, "/metrics")).text
    for name in ("giaoban_update_seconds_bucket", "giaoban_refusals_total", "giaoban_ledger_lag_seconds 0.0", "giaoban_articles 0.0"):
        assert name in text
