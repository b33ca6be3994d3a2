"""A person at the other end, for tests and measures. In: what somebody does in a chat; out: what the bot made of it, over the control API.

Waiting is never sleeping: the server holds each question until its chat changes.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import httpx

from bot.sandbox.refusals import JSON

WAIT_SECONDS = 60.0  # how long to wait for what ought to come: long, for a machine may be busy
_HELD = 30.0  # seconds that one question is held, within the time-out of the connection
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # all is localhost and plain; loading certificates costs each client 50 ms


class SandboxError(Exception):
    """The sandbox says that what was asked for cannot be."""


class SandboxClient:
    """One connection to /sandbox/; use it as an async context manager. Messages are the Bot API's JSON."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{base_url}/sandbox", timeout=60.0, verify=NO_TLS)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._http.aclose()

    async def post(self, act: str, **asked: Any) -> JSON:
        """Any act of the control API."""
        return _read(await self._http.post(f"/{act}", json=asked))

    async def get(self, what: str, **asked: Any) -> JSON:
        """Any question to the control API."""
        return _read(await self._http.get(f"/{what}", params=asked))

    async def new_user(self, name: str = "Người dùng", *, language: str = "vi", started: bool = False) -> int:
        """Somebody new; the id is that of the private chat too."""
        return int((await self.post("users", name=name, language=language, started=started))["users"][0])

    async def new_users(self, count: int) -> list[int]:
        """Many people who have pressed Start."""
        return list((await self.post("users", count=count, started=True))["users"])

    async def new_chat(self, kind: str, title: str, members: list[int], **options: Any) -> int:
        """A "group", "supergroup", "forum" or "channel"."""
        return int((await self.post("chats", kind=kind, title=title, members=members, **options))["chat"])

    async def send(self, user: int, chat: int, text: str, **where: int) -> JSON:
        """Write into a chat; the message (the last, where a long text was cut). `where`: thread, reply_to, forwarded_from."""
        sent = await self.post("send", user=user, chat=chat, text=text, **where)
        return dict(sent["messages"][-1])

    async def upload(self, user: int, chat: int, name: str, data: bytes, *, mime: str = "", **how: str) -> JSON:
        """Send a file. `how`: caption, kind ("photo"), album (the same for those sent at once)."""
        fields = {"user": str(user), "chat": str(chat), **how}
        return _read(await self._http.post("/upload", data=fields, files={"file": (name, data, mime or "application/octet-stream")}))

    async def download(self, file: str) -> bytes:
        """What is in a file that was sent."""
        return (await self._http.get("/file", params={"id": file})).raise_for_status().content

    async def tap(self, message: JSON, button: str, *, user: int | None = None, seconds: float = WAIT_SECONDS) -> JSON:
        """Press a button by its label or data; the bot's answer: {"answered", "text", "show_alert"}, or what the button copies or opens."""
        chat = message["chat"]["id"]
        return await self.post("tap", user=user or chat, chat=chat, message=message["message_id"], button=button, seconds=seconds)

    async def inline(self, user: int, text: str, offset: str = "") -> JSON:
        """Type "@bot text" in some chat; {"id", "answered", "results", "next_offset", "button"}."""
        return await self.post("inline", user=user, text=text, offset=offset, seconds=WAIT_SECONDS)

    async def choose(self, user: int, chat: int, answer: JSON, result: JSON) -> JSON:
        """Put a result of an inline query into a chat; the message."""
        return await self.post("choose", user=user, chat=chat, query=answer["id"], result=result["id"])

    async def forge(self, message: JSON, data: str, *, user: int | None = None) -> JSON:
        """Tap with callback data that no button carries."""
        chat = message["chat"]["id"]
        return await self.post("tap", user=user or chat, chat=chat, message=message["message_id"], data=data)

    async def transcript(self, chat: int) -> list[JSON]:
        """Everything that stands in a chat, oldest first."""
        return list((await self.get("transcript", chat=chat))["messages"])

    async def wait_for(self, chat: int, wanted: Callable[[JSON], bool], *, seconds: float = WAIT_SECONDS) -> JSON:
        """The oldest message in a chat that is `wanted`, as soon as there is one. Raises TimeoutError with the transcript's end."""
        deadline, seen = time.monotonic() + seconds, await self.get("transcript", chat=chat)
        while not (found := _first(seen["messages"], wanted)):
            left = deadline - time.monotonic()
            if left <= 0:
                end = [message.get("text", message) for message in seen["messages"][-3:]]
                raise TimeoutError(f"chat {chat}: no such message within {seconds} s; it ends with {end}")
            seen = await self.get("transcript", chat=chat, after=seen["version"], seconds=min(left, _HELD))
        return found

    async def ask(self, user: int, chat: int, text: str, **where: int) -> JSON:
        """Write, and wait for the bot's next message in that chat."""
        sent = await self.send(user, chat, text, **where)
        return await self.wait_for(chat, lambda message: is_answer(message) and message["message_id"] > sent["message_id"])

    async def press(self, message: JSON, button: str, *, user: int | None = None) -> JSON:
        """Press a button, and wait until the bot changes that message or sends another one."""
        chat, number = message["chat"]["id"], message["message_id"]
        newest = max(old["message_id"] for old in await self.transcript(chat))
        await self.tap(message, button, user=user)
        return await self.wait_for(
            chat,
            lambda now: (now["message_id"] == number and now != message) or (is_answer(now) and now["message_id"] > newest),
        )

    async def calls(self, method: str = "", **asked: Any) -> list[JSON]:
        """The bot's calls: {"number", "at", "method", "chat", "code", "outcome"}."""
        return list((await self.get("calls", method=method, **asked))["calls"])

    async def fault(self, kind: str, **plan: Any) -> None:
        """Plan trouble; see faults.py."""
        await self.post("fault", kind=kind, **plan)


def _first(messages: list[JSON], wanted: Callable[[JSON], bool]) -> JSON | None:
    return next(filter(wanted, messages), None)


def is_answer(message: JSON) -> bool:
    """Whether the bot sent it."""
    return bool(message.get("from", {}).get("is_bot"))


def labels(message: JSON) -> list[list[str]]:
    """The labels of a message's buttons, row by row."""
    return [[button["text"] for button in row] for row in message.get("reply_markup", {}).get("inline_keyboard", [])]


def _read(answer: httpx.Response) -> JSON:
    read: JSON = answer.json()
    if answer.is_error:
        raise SandboxError(read.get("error", answer.text))
    return read
