"""Roles in the chat: who may do what, whoever forges a button; the log tells it; articles are corrected, withdrawn and restored."""

from __future__ import annotations

import pytest

from bot.sandbox.server import Sandbox
from tests.e2e.conftest import JSON, Reader, buttons
from tests.e2e.test_loading import ARTICLE, Office, office, own_sandbox  # noqa: F401 - fixtures

FORGED = {  # a button's data: the least role that may press it
    "p:1": "quản trị",
    "undo:1": "quản trị",
    "log:0": "quản trị",
    "appoint:{user}:2": "chủ",
    "dismiss:1": "chủ",
}


async def published(office: Office) -> JSON:  # noqa: F811 - the fixture
    """The first article, as the owner is told."""
    card = await office.owner.press(await office.owner.ask(ARTICLE), "Sửa ngày")
    del card
    return await office.owner.press(await office.owner.ask("14/5/2023"), "Đăng")


async def employ(office: Office, role: str) -> Reader:  # noqa: F811
    """The stranger gets a role."""
    await office.owner.ask(f"/quantri {office.stranger.id} {role}")
    return office.stranger


async def test_an_editor_loads_and_corrects_but_does_not_publish(office: Office) -> None:  # noqa: F811
    async with office.open():
        editor = await employ(office, "biên tập")
        card = await editor.ask(ARTICLE)
        assert "Đăng" not in buttons(card)
        answer = await editor.client.forge(card, "p:1")
        assert answer["text"].startswith("Việc này cần quyền cao hơn.")
        await editor.press(card, "Sửa tiêu đề")
        mended = await editor.ask("Giao ban quý I")
        assert "Giao ban quý I" in mended["text"]
        opened = await office.owner.press(await office.owner.ask("/duyet"), "1 · Giao ban quý I")
        assert "✅" in (await office.owner.press(opened, "Đăng"))["text"]


@pytest.mark.parametrize("data", FORGED)
@pytest.mark.parametrize("role", ["biên tập", "quản trị"])
async def test_a_forged_button_gives_no_right(office: Office, data: str, role: str) -> None:  # noqa: F811
    async with office.open():
        member = await employ(office, role)
        card = await member.ask(ARTICLE)
        answer = await member.client.forge(card, data.format(user=member.id))
        listed = await office.owner.ask("/quantri")
    refused = answer["text"].startswith("Việc này cần quyền cao hơn.") if answer["text"] else False
    assert refused == (FORGED[data] == "chủ" or role == "biên tập")
    assert "Chủ" not in listed["text"].split("Thêm người")[0].replace("các chủ", "")


async def test_a_role_by_name_is_theirs_from_the_first_time_they_are_seen(office: Office, own_sandbox: Sandbox) -> None:  # noqa: F811
    name = (await own_sandbox.client.post("users", name="Hà", username="ha_bien_tap"))["users"][0]
    reader = Reader(own_sandbox.client, int(name))
    async with office.open():
        await office.owner.ask("/quantri @ha_bien_tap biên tập")
        assert (await reader.ask("/duyet"))["text"].startswith("📥")


async def test_a_forwarded_message_names_whom_to_appoint(office: Office) -> None:  # noqa: F811
    owner, stranger = office.owner, office.stranger
    async with office.open():
        asked = await owner.client.ask(owner.id, owner.id, "Chào chị", forwarded_from=stranger.id)
        assert asked["text"].startswith("👥 Giao quyền nào cho Khách")
        listed = await owner.press(asked, "Biên tập")
        assert "Khách" in listed["text"]
        assert (await stranger.ask("/duyet"))["text"].startswith("📥")
        dismissed = await owner.press(listed, "Thôi quyền: Khách")
        assert "Chưa có ai" in dismissed["text"]
        assert (await stranger.ask("/duyet"))["text"].startswith("Không có lệnh /duyet.")


async def test_the_log_tells_who_changed_what(office: Office) -> None:  # noqa: F811
    async with office.open():
        await published(office)
        log = await office.owner.ask("/nhatky")
        await office.owner.ask("/nhatky csv")
        sent = [message for message in await office.owner.client.transcript(office.owner.id) if "document" in message]
    assert "Lan: đăng bài 1 bản nháp 1" in log["text"]
    assert "Lan: sửa ngày của bản nháp 1 “2023-05-14”" in log["text"]
    assert "Lan: nạp bản nháp 1" in log["text"]
    assert sent[0]["document"]["file_name"] == "nhat-ky.csv"
    told = await office.owner.client.download(sent[0]["document"]["file_id"])
    assert told.startswith(b"\xef\xbb\xbfat,user,name,act,subject,before,after\r\n")  # Excel takes it for UTF-8 by its mark
    assert f",{office.owner.id},Lan,set date,draft 1,,2023-05-14\r\n" in told.decode()


async def test_only_owners_take_the_log_along(office: Office) -> None:  # noqa: F811
    async with office.open():
        admin = await employ(office, "quản trị")
        shown, refused = await admin.ask("/nhatky"), await admin.ask("/nhatky csv")
        files = [message for message in await admin.client.transcript(admin.id) if "document" in message]
    assert "giao quyền cho" in shown["text"]
    assert refused["text"].startswith("Việc này cần quyền cao hơn.")
    assert files == []


async def test_a_published_article_is_corrected_under_its_number(office: Office) -> None:  # noqa: F811
    owner, stranger = office.owner, office.stranger
    async with office.open():
        await published(office)
        card = await owner.ask("/sua 1")
        assert card["text"].startswith("📥 Bản sửa bài 1")
        await owner.press(await owner.press(await owner.press(card, "Nhiệm vụ"), "1"), "Ai làm")
    async with office.open():
        tasks = await owner.ask("Văn phòng")
        done = await owner.press(await owner.press(tasks, "‹ Quay lại"), "Đăng")
        assert done["text"] == "✅ Đã sửa bài 1."
        assert "Ai: Văn phòng" in (await stranger.ask("/nhiemvu 1"))["text"]
        assert "14/5/2023" in (await stranger.ask("/tomtat 1"))["text"]
        again = await owner.press(await owner.ask("/sua 1"), "Nhiệm vụ")
        assert "Ai: Văn phòng" in again["text"]


async def test_an_article_is_withdrawn_and_restored_under_its_number(office: Office) -> None:  # noqa: F811
    owner, stranger = office.owner, office.stranger
    async with office.open():
        await published(office)
        before = await stranger.ask("/nhiemvu 1")
        told = await owner.ask("/go 1")
        assert told["text"].startswith("🗑 Đã gỡ bài 1")
        assert "Kho chưa có bài nào" in (await stranger.ask("/baiviet"))["text"]
    async with office.open():
        assert (await owner.press(told, "Hoàn tác"))["text"] == "✅ Đã đăng lại bài 1."
        assert (await stranger.ask("/nhiemvu 1"))["text"] == before["text"]


@pytest.mark.parametrize("command", ["sua 1", "go 1", "quantri", "nhatky"])
async def test_to_others_these_commands_are_unknown_too(office: Office, command: str) -> None:  # noqa: F811
    async with office.open():
        answer = await office.stranger.ask(f"/{command}")
    assert answer["text"].startswith("Không có lệnh /")
