"""How fast a process grows: its memory as samples in; megabytes an hour with a confidence interval out.

Samples of memory lean on those before them, so the interval is that of Newey and West, with the bandwidth of Lazarus, Lewis, Stock and
Watson (2018) and the critical values of Kiefer and Vogelsang (2005): an ordinary least-squares interval would be far too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000
FEWEST = 20  # samples


@dataclass(frozen=True)
class Growth:
    """So much an hour, and the ends of its 95 % interval."""

    slope: float
    low: float
    high: float

    @property
    def flat(self) -> bool:
        """Whether it cannot be told from nothing. Shrinking is no fault."""
        return self.low <= 0


def resident(pid: int) -> float:
    """The megabytes of a process that lie in memory. Raises OSError where there is no such process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / MEGABYTE
    raise ProcessLookupError(pid)


def growth(hours: Sequence[float], values: Sequence[float]) -> Growth:
    """The slope of evenly spaced samples. Raises ValueError where they are too few."""
    count = len(hours)
    if count < FEWEST:
        raise ValueError(f"{count} samples, expected at least {FEWEST}")
    middle, mean = sum(hours) / count, sum(values) / count
    spread = [hour - middle for hour in hours]
    squares = sum(x * x for x in spread)
    slope = sum(x * (value - mean) for x, value in zip(spread, values, strict=True)) / squares
    scores = [x * (value - mean - slope * x) for x, value in zip(spread, values, strict=True)]
    bandwidth = math.ceil(1.3 * math.sqrt(count))
    error = math.sqrt(max(0.0, _long_run(scores, bandwidth))) / squares
    reach = _critical(bandwidth / count) * error
    return Growth(slope, slope - reach, slope + reach)


def _long_run(scores: Sequence[float], bandwidth: int) -> float:
    """The variance of their sum, those `bandwidth` apart and more taken as independent."""
    lagged = (sum(a * b for a, b in zip(scores, scores[lag:], strict=False)) * (1 - lag / bandwidth) for lag in range(1, bandwidth))
    return sum(score * score for score in scores) + 2 * sum(lagged)


def _critical(b: float) -> float:
    """Two-sided 5 %, for a Bartlett kernel of the share `b` of the samples (Kiefer and Vogelsang 2005, table 1)."""
    return 1.9600 + 2.9694 * b + 0.4160 * b**2 - 0.5324 * b**3
