"""Following: /theodoi, the buttons that follow what is shown, and one-tap unfollow.

What a chat follows is one order for alerts (`Template.ALERT`), so quiet hours, the ledger and corrections are those of digests. Anybody may
look; in groups and channels only administrators may change.
"""

from __future__ import annotations

from dataclasses import replace

from bot.question import Question
from briefings.errors import NotFound, UsageError
from briefings.following import MOST_FOLLOWED, Followed, followed, holds, with_followed, without_followed
from briefings.numbers import read_reference
from briefings.query import Kind, Query
from briefings.rendering.following import Suggestion, following_page
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap, tap
from briefings.subscription import Every, Filters, Order, Rhythm, Subscription, Template, read_filters
from briefings.text import fold

_LONGEST = 100  # characters of what is followed
_SUGGESTED = 4
_DOCUMENT, _PERSON = range(2)  # what the button "Theo dõi" stands under
_PROVINCES = ("tinh ", "thanh pho ", "tp. ", "tp ")


async def follow(question: Question) -> Message:
    """/theodoi alone lists; with something behind it, this is followed."""
    typed = " ".join(question.argument.split())
    if not typed:
        return await _listed(question, await _alert(question))
    wanted = followed(read_filters(typed)) or (await _meant(question, typed),)
    for one in wanted:
        message = await _follow(question, one)
    return message


async def _meant(question: Question, typed: str) -> Followed:
    """What somebody means who doesn't say of which kind: a document's number, a person or a body that is known, a province; else words."""
    if read_reference(typed):
        return Followed("documents", typed)
    for kind, asked in (("speakers", Kind.PEOPLE), ("organisations", Kind.DIRECTIVES)):
        settled = await question.store.settle(Query(asked, words=typed))
        if settled.speaker and not settled.words:
            return Followed(kind, settled.speaker)
    province = next((typed[len(sign) :] for sign in _PROVINCES if fold(typed).startswith(sign)), "")
    return Followed("provinces", province) if province else Followed("words", typed.strip("\"“”"))


async def follow_shown(question: Question, told: Tap) -> Message:
    """The button under a document or a person."""
    what, number = told.numbers
    if what == _DOCUMENT:
        return await _follow(question, Followed("documents", (await question.store.document(number, 0, 1)).document.number))
    speaker = (await question.store.view(number)).speaker if what == _PERSON else None
    if not speaker:
        raise NotFound(f"view {number}", "names nobody", "expected one of the buttons", text_id="error-tap")
    return await _follow(question, Followed("speakers", speaker))


async def leave(question: Question, told: Tap) -> Message:
    """Stop following one thing; with the last of them the order ends."""
    await _must_rule(question)
    alert = await _alert(question)
    one = next((one for one in followed(alert.order.filters) if one.mark == told.word), None) if alert else None
    if alert is None or one is None:
        return await _listed(question, alert)
    left = without_followed(alert.order.filters, one)
    if followed(left):
        alert = replace(alert, order=replace(alert.order, filters=left))
        await question.store.subscriptions.change(alert)
    else:
        await question.store.subscriptions.remove(alert.id)
    return await _listed(question, alert if followed(left) else None, "following-left", one.value)


async def _must_rule(question: Question) -> None:
    if not await question.place.rules():
        raise UsageError("following", "asked for by no administrator", "expected one", text_id="subscribe-admins-only")


async def _follow(question: Question, one: Followed) -> Message:
    one = Followed(one.kind, one.value[:_LONGEST].strip())
    alert = await _alert(question)
    if alert and holds(alert.order.filters, one):
        return await _listed(question, alert, "following-known", one.value)
    await _must_rule(question)
    if alert is None:
        alert = await question.store.subscriptions.add(await _new(question, one), question.place.person)
    elif len(followed(alert.order.filters)) >= MOST_FOLLOWED:
        full = f"{MOST_FOLLOWED} followed already"
        raise UsageError("following", full, "expected fewer", text_id="following-full", count=MOST_FOLLOWED)
    else:
        alert = replace(alert, order=replace(alert.order, filters=with_followed(alert.order.filters, one)))
        await question.store.subscriptions.change(alert)
    return await _listed(question, alert, "following-added", one.value)


async def _new(question: Question, one: Followed) -> Subscription:
    place = question.place
    theirs = await question.store.subscriptions.of_chat(place.chat)
    zone, quiet = (theirs[-1].zone, theirs[-1].quiet) if theirs else (place.zone, None)
    order = Order(Rhythm(Every.ONCE_PUBLISHED), Template.ALERT, with_followed(Filters(), one))
    return Subscription(0, place.chat, place.thread, order, question.texts.language, zone, quiet, True, place.at, 0, None, None)


async def _alert(question: Question) -> Subscription | None:
    """The chat's order for alerts in this thread."""
    theirs = await question.store.subscriptions.of_chat(question.place.chat)
    return next((one for one in theirs if one.order.template is Template.ALERT and one.thread == question.place.thread), None)


async def _listed(question: Question, alert: Subscription | None, note: str = "", value: str = "") -> Message:
    return following_page(alert, await _suggested(question, alert), question.texts, note, value)


async def _suggested(question: Question, alert: Subscription | None) -> list[Suggestion]:
    """What the chat opened most often and doesn't follow."""
    filters = alert.order.filters if alert else Filters()
    found: list[Suggestion] = []
    for kind, value in await question.store.held.often_opened(question.place.chat):
        if len(found) < _SUGGESTED and (one := await _suggestion(question, filters, kind, value)):
            found.append(one)
    return found


async def _suggestion(question: Question, filters: Filters, kind: str, value: str) -> Suggestion | None:
    if kind == "speakers":
        view = await question.store.save_view(Query(Kind.PEOPLE, speaker=value))
        return None if holds(filters, Followed(kind, value)) else Suggestion(value, tap("follow", _PERSON, view))
    try:
        document = (await question.store.document(int(value), 0, 1)).document
    except NotFound:  # its articles were withdrawn
        return None
    known = holds(filters, Followed("documents", document.number))
    return None if known else Suggestion(f"{document.type} {document.number}", tap("follow", _DOCUMENT, document.id))
