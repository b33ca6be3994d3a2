"""The sandbox's chat page in a real browser: the bot is played by plain calls, a person by clicks and keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from bot.sandbox.client import NO_TLS
from bot.sandbox.people import furnish
from bot.sandbox.server import Sandbox, serve_sandbox
from bot.sandbox.world import ADMIN_ID, READER_ID

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
DESK: ViewportSize = {"width": 1200, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
KEYBOARD = {"inline_keyboard": [[{"text": "Theo dõi", "callback_data": "f:5"}, {"text": "Xem", "callback_data": "x"}]]}
QUOTE = "<b>Nghị quyết</b> <code>18-NQ/TW</code>\n<blockquote expandable>" + "câu dài " * 60 + "</blockquote><tg-spoiler>kín</tg-spoiler>"


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with serve_sandbox() as running:
        furnish(running.world)
        running.world.chats[READER_ID].started = True
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=DESK, locale="vi-VN", color_scheme="light")
    opened = await context.new_page()
    await opened.goto(f"{sandbox.base_url}/#{READER_ID}")
    await expect(opened.locator("#title")).to_have_text("Giao Ban")
    yield opened
    await context.close()


async def call(sandbox: Sandbox, method: str, **fields: Any) -> Any:
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        answer = await http.post(f"{sandbox.base_url}/bot{sandbox.token}/{method}", json=fields)
    assert answer.json()["ok"], answer.text
    return answer.json()["result"]


async def test_what_the_bot_sends_appears_with_its_formatting(page: Page, sandbox: Sandbox) -> None:
    await call(sandbox, "sendMessage", chat_id=READER_ID, text=QUOTE, parse_mode="HTML", reply_markup=KEYBOARD)
    await expect(page.locator(".bubble strong")).to_have_text("Nghị quyết")
    await expect(page.locator(".bubble code")).to_have_text("18-NQ/TW")
    await expect(page.get_by_role("button", name="Theo dõi")).to_be_visible()
    quote = page.locator("blockquote.long")
    closed = await quote.bounding_box()
    await quote.click()
    opened = await quote.bounding_box()
    assert closed
    assert opened
    assert opened["height"] > 2 * closed["height"]
    await page.locator(".spoiler").press("Enter")
    await expect(page.locator(".spoiler")).to_have_class("spoiler shown")


async def test_an_edit_replaces_the_bubble_and_leaves_others_open(page: Page, sandbox: Sandbox) -> None:
    await call(sandbox, "sendMessage", chat_id=READER_ID, text=QUOTE, parse_mode="HTML")
    second = await call(sandbox, "sendMessage", chat_id=READER_ID, text="trang 1", reply_markup=KEYBOARD)
    await page.locator("blockquote.long").click()
    await call(sandbox, "editMessageText", chat_id=READER_ID, message_id=second["message_id"], text="trang 2")
    await expect(page.locator(".row").nth(1)).to_contain_text("trang 2")
    await expect(page.locator(".keys")).to_have_count(0)
    await expect(page.locator("blockquote.long")).to_have_class("long shown")


async def test_text_never_becomes_markup(page: Page, sandbox: Sandbox) -> None:
    evil = "<img src=x onerror=\"document.title='hỏng'\"><b>a</b>"
    await call(sandbox, "sendMessage", chat_id=READER_ID, text=evil)
    await call(
        sandbox,
        "sendMessage",
        chat_id=READER_ID,
        text="bấm",
        entities=[{"type": "text_link", "offset": 0, "length": 3, "url": "javascript:alert(1)"}],
    )
    await expect(page.locator(".text").first).to_have_text(evil)
    await expect(page.locator(".text").nth(1)).to_have_text("bấm")
    assert await page.locator(".bubble img, .bubble a").count() == 0


async def test_a_slash_opens_the_commands_and_enter_sends_one(page: Page, sandbox: Sandbox) -> None:
    commands = [{"command": "tomtat", "description": "Tóm tắt"}, {"command": "tim", "description": "Tìm"}]
    await call(sandbox, "setMyCommands", commands=commands, language_code="vi")
    await page.reload()
    await expect(page.locator("#title")).to_have_text("Giao Ban")
    await page.locator("#text").press_sequentially("/t")
    await expect(page.locator("#commands li")).to_have_text(["/tomtatTóm tắt", "/timTìm"])
    await page.locator("#text").press("ArrowDown")
    await page.locator("#text").press("Enter")
    update = (await call(sandbox, "getUpdates", timeout=10))[0]
    assert update["message"]["text"] == "/tim"
    assert update["message"]["entities"][0]["type"] == "bot_command"
    await expect(page.locator(".row.mine")).to_contain_text("/tim")
    await expect(page.locator("#commands")).to_be_hidden()


async def test_a_tap_reaches_the_bot_and_its_answer_is_shown(page: Page, sandbox: Sandbox) -> None:
    await call(sandbox, "sendMessage", chat_id=READER_ID, text="a", reply_markup=KEYBOARD)
    await page.get_by_role("button", name="Theo dõi").click()
    query = (await call(sandbox, "getUpdates", timeout=10))[0]["callback_query"]
    await call(sandbox, "answerCallbackQuery", callback_query_id=query["id"], text="Đã theo dõi")
    await expect(page.get_by_role("status")).to_have_text("Đã theo dõi")
    await page.get_by_role("button", name="Xem").click()
    query = (await call(sandbox, "getUpdates", timeout=10, offset=-1))[0]["callback_query"]
    await call(sandbox, "answerCallbackQuery", callback_query_id=query["id"], text="Chỉ quản trị được xem", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("Chỉ quản trị được xem")


async def test_what_is_found_inline_is_put_into_the_chat_and_its_link_opens_the_bot(page: Page, sandbox: Sandbox) -> None:
    await page.locator("#chats a", has_text="Văn phòng").click()
    await page.locator("#text").press_sequentially("@giaoban_bot 18")
    query = (await call(sandbox, "getUpdates", timeout=10))[0]["inline_query"]
    content = {"message_text": '<a href="https://t.me/giaoban_bot?start=a-3">bài 3</a>', "parse_mode": "HTML"}
    result = {"type": "article", "id": "1", "title": "Nghị quyết", "description": "2017", "input_message_content": content}
    await call(sandbox, "answerInlineQuery", inline_query_id=query["id"], results=[result])
    await page.locator("#commands li", has_text="Nghị quyết").click()
    await page.locator(".row.mine").get_by_text("bài 3").click()
    await expect(page.locator("#title")).to_have_text("Giao Ban")
    await expect(page.locator(".row.mine").last).to_contain_text("/start a-3")


async def test_typing_is_shown(page: Page, sandbox: Sandbox) -> None:
    await call(sandbox, "sendChatAction", chat_id=READER_ID, action="typing")
    await expect(page.locator("#subtitle")).to_have_text("đang soạn tin…")
    await call(sandbox, "sendMessage", chat_id=READER_ID, text="xong")
    await expect(page.locator("#subtitle")).to_have_text("bot")


async def test_a_file_is_uploaded_and_stands_in_the_chat(page: Page, sandbox: Sandbox) -> None:
    content = "Hội nghị".encode()
    await page.locator("#file").set_input_files({"name": "bài báo.txt", "mimeType": "text/plain", "buffer": content})
    message = (await call(sandbox, "getUpdates", timeout=10))[0]["message"]
    assert message["document"]["file_name"] == "bài báo.txt"
    assert sandbox.world.files[message["document"]["file_id"]].data == content
    await expect(page.locator(".document")).to_contain_text("bài báo.txt")


async def test_one_switch_says_who_i_am(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_text("Quản trị").click()
    await page.locator("#chats a", has_text="Giao Ban").click()
    await page.get_by_role("button", name="Bắt đầu").click()
    message = (await call(sandbox, "getUpdates", timeout=10))[0]["message"]
    assert (message["from"]["id"], message["text"]) == (ADMIN_ID, "/start")


async def test_a_forum_has_its_threads(page: Page, sandbox: Sandbox) -> None:
    await page.locator("#chats a", has_text="Ban Tổ chức").click()
    await page.get_by_role("tab", name="Giao việc").click()
    await page.locator("#text").fill("/tomtat")
    await page.get_by_role("button", name="Gửi", exact=True).click()
    message = (await call(sandbox, "getUpdates", timeout=10))[0]["message"]
    assert sandbox.world.chats[message["chat"]["id"]].threads[message["message_thread_id"]] == "Giao việc"
    await page.get_by_role("tab", name="Chung").click()
    await expect(page.locator(".row")).to_have_count(0)


async def test_on_a_phone_the_list_and_the_conversation_take_turns(page: Page) -> None:
    await page.set_viewport_size(PHONE)
    await expect(page.locator("aside")).to_be_hidden()
    await page.get_by_role("link", name="Về danh sách").click()
    await expect(page.locator("#conversation")).to_be_hidden()
    await page.locator("#chats a", has_text="Văn phòng").click()
    await expect(page.locator("#title")).to_have_text("Văn phòng")
    await page.go_back()
    await expect(page.locator("#chats")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


async def test_light_and_dark_follow_the_system_until_somebody_chooses(page: Page) -> None:
    light = await page.locator("aside").evaluate("node => getComputedStyle(node).backgroundColor")
    await page.emulate_media(color_scheme="dark")
    dark = await page.locator("aside").evaluate("node => getComputedStyle(node).backgroundColor")
    await page.get_by_role("button", name="Đổi nền").click()
    chosen = await page.locator("aside").evaluate("node => getComputedStyle(node).backgroundColor")
    assert light != dark
    assert chosen == light


async def test_the_page_stays_a_small_thing() -> None:
    from bot.sandbox.server import PAGE

    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in PAGE.iterdir()) < 600
