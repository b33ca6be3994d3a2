"""What a soak came to: the ledger of the bot and the transcripts of the sandbox in; what was lost and what came twice out."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.sandbox.client import SandboxClient, is_answer

DRAINED = 180.0  # seconds for what is still to be sent when everybody has gone
QUIET = 15  # seconds without anything to be sent
LEFT = "SELECT count(*) FROM outgoing WHERE state IN ('pending', 'sending')"
SENT = "SELECT chat_id, message_id, state FROM outgoing WHERE edits IS NULL"
DIGEST = "🗞"


@dataclass(frozen=True)
class Verdict:
    """`published`: articles; `digests`: messages that the ledger says were sent; `lost`: of these not in their chat, or never sent;

    `never_came`: digests that a chat was due and that the ledger knows nothing of; `repeated`: messages that came once more.
    """

    published: int
    digests: int
    lost: int
    never_came: int
    repeated: int

    def figures(self) -> dict[str, Any]:
        """For the report."""
        return asdict(self)


def asked(database: Path, question: str) -> list[tuple[Any, ...]]:
    """Rows of the bot's database."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


async def judge(client: SandboxClient, database: Path, at_once: list[int], at_their_minute: list[int], markers: list[str]) -> Verdict:
    """Wait until nothing is left to be sent, and compare."""
    until, quiet = time.monotonic() + DRAINED, 0
    while quiet < QUIET and time.monotonic() < until:  # what was published last is planned within seconds
        quiet = quiet + 1 if asked(database, LEFT) == [(0,)] else 0
        await asyncio.sleep(1)
    titles = {str(title) for (title,) in asked(database, "SELECT title FROM article")}
    published = [marker for marker in markers if marker in titles]
    came = {chat: await _digests(client, chat) for chat in at_once + at_their_minute}
    sent = [(chat, number, state) for chat, number, state in asked(database, SENT) if chat in came]
    there = {chat: await _numbers(client, chat) for chat in came}  # a long digest goes on in messages that begin otherwise
    lost = sum(state != "sent" or number not in there[chat] for chat, number, state in sent)
    known = {(chat, number) for chat, number, _ in sent}
    repeated = sum((chat, number) not in known for chat, numbers in came.items() for number in numbers)
    told = {chat: "\n".join(came[chat].values()) for chat in came}
    missing = sum(marker not in told[chat] for chat in at_once for marker in published)
    without = sum(not came[chat] for chat in at_their_minute)
    return Verdict(len(published), len(sent), lost, missing + without, repeated)


async def _numbers(client: SandboxClient, chat: int) -> set[int]:
    return {message["message_id"] for message in await client.transcript(chat) if is_answer(message)}


async def _digests(client: SandboxClient, chat: int) -> dict[int, str]:
    """The digests in a chat, by number."""
    messages = await client.transcript(chat)
    return {message["message_id"]: message["text"] for message in messages if is_answer(message) and message["text"].startswith(DIGEST)}
