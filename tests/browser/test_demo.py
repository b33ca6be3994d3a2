"""`make demo` as a newcomer meets it: the bot at work, asked on the chat page in a real browser.

With GIAOBAN_SCREENSHOTS=docs/img the pictures of the README are taken on the way (`make screenshots`).
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
DESK: ViewportSize = {"width": 1100, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
READER = "1001"
ANSWERS = (
    ("/tomtat", "📰", "Hội nghị toàn quốc tổng kết công tác tổ chức xây dựng Đảng"),
    ("/chidao", "📣", "Tô Lâm"),
    ("/nhiemvu", "☑️", "Hạn:"),
    ("/vanban 18-NQ/TW", "📄", "18-NQ/TW"),
)


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, demonstration: Any, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """The reader's conversation with the bot, on a screen of the size asked for."""
    context = await browser.new_context(viewport=request.param, locale="vi-VN", color_scheme="light")
    opened = await context.new_page()
    await opened.goto(f"{demonstration.address}#{READER}")
    yield opened
    await context.close()


async def picture(page: Page, answer: Locator, name: str) -> None:
    """Take a picture for the README, from the top of an answer, where one is wanted."""
    folder = os.environ.get("GIAOBAN_SCREENSHOTS")
    if folder and page.viewport_size == PHONE:
        await answer.evaluate("row => row.scrollIntoView({block: 'start', behavior: 'instant'})")
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def ask(page: Page, command: str, answers: int) -> Locator:
    """Type a command; the bot's answer, the one after `answers` others."""
    await page.locator("#text").fill(command)
    await page.locator("#text").press("Enter")
    answer = page.locator(".row:not(.mine)").nth(answers)
    await expect(answer).to_be_visible()
    return answer


@pytest.mark.parametrize("page", [DESK, PHONE], ids=["desk", "phone"], indirect=True)
async def test_the_four_questions_are_answered_on_the_page(page: Page) -> None:
    greeting = page.locator(".row:not(.mine)").first
    await expect(greeting).to_contain_text("Giao Ban")
    for number, (command, sign, words) in enumerate(ANSWERS, 1):
        answer = await ask(page, command, number)

        await expect(answer).to_contain_text(sign)
        await expect(answer).to_contain_text(words)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await picture(page, answer, command.split()[0][1:])


@pytest.mark.parametrize("page", [DESK], ids=["desk"], indirect=True)
async def test_a_paragraph_is_one_tap_away_and_so_is_the_way_back(page: Page) -> None:
    await expect(page.locator(".row:not(.mine)").first).to_contain_text("Giao Ban")
    answer = await ask(page, "/chidao Tô Lâm", 1)
    listed = await answer.inner_text()
    await answer.get_by_role("button", name="1", exact=True).click()
    await expect(answer).to_contain_text("Đoạn ")
    await answer.get_by_role("button", name="‹ Quay lại").click()

    await expect(answer).to_contain_text(listed.splitlines()[0])
