"""How an export is called: a `Paper` in; its title, what it is narrowed to, and the name of its file out."""

from __future__ import annotations

import re

from briefings.papers import Paper
from briefings.query import Query
from briefings.rendering.dates import day
from briefings.rendering.lists import scope
from briefings.rendering.texts import Texts
from briefings.text import fold

_NAME = 60  # characters of a file's name


def section_title(kind: str, texts: Texts) -> str:
    """ "Nhiệm vụ"."""
    return texts.plain(f"kind-{kind}")


def what(query: Query, texts: Texts) -> str:
    """ "Nhiệm vụ · Tô Lâm · quý IV/2024": what is on the screen, with its filters."""
    narrowed = scope(query, texts)
    named: tuple[str | None, ...] = (section_title(query.kind, texts),)
    if query.held:
        named = (texts.plain("held-title"), texts.plain(f"held-{query.held}"), query.assignee)
    return " · ".join(part for part in (*named, narrowed) if part)


def subtitle(paper: Paper, texts: Texts) -> str:
    """What was asked for and the day on which it was made."""
    title = paper.article.row.title if paper.article else None
    asked = f"{what(paper.query, texts)}{f' – {title}' if title else ''}"
    return texts.plain("export-made", what=asked, day=day(paper.today))


def file_name(paper: Paper, suffix: str, texts: Texts) -> str:
    """ "nhiem-vu-to-lam-2024-12-22.xlsx": nothing but letters that every system takes."""
    folded = re.sub(r"[^a-z0-9]+", "-", fold(what(paper.query, texts)))
    return f"{folded.strip('-')[:_NAME].rstrip('-')}-{paper.today.isoformat()}.{suffix}"
