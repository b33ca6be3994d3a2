"""Drafts in a chat: a draft and its corrected reading in; its card, its parts item by item, and what is asked of an editor, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from briefings.corrections import FIELDS, ITEMS, Part, is_note, key_of
from briefings.doubts import DatesApart, Doubt, LikelyReprint, NoDate, TwoSpellings
from briefings.errors import UnreadableInput
from briefings.model import Briefing, Directive, Document, Person, Span, Task
from briefings.rendering.articles import counts, in_rows, title_of
from briefings.rendering.dates import day
from briefings.rendering.messages import Button, Keyboard, Message
from briefings.rendering.pages import clip, page
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts
from briefings.roles import Right, Role, may
from briefings.store.drafts import Draft
from briefings.store.rows import Page

PAGE = 5
PARTS = tuple(Part)  # buttons carry the place of a part here
_SIGNS = {Part.DIRECTIVES: "📣", Part.TASKS: "☑️", Part.DOCUMENTS: "📄", Part.PEOPLE: "👤"}
_DOUBTS = {NoDate: "doubt-no-date", DatesApart: "doubt-dates", TwoSpellings: "doubt-spellings", LikelyReprint: "doubt-reprint"}
_MOST_DOUBTS = 6
_MOST_REFUSALS = 10
_AROUND = 700  # characters shown of the paragraph on each side of an item


@dataclass(frozen=True, slots=True)
class Proof:
    """A draft as it stands: corrected, with what is doubtful."""

    draft: Draft
    briefing: Briefing
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a part as it is shown."""

    number: int
    words: str
    place: str
    facts: Markup
    span: Span


def _said(doubt: Doubt, texts: Texts) -> Markup:
    values = {field.name: getattr(doubt, field.name) for field in fields(doubt)}
    return texts(_DOUBTS[type(doubt)], **{name: day(value) if isinstance(value, date) else value for name, value in values.items()})


def card(proof: Proof, role: Role | None, zone: str, texts: Texts) -> Message:
    """The card: what was read, what to look at, and the ways on."""
    draft = proof.draft
    html = page(
        texts,
        "draft",
        draft=draft,
        briefing=proof.briefing,
        title=title_of(proof.briefing, texts),
        at=moment(draft.loaded_at, zone),
        doubts=[_said(doubt, texts) for doubt in proof.doubts[:_MOST_DOUBTS]],
        counts=counts(proof.briefing, texts),
    )
    parts = [Button(texts.plain(f"kind-{part}"), data=tap("w", draft.id, PARTS.index(part), 0)) for part in ITEMS]
    mends = [Button(texts.plain(f"button-mend-{part}"), data=_ask(draft, part)) for part in (Part.DATE, Part.TITLE, Part.SOURCE)]
    publish = _publishing(proof, texts) if may_publish(role, draft) else ()
    discard = Button(texts.plain("button-discard"), data=tap("x", draft.id))
    return Message(html, (tuple(parts), tuple(mends), (*publish, discard)))


def _publishing(proof: Proof, texts: Texts) -> tuple[Button, ...]:
    """Publish; of a likely reprint replace the article, link the text to it, or keep both."""
    draft = proof.draft
    told = next((doubt.article for doubt in proof.doubts if isinstance(doubt, LikelyReprint)), None)
    if told is None:
        return (Button(texts.plain("button-publish"), data=tap("p", draft.id)),)
    ways = (Button(texts.plain(f"button-{way}", article=told), data=tap(way, draft.id, told)) for way in ("replace", "link"))
    return (*ways, Button(texts.plain("button-keep-both"), data=tap("p", draft.id)))


def may_publish(role: Role | None, draft: Draft) -> bool:
    """Editors may publish what they corrected of an article, admins new articles too."""
    return may(role, Right.CORRECT if draft.revises else Right.PUBLISH)


def moment(at: datetime, zone: str) -> str:
    """22/12 07:41."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%d/%m %H:%M}"


def _ask(draft: Draft, part: Part, number: int = 0, field: int = 0) -> str:
    return tap("e", draft.id, PARTS.index(part), number, field, len(draft.changes))


def items(briefing: Briefing, part: Part) -> tuple[Any, ...]:
    """The items of one of the four lists."""
    found: tuple[Any, ...] = getattr(briefing, part)
    return found


def _text(span: Span | None, texts: Texts) -> str:
    return clip(span.text, 120) if span else texts.plain("not-stated")


def _day(document: Document, texts: Texts) -> str:
    return day(document.date.first) if document.date else texts.plain("not-stated")


_FACTS: dict[Part, Callable[[Any, Texts], dict[str, str]]] = {
    Part.DIRECTIVES: lambda item, texts: {"speaker": _text(item.speaker, texts), "addressee": _text(item.addressee, texts)},
    Part.TASKS: lambda item, texts: {"assignee": _text(item.assignee, texts), "due": _text(item.due and item.due.span, texts)},
    Part.DOCUMENTS: lambda item, texts: {"date": _day(item, texts), "issuer": _text(item.issuer, texts)},
    Part.PEOPLE: lambda item, texts: {"roles": clip("; ".join(role.text for role in item.roles), 300) or texts.plain("not-stated")},
}


def span_of(item: Directive | Task | Document | Person) -> Span:
    """The passage that an item stands in."""
    match item:
        case Document():
            return item.mentions[0] if item.mentions else item.number
        case Person():
            return item.name
    return item.quote


def field_of(item: Any, field: str) -> str:
    """What one field of an item says now; "" where the article doesn't say."""
    if not field:
        return key_of(item)
    value = item.roles[0] if field == "role" and item.roles else getattr(item, field, None)
    span = getattr(value, "span", value)
    return span.text if span else ""


def _item(briefing: Briefing, part: Part, number: int, texts: Texts) -> Item:
    item = items(briefing, part)[number - 1]
    span = span_of(item)
    paragraph = briefing.paragraph_of(span)
    place = "editors-note" if is_note(span) else "outside-story"
    where = texts.plain("paragraph-mark", paragraph=paragraph) if paragraph and not is_note(span) else texts.plain(place)
    return Item(number, key_of(item), where, texts(f"facts-{part}", **_FACTS[part](item, texts)), span)


def part_page(proof: Proof, part: Part, number: int, texts: Texts) -> Message:
    """Page `number` (from 0) of the items of one part; a number opens an item."""
    draft, total = proof.draft, len(items(proof.briefing, part))
    number = max(0, min(number, (total - 1) // PAGE))
    shown = [_item(proof.briefing, part, at, texts) for at in range(number * PAGE + 1, min(total, number * PAGE + PAGE) + 1)]
    html = page(
        texts,
        "draft_part",
        draft=draft,
        sign=_SIGNS[part],
        heading=texts.plain(f"kind-{part}"),
        span=f"{shown[0].number}–{shown[-1].number}/{total}" if shown else "",
        title=title_of(proof.briefing, texts),
        items=shown,
    )
    numbers = [Button(str(item.number), data=tap("h", draft.id, PARTS.index(part), item.number)) for item in shown]
    add = Button(texts.plain("button-add"), data=_ask(draft, part))
    return Message(html, (*_turning(draft, part, number, total, texts), *in_rows(numbers, PAGE), (add, back(draft, texts))))


def _turning(draft: Draft, part: Part, number: int, total: int, texts: Texts) -> Keyboard:
    pages = -(-total // PAGE)
    to = {"button-back": number - 1, "button-on": number + 1}
    row = tuple(Button(texts.plain(name), data=tap("w", draft.id, PARTS.index(part), at)) for name, at in to.items() if 0 <= at < pages)
    return (row,) if row else ()


def back(draft: Draft, texts: Texts) -> Button:
    """The way to the card."""
    return Button(texts.plain("button-return"), data=tap("o", draft.id))


def item_page(proof: Proof, part: Part, number: int, texts: Texts) -> Message:
    """One item with the paragraph it stands in, and what can be changed of it."""
    draft, item = proof.draft, _item(proof.briefing, part, number, texts)
    lines = (*proof.briefing.layout.paragraphs, *proof.briefing.layout.captions)
    line = next((line for line in lines if not is_note(item.span) and line.holds(item.span)), None)
    before, after = (line.text[: item.span.start - line.start], line.text[item.span.end - line.start :]) if line else ("", "")
    html = page(
        texts,
        "draft_item",
        draft=draft,
        sign=_SIGNS[part],
        heading=texts.plain(f"kind-{part}"),
        item=item,
        paragraph=line,
        before=f"…{before[-_AROUND:]}" if len(before) > _AROUND else before,
        passage=clip(item.span.text, 1200),
        after=clip(after, _AROUND),
    )
    mends = [Button(texts.plain(f"field-{name}"), data=_ask(draft, part, number, at)) for at, name in enumerate(FIELDS[part])]
    remove = Button(texts.plain("button-remove"), data=tap("r", draft.id, PARTS.index(part), number, len(draft.changes)))
    to_list = Button(texts.plain("button-return"), data=tap("w", draft.id, PARTS.index(part), (number - 1) // PAGE))
    return Message(html, (*in_rows(mends, 3), (remove, to_list)))


def question(draft: Draft, part: Part, field: str, old: str, texts: Texts) -> Message:
    """What an editor is asked to write as the next message."""
    what = f"ask-{part}" if not field else "ask-field"
    html = texts(what) if not field else texts(what, field=texts.plain(f"field-{field}"))
    was = f"\n\n{texts('ask-was', words=clip(old, 600))}" if old else ""
    return Message(f"✏️ {html}{was}", ((back(draft, texts),),))


def pasting(texts: Texts) -> Message:
    """The first part of a long text came; the rest may follow."""
    done, drop = (Button(texts.plain(name), data=tap("z", choice)) for name, choice in (("button-done", 1), ("button-discard", 0)))
    return Message(str(texts("paste-begun")), ((done, drop),))


def paste_dropped(texts: Texts) -> Message:
    """What was pasted is forgotten."""
    return Message(str(texts("paste-dropped")))


def joined(draft: Draft, texts: Texts) -> Message:
    """A long text is complete."""
    return Message(str(texts("paste-joined", number=draft.id)), ((Button(texts.plain("button-open-draft"), data=tap("o", draft.id)),),))


def progress(done: int, name: str, texts: Texts) -> Message:
    """How far a batch is."""
    return Message(str(texts("batch-progress", count=done, name=clip(name, 80))))


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a batch: how many drafts it made, how many texts were here already, and why the others could not be read."""

    name: str
    loaded: int = 0
    known: int = 0
    refused: tuple[UnreadableInput, ...] = ()

    @property
    def total(self) -> int:
        """All that were in it, as far as it is read."""
        return self.loaded + self.known + len(self.refused)


def batch_report(batch: Batch, texts: Texts) -> Message:
    """What became of a batch, and the way to its drafts."""
    head = texts("batch-done", name=clip(batch.name, 80), loaded=batch.loaded, known=batch.known, refused=len(batch.refused))
    reasons = (f"• {texts(fault.text_id, **fault.values)}" for fault in batch.refused[:_MOST_REFUSALS])
    return Message("\n".join((str(head), *reasons)), ((Button(texts.plain("command-duyet"), data=tap("j", 0)),),))


def how_to_load(texts: Texts) -> Message:
    """What can be sent to be loaded."""
    return Message(str(texts("load-how")))


def waiting(found: Page[Draft], titles: Sequence[str], texts: Texts) -> Message:
    """The drafts that wait, one button each."""
    if not found.items:
        return Message(str(texts("drafts-none")))
    rows = zip(found.items, titles, strict=True)
    buttons = tuple((Button(clip(f"{draft.id} · {title}", 60), data=tap("o", draft.id)),) for draft, title in rows)
    to = {"button-back": found.offset - found.limit, "button-on": found.offset + found.limit}
    turning = tuple(Button(texts.plain(name), data=tap("j", at)) for name, at in to.items() if 0 <= at < found.total)
    return Message(str(texts("drafts-waiting", count=found.total)), (*buttons, *((turning,) if turning else ())))


def published(article: int, *, created: bool, texts: Texts) -> Message:
    """A draft became an article; or its very text is one already."""
    return Message(str(texts("draft-published" if created else "draft-known", article=article)), ((_to_article(article, texts),),))


def revised(article: int, texts: Texts) -> Message:
    """An article was corrected."""
    return Message(str(texts("article-revised", article=article)), ((_to_article(article, texts),),))


def linked(article: int, texts: Texts) -> Message:
    """A draft is a reprint of an article now."""
    return Message(str(texts("draft-linked", article=article)), ((_to_article(article, texts),),))


def replaced(article: int, texts: Texts) -> Message:
    """A draft took the place of an article."""
    return Message(str(texts("article-replaced", article=article)), ((_to_article(article, texts),),))


def withdrawn(draft: Draft, texts: Texts) -> Message:
    """An article was taken back."""
    undo = Button(texts.plain("button-undo"), data=tap("undo", draft.id))
    return Message(str(texts("article-withdrawn", article=draft.revises or 0)), ((undo,),))


def restored(article: int, texts: Texts) -> Message:
    """An article is back."""
    return Message(str(texts("article-restored", article=article)), ((_to_article(article, texts),),))


def _to_article(article: int, texts: Texts) -> Button:
    return Button(texts.plain("button-show-article"), data=tap("a", article))


def discarded(draft: Draft, texts: Texts) -> Message:
    """A draft was put away."""
    return Message(str(texts("draft-discarded", number=draft.id)))
