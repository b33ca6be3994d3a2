"""`python tests/bench/soak.py [MINUTES]`: an office's month in half an hour. Minutes in; a report, and a line of it in soak.json, out.

The real process of the bot on the sandbox with Telegram's limits and a person's pace: people ask and tap and go, an owner loads and
publishes articles, some chats get each article at once and others a digest at their minute. Meanwhile calls are refused, cut off, delayed
and answered with errors, before and after they took effect, the whole Telegram is away for some seconds, and in the first quarter the bot
is killed every half minute. The last life is left alone. Until half time it has a busy morning: a crowd asks and taps as fast as it is
answered, and what is loaded or kept ready on first use is loaded then. Its memory is watched through the second half.

Promised: nothing is lost; what comes twice is at most what was in flight at a kill or in doubt at a fault; memory does not grow.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from corpus import articles
from growth import growth, resident
from post import sandbox_apart
from soaked import Verdict, judge

from bot.sandbox.client import SandboxClient, is_answer, labels
from bot.sandbox.refusals import JSON
from bot.sandbox.world import ADMIN_ID, TOKEN
from briefings.rendering.exports import FORM_CALLED

FIGURES = Path(__file__).with_name("soak.json")
MINUTES = 30.0
AT_ONCE, AT_THEIR_MINUTE = 12, 16  # chats with a digest
VISITORS = 4  # people at the same time
ACTS = 20  # of a visit
PACE, HURRY = (2.0, 5.0), (0.0, 0.3)  # seconds between two acts of a person
CROWD = 12  # people in a hurry at the same time
PUBLISHED_EVERY, FAULT_EVERY, AWAY_EVERY, SAMPLED_EVERY = 45.0, 8.0, 240.0, 5.0
KILLED_EVERY = (20.0, 45.0)
KILLED_UNTIL, WATCHED_FROM = 0.25, 0.5  # of the time
WARMING_AFTER, ARCHIVE = 50.0, 60  # seconds after the last kill; articles that are loaded then and stay drafts
AWAY = 3.0  # seconds
PATIENCE = 55.0  # seconds that a person waits: a start, a recovery and a held-up call fit in
RESTARTED_AFTER = 2.0  # seconds, as the systemd unit has it
UNIT = Path(__file__).resolve().parents[2] / "deploy" / "giaoban.service"
HEAP = dict(re.findall(r"^Environment=(\w*MALLOC\w*)=(\S+)$", UNIT.read_text("utf-8"), re.MULTILINE))
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
IN_FLIGHT = 3
COUNTED = ("kills", "stops", "gave_up", "absences", "faults", "asked", "tapped", "unanswered", "answered_twice")

QUESTIONS = (
    "/start", "/trogiup", "/baiviet", "/baiviet 2024", "/tomtat", "/tomtat 2", "/chidao", "/chidao Tô Lâm", "/nhiemvu", "/nhiemvu 3",
    "/nhiemvu quý 3/2024", "/vanban", "/vanban 18-NQ/TW", "/nguoi", "/nguoi Phạm Minh Chính", "/tim tinh gọn bộ máy", "/tim hội nghị",
    "nghị quyết", "tinh gon bo may", "/bantin", "/caidat", "/tomtat 999999", "/khongco", "12/2024", "x" * 300,
)  # fmt: skip
TROUBLES: tuple[JSON, ...] = (
    {"kind": "status", "code": 502},
    {"kind": "status", "code": 500, "after": True},
    {"kind": "drop"},
    {"kind": "drop", "after": True},
    {"kind": "timeout", "after": True},
    {"kind": "refuse", "retry_after": 2},
    {"kind": "delay", "seconds": 2.0},
)
MILD = tuple(trouble for trouble in TROUBLES if trouble["kind"] in ("status", "refuse", "delay") and "after" not in trouble)


@dataclass
class Bot:
    """`giaoban run`, one process after another on one database; what they say goes to `log`."""

    folder: Path
    address: str
    process: subprocess.Popen[bytes] = field(init=False)
    ending: bool = False

    @property
    def database(self) -> Path:
        """Its file."""
        return self.folder / "giaoban.db"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "bot.log"

    def start(self) -> None:
        """A new life."""
        told = {
            "TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.address,
            "OWNERS": str(ADMIN_ID),
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.database}",
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith("GIAOBAN_")}
        command = [Path(sys.executable).with_name("giaoban"), "run"]
        environment = others | {f"GIAOBAN_{name}": value for name, value in told.items()} | HEAP
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, cwd=self.folder, stderr=log)  # noqa: S603 - our own command
        self.ending = False

    async def end(self, *, killed: bool) -> None:
        """By SIGKILL or SIGTERM."""
        self.ending = True
        (self.process.kill if killed else self.process.terminate)()
        await asyncio.to_thread(self.process.wait, PATIENCE)


@dataclass
class Town:
    """Everybody who has to do with the bot, and what they went through."""

    client: SandboxClient
    bot: Bot
    chance: random.Random
    seconds: float
    begun: float = field(default_factory=time.monotonic)
    counts: Counter[str] = field(default_factory=Counter)
    samples: list[tuple[float, float]] = field(default_factory=list)
    acting: int = 0
    open: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: list[int] = field(default_factory=list)
    at_their_minute: list[int] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)

    def past(self, share: float) -> bool:
        """Whether so much of the time is over."""
        return time.monotonic() - self.begun > self.seconds * share

    @property
    def over(self) -> bool:
        """Whether the last act is done."""
        return self.past(1)

    async def pause(self, seconds: float) -> None:
        """Do nothing for so long."""
        await asyncio.sleep(min(seconds, max(0.0, self.begun + self.seconds - time.monotonic())))

    @asynccontextmanager
    async def present(self) -> AsyncIterator[None]:
        """Telegram is there, and stays within the block: it is away only when nobody has anything to do with it."""
        await self.open.wait()
        self.acting += 1
        try:
            yield
        finally:
            self.acting -= 1

    async def answer(self, chat: int, act: Coroutine[Any, Any, JSON]) -> JSON | None:
        """The bot's next message after an act of a person's; None, and counted, where it does not come."""
        async with self.present():
            try:
                message = await act
                number = message["message_id"] if "message_id" in message else message["messages"][-1]["message_id"]
                return await self._next(chat, number)
            except TimeoutError:
                self.missed("an answer", chat)
                return None

    async def _next(self, chat: int, after: int) -> JSON:
        """The chat's first message of the bot's above a number. Only the end of the chat is asked for."""
        deadline, version = time.monotonic() + PATIENCE, -1
        while (left := deadline - time.monotonic()) > 0:
            seen = await self.client.get("transcript", chat=chat, after=version, last=6, seconds=left)
            version = seen["version"]
            for message in seen["messages"]:
                if is_answer(message) and message["message_id"] > after:
                    return dict(message)
        raise TimeoutError(chat)

    async def ask(self, person: int, text: str) -> JSON | None:
        """Write to the bot in private."""
        self.counts["asked"] += 1
        return await self.answer(person, self.client.send(person, person, text))

    async def tap(self, message: JSON, button: str, **who: Any) -> None:
        """Press a button; it must be answered."""
        async with self.present():
            self.counts["tapped"] += 1
            answer = await self.client.tap(message, button, seconds=PATIENCE, **who)
            if not answer["answered"]:
                self.missed(button, message["chat"]["id"])

    def missed(self, what: str, chat: int) -> None:
        """Somebody waited in vain."""
        self.counts["unanswered"] += 1
        print(f"{time.monotonic() - self.begun:.0f} s: {what!r} never came in {chat}")


async def visitors(town: Town, pace: tuple[float, float] = PACE, until: float = 1) -> None:
    """One person after another; each asks strictly, or also taps what they see."""
    while not town.past(until):
        async with town.present():
            [person] = await town.client.new_users(1)
        taps, asked, twice_before = town.chance.random() < 0.5, 0, town.counts["unanswered"]
        for _ in range(ACTS):
            if town.past(until):
                break
            asked += 1
            shown = await town.ask(person, town.chance.choice(QUESTIONS))
            buttons = [label for row in labels(shown or {}) for label in row]
            if taps and shown and buttons:
                await town.tap(shown, town.chance.choice(buttons))
            await town.pause(town.chance.uniform(*pace))
        if not taps and town.counts["unanswered"] == twice_before:
            async with town.present():
                came = [message for message in await town.client.transcript(person) if is_answer(message)]
            town.counts["answered_twice"] += len(came) - asked


async def publisher(town: Town) -> None:
    """The owner: loads a text, looks at the draft and publishes it."""
    texts = articles()
    town.chance.shuffle(texts)
    while not town.over:
        number = len(town.markers) + 1
        town.markers.append(f"Hội nghị giao ban thứ {number} trong tuần")
        text = f"{town.markers[-1]}\n{texts[number % len(texts)][:20_000]}\nGhi chú: bài thứ {number}.\n"
        act = town.client.upload(ADMIN_ID, ADMIN_ID, f"bai-{number}.txt", text.encode(), mime="text/plain")
        card = await town.answer(ADMIN_ID, act)
        if card and any("Đăng" in row for row in labels(card)):
            await town.tap(card, "Đăng", user=ADMIN_ID)
        await town.pause(PUBLISHED_EVERY)


async def troublemaker(town: Town) -> None:
    """One fault after another: the worst for digests, milder ones for any call."""
    while not town.over:
        await town.pause(FAULT_EVERY)
        if town.chance.random() < 0.5:
            plan = {**town.chance.choice(TROUBLES), "method": "sendMessage", "chat": town.chance.choice(town.at_once)}
        else:
            plan = dict(town.chance.choice(MILD))
        async with town.present():
            await town.client.post("fault", times=1, **plan)
        town.counts["faults"] += 1
        town.counts["faults_in_doubt"] += bool(plan.get("after"))


async def absences(town: Town) -> None:
    """Telegram is away for some seconds, while nobody waits for an answer; digests may be on their way."""
    while not town.over:
        await town.pause(AWAY_EVERY)
        town.open.clear()
        while town.acting:  # noqa: ASYNC110 - a few people finish within seconds
            await asyncio.sleep(0.2)
        with suppress(Exception):  # the answer is cut off too
            await town.client.post("leave", seconds=AWAY)
        await asyncio.sleep(AWAY + 2)
        town.counts["absences"] += 1
        town.open.set()


async def busy_morning(town: Town) -> None:
    """In the last life a crowd comes, and the owner takes along one of everything, looks at a chart and loads an archive."""
    await town.pause(town.seconds * KILLED_UNTIL + WARMING_AFTER)
    await asyncio.gather(archivist(town), *(visitors(town, HURRY, WATCHED_FROM) for _ in range(CROWD)))


async def archivist(town: Town) -> None:
    """The owner's part of the busy morning."""
    for question in ("/thongke", *(f"/xuat nhiemvu {form}" for form in FORM_CALLED)):
        await town.ask(ADMIN_ID, question)
    texts = articles()
    for number in range(ARCHIVE):
        text = f"Bài lưu trữ số {number}\n{texts[-1 - number % len(texts)][:20_000]}\n"
        await town.answer(ADMIN_ID, town.client.upload(ADMIN_ID, ADMIN_ID, f"luu-{number}.txt", text.encode(), mime="text/plain"))


async def killer(town: Town) -> None:
    """Kills the bot, and now and then tells it to end, through the first quarter."""
    while not town.past(KILLED_UNTIL):
        await town.pause(town.chance.uniform(*KILLED_EVERY))
        killed = town.chance.random() < 0.8
        await town.bot.end(killed=killed)
        town.counts["kills" if killed else "stops"] += 1
        town.bot.start()


async def supervisor(town: Town) -> None:
    """Starts the bot anew where it gave up by itself, as the systemd unit does: a fault may hit its very first call."""
    while not town.over:
        await town.pause(RESTARTED_AFTER)
        if town.bot.process.poll() is not None and not town.bot.ending:
            town.counts["gave_up"] += 1
            town.bot.start()


async def watcher(town: Town) -> None:
    """Samples the memory of the last life, once it is warm: through the second half."""
    await town.pause(town.seconds * WATCHED_FROM)
    while not town.over:
        with suppress(OSError):  # gone this very moment
            town.samples.append(((time.monotonic() - town.begun) / 3600, resident(town.bot.process.pid)))
        await town.pause(SAMPLED_EVERY)


async def subscribers(town: Town) -> None:
    """The chats that get digests."""
    town.at_once, town.at_their_minute = await town.client.new_users(AT_ONCE), await town.client.new_users(AT_THEIR_MINUTE)
    for chat in town.at_once:
        await town.ask(chat, "/dangky tức thì")
    last = int(town.seconds / 60) - 2
    for number, chat in enumerate(town.at_their_minute):
        minute = dt.datetime.now(ZONE) + dt.timedelta(minutes=3 + number * max(0, last - 3) // len(town.at_their_minute))
        await town.ask(chat, f"/dangky ngày {minute:%H:%M}")


async def live(town: Town) -> None:
    """All of it, until the time is over."""
    town.open.set()
    town.bot.start()
    await subscribers(town)
    town.begun = time.monotonic()
    parts = (publisher, troublemaker, absences, killer, supervisor, busy_morning, watcher, *[visitors] * VISITORS)
    await asyncio.gather(*(part(town) for part in parts))


async def soak(minutes: float, seed: int) -> dict[str, Any]:
    """The figures of one run."""
    with tempfile.TemporaryDirectory(prefix="giaoban-soak-") as folder:
        async with sandbox_apart() as (address, client):
            bot = Bot(Path(folder), address)
            town = Town(client, bot, random.Random(seed), minutes * 60)  # noqa: S311 - the same people in every run of a seed
            try:
                await live(town)
                verdict = await judge(client, bot.database, town.at_once, town.at_their_minute, town.markers)
            finally:
                if bot.process.poll() is None:
                    await bot.end(killed=False)
            for line in unforeseen(bot.log):
                print(line)
            errors = sum(b"[error" in line for line in bot.log.read_bytes().splitlines())
            codes = Counter(call["code"] for call in await client.calls("sendMessage"))
        used = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return figures(town, verdict, minutes) | {
        "sent": codes[200],
        "refused": codes[429],
        "errors_logged": errors,
        "cores": round(sum(one.ru_utime + one.ru_stime for one in used) / (time.monotonic() - town.begun), 3),
    }


def unforeseen(log: Path) -> list[str]:
    """What the bot said of its own going wrong: the last lines that begin a record."""
    return [line for line in log.read_text("utf-8", "replace").splitlines() if "[error" in line or "[critical" in line][-20:]


def figures(town: Town, verdict: Verdict, minutes: float) -> dict[str, Any]:
    """What was counted, and the memory."""
    hours, megabytes = zip(*town.samples, strict=True)
    memory = growth(hours, megabytes)
    bound = IN_FLIGHT * town.counts["kills"] + town.counts["faults_in_doubt"]
    return {
        "minutes": minutes,
        **{name: town.counts[name] for name in COUNTED},
        **verdict.figures(),
        "repeated_bound": bound,
        "answered_twice_bound": (town.counts["kills"] + 1) * VISITORS,
        "memory_mb": round(sum(megabytes) / len(megabytes), 1),
        "slope_mb_an_hour": round(memory.slope, 2),
        "slope_95": [round(memory.low, 2), round(memory.high, 2)],
        "flat": memory.flat,
        "samples": len(hours),
    }


def holds(found: dict[str, Any]) -> bool:
    """Whether what is promised held."""
    none = ("lost", "never_came", "unanswered")
    twice = found["repeated"] <= found["repeated_bound"] and found["answered_twice"] <= found["answered_twice_bound"]
    return not any(found[name] for name in none) and twice and bool(found["flat"])


def main(words: list[str]) -> int:
    """One run; its line is added to soak.json."""
    minutes = float(words[0]) if words else MINUTES
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)  # noqa: S607 - whichever git
    seed = random.SystemRandom().randrange(10**6)
    found = {"at": f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M}Z", "commit": head.stdout.strip(), "seed": seed}
    found |= asyncio.run(soak(minutes, seed))
    found["holds"] = holds(found)
    for name, value in found.items():
        print(f"{name:24s} {value}")
    with FIGURES.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(found) + "\n")
    return 0 if found["holds"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
