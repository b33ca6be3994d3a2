"""Drafts become articles, articles are revised, withdrawn and restored; what is withdrawn leaves no trace in any list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from briefings.corrections import Act, Correction, Part, apply, key_of
from briefings.errors import NotFound
from briefings.model import Briefing
from briefings.query import Kind, Query
from briefings.roles import Role
from briefings.store.pastes import joined
from briefings.store.rows import Page
from briefings.store.staff import Actor
from briefings.store.store import Store

AT = dt.datetime(2024, 12, 22, 8, tzinfo=dt.UTC)
LAN = Actor(7, "Lan", AT)
KINDS: dict[Kind, Callable[..., Awaitable[Page[Any]]]] = {
    Kind.ARTICLES: Store.articles,
    Kind.DIRECTIVES: Store.directives,
    Kind.TASKS: Store.tasks,
    Kind.DOCUMENTS: Store.documents,
    Kind.PEOPLE: Store.people,
}


async def everything(store: Store, words: str | None = None) -> dict[Kind, frozenset[object]]:
    """What all lists hold, with or without words; documents of one article have no order."""
    return {kind: frozenset((await lister(store, Query(kind, words=words), 0, 500)).items) for kind, lister in KINDS.items()}


async def test_a_withdrawn_article_is_in_no_list_and_comes_back_as_it_was(seeded: Store) -> None:
    before, found = await everything(seeded), await everything(seeded, "bộ máy")
    stored = await seeded.article(1)
    draft = await seeded.drafts.withdraw(1, LAN)
    without = await everything(seeded)
    assert without != before
    with pytest.raises(NotFound):
        await seeded.article(1)
    assert await seeded.drafts.restore(draft.id, stored.briefing, LAN) == 1
    assert await everything(seeded) == before
    assert await everything(seeded, "bộ máy") == found


async def test_a_withdrawn_article_leaves_what_a_store_without_it_has(store: Store, seeds: tuple[Briefing, ...]) -> None:
    for briefing in seeds:
        await store.add(briefing, AT)
    lone = await Store.open("sqlite+aiosqlite:///:memory:")
    for briefing in seeds[:-1]:
        await lone.add(briefing, AT)
    await store.drafts.withdraw(len(seeds), LAN)
    theirs, ours = await everything(lone), await everything(store)
    await lone.close()
    assert [ours[kind] for kind in KINDS if kind is not Kind.DOCUMENTS] == [theirs[kind] for kind in KINDS if kind is not Kind.DOCUMENTS]


async def test_corrections_outlive_publishing_and_are_there_when_it_is_revised(store: Store, seeds: tuple[Briefing, ...]) -> None:
    change = Correction(Part.TITLE, Act.SET, "Tiêu đề của biên tập")
    draft = await store.drafts.load(seeds[0].article, LAN)
    draft = await store.drafts.change(draft.id, change, "", LAN)
    added = await store.drafts.publish(draft.id, apply(seeds[0], draft.changes)[0], LAN)
    assert (await store.article(added.article_id)).row.title == "Tiêu đề của biên tập"
    assert (await store.drafts.revise(added.article_id, LAN)).changes == (change,)


async def test_what_was_asked_is_forgotten_after_a_while(store: Store, seeds: tuple[Briefing, ...]) -> None:
    draft = await store.drafts.load(seeds[0].article, LAN)
    change = Correction(Part.DATE, Act.SET)
    await store.drafts.ask(1, draft.id, change, LAN)
    assert await store.drafts.asked(1, replace(LAN, at=AT + dt.timedelta(minutes=14))) == (draft.id, change)
    assert await store.drafts.asked(1, replace(LAN, at=AT + dt.timedelta(minutes=15))) is None


async def test_a_paste_is_joined_after_twenty_seconds_of_silence(store: Store) -> None:
    for number, text in ((12, "Phần hai."), (11, "Phần một.\n"), (12, "Phần hai.")):
        await store.pastes.add(1, number, text, LAN)
    assert await store.pastes.silent(AT + dt.timedelta(seconds=19)) == ()
    [paste] = await store.pastes.silent(AT + dt.timedelta(seconds=20))
    draft = await store.pastes.join(paste.chat, LAN)
    assert draft is not None
    assert draft.article.text == "Phần một.\nPhần hai."
    assert await store.pastes.join(paste.chat, LAN) is None


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["Một.\n", "Hai."], "Một.\nHai."),
        (["Một.", "Hai."], "Một.\nHai."),
        (["Một chữ ", "nữa."], "Một chữ nữa."),
        (["tinh g", "ọn"], "tinh gọn"),
    ],
)
def test_pieces_are_joined_as_they_were_cut(pieces: list[str], text: str) -> None:
    assert joined(pieces) == text


async def test_a_role_is_given_changed_and_taken(store: Store) -> None:
    await store.staff.meet(LAN, 9, "Hà")
    assert await store.staff.role(9, None) is None
    await store.staff.appoint(LAN, Role.EDITOR, "9", user=9)
    await store.staff.appoint(LAN, Role.ADMIN, "9", user=9)
    assert await store.staff.role(9, None) is Role.ADMIN
    [member] = await store.staff.members()
    assert member.name == "Hà"
    await store.staff.dismiss(LAN, member.id)
    assert await store.staff.role(9, None) is None
    assert [entry.act for entry in (await store.staff.log(0, 9)).items] == ["dismiss", "appoint", "appoint"]


async def test_a_name_that_somebody_else_takes_later_gives_them_nothing(store: Store) -> None:
    await store.staff.appoint(LAN, Role.EDITOR, "@ha", username="ha_ha")
    assert await store.staff.role(9, "Ha_Ha") is Role.EDITOR
    assert await store.staff.role(10, "ha_ha") is None


async def test_read_anew_an_article_keeps_its_corrections_and_names_those_that_fit_nothing(seeded: Store) -> None:
    read = (await seeded.article(1)).briefing
    kept = Correction(Part.TASKS, Act.SET, "Văn phòng", key_of(read.tasks[0]), "assignee")
    lost = Correction(Part.TASKS, Act.REMOVE, item=key_of(read.tasks[-1]))
    draft = await seeded.drafts.revise(1, LAN)
    for change in (kept, lost):
        draft = await seeded.drafts.change(draft.id, change, "", LAN)
    await seeded.drafts.publish(draft.id, apply(read, draft.changes)[0], LAN)

    same = await seeded.drafts.reread(read, 1, LAN)
    better = replace(read, tasks=read.tasks[:-1], figures=())  # a reader that finds other things
    anew = await seeded.drafts.reread(better, 1, LAN)
    again = await seeded.drafts.reread(read, 1, LAN)

    assert (same.changed, same.unfit) == (False, ())
    assert (anew.changed, anew.unfit) == (True, (lost,))
    assert (again.changed, again.unfit) == (True, ())
    after = (await seeded.article(1)).briefing
    assert [task.assignee.text for task in after.tasks[:1] if task.assignee] == ["Văn phòng"]
    assert len(after.tasks) == len(read.tasks) - 1
