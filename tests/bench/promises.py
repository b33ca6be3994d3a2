"""What is promised of a measure: its figures and their bounds in; the figures with the bounds beside them, and whether they hold, out."""

from __future__ import annotations

from collections.abc import Mapping

MOST, LEAST = "_most", "_least"  # a figure's bound stands beside it under its name with one of these
Bounds = Mapping[str, float]


def promised(figures: Bounds, *, most: Bounds | None = None, least: Bounds | None = None) -> tuple[dict[str, float], bool]:
    """Print the figures. `most` and `least` say how large and how small some of them may be."""
    most, least = most or {}, least or {}
    for name, value in figures.items():
        said = "".join(f"  {word} {bounds[name]:g}" for word, bounds in (("at most", most), ("at least", least)) if name in bounds)
        print(f"{name:24s} {value}{said}")
    bounds = {f"{name}{MOST}": bound for name, bound in most.items()} | {f"{name}{LEAST}": bound for name, bound in least.items()}
    kept = all(figures[name] <= bound for name, bound in most.items()) and all(figures[name] >= bound for name, bound in least.items())
    return {**figures, **bounds}, kept
