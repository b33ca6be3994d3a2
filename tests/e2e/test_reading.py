"""Reading in a private chat: every command, paging in place, the source of every item, search by words."""

from __future__ import annotations

import pytest

from bot.app import COMMANDS
from bot.question import Command
from bot.sandbox.client import is_answer
from bot.sandbox.server import Sandbox
from tests.e2e.conftest import JSON, Reader, buttons

pytestmark = pytest.mark.asyncio(loop_scope="session")

SIGNS = {
    "batdau": "📋", "trogiup": "ℹ️", "baiviet": "📚", "tomtat": "📰", "chidao": "📣", "nhiemvu": "☑️", "vanban": "📄", "nguoi": "👤",
}  # fmt: skip


def first_line(message: JSON) -> str:
    return str(message["text"]).partition("\n")[0]


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.name in SIGNS], ids=lambda command: command.name)
async def test_a_command_and_its_alias_answer_alike(reader: Reader, command: Command) -> None:
    argument = {"chidao": " 5", "nhiemvu": " 5"}.get(command.name, "")
    answer, alias = await reader.ask(f"/{command.name}{argument}"), await reader.ask(f"/{command.alias}{argument}")
    assert answer["text"] == alias["text"]
    assert answer["text"].startswith(SIGNS[command.name])


@pytest.mark.parametrize(
    ("asked", "starts"),
    [
        ("/tomtat 1", "📰 Hội nghị <b>giao ban</b> & sơ kết “quý” 𝔸🗞 {{ 7 * 7 }}\n14/5/2023"),
        ("/nhiemvu 2024", "☑️ Nhiệm vụ · năm 2024 · 1–5/"),
        ("/chidao Tô Lâm", "📣 Chỉ đạo · Tô Lâm · 1–"),
        ("/vanban 18-NQ/TW", "📄 Nghị quyết số 18-NQ/TW\n25/10/2017 · "),
        ("/nguoi Tô Lâm", "👤 Người · Tô Lâm · 1"),
        ("/tim tinh gọn bộ máy", "🔎 Tìm · “tinh gọn bộ máy” · 1"),
        ("tinh gọn bộ máy", "🔎 Tìm · “tinh gọn bộ máy” · 1"),
        ("18-NQ/TW", "🔎 Tìm · "),
        ("/baiviet 2018", "📚 Bài viết · năm 2018 · 1/1\n"),
    ],
)
async def test_an_argument_narrows_what_is_shown(reader: Reader, asked: str, starts: str) -> None:
    assert (await reader.ask(asked))["text"].startswith(starts)


async def test_pages_turn_in_place_and_back(reader: Reader) -> None:
    first = await reader.ask("/nhiemvu 2024")
    second = await reader.press(first, "Sau ›")
    assert second["message_id"] == first["message_id"]
    assert "· 6–10/" in first_line(second)
    again = await reader.press(second, "‹ Trước")
    assert again["text"] == first["text"]
    assert again["reply_markup"] == first["reply_markup"]


async def test_where_one_is_in_a_list_is_said_on_a_tap(reader: Reader) -> None:
    first = await reader.ask("/nhiemvu 2024")
    pages = next(label for label in buttons(first) if label.startswith("1/"))
    assert (await reader.client.tap(first, pages))["text"] == f"Đang ở trang {pages}."


async def test_the_source_of_every_item_is_one_tap_away(reader: Reader) -> None:
    listed = await reader.ask("/chidao 2024")
    for number in range(1, 6):
        shown = await reader.press(listed, str(number))
        assert shown["text"].startswith("📍 Đoạn ")
        assert shown["message_id"] == listed["message_id"]
        listed = await reader.press(shown, "‹ Quay lại")
        assert "1–5/" in first_line(listed)


async def test_the_quoted_passage_is_bold_in_its_paragraph(reader: Reader) -> None:
    listed = await reader.ask("/nhiemvu 2024")
    shown = await reader.press(listed, "1")
    bold = [entity for entity in shown["entities"] if entity["type"] == "bold"][-1]
    units = shown["text"].encode("utf-16-le")
    quoted = units[2 * bold["offset"] : 2 * (bold["offset"] + bold["length"])].decode("utf-16-le")
    assert quoted[:100] in listed["text"]


async def test_the_full_text_pages_through_the_article(reader: Reader) -> None:
    shown = await reader.press(await reader.ask("/tomtat"), "Toàn văn")
    seen = [shown["text"]]
    while "Sau ›" in buttons(shown):
        shown = await reader.press(shown, "Sau ›")
        seen.append(shown["text"])
    assert len(seen) > 1
    assert f"trang {len(seen)}/{len(seen)}" in seen[-1]
    assert "Tóm tắt" in buttons(shown)


async def test_a_document_number_is_copied_by_a_tap(reader: Reader) -> None:
    card = await reader.ask("/vanban 18-NQ/TW")
    assert (await reader.client.tap(card, "⧉ 18-NQ/TW"))["copy_text"] == {"text": "18-NQ/TW"}
    code = [entity for entity in card["entities"] if entity["type"] == "code"]
    assert code


async def test_from_a_document_in_a_list_to_its_card_and_back(reader: Reader) -> None:
    listed = await reader.ask("/vanban 2024")
    paragraph = await reader.press(listed, "1")
    assert paragraph["text"].startswith("📍")
    card = await reader.press(paragraph, "Xem văn bản này")
    assert card["text"].startswith("📄")
    mention = await reader.press(card, "1")
    assert (await reader.press(mention, "‹ Quay lại"))["text"] == card["text"]


async def test_from_a_person_to_what_that_person_said(reader: Reader) -> None:
    said = await reader.press(await reader.ask("/nguoi Tô Lâm"), "Chỉ đạo liên quan")
    assert said["text"].startswith("📣 Chỉ đạo · Tô Lâm · 1–")


async def test_an_article_without_directives_offers_those_of_others(reader: Reader) -> None:
    answer = await reader.ask("/chidao 6")
    assert answer["text"].startswith("Bài 6 không nêu chỉ đạo nào: ")
    listed = await reader.press(answer, "5 · ")
    assert listed["text"].startswith("📣 Chỉ đạo · bài 5 · ")


async def test_a_long_quotation_is_folded(reader: Reader) -> None:
    answers = [await reader.ask(f"/chidao {article}") for article in range(2, 7)]
    folded = [entity for answer in answers for entity in answer.get("entities", []) if entity["type"] == "expandable_blockquote"]
    assert folded


async def test_markup_in_an_article_is_shown_as_it_stands(reader: Reader) -> None:
    told = (await reader.press(await reader.ask("/tomtat 1"), "Toàn văn"))["text"]
    for words in ("<script>alert(1)</script> & cộng sự \u202eđảo ngược", "<i>Kế hoạch</i> & Tổng hợp", "1 < 2 && 3 > 2"):
        assert words in told


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("thuế đất đai phi nông nghiệp", "Chưa có bài nào nói về “thuế đất đai phi nông nghiệp”."),
        ("/chidao Nguyễn Không Ai", "Chưa thấy chỉ đạo nào ứng với “Nguyễn Không Ai”."),
        ("/nhiemvu 1990", "Chưa thấy nhiệm vụ nào ứng với năm 1990."),
        ("/vanban 999-QĐ/XX", "Chưa có bài nào nhắc đến văn bản 999-QĐ/XX."),
        ("/tomtat 99", "Không có bài 99 trong kho."),
        ("/tim", "Anh/chị muốn tìm gì?"),
        ("/tomtatt 3", "Không có lệnh /tomtatt. Có phải anh/chị muốn dùng /tomtat?"),
        ("/tómtắt 3", "Không có lệnh /tómtắt. Có phải anh/chị muốn dùng /tomtat?"),
        ("/xyzzy", "Không có lệnh /xyzzy."),
    ],
)
async def test_what_finds_nothing_is_answered_with_an_example_and_ways_on(reader: Reader, asked: str, said: str) -> None:
    answer = await reader.ask(asked)
    assert answer["text"].startswith(said)
    assert buttons(answer)


async def test_a_missing_article_offers_the_recent_ones(reader: Reader) -> None:
    answer = await reader.ask("/tomtat 99")
    card = await reader.press(answer, buttons(answer)[0])
    assert card["text"].startswith("📰")


async def test_a_photo_or_a_file_is_not_met_with_silence(reader: Reader) -> None:
    await reader.client.upload(reader.id, reader.id, "anh.jpg", b"\xff\xd8\xff", mime="image/jpeg")
    answer = await reader.client.wait_for(reader.id, is_answer)
    assert answer["text"].startswith("Tin này không có chữ để trả lời.")


async def test_many_questions_at_once_are_answered_in_order(reader: Reader) -> None:
    for number in (1, 2, 3, 4, 5, 6):
        await reader.client.send(reader.id, reader.id, f"/tomtat {number}")
    await reader.client.wait_for(reader.id, lambda message: is_answer(message) and "bài 6" in message["text"])
    told = [message["text"] for message in await reader.client.transcript(reader.id) if is_answer(message)]
    assert [f"bài {number}" in text for number, text in zip(range(1, 7), told, strict=True)] == [True] * 6


async def test_the_command_menu_is_in_the_persons_language(bot: Sandbox, reader: Reader, english_reader: Reader) -> None:
    vi = (await bot.client.get("commands", user=reader.id, chat=reader.id))["commands"]
    en = (await bot.client.get("commands", user=english_reader.id, chat=english_reader.id))["commands"]
    assert [item["command"] for item in vi] == [command.name for command in COMMANDS]
    assert [item["command"] for item in en] == [command.alias for command in COMMANDS]
