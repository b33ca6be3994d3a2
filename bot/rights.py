"""Who may: a question in, the role of whoever asks out; and answers that nobody gets without the right to them. The one place that checks.

Each command and each tap is checked anew when it comes, by who sent it: what a button carries gives no right.
"""

from __future__ import annotations

from functools import partial

from bot.question import Answer, Question, TapAnswer
from briefings.errors import NotFound, UsageError
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.roles import Right, Role, may
from briefings.store.staff import Actor


async def role_of(question: Question) -> Role | None:
    """The role of whoever asks; None for most people, and for whoever posts in a channel's name."""
    place = question.place
    if place.person is None:
        return None
    return Role.OWNER if place.person in question.owners else await question.store.staff.role(place.person, place.username)


async def must(question: Question, right: Right) -> None:
    """Raises NotFound for somebody without a role, to whom there is no such thing, and UsageError for a role without this right."""
    role = await role_of(question)
    if role is None:
        raise NotFound("tap", "comes from somebody without a role", "expected one with the right to it", text_id="error-tap")
    if not may(role, right):
        raise UsageError("right", f"{right} asked for by an {role}", "expected a higher role", text_id="right-lacking")


def actor(question: Question) -> Actor:
    """Whoever asks, for the log."""
    place = question.place
    return Actor(place.person or 0, place.name or str(place.person or 0), place.at)


def only(right: Right, answer: Answer) -> Answer:
    """The same answer for those who have this right."""

    async def checked(question: Question) -> Message:
        await must(question, right)
        return await answer(question)

    return checked


def only_tap(right: Right, answer: TapAnswer) -> TapAnswer:
    """The same for a button."""

    async def checked(question: Question, told: Tap) -> Message:
        return await only(right, partial(answer, told=told))(question)

    return checked
