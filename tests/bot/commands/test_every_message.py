"""Everything that can be reached from any command, tap by tap, is a message that Telegram takes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.sandbox.entities import MAX_ENTITIES, formatted
from briefings.rendering.messages import TEXT_LIMIT, Message, shown, units
from briefings.rendering.texts import LANGUAGES
from briefings.store.store import Store
from tests.bot.commands.conftest import NAMES, Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")

ARGUMENTS = (
    *("", "1", "2", "3", "4", "5", "99", "2024", "2018", "tháng 11-2018", "quý 3/2024", "6 tháng đầu năm 2024", "16/12/2024", "1990"),
    *("18-NQ/TW", "Nghị quyết số 18", "999-XX/YY", "Tô Lâm", "Lê Minh Hưng 2024", "tinh gọn bộ máy", '"tinh gọn"', "thuế đất", "x" * 4000),
    *("<b>&amp;</b>", "{{ 7 * 7 }}", "'; DROP TABLE article; --", "\u202eđảo", "🗞" * 200, "%", '"', "*", "-", "NEAR("),
    *("a" + "\u0301" * 300,),
)
PICTURES = ("thongke",)  # what it sends is looked at elsewhere
DRAWN = {f"c:{command}" for command in PICTURES}
# a notice; the language, which only a chat has; files, slow to make; what is removed; and what each makes more: subscriptions, tasks,
# what is followed
LEADS_ELSEWHERE = frozenset({"n", "l", "y", "u", "file", "chart", "data", "adopt", "state", "mine", "say", "follow", "leave"})


def check(message: Message, where: str) -> None:
    """TDLib parses it, shows what we think it shows, and Telegram takes its length, its entities and its buttons."""
    read = formatted(message.html, "HTML")
    assert " ".join(read.text.split()) == " ".join(shown(message.html).split()), where
    assert units(read.text) <= TEXT_LIMIT, where
    assert len(read.entities) < MAX_ENTITIES, where
    assert sum(map(len, message.keyboard)) <= 100, where
    assert all(0 < len(row) <= 8 for row in message.keyboard), where
    assert all(button.text.strip() and units(button.text) <= 100 for row in message.keyboard for button in row), where


def leads(message: Message) -> list[str]:
    carried = [button.data for row in message.keyboard for button in row if button.data and button.data not in DRAWN]
    return [data for data in carried if data.partition(":")[0] not in LEADS_ELSEWHERE]


async def crawl(desk: Desk, todo: list[tuple[str, Message]]) -> dict[str, Message]:
    """Every message reachable from those in `todo`, by the data that leads to it."""
    seen: dict[str, Message] = {}
    while todo:
        where, message = todo.pop()
        check(message, where)
        for data in leads(message):
            if data not in seen:
                seen[data] = await desk.tap(data)
                todo.append((f"{where} → {data}"[-200:], seen[data]))
    return seen


async def ask_all(desk: Desk, arguments: Sequence[str]) -> list[tuple[str, Message]]:
    asked = [f"/{command} {argument}" for command, _ in NAMES if command not in PICTURES for argument in arguments]
    return [(text, await desk.ask(text)) for text in asked]


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_message_of_every_command_is_one_telegram_takes(stocked: Store, language: str) -> None:
    desk = Desk(stocked, language)
    seen = await crawl(desk, await ask_all(desk, ARGUMENTS))
    assert {data.partition(":")[0] for data in seen} >= {*"atkvsbmdcgfq", "pick", "export", "take"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_empty_store_answers_every_command(language: str) -> None:
    store = await Store.open("sqlite+aiosqlite:///:memory:")
    desk = Desk(store, language)
    asked = await ask_all(desk, ("", "3", "2024", "18-NQ/TW", "Tô Lâm"))
    await crawl(desk, asked)
    await store.close()
    assert all(message.keyboard for _, message in asked)
