"""What this process counts of itself: what happened in; figures for Prometheus out. Nothing is decided by them but readiness and alerts.

Figures that the store knows (what waits, how long, how many articles) are read when they are asked for: see `bot.health`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

_SOON = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds

HANDLING = Histogram("giaoban_update_seconds", "Handling one update, its answer included", buckets=_SOON, registry=REGISTRY)
PARSING = Histogram("giaoban_parse_seconds", "Reading one loaded text", buckets=_SOON, registry=REGISTRY)
DELIVERED = Counter("giaoban_messages", "Calls of the sender that ended, by what became of the message", ["state"], registry=REGISTRY)
REFUSED = Counter("giaoban_refusals", "Calls that Telegram answered with 429", registry=REGISTRY)
FAILED = Counter("giaoban_update_failures", "Updates whose handling failed by itself", registry=REGISTRY)
WAITING = Gauge("giaoban_waiting_messages", "Messages that are due and not sent", registry=REGISTRY)
LAG = Gauge("giaoban_ledger_lag_seconds", "For how long the oldest message due has waited", registry=REGISTRY)
ARTICLES = Gauge("giaoban_articles", "Published articles", registry=REGISTRY)
LEADS = Gauge("giaoban_leads", "Whether this process ticks and sends", registry=REGISTRY)
TICKED = Gauge("giaoban_last_tick_timestamp_seconds", "When this process ticked last; 0: never", registry=REGISTRY)


@dataclass
class Signs:
    """The same for those who decide: when this process ticked last, and how many updates failed since it started."""

    ticked: datetime | None = None
    failed: int = 0

    def tick(self, at: datetime) -> None:
        """A tick has ended well."""
        self.ticked = at
        TICKED.set(at.timestamp())

    def fail(self) -> None:
        """The handling of an update has failed."""
        self.failed += 1
        FAILED.inc()


SIGNS = Signs()
