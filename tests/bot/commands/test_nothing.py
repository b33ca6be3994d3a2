"""What is said where nothing is found: why, and nothing that is not so."""

from __future__ import annotations

import pytest

from briefings.rendering.messages import shown
from briefings.store.store import Store
from tests.bot.commands.conftest import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        ("/baiviet bài 3 2018", "bài 3 · năm 2018"),
        ("/baiviet bài 3 thuế đất", "bài 3 · “thuế đất”"),
        ("/chidao bài 1 2024", "bài 1 · năm 2024"),
        ("/nhiemvu bài 1 thuế đất", "bài 1 · “thuế đất”"),
        ("/vanban bài 1 thuế đất", "bài 1 · “thuế đất”"),
        ("/nguoi bài 1 thuế đất", "bài 1 · “thuế đất”"),
    ],
)
async def test_an_article_that_has_some_but_none_of_these_is_not_said_to_have_none(stocked: Store, typed: str, scope: str) -> None:
    answer = await Desk(stocked, "vi").ask(typed)

    assert shown(answer.html) == f"Không thấy mục nào ứng với {scope}. Thử bớt một điều kiện."
