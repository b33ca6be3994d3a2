"""A draft that tells what an article tells already: the doubt first, then replace, link or keep both; and how readers see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox, serve_sandbox
from tests.briefings.test_stories import OTHER_PAPER, READ
from tests.e2e.conftest import JSON, Reader, button_data, buttons, serving, settings_for, url_in

LINES = READ["regional-briefing"].splitlines()
TEXT = "\n".join(LINES[:9])  # short enough to come in one message
CUT = "\n".join(line for number, line in enumerate(LINES[:8]) if number != 2)


@pytest.fixture
async def own_sandbox() -> AsyncIterator[Sandbox]:
    async with serve_sandbox(retry_seconds=0.05) as running:
        yield running


@pytest.fixture
async def owner(own_sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Reader]:
    reader = Reader(own_sandbox.client, await own_sandbox.client.new_user("Lan"))
    async with serving(settings_for(own_sandbox, url_in(tmp_path), "polling", owners=str(reader.id))):
        yield reader


async def _published(owner: Reader, text: str) -> JSON:
    return await owner.press(await owner.ask(text), "Đăng")


async def test_a_reprint_is_doubted_linked_and_told_once(owner: Reader) -> None:
    await _published(owner, TEXT)
    card = await owner.ask(CUT)
    assert "Giống bài 1 đến" in card["text"]
    assert "Đăng" not in buttons(card)

    told = await owner.press(card, next(label for label in buttons(card) if label.startswith("Gắn")))
    shown = await owner.press(told, "Xem bài")

    assert "Cũng đăng" in shown["text"]
    listed = await owner.ask("/baiviet")
    assert listed["text"].count("Giao ban công tác tổ chức xây dựng Đảng") == 1


async def test_a_draft_takes_the_place_of_an_article_under_its_number(owner: Reader) -> None:
    await _published(owner, CUT)
    card = await owner.ask(TEXT)
    told = await owner.press(card, next(label for label in buttons(card) if label.startswith("Thay")))

    shown = await owner.press(told, "Xem bài")

    assert "bài 1" in shown["text"]
    assert "Cũng đăng" in shown["text"]


async def test_both_are_kept_and_name_each_other_with_their_figures(owner: Reader) -> None:
    await _published(owner, TEXT)
    await _published(owner, OTHER_PAPER)

    shown = await owner.ask("/tomtat 1")

    assert "Cùng sự kiện" in shown["text"]
    assert "35 tổ chức đảng" in shown["text"]
    assert "36 tổ chức đảng" in shown["text"]
    assert "bài 2" in (await owner.press(shown, "Bài 2"))["text"]


async def test_the_reports_on_one_event_are_drawn_over_time(owner: Reader) -> None:
    await _published(owner, TEXT)
    await _published(owner, OTHER_PAPER)
    shown = await owner.ask("/tomtat 1")

    await owner.client.tap(shown, "Dòng thời gian")

    photo = await owner.client.wait_for(owner.id, lambda one: "photo" in one)
    assert "2 bài cùng sự kiện" in photo["caption"]
    assert "(bài 1)" in photo["caption"]
    assert "(bài 2)" in photo["caption"]


async def test_a_stranger_cannot_link_with_a_forged_button(owner: Reader, own_sandbox: Sandbox) -> None:
    await _published(owner, TEXT)
    card = await owner.ask(CUT)
    data = button_data(card, next(label for label in buttons(card) if label.startswith("Thay")))
    stranger = Reader(own_sandbox.client, await own_sandbox.client.new_user("Khách"))
    greeting = await stranger.ask("/batdau")

    await own_sandbox.client.forge(greeting, data)

    assert "Cũng đăng" not in (await stranger.ask("/tomtat 1"))["text"]
