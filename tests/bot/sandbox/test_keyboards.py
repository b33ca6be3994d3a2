"""Buttons: what passes and what Telegram refuses."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.keyboards import checked
from bot.sandbox.refusals import Refusal

BUTTONS = [
    {"text": "Chỉ đạo", "callback_data": "đ" * 32},
    {"text": "Trang", "url": "https://vi.vn/a"},
    {"text": "Trang", "url": "vi.vn"},
    {"text": "Người", "url": "tg://user?id=5"},
    {"text": "Chép", "copy_text": {"text": "18-NQ/TW"}},
    {"text": "Tìm", "switch_inline_query": ""},
    {"text": "Tìm", "switch_inline_query_current_chat": "nghị quyết"},
    {"text": "Tìm", "switch_inline_query_chosen_chat": {"query": "a", "allow_user_chats": True}},
    {"text": "Mở", "web_app": {"url": "https://vi.vn"}},
]


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_that_telegram_knows_passes_as_it_is(button: dict[str, Any]) -> None:
    assert checked({"inline_keyboard": [[button]]}) == {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    "markup",
    [None, {}, {"inline_keyboard": []}, {"inline_keyboard": [[]]}, {"remove_keyboard": True}, {"force_reply": True}, {"keyboard": [["A"]]}],
)
def test_markup_without_inline_buttons_leaves_the_message_bare(markup: Any) -> None:
    assert checked(markup) is None


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ("chữ", "object expected as reply markup"),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        ({"keyboard": "bad"}, 'field "keyboard" must be of type Array'),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
        ([[{"text": "a", "callback_data": "x" * 65}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a", "callback_data": "đ" * 33}]], "BUTTON_DATA_INVALID"),
        (
            [[{"text": "a", "callback_data": ""}]],
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ([[{"text": "a"}]], "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ([[{"callback_data": "x"}]], "can't parse inline keyboard button: Can't find field \"text\""),
        ([[{"text": 5, "callback_data": "x"}]], 'can\'t parse inline keyboard button: Field "text" must be of type String'),
        ([[{"text": "a", "copy_text": {"text": ""}}]], "BUTTON_COPY_TEXT_INVALID"),
        ([[{"text": "a", "copy_text": {"text": "x" * 257}}]], "BUTTON_COPY_TEXT_INVALID"),
        ([[{"text": "a", "url": "not-a-url"}]], "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
        ([[{"text": "a", "url": "ftp://a.vn"}]], "inline keyboard button URL 'ftp://a.vn' is invalid: Unsupported URL protocol"),
        (
            [[{"text": "a", "web_app": {"url": "http://a.vn"}}]],
            "inline keyboard button Web App URL 'http://a.vn' is invalid: Only HTTPS links are allowed",
        ),
        ([[{"text": "a", "pay": True}]], "BUTTON_TYPE_INVALID"),
        ([[{"text": "a", "callback_data": "x"}] * 8] * 13, "reply markup is too long"),
        ([[{"text": "chữ" * 20, "callback_data": "x" * 60}]] * 90, "reply markup is too long"),
        ([[{"text": "a", "callback_data": "x"}] * 9], "reply markup is too long"),
    ],
)
def test_a_keyboard_that_telegram_refuses_is_refused_in_its_words(markup: Any, description: str) -> None:
    with pytest.raises(Refusal) as refusal:
        checked({"inline_keyboard": markup} if isinstance(markup, list) else markup)
    assert (refusal.value.code, refusal.value.description) == (400, f"Bad Request: {description}")


def test_a_hundred_buttons_in_rows_of_eight_pass() -> None:
    rows = [[{"text": "a", "callback_data": "x"}] * 8] * 12 + [[{"text": "a", "callback_data": "x"}] * 4]
    assert checked({"inline_keyboard": rows}) == {"inline_keyboard": rows}
