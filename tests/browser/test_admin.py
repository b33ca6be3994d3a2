"""The whole way of an article as two people see it in a real browser: an admin on a phone, a subscriber at a desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.test_demo import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ARTICLE = """Hội nghị giao ban quý của Sở Thử nghiệm Hồng Lam
Sở Thử nghiệm tổ chức hội nghị giao ban tại Hồng Lam với sự tham gia của các phòng, các đơn vị trực thuộc.
Đồng chí Nguyễn Văn Thử, Giám đốc Sở Thử nghiệm, yêu cầu Phòng Kế hoạch hoàn thành báo cáo sơ kết trước ngày 30/6/2023.
"""


@asynccontextmanager
async def person(browser: Browser, address: str, role: str, screen: ViewportSize) -> AsyncIterator[Page]:
    """Somebody's conversation with the bot."""
    context = await browser.new_context(viewport=screen, locale="vi-VN")
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_text(role, exact=True).click()
    await page.get_by_role("navigation").get_by_role("link", name="Giao Ban").click()
    await expect(page.locator("#title")).to_have_text("Giao Ban")
    yield page
    await context.close()


async def say(page: Page, words: str) -> None:
    """Type, and send."""
    await page.locator("#text").fill(words)
    await page.locator("#text").press("Enter")


def shown(page: Page, words: str) -> Locator:
    """The last message of the bot with these words."""
    return page.locator(".row:not(.mine)").filter(has_text=words).last


async def press(page: Page, words: str, button: str) -> None:
    """Tap a button under the message with these words."""
    await shown(page, words).get_by_role("button", name=button, exact=True).click()


@pytest.mark.long
async def test_an_admin_publishes_and_corrects_and_the_subscribers_message_changes(browser: Browser, demonstration: Any) -> None:
    address = demonstration.address
    async with person(browser, address, "Độc giả", DESK) as reader, person(browser, address, "Quản trị", PHONE) as admin:
        await say(reader, "/dangky tức thì nhiệm vụ")
        await expect(shown(reader, "Đã đăng ký.")).to_be_visible()

        await admin.locator("#file").set_input_files({"name": "giao-ban.txt", "mimeType": "text/plain", "buffer": ARTICLE.encode()})
        await press(admin, "Bản nháp 1", "Sửa ngày")
        await expect(shown(admin, "Anh/chị gõ ngày của sự kiện")).to_be_visible()
        await say(admin, "14/5/2023")
        await expect(shown(admin, "14/5/2023 (biên tập ghi)")).to_be_visible()
        assert await admin.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await press(admin, "14/5/2023 (biên tập ghi)", "Đăng")
        await expect(shown(admin, "Đã đăng thành bài 6.")).to_be_visible()
        digest = shown(reader, "báo cáo sơ kết")
        await expect(digest).to_contain_text("Phòng Kế hoạch")

        await say(admin, "/sua 6")
        await press(admin, "Bản sửa bài 6", "Nhiệm vụ")
        await press(admin, "Ai: Phòng Kế hoạch", "1")
        await press(admin, "📍 đoạn 2", "Ai làm")
        await expect(shown(admin, "Anh/chị gõ nội dung mới")).to_be_visible()
        await say(admin, "ghi chú: Phòng Tổng hợp")
        await press(admin, "Ai: Phòng Tổng hợp", "‹ Quay lại")
        await press(admin, "Bản sửa bài 6", "Đăng")

        await expect(shown(reader, "báo cáo sơ kết")).to_contain_text("Phòng Tổng hợp")
        await expect(reader.locator(".row:not(.mine)").filter(has_text="báo cáo sơ kết")).to_have_count(1)
