"""What updates tell of a chat, and whether the ledger then lets messages go there."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.delivery.presence import note_presence
from briefings.store.tables_outgoing import State

from .conftest import Office, parcel

CHAT, GROUP, MOVED = 55, -55, -1055
PERSON = {"id": CHAT, "is_bot": False, "first_name": "Lan"}
BOT = {"id": 7, "is_bot": True, "first_name": "Giao Ban"}


def became(status: str) -> dict[str, Any]:
    """The bot's place in a private chat changed."""
    until = {"until_date": 0} if status == "kicked" else {}
    change = {"old_chat_member": {"user": BOT, "status": "left"}, "new_chat_member": {"user": BOT, "status": status, **until}}
    return {"my_chat_member": {"chat": {"id": CHAT, "type": "private"}, "from": PERSON, "date": 0, **change}}


def said(text: str) -> dict[str, Any]:
    """Somebody wrote to the bot."""
    return {"message": {"message_id": 1, "date": 0, "chat": {"id": CHAT, "type": "private"}, "from": PERSON, "text": text}}


async def note(office: Office, told: dict[str, Any]) -> None:
    update = Update.de_json({"update_id": 1, **told}, None)
    assert update
    await note_presence(update, office.store.ledger)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([became("kicked")], State.CANCELLED),
        ([became("kicked"), became("member")], State.PENDING),
        ([became("kicked"), said("/start")], State.PENDING),
        ([became("kicked"), said("xin chào")], State.CANCELLED),
    ],
)
async def test_a_chat_is_open_as_its_last_update_says(office: Office, told: list[dict[str, Any]], state: State) -> None:
    for update in told:
        await note(office, update)
    await office.put(parcel(CHAT, "một", key="after"))
    assert await office.states("after") == [state]


async def test_a_group_that_moved_takes_its_messages_along(office: Office) -> None:
    await office.put(parcel(GROUP, "một"))
    moved = {"message_id": 1, "date": 0, "chat": {"id": GROUP, "type": "group", "title": "Tổ"}, "migrate_to_chat_id": MOVED}
    await note(office, {"message": moved})
    assert [head.chat_id for head in await office.store.ledger.heads(office.sender.now(), 9)] == [MOVED]
