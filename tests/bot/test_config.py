"""Settings come from outside; what is missing or wrong is named at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.config import PREFIX, load_settings
from briefings.errors import UsageError

SECRET = "a-secret-of-sixteen-or-more"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def fault(**environment: str) -> str:
    with pytest.raises(UsageError) as raised:
        load_settings(**environment)
    return str(raised.value)


def test_a_token_is_all_that_must_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIAOBAN_TOKEN", "123456:ABC-DEF_1")
    settings = load_settings()
    assert settings.token.get_secret_value() == "123456:ABC-DEF_1"
    assert (settings.timezone, settings.language, settings.telegram_api_url) == ("Asia/Ho_Chi_Minh", "vi", "https://api.telegram.org")


def test_settings_are_read_from_the_env_file_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GIAOBAN_TOKEN=1:a\nGIAOBAN_OWNERS=12, 34\n", "utf-8")
    assert load_settings().owners == {12, 34}


def test_the_environment_comes_before_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("GIAOBAN_TOKEN=1:a\nGIAOBAN_LANGUAGE=en\n", "utf-8")
    monkeypatch.setenv("GIAOBAN_LANGUAGE", "vi")
    assert load_settings().language == "vi"


def test_all_faults_are_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"OWNERS": "12, x", "TELEGRAM_API_URL": "ftp://x", "TIMEZONE": "../etc", "LANGUAGE": "fr", "LISTEN": "80", "WEBHOOK_URL": "vn"}
    for name, value in wrong.items():
        monkeypatch.setenv(PREFIX + name, value)
    said = fault()
    assert "GIAOBAN_TOKEN is missing" in said
    assert [name for name in wrong if f"{PREFIX}{name} is wrong" not in said] == []
    assert "\n" not in said


@pytest.mark.parametrize("secret", [None, "", "short", "with blanks in it, and long", "đủ-dài-nhưng-có-dấu-tiếng-Việt"])
def test_a_webhook_needs_a_secret_telegram_takes(secret: str | None) -> None:
    given = {"token": "1:a", "webhook_url": "https://bot.example.vn/telegram"}
    assert "GIAOBAN_WEBHOOK_SECRET" in fault(**given, **({"webhook_secret": secret} if secret is not None else {}))


def test_updates_arrive_at_the_path_of_the_webhooks_address() -> None:
    settings = load_settings(token="1:a", webhook_url="https://bot.example.vn/telegram/x", webhook_secret=SECRET)
    assert settings.webhook_path == "/telegram/x"


@pytest.mark.parametrize("token", ["", "abc", "123:", "123:with blank", "123:có-dấu", "a:b"])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert "GIAOBAN_TOKEN" in fault(token=token)


def test_neither_token_nor_secret_shows() -> None:
    settings = load_settings(token="123456:VERY-SECRET", webhook_url="https://bot.example.vn", webhook_secret=SECRET)
    assert "VERY-SECRET" not in repr(settings) + str(settings)
    assert SECRET not in repr(settings)


def test_a_wrong_token_is_not_repeated_in_the_fault() -> None:
    assert "hunter2" not in fault(token="hunter2 is my token")
