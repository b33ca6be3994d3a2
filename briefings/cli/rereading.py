"""`giaoban reparse`: the stored articles read anew, as after an upgrade; what editors corrected is laid over the new reading.

What a correction was about may not be found any more: such a one is kept, changes nothing, and is named.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from briefings.cli.stored import asked, json_flag

if TYPE_CHECKING:
    from briefings.corrections import Correction
    from briefings.store.rows import StoredArticle
    from briefings.store.store import Store

PROGRAM = "giaoban reparse"  # in the log of changes


@click.command(short_help="Read stored articles anew, keeping corrections.")
@click.argument("numbers", nargs=-1, metavar="[ID...]", type=click.IntRange(min=1))
@json_flag
def reparse(numbers: tuple[int, ...], as_json: bool) -> None:
    """Read stored articles anew, those of the IDs or all; what changed is named.

    Corrections stay, and those whose item is not found any more are listed. Digests that were delivered are mended by the bot when it runs.
    """
    told = _json_line if as_json else _line
    read, changed, unfit = asked(lambda store: _reread_all(store, numbers, told))
    if not as_json:
        click.echo(f"{read} read, {changed} changed, {unfit} corrections that fit nothing any more")


async def _reread_all(
    store: Store, numbers: Sequence[int], told: Callable[[int, bool, tuple[Correction, ...]], None]
) -> tuple[int, int, int]:
    from briefings.parse import parse
    from briefings.store.staff import Actor

    read = changed = unfit = 0
    async for stored in _stored(store, numbers):
        article = stored.briefing.article
        anew = await store.drafts.reread(parse(article.text, article.source), stored.id, Actor(0, PROGRAM, datetime.now(UTC)))
        told(stored.id, anew.changed, anew.unfit)
        read, changed, unfit = read + 1, changed + anew.changed, unfit + len(anew.unfit)
    return read, changed, unfit


async def _stored(store: Store, numbers: Sequence[int]) -> AsyncIterator[StoredArticle]:
    """The articles of these numbers, or all there are, by number."""
    for number in numbers:
        yield await store.article(number)
    after, upto = 0, 0 if numbers else await store.publications.newest()
    while articles := await store.publications.between(after, upto):
        for stored in articles:
            yield stored
        after = articles[-1].id


def _line(number: int, changed: bool, unfit: tuple[Correction, ...]) -> None:
    if changed:
        click.echo(f"{number:>6}  changed")
    for correction in unfit:
        click.echo(f"{number:>6}  {_words(correction)}")


def _words(correction: Correction) -> str:
    act = f"{correction.act} {correction.part} {correction.field}".strip()
    return f'{act}: "{correction.item}" is not found any more' + (f' (to say "{correction.value}")' if correction.value else "")


def _json_line(number: int, changed: bool, unfit: tuple[Correction, ...]) -> None:
    values: dict[str, Any] = {"id": number, "changed": changed, "unfit": [_fields(correction) for correction in unfit]}
    click.echo(json.dumps(values, ensure_ascii=False).encode())


def _fields(correction: Correction) -> dict[str, str]:
    return {name: str(getattr(correction, name)) for name in ("part", "act", "item", "field", "value")}
