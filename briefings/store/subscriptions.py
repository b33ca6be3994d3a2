"""Subscriptions, the slots that fall due, and the digests made for them: orders in; deliveries, each slot once, out.

    add ─▶ subscription ─ plan ─▶ delivery (planned) + digest (asked) ─ keep ─▶ digest (rendered) ─ hand_over ─▶ messages in the ledger

`plan` moves a subscription on and makes the delivery in one transaction; `hand_over` puts the messages into the ledger and moves the
delivery on in one transaction. So whenever the process dies, each slot has been planned once and each delivery been handed over once.
When something is due is decided by the caller's pure function, for the domain knows no scheduler. Writing sessions follow one another
(`Database.writing`), so an article that `plan` doesn't see yet gets a higher id than all that it sees.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import bindparam, insert, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.digest import FIRST_MESSAGES, Asked, ask
from briefings.errors import NotFound
from briefings.rendering.messages import Message
from briefings.store.database import Database
from briefings.store.inbox import made, remember
from briefings.store.ledger import Parcel, enqueue
from briefings.store.publications import newest_id
from briefings.store.tables_outgoing import OutgoingRecord, State
from briefings.store.tables_subscriptions import DeliveryRecord, DigestRecord, Stage, SubscriptionRecord
from briefings.subscription import Every, Order, QuietHours, Subscription

_LOOKED_THROUGH = 500  # newest digests, for those that tell of an article
_ORDER = TypeAdapter(Order)
_QUIET = TypeAdapter(QuietHours)
_ASKED = TypeAdapter(Asked)
_MESSAGES = TypeAdapter(tuple[Message, ...])


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a subscription that is due. `slot` None: not now, look again at `due_at`.

    `next_slot` and `due_at`: the next time (None: at once on publication). `late`: the slot is past by more than it should be.
    """

    slot: dt.datetime | None
    next_slot: dt.datetime | None
    due_at: dt.datetime | None
    late: bool = False


Reckon = Callable[[Subscription, dt.datetime], Plan]


@lru_cache(maxsize=1024)
def _read_order(text: str) -> Order:
    return _ORDER.validate_json(text)


def _subscription(record: SubscriptionRecord) -> Subscription:
    return Subscription(
        id=record.id,
        chat=record.chat_id,
        thread=record.thread_id,
        order=_read_order(record.order),
        language=record.language,
        zone=record.zone,
        quiet=_QUIET.validate_json(record.quiet) if record.quiet else None,
        active=record.active,
        covered=record.covered,
        seen=record.seen,
        next_slot=record.next_slot,
        due_at=record.due_at,
    )


def _columns(subscription: Subscription) -> dict[str, object]:
    quiet = subscription.quiet
    return {
        "chat_id": subscription.chat,
        "thread_id": subscription.thread,
        "order": _ORDER.dump_json(subscription.order).decode(),
        "instant": subscription.order.rhythm.every is Every.ONCE_PUBLISHED,
        "language": subscription.language,
        "zone": subscription.zone,
        "quiet": _QUIET.dump_json(quiet).decode() if quiet else None,
        "active": subscription.active,
        "covered": subscription.covered,
        "seen": subscription.seen,
        "next_slot": subscription.next_slot,
        "due_at": subscription.due_at,
    }


class Subscriptions:
    """The subscriptions of a store and their digests. Every method raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, subscription: Subscription, by: int | None) -> Subscription:
        """Keep a new subscription, ordered by the user `by`; its `id` and `seen` (all articles there are) are given here.

        An update that is begun again, because the process died, finds the one that it made.
        """
        async with self._database.writing() as session:
            known = await made(session)
            if known is not None and (record := await session.get(SubscriptionRecord, known)):
                return _subscription(record)
            values = _columns(subscription) | {"seen": await newest_id(session), "created_by": by}
            record = SubscriptionRecord.model_validate(values)
            session.add(record)
            await session.flush()
            await remember(session, record.id)
            return _subscription(record)

    async def change(self, subscription: Subscription) -> None:
        """Keep a changed subscription. What its digests have covered is not for changing: a tick may have moved it on meanwhile."""
        theirs = col(SubscriptionRecord.id) == subscription.id
        values = {name: value for name, value in _columns(subscription).items() if name not in ("covered", "seen")}
        async with self._database.writing() as session:
            await session.execute(update(SubscriptionRecord).where(theirs).values(values))

    async def remove(self, subscription_id: int) -> None:
        """Forget a subscription and what was planned for it."""
        async with self._database.writing() as session:
            record = await session.get(SubscriptionRecord, subscription_id)
            if record:
                await session.delete(record)

    async def get(self, subscription_id: int) -> Subscription:
        """One subscription. Raises NotFound."""
        async with self._database.reading() as session:
            record = await session.get(SubscriptionRecord, subscription_id)
        if record is None:
            raise NotFound(f"subscription {subscription_id}", "is not in the store", "expected one that was not ended")
        return _subscription(record)

    async def of_chat(self, chat: int) -> tuple[Subscription, ...]:
        """What a chat has subscribed to, oldest first."""
        query = select(SubscriptionRecord).where(col(SubscriptionRecord.chat_id) == chat).order_by(col(SubscriptionRecord.id))
        async with self._database.reading() as session:
            return tuple(_subscription(record) for record in await session.scalars(query))

    async def pressing(self, now: dt.datetime) -> bool:
        """Whether at `now` anything is to be planned, rendered, handed over or corrected: one question, which most ticks end with."""
        async with self._database.reading() as session:
            return bool(await session.scalar(_PRESSING, {"now": now}))

    async def plan(self, now: dt.datetime, reckon: Reckon, limit: int = 1000) -> int:
        """Make the deliveries of up to `limit` subscriptions that are due at `now`; how many were looked at. Call until it is 0."""
        due = select(SubscriptionRecord).where(col(SubscriptionRecord.active), col(SubscriptionRecord.due_at) <= now)
        async with self._database.writing() as session:
            records = await session.scalars(due.order_by(col(SubscriptionRecord.due_at), col(SubscriptionRecord.id)).limit(limit))
            plans = [(subscription := _subscription(record), reckon(subscription, now)) for record in records]
            await _deliver(session, plans, upto := await newest_id(session))
            await _move(session, plans, upto)
            return len(plans)

    async def unrendered(self, limit: int = 50) -> list[tuple[int, Asked]]:
        """The digests that are asked for and not yet rendered, by id."""
        waiting = select(col(DigestRecord.id), col(DigestRecord.asked)).where(col(DigestRecord.messages).is_(None))
        async with self._database.reading() as session:
            rows = await session.execute(waiting.order_by(col(DigestRecord.id)).limit(limit))
            return [(digest_id, _ASKED.validate_json(text)) for digest_id, text in rows]

    async def ask(self, asked: Asked) -> int:
        """The id of the digest of what is asked, the same for the same."""
        async with self._database.writing() as session:
            return (await _digests(session, {asked}))[asked]

    async def keep(self, digest_id: int, messages: Sequence[Message], articles: Sequence[int]) -> None:
        """Keep a digest as rendered: its messages (none: nothing to send) and the ids of the articles that it tells of."""
        done = {"messages": _MESSAGES.dump_json(tuple(messages), exclude_none=True).decode(), "articles": json.dumps(list(articles))}
        async with self._database.writing() as session:
            await session.execute(update(DigestRecord).where(col(DigestRecord.id) == digest_id).values(done))

    async def hand_over(self, limit: int = 500) -> int:
        """Put up to `limit` planned deliveries whose digest is rendered into the ledger; how many. Call until it is 0."""
        async with self._database.writing() as session:
            waiting = await _waiting(session, limit)
            digests = await _rendered(session, {one.digest_id for one in waiting})
            parcels = [_parcel(one, digests[one.digest_id][:FIRST_MESSAGES]) for one in waiting]
            await enqueue(session, [parcel for parcel in parcels if parcel.messages])
            for stage, filled in ((Stage.PREPARED, True), (Stage.EMPTY, False)):
                done = [parcel.delivery_id for parcel in parcels if bool(parcel.messages) is filled]
                await session.execute(update(DeliveryRecord).where(col(DeliveryRecord.id).in_(done)).values(stage=stage))
            return len(waiting)

    async def correct(self, now: dt.datetime, gone: Callable[[str], Message], limit: int = 100) -> int:
        """Have up to `limit` stale deliveries edited in the chats, once their digest is made anew; how many. Call until it is 0.

        `gone` is what stands, in a language, in place of a message that is no more. What is still on its way is corrected when it is there.
        """
        async with self._database.writing() as session:
            waiting = await _waiting(session, limit, Stage.STALE)
            digests = await _rendered(session, {one.digest_id for one in waiting})
            sent = await _sent(session, [one.id for one in waiting])
            parcels = [_correction(one, digests[one.digest_id], sent[one.id], now, gone) for one in waiting if one.id in sent]
            await enqueue(session, [parcel for parcel in parcels if parcel.messages])
            done = [parcel.delivery_id for parcel in parcels]
            await session.execute(update(DeliveryRecord).where(col(DeliveryRecord.id).in_(done)).values(stage=Stage.PREPARED))
            return len(done)

    async def digest(self, digest_id: int) -> tuple[Asked, tuple[Message, ...]]:
        """A digest: what it is of, and its messages as rendered. Raises NotFound."""
        async with self._database.reading() as session:
            record = await session.get(DigestRecord, digest_id)
        if record is None:
            raise NotFound(f"digest {digest_id}", "is not in the store", "expected one that was sent", text_id="error-tap")
        return _ASKED.validate_json(record.asked), _MESSAGES.validate_json(record.messages or "[]")

    async def deliveries(self, subscription_id: int) -> list[tuple[dt.datetime, Stage]]:
        """The slots for which a subscription was served, oldest first, and where each stands."""
        theirs = select(col(DeliveryRecord.slot), col(DeliveryRecord.stage)).where(col(DeliveryRecord.subscription_id) == subscription_id)
        async with self._database.reading() as session:
            return [(slot, Stage(stage)) for slot, stage in await session.execute(theirs.order_by(col(DeliveryRecord.id)))]


_DUE = select(col(SubscriptionRecord.id)).where(col(SubscriptionRecord.active), col(SubscriptionRecord.due_at) <= bindparam("now"))
_UNRENDERED = select(col(DigestRecord.id)).where(col(DigestRecord.messages).is_(None))
_STAGED = [  # named outright, as the indexes do
    select(col(DeliveryRecord.id)).where(col(DeliveryRecord.stage) == literal_column(f"'{stage}'"))
    for stage in (Stage.PLANNED, Stage.STALE)
]
_PRESSING = select(or_(*(rows.exists() for rows in (_DUE, _UNRENDERED, *_STAGED))))


async def stir(session: AsyncSession, now: dt.datetime) -> None:
    """Something was published at `now`: those who want it at once are due."""
    instant = (col(SubscriptionRecord.instant), col(SubscriptionRecord.due_at).is_(None))
    await session.execute(update(SubscriptionRecord).where(*instant).values(next_slot=now, due_at=now))


Plans = Sequence[tuple[Subscription, Plan]]


async def retell(session: AsyncSession, article_id: int) -> None:
    """An article was corrected or taken back: the newest digests that tell of it are made anew, and what was sent of them is edited."""
    telling = select(col(DigestRecord.id), col(DigestRecord.articles)).where(col(DigestRecord.messages).is_not(None))
    rows = await session.execute(telling.order_by(col(DigestRecord.id).desc()).limit(_LOOKED_THROUGH))
    ids = [digest_id for digest_id, articles in rows if article_id in json.loads(articles or "[]")]
    sent = (col(DeliveryRecord.digest_id).in_(ids), col(DeliveryRecord.stage) == Stage.PREPARED)
    await session.execute(update(DeliveryRecord).where(*sent).values(stage=Stage.STALE))
    await session.execute(update(DigestRecord).where(col(DigestRecord.id).in_(ids)).values(messages=None))


async def _deliver(session: AsyncSession, plans: Plans, upto: int) -> None:
    """The deliveries of those whose slot has come, and the digests that they ask for."""
    wanted = [(one, plan.slot, ask(one, plan.slot, upto, plan.next_slot, late=plan.late)) for one, plan in plans if plan.slot]
    if not wanted:
        return
    digests = await _digests(session, {asked for _, _, asked in wanted})
    await _forget_previews(session, digests.values())
    rows = [{"subscription_id": one.id, "digest_id": digests[asked], "slot": slot, "stage": Stage.PLANNED} for one, slot, asked in wanted]
    await session.execute(insert(DeliveryRecord), rows)


async def _digests(session: AsyncSession, asked: set[Asked]) -> dict[Asked, int]:
    """The ids of the digests of what is asked; those that are new are written down."""
    keys = {one.key: one for one in asked}
    ids = select(col(DigestRecord.key), col(DigestRecord.id)).where(col(DigestRecord.key).in_(keys))
    known = {key for key, _ in await session.execute(ids)}
    new = [{"key": key, "asked": _ASKED.dump_json(one).decode()} for key, one in keys.items() if key not in known]
    if new:
        await session.execute(insert(DigestRecord), new)
    return {keys[key]: digest_id for key, digest_id in await session.execute(ids)}


async def _forget_previews(session: AsyncSession, digests: Iterable[int]) -> None:
    """A digest that was only looked at before its time is made anew: its articles may have been corrected since."""
    looked_at = (col(DigestRecord.id).in_(digests), col(DigestRecord.messages).is_not(None))
    delivered = select(col(DeliveryRecord.id)).where(col(DeliveryRecord.digest_id) == col(DigestRecord.id)).exists()
    await session.execute(update(DigestRecord).where(*looked_at, ~delivered).values(messages=None))


_MOVED = (
    update(SubscriptionRecord)
    .where(col(SubscriptionRecord.id) == bindparam("which"))
    .values(covered=bindparam("now_covered"), seen=bindparam("now_seen"), next_slot=bindparam("next"), due_at=bindparam("due"))
)


async def _move(session: AsyncSession, plans: Plans, upto: int) -> None:
    rows = [
        {
            "which": one.id,
            "now_covered": plan.slot or one.covered,
            "now_seen": max(upto, one.seen) if plan.slot else one.seen,
            "next": plan.next_slot,
            "due": plan.due_at,
        }
        for one, plan in plans
    ]
    if rows:
        await (await session.connection()).execute(_MOVED, rows)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A delivery that is planned or stale, whose digest is rendered."""

    id: int
    digest_id: int
    slot: dt.datetime
    chat: int
    thread: int
    language: str


async def _waiting(session: AsyncSession, limit: int, stage: Stage = Stage.PLANNED) -> list[_Waiting]:
    delivery = (col(DeliveryRecord.id), col(DeliveryRecord.digest_id), col(DeliveryRecord.slot))
    rows = (
        select(*delivery, col(SubscriptionRecord.chat_id), col(SubscriptionRecord.thread_id), col(SubscriptionRecord.language))
        .join(SubscriptionRecord, col(SubscriptionRecord.id) == col(DeliveryRecord.subscription_id))
        .join(DigestRecord, col(DigestRecord.id) == col(DeliveryRecord.digest_id))
        .where(col(DeliveryRecord.stage) == stage, col(DigestRecord.messages).is_not(None))
    )
    found = await session.execute(rows.order_by(*delivery[1:2], *delivery[:1]).limit(limit))
    return [_Waiting(*row) for row in found]


async def _rendered(session: AsyncSession, ids: set[int]) -> dict[int, tuple[Message, ...]]:
    rows = select(col(DigestRecord.id), col(DigestRecord.messages)).where(col(DigestRecord.id).in_(ids))
    return {digest_id: _MESSAGES.validate_json(messages or "[]") for digest_id, messages in await session.execute(rows)}


def _parcel(one: _Waiting, messages: tuple[Message, ...]) -> Parcel:
    return Parcel(f"digest:{one.id}", one.chat, messages, one.slot, one.thread, one.id)


async def _sent(session: AsyncSession, deliveries: Sequence[int]) -> dict[int, list[int | None]]:
    """For each delivery of which nothing is on its way any more: the ids of its messages in the chat, None for one that never got there."""
    row = (col(OutgoingRecord.delivery_id), col(OutgoingRecord.state), col(OutgoingRecord.message_id))
    mine = (col(OutgoingRecord.delivery_id).in_(deliveries), col(OutgoingRecord.edits).is_(None))
    found: dict[int, list[int | None]] = {delivery: [] for delivery in deliveries}
    for delivery, state, message_id in await session.execute(select(*row).where(*mine).order_by(col(OutgoingRecord.part))):
        if delivery not in found:
            continue
        if state in (State.PENDING, State.SENDING):
            found.pop(delivery)
        else:
            found[delivery].append(message_id)
    return found


def _correction(
    one: _Waiting, messages: tuple[Message, ...], sent: Sequence[int | None], now: dt.datetime, gone: Callable[[str], Message]
) -> Parcel:
    """The edits that make of the messages sent what the digest says now."""
    said = (*messages[:FIRST_MESSAGES], *[gone(one.language)] * len(sent))
    edits = [(message, message_id) for message, message_id in zip(said, sent, strict=False) if message_id is not None]
    told, ids = tuple(message for message, _ in edits), tuple(message_id for _, message_id in edits)
    return Parcel(f"correction:{one.id}:{now.isoformat()}", one.chat, told, now, one.thread, one.id, ids)
