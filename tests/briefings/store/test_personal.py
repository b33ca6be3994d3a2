"""What is somebody's own is shown whole, removed whole, and nobody else's is touched."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlmodel import SQLModel

from briefings.model import Article
from briefings.rendering.messages import Message
from briefings.roles import Role
from briefings.store.ledger import Parcel
from briefings.store.personal import _KEPT
from briefings.store.rows import Chat
from briefings.store.staff import Actor
from briefings.store.store import Store
from briefings.subscription import Subscription, read_order

AT = datetime(2024, 12, 16, tzinfo=UTC)
ONE, OTHER, GROUP = 7, 8, -100


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await Store.open(database_url)
    for chat in (ONE, OTHER, GROUP):
        await opened.save_chat(Chat(chat, "en"))
        order = Subscription(0, chat, 0, read_order("tức thì"), "vi", "Asia/Ho_Chi_Minh", None, True, AT, 0, None, None)
        await opened.subscriptions.add(order, ONE)
        await opened.ledger.enqueue([Parcel(f"k:{chat}", chat, (Message("x"),), AT)])
    yield opened
    await opened.close()


async def test_a_person_sees_all_that_is_their_own(store: Store) -> None:
    held = await store.personal.of(ONE, ONE)
    assert {name: len(rows) for name, rows in held.items()} == {"chat": 1, "subscription": 1, "outgoing": 1}
    assert held["chat"][0]["language"] == "en"
    assert held["outgoing"][0]["not_before"].startswith("2024-12-16T00:00:00")


async def test_what_is_removed_is_gone_and_others_keep_theirs(store: Store) -> None:
    before = await store.personal.of(OTHER, OTHER)
    assert await store.personal.forget(ONE, ONE) == 3
    assert await store.personal.of(ONE, ONE) == {}
    after = await store.personal.of(OTHER, OTHER)
    assert before["subscription"][0].pop("created_by") == ONE
    assert after["subscription"][0].pop("created_by") is None
    assert after == before


async def test_a_group_is_forgotten_without_its_members(store: Store) -> None:
    await store.personal.forget(GROUP, None)
    assert await store.personal.of(GROUP, None) == {}
    assert set(await store.personal.of(ONE, ONE)) == {"chat", "subscription", "outgoing"}


async def test_who_changed_what_and_who_has_which_role_is_kept(store: Store) -> None:
    actor = Actor(ONE, "Lan", AT)
    await store.staff.appoint(Actor(OTHER, "Bình", AT), Role.EDITOR, "Lan", user=ONE)
    await store.drafts.load(Article("Hội nghị\nSở họp.\n", None), actor)
    log = await store.staff.log(0, 10)
    await store.personal.forget(ONE, ONE)
    assert await store.staff.log(0, 10) == log
    assert [member.user for member in await store.staff.members()] == [ONE]


def test_every_table_that_names_a_person_is_thought_of() -> None:
    """A new one is removed by its user_id, or kept for a reason that README tells."""
    columns = {"user_id", "created_by", "made_by", "loaded_by"}
    naming = {table.name for table in SQLModel.metadata.sorted_tables if columns & set(table.c.keys())}
    assert naming - _KEPT == {"piece", "asked", "awaited", "subscription"}
