"""Reading a draft: a draft of the store in, read and corrected as it stands now with what is doubtful, out."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.metrics import PARSING
from bot.question import Question
from bot.rights import role_of
from briefings.corrections import apply
from briefings.doubts import LikelyReprint, doubts
from briefings.parse import parse
from briefings.rendering import drafts as pages
from briefings.rendering.drafts import Proof
from briefings.rendering.messages import Message
from briefings.store.drafts import Draft


async def proof(draft: Draft) -> Proof:
    """The draft read anew; in a thread, since a long text takes its time."""
    article = draft.article
    with PARSING.time():
        read = await asyncio.to_thread(parse, article.text, article.source)
    briefing, _ = apply(read, draft.changes)
    return Proof(draft, briefing, doubts(briefing))


async def card_of(question: Question, draft: Draft) -> Message:
    """The card of a draft for whoever asks; first of all whether it is told already."""
    shown = await proof(draft)
    found = await question.store.stories.original(shown.briefing) if draft.revises is None else None
    if found:
        told = LikelyReprint(found.article, int(100 * found.likeness.containment))
        shown = replace(shown, doubts=(told, *shown.doubts))
    return pages.card(shown, await role_of(question), question.place.zone, question.texts)
