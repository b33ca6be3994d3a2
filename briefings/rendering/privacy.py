"""What is kept of a chat: how many rows of which kind in; a message with both ways out, out."""

from __future__ import annotations

from collections.abc import Mapping

from briefings.rendering.messages import Button, Message
from briefings.rendering.replies import ways
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts

_SHOWN = {"subscription": "kept-subscriptions", "held": "kept-tasks", "outgoing": "kept-messages", "chat": "kept-settings"}


def kept(counts: Mapping[str, int], texts: Texts) -> Message:
    """What is kept, in a line a kind; nothing where there is nothing."""
    lines = [f"• {texts(text, count=str(counts[name]))}" for name, text in _SHOWN.items() if counts.get(name)]
    others = sum(count for name, count in counts.items() if name not in _SHOWN)
    lines += [f"• {texts('kept-others', count=str(others))}"] if others else []
    if not lines:
        return Message(str(texts("kept-nothing")), ways(texts))
    html = "\n\n".join((f"🔒 <b>{texts('kept-title')}</b>", "\n".join(lines), str(texts("kept-always"))))
    buttons = (Button(texts.plain("button-kept-copy"), data=tap("data", 0)), Button(texts.plain("button-kept-remove"), data=tap("data", 1)))
    return Message(html, (buttons,))


def removed(texts: Texts) -> Message:
    """It is gone."""
    return Message(str(texts("kept-removed")), ways(texts))
