"""The articles that are measured on: 2,000 of VietNews where they are at hand, else the seeds. Out: their texts, headline first."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VIETNEWS = Path(os.environ.get("GIAOBAN_BENCH") or ROOT.parent / "shared" / "bench" / "vietnews_2000.jsonl.gz")


def articles() -> list[str]:
    """Their texts, as a newspaper's page has them."""
    if not VIETNEWS.is_file():
        return [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    with gzip.open(VIETNEWS, "rt", encoding="utf-8") as lines:
        return ["\n".join((row["title"], row["abstract"], *row["body"])) for row in map(json.loads, lines)]
