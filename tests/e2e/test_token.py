"""The token is in nothing that a whole run leaves behind: what it logs when things break, what it says, what it exports, what it keeps."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.config import PREFIX
from bot.sandbox.server import Sandbox
from tests.e2e.conftest import Reader, url_in
from tests.e2e.test_loading import ARTICLE, own_sandbox  # noqa: F401 - a fixture

_BOT = "from bot.app import run; from bot.config import load_settings; run(load_settings())"
FAULTS = (("getUpdates", "drop"), ("getFile", "status"), ("sendMessage", "drop"))


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[list[str]]:
    """The bot in a process of its own, told to stop at the block's end; then the list holds all that it wrote."""
    told = {**os.environ, **{PREFIX + name: value for name, value in settings.items()}}
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _BOT, env=told, cwd=folder, stdout=PIPE, stderr=STDOUT)
    said: list[str] = []
    try:
        yield said
    finally:
        process.terminate()
        said.append((await process.communicate())[0].decode())


def kept_in(folder: Path) -> list[bytes]:
    """What is in the files there: the database, and what belongs to it."""
    return [path.read_bytes() for path in folder.iterdir() if path.is_file()]


async def work(owner: Reader) -> None:
    """Load in words, publish, take everything along; with each kind of trouble once, a file that cannot be fetched and one that can."""
    client = owner.client
    for method, kind in FAULTS:
        await client.fault(kind, method=method, times=1)
    await client.upload(owner.id, owner.id, "mot.txt", ARTICLE.encode())
    await client.upload(owner.id, owner.id, "hai.txt", ARTICLE.encode())
    card = await client.wait_for(owner.id, lambda message: "Bản nháp 1" in message.get("text", ""))
    await owner.press(card, "Đăng")
    await owner.ask("/nhatky csv")
    await client.wait_for(owner.id, lambda message: "document" in message and message["from"]["is_bot"])
    await owner.ask("/tomtat 1")


@pytest.mark.long
async def test_the_token_is_in_nothing_that_a_whole_run_leaves_behind(own_sandbox: Sandbox, tmp_path: Path) -> None:  # noqa: F811
    client, token = own_sandbox.client, own_sandbox.token
    owner = Reader(client, await client.new_user("Lan"))
    settings = {"TOKEN": token, "TELEGRAM_API_URL": own_sandbox.base_url, "DATABASE_URL": url_in(tmp_path), "OWNERS": str(owner.id)}
    async with running(tmp_path, **settings) as said:
        await work(owner)
    transcript = await client.transcript(owner.id)
    files = [await client.download(message["document"]["file_id"]) for message in transcript if "document" in message]
    kept = kept_in(tmp_path)
    left = [said[0].encode(), json.dumps(transcript).encode(), *files, *kept]
    for word in ("[error", "Traceback", "Internal Server Error", "Server disconnected"):  # it did break, and was logged
        assert word in said[0]
    assert len(files) == 3
    assert kept
    assert [text for text in left if token.encode() in text or token.partition(":")[2].encode() in text] == []
