"""What a chat follows: its filters and what it might follow too in; the list with one-tap unfollow out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.following import Followed, followed
from briefings.rendering.messages import Button, Message
from briefings.rendering.pages import clip
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts
from briefings.subscription import Subscription

_LABEL = 40  # characters of a value on a button


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that might be followed: how it is called, and the data of the button that does it."""

    label: str
    data: str


def following_page(alert: Subscription | None, suggested: Sequence[Suggestion], texts: Texts, note: str = "", value: str = "") -> Message:
    """All that a chat follows. `note`: the id of a text to say first, of `value`."""
    theirs = followed(alert.order.filters) if alert else ()
    said = [str(texts(note, value=clip(value, 80)))] if note else []
    head = f"🔔 <b>{texts('following-title')}</b>"
    lines = [str(texts("following-leave"))] if theirs else [str(texts("following-none"))]
    lines += [str(texts("following-suggested"))] if suggested else []
    leaving = tuple((Button(_label(one, texts), data=tap("leave", one.mark)),) for one in theirs)
    adding = tuple((Button(texts.plain("button-follow-value", value=clip(one.label, _LABEL)), data=one.data),) for one in suggested)
    more = ((Button(texts.plain("button-caidat"), data=tap("u", alert.id, 0)),),) if alert and theirs else ()
    return Message("\n\n".join((*said, head, *lines, str(texts("following-how")))), (*leaving, *adding, *more))


def _label(one: Followed, texts: Texts) -> str:
    kind = texts.plain(f"following-kind-{one.kind}")
    return texts.plain("button-leave", value=f"{kind}: {clip(one.value, _LABEL)}")
