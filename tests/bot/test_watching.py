"""The watched folder while the bot runs: its articles become drafts, once, whatever goes wrong meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.watching import watch
from briefings.store.store import Store

ARTICLE = "Hội nghị giao ban tỉnh Hồng Lam\nSáng 14-5-2023, {{ 7 * 7 }}, Tỉnh ủy Hồng Lam tổ chức hội nghị giao ban."


class Looks(asyncio.Event):
    """Tells to stop after three looks; `meanwhile` happens before the second."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.left, self.meanwhile = 4, meanwhile

    def is_set(self) -> bool:
        self.left -= 1
        if self.left == 2:
            self.meanwhile()
        return self.left <= 0


async def test_what_is_put_into_the_folder_waits_as_one_draft(tmp_path: Path) -> None:
    store = await Store.open("sqlite+aiosqlite:///:memory:")
    for name in ("bài.txt", "lần nữa.txt"):
        (tmp_path / name).write_text(ARTICLE, "utf-8")
    await watch(store, tmp_path, Looks(), every=0.001)
    waiting = await store.drafts.waiting(0, 10)
    await store.close()

    assert [(draft.article.text, draft.loader) for draft in waiting.items] == [(ARTICLE, tmp_path.name)]
    assert {file.name for file in (tmp_path / "done").iterdir()} == {"bài.txt", "lần nữa.txt"}


async def test_a_folder_that_comes_later_is_watched_from_then_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store, folder = await Store.open("sqlite+aiosqlite:///:memory:"), tmp_path / "inbox"

    def come() -> None:
        folder.mkdir()
        (folder / "bài.txt").write_text(ARTICLE, "utf-8")

    await watch(store, folder, Looks(come), every=0.001)
    waiting = await store.drafts.waiting(0, 10)
    await store.close()

    assert "the watched folder is put off" in caplog.text
    assert waiting.total == 1
