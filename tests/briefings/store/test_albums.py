"""Files sent at once: each counts once, whenever it is read anew; albums of other chats, and old ones, are apart."""

from __future__ import annotations

import datetime as dt

from briefings.sources.faults import unreadable
from briefings.store.albums import KEPT, Outcome
from briefings.store.store import Store

AT = dt.datetime(2024, 12, 22, 8, tzinfo=dt.UTC)


async def test_a_file_that_is_read_anew_counts_once(store: Store) -> None:
    fault = unreadable("source-empty", "trong.txt")
    await store.albums.add(7, 11, "a", Outcome(loaded=2), AT)
    for _ in range(2):
        whole = await store.albums.add(7, 12, "a", Outcome(known=1, refused=(fault,)), AT)
    assert (whole.loaded, whole.known) == (2, 1)
    assert [(refused.text_id, refused.values, str(refused)) for refused in whole.refused] == [(fault.text_id, fault.values, str(fault))]


async def test_the_message_that_tells_of_an_album_is_known_to_its_chat_alone(store: Store) -> None:
    await store.albums.add(7, 11, "a", Outcome(loaded=1), AT)
    await store.albums.add(8, 11, "a", Outcome(loaded=1), AT)
    assert await store.albums.shown(7, "a") is None
    await store.albums.show(7, "a", 40)
    await store.albums.add(7, 12, "a", Outcome(loaded=1), AT)
    assert (await store.albums.shown(7, "a"), await store.albums.shown(8, "a")) == (40, None)


async def test_an_old_album_is_forgotten(store: Store) -> None:
    await store.albums.add(7, 11, "a", Outcome(loaded=1), AT)
    assert await store.albums.add(7, 90, "a", Outcome(known=1), AT + KEPT + dt.timedelta(seconds=1)) == Outcome(known=1)
