"""Pictures: figures or citations in; one clean chart as a PNG for a phone, and its words for those who can't see it, out.

Slow, and matplotlib is not made for several threads: call it in a process of its own (`bot.aside`). Its own font, DejaVu Sans, has every
Vietnamese letter, so a chart looks alike on every machine.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.following import Status
from briefings.periods import Period
from briefings.rendering.dates import day, period_named
from briefings.rendering.messages import File
from briefings.rendering.pages import clip
from briefings.rendering.texts import Texts
from briefings.store.rows import ArticleRow, CitationRow, DocumentRow, Tally

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _DOTS = 7.2, 150  # inches and dots an inch: 1,080 dots wide, as phones show pictures
_INK, _SOFT, _GRID = "#1f2933", "#52606d", "#d9dee4"
_COLOURS = {"articles": "#2f6fab", "directives": "#c9542f", "tasks": "#2e8b67"}
_HEAD, _BODY = 17, 15  # points: a phone shows the picture at little more than a third of its size
_ABOVE = 6.8  # inches of the columns
_CAPTION = 1000  # characters; Telegram takes 1,024
TIMELINE = 10  # citations in a timeline


@dataclass(frozen=True, slots=True)
class Figures:
    """What /thongke shows: tallies of consecutive periods, the documents cited most over all, the chat's own tasks by status."""

    tallies: tuple[Tally, ...]
    documents: tuple[DocumentRow, ...]
    statuses: tuple[tuple[Status, int], ...] = ()


def _drawn(height: float, draw: Callable[[Figure], None]) -> bytes:
    """What `draw` draws on a white sheet `height` inches high, as a PNG."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    data = io.BytesIO()
    with rc_context({"font.family": "DejaVu Sans", "text.color": _INK, "text.parse_math": False}):  # "$" is a letter like others
        figure = Figure(figsize=(_WIDTH, height), dpi=_DOTS, facecolor="white", layout=ConstrainedLayoutEngine(w_pad=0.16, h_pad=0.12))
        draw(figure)
        figure.savefig(data, format="png")
    return data.getvalue()


def _bare(axes: Axes, title: str) -> None:
    """No more ink than is read: a title at the left, no frame."""
    axes.set_title(title, loc="left", fontsize=_HEAD, fontweight="bold", color=_INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(_GRID)
    axes.tick_params(length=0, colors=_SOFT, labelsize=_BODY)
    axes.set_yticks([])


def _columns(axes: Axes, counts: Sequence[int], names: Sequence[str], title: str, colour: str) -> None:
    """Columns with their number over them; names below every one, or every second."""
    _bare(axes, title)
    bars = axes.bar(range(len(counts)), counts, color=colour, width=0.72)
    axes.bar_label(bars, [str(count) if count else "" for count in counts], fontsize=_BODY, color=_INK, padding=2)
    every = -(-len(names) // 7)
    axes.set_xticks(range(len(names)), [name if not (len(names) - 1 - at) % every else "" for at, name in enumerate(names)])
    axes.set_ylim(0, max(1, *counts) * 1.3)


def _short(period: Period) -> str:
    """ "12/24" for a month, "IV/24" for a quarter, "2024", "2020–24"."""
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    year, quarter = f"{period.first.year % 100:02d}", ("I", "II", "III", "IV")[(period.first.month - 1) // 3]
    short = {1: f"{period.first.month}/{year}", 3: f"{quarter}/{year}", 12: str(period.first.year)}
    return short.get(months) or f"{period.first.year}–{period.last.year % 100:02d}"


def overview(figures: Figures, texts: Texts) -> File:
    """Articles, directives and tasks over time, and the documents cited most."""
    names = [_short(tally.period) for tally in figures.tallies]
    cited = [(clip(f"{row.type} {row.number}", 30), row.articles) for row in figures.documents]
    held = [(texts.plain(f"status-{status}"), count) for status, count in figures.statuses]
    below = [(title, bars) for title, bars in (("chart-documents", cited), ("held-title", held)) if bars]
    heights = [_ABOVE, *(0.8 + 0.42 * len(bars) for _, bars in below)]

    def draw(figure: Figure) -> None:
        upper, *lower = figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0]
        for axes, (kind, colour) in zip(upper.subplots(3, 1, sharex=True), _COLOURS.items(), strict=True):
            _columns(axes, [getattr(tally, kind) for tally in figures.tallies], names, texts.plain(f"kind-{kind}"), colour)
        for part, (title, bars) in zip(lower, below, strict=True):
            _bars(part.subplots(), texts.plain(title), bars)

    return File("thong-ke.png", _drawn(sum(heights), draw), _said(figures, texts), picture=True)


def _bars(axes: Axes, title: str, named: Sequence[tuple[str, int]]) -> None:
    _bare(axes, title)
    axes.spines["bottom"].set_visible(False)
    names, counts = [name for name, _ in named], [count for _, count in named]
    bars = axes.barh(range(len(counts)), counts, color="#7a869a", height=0.66)
    axes.bar_label(bars, [str(count) for count in counts], fontsize=_BODY, color=_INK, padding=4)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.set_xlim(0, max(1, *counts) * 1.12)


def _said(figures: Figures, texts: Texts) -> str:
    """The chart in words."""
    whole = Period(figures.tallies[0].period.first, figures.tallies[-1].period.last)
    totals = {kind: sum(getattr(tally, kind) for tally in figures.tallies) for kind in _COLOURS}
    busiest = max(figures.tallies, key=lambda tally: (tally.tasks, tally.articles))
    lines = [
        f"📊 <b>{texts('chart-title')}</b> · {period_named(whole, texts)}",
        str(texts("chart-totals", **totals)),
        str(texts("chart-busiest", period=period_named(busiest.period, texts), count=busiest.tasks)) if busiest.tasks else "",
        str(texts("chart-most-cited", documents=_listed(figures.documents))) if figures.documents else "",
        str(texts("chart-held", statuses=_states(figures, texts))) if figures.statuses else "",
    ]
    return "\n".join(line for line in lines if line)


def _states(figures: Figures, texts: Texts) -> str:
    return " · ".join(f"{texts.plain(f'status-{status}')} ({count})" for status, count in figures.statuses)


def _listed(documents: Sequence[DocumentRow]) -> str:
    return " · ".join(f"{clip(f'{row.type} {row.number}', 60)} ({row.articles})" for row in documents[:5])


def of_document(document: DocumentRow, citations: Sequence[CitationRow], texts: Texts) -> File:
    """One document through the articles that cite it, the newest at the top."""
    name = f"{document.type} {document.number}"
    head = texts("chart-timeline", document=clip(name, 80), count=document.articles)
    return _timeline(name, str(head), [row.article for row in citations[:TIMELINE]], texts)


def of_story(articles: Sequence[ArticleRow], texts: Texts) -> File:
    """One event through the articles that tell of it, the newest at the top."""
    head = texts("chart-story", title=clip(_title(articles[-1], texts), 80), count=len(articles))
    return _timeline(texts.plain("same-event-title"), str(head), articles[:TIMELINE], texts)


def _title(article: ArticleRow, texts: Texts) -> str:
    return article.title or texts.plain("title-none")


def _timeline(title: str, head: str, shown: Sequence[ArticleRow], texts: Texts) -> File:
    def draw(figure: Figure) -> None:
        _line(figure.subplots(), title, shown, texts)

    return File("dong-thoi-gian.png", _drawn(1.3 + len(shown), draw), _told(head, shown, texts), picture=True)


def _line(axes: Axes, title: str, shown: Sequence[ArticleRow], texts: Texts) -> None:
    _bare(axes, clip(title, 40))
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.plot([0] * len(shown), range(len(shown)), "-o", color=_COLOURS["articles"], linewidth=2, markersize=11, clip_on=False)
    for at, row in enumerate(shown):
        axes.annotate(day(row.day), (0.03, at), va="center", fontsize=_BODY, fontweight="bold", color=_INK, annotation_clip=False)
        name = textwrap.fill(_title(row, texts), 34, max_lines=2, placeholder="…")
        axes.annotate(name, (0.33, at), va="center", fontsize=_BODY, color=_INK, annotation_clip=False)
    axes.set_xlim(-0.03, 1)
    axes.set_ylim(len(shown) - 0.5, -0.6)


def _told(head: str, shown: Sequence[ArticleRow], texts: Texts) -> str:
    """The line in words."""
    lines = [f"🕒 <b>{head}</b>"]
    for row in shown:
        line = texts("chart-citation", day=day(row.day), title=clip(_title(row, texts), 70), article=row.id)
        if sum(map(len, lines)) + len(line) > _CAPTION:
            break
        lines.append(str(line))
    return "\n".join(lines)
