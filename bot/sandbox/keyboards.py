"""Buttons under a message. In: the `reply_markup` of a call; out: the keyboard as the message carries it, or the 400 that Telegram gives.

Rules: core.telegram.org/bots/api#inlinekeyboardbutton; the texts are those of live answers.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.refusals import JSON, bad_request

MAX_BUTTONS, MAX_IN_ROW = 100, 8
MAX_BYTES = 10_240  # as measured: github.com/tginfo/Telegram-Limits/issues/187
MAX_DATA_BYTES, MAX_COPY = 64, 256
KINDS = (
    "callback_data", "url", "copy_text", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "web_app", "login_url", "pay", "callback_game",
)  # fmt: skip
MAY_BE_EMPTY = frozenset({"switch_inline_query", "switch_inline_query_current_chat"})
OTHER_MARKUPS = {"keyboard": list, "remove_keyboard": bool, "force_reply": bool}
TYPE_NAMES = {list: "Array", bool: "Boolean", str: "String"}
SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})


def checked(markup: Any) -> JSON | None:
    """The inline keyboard to show, or None where there is none (a reply keyboard belongs to the user, not to the message)."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for name, kind in OTHER_MARKUPS.items():
        if name in markup:
            _typed(markup, name, kind)
            return None
    if "inline_keyboard" not in markup:
        return None
    rows = _typed(markup, "inline_keyboard", list)
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    shown = [[_button(button) for button in row] for row in rows if row]
    if len(json.dumps(shown, ensure_ascii=False).encode()) > MAX_BYTES:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": shown} if shown else None


def _typed(holder: JSON, name: str, kind: type) -> Any:
    value = holder[name]
    if not isinstance(value, kind):
        raise bad_request(f'field "{name}" must be of type {TYPE_NAMES[kind]}')
    return value


def _button(button: JSON) -> JSON:
    """One button: a text, and just one thing that it does."""
    if "text" not in button:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    kind = next((name for name in KINDS if name in button and (button[name] not in (None, "") or name in MAY_BE_EMPTY)), None)
    if kind is None or not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    CHECKS.get(kind, lambda _: None)(button[kind])
    return {"text": button["text"], kind: button[kind]}


def _data(data: Any) -> None:
    if not isinstance(data, str) or len(data.encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _copy(copy: Any) -> None:
    if not 1 <= len(copy.get("text", "")) <= MAX_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _url(url: Any) -> None:
    scheme, _, rest = url.partition("://")
    if not rest and "." not in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if rest and scheme.lower() not in SCHEMES:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")


def _web_app(app: Any) -> None:
    url = app.get("url", "")
    if urlsplit(url).scheme != "https":
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _unfit(_: Any) -> None:
    raise bad_request("BUTTON_TYPE_INVALID")


CHECKS = {"callback_data": _data, "copy_text": _copy, "url": _url, "web_app": _web_app, "pay": _unfit, "callback_game": _unfit}
