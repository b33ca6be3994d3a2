"""The sender over HTTP against the sandbox: what arrives, in which order, and what the ledger says when something goes wrong."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.delivery.gate import Gate
from bot.delivery.governor import Rates
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.sandbox.world import ADMIN_ID
from briefings.rendering.messages import Button, Message
from briefings.store.ledger import LeaseLostError, Parcel
from briefings.store.tables_outgoing import State

from .conftest import DUE, Office, open_office, parcel

WORDS = "<b>Bản tin</b> tuần"
FULL = "CREATE TRIGGER full BEFORE UPDATE ON outgoing BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"  # as SQLite says it


async def newcomers(sandbox: Sandbox, count: int) -> list[int]:
    return await sandbox.client.new_users(count)


async def assert_each_got(office: Office, chats: list[int], *, at_most: int = 1) -> None:
    """Everybody has it, nobody more often than allowed."""
    got = Counter({chat: len(await office.texts(chat)) for chat in chats})
    assert {chat: count for chat, count in got.items() if not 1 <= count <= at_most} == {}


async def test_a_message_arrives_with_its_form_and_its_id_is_known(office: Office) -> None:
    (chat,) = await newcomers(office.sandbox, 1)
    office.run()
    await office.put(Parcel("a", chat, (Message(WORDS, ((Button("Mở", data="a:1"),),)),), DUE))
    await office.until_done()
    (sent,) = [message for message in await office.sandbox.client.transcript(chat) if "entities" in message]
    assert (sent["text"], sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"]) == ("Bản tin tuần", "a:1")
    assert [row.message_id for row in await office.store.ledger.delivered("a")] == [sent["message_id"]]


async def test_parts_go_in_order_even_when_one_has_to_be_repeated(office: Office) -> None:
    chats = await newcomers(office.sandbox, 5)
    await office.sandbox.client.fault("status", method="sendMessage", code=502, share=0.3)
    office.run()
    await office.put(*(parcel(chat, "một", "hai", "ba") for chat in chats))
    await office.until_done()
    assert [await office.texts(chat) for chat in chats] == [["một", "hai", "ba"]] * 5


async def test_what_is_not_due_yet_waits(office: Office) -> None:
    (chat,) = await newcomers(office.sandbox, 1)
    later = DUE.replace(year=2100)
    office.run()
    await office.put(parcel(chat, "mai", key="later", not_before=later), parcel(chat, "nay", key="now"))
    await office.sandbox.client.wait_for(chat, lambda message: message.get("text") == "nay")
    await office.stop()
    assert (await office.texts(chat), await office.states("later")) == (["nay"], [State.PENDING])


@pytest.mark.parametrize(
    ("kind", "plan", "repeats"),
    [
        ("status", {"code": 500, "share": 0.1}, False),
        ("refuse", {"code": 429, "times": 1, "retry_after": 1}, False),
        ("drop", {"share": 0.1}, False),
        ("timeout", {"share": 0.05, "after": True}, True),
        ("drop", {"share": 0.1, "after": True}, True),
    ],
)
async def test_no_trouble_on_the_way_loses_a_message(office: Office, kind: str, plan: dict[str, object], repeats: bool) -> None:
    chats = await newcomers(office.sandbox, 40)
    await office.sandbox.client.fault(kind, method="sendMessage", **plan)
    office.run()
    await office.put(*(parcel(chat, WORDS) for chat in chats))
    await office.until_done()
    await assert_each_got(office, chats, at_most=3 if repeats else 1)
    assert set(await office.store.ledger.counts()) == {State.SENT}


async def test_in_doubt_nothing_is_repeated_where_the_owners_want_to_be_told(tmp_path: Path, sandbox: Sandbox) -> None:
    chats = await newcomers(sandbox, 20)
    await sandbox.client.fault("timeout", method="sendMessage", times=2, after=True)
    async with open_office(tmp_path / "report.db", sandbox, resend=False) as office:
        office.run()
        await office.put(*(parcel(chat, WORDS) for chat in chats))
        await office.until_done()
        await assert_each_got(office, chats)
        assert (await office.store.ledger.counts())[State.IN_DOUBT] == 2
        (report,) = await office.texts(ADMIN_ID)
        assert "Chưa rõ" in report


async def test_while_connections_are_refused_everything_waits_and_counts_no_try(office: Office) -> None:
    chats = await newcomers(office.sandbox, 10)
    await office.sandbox.client.post("leave", seconds=1.0)
    await asyncio.sleep(0.1)  # the sandbox hangs up after its answer
    office.run()
    await office.put(*(parcel(chat, WORDS) for chat in chats))
    await office.until_done()
    await assert_each_got(office, chats)


@pytest.fixture
async def closed(sandbox: Sandbox) -> dict[str, int]:
    """Chats that are closed to the bot, each in its way."""
    client = sandbox.client
    blocked, deactivated, someone = await newcomers(sandbox, 3)
    kicked = await client.new_chat("supergroup", "Văn phòng", [someone, sandbox.world.bot.id])
    await client.post("block", user=blocked)
    await client.post("deactivate", user=deactivated)
    await client.post("member", chat=kicked, member=sandbox.world.bot.id, status="kicked")
    return {"blocked": blocked, "deactivated": deactivated, "kicked": kicked}


async def test_a_closed_chat_is_left_alone_and_holds_nobody_up(office: Office, closed: dict[str, int]) -> None:
    chats = await newcomers(office.sandbox, 5)
    office.run()
    await office.put(*(parcel(chat, "một", "hai") for chat in closed.values()), *(parcel(chat, WORDS) for chat in chats))
    await office.until_done()
    await assert_each_got(office, chats)
    assert {name: await office.states(f"to {chat}") for name, chat in closed.items()} == dict.fromkeys(closed, [State.CANCELLED] * 2)
    await office.put(*(parcel(chat, "nữa", key=f"more {chat}") for chat in closed.values()))
    assert [await office.states(f"more {chat}") for chat in closed.values()] == [[State.CANCELLED]] * 3


async def test_who_comes_back_is_written_to_again(office: Office) -> None:
    (chat,) = await newcomers(office.sandbox, 1)
    await office.sandbox.client.post("block", user=chat)
    office.run()
    await office.put(parcel(chat, "một"))
    await office.until_done()
    await office.sandbox.client.send(chat, chat, "/start")
    await office.store.ledger.reopen(chat)
    await office.put(parcel(chat, "hai", key="later"))
    await office.until_done()
    assert await office.texts(chat) == ["hai"]


async def test_a_group_that_became_a_supergroup_is_found_under_its_new_number(office: Office) -> None:
    (someone,) = await newcomers(office.sandbox, 1)
    group = await office.sandbox.client.new_chat("group", "Tổ", [someone, office.sandbox.world.bot.id])
    moved = (await office.sandbox.client.post("migrate", chat=group))["chat"]
    office.run()
    await office.put(parcel(group, "một", "hai"))
    await office.until_done()
    assert await office.texts(moved) == ["một", "hai"]


async def test_words_with_broken_tags_go_out_plain_and_the_owners_hear_of_it_once(office: Office) -> None:
    chats = await newcomers(office.sandbox, 3)
    office.run()
    await office.put(*(parcel(chat, "<b>Bản tin</i> tuần") for chat in chats))
    await office.until_done()
    assert [await office.texts(chat) for chat in chats] == [["Bản tin tuần"]] * 3
    (report,) = await office.texts(ADMIN_ID)
    assert "dạng chữ thường" in report


async def test_a_message_that_telegram_refuses_is_given_up_and_reported(office: Office) -> None:
    bad, good = await newcomers(office.sandbox, 2)
    office.run()
    await office.put(parcel(bad, "a" * 5000, "hai"), parcel(good, WORDS))
    await office.until_done()
    assert (await office.states(f"to {bad}"), await office.texts(good)) == ([State.FAILED, State.SENT], ["Bản tin tuần"])
    assert len(await office.texts(ADMIN_ID)) == 1


async def test_a_thread_that_is_gone_cancels_what_was_for_it_alone(office: Office) -> None:
    client = office.sandbox.client
    (someone,) = await newcomers(office.sandbox, 1)
    forum = await client.new_chat("forum", "Ban", [someone, office.sandbox.world.bot.id], threads=["Bản tin", "Khác"])
    gone, other = office.sandbox.world.chats[forum].threads
    await client.post("delete_thread", chat=forum, thread=gone)
    office.run()
    await office.put(parcel(forum, "một", "hai", key="gone", thread_id=gone), parcel(forum, "ba", key="other", thread_id=other))
    await office.until_done()
    assert (await office.states("gone"), await office.texts(forum)) == ([State.CANCELLED] * 2, ["ba"])


async def test_a_correction_changes_the_message_in_its_place(office: Office) -> None:
    (chat,) = await newcomers(office.sandbox, 1)
    office.run()
    await office.put(parcel(chat, "ngày 3"))
    await office.until_done()
    (first,) = await office.store.ledger.delivered(f"to {chat}")
    await office.put(Parcel("corrected", chat, (Message("ngày 4"),), DUE, edits=(first.message_id or 0,)))
    await office.until_done()
    await office.put(Parcel("again", chat, (Message("ngày 4"),), DUE, edits=(first.message_id or 0,)))
    await office.until_done()
    assert (await office.texts(chat), await office.states("again")) == (["ngày 4"], [State.SENT])


async def test_a_correction_of_what_is_no_more_follows_as_a_message_of_its_own(office: Office) -> None:
    (chat,) = await newcomers(office.sandbox, 1)
    office.run()
    await office.put(Parcel("corrected", chat, (Message("ngày 4"),), DUE, edits=(987654,)))
    await office.until_done()
    assert await office.texts(chat) == ["✏️ Đính chính tin đã gửi trước đây:\n\nngày 4"]


async def test_sigterm_loses_and_repeats_nothing(tmp_path: Path, sandbox: Sandbox) -> None:
    chats = await newcomers(sandbox, 60)
    await sandbox.client.post("latency", seconds=0.02)
    path = tmp_path / "stops.db"
    for life in range(1, 5):
        async with open_office(path, sandbox) as office:
            await office.put(*(parcel(chat, WORDS) for chat in chats))
            office.run(fence=life)
            await asyncio.sleep(0.1 * life)
    async with open_office(path, sandbox) as office:
        office.run(fence=9)
        await office.until_done()
        await assert_each_got(office, chats)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that waits no longer than this for a lock."""
    monkeypatch.setattr("briefings.store.database.BUSY", 0.1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "trouble",
    [("BEGIN IMMEDIATE", "COMMIT", "locked by another process"), (FULL, "DROP TRIGGER full", "no room left")],
    ids=["locked", "full"],
)
async def test_a_database_that_cannot_write_holds_up_and_repeats_nothing(
    tmp_path: Path, sandbox: Sandbox, caplog: pytest.LogCaptureFixture, trouble: tuple[str, str, str]
) -> None:
    begins, ends, told = trouble
    chats = await newcomers(sandbox, 30)
    async with open_office(tmp_path / "troubled.db", sandbox) as office:
        await office.put(*(parcel(chat, WORDS) for chat in chats))
        office.run()
        await sandbox.client.wait_for(chats[3], lambda message: "text" in message)
        with closing(sqlite3.connect(tmp_path / "troubled.db", isolation_level=None)) as other:
            other.execute(begins)
            async with asyncio.timeout(10):
                while told not in caplog.text:  # noqa: ASYNC110 - a log tells nobody when it grows
                    await asyncio.sleep(0.01)
            other.execute(ends)
        await office.until_done()
        await assert_each_got(office, chats)


@pytest.mark.usefixtures("impatient")
async def test_who_leads_no_more_leaves_no_doubt_about_what_was_answered(
    tmp_path: Path, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    chat, others = await newcomers(sandbox, 2)
    await sandbox.client.fault("delay", method="sendMessage", seconds=0.1)
    async with open_office(tmp_path / "led.db", sandbox) as office:
        await office.put(parcel(chat, WORDS), parcel(others, WORDS, not_before=DUE.replace(year=2100)))
        office.run(fence=1)
        async with asyncio.timeout(10):
            while await office.states(f"to {chat}") != [State.SENDING]:  # noqa: ASYNC110 - a claim tells nobody
                await asyncio.sleep(0.01)
        with closing(sqlite3.connect(tmp_path / "led.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with asyncio.timeout(10):
                while "locked by another process" not in caplog.text:  # noqa: ASYNC110 - a log tells nobody when it grows
                    await asyncio.sleep(0.01)
            other.execute("UPDATE outgoing SET state = 'sending', fence = 2 WHERE chat_id = ?", (others,))
            other.execute("COMMIT")
        running, office.running = office.running, None
        assert running
        with pytest.raises(LeaseLostError):
            await running
        assert (await office.states(f"to {chat}"), await office.texts(chat)) == ([State.SENT], ["Bản tin tuần"])
        assert await office.states(f"to {others}") == [State.SENDING]


async def test_the_rates_of_the_sandbox_are_kept_by_a_burst_of_chats_and_groups(tmp_path: Path, sandbox: Sandbox) -> None:
    client, world = sandbox.client, sandbox.world
    chats = await newcomers(sandbox, 25)
    groups = [await client.new_chat("supergroup", f"Nhóm {n}", [chats[0], world.bot.id]) for n in range(4)]
    limits = {"overall": 20, "chat": 4, "group": 3}
    await client.post("limits", **limits, paid=None)
    async with open_office(tmp_path / "rates.db", sandbox, rates=Rates(overall=20, chat=4, group=3)) as office:
        office.run()
        await office.put(*(parcel(group, "một", "hai", "ba") for group in groups), *(parcel(chat, WORDS) for chat in chats))
        await office.until_done()
        assert [await office.texts(group) for group in groups] == [["một", "hai", "ba"]] * 4
        await assert_each_got(office, chats)
    assert {call["code"] for call in await client.calls("sendMessage")} == {200}
    assert world.limiter.limits == Limits(**limits, paid=None)


async def test_an_answer_goes_before_the_digests_that_wait(sandbox: Sandbox) -> None:
    gate, order = Gate(Rates(overall=1)), []

    async def enter(name: str, chat: int, *, urgent: bool) -> None:
        call = await gate.enter(chat, urgent=urgent)
        order.append(name)
        gate.leave(call, taken=False)

    blocking = await gate.enter(99)
    waiting = [asyncio.create_task(enter(f"digest {n}", n, urgent=False)) for n in (1, 2)]
    await asyncio.sleep(0)
    waiting.append(asyncio.create_task(enter("answer", 3, urgent=True)))
    await asyncio.sleep(0)
    gate.leave(blocking, taken=False)
    async with asyncio.timeout(10):
        await asyncio.gather(*waiting)
    assert order[0] == "answer"
