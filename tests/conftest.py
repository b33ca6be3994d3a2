"""What every test may ask for: the five seed articles, their labels, and the labelled articles where they are at hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Demonstration:
    """`giaoban demo` at work: its process, what it has printed up to the address of its page, and that address."""

    process: subprocess.Popen[str]
    printed: str
    address: str


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Demonstration]:
    """`giaoban demo` on a free port, in an empty folder, without settings."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("GIAOBAN_")}
    command = [Path(sys.executable).with_name("giaoban"), "demo", "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=tmp_path, env=settings) as process:  # noqa: S603  our own command
        printed, found = "", None
        while not found and process.stdout and (line := process.stdout.readline()):
            printed, found = printed + line, re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, process.communicate()
        yield Demonstration(process, printed, found[0])
        process.kill()
