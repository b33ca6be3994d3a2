"""What is kept of `make mutants`, and which changes count where Cosmic Ray is installed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = [json.loads(line) for line in Path(__file__).with_name("mutants.json").read_text("utf-8").splitlines()]
LEAST, DRAWN = 80.0, 150  # in 100; mutants, or all there are

SOURCE = '''"""What it is."""

from functools import lru_cache


@lru_cache(maxsize=3)
def first(text: str | None, *, many: int = 2) -> str | None:
    """Says it."""
    return text and text[:many]
'''


@pytest.mark.parametrize("line", KEPT, ids=lambda line: line["file"])
def test_at_least_four_in_five_changes_to_a_file_are_noticed(line: dict[str, Any]) -> None:
    assert (ROOT / line["file"]).is_file()
    assert line["mutants"] >= min(line["of"], DRAWN)
    assert line["mutants"] == line["killed"] + line["survived"] + line["timeout"]
    assert line["score"] >= LEAST


def test_what_no_test_could_tell_from_the_file_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("cosmic_ray", reason="of a group of its own: make mutants")
    monkeypatch.syspath_prepend(Path(__file__).parent)  # the measures import each other by name
    from mutants import mutants_of

    found, left_out = mutants_of(SOURCE)
    assert {mutant.line for mutant in found} == {7, 9}
    assert {mutant.after for mutant in found if mutant.operator == "NumberReplacer"} == {
        "def first(text: str | None, *, many: int = 3) -> str | None:",
        "def first(text: str | None, *, many: int = 1) -> str | None:",
    }
    assert "pass" in {mutant.after for mutant in found}
    assert left_out > 0
