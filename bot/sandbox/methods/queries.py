"""Answers to taps and to inline queries. In: a call; out: true, or a refusal.

core.telegram.org/bots/api#answercallbackquery, #answerinlinequery
"""

from __future__ import annotations

import re

from bot.sandbox.calls import Call
from bot.sandbox.methods.messages import keyboard_of, text_of
from bot.sandbox.refusals import JSON, QUERY_TOO_OLD, bad_request
from bot.sandbox.world import Query, World

LIFETIME = 15.0  # seconds; Telegram names no figure: 20 were too many in github.com/eternnoir/pyTelegramBotAPI/issues/1615
MAX_ALERT, MAX_RESULTS, MAX_ID, MAX_OFFSET = 200, 50, 64, 64
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def _waiting(world: World, query: Query | None) -> Query:
    if query is None or world.clock() - query.asked > LIFETIME:
        raise bad_request(QUERY_TOO_OLD)
    return query


def answer_callback_query(world: World, call: Call) -> bool:
    """answerCallbackQuery: what the person who tapped sees."""
    query = _waiting(world, world.callbacks.get(call.text("callback_query_id")))
    if len(call.text("text")) > MAX_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {"text": call.text("text"), "show_alert": call.flag("show_alert"), "url": call.text("url")}
    world.pulse.beat()
    return True


def answer_inline_query(world: World, call: Call) -> bool:
    """answerInlineQuery: at most 50 results, each with an id of its own."""
    query = _waiting(world, world.inline_queries.get(call.text("inline_query_id")))
    results = call.structure("results") or []
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.get("id") for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(call.text("next_offset").encode()) > MAX_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    shown = [_result(world, result) for result in results]
    query.answer = {"results": shown, "next_offset": call.text("next_offset"), "button": _above(call.structure("button"))}
    world.pulse.beat()
    return True


def _result(world: World, result: JSON) -> JSON:
    """One result of the type "article", with the message that it becomes when somebody chooses it."""
    if result.get("type") != "article":
        raise bad_request("can't parse inline query result: unsupported inline query result type")
    if not 1 <= len(str(result.get("id", "")).encode()) <= MAX_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content") or {}
    message = text_of(world, Call("", {**content, "text": content.get("message_text", "")}))
    return {**result, "message": {**message, **keyboard_of(Call("", result))}}


def _above(button: JSON | None) -> JSON:
    """The button over the results, which opens the bot."""
    if button and not START_PARAMETER.fullmatch(button.get("start_parameter", "")):
        raise bad_request("START_PARAM_INVALID")
    return button or {}


METHODS = {"answercallbackquery": answer_callback_query, "answerinlinequery": answer_inline_query}
