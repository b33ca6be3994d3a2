"""What the world may ask of a running bot: a store and a lease in; /healthz, /readyz and /metrics out.

/healthz answers while the process runs; /readyz says 503 where the database does not answer, this process shows no life to the others, or
it leads and does not tick. How long messages have waited is told, but takes nobody out of service: Telegram may be the one that is away.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.metrics import ARTICLES, LAG, LEADS, REGISTRY, SIGNS, WAITING, Signs
from briefings.errors import StoreError
from briefings.store.store import Store

PATIENCE = 5.0  # seconds for the database to answer
STILL_TICKING = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How the bot stands. `lag` in seconds; `ticked`: seconds since the last tick of this process, None where it never ticked."""

    database: bool
    alive: bool
    leads: bool
    ticked: float | None
    lag: float | None
    waiting: int | None
    articles: int | None

    @property
    def ready(self) -> bool:
        """Whether it does its work."""
        ticking = not self.leads or (self.ticked is not None and self.ticked < STILL_TICKING.total_seconds())
        return self.database and self.alive and ticking


async def readiness(store: Store, now: datetime, signs: Signs = SIGNS) -> Readiness:
    """How the bot with this store stands at `now`."""
    leads = store.lease.fence is not None
    ticked = (now - signs.ticked).total_seconds() if signs.ticked else None
    try:
        async with asyncio.timeout(PATIENCE):
            standing = await store.watching.standing(now)
    except (StoreError, TimeoutError):
        return Readiness(False, store.lease.valid, leads, ticked, None, None, None)
    return Readiness(True, store.lease.valid, leads, ticked, standing.lag.total_seconds(), standing.waiting, standing.articles)


def _told(found: Readiness) -> dict[str, object]:
    words = {"database": found.database, "alive": found.alive, "leads": found.leads, "last_tick_seconds": found.ticked}
    return {"ready": found.ready, **words, "ledger_lag_seconds": found.lag, "waiting": found.waiting}


def routes(store: Store) -> list[Route]:
    """The three addresses."""

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_: Request) -> Response:
        found = await readiness(store, datetime.now(UTC))
        return JSONResponse(_told(found), 200 if found.ready else 503)

    async def figures(_: Request) -> Response:
        found = await readiness(store, datetime.now(UTC))
        LEADS.set(found.leads)
        for gauge, value in ((LAG, found.lag), (WAITING, found.waiting), (ARTICLES, found.articles)):
            gauge.set(float("nan") if value is None else value)
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", health), Route("/readyz", ready), Route("/metrics", figures)]
