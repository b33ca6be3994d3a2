"""What every test may ask for: the five seed articles, their labels, and the labelled articles where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
SEEDS = tuple(sorted((ROOT / "seeds").glob("*.txt")))
GOLD = Path(os.environ.get("GIAOBAN_GOLD") or ROOT.parent / "shared" / "gold" / "dev")

# The same examples in every run, and no clock: a slow machine is no fault.
# HYPOTHESIS_PROFILE=explore looks for new ones, ten times as long.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=60)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=600)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> Path:
    """Each of the five articles in turn."""
    path: Path = request.param
    return path


@pytest.fixture
def seed_text(seed: Path) -> str:
    """The text of each seed in turn, as it stands in its file."""
    return seed.read_text("utf-8")


@pytest.fixture(scope="session")
def labelled() -> Path:
    """The folder of labelled articles: the research ones where they are at hand, else the seeds."""
    return GOLD if GOLD.is_dir() else ROOT / "seeds"
