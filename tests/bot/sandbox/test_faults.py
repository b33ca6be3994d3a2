"""Trouble on demand, and what has taken effect by then."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from bot.sandbox.client import SandboxError
from bot.sandbox.server import Sandbox

from .conftest import Bot


async def written(sandbox: Sandbox, chat: int) -> list[str]:
    return [message["text"] for message in await sandbox.client.transcript(chat)]


@pytest.mark.parametrize(("after", "effect"), [(False, []), (True, ["một"])])
async def test_a_server_error_comes_before_or_after_the_call_takes_effect(
    bot: Bot, sandbox: Sandbox, chat: int, after: bool, effect: list[str]
) -> None:
    await sandbox.client.fault("status", code=502, times=1, after=after)
    refusal = await bot.refused("sendMessage", chat_id=chat, text="một")
    assert refusal.code == 502
    assert await written(sandbox, chat) == effect
    assert (await bot("sendMessage", chat_id=chat, text="hai"))["text"] == "hai"


@pytest.mark.parametrize(("after", "effect"), [(False, []), (True, ["một"])])
async def test_a_cut_connection_leaves_the_caller_in_doubt(bot: Bot, sandbox: Sandbox, chat: int, after: bool, effect: list[str]) -> None:
    await sandbox.client.fault("drop", times=1, after=after)
    with pytest.raises(httpx.TransportError):
        await bot("sendMessage", chat_id=chat, text="một")
    assert await written(sandbox, chat) == effect


@pytest.mark.parametrize(("after", "effect"), [(False, []), (True, ["một"])])
async def test_a_time_out_holds_the_call_until_the_caller_gives_up(
    bot: Bot, sandbox: Sandbox, chat: int, after: bool, effect: list[str]
) -> None:
    await sandbox.client.fault("timeout", after=after)
    waiting = asyncio.create_task(bot("sendMessage", chat_id=chat, text="một"))
    await sandbox.world.pulse.until(lambda: sandbox.world.journal.total == 1, 5)
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await written(sandbox, chat) == effect


async def test_a_refusal_can_be_planned_word_for_word(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.fault("refuse", code=403, description="Forbidden: bot was blocked by the user", times=1)
    refusal = await bot.refused("sendMessage", chat_id=chat, text="a")
    assert (refusal.code, refusal.description) == (403, "Forbidden: bot was blocked by the user")
    await sandbox.client.fault("refuse", retry_after=7, times=1)
    refusal = await bot.refused("sendMessage", chat_id=chat, text="a")
    assert (refusal.code, refusal.parameters) == (429, {"retry_after": 7})


async def test_a_plan_hits_its_method_and_chat_only(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    other = await sandbox.client.new_user(started=True)
    await sandbox.client.fault("status", code=500, method="sendMessage", chat=chat)
    assert (await bot.refused("sendMessage", chat_id=chat, text="a")).code == 500
    assert await bot("sendMessage", chat_id=other, text="a")
    assert await bot("sendChatAction", chat_id=chat, action="typing")


async def test_a_share_is_spread_evenly(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.fault("status", code=500, share=0.25)
    codes = [(await bot.raw("sendMessage", chat_id=chat, text="a")).get("error_code", 200) for _ in range(8)]
    assert codes == [200, 200, 200, 500] * 2


async def test_a_delay_only_delays_and_plans_can_be_cleared(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.fault("delay", seconds=0.001)
    assert await bot("sendMessage", chat_id=chat, text="a")
    done: list[dict[str, Any]] = (await sandbox.client.post("clear_faults"))["faults"]
    assert [(plan["kind"], plan["hits"]) for plan in done] == [("delay", 1)]
    assert sandbox.world.faults.planned == []


async def test_trouble_of_no_known_kind_cannot_be_planned(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxError, match="kind 'earthquake'"):
        await sandbox.client.fault("earthquake")


async def test_the_journal_tells_calls_apart_by_how_they_ended(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.fault("status", code=503, times=1, after=True)
    await bot.refused("sendMessage", chat_id=chat, text="a")
    await bot("sendMessage", chat_id=chat, text="b")
    await bot.refused("sendMessage", chat_id=99, text="c")
    calls = await sandbox.client.calls("sendMessage")
    assert [(call["code"], call["outcome"]) for call in calls] == [
        (503, "fault: status after acceptance"),
        (200, "ok"),
        (400, "Bad Request: chat not found"),
    ]
    assert len(await sandbox.client.calls(chat=chat, after=1)) == 1


async def test_the_latency_is_a_setting(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.post("latency", seconds=0.001)
    assert sandbox.world.latency == 0.001
    assert await bot("sendMessage", chat_id=chat, text="a")


async def test_the_sandbox_can_leave_for_a_while(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.post("leave", seconds=0.05)
    outcomes: list[str] = []
    while "ConnectError" not in outcomes or outcomes[-1] != "ok":
        outcomes.append(await attempt(bot, chat))
    assert outcomes[-1] == "ok"


async def attempt(bot: Bot, chat: int) -> str:
    try:
        await bot("sendMessage", chat_id=chat, text="a")
    except httpx.TransportError as error:
        return type(error).__name__
    return "ok"
