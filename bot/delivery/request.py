"""HTTP for delivery: python-telegram-bot's calls in, answers out, over aiohttp, which stays fast with hundreds of calls in flight.

It tells apart what the library calls by one name: a connection never made, trouble at the server's side, and an answer that never came.
Texts only: no files.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
JSON = {"Content-Type": "application/json"}


class NeverSentError(NetworkError):
    """There was no connection: Telegram knows nothing of the call."""


class ServerTroubleError(NetworkError):
    """Telegram's servers say that they could not (5xx)."""


class AiohttpRequest(BaseRequest):
    """One session with as many connections as there are calls at a time; those that are idle are kept."""

    def __init__(self, *, read_seconds: float = READ_SECONDS, connect_seconds: float = CONNECT_SECONDS) -> None:
        super().__init__()
        self._timeout = aiohttp.ClientTimeout(sock_connect=connect_seconds, sock_read=read_seconds)
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}  # origin → proxy, as the environment names it

    @property
    def read_timeout(self) -> float:
        """Seconds until a call without an answer is given up."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=self._timeout)

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any) -> tuple[int, bytes]:
        """One call. Raises NeverSentError, ServerTroubleError, TimedOut (no answer came), NetworkError (the connection broke)."""
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        body = request_data.json_payload if request_data else None
        try:
            async with self._session.request(method, url, data=body, headers=JSON, proxy=self._proxy(url)) as answer:
                status, payload = answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NeverSentError(str(error)) from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ServerTroubleError(f"{status} {answer.reason}")
        return status, payload

    def _proxy(self, url: str) -> str | None:
        parts = urlsplit(url)
        if parts.netloc not in self._proxies:
            proxy = None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
            self._proxies[parts.netloc] = proxy
        return self._proxies[parts.netloc]
