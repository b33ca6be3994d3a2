"""Roles and the audit log in a chat: members and entries in; messages with their buttons, and a file, out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from markupsafe import escape

from briefings.rendering.articles import in_rows
from briefings.rendering.drafts import moment
from briefings.rendering.messages import Button, Keyboard, Message
from briefings.rendering.pages import clip
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts
from briefings.roles import Role
from briefings.store.rows import Page
from briefings.store.staff import Entry, Member

ROLES = tuple(Role)  # buttons carry the place of a role here
_MOST_MEMBERS = 30
_THINGS = ("draft", "article")


def members(held: Sequence[Member], texts: Texts) -> Message:
    """Everybody with a role; a tap takes it away."""
    lines = [f"• {_named(member)} — {texts(f'role-{member.role}')}" for member in held[:_MOST_MEMBERS]]
    buttons = [Button(texts.plain("button-dismiss", name=clip(member.name, 30)), data=tap("dismiss", member.id)) for member in held]
    body = "\n".join(lines) or f"<i>{texts('members-none')}</i>"
    return Message(f"{texts('members-title')}\n\n{body}\n\n{texts('members-how')}", in_rows(buttons[:_MOST_MEMBERS], 1))


def _named(member: Member) -> str:
    known = f"@{member.username}" if member.username else str(member.user)
    return f"<b>{escape(clip(member.name, 60))}</b>" + ("" if known == member.name else f" ({escape(known)})")


def to_appoint(user: int, name: str, texts: Texts) -> Message:
    """Which role somebody gets."""
    buttons = [Button(texts.plain(f"role-{role}"), data=tap("appoint", user, place)) for place, role in enumerate(ROLES)]
    return Message(str(texts("appoint-which", name=clip(name, 60), user=str(user))), (tuple(buttons),))


def log_page(found: Page[Entry], zone: str, texts: Texts) -> Message:
    """One page of the audit log, newest first."""
    lines = [_line(entry, zone, texts) for entry in found.items]
    to = {"button-back": found.offset - found.limit, "button-on": found.offset + found.limit}
    turning = tuple(Button(texts.plain(name), data=tap("log", at)) for name, at in to.items() if 0 <= at < found.total)
    keyboard: Keyboard = (turning,) if turning else ()
    body = "\n".join(lines) or f"<i>{texts('log-empty')}</i>"
    return Message(f"{texts('log-title', count=found.total)}\n\n{body}\n\n{texts('log-how')}", keyboard)


def _line(entry: Entry, zone: str, texts: Texts) -> str:
    change = " → ".join(_told(words, texts) for words in (entry.before, entry.after) if words)
    done = f"{_act(entry.act, texts)} {_told(entry.subject, texts, quoted=False)}"
    return f"• {moment(entry.at, zone)} <b>{escape(clip(entry.name, 40))}</b>: {done} {change}".rstrip()


def _act(act: str, texts: Texts) -> str:
    """What was done, in words: "set date", "add tasks", "set directives speaker", "publish"."""
    done, *what = act.split()
    named = [str(texts(f"log-part-{part}")) for part in what[:1]] + [f"({texts(f'field-{name}')})" for name in what[1:]]
    return " ".join((str(texts(f"log-act-{done}")), *named))


def _told(words: str, texts: Texts, *, quoted: bool = True) -> str:
    """A thing as the log names it ("draft 3", "article 12", a role), or words that somebody wrote."""
    thing, _, number = words.partition(" ")
    if thing in _THINGS and number.isdecimal():
        return str(texts(f"log-{thing}", number=int(number)))
    if words in ROLES:
        return str(texts(f"role-{words}"))
    return str(escape(f"“{clip(words, 120)}”" if quoted else clip(words, 120)))


def log_file(entries: Sequence[Entry]) -> bytes:
    """The log as CSV, times in UTC; cells that a spreadsheet would take for a formula are told to be text."""
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(("at", "user", "name", "act", "subject", "before", "after"))
    for entry in entries:
        cells = (entry.at.isoformat(), str(entry.user), entry.name, entry.act, entry.subject, entry.before or "", entry.after or "")
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell for cell in cells])
    return told.getvalue().encode("utf-8-sig")
