"""The wiring: one table of commands, one of buttons, and nothing left without an answer."""

from __future__ import annotations

import logging
import re

import pytest
from telegram.ext import ApplicationBuilder, ExtBot

from bot.app import COMMANDS, STAFF_COMMANDS, STAFF_TAPS, TAPS, build_application
from bot.config import Settings
from briefings.rendering.replies import names, ways
from briefings.rendering.taps import ACTIONS, read_tap
from briefings.rendering.texts import LANGUAGES, texts

PAIRS = [(command.name, command.alias) for command in (*COMMANDS, *STAFF_COMMANDS)]
OF_THE_DESK = {"c", "l", "n"}  # commands, languages and page numbers have no answer of their own


def settings() -> Settings:
    return Settings(token="1:a")  # type: ignore[arg-type]  # read by pydantic


def test_every_command_has_names_telegram_takes_and_nobody_else_has() -> None:
    every = [name for pair in PAIRS for name in pair]
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in every)
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_described_for_the_menu(language: str) -> None:
    assert all(1 <= len(name.does) <= 256 for name in names(PAIRS, texts(language)))


def test_every_action_of_a_button_is_answered() -> None:
    assert set(TAPS) | set(STAFF_TAPS) | OF_THE_DESK == set(ACTIONS)
    assert not set(TAPS) & set(STAFF_TAPS)


def test_every_command_of_the_staff_needs_a_right() -> None:
    assert all(command.right for command in STAFF_COMMANDS)
    assert not any(command.right for command in COMMANDS)


def test_every_button_of_the_help_runs_a_command() -> None:
    taps = [read_tap(button.data or "") for row in ways(texts("vi")) for button in row]
    assert {told.word for told in taps if told} <= {name for pair in PAIRS for name in pair}


def test_request_addresses_are_not_logged() -> None:
    build_application(settings())
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)


def test_the_bot_speaks_to_the_address_of_the_settings() -> None:
    application = build_application(settings().model_copy(update={"telegram_api_url": "http://127.0.0.1:9/"}))
    assert application.bot.base_url == "http://127.0.0.1:9/bot1:a"


def test_a_builder_may_bring_its_own_bot() -> None:
    own = ExtBot("2:b", base_url="http://127.0.0.1:9/own")
    assert build_application(settings(), ApplicationBuilder().bot(own)).bot is own
