"""What is fuzzed: bytes that somebody made up in; nothing out, or an error that names what does not hold.

parse: whatever is read stands in the text, and reading what was stored gives the same. sources: bytes give articles or a refusal.
commands: whatever is typed is answered with a message that Telegram takes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from bot.sandbox.entities import CONTROL
from briefings.errors import BriefingError, UnreadableInput
from briefings.following import read_held
from briefings.parse import parse
from briefings.rendering.links import read_payload
from briefings.report import report
from briefings.sources import read_all
from briefings.store.store import Store
from briefings.subscription import read_filters, read_order
from tests.bot.commands.conftest import ANSWERS, TODAY, Desk
from tests.bot.commands.test_every_message import check
from tests.briefings.sources.twins import as_docx
from tests.conftest import seeds_read
from tests.fuzz.corpus import NUMBERING, WORD
from tests.property.test_reading import misquoted

_PLAIN_READERS = (read_order, read_filters, read_payload, lambda typed: read_held(typed, TODAY))
_SLOW = ("thongke", "stats", "xuat", "export")  # pictures and files; what they are asked is read as for the others
_CHANGING = ("dangky", "subscribe", "theodoi", "follow", "huydangky", "unsubscribe", "xoadulieu", "forgetme", "caidat", "settings")


def read_text(data: bytes) -> None:
    """An article as it is pasted."""
    briefing = parse(data.decode("utf-8", "replace"))
    json.dumps(report(briefing), ensure_ascii=False).encode()
    if wrong := misquoted(briefing):
        raise AssertionError(f"not in the text: {wrong[0]}")
    if parse(briefing.article.text) != briefing:
        raise AssertionError("read otherwise once it was stored")


def read_source(data: bytes) -> None:
    """A file as it is sent. A PDF and a picture are for others' code, which has a process of its own (`briefings.sources.guard`)."""
    if data.startswith(WORD):
        data = word(*data.removeprefix(WORD).split(NUMBERING, 1))
    if data.lstrip().startswith(b"%PDF"):
        return
    for found in read_all(data, "bài"):
        str(found).encode() if isinstance(found, UnreadableInput) else found.text.encode()


@cache
def _frame() -> dict[str, bytes]:
    """The parts of an office's document."""
    with ZipFile(BytesIO(as_docx("Báo cáo\nMột dòng"))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def word(body: bytes, numbering: bytes = b"") -> bytes:
    """A document with this XML in its body, and this in its numbering where there is any."""
    packed, parts = BytesIO(), dict(_frame())
    head, rest = parts["word/document.xml"].split(b"<w:body>")
    parts["word/document.xml"] = head + b"<w:body>" + body + rest[rest.index(b"</w:body>") :]
    if numbering:
        head, _ = parts["word/numbering.xml"].split(b"<w:abstractNum", 1)
        parts["word/numbering.xml"] = head + numbering + b"</w:numbering>"
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


@cache
def _loop() -> asyncio.Runner:
    return asyncio.Runner()


@cache
def _desk() -> Desk:
    async def opened() -> Desk:
        store = await Store.open("sqlite+aiosqlite:///:memory:")
        for briefing in seeds_read():
            await store.add(briefing, datetime(2024, 12, 20, tzinfo=UTC))
        return Desk(store, "vi")

    return _loop().run(opened())


def answer(data: bytes) -> None:
    """A line as it is typed: a command without its slash and what stands after it, or words to search for."""
    typed = CONTROL.sub(" ", data.decode("utf-8", "replace"))  # as Telegram hands it on
    name, _, argument = typed.partition(" ")
    for reader in _PLAIN_READERS:
        try:
            reader(argument)
        except BriefingError as refusal:
            str(refusal).encode()
    asked = typed if name in ANSWERS and name not in (*_SLOW, *_CHANGING) else f"tim {typed}"
    desk = _desk()
    check(_loop().run(desk.ask(asked)), asked)


def close() -> None:
    """Let go of the store; whoever asks for it afterwards gets another."""
    if _desk.cache_info().currsize:
        _loop().run(_desk().store.close())
    _loop().close()
    _desk.cache_clear()
    _loop.cache_clear()


TARGETS: dict[str, Callable[[bytes], None]] = {"parse": read_text, "sources": read_source, "commands": answer}
