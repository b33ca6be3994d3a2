"""`python tests/bench [NAME]`: a measure's name in, or none for all; what was measured out, and at the end of each one line of JSON,
which results.json keeps. docs/img/bench.svg is drawn of all that is kept; `python tests/bench --chart` draws it alone.

{"name": …, "figures": {…}, "holds": true or false}: whether what we promise holds. Peers are measured in the same run, in turn with us,
so that figures are ratios and a slow machine is no fault.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alerts import measure_alerts
from answers import measure_commands, measure_search
from broadcast import measure_broadcast
from chart import draw
from corpus import articles
from fanout import measure_fanout
from faults import measure_faults
from idle import measure_memory, measure_start
from ingest import measure_ingest
from kills import measure_kills
from paid import measure_paid
from parsing import measure_parsing
from replicas import measure_replicas
from summary import articles as articles_with_abstracts
from summary import measure_summaries
from webhook import measure_webhook

RESULTS = Path(__file__).with_name("results.json")
CHART = Path(__file__).resolve().parents[2] / "docs" / "img" / "bench.svg"
Measured = tuple[dict[str, float], bool]
MEASURES: dict[str, Callable[[], Measured]] = {
    "parse": lambda: measure_parsing(articles()),
    "broadcast": measure_broadcast,
    "paid": measure_paid,
    "kills": measure_kills,
    "faults": measure_faults,
    "alerts": measure_alerts,
    "webhook": measure_webhook,
    "replicas": measure_replicas,
    "fanout": lambda: measure_fanout(articles()),
    "commands": lambda: measure_commands(articles()),
    "search": lambda: measure_search(articles()),
    "ingest": lambda: measure_ingest(articles()),
    "memory": lambda: measure_memory(articles()),
    "start": lambda: measure_start(articles()),
    "summary": lambda: measure_summaries(articles_with_abstracts()),
}


def _kept() -> dict[str, Any]:
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}


def _keep(name: str, figures: dict[str, float], holds: bool) -> None:
    """The newest run of each measure, with its day; what the README says of speed is from there."""
    kept = _kept()
    kept[name] = {"day": f"{datetime.now(UTC):%Y-%m-%d}", "holds": holds, "figures": figures}
    RESULTS.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", "utf-8")


def main(names: list[str]) -> int:
    """Run the measures named, or all, then draw the picture; with --chart draw it alone."""
    if names == ["--chart"]:
        draw(_kept(), CHART)
        return 0
    unknown = sorted(set(names) - set(MEASURES))
    if unknown:
        print(f"{', '.join(unknown)}: no such measure, expected one of {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    for name in names or MEASURES:
        try:
            figures, holds = MEASURES[name]()
        except FileNotFoundError as error:
            print(f"{error.filename}: no such file, expected what {name} is measured on (GIAOBAN_BENCH names another)", file=sys.stderr)
            return 2
        print(json.dumps({"name": name, "figures": figures, "holds": holds}), flush=True)
        _keep(name, figures, holds)
    draw(_kept(), CHART)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
