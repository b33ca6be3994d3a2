"""A digest in a chat: a `Digest` in, its messages out, the first of which are sent and the others shown page by page.

Templates are digest_brief.j2, digest_full.j2 and digest_tasks.j2; an operator's folder may hold others of the same names, or of one
language ("digest_brief.en.j2"). What a template writes is cut into messages at its lines: a line that opens with <b> is a headline and
stays with the line after it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from jinja2 import TemplateError

from briefings.digest import FIRST_MESSAGES, Asked, Digest, Story, matches
from briefings.errors import UsageError
from briefings.periods import Period
from briefings.rendering.articles import title_of, turn_row
from briefings.rendering.bounded import BoundedEnvironment, bounded_environment, bounded_render
from briefings.rendering.dates import period_named
from briefings.rendering.held import to_list
from briefings.rendering.messages import TEXT_LIMIT, Button, Keyboard, Message, fits, split
from briefings.rendering.pages import furnish
from briefings.rendering.taps import tap
from briefings.rendering.texts import LANGUAGES, Texts, texts
from briefings.subscription import Template

log = logging.getLogger(__name__)

MOST_MESSAGES = 99  # kept
_ROOM = TEXT_LIMIT - 96
_HEADLINE = re.compile(r"(?:\W{0,4}\s)?<b>")
_TAGS = re.compile(r"<(/?)([a-z-]+)[^<>]*>")
_KNOWN_TAGS = frozenset({"a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "strike", "strong", "tg-spoiler", "u"})


class Press:
    """Renders digests. `folder`: where an operator's own templates are, if there are any."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def check(self, specimen: Digest) -> None:
        """Render `specimen` with every template in every language. Raises UsageError that names the file and what is wrong with it."""
        if self._folder and not self._folder.is_dir():
            raise UsageError(str(self._folder), "is no folder", "expected one with templates of digests")
        for template in Template if self._folder else ():
            for language in LANGUAGES:
                asked = replace(specimen.asked, template=template, language=language)
                self._check(replace(specimen, asked=asked), texts(language))

    def _check(self, specimen: Digest, words: Texts) -> None:
        where = f"{self._folder}: digest_{specimen.asked.template}.j2"
        try:
            html = _written(environment(self._folder), specimen, words)
        except TemplateError as error:
            line = f":{error.lineno}" if hasattr(error, "lineno") else ""
            raise UsageError(f"{where}{line}", str(error.message), "expected a template as in the documentation") from error
        fault = _fault(html)
        if fault:
            raise UsageError(where, fault, "expected the tags that Telegram knows, each closed")

    def messages(self, digest: Digest, digest_id: int, words: Texts) -> tuple[Message, ...]:
        """The digest under its id, all of its messages; none where there is nothing new and the chat wants no line about that."""
        if digest.empty and not digest.asked.say_nothing_new:
            return ()
        bodies = list(_filled(self._html(digest, words)))[:MOST_MESSAGES]
        last = min(len(bodies), FIRST_MESSAGES) - 1
        keyboard = _below(digest_id, digest.asked, len(bodies) - last - 1, words)
        return tuple(Message(body, keyboard if number == last else ()) for number, body in enumerate(bodies))

    def _html(self, digest: Digest, words: Texts) -> str:
        """As an operator's template has it; where that fails on what no specimen showed, as ours has it."""
        if self._folder:
            try:
                html = _written(environment(self._folder), digest, words)
            except TemplateError as error:
                log.error("a template of digests in %s failed, ours is used: %s", self._folder, error)
            else:
                if not (fault := _fault(html)):
                    return html
                log.error("a template of digests in %s wrote %s, ours is used", self._folder, fault)
        return _written(environment(None), digest, words)


@cache
def environment(folder: Path | None) -> BoundedEnvironment:
    """The templates of digests, those in `folder` before ours; each compiled once."""
    made = bounded_environment(folder)
    furnish(made)
    return made


def _written(environment: BoundedEnvironment, digest: Digest, words: Texts) -> str:
    asked = digest.asked
    values: dict[str, object] = {
        "t": words,
        "digest": digest,
        "days": period_named(Period(asked.first, asked.last), words),
        "stories": [_shown(story, words) | {"matches": matches(asked.filters, story.briefing)} for story in digest.stories],
        "documents": digest.documents,
        "falling_due": digest.falling_due,
        "shows": digest.shows,
        "reminders": [(words(f"remind-{cause}"), list(group)) for cause, group in groupby(digest.reminders, attrgetter("cause"))],
    }
    return bounded_render(environment, [f"digest_{asked.template}.{words.language}.j2", f"digest_{asked.template}.j2"], values)


def _shown(story: Story, words: Texts) -> dict[str, object]:
    """A story as templates know it."""
    briefing = story.briefing
    told = briefing.summary or briefing.layout.paragraphs[:1]
    return {
        "row": story.row,
        "title": title_of(briefing, words),
        "sentences": [sentence.text for sentence in told],
        "notable": story.notable,
        "pressing": story.pressing,
        "orders": story.orders,
        "duties": story.duties,
        "directives": briefing.directives,
        "tasks": briefing.tasks,
        "documents": briefing.documents,
        "paragraph_of": briefing.paragraph_of,
    }


def _fault(html: str) -> str | None:
    """What Telegram would refuse: a tag that it doesn't know, or one that isn't closed (core.telegram.org/bots/api#html-style)."""
    opened: list[str] = []
    for closing, tag in _TAGS.findall(html):
        if tag not in _KNOWN_TAGS:
            return f"the tag <{tag}>"
        if not closing:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            return f"a </{tag}> that closes nothing"
    return f"a <{opened[-1]}> that is not closed" if opened else None


def _lines(html: str) -> Iterator[str]:
    """The lines, each with its tags closed within it; blank lines mark where a part begins."""
    held: list[str] = []
    depth = 0
    for line in html.split("\n"):
        held.append(line.rstrip())
        depth += sum(-1 if closing else 1 for closing, _ in _TAGS.findall(line))
        if depth <= 0:
            yield "\n".join(held)
            held, depth = [], 0
    if held:
        yield "\n".join(held)


def _units(html: str) -> Iterator[tuple[str, str]]:
    """What must not be parted, with the gap before it: a line, with the headlines over it."""
    gap, held = "", ""
    for line in _lines(html.strip()):
        if not line:
            gap = "\n\n"
            continue
        held = held + gap + line if held else line
        if held == line:
            before = gap
        gap = "\n"
        if not _HEADLINE.match(line):
            yield before, held
            held = ""
    if held:
        yield before, held


def _filled(html: str) -> Iterator[str]:
    """Messages of whole units, as many as fit; only one that is too long by itself is cut."""
    held = ""
    for gap, unit in _units(html):
        for piece in (unit,) if fits(unit, _ROOM) else split(unit, _ROOM):
            if held and not fits(held + gap + piece, _ROOM):
                yield held
                held = ""
            held = held + gap + piece if held else piece
    if held:
        yield held


def _below(digest_id: int, asked: Asked, left: int, words: Texts) -> Keyboard:
    """The buttons under the last message sent; `left`: how many more there are."""
    more = Button(words.plain("digest-more", count=left), data=tap("g", digest_id, FIRST_MESSAGES)) if left else None
    return (*(((more,),) if more else ()), _ways(digest_id, asked, words))


def _ways(digest_id: int, asked: Asked, words: Texts) -> tuple[Button, ...]:
    if asked.template is Template.REMINDERS:
        return (to_list(words), Button(words.plain("digest-settings"), data=tap("u", asked.own, 0)))
    full = () if asked.template is Template.FULL else (Button(words.plain("digest-full"), data=tap("f", digest_id)),)
    text_id, command = ("following-title", "theodoi") if asked.own else ("digest-settings", "caidat")
    return (*full, Button(words.plain(text_id), data=tap("c", command)))


def taken_back(language: str) -> Message:
    """What stands in place of a message of a digest that is shorter now."""
    return Message(str(texts(language)("digest-taken-back")))


def digest_page(messages: Sequence[Message], digest_id: int, asked: Asked, number: int, words: Texts) -> Message:
    """Page `number` (from 0, the last one for any beyond) of a digest that was kept; where there is none, that there is nothing new."""
    if not messages:
        return Message(str(words("digest-none")), (_ways(digest_id, asked, words),))
    number = min(number, len(messages) - 1)
    return Message(messages[number].html, (*turn_row("g", digest_id, number, len(messages), words), _ways(digest_id, asked, words)))
