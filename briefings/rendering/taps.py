"""What a button carries: an action and its numbers in, callback data of at most 64 bytes out; and back again.

Callback data can be forged by a client, so `read_tap` takes nothing but the forms in `ACTIONS`, and a tap gives no right to anything:
whatever is not public is checked anew by the action.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# action → what its fields are; "12:4500:4620:33:0" are decimal numbers, a word is a command or a language
ACTIONS = {
    "a": r"\d+",  # card of an article
    "t": r"\d+:\d+",  # full text: article, page
    "k": r"[a-z]+:\d+",  # list of one kind: kind, article
    "v": r"\d+:\d+",  # saved view: view, page
    "s": r"\d+:\d+:\d+:\d+:\d+",  # source: article, start and end of the passage, and the view and page to go back to
    "b": r"\d+:\d+:\d+:\d+:\d+",  # the same from a document's card: document and page to go back to
    "m": r"\d+:\d+:\d+",  # mention: source of a document in a list: document, view, page
    "d": r"\d+:\d+",  # card of a document: document, page of its citations
    "g": r"\d+:\d+",  # digest, page
    "f": r"\d+",  # all that a digest was of
    "pick": r"\d+:\d+",  # which task of a list to take over: view, page
    "adopt": r"\d+:\d+",  # take a task over: article, where its words begin
    "q": r"\d+:\d+:\d+",  # tasks taken over: view (0: all), which of them, page
    "held": r"\d+",  # card of a task taken over
    "state": r"\d+:\d+",  # task, its new status
    "mine": r"\d+",  # task: whoever taps does it
    "say": r"\d+:\d+",  # ask for a field of a task: task, field
    "past": r"\d+",  # history of a task
    "follow": r"\d+:\d+",  # follow: 0 a document or 1 the person of a view, and its id
    "leave": r"[a-z]+",  # stop following what has this mark
    "y": r"\d+(?::\d+){0,4}",  # what was chosen of a subscription so far
    "u": r"\d+:\d+",  # subscription, what to do with it
    "o": r"\d+",  # card of a draft
    "w": r"\d+:\d+:\d+",  # draft, part, page of its items
    "h": r"\d+:\d+:\d+",  # draft, part, item
    "e": r"\d+:\d+:\d+:\d+:\d+",  # ask for new words: draft, part, item, field, and how many changes the draft had
    "r": r"\d+:\d+:\d+:\d+",  # remove: draft, part, item, how many changes the draft had
    "j": r"\d+",  # drafts that wait, from this one on
    "z": r"\d+",  # a paste: 1 it is complete, 0 forget it
    "undo": r"\d+",  # put a withdrawn article back: its draft
    "appoint": r"[0-9]{1,16}:\d+",  # user, role
    "dismiss": r"\d+",  # member of the staff
    "log": r"\d+",  # the audit log, from this entry on
    "p": r"\d+",  # publish a draft
    "x": r"\d+",  # discard a draft
    "replace": r"\d+:\d+",  # draft, the article whose place it takes
    "link": r"\d+:\d+",  # draft, the article that it reprints
    "c": r"[a-z_]+",  # a command without argument
    "l": r"[a-z]{2}",  # language
    "data": r"[01]",  # what is kept of whoever taps: 0 hand it over, 1 remove it
    "export": r"\d+:\d+",  # what a view may be taken along as: view, and the page to go back to
    "take": r"[a-z]+:\d+",  # the same of one article ("summary") or one document ("documents")
    "file": r"[a-z]+:\d+",  # a file: its form, the view
    "set": r"\d+:\d+",  # a choice of the chat: what, the number of its new value
    "chart": r"\d+",  # the timeline of a document
    "story": r"\d+",  # that of the event which an article tells of
    "n": r"\d+:\d+",  # where we are: page, pages
}
_FORMS = {action: re.compile(form.replace(r"\d+", "[0-9]{1,9}").replace("[a-z]+", "[a-z]{1,32}")) for action, form in ACTIONS.items()}


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap on a button: its action and the numbers and words that it carries, in the order of `ACTIONS`."""

    action: str
    numbers: tuple[int, ...] = ()
    word: str = ""


def tap(action: str, *fields: int | str) -> str:
    """The callback data for `action` with its `fields`."""
    return ":".join((action, *map(str, fields)))


def read_tap(data: str) -> Tap | None:
    """The tap that `data` carries; None for data that no button of ours carries."""
    action, _, rest = data.partition(":")
    if action not in _FORMS or not _FORMS[action].fullmatch(rest):
        return None
    fields = rest.split(":")
    return Tap(action, tuple(int(field) for field in fields if field.isdigit()), "".join(field for field in fields if not field.isdigit()))
