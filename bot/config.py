"""Settings: the environment (names prefixed GIAOBAN_) and `.env` in, `Settings` out; all that is missing or wrong is named at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from briefings.errors import UsageError

T = TypeVar("T")
S = TypeVar("S", bound="StoreSettings")

PREFIX = "GIAOBAN_"
HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+[^\s?#]*$")]
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")  # 123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11
_PASSWORD = re.compile(r"(://[^:/@]*):[^@]*@")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # setWebhook takes 1 to 256 of these; fewer than 16 can be guessed

_EXPECTED = {
    "token": "a token from @BotFather, as in 123456:ABC-DEF",
    "owners": "Telegram ids with commas between, as in 12,34",
    "telegram_api_url": "an address, as in https://api.telegram.org",
    "webhook_url": "an address, as in https://bot.example.vn/telegram",
    "webhook_secret": f"16 to 256 letters, digits, _ and - where {PREFIX}WEBHOOK_URL is set",
    "backups": "a folder",
    "backups_kept": "a number from 1 to 10000",
    "listen": "host and port, as in 127.0.0.1:8080",
    "log": "console or json",
    "timezone": "an IANA time zone, as in Asia/Ho_Chi_Minh",
    "language": "vi or en",
    "in_doubt": "resend or report",
    "in_flight": "a number from 1 to 100",
    "paid_broadcast": "true or false",
    "templates": "a folder",
    "inbox": "a folder",
}


class StoreSettings(BaseSettings):
    """Where everything is kept, and in which zone a day ends: all that a command of the shell must know."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)

    database_url: str = "sqlite+aiosqlite:///giaoban.db"
    timezone: str = "Asia/Ho_Chi_Minh"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            return ZoneInfo(name).key
        except (OSError, LookupError) as error:
            raise ValueError(name) from error

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which "today" is told."""
        return ZoneInfo(self.timezone)


class Settings(StoreSettings):
    """What the bot is told from outside. The token and the secret never show in a repr."""

    token: SecretStr
    owners: Annotated[frozenset[int], NoDecode] = frozenset()
    telegram_api_url: HttpUrl = "https://api.telegram.org"  # or a self-hosted Bot API server, or the sandbox
    webhook_url: HttpUrl | None = None  # the public address; without it the bot polls
    webhook_secret: SecretStr | None = Field(None, validate_default=True)
    listen: str | None = Field(None, pattern=r"^[^\s:]+:\d{1,5}$")  # where webhook, health and metrics are served, behind a proxy
    log: Literal["console", "json"] = "console"
    language: Literal["vi", "en"] = "vi"
    in_doubt: Literal["resend", "report"] = "resend"  # a digest that may have arrived: send it again, or tell the owners
    in_flight: int = Field(3, ge=1, le=100)  # digests on their way at once, and in doubt after a crash
    paid_broadcast: bool = False  # up to 1,000 digests a second, for Stars (core.telegram.org/bots/api#paid-broadcasts)
    inbox: Path | None = None  # a folder; the articles put there become drafts
    backups: Path | None = None  # where the bot leaves a backup a day; without it none
    backups_kept: int = Field(14, ge=1, le=10_000)
    templates: Path | None = None  # a folder with the operator's own templates of digests

    @field_validator("token")
    @classmethod
    def _token_form(cls, token: SecretStr) -> SecretStr:
        return _checked(token, bool(_TOKEN.fullmatch(token.get_secret_value())))

    @field_validator("owners", mode="before")
    @classmethod
    def _owner_ids(cls, owners: object) -> object:
        return owners.replace(",", " ").split() if isinstance(owners, str) else owners

    @field_validator("webhook_secret")
    @classmethod
    def _secret_form(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        return _checked(secret, not info.data.get("webhook_url") or bool(secret and _SECRET.fullmatch(secret.get_secret_value())))

    @property
    def webhook_path(self) -> str:
        """The path at which updates arrive: that of the public address."""
        return urlsplit(self.webhook_url or "").path or "/"


def _checked(value: T, right: bool) -> T:
    if not right:
        raise ValueError("of another form")
    return value


def load_settings(**given: object) -> Settings:
    """The settings of this process; `given` ones come first. Raises UsageError naming each setting that is missing or wrong."""
    return _loaded(Settings, given)


def backed_up_settings() -> dict[str, object]:
    """What is set, as a backup keeps it: nothing secret in it."""
    try:
        settings: StoreSettings = load_settings()
    except UsageError:
        settings = load_store_settings()
    return without_secrets(settings)


def without_secrets(settings: StoreSettings) -> dict[str, object]:
    """The settings but for token, secret and the password of the database."""
    told = {name: value for name, value in settings if not isinstance(value, SecretStr) and value is not None}
    owners = sorted(settings.owners) if isinstance(settings, Settings) else []
    return told | {"database_url": _PASSWORD.sub(r"\1:***@", settings.database_url), "owners": owners}


def load_store_settings() -> StoreSettings:
    """The settings of a command that needs the store alone. Raises UsageError as above."""
    return _loaded(StoreSettings, {})


def _loaded(kind: type[S], given: dict[str, object]) -> S:
    try:
        return kind(**given)  # type: ignore[arg-type]  # values from outside are checked by pydantic
    except ValidationError as error:
        faults = {str(fault["loc"][0]): fault["type"] for fault in error.errors()}
        wrong = "; ".join(_fault(name, kind) for name, kind in faults.items())
        raise UsageError("settings", wrong, "expected them in the environment or in .env") from None


def _fault(name: str, kind: str) -> str:
    return f"{PREFIX}{name.upper()} {'is missing' if kind == 'missing' else 'is wrong'} ({_EXPECTED.get(name, 'a text')})"
