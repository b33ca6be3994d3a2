"""Answers to taps and to inline queries. In: a call; out: true, or a refusal.

core.telegram.org/bots/api#answercallbackquery, #answerinlinequery
"""

from __future__ import annotations

from bot.sandbox.calls import Call
from bot.sandbox.refusals import QUERY_TOO_OLD, bad_request
from bot.sandbox.world import Query, World

LIFETIME = 15.0  # seconds; Telegram names no figure: 20 were too many in github.com/eternnoir/pyTelegramBotAPI/issues/1615
MAX_ALERT, MAX_RESULTS = 200, 50


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
    query.answer = {"results": results, "next_offset": call.text("next_offset")}
    world.pulse.beat()
    return True


METHODS = {"answercallbackquery": answer_callback_query, "answerinlinequery": answer_inline_query}
