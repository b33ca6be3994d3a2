"""The reading keeps its quality: no figure of tests/score.py falls below its floor in tests/quality.toml."""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = tomllib.loads((ROOT / "tests" / "quality.toml").read_text("utf-8"))


def module(path: Path) -> ModuleType:
    """The module in a file that is on no import path."""
    spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}_{len(path.parts)}", path)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


scoring = module(ROOT / "tests" / "score.py")


@pytest.fixture(scope="module")
def figures(labelled: Path) -> dict[str, float]:
    """Every figure over all labelled articles."""
    result: dict[str, float] = sum(scoring.score_folder(labelled).values(), scoring.Tally()).figures()
    return result


def test_no_figure_falls_below_its_floor(figures: dict[str, float], labelled: Path) -> None:
    floors = FLOORS["seeds" if labelled.name == "seeds" else "dev"]

    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}


def test_the_reference_scorer_says_the_same(labelled: Path) -> None:
    reference = ROOT.parent / "shared" / "tools" / "score.py"
    if not reference.is_file():
        pytest.skip("the reference scorer is not at hand")
    theirs, ours = module(reference).Tally(), scoring.Tally()
    for path in labelled.glob("*.json"):
        gold, read = json.loads(path.read_text("utf-8")), scoring.read_text(path.with_suffix(".txt"))
        sys.modules[type(theirs).__module__].score(path.stem, gold, read, theirs, [])
        ours += scoring.score(gold, read)

    assert ours.figures() == theirs.figures()


def test_a_label_scores_full_marks_against_itself(seed: Path) -> None:
    gold = json.loads(seed.with_suffix(".json").read_text("utf-8"))
    quotes = [nugget["quotes"][0] for nugget in gold["nuggets"]]
    read = {**gold, "published_at": gold["published"], "summary": quotes}

    figures = scoring.score(gold, read).figures()

    assert {name: value for name, value in figures.items() if value < 1 and name != "summary.recall"} == {}


@pytest.mark.parametrize(
    ("gold", "read", "same"),
    [
        (("Nghị quyết", "18-NQ/TW"), ("Nghị quyết", "18 - NQ/TW"), True),
        (("Nghị quyết", "18-NQ/TW"), ("nghị quyết", "18"), True),
        (("Nghị quyết", "18-NQ/TW"), ("Nghị quyết", "18-NQ/CP"), False),
        (("Nghị quyết", "18-NQ/TW"), ("Kết luận", "18-NQ/TW"), False),
        (("Chỉ thị", "05"), ("Chỉ thị", "5-CT/TW"), True),
    ],
)
def test_documents_are_one_by_type_and_number(gold: tuple[str, str], read: tuple[str, str], same: bool) -> None:
    keys = ("type", "number")

    assert bool(scoring.same_document(dict(zip(keys, gold, strict=True)), dict(zip(keys, read, strict=True)))) is same
