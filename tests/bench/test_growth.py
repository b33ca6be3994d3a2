"""Growth is told from noise, and noise that leans on what was before it is not taken for growth."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the measures import each other by name
from growth import growth, resident

SAMPLES = 200
HOURS = [number * 5 / 3600 for number in range(SAMPLES)]


def leaning(seed: int) -> list[float]:
    """Noise in which a value keeps nine tenths of the one before."""
    chance, value, values = random.Random(seed), 0.0, []  # noqa: S311 - the same in every run
    for _ in HOURS:
        value = 0.9 * value + chance.gauss(0, 0.1)
        values.append(120 + value)
    return values


def test_a_straight_line_has_its_slope() -> None:
    found = growth(HOURS, [100 + 7 * hour for hour in HOURS])
    assert found.slope == pytest.approx(7)
    assert not found.flat


def test_level_memory_is_flat() -> None:
    assert growth(HOURS, [100.0] * SAMPLES).flat


def test_noise_that_leans_on_the_past_is_seldom_taken_for_growth() -> None:
    told = sum(not growth(HOURS, leaning(seed)).flat for seed in range(200))
    assert told <= 20  # 2.5 % by right; this noise is near to the worst


def test_a_leak_is_told_from_the_same_noise() -> None:
    leaks = sum(not growth(HOURS, [value + 20 * hour for value, hour in zip(leaning(seed), HOURS, strict=True)]).flat for seed in range(50))
    assert leaks >= 45


def test_too_few_samples_tell_nothing() -> None:
    with pytest.raises(ValueError, match="3 samples, expected at least 20"):
        growth(HOURS[:3], [1.0, 2.0, 3.0])


def test_a_process_lies_in_memory() -> None:
    assert 5 < resident(os.getpid()) < 5000
