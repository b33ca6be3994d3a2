"""The figures of the bench as one picture: what results.json keeps in; how much of its bound each measure takes, out.

A bar that ends before the line keeps what we promise. Where more is better (a rate, a score), the bound is divided by the figure, so that
shorter is better everywhere. Of several figures under one title the worst is drawn; what may not happen at all has no bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from promises import LEAST, MOST

TITLES = {  # the measure and the figure, and what is measured
    ("parse", "parse_to_lexrank"): "Reading an article: time beside LexRank's",
    ("parse", "growth_*"): "Ten times the text: times as long, at worst",
    ("summary", "ours_?"): "Summaries: ROUGE, the best peer's being the bound",
    ("commands", "*_worst_ratio"): "Answers with 100 times the articles: times as long",
    ("search", "*_many_to_few"): "Search with 100 times the articles: times as long",
    ("search", "*_most_to_many"): "Search in a million articles: times as long as in 100,000",
    ("broadcast", "share_of_rate"): "Digests: share of Telegram's 30 a second",
    ("broadcast", "answer_ratio"): "Answers while digests go out: times as long",
    ("paid", "ratio"): "Paid broadcast: times as fast as the library",
    ("kills", "repeated"): "Messages repeated by 50 kills",
    ("faults", "otherwise_in_doubt"): "Messages in doubt once the lead was lost",
    ("replicas", "after_kill_s"): "Seconds until another replica leads, after a kill",
    ("replicas", "after_freeze_s"): "The same, after a freeze",
    ("webhook", "ours_to_theirs"): "Webhook: updates a second beside the library's",
    ("fanout", "ratio"): "A slot of ten times the subscriptions: times as long",
    ("ingest", "peak_ratio"): "Loading 1,000 articles: memory beside one article",
    ("ingest", "busy_to_idle"): "Answers meanwhile: times as long",
    ("memory", "ratio"): "Idle with 100,000 articles: memory beside none",
    ("start", "ratio"): "Start with 100,000 articles: times as long",
}
_INK, _SOFT, _GRID, _KEPT, _BROKEN = "#1f2933", "#52606d", "#d9dee4", "#2f6fab", "#c9542f"
_WIDTH, _ROW, _REST = 9.0, 0.3, 0.9  # inches
_LONGEST = 1.5  # bounds; a longer bar is cut
_LOOK = {"svg.fonttype": "none", "svg.hashsalt": "giaoban", "text.color": _INK}  # letters as text: small; the same figures, the same file

Results = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Bar:
    """A figure beside its bound; `share` at most 1 where it keeps to it."""

    title: str
    share: float
    said: str


def bars(results: Results) -> list[Bar]:
    """One for each title of which something was measured against a bound."""
    found = ((title, list(_judged(results, measure, pattern))) for (measure, pattern), title in TITLES.items())
    return [Bar(title, *max(judged)) for title, judged in found if judged]


def _judged(results: Results, measure: str, pattern: str) -> Iterator[tuple[float, str]]:
    """The share of its bound that each figure takes, and both in words."""
    figures: Mapping[str, float] = results.get(measure, {}).get("figures", {})
    for name, value in figures.items():
        if not fnmatchcase(name, pattern):
            continue
        if most := figures.get(f"{name}{MOST}"):
            yield value / most, f"{value:g} of at most {most:g}"
        elif least := figures.get(f"{name}{LEAST}"):
            yield least / value if value else float("inf"), f"{value:g}, at least {least:g}"


def draw(results: Results, path: Path) -> None:
    """Write the picture, or nothing where nothing was measured against a bound."""
    shown = bars(results)
    if not shown:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with rc_context(_LOOK):
        figure = Figure(figsize=(_WIDTH, _REST + _ROW * len(shown)), facecolor="white", layout="constrained")
        _fill(figure.subplots(), shown)
        figure.savefig(path, metadata={"Date": None})


def _fill(axes: Axes, shown: list[Bar]) -> None:
    lengths = [min(bar.share, _LONGEST) for bar in shown]
    beyond = max(1.0, *lengths) + 0.03
    axes.barh(range(len(shown)), lengths, height=0.62, color=[_KEPT if bar.share <= 1 else _BROKEN for bar in shown])
    axes.axvline(1, color=_INK, linewidth=1)
    for at, bar in enumerate(shown):
        axes.text(beyond, at, bar.said, va="center", fontsize=8.5, color=_SOFT)
    axes.set_title("Measured beside what is promised (shorter is better)", loc="left", fontsize=10, fontweight="bold", color=_INK)
    axes.set_yticks(range(len(shown)), [bar.title for bar in shown], fontsize=8.5)
    axes.set_xticks([0, 0.5, 1], ["0", "half", "bound"], fontsize=8.5)
    axes.set_xlim(0, beyond + 0.4)
    axes.invert_yaxis()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(_GRID)
    axes.tick_params(length=0, colors=_SOFT)
