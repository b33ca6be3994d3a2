"""What updates tell of where the bot may write: an update in; the chat closed, opened again or under its new number in the store out.

core.telegram.org/bots/api#chatmemberupdated (blocked, kicked, let in again), /bots/api#message (`migrate_to_chat_id`). A sender finds out
too, but only when it is refused.
"""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Update
from telegram.constants import ChatMemberStatus

from briefings.store.ledger import Ledger

OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
OPENING = ("/start", "/batdau")


async def note_presence(update: Update, ledger: Ledger) -> None:
    """Keep in mind what `update` tells of its chat. Raises StoreError."""
    message, change = update.effective_message, update.my_chat_member
    if change and change.new_chat_member.status in OUT:
        await ledger.close(change.chat.id, f"the bot is {change.new_chat_member.status}", datetime.now(UTC))
    elif change:
        await ledger.reopen(change.chat.id)
    elif message and message.migrate_to_chat_id:
        await ledger.move(message.chat.id, message.migrate_to_chat_id)
    elif message and (message.text or "").lower().startswith(OPENING):
        await ledger.reopen(message.chat.id)
