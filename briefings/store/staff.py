"""Who has which role, and the log of what they changed: user ids in; roles and entries out. Owners of the settings are not kept here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.roles import Role
from briefings.store.database import Database
from briefings.store.rows import Page
from briefings.store.tables_editing import AuditRecord, StaffRecord

_NONE = ""  # the role of those who were met and have none


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role. `user` None: appointed by @name (`username`) and not seen since."""

    id: int
    user: int | None
    username: str | None
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something, and when (aware)."""

    user: int
    name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit log: what was done to what (`subject`: "draft 3", "article 12"), before and after."""

    at: dt.datetime
    user: int
    name: str
    act: str
    subject: str
    before: str | None = None
    after: str | None = None


def record(session: AsyncSession, actor: Actor, act: str, subject: str, *, before: str | None = None, after: str | None = None) -> None:
    """Write a line of the log, in the transaction that makes the change."""
    session.add(AuditRecord(at=actor.at, user_id=actor.user, name=actor.name, act=act, subject=subject, before=before, after=after))


def _member(held: StaffRecord) -> Member:
    return Member(held.id, held.user_id, held.username, held.name, Role(held.role))


class Staff:
    """The roles of a store and its audit log. Raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def role(self, user: int, username: str | None) -> Role | None:
        """The role of a user. One who was appointed by @name is known by number from the first time on."""
        async with self._database.reading() as session:
            held = await session.scalar(select(StaffRecord).where(col(StaffRecord.user_id) == user))
            named = await _unseen(session, username)
        if held is None and named is not None:
            async with self._database.writing() as session:
                held = await _unseen(session, username)
                if held:
                    held.user_id = user
        return Role(held.role) if held and held.role else None

    async def members(self) -> tuple[Member, ...]:
        """Everybody with a role, in the order of appointment."""
        async with self._database.reading() as session:
            held = await session.scalars(select(StaffRecord).where(col(StaffRecord.role) != _NONE).order_by(col(StaffRecord.id)))
            return tuple(map(_member, held))

    async def meet(self, actor: Actor, user: int, name: str) -> None:
        """Keep the name of somebody who may be given a role."""
        async with self._database.writing() as session:
            if await session.scalar(select(col(StaffRecord.id)).where(col(StaffRecord.user_id) == user)) is None:
                session.add(StaffRecord(user_id=user, name=name, role=_NONE, appointed_by=actor.user, appointed_at=actor.at))

    async def appoint(self, actor: Actor, role: Role, name: str, *, user: int | None = None, username: str | None = None) -> None:
        """Give a role to a user, by number or by @name; whoever has one gets this instead."""
        async with self._database.writing() as session:
            same = col(StaffRecord.user_id) == user if user is not None else col(StaffRecord.username) == username
            held = list(await session.scalars(select(StaffRecord).where(same)))
            before = ", ".join(one.role for one in held if one.role) or None
            name = next((one.name for one in held), name)
            user = next((one.user_id for one in held if one.user_id), user)
            username = next((one.username for one in held if one.username), username)
            for one in held:
                await session.delete(one)
            await session.flush()
            session.add(StaffRecord(user_id=user, username=username, name=name, role=role, appointed_by=actor.user, appointed_at=actor.at))
            record(session, actor, "appoint", name, before=before, after=role)

    async def dismiss(self, actor: Actor, member: int) -> Member | None:
        """Take a role away; whose it was."""
        async with self._database.writing() as session:
            held = await session.get(StaffRecord, member)
            if held is None:
                return None
            await session.execute(delete(StaffRecord).where(col(StaffRecord.id) == member))
            record(session, actor, "dismiss", held.name, before=held.role)
            return _member(held)

    async def log(self, offset: int, limit: int) -> Page[Entry]:
        """The audit log, newest first."""
        wanted = select(AuditRecord).order_by(col(AuditRecord.id).desc()).offset(offset).limit(limit)
        async with self._database.reading() as session:
            total = await session.scalar(select(func.count()).select_from(AuditRecord)) or 0
            return Page(tuple(map(_entry, await session.scalars(wanted))), total, offset, limit)


def _entry(held: AuditRecord) -> Entry:
    return Entry(held.at, held.user_id, held.name, held.act, held.subject, held.before, held.after)


async def _unseen(session: AsyncSession, username: str | None) -> StaffRecord | None:
    if not username:
        return None
    theirs = select(StaffRecord).where(col(StaffRecord.username) == username.casefold(), col(StaffRecord.user_id).is_(None))
    return await session.scalar(theirs)
