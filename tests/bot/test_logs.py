"""A line of the log is one record, and never tells the token."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.logs import start_log

TOKEN = "123456:ABC-DEF"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level


def test_a_record_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("json", SecretStr(TOKEN))
    logging.getLogger("bot.desk").warning("update %s: nghị quyết", 7)
    record = json.loads(capsys.readouterr().err)
    assert (record["event"], record["level"], record["logger"]) == ("update 7: nghị quyết", "warning", "bot.desk")
    assert record["timestamp"].endswith("Z")


@pytest.mark.parametrize("form", ["json", "console"])
def test_the_token_is_struck_out_even_of_a_traceback(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    start_log(form, SecretStr(TOKEN))  # type: ignore[arg-type]  # one of the two
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("x").exception("asked bot%s", TOKEN)
    said = capsys.readouterr().err
    assert TOKEN not in said
    assert "<token>/getMe" in said


def test_addresses_are_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("json", SecretStr(TOKEN))
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org")
    assert capsys.readouterr().err == ""


def test_a_tick_left_out_is_no_news_but_a_failed_one_is(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("json", SecretStr(TOKEN))
    ticks = logging.getLogger("apscheduler.executors.default")
    ticks.warning("maximum number of running instances reached")
    ticks.error("Job raised an exception")
    assert json.loads(capsys.readouterr().err)["event"] == "Job raised an exception"
