"""The bot about itself: getMe, its commands, names and descriptions. In: a call; out: what is set, or true.

core.telegram.org/bots/api#setmycommands, #setmydescription
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.refusals import JSON, bad_request
from bot.sandbox.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")  # e.g. "chidao"
MAX_COMMANDS, MAX_DESCRIPTION = 100, 256


def get_me(world: World, _: Call) -> JSON:
    """getMe"""
    reads_all = world.reads_all_groups
    return {**world.bot.card(), "can_join_groups": True, "can_read_all_group_messages": reads_all, "supports_inline_queries": True}


def _scope(call: Call) -> tuple[str, str]:
    scope = call.structure("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), call.text("language_code")


def _command(command: JSON) -> JSON:
    name, description = command.get("command", "").removeprefix("/"), command.get("description", "").strip()
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description is empty")
    if len(description) > MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def set_my_commands(world: World, call: Call) -> bool:
    """setMyCommands, per scope and language."""
    commands = call.structure("commands") or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[_scope(call)] = [_command(command) for command in commands]
    world.pulse.beat()
    return True


def get_my_commands(world: World, call: Call) -> list[JSON]:
    """getMyCommands"""
    return world.commands.get(_scope(call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """deleteMyCommands"""
    world.commands.pop(_scope(call), None)
    return True


def commands_for(world: World, language: str, *scopes: str) -> list[JSON]:
    """The list that a person sees in a chat: the narrowest scope first, in each its language before the fallback."""
    for scope in (*scopes, "default"):
        for tongue in (language, ""):
            found = world.commands.get((json.dumps({"type": scope}), tongue))
            if found:
                return found
    return []


def _setter(name: str) -> Callable[[World, Call], Any]:
    def set_it(world: World, call: Call) -> bool:
        world.profile[name, call.text("language_code")] = call.text(name)
        return True

    return set_it


def _getter(name: str) -> Callable[[World, Call], Any]:
    def get_it(world: World, call: Call) -> JSON:
        return {name: world.about(name, call.text("language_code"))}

    return get_it


def set_chat_menu_button(_: World, __: Call) -> bool:
    """setChatMenuButton: taken, the page always shows the commands."""
    return True


METHODS: dict[str, Callable[[World, Call], Any]] = {
    "getme": get_me,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setchatmenubutton": set_chat_menu_button,
} | {
    f"{verb}my{name.replace('_', '')}": make(name)
    for name in ("name", "description", "short_description")
    for verb, make in (("set", _setter), ("get", _getter))
}
