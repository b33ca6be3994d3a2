"""Who may: /quantri gives and takes roles; /nhatky tells who changed what. Each needs its right, asked for anew each time."""

from __future__ import annotations

import re

from bot.question import Question
from bot.rights import actor, must, role_of
from briefings.errors import UsageError
from briefings.rendering import staff as pages
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.roles import Right, Role, may
from briefings.text import fold

_LOGGED = 8  # entries a page
_EXPORTED = 10_000
_SHORT = 400  # a longer forwarded text is an article
_APPOINTMENT = re.compile(r"(?:@(?P<username>[a-z0-9_]{4,32})|(?P<user>[0-9]{3,16}))\s+(?P<role>[a-z ]{2,20})")  # "@lan_ha bien tap"
_ROLES = {
    Role.EDITOR: ("bien tap", "bien tap vien", "editor"),
    Role.ADMIN: ("quan tri", "quan tri vien", "admin"),
    Role.OWNER: ("chu", "chu so huu", "owner"),
}


async def admins(question: Question) -> Message:
    """/quantri alone lists who has a role; "/quantri @name biên tập" gives one."""
    typed = fold(question.argument.strip())
    if typed:
        await _appoint(question, typed)
    return pages.members(await question.store.staff.members(), question.texts)


async def _appoint(question: Question, typed: str) -> None:
    asked = _APPOINTMENT.fullmatch(typed)
    role = next((role for role, words in _ROLES.items() if asked and asked["role"].strip() in words), None)
    if asked is None or role is None:
        wrong = f"{question.argument!r} names nobody and no role"
        raise UsageError("admins", wrong, "expected such as @name editor", text_id="appoint-unclear", words=question.argument[:60])
    user, username = int(asked["user"]) if asked["user"] else None, asked["username"]
    await question.store.staff.appoint(actor(question), role, f"@{username}" if username else str(user), user=user, username=username)


async def take(question: Question) -> Message | None:
    """A short message forwarded from somebody, by an owner: which role they get."""
    sent = question.sent
    if sent.origin_user is None or len(question.argument) >= _SHORT or not may(await role_of(question), Right.APPOINT):
        return None
    name = sent.origin or str(sent.origin_user)
    await question.store.staff.meet(actor(question), sent.origin_user, name)
    return pages.to_appoint(sent.origin_user, name, question.texts)


async def appoint(question: Question, told: Tap) -> Message:
    """Give somebody the role that was tapped."""
    user, place = told.numbers
    if place >= len(pages.ROLES):
        raise UsageError("role", f"{place} is none", "expected one of the buttons", text_id="error-tap")
    await question.store.staff.appoint(actor(question), pages.ROLES[place], str(user), user=user)
    return pages.members(await question.store.staff.members(), question.texts)


async def dismiss(question: Question, told: Tap) -> Message:
    """Take a role away."""
    await question.store.staff.dismiss(actor(question), told.numbers[0])
    return pages.members(await question.store.staff.members(), question.texts)


async def log(question: Question) -> Message:
    """/nhatky shows the last changes; "/nhatky csv" sends an owner all of them as a file too."""
    if fold(question.argument.strip()) in ("csv", "tep", "file"):
        await must(question, Right.APPOINT)
        entries = (await question.store.staff.log(0, _EXPORTED)).items
        await question.attach("nhat-ky.csv", pages.log_file(entries))
    return await _log(question, 0)


async def show_log(question: Question, told: Tap) -> Message:
    """The log from one entry on."""
    return await _log(question, told.numbers[0])


async def _log(question: Question, offset: int) -> Message:
    return pages.log_page(await question.store.staff.log(offset, _LOGGED), question.place.zone, question.texts)
