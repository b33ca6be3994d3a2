"""Those with a role load, mend and publish in the chat; nobody else learns of it; a restart between any two steps is not seen."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from matplotlib.figure import Figure

from bot.config import Settings
from bot.sandbox.server import Sandbox, serve_sandbox
from bot.sandbox.world import BOT_ID
from briefings.query import Kind, Query
from briefings.store.store import Store
from tests.briefings.sources.twins import same_briefing
from tests.e2e.conftest import JSON, Reader, buttons, serving, settings_for, url_in

ARTICLE = """Hội nghị giao ban quý của Sở Thử nghiệm <b>Hồng Lam</b> & {{ 7 * 7 }}
Sở Thử nghiệm tổ chức hội nghị giao ban tại Hồng Lam với sự tham gia của các phòng, các đơn vị trực thuộc.
Đồng chí Nguyễn Văn Thử, Giám đốc Sở Thử nghiệm, yêu cầu Phòng Kế hoạch hoàn thành báo cáo sơ kết trước ngày 30/6/2023.
Đồng chí đề nghị Văn phòng chuẩn bị hồ sơ theo Quyết định số 156/QĐ-UBND ngày 02/5/2023 của UBND tỉnh Hồng Lam, \
bảo đảm đúng tiến độ, không để chậm trễ, và báo cáo kết quả với Ban Giám đốc khi hoàn thành các phần việc được giao.
"""


@pytest.fixture
async def own_sandbox() -> AsyncIterator[Sandbox]:
    async with serve_sandbox(retry_seconds=0.05) as running:
        yield running


@dataclass(frozen=True)
class Office:
    """A sandbox with an owner of the bot and somebody else, and the settings of a bot that is started for each step."""

    owner: Reader
    stranger: Reader
    settings: Settings
    url: str

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The bot at work."""
        async with serving(self.settings):
            yield


@pytest.fixture
async def office(own_sandbox: Sandbox, tmp_path: Path) -> Office:
    client, url = own_sandbox.client, url_in(tmp_path)
    owner, stranger = Reader(client, await client.new_user("Lan")), Reader(client, await client.new_user("Khách"))
    return Office(owner, stranger, settings_for(own_sandbox, url, "polling", owners=str(owner.id)), url)


async def test_a_text_is_loaded_mended_and_published_with_a_restart_between_any_two_steps(office: Office) -> None:
    owner = office.owner
    async with office.open():
        card = await owner.ask(ARTICLE)
        assert card["text"].startswith("📥 Bản nháp 1 · gửi bởi Lan, ")
        assert "Hội nghị giao ban quý của Sở Thử nghiệm <b>Hồng Lam</b> & {{ 7 * 7 }}" in card["text"]
        assert "Không thấy ngày nào trong bài" in card["text"]
    async with office.open():
        asked = await owner.press(card, "Sửa ngày")
        assert "ngày của sự kiện" in asked["text"]
    async with office.open():
        unclear = await owner.ask("hôm nào đó")
        assert unclear["text"].startswith("Chưa hiểu “hôm nào đó”")
    async with office.open():
        card = await owner.ask("14/5/2023")
        assert "Ngày: 14/5/2023 (biên tập ghi)" in card["text"]
        assert "Cần xem lại" not in card["text"]
    async with office.open():
        told = await owner.press(card, "Đăng")
        assert told["text"] == "✅ Đã đăng thành bài 1."
    async with office.open():
        shown = await owner.press(told, "Xem bài")
        assert "14/5/2023" in shown["text"]
        assert "Nhiệm vụ" in (await office.stranger.ask("/nhiemvu 2023"))["text"]


async def test_a_file_is_loaded_and_its_name_is_its_source(office: Office) -> None:
    owner = office.owner
    async with office.open():
        sent = await owner.client.upload(owner.id, owner.id, "giao-ban.txt", ARTICLE.encode(), mime="text/plain")
        card = await owner.client.wait_for(owner.id, lambda message: message["message_id"] > number(sent) and "Bản nháp" in message["text"])
    assert "Nguồn: giao-ban.txt" in card["text"]


def number(sent: JSON) -> int:
    """The number of a message that was sent or uploaded."""
    return int(sent["messages"][-1]["message_id"] if "messages" in sent else sent["message_id"])


async def test_items_are_shown_with_their_paragraph_changed_added_and_removed(office: Office) -> None:
    owner = office.owner
    async with office.open():
        card = await owner.ask(ARTICLE)
        tasks = await owner.press(card, "Nhiệm vụ")
        before = tasks["text"]
        item = await owner.press(tasks, "1")
        assert "📍 đoạn 2" in item["text"]
        await owner.press(item, "Ai làm")
        refused = await owner.ask("Phòng Không Có")
        assert refused["text"].startswith("Không thấy “Phòng Không Có” trong bài.")
        tasks = await owner.ask("Văn phòng")
        assert "Ai: Văn phòng · " in tasks["text"]
        await owner.press(tasks, "Thêm")
        tasks = await owner.ask("ghi chú: gửi biên bản cho các phòng")
        assert "gửi biên bản cho các phòng [biên tập ghi]" in tasks["text"]
        last = [label for label in buttons(tasks) if label.isdigit()][-1]
        tasks = await owner.press(await owner.press(tasks, last), "Xoá mục này")
        assert "gửi biên bản" not in tasks["text"]
        assert tasks["text"].splitlines()[0] == before.splitlines()[0]


async def test_what_was_changed_is_published_and_found(office: Office) -> None:
    owner = office.owner
    async with office.open():
        tasks = await owner.press(await owner.ask(ARTICLE), "Nhiệm vụ")
        await owner.press(tasks, "Thêm")
        tasks = await owner.ask("ghi chú: gửi biên bản cho các phòng")
        await owner.press(await owner.press(tasks, "‹ Quay lại"), "Đăng")
        listed = await office.stranger.ask("/nhiemvu biên bản")
    assert "gửi biên bản cho các phòng" in listed["text"]


async def test_a_button_older_than_the_last_change_changes_nothing(office: Office) -> None:
    owner = office.owner
    async with office.open():
        tasks = await owner.press(await owner.ask(ARTICLE), "Nhiệm vụ")
        item = await owner.press(tasks, "1")
        data = next(key["callback_data"] for row in item["reply_markup"]["inline_keyboard"] for key in row if key["text"] == "Xoá mục này")
        await owner.press(item, "Xoá mục này")
        answer = await owner.client.forge(tasks, data)
    assert answer["text"].startswith("Bản nháp vừa có thay đổi.")


async def test_the_same_text_is_one_draft_and_one_article(office: Office) -> None:
    owner = office.owner
    async with office.open():
        first, second = await owner.ask(ARTICLE), await owner.ask(ARTICLE)
        assert second["text"] == first["text"]
        await owner.press(second, "Đăng")
        again = await owner.ask(ARTICLE)
        twice = await owner.client.tap(first, "Đăng")
    assert again["text"] == "Bài này đã có trong kho: bài 1."
    assert twice["text"].startswith("Bản nháp 1 không còn chờ")


async def test_drafts_wait_for_whoever_has_a_role(office: Office) -> None:
    owner = office.owner
    async with office.open():
        await owner.ask(ARTICLE)
        listed = await owner.ask("/duyet")
        card = await owner.press(listed, buttons(listed)[0])
        await owner.press(card, "Bỏ")
        empty = await owner.ask("/drafts")
    assert card["text"].startswith("📥 Bản nháp 1")
    assert empty["text"] == "📥 Không có bản nháp nào đang chờ."


@pytest.mark.parametrize("command", ["nap", "load", "duyet", "drafts"])
async def test_to_others_the_commands_are_unknown(office: Office, command: str) -> None:
    async with office.open():
        answer, invented = await office.stranger.ask(f"/{command}"), await office.stranger.ask("/zzzz")
        help_page = await office.stranger.ask("/trogiup")
    assert answer["text"] == invented["text"].replace("zzzz", command)
    assert f"/{command}" not in help_page["text"]


async def test_a_long_text_of_others_is_searched_not_loaded(office: Office) -> None:
    async with office.open():
        answer = await office.stranger.ask(ARTICLE)
        await office.stranger.client.upload(office.stranger.id, office.stranger.id, "a.txt", ARTICLE.encode(), mime="text/plain")
        await office.stranger.ask("/start")
        listed = await office.owner.ask("/duyet")
    assert "Bản nháp" not in answer["text"]
    assert listed["text"] == "📥 Không có bản nháp nào đang chờ."


@pytest.mark.parametrize("data", ["o:1", "w:1:3:0", "h:1:3:1", "e:1:0:0:0:0", "r:1:3:1:0", "p:1", "x:1"])
async def test_forged_buttons_of_others_do_nothing(office: Office, data: str) -> None:
    async with office.open():
        await office.owner.ask(ARTICLE)
        started = await office.stranger.ask("/start")
        answer = await office.stranger.client.forge(started, data)
        card = await office.owner.ask("/duyet")
    assert answer["text"].startswith("Nút này không còn dùng được.")
    assert "1 bản nháp đang chờ" in card["text"]


async def test_in_groups_only_an_answer_to_the_bot_is_loaded(office: Office, own_sandbox: Sandbox) -> None:
    client, owner, stranger = own_sandbox.client, office.owner, office.stranger
    group = await client.new_chat("supergroup", "Phòng họp", [owner.id, stranger.id, BOT_ID])
    async with office.open():
        spoken = await client.ask(stranger.id, group, "/start@giaoban_bot")
        await client.send(stranger.id, group, ARTICLE, reply_to=spoken["message_id"])
        await client.send(stranger.id, group, "/nap", reply_to=spoken["message_id"])
        await client.send(owner.id, group, ARTICLE)
        card = await client.ask(owner.id, group, ARTICLE, reply_to=spoken["message_id"])
        said = [message for message in await client.transcript(group) if message["from"]["is_bot"]]
    assert card["text"].startswith("📥 Bản nháp 1")
    assert len(said) == 2


async def test_nothing_of_a_draft_is_seen_before_it_is_published(office: Office) -> None:
    async with office.open():
        await office.owner.ask(ARTICLE)
    store = await Store.open(office.url)
    found = await store.articles(Query(Kind.ARTICLES))
    await store.close()
    assert found.total == 0


LONG = ARTICLE + "\n".join(f"Đoạn {at}: các đơn vị tiếp tục rà soát, báo cáo kết quả về Văn phòng để tổng hợp." for at in range(1, 101))


async def test_a_long_paste_is_joined_in_order_when_it_is_said_to_be_complete(office: Office) -> None:
    owner = office.owner
    async with office.open():
        begun = await owner.ask(LONG)
        assert begun["text"].startswith("📥 Đang nhận bài dài.")
    async with office.open():
        card = await owner.press(begun, "Xong")
    assert card["text"].startswith("📥 Bản nháp 1 · ")
    store = await Store.open(office.url)
    draft = await store.drafts.get(1)
    await store.close()
    assert draft.article.text.split() == LONG.split()
    assert draft.article.text.count("\n") == LONG.count("\n")


async def test_an_article_pasted_in_pieces_gives_the_briefing_of_its_text(office: Office, seed_text: str) -> None:
    async with office.open():
        begun = await office.owner.ask(seed_text)
        await office.owner.press(begun, "Xong")
    store = await Store.open(office.url)
    draft = await store.drafts.get(1)
    await store.close()
    same_briefing(seed_text, draft.article.text)


async def test_an_archive_becomes_drafts_and_a_report(office: Office) -> None:
    owner, packed = office.owner, BytesIO()
    with ZipFile(packed, "w") as archive:
        for at in range(12):
            archive.writestr(f"bai-{at}.txt", f"{ARTICLE}\nBài số {at}.")
        archive.writestr("trong.txt", "")
    async with office.open():
        await owner.client.upload(owner.id, owner.id, "cac-bai.zip", packed.getvalue(), mime="application/zip")
        report = await owner.client.wait_for(owner.id, lambda message: "bản nháp mới" in message.get("text", ""))
        listed = await owner.press(report, "Các bản nháp đang chờ")
        rest = await owner.press(listed, "Sau ›")
    assert "cac-bai.zip: 12 bản nháp mới, 0 bài đã có, 1 tệp không đọc được." in report["text"]
    assert len(buttons(listed)) == 11
    assert len(buttons(rest)) == 3


async def test_files_sent_at_once_are_one_batch_with_one_message_whatever_breaks(office: Office) -> None:
    owner, client, album = office.owner, office.owner.client, "4711"
    files = [(f"bai-{at}.txt", f"{ARTICLE}\nBài số {at}.".encode()) for at in range(3)]
    async with office.open():
        for name, data in files[:2]:
            await client.upload(owner.id, owner.id, name, data, album=album)
        await client.wait_for(owner.id, lambda message: "2 bản nháp mới" in message.get("text", ""))
    async with office.open():
        for name, data in (("trong.txt", b" "), ("lon.pdf", bytes(20_000_001)), files[2]):
            await client.upload(owner.id, owner.id, name, data, album=album)
        report = await client.wait_for(owner.id, lambda message: "3 bản nháp mới" in message.get("text", ""))
        said = [message for message in await client.transcript(owner.id) if message["from"]["is_bot"]]
    assert report["text"].startswith("📥 Các tệp gửi cùng lúc: 3 bản nháp mới, 0 bài đã có, 2 tệp không đọc được.\n• ")
    assert said == [report]


def photographed(text: str) -> bytes:
    """A page as a telephone's camera takes it."""
    page = Figure(figsize=(8, 2), dpi=150)
    page.text(0.02, 0.5, text, fontsize=15, va="center")
    taken = BytesIO()
    page.savefig(taken, format="jpg")
    return taken.getvalue()


async def test_a_photo_of_a_page_goes_the_way_of_a_scan(office: Office) -> None:
    owner, page = office.owner, photographed("Hội nghị giao ban quý I của Sở Thử nghiệm\nNgày 14-5-2023, Sở tổ chức hội nghị giao ban.")
    answers = []
    async with office.open():
        for name, kind in (("trang.jpg", "document"), ("", "photo")):
            sent = number(await owner.client.upload(owner.id, owner.id, name or "photo", page, mime="image/jpeg", kind=kind))
            answers.append((await owner.client.wait_for(owner.id, lambda said, sent=sent: said["message_id"] > sent))["text"])
    scan, photo = answers
    assert photo.replace(f"anh-{sent}.jpg", "trang.jpg") == scan
    assert ("Hội nghị giao ban quý I" in scan) == can_read_scans(), scan


def can_read_scans() -> bool:
    """Whether Tesseract and its Vietnamese are installed here."""
    found = shutil.which("tesseract")
    known = subprocess.run([found, "--list-langs"], capture_output=True, text=True, check=True).stdout if found else ""  # noqa: S603  ours
    return "vie" in known.split()


async def test_the_words_under_a_picture_are_the_article(office: Office) -> None:
    owner = office.owner
    async with office.open():
        sent = number(await owner.client.upload(owner.id, owner.id, "hinh.jpg", b"\xff\xd8\xff", kind="photo", caption=ARTICLE))
        card = await owner.client.wait_for(owner.id, lambda message: message["message_id"] > sent)
    assert "Hội nghị giao ban quý của Sở Thử nghiệm" in card["text"]


ODD = "Trần \u200fש\u200e 𠮷👩\u200d💻 \u202eđảo\u202c"  # marks of direction, letters of four bytes, and two joined without width


async def test_marks_of_direction_and_long_letters_show_as_they_are_on_the_card_and_in_lists(office: Office) -> None:
    owner = office.owner
    text = ARTICLE.replace("Hội nghị giao ban quý của Sở Thử nghiệm <b>Hồng Lam</b>", f"Giao ban {ODD}").replace("sơ kết", f"{ODD} sơ kết")
    async with office.open():
        card = await owner.ask(text)
        listed = await owner.ask("/duyet")
        tasks = await owner.press(card, "Nhiệm vụ")
        await owner.press(await owner.press(tasks, "‹ Quay lại"), "Đăng")
        found = await office.stranger.ask("/baiviet")
    assert f"Giao ban {ODD} & {{{{ 7 * 7 }}}}" in card["text"]
    assert f"Giao ban {ODD}" in buttons(listed)[0]
    assert f"báo cáo {ODD} sơ kết trước ngày 30/6/2023" in tasks["text"]
    assert f"Giao ban {ODD} & {{{{ 7 * 7 }}}}" in found["text"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/bai", "http://169.254.169.254/latest", "http://[::1]/bai", "file:///etc/passwd"])
async def test_an_address_that_is_not_public_is_refused_in_one_sentence(office: Office, address: str) -> None:
    async with office.open():
        answer = await office.owner.ask(address)
        listed = await office.owner.ask("/duyet")
    assert answer["text"].startswith(("Không mở ", "Không kết nối", address))
    assert "\n" not in answer["text"]
    assert listed["text"] == "📥 Không có bản nháp nào đang chờ."


async def test_a_file_too_large_for_telegram_is_not_fetched(office: Office, own_sandbox: Sandbox) -> None:
    owner = office.owner
    async with office.open():
        await owner.client.upload(owner.id, owner.id, "lon.pdf", b"%PDF-" + bytes(24_999_995))
        answer = await owner.client.wait_for(owner.id, lambda message: message["from"]["is_bot"])
        fetched = await owner.client.calls("getFile")
    assert answer["text"].startswith("Tệp nặng 25 MB; Telegram chỉ cho bot tải tệp đến 20 MB.")
    assert fetched == []
