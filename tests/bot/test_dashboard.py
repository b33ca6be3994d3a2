"""The dashboard in deploy/ shows what /metrics exports: all that the bot counts of itself, and nothing that is not there."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from bot.health import routes
from briefings.store.store import Store

DASHBOARD: dict[str, Any] = json.loads((Path(__file__).resolve().parents[2] / "deploy" / "grafana.json").read_text("utf-8"))
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
ASKED = [target["expr"] for panel in PANELS for target in panel["targets"]]
VARIABLES = {variable["name"]: variable for variable in DASHBOARD["templating"]["list"]}
SERIES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}  # how Prometheus names them, by kind
WIDTH = 24  # columns of a dashboard


def named(texts: list[str]) -> set[str]:
    """The series that stand in queries."""
    return {name for text in texts for name in re.findall(r"\b(?:giaoban|process)_\w+", text)}


@pytest.fixture
async def exported() -> dict[str, str]:
    """The series of /metrics, each with the figure it belongs to."""
    store = await Store.open("sqlite+aiosqlite:///:memory:")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(Starlette(routes=routes(store))), base_url="http://bot") as client:
        text = (await client.get("/metrics")).text
    await store.close()
    return {f"{one.name}{end}": one.name for one in text_string_to_metric_families(text) for end in SERIES[one.type]}


def test_every_series_it_asks_for_is_exported(exported: dict[str, str]) -> None:
    assert named([*ASKED, VARIABLES["instance"]["query"]["query"]]) - set(exported) == set()


def test_every_figure_of_the_bot_is_shown(exported: dict[str, str]) -> None:
    counted = {figure for figure in exported.values() if figure.startswith("giaoban_") and not figure.endswith("_created")}

    assert counted - {exported[name] for name in named(ASKED)} == set()


def test_it_is_a_dashboard_that_can_be_imported() -> None:
    assert {"uid", "title", "schemaVersion", "time", "templating", "panels"} <= set(DASHBOARD)
    assert "id" not in DASHBOARD, "a number of somebody's Grafana"
    assert [panel["id"] for panel in PANELS] == list(range(1, len(PANELS) + 1))
    assert {panel["type"] for panel in PANELS} <= {"stat", "timeseries"}
    assert all(panel["title"] and panel["description"] for panel in PANELS)


def test_what_it_asks_goes_to_the_chosen_prometheus_and_processes() -> None:
    sources = {item["datasource"]["uid"] for panel in PANELS for item in (panel, *panel["targets"])}

    assert sources == {"${datasource}"}
    assert {name for text in ASKED for name in re.findall(r"\$(\w+)", text)} == {"instance", "__rate_interval"}
    assert {name: variable["type"] for name, variable in VARIABLES.items()} == {"datasource": "datasource", "instance": "query"}
    assert all(len({target["refId"] for target in panel["targets"]}) == len(panel["targets"]) for panel in PANELS)


def cells(place: dict[str, int]) -> set[tuple[int, int]]:
    """The squares that a panel covers."""
    return {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}


def test_no_panel_covers_another() -> None:
    covered = [cells(panel["gridPos"]) for panel in PANELS]

    assert all(not one & other for one, other in combinations(covered, 2))
    assert max(x for squares in covered for x, _ in squares) < WIDTH
