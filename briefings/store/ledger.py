"""The ledger of what goes out: messages due in; rows claimed by whoever holds the lease, and what became of each call, out.

    enqueue ─▶ pending ─ turn ─▶ sending ─ turn ─▶ sent | failed | pending again, later
                                    └ a crash, then recover ─▶ pending again (perhaps sent twice) or in_doubt

One *turn* is one transaction: it writes down how the last calls ended and claims the next rows. While it commits, more calls end and
wait for the next one, so commits are as few as the database is slow, and none is lost. A call may begin only when the turn that claimed its
row is committed, and its place is free only when the turn that recorded it is, so a crash leaves in doubt no more than are in flight.
Each turn is refused when the lease has gone to somebody else (`fence`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.errors import StoreError
from briefings.rendering.messages import Keyboard, Message
from briefings.store.closing import close_chat, close_thread, move_chat, open_chat
from briefings.store.database import Database
from briefings.store.lease import newest_fence
from briefings.store.retention import forget
from briefings.store.tables import ChatRecord
from briefings.store.tables_outgoing import OutgoingRecord, State

_KEYBOARD = TypeAdapter(Keyboard)
# The two spell ON CONFLICT alike, each in its own construct.
_INSERT: dict[str, Callable[[Any], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_ROWS_A_STATEMENT = 500  # SQLite takes 32,766 values in one


class LeaseLostError(StoreError):
    """Another process sends now: nothing was claimed or recorded."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Messages for one chat that belong together and go out in order. `key` makes it unique: a second parcel under it changes nothing.

    `not_before` is aware. `thread_id` 0: no thread. `delivery_id`: the delivery it is part of. `edits`: for each message the id of the
    one that it replaces; empty: all are new.
    """

    key: str
    chat_id: int
    messages: tuple[Message, ...]
    not_before: dt.datetime
    thread_id: int = 0
    delivery_id: int | None = None
    edits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The next message of one chat that is due."""

    id: int
    chat_id: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed message: what to send where. `edits`: the id of the message that it replaces. `attempts`: calls that failed before."""

    id: int
    key: str
    part: int
    chat_id: int
    thread_id: int
    message: Message
    plain: bool
    edits: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed row: its next state and what is known; what it tells of its chat; and what is to be sent because of it.

    `not_before`: when to try again (state PENDING). `tried` false: the call never got anywhere, so it does not count as an attempt.
    `plain`: try again without tags. `anew`: the HTML to send as a new message, since the old one can't be changed any more. `closed`: why
    the chat is closed to us. `moved_to`: the chat's new id. `thread_gone`: there is no such thread any more, and `told` is what those who
    subscribed for it get.
    """

    id: int
    chat_id: int
    state: State
    message_id: int | None = None
    not_before: dt.datetime | None = None
    error: str | None = None
    tried: bool = True
    plain: bool = False
    anew: str | None = None
    closed: str | None = None
    moved_to: int | None = None
    thread_gone: int | None = None
    told: Message | None = None
    notices: tuple[Parcel, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Delivered:
    """One message of a parcel and where it stands."""

    part: int
    state: State
    message_id: int | None
    last_error: str | None


async def enqueue(session: AsyncSession, parcels: Sequence[Parcel]) -> None:
    """Have parcels sent, within the caller's transaction. Those whose key is known already change nothing; closed chats get nothing."""
    closed = set(await session.scalars(select(col(ChatRecord.id)).where(col(ChatRecord.closed).is_not(None))))
    rows = [_row(parcel, part, closed) for parcel in parcels for part in range(len(parcel.messages))]
    statement = _INSERT[session.get_bind().dialect.name](OutgoingRecord).on_conflict_do_nothing(index_elements=["key", "part"])
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        await session.execute(statement, rows[start : start + _ROWS_A_STATEMENT])


def _row(parcel: Parcel, part: int, closed: set[int]) -> dict[str, Any]:
    message = parcel.messages[part]
    return {
        "key": parcel.key,
        "part": part,
        "delivery_id": parcel.delivery_id,
        "chat_id": parcel.chat_id,
        "thread_id": parcel.thread_id,
        "html": message.html,
        "keyboard": _KEYBOARD.dump_json(message.keyboard, exclude_none=True).decode(),
        "plain": False,
        "edits": parcel.edits[part] if parcel.edits else None,
        "state": State.CANCELLED if parcel.chat_id in closed else State.PENDING,
        "not_before": parcel.not_before,
        "fence": 0,
        "attempts": 0,
    }


class Ledger:
    """The rows of a store's `outgoing` table. Every method raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def enqueue(self, parcels: Sequence[Parcel]) -> None:
        """The same in a transaction of its own."""
        async with self._database.writing() as session:
            await enqueue(session, parcels)

    async def heads(self, now: dt.datetime, limit: int) -> list[Head]:
        """For each of `limit` chats the first message that is due, oldest first."""
        first = func.min(col(OutgoingRecord.id))
        due = (col(OutgoingRecord.state) == State.PENDING, col(OutgoingRecord.not_before) <= now)
        query = select(first, col(OutgoingRecord.chat_id)).where(*due).group_by(col(OutgoingRecord.chat_id)).order_by(first).limit(limit)
        async with self._database.reading() as session:
            return [Head(*row) for row in await session.execute(query)]

    async def turn(self, outcomes: Sequence[Outcome], wanted: Sequence[Head], fence: int, now: dt.datetime) -> list[Outgoing]:
        """Write down `outcomes` and claim the `wanted` rows, those that are still due; all or nothing. Raises LeaseLostError."""
        async with self._database.writing() as session:
            await _check(session, fence, self._database.name)
            await _record(session, outcomes, fence, now)
            return await _claim(session, [head.id for head in wanted], fence, now)

    async def record(self, outcomes: Sequence[Outcome], fence: int, now: dt.datetime) -> None:
        """Write down `outcomes` of rows claimed under `fence`, whoever leads by now; of those that somebody took over, nothing."""
        async with self._database.writing() as session:
            await _record(session, outcomes, fence, now)

    async def recover(self, fence: int, now: dt.datetime, *, resend: bool) -> int:
        """Take over what an earlier holder of the lease left as `sending`; how many rows. `resend` false: they stay in doubt."""
        state = State.PENDING if resend else State.IN_DOUBT
        left = (col(OutgoingRecord.state) == State.SENDING, col(OutgoingRecord.fence) < fence)
        async with self._database.writing() as session:
            await _check(session, fence, self._database.name)
            done = await session.execute(update(OutgoingRecord).where(*left).values(state=state, fence=fence, last_error="in doubt"))
            return int(getattr(done, "rowcount", 0))

    async def claimed_since(self, at: dt.datetime) -> bool:
        """Whether anything was claimed after `at`: it may have gone out just now."""
        recent = select(col(OutgoingRecord.id)).where(col(OutgoingRecord.claimed_at) > at).limit(1)
        async with self._database.reading() as session:
            return await session.scalar(recent) is not None

    async def forget(self, now: dt.datetime) -> None:
        """Drop what went out so long ago that it is not corrected any more."""
        await forget(self._database, now)

    async def delivered(self, key: str) -> list[Delivered]:
        """Where the messages of a parcel stand, in order; nothing for an unknown key."""
        rows = select(*(col(getattr(OutgoingRecord, name)) for name in ("part", "state", "message_id", "last_error")))
        async with self._database.reading() as session:
            found = await session.execute(rows.where(col(OutgoingRecord.key) == key).order_by(col(OutgoingRecord.part)))
            return [Delivered(part, State(state), message_id, error) for part, state, message_id, error in found]

    async def counts(self) -> dict[State, int]:
        """How many messages stand where."""
        state = col(OutgoingRecord.state)
        async with self._database.reading() as session:
            return {State(name): count for name, count in await session.execute(select(state, func.count()).group_by(state))}

    async def close(self, chat_id: int, why: str, at: dt.datetime) -> None:
        """The bot was blocked or removed there: what was to be sent is cancelled, and nothing more is sent until `reopen`."""
        async with self._database.writing() as session:
            await close_chat(session, chat_id, why, at)

    async def reopen(self, chat_id: int) -> None:
        """Somebody of this chat wrote to us: it is open again."""
        async with self._database.writing() as session:
            await open_chat(session, chat_id)

    async def move(self, chat_id: int, new_id: int) -> None:
        """A group became a supergroup: all that was its is now under its new id (core.telegram.org/bots/api#message)."""
        async with self._database.writing() as session:
            await move_chat(session, chat_id, new_id)


async def _check(session: AsyncSession, fence: int, name: str) -> None:
    """Whoever claims under a lower number than the lease has now, or than somebody claimed under before, has lost it."""
    newest = await session.scalar(select(func.max(col(OutgoingRecord.fence))).where(col(OutgoingRecord.state) == State.SENDING))
    if max(newest or 0, await newest_fence(session)) > fence:
        raise LeaseLostError(name, "is sent from by another process", "expected this one to hold the lease")


_ENDED = (
    update(OutgoingRecord)
    .where(
        col(OutgoingRecord.id) == bindparam("row"),
        col(OutgoingRecord.fence) == bindparam("holder"),
        col(OutgoingRecord.state) == State.SENDING,
    )
    .values(
        state=bindparam("ended"),
        message_id=bindparam("message"),
        not_before=func.coalesce(bindparam("later"), col(OutgoingRecord.not_before)),
        attempts=col(OutgoingRecord.attempts) + bindparam("tried"),
        last_error=bindparam("error"),
    )
)


async def _record(session: AsyncSession, outcomes: Sequence[Outcome], fence: int, now: dt.datetime) -> None:
    """Write down how calls ended; a row that somebody else has claimed since is theirs."""
    if not outcomes:
        return
    await (await session.connection()).execute(_ENDED, [_ended(outcome, fence) for outcome in outcomes])
    for outcome in outcomes:
        if outcome.state is not State.SENT:
            await _follow(session, outcome, now)
    notices = [notice for outcome in outcomes for notice in outcome.notices]
    if notices:
        await enqueue(session, notices)


def _ended(outcome: Outcome, fence: int) -> dict[str, Any]:
    return {
        "row": outcome.id,
        "holder": fence,
        "ended": outcome.state,
        "message": outcome.message_id,
        "later": outcome.not_before,
        "tried": int(outcome.tried),
        "error": outcome.error,
    }


async def _follow(session: AsyncSession, outcome: Outcome, now: dt.datetime) -> None:
    """What a call that did not deliver means for its row, for those behind it and for its chat."""
    mine = col(OutgoingRecord.id) == outcome.id
    if outcome.plain:
        await session.execute(update(OutgoingRecord).where(mine).values(plain=True))
    if outcome.anew:
        await session.execute(update(OutgoingRecord).where(mine).values(edits=None, html=outcome.anew))
    if outcome.not_before:
        await _hold_back(session, outcome.id, outcome.not_before)
    if outcome.closed:
        await close_chat(session, outcome.chat_id, outcome.closed, now)
    if outcome.moved_to:
        await move_chat(session, outcome.chat_id, outcome.moved_to)
    if outcome.thread_gone:
        creators = await close_thread(session, outcome.chat_id, outcome.thread_gone, outcome.error or "")
        told = (outcome.told,) if outcome.told else ()
        await enqueue(session, [Parcel(f"thread:{outcome.id}:{creator}", creator, told, now) for creator in creators])


async def _hold_back(session: AsyncSession, row: int, until: dt.datetime) -> None:
    """The parts after this one wait with it, so that a chat reads them in order."""
    this = select(col(OutgoingRecord.key)).where(col(OutgoingRecord.id) == row).scalar_subquery()
    behind = (col(OutgoingRecord.key) == this, col(OutgoingRecord.id) > row, col(OutgoingRecord.state) == State.PENDING)
    await session.execute(update(OutgoingRecord).where(*behind, col(OutgoingRecord.not_before) < until).values(not_before=until))


_CLAIMED = tuple(
    col(getattr(OutgoingRecord, name))
    for name in ("id", "key", "part", "chat_id", "thread_id", "html", "keyboard", "plain", "edits", "attempts")
)


async def _claim(session: AsyncSession, ids: Sequence[int], fence: int, now: dt.datetime) -> list[Outgoing]:
    if not ids:
        return []
    free = (col(OutgoingRecord.id).in_(ids), col(OutgoingRecord.state) == State.PENDING, col(OutgoingRecord.not_before) <= now)
    claimed = update(OutgoingRecord).where(*free).values(state=State.SENDING, fence=fence, claimed_at=now).returning(*_CLAIMED)
    rows = (await (await session.connection()).execute(claimed)).all()
    return sorted(map(_outgoing, rows), key=lambda outgoing: outgoing.id)


def _outgoing(row: Row[Any]) -> Outgoing:
    message = Message(row.html, _KEYBOARD.validate_json(row.keyboard))
    return Outgoing(row.id, row.key, row.part, row.chat_id, row.thread_id, message, row.plain, row.edits, row.attempts)
