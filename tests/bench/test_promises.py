"""A measure's bounds stand beside its figures, and the picture shows both."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the measures import each other by name
from chart import TITLES, bars, draw
from promises import promised

MEASURED = {
    "memory": {"figures": {"empty_mb": 100, "ratio": 1.04, "ratio_most": 1.3}},
    "broadcast": {"figures": {"share_of_rate": 0.97, "share_of_rate_least": 0.97, "answer_ratio": 4, "answer_ratio_most": 2}},
    "parse": {"figures": {"growth_articles": 9, "growth_articles_most": 12, "growth_names": 10.2, "growth_names_most": 12}},
}


@pytest.mark.parametrize(("lost", "rate", "holds"), [(0, 30, True), (0, 29, True), (1, 30, False), (0, 28.9, False)])
def test_it_holds_where_every_figure_keeps_to_its_bound(lost: int, rate: float, holds: bool) -> None:
    assert promised({"lost": lost, "rate": rate}, most={"lost": 0}, least={"rate": 29})[1] is holds


def test_bounds_are_kept_beside_their_figures() -> None:
    figures, _ = promised({"articles": 3, "ratio": 1.5, "rate": 30}, most={"ratio": 2}, least={"rate": 29})

    assert figures == {"articles": 3, "ratio": 1.5, "rate": 30, "ratio_most": 2, "rate_least": 29}


def test_a_bound_of_nothing_that_was_measured_is_an_error() -> None:
    with pytest.raises(KeyError, match="lots"):
        promised({"lost": 0}, most={"lots": 0})


def test_a_bar_is_the_share_of_the_bound_and_the_worst_is_drawn() -> None:
    assert {bar.title: (round(bar.share, 2), bar.said) for bar in bars(MEASURED)} == {
        TITLES["parse", "growth_*"]: (0.85, "10.2 of at most 12"),
        TITLES["broadcast", "share_of_rate"]: (1.0, "0.97, at least 0.97"),
        TITLES["broadcast", "answer_ratio"]: (2.0, "4 of at most 2"),
        TITLES["memory", "ratio"]: (0.8, "1.04 of at most 1.3"),
    }


def test_what_was_not_measured_or_has_no_bound_has_no_bar() -> None:
    assert bars({"paid": {"figures": {"ratio": 30}}, "kills": {"figures": {"lost": 0, "lost_most": 0}}}) == []


def test_the_same_figures_make_the_same_picture(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        draw(MEASURED, tmp_path / "img" / name)
    one, two = ((tmp_path / "img" / name).read_text("utf-8") for name in ("one.svg", "two.svg"))

    assert one == two
    assert "<svg" in one


def test_without_figures_nothing_is_drawn(tmp_path: Path) -> None:
    draw({}, tmp_path / "bench.svg")

    assert list(tmp_path.iterdir()) == []
