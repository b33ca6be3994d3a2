"""Templates: a template's name and values in, HTML that fits one message out.

Values are escaped (autoescape) and an unknown name is an error (StrictUndefined). Filters: `clip` and those of `dates`.
"""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from briefings.rendering.dates import dated, day, written
from briefings.rendering.links import link
from briefings.rendering.messages import TEXT_LIMIT, fits, split
from briefings.rendering.texts import Texts
from briefings.store.rows import ArticleRow

ITEM = 220  # characters of a list item before "…" and the expandable quotation
_ROOMS = (3400, 1600, 1000, 700, 500, 360, 0)  # characters an expandable quotation may have, tried until the page fits
_PAPER = 40  # characters of the name of a paper
_PAPERS = 4  # papers that are named
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)")
_GAP = re.compile(r"\n{3,}")  # parts that a template leaves out leave their blank lines


def clip(text: str, room: int) -> str:
    """`text` in one line of at most `room` characters, cut before a word, with "…" where something is left out."""
    text = text[: room + 1].replace("\n", " ")
    if len(text) <= room:
        return text
    blank = text.rfind(" ", room // 2, room)
    return text[: blank if blank > 0 else room - 1].rstrip(" ,;:–-") + "…"


def unquoted(text: str) -> str:
    """`text` without quotation marks round it."""
    return text.strip('“”"«» ')


def paper(source: str | None, texts: Texts) -> str:
    """Where a text is from, as people call it: the host of an address, else the name given."""
    host = _HOST.match(source or "")
    return clip(host[1] if host else source or "", _PAPER) or texts.plain("source-unnamed")


def papers(row: ArticleRow, texts: Texts) -> str:
    """Where else an article was printed, each paper once: "nhandan.vn, dangcongsan.vn"."""
    named = list(dict.fromkeys(paper(source, texts) for source in row.also))
    return ", ".join(named[:_PAPERS]) + (", …" if len(named) > _PAPERS else "")


def furnish(made: Environment) -> None:
    """Give an environment the filters and names that every template of ours may use."""
    made.filters |= {"clip": clip, "dated": dated, "day": day, "written": written, "unquoted": unquoted, "papers": papers}
    made.globals |= {"item": ITEM, "link": link}


@cache
def environment() -> Environment:
    """The templates of pages, each compiled once."""
    made = Environment(
        loader=PackageLoader("briefings.rendering"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    furnish(made)
    return made


def page(texts: Texts, template: str, **values: object) -> str:
    """The HTML of `template` (its name without ".j2"): quotations shrink until it fits one message; what still is too long is cut."""
    source = environment().get_template(f"{template}.j2")
    html = ""
    for room in _ROOMS:
        html = _GAP.sub("\n\n", source.render(t=texts, room=room, **values)).strip()
        if fits(html):
            return html
    return split(html, TEXT_LIMIT)[0]
