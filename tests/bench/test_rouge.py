"""ROUGE counts as its paper does."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("rouge", Path(__file__).with_name("rouge.py"))
assert _SPEC
assert _SPEC.loader
rouge = sys.modules.setdefault("rouge", importlib.util.module_from_spec(_SPEC))
_SPEC.loader.exec_module(rouge)

REFERENCE = rouge.words("Tỉnh giao các huyện trồng rừng")


@pytest.mark.parametrize(
    ("told", "one", "two", "longest"),
    [
        ("Tỉnh giao các huyện trồng rừng.", 1, 1, 1),
        ("Mưa lớn", 0, 0, 0),
        ("", 0, 0, 0),
        ("Rừng trồng, các huyện giao, tỉnh", 1, 0.2, 2 * 2 / 12),  # every word, one pair, two words in order
        ("Tỉnh giao tỉnh giao", 2 * 2 / 10, 2 * 1 / 8, 2 * 2 / 10),  # repeats count once for each in the reference
        ("TỈNH Giao", 2 * 2 / 8, 2 * 1 / 6, 2 * 2 / 8),
    ],
)
def test_rouge_is_the_f1_of_shared_runs_of_words(told: str, one: float, two: float, longest: float) -> None:
    heard = rouge.words(told)

    assert rouge.rouge_n(heard, REFERENCE, 1) == pytest.approx(one)
    assert rouge.rouge_n(heard, REFERENCE, 2) == pytest.approx(two)
    assert rouge.rouge_l(heard, REFERENCE) == pytest.approx(longest)
