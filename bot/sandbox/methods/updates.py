"""How the bot hears of things: getUpdates and the webhook. In: a call; out: updates, or the state of the webhook.

core.telegram.org/bots/api#getting-updates
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.sandbox.calls import Call
from bot.sandbox.refusals import JSON, Refusal, bad_request
from bot.sandbox.world import Webhook, World

MAX_UPDATES, MAX_WAIT = 100, 50
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # e.g. "s3cret_token-1"
WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def get_updates(world: World, call: Call) -> list[JSON]:
    """getUpdates: waits up to `timeout` seconds for the first; `offset` confirms all before it; a second poller ends the first."""
    if world.webhook.url:
        raise Refusal(409, WEBHOOK_ACTIVE)
    _allow(world, call)
    offset = call.whole("offset")
    world.confirm(_before(world, offset))
    world.poll += 1
    turn = world.poll
    world.mail.beat()  # ends the poll before this one
    await world.mail.until(lambda: bool(world.updates) or world.poll != turn, min(call.whole("timeout"), MAX_WAIT))
    if world.poll != turn:
        raise Refusal(409, OTHER_POLLER)
    limit = max(1, min(call.whole("limit", MAX_UPDATES), MAX_UPDATES))
    return [world.updates[update_id] for update_id in sorted(world.updates)[:limit]]


def _before(world: World, offset: int) -> list[int]:
    """The updates that an offset confirms; a negative one keeps the last few."""
    return [known for known in world.updates if known < offset] if offset >= 0 else list(world.updates)[:offset]


def _allow(world: World, call: Call) -> None:
    """Remember which kinds of update the bot wants; an empty list brings the default back, no list leaves all as it is."""
    kinds = call.structure("allowed_updates")
    if kinds is not None:
        world.allowed_updates = frozenset(kinds) or None


def set_webhook(world: World, call: Call) -> bool:
    """setWebhook; plain http is taken too, as from a Bot API server of one's own."""
    url = call.text("url")
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, call)
    if call.flag("drop_pending_updates"):
        world.confirm(world.updates)
    world.webhook = Webhook(url, secret, call.whole("max_connections", 40))
    world.mail.beat()
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """deleteWebhook"""
    if call.flag("drop_pending_updates"):
        world.confirm(world.updates)
    world.webhook = Webhook()
    world.mail.beat()
    return True


def get_webhook_info(world: World, _: Call) -> JSON:
    """getWebhookInfo"""
    hook = world.webhook
    info: JSON = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if hook.url:
        info |= {"max_connections": hook.max_connections, "allowed_updates": sorted(world.allowed_updates or ())}
    if hook.last_error:
        info |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    return info


METHODS = {
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
