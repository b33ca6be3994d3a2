"""The control API under /sandbox/: plays the people, plans trouble, tells what happened.

In: JSON, or a query; out: JSON, or 400 {"error"} where what is asked cannot be.

People and chats
    GET  state?user=        everybody, and the chats that this person sees, newest first
    POST users              {"name", "language", "username", "started", "count"} → {"users": [ids]}; started people may be written to
    POST chats              {"kind": "group|supergroup|forum|channel", "title", "members": [ids], "threads": [names], "username"}
    POST member             {"chat", "member", "status": "member|administrator|left|kicked", "by"}; member may be the bot
    POST block              {"user", "blocked"}          POST deactivate {"user"}       POST migrate {"chat"} → {"chat": new id}
    POST thread             {"user", "chat", "name"}     POST delete_thread {"chat", "thread"}
What people do
    POST send               {"user", "chat", "text", "thread", "reply_to", "forwarded_from"} → {"messages"}
    POST edit               {"chat", "message", "text"}
    POST upload             multipart: user, chat, caption, kind (document or photo), album, file
    POST tap                {"user", "chat", "message", "button": a label or its data}, or {…, "data": forged}
    POST inline             {"user", "text", "offset"}; both wait for the bot's answer, at most "seconds"
    POST choose             {"user", "chat", "thread", "query", "result"}: puts a result of an inline query into a chat
What happened
    GET  transcript?chat=&after=&seconds=   messages; with `after` waits until the chat is newer than that version
    GET  changes?after=&seconds=            waits until anything is newer than that version
    GET  file?id=           what was sent or uploaded
    GET  commands?user=&chat=               the command list that this person sees there
    GET  calls?after=&method=&chat=         the bot's calls; GET counts: how many ended how; GET updates: those not yet taken
Trouble
    POST fault (see faults.py), POST clear_faults, POST limits {"overall", "chat", "group", "paid"}, POST latency {"seconds"},
    POST leave {"seconds"}: connections are refused; POST redeliver {"update"}, POST reset
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import people
from bot.sandbox.faults import KINDS, Fault
from bot.sandbox.limits import Limits, RateLimiter
from bot.sandbox.methods.profile import commands_for
from bot.sandbox.people import ImpossibleError
from bot.sandbox.refusals import JSON
from bot.sandbox.world import IN_CHAT, RULING, Chat, Query, World

ANSWER_SECONDS = 10.0
TOO_MANY = 429
WHERE = ("thread", "reply_to", "forwarded_from")


def state(world: World, asked: JSON) -> JSON:
    """Everybody, and the chats of one person (or all)."""
    user = int(asked.get("user", 0))
    seen = [chat for chat in world.chats.values() if not user or chat.members.get(user) in IN_CHAT]
    seen = [chat for chat in seen if chat.migrated_to is None and not (user and chat.type == "private" and chat.id != user)]
    seen.sort(key=lambda chat: -chat.version)
    everybody = [person.card() for person in world.users.values()]
    bot = {"bot": world.bot.card(), "description": world.about("description", "vi")}
    return {"version": world.pulse.beats, **bot, "users": everybody, "chats": [_summary(world, chat) for chat in seen]}


def _summary(world: World, chat: Chat) -> JSON:
    last = next(reversed(chat.messages.values()), None)
    threads = [{"id": number, "name": name} for number, name in chat.threads.items()]
    summary = {"version": chat.version, "last": last, "threads": threads, "members": len(chat.members), "action": _action(world, chat)}
    return {**chat.card(), **summary}


def _action(world: World, chat: Chat) -> str:
    action, until = chat.action
    return action if until > world.clock() else ""


def users(world: World, asked: JSON) -> JSON:
    """New people."""
    name, number = asked.get("name", "Người dùng"), int(asked.get("count", 1))
    options = {"language": asked.get("language", "vi"), "username": asked.get("username", ""), "started": bool(asked.get("started"))}
    return {"users": [world.new_user(name, **options).id for _ in range(number)]}


def chats(world: World, asked: JSON) -> JSON:
    """A new chat."""
    threads, username = asked.get("threads", ()), asked.get("username", "")
    chat = world.new_chat(asked["kind"], asked["title"], asked["members"], threads=threads, username=username)
    return {"chat": chat.id, "threads": {name: number for number, name in chat.threads.items()}}


def member(world: World, asked: JSON) -> JSON:
    """Change what somebody is in a chat."""
    chat = people.chat_of(world, asked["chat"])
    people.set_status(world, asked.get("by") or next(iter(chat.members)), chat.id, asked["member"], asked["status"])
    return {}


def send(world: World, asked: JSON) -> JSON:
    """A text from somebody."""
    where = {name: asked[name] for name in WHERE if asked.get(name)}
    return {"messages": people.write(world, asked["user"], asked["chat"], asked["text"], **where)}


def upload(world: World, asked: JSON) -> JSON:
    """A file from somebody."""
    stored = world.keep_file(asked["file_name"], asked["file_mime"], asked["file"])
    where: dict[str, Any] = {name: int(asked[name]) for name in WHERE if asked.get(name)}
    how: dict[str, Any] = {name: asked[name] for name in ("caption", "kind", "album") if asked.get(name)}
    return people.upload(world, int(asked["user"]), int(asked["chat"]), stored, **how, **where)


async def tap(world: World, asked: JSON) -> JSON:
    """A button pressed: what it opens, copies, or what the bot answers."""
    chat, number = people.chat_of(world, asked["chat"]), asked["message"]
    button = {"callback_data": asked["data"]} if "data" in asked else people.button_of(chat.messages.get(number, {}), asked["button"])
    if "callback_data" not in button:
        return {"answered": True, **button}
    query = people.tap(world, asked["user"], chat.id, number, button["callback_data"])
    return await _answered(world, query, asked)


async def inline(world: World, asked: JSON) -> JSON:
    """An inline query and its results."""
    return await _answered(world, people.ask_inline(world, asked["user"], asked["text"], asked.get("offset", "")), asked)


def choose(world: World, asked: JSON) -> JSON:
    """A result chosen."""
    where = {name: asked[name] for name in WHERE if asked.get(name)}
    return people.choose(world, asked["user"], asked["chat"], asked["query"], asked["result"], **where)


async def _answered(world: World, query: Query, asked: JSON) -> JSON:
    await world.pulse.until(lambda: query.answer is not None, float(asked.get("seconds", ANSWER_SECONDS)))
    return {"id": query.id, "answered": query.answer is not None, **(query.answer or {})}


async def transcript(world: World, asked: JSON) -> JSON:
    """What stands in a chat."""
    chat = people.chat_of(world, int(asked["chat"]))
    if "after" in asked:
        await world.pulse.until(lambda: chat.version > int(asked["after"]), float(asked.get("seconds", ANSWER_SECONDS)))
    last = int(asked.get("last", 0))
    return {"version": chat.version, "action": _action(world, chat), "messages": list(chat.messages.values())[-last:]}


async def changes(world: World, asked: JSON) -> JSON:
    """Wait for anything."""
    await world.pulse.until(lambda: world.pulse.beats > int(asked["after"]), float(asked.get("seconds", ANSWER_SECONDS)))
    return {"version": world.pulse.beats}


def commands(world: World, asked: JSON) -> JSON:
    """The command list of a person in a chat."""
    person, chat = world.users[int(asked["user"])], people.chat_of(world, int(asked["chat"]))
    ruling = ["all_chat_administrators"] if chat.members.get(person.id) in RULING else []
    scopes = ["all_private_chats"] if chat.type == "private" else [*ruling, "all_group_chats"]
    return {"commands": commands_for(world, person.language_code, *scopes)}


def calls(world: World, asked: JSON) -> JSON:
    """The bot's calls."""
    chat = int(asked["chat"]) if asked.get("chat") else None
    return {"calls": world.journal.listed(after=int(asked.get("after", 0)), method=asked.get("method", ""), chat=chat)}


def fault(world: World, asked: JSON) -> JSON:
    """Plan trouble."""
    if asked.get("kind") not in KINDS:
        raise ImpossibleError(f"kind {asked.get('kind')!r}: not one of {sorted(KINDS)}")
    plan: JSON = {"code": TOO_MANY, **asked} if asked["kind"] == "refuse" else asked
    world.faults.planned.append(Fault(**plan))
    return {}


def clear_faults(world: World, _: JSON) -> JSON:
    """No more trouble; says how much there was."""
    hits = [asdict(planned) for planned in world.faults.planned]
    world.faults.planned.clear()
    return {"faults": hits}


def limits(world: World, asked: JSON) -> JSON:
    """Set the rates; what is not named is lifted."""
    lifted = {"overall": None, "chat": None, "group": None}
    world.limiter = RateLimiter(Limits(**lifted | asked))
    return asdict(world.limiter.limits)


Act = Callable[[World, JSON], Any]
READS: dict[str, Act] = {
    "state": state,
    "transcript": transcript,
    "changes": changes,
    "commands": commands,
    "calls": calls,
    "counts": lambda world, _: {"total": world.journal.total, "outcomes": dict(world.journal.outcomes)},
    "updates": lambda world, _: {"pending": list(world.updates.values()), "delivered": list(world.delivered)},
}
WRITES: dict[str, Act] = {
    "users": users,
    "chats": chats,
    "member": member,
    "block": lambda world, asked: people.block(world, asked["user"], asked.get("blocked", True)),
    "deactivate": lambda world, asked: people.deactivate(world, asked["user"]),
    "migrate": lambda world, asked: {"chat": people.migrate(world, asked["chat"]).id},
    "thread": lambda world, asked: {"thread": people.new_thread(world, asked["user"], asked["chat"], asked["name"])},
    "delete_thread": lambda world, asked: people.delete_thread(world, asked["chat"], asked["thread"]),
    "send": send,
    "edit": lambda world, asked: people.edit(world, asked["chat"], asked["message"], asked["text"]),
    "upload": upload,
    "tap": tap,
    "inline": inline,
    "choose": choose,
    "fault": fault,
    "clear_faults": clear_faults,
    "limits": limits,
    "latency": lambda world, asked: world.take_longer(float(asked["seconds"])),
    "leave": lambda world, asked: world.leave(float(asked["seconds"])),
    "redeliver": lambda world, asked: world.redeliver(asked["update"]),
    "reset": lambda world, _: world.reset(world.limiter.limits),
}


def control_routes(world: World) -> list[Route]:
    """A route for each act, and one for the files that the page shows."""

    async def file(request: Request) -> Response:
        stored = world.files.get(request.query_params.get("id", ""))
        # never shown as a page of its own: a file may be anything
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return Response(stored.data, media_type=stored.mime, headers=headers) if stored else Response(status_code=404)

    acts = [(name, act, "GET") for name, act in READS.items()] + [(name, act, "POST") for name, act in WRITES.items()]
    return [Route("/file", file)] + [Route(f"/{name}", _endpoint(world, act), methods=[verb]) for name, act, verb in acts]


def _endpoint(world: World, act: Act) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        try:
            result = act(world, await _asked(request))
            return JSONResponse((await result if inspect.isawaitable(result) else result) or {})
        except (ImpossibleError, KeyError, TypeError, ValueError) as error:  # what was asked for makes no sense: say what
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 400)

    return answer


async def _asked(request: Request) -> JSON:
    if request.method == "GET":
        return dict(request.query_params)
    if request.headers.get("content-type", "").startswith("multipart/"):
        return await _form(request)
    body = await request.body()
    asked: JSON = await request.json() if body else {}
    return asked


async def _form(request: Request) -> JSON:
    async with request.form() as form:
        asked: JSON = dict(form)
        file = asked.get("file")
        if isinstance(file, UploadFile):
            asked |= {"file": await file.read(), "file_name": file.filename or "", "file_mime": file.content_type or ""}
        return asked
