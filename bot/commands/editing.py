"""Correcting a draft: a tapped button asks for new words, the next message gives them.

Words that don't stand in the article are refused, unless they are marked as the editor's own: "ghi chú: …".
"""

from __future__ import annotations

from dataclasses import replace

from bot.proofs import card_of, proof
from bot.question import Question
from bot.rights import actor, role_of
from briefings.corrections import FIELDS, ITEMS, Act, Correction, Part, found, key_of
from briefings.errors import NotFound, UsageError
from briefings.model import Briefing
from briefings.periods import find_period
from briefings.rendering import drafts as pages
from briefings.rendering.drafts import Proof
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.roles import Right, may
from briefings.store.drafts import Draft
from briefings.text import fold

_LONGEST = 1000  # characters of an answer
_DIGITS = 8  # of an article's number
_NOTES = ("ghi chu:", "note:")
_NOTHING = ("-", "–")  # typed to say that the article doesn't state it


def _current(draft: Draft, version: int) -> None:
    """Raises NotFound where the draft was changed since the button was made: its numbers may mean other items by now."""
    if len(draft.changes) != version:
        raise NotFound(f"draft {draft.id}", "was changed meanwhile", "expected it unchanged", text_id="draft-changed")


def _chosen(shown: Proof, place: int, number: int, field: int) -> tuple[Correction, str]:
    """What a button asks to change, still without its new words; and what stands there now."""
    part = pages.PARTS[place] if place < len(pages.PARTS) else None
    if part is None:
        raise NotFound(f"part {place}", "is none of a draft", "expected one of the buttons", text_id="error-tap")
    if part not in ITEMS:
        return Correction(part, Act.SET), _stands(shown.briefing, part)
    if number == 0:
        return Correction(part, Act.ADD), ""
    items = pages.items(shown.briefing, part)
    if number > len(items) or field >= len(FIELDS[part]):
        raise NotFound(f"item {number}", "is not in the draft", "expected one of the buttons", text_id="error-tap")
    item = items[number - 1]
    return Correction(part, Act.SET, item=key_of(item), field=FIELDS[part][field]), pages.field_of(item, FIELDS[part][field])


def _stands(briefing: Briefing, part: Part) -> str:
    title, when = briefing.layout.title, briefing.event.when
    old = {Part.TITLE: title.text if title else "", Part.DATE: when.span.text if when else "", Part.SOURCE: briefing.article.source or ""}
    return old[part]


async def revise(question: Question) -> Message:
    """/sua 3: the card of article 3 as a draft; publishing it corrects the article."""
    typed = question.argument.strip()
    if not typed.isdecimal() or len(typed) > _DIGITS:
        raise UsageError("edit", f"{typed!r} is no article", "expected a number", text_id="revise-which")
    return await card_of(question, await question.store.drafts.revise(int(typed), actor(question)))


async def ask(question: Question, told: Tap) -> Message:
    """Ask for new words; the next message of this person here is the answer."""
    number, place, item, field, version = told.numbers
    draft = await question.store.drafts.get(number)
    _current(draft, version)
    correction, old = _chosen(await proof(draft), place, item, field)
    await question.store.drafts.ask(question.place.chat, draft.id, correction, actor(question))
    return pages.question(draft, correction.part, correction.field, old, question.texts)


async def remove(question: Question, told: Tap) -> Message:
    """Take an item out."""
    number, place, item, version = told.numbers
    draft = await question.store.drafts.get(number)
    _current(draft, version)
    correction, _ = _chosen(await proof(draft), place, item, 0)
    if not correction.item:
        raise NotFound(f"item {item}", "is not in the draft", "expected one of the buttons", text_id="error-tap")
    gone = replace(correction, act=Act.REMOVE, field="")
    changed = await question.store.drafts.change(draft.id, gone, correction.item, actor(question))
    return pages.part_page(await proof(changed), correction.part, (item - 1) // pages.PAGE, question.texts)


async def answer(question: Question) -> Message | None:
    """The words that were asked for; None where nothing was, or where this is something else: a file, an article."""
    typed = question.argument.strip()
    if not typed or len(typed) > _LONGEST or question.sent.file or question.sent.origin is not None:
        return None
    store, who = question.store.drafts, actor(question)
    asked = await store.asked(question.place.chat, who)
    if asked is None or not may(await role_of(question), Right.CORRECT):
        return None
    draft, correction = await store.get(asked[0]), asked[1]
    before = await proof(draft)
    correction = replace(correction, value=_value(question, correction, before.briefing, typed))
    changed = await store.change(draft.id, correction, _before(before, correction), who)
    await store.answered(question.place.chat, who.user)
    return await _shown(question, changed, correction)


async def _shown(question: Question, draft: Draft, correction: Correction) -> Message:
    """Where the change is seen: the card, or the end of the list that was changed."""
    if correction.part not in ITEMS:
        return await card_of(question, draft)
    after = await proof(draft)
    items = pages.items(after.briefing, correction.part)
    known = [key_of(item) for item in items]
    at = known.index(correction.item) if correction.item in known else len(items) - 1
    return pages.part_page(after, correction.part, at // pages.PAGE, question.texts)


def _before(shown: Proof, correction: Correction) -> str:
    if correction.part not in ITEMS:
        return _stands(shown.briefing, correction.part)
    item = next((item for item in pages.items(shown.briefing, correction.part) if key_of(item) == correction.item), None)
    return pages.field_of(item, correction.field) if item else ""


def _value(question: Question, correction: Correction, briefing: Briefing, typed: str) -> str:
    """The new words as they are kept. Raises UsageError for a date that is none, and for words that don't stand in the article."""
    if correction.part is Part.DATE:
        return _day(question, typed)
    if correction.part is Part.SOURCE or correction.field:
        typed = "" if typed in _NOTHING else typed
    marked = next((mark for mark in _NOTES if fold(typed).startswith(mark)), "")
    words = typed[len(marked) :].strip()
    free = correction.part in (Part.TITLE, Part.SOURCE) or marked or not words
    if not free and not all(found(briefing, part) for part in _parts(correction, words)):
        raise UsageError("words", "don't stand in the article", "expected words of it", text_id="words-not-there", words=words[:200])
    return words


def _parts(correction: Correction, words: str) -> list[str]:
    """What must stand in the article: of a new person the name and the role, each by itself."""
    if correction.part is Part.PEOPLE and correction.act is Act.ADD:
        return [part for part in words.partition(",")[::2] if part.strip()]
    return [words]


def _day(question: Question, typed: str) -> str:
    named = find_period(fold(typed), question.today)
    if named is None or named.period.first != named.period.last:
        raise UsageError("date", f"{typed!r} is no day", "expected such as 16/12/2024", text_id="day-unclear", words=typed[:60])
    return named.period.first.isoformat()
