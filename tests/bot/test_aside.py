"""What is made aside is made in a process of its own, which comes back with what was made or with what went wrong, and is gone."""

from __future__ import annotations

import os
import signal
import subprocess
from datetime import UTC, date, datetime

import pytest

from bot.aside import aside
from briefings.errors import NotFound
from briefings.papers import Paper, Section
from briefings.query import Kind, Query
from briefings.rendering.exports import written
from briefings.rendering.texts import texts
from briefings.store.rows import ArticleRow, DatedBy

ROW = ArticleRow(1, "Hội nghị giao ban", date(2024, 9, 12), DatedBy.EVENT, None)
PAPER = Paper(Query(Kind.ARTICLES), None, (Section(Kind.ARTICLES, (ROW,), 1),), date(2024, 9, 13), datetime(2024, 9, 13, tzinfo=UTC))

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_it_is_another_process_which_is_gone_then() -> None:
    process = await aside(os.getpid)
    assert process != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


async def test_what_is_made_is_the_same_as_here() -> None:
    assert await aside(written, PAPER, "csv", texts("en")) == written(PAPER, "csv", texts("en"))


async def test_what_is_printed_meanwhile_is_no_answer() -> None:
    assert await aside(print, "nothing to do with it", flush=True) is None


async def test_told_to_end_it_makes_its_piece_first() -> None:
    assert await aside(signal.raise_signal, signal.SIGTERM) is None


async def test_an_error_is_raised_with_what_the_chat_is_told() -> None:
    with pytest.raises(NotFound) as raised:
        await aside(written, PAPER, "papyrus", texts("vi"))
    assert (raised.value.text_id, str(raised.value)) == (
        "error-tap",
        "form papyrus: is none, expected one of docx, dang, xlsx, ics, csv, json",
    )


async def test_a_process_that_breaks_off_is_an_error() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        await aside(os._exit, 3)
