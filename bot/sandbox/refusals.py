"""How Telegram says no. In: what is wrong; out: an exception that becomes `{"ok": false, "error_code", "description", "parameters"}`.

The texts are those of the Bot API server (github.com/tdlib/telegram-bot-api, Client.cpp) and of Telegram behind it, letter for letter:
clients tell one refusal from another by them.
"""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Refusal(Exception):
    """An answer other than 200: `code` is the HTTP status, `parameters` may hold `retry_after` or `migrate_to_chat_id`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def answer(self) -> JSON:
        """The body of the answer, as Telegram lays it out."""
        body: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(what: str, **parameters: int) -> Refusal:
    """400, the caller's mistake."""
    return Refusal(400, f"Bad Request: {what}", **parameters)


def forbidden(what: str) -> Refusal:
    """403, the chat is closed to the bot."""
    return Refusal(403, f"Forbidden: {what}")


def too_many_requests(retry_after: int) -> Refusal:
    """429; `retry_after` in whole seconds, 1 at least."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
