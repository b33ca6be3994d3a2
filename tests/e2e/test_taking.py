"""Taking along, over HTTP: the buttons [Xuất] and /xuat in private chats, groups and threads; other chats are served meanwhile."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from bot.sandbox.client import is_answer
from bot.sandbox.server import Sandbox
from bot.sandbox.world import ADMIN_ID
from tests.e2e.conftest import JSON, Reader, buttons

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def file_after(reader: Reader, before: JSON, bot: Sandbox) -> tuple[JSON, bytes]:
    """The next file in the chat, and its bytes."""
    message = await reader.client.wait_for(
        before["chat"]["id"], lambda one: is_answer(one) and "document" in one and one["message_id"] > before["message_id"]
    )
    return message, bot.world.files[message["document"]["file_id"]].data


async def test_the_list_on_the_screen_is_taken_along_with_its_filters(bot: Sandbox, reader: Reader) -> None:
    listed = await reader.ask("/nhiemvu Tô Lâm 2024")
    offered = await reader.press(listed, "Xuất")
    assert offered["message_id"] == listed["message_id"]
    assert offered["text"].startswith("📤 Xuất · Nhiệm vụ · Tô Lâm · năm 2024")
    await reader.client.tap(offered, "CSV")
    message, data = await file_after(reader, listed, bot)
    assert message["document"]["file_name"].startswith("nhiem-vu-to-lam-nam-2024-")
    assert message["caption"] == "📤 Nhiệm vụ · Tô Lâm · năm 2024"
    total = int(listed["text"].partition("\n")[0].rpartition("/")[2])
    assert len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))) == total + 1
    back = await reader.press(offered, "‹ Quay lại")
    assert back["text"] == listed["text"]


async def test_the_way_back_leads_to_the_page_one_came_from(reader: Reader) -> None:
    second = await reader.press(await reader.ask("/nhiemvu 2024"), "Sau ›")
    offered = await reader.press(second, "Xuất")
    assert (await reader.press(offered, "‹ Quay lại"))["text"] == second["text"]


@pytest.mark.parametrize(("label", "begins"), [
    ("Word (thể thức Nhà nước)", b"PK"), ("Word (thể thức Đảng)", b"PK"), ("Excel", b"PK"), ("Lịch (.ics)", b"BEGIN:VCALENDAR"),
    ("CSV", b"\xef\xbb\xbf"), ("JSON", b"{"),
])  # fmt: skip
async def test_every_form_arrives(bot: Sandbox, reader: Reader, label: str, begins: bytes) -> None:
    offered = await reader.press(await reader.ask("/nhiemvu 2018"), "Xuất")
    await reader.client.tap(offered, label)
    _, data = await file_after(reader, offered, bot)
    assert data.startswith(begins)


async def test_one_line_is_enough(bot: Sandbox, reader: Reader) -> None:
    asked = await reader.client.send(reader.id, reader.id, "/xuat nhiemvu 2024 excel")
    message, data = await file_after(reader, asked, bot)
    assert message["document"]["file_name"].endswith(".xlsx")
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Nhiệm vụ"]


async def test_without_words_it_is_what_was_shown_last(bot: Sandbox, reader: Reader) -> None:
    assert (await reader.ask("/xuat"))["text"].startswith("📤 Xuất\nAnh/chị mở một danh sách")
    await reader.ask("/chidao Tô Lâm")
    assert (await reader.ask("/xuat"))["text"].startswith("📤 Xuất · Chỉ đạo · Tô Lâm")
    card = await reader.ask("/vanban 18-NQ/TW")
    asked = await reader.client.send(reader.id, reader.id, "/xuat word")
    message, _ = await file_after(reader, asked, bot)
    assert message["document"]["file_name"].startswith("van-ban-18-nq-tw-")
    assert (await reader.press(card, "Xuất"))["text"].startswith("📤 Xuất · Văn bản · 18-NQ/TW")


async def test_the_card_of_an_article_is_taken_along(bot: Sandbox, reader: Reader) -> None:
    offered = await reader.press(await reader.ask("/tomtat 4"), "Xuất")
    await reader.client.tap(offered, "Excel")
    _, data = await file_after(reader, offered, bot)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames[:2] == ["Chỉ đạo", "Nhiệm vụ"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("/xuat thời tiết", "Chưa hiểu “thời tiết”."),
        ("/xuat nhiemvu 1990 excel", "Không có gì để xuất: Nhiệm vụ · năm 1990."),
        ("/xuat nguoi 2 ics", "Trong Người · bài 2 không có nhiệm vụ nào có hạn"),
    ],
)
async def test_what_cannot_be_taken_along_is_said(reader: Reader, asked: str, said: str) -> None:
    answer = await reader.ask(asked)
    assert answer["text"].startswith(said)
    assert buttons(answer)


async def test_english_readers_get_english_headings(bot: Sandbox, english_reader: Reader) -> None:
    asked = await english_reader.client.send(english_reader.id, english_reader.id, "/export tasks 2024 csv")
    message, data = await file_after(english_reader, asked, bot)
    assert data.decode("utf-8-sig").startswith("Task,Who,Due (as printed),")
    assert message["document"]["file_name"].startswith("tasks-2024-")


async def test_in_a_group_the_file_answers_the_question_and_stays_in_its_thread(bot: Sandbox, reader: Reader) -> None:
    made = await bot.client.post(
        "chats", kind="forum", title="Ban Tổ chức", members=[ADMIN_ID, reader.id, bot.world.bot.id], threads=["Giao việc"]
    )
    forum, thread = made["chat"], made["threads"]["Giao việc"]
    asked = await bot.client.send(reader.id, forum, "/xuat@giaoban_bot nhiemvu 2024 csv", thread=thread)
    message, _ = await file_after(reader, asked, bot)
    assert message["reply_to_message"]["message_id"] == asked["message_id"]
    assert message["message_thread_id"] == thread


async def test_a_forged_form_or_card_is_refused(reader: Reader) -> None:
    listed = await reader.ask("/nhiemvu 2024")
    for data in ("file:exe:1", "take:tasks:1", "take:documents:99999", "file:csv:99999", "export:99999:0"):
        answer = await reader.client.forge(listed, data)
        assert answer["show_alert"], data


async def test_the_tasks_that_a_chat_took_over_are_taken_along_with_their_state(bot: Sandbox, reader: Reader) -> None:
    picked = await reader.press(await reader.ask("/nhiemvu 2024"), "Nhận việc")
    await reader.press(picked, "1")
    listed = await reader.ask("/nhiemvu đã nhận")
    offered = await reader.press(listed, "Xuất")
    assert offered["text"].startswith("📤 Xuất · Việc đã nhận · Đang theo")
    await reader.client.tap(offered, "CSV")
    _, data = await file_after(reader, offered, bot)
    head, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert [line[head.index("Trạng thái")] for line in lines] == ["Chưa làm"]
    assert (await reader.press(offered, "‹ Quay lại"))["text"] == listed["text"]
