"""A call as the bot makes it. In: an HTTP request (query, JSON, form or multipart body); out: a `Call` with its fields, typed on demand.

core.telegram.org/bots/api#making-requests: methods are case-insensitive; in a form, objects and lists are JSON in a string.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.refusals import JSON, Refusal, bad_request

MAX_BODY = 50 * 1024 * 1024
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes


@dataclass
class Call:
    """A method's name in lower case and what was passed to it. `at`: when it took effect, by the sandbox's clock."""

    method: str
    fields: JSON
    uploads: dict[str, Upload] = field(default_factory=dict)
    at: float = 0.0

    def text(self, name: str) -> str:
        """A string, "" where absent."""
        value = self.fields.get(name)
        return "" if value is None else value if isinstance(value, str) else str(value)

    def whole(self, name: str, absent: int = 0) -> int:
        """A whole number."""
        value = self.fields.get(name)
        try:
            return absent if value in (None, "") else int(value)
        except (TypeError, ValueError):
            raise bad_request(f'field "{name}" must be a valid Number') from None

    def flag(self, name: str) -> bool:
        """A truth value: true, "true", "1", "yes"…"""
        return str(self.fields.get(name, "")).lower() in ("true", "1", "yes", "y", "t")

    def structure(self, name: str) -> Any:
        """An object or a list, None where absent."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    @property
    def chat(self) -> int | None:
        """The chat that the call names by number, for faults and the journal."""
        try:
            return int(self.fields.get("chat_id", ""))
        except ValueError:
            return None


async def read_call(method: str, request: Request) -> Call:
    """Read the whole request. Raises 413 for a body over 50 MB and 400 for one that cannot be read."""
    fields: JSON = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if int(request.headers.get("content-length") or 0) > MAX_BODY:
        raise Refusal(413, "Request Entity Too Large")
    if kind == MULTIPART:
        return await _multipart(method, fields, request)
    body = await request.body()
    if kind == FORM:
        fields |= parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    elif kind == "application/json" and body:
        fields |= _json(body)
    return Call(method.lower(), fields)


def _json(body: bytes) -> JSON:
    try:
        read = json.loads(body)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise bad_request("can't parse request parameters: expected an Object")
    return read


async def _multipart(method: str, fields: JSON, request: Request) -> Call:
    uploads = {}
    async with request.form() as form:
        for name, value in form.items():
            if isinstance(value, UploadFile):
                uploads[name] = Upload(value.filename or name, value.content_type or "", await value.read())
            else:
                fields[name] = value
    return Call(method.lower(), fields, uploads)
