"""Formatting, as TDLib reads it. In: the text and parse mode of a call; out: the plain text and the Bot API's list of entities, or a 400.

TDLib itself does the parsing (PyPI `tdjson`: `td_execute` with `parseTextEntities` and `getTextEntities`, which need no login),
so what passes here passes at Telegram. Offsets and lengths are UTF-16 code units (core.telegram.org/bots/api#messageentity).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tdjson import td_execute

from bot.sandbox.refusals import JSON, bad_request

MAX_ENTITIES = 100
PARSE_MODES = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}
# TDLib's name of a type → the Bot API's
TYPES = {
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "BotCommand": "bot_command",
    "Url": "url",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
    "BankCardNumber": "bank_card_number",
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "CustomEmoji": "custom_emoji",
}
DETAILS = ("url", "language", "custom_emoji_id", "user_id")
KNOWN_TYPES = frozenset(TYPES.values())
# inside these no link, command or address is looked for
OPAQUE = frozenset(
    {"code", "pre", "text_link", "text_mention", "url", "email", "mention", "hashtag", "cashtag", "bot_command", "phone_number"}
)
# control characters that Telegram turns into spaces, e.g. a form feed between pages; line feeds stay
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\u2028\u2029]")

Who = Callable[[int], JSON | None]


@dataclass(frozen=True)
class Formatted:
    """Text as a chat shows it, and what marks it."""

    text: str
    entities: list[JSON]


def units(text: str) -> int:
    """Length in UTF-16 code units, which Telegram's limits and offsets count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _ask(request: JSON) -> JSON:
    answer: JSON = json.loads(td_execute(json.dumps(request).encode()) or b"{}")
    return answer


_ask({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})  # TDLib logs to standard error otherwise


def formatted(text: str, parse_mode: str = "", entities: list[JSON] | None = None, who: Who = lambda _: None) -> Formatted:
    """What a chat will show of `text`; `who` knows the users that a text may mention.

    Raises 400 when the markup cannot be parsed or nothing is left to show. An empty text is the caller's to refuse.
    """
    if parse_mode and parse_mode.lower() not in PARSE_MODES:
        raise bad_request("unsupported parse_mode")
    if entities and not parse_mode:
        return _complete(text, _checked(text, entities))
    return _with_users(_read(text, parse_mode.lower()), who)


@lru_cache(maxsize=2048)  # a broadcast is one text to thousands of chats
def _read(text: str, mode: str) -> Formatted:
    if not mode:
        return _complete(text, [])
    answer = _ask({"@type": "parseTextEntities", "text": text, "parse_mode": PARSE_MODES[mode]})
    if answer["@type"] == "error":
        what = answer["message"]
        raise bad_request(what[:1].lower() + what[1:])
    return _complete(answer["text"], [_bot_api(entity) for entity in answer["entities"]])


def _with_users(read: Formatted, who: Who) -> Formatted:
    """Put people into mentions by id; a mention of somebody unknown is dropped, as Telegram drops it."""
    if not any("user_id" in entity for entity in read.entities):
        return read
    named = [{**entity, "user": who(entity["user_id"])} if "user_id" in entity else entity for entity in read.entities]
    kept = [entity for entity in named if entity.get("user", True)]
    return Formatted(read.text, [{key: value for key, value in entity.items() if key != "user_id"} for entity in kept])


def _bot_api(td: JSON) -> JSON:
    """TDLib's entity in the Bot API's words."""
    kind = td["type"]
    entity: JSON = {"type": TYPES[kind["@type"].removeprefix("textEntityType")], "offset": td["offset"], "length": td["length"]}
    return entity | {key: kind[key] for key in DETAILS if key in kind}


def _complete(text: str, marked: list[JSON]) -> Formatted:
    """Cut the blank ends off, find links and commands, keep the first hundred entities."""
    lead = len(text) - len(text.lstrip())
    shown = CONTROL.sub(" ", text.replace("\r", "")).strip()
    if not shown:
        raise bad_request("text must be non-empty")
    size = units(shown)
    kept = [entity for old in marked if (entity := _shifted(old, lead, size))]
    kept += [found for found in found_in(shown) if not any(_overlap(found, old) for old in kept if old["type"] in OPAQUE)]
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(shown, kept[:MAX_ENTITIES])


def _shifted(entity: JSON, lead: int, size: int) -> JSON | None:
    start = max(0, entity["offset"] - lead)
    end = min(size, entity["offset"] + entity["length"] - lead)
    return {**entity, "offset": start, "length": end - start} if end > start else None


def _overlap(one: JSON, other: JSON) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def found_in(text: str) -> list[JSON]:
    """Commands, links, mentions and the like that Telegram finds by itself; not the times of videos ("11:01"), which bots are not told."""
    found = _ask({"@type": "getTextEntities", "text": text})["entities"]
    return [_bot_api(entity) for entity in found if entity["type"]["@type"].removeprefix("textEntityType") in TYPES]


def _checked(text: str, entities: list[JSON]) -> list[JSON]:
    size = units(text)
    for entity in entities:
        _check(entity, size)
    return entities


def _check(entity: JSON, size: int) -> None:
    """Refuse an entity given by hand that Telegram would refuse."""
    start, length = _whole(entity, "offset"), _whole(entity, "length")
    needed = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}.get(entity.get("type", ""))
    if entity.get("type") not in KNOWN_TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if needed and needed not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if start > size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if start + length > size:
        raise bad_request(f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {start + length}")


def _whole(entity: JSON, name: str) -> int:
    value: Any = entity.get(name)
    if not isinstance(value, int):
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    return value
