"""The sandbox's HTTP server. In: requests to /bot<token>/<method>, /file/bot<token>/<path>, /sandbox/… and the chat page; out: answers.

`serve_sandbox` runs it on 127.0.0.1 inside the caller's event loop:

    async with serve_sandbox() as sandbox:
        application.builder().token(sandbox.token).base_url(f"{sandbox.base_url}/bot").base_file_url(f"{sandbox.base_url}/file/bot")
        reply = await sandbox.client.ask(READER_ID, READER_ID, "/tomtat")
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.calls import Call, read_call
from bot.sandbox.client import SandboxClient
from bot.sandbox.control import control_routes
from bot.sandbox.faults import Fault
from bot.sandbox.methods import METHODS
from bot.sandbox.refusals import JSON, Refusal, too_many_requests
from bot.sandbox.webhooks import deliver
from bot.sandbox.world import World

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
LAST_ANSWER_SECONDS = 0.02  # for the answer to whoever asked the sandbox to leave
KEPT_SECONDS = 75  # how long an idle connection stays open; Telegram keeps them about as long
HELD_SECONDS = 600.0  # how long a "timeout" holds a call that never gives up
HUNG_UP = Fault("drop", description="the caller hung up")
NOT_FOUND = Refusal(404, "Not Found")


class BotEndpoint:
    """/bot<token>/<method>: faults, then the method, then the journal. A bare ASGI app: thousands of calls a second pass here."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        request = Request(scope, receive, send)
        method = scope["path_params"]["method"].lower()
        call = Call(method, {})
        try:
            self._check_token(scope["path_params"]["token"])
            call = await read_call(method, request)
            body = await self._done(call, request)
            self._note(call, 200, "ok")
            await _reply(send, 200, body)
        except Refusal as refusal:
            self._note(call, refusal.code, refusal.description)
            await _reply(send, refusal.code, refusal.answer())
        except Trouble as trouble:
            self._note(call, trouble.code, f"fault: {trouble}")
            self.world.pulse.beat()
            await trouble.befall(self.world, scope, receive, send)

    def _check_token(self, token: str) -> None:
        if token != self.world.token:
            raise Refusal(401, "Unauthorized") if ":" in token else NOT_FOUND

    def _note(self, call: Call, code: int, outcome: str) -> None:
        self.world.journal.note(call.at or self.world.clock(), call.method, call.chat, code, outcome)

    async def _done(self, call: Call, request: Request) -> JSON:
        """Do it, with half of the latency before it takes effect and half after, and with the trouble that was planned."""
        world = self.world
        fault = world.faults.strike(call.method, call.chat)
        polling = call.method == "getupdates"
        await _wait(0 if polling else world.latency / 2)
        if fault and not fault.after:
            await _strike(fault)
        if call.method not in METHODS:
            raise NOT_FOUND
        call.at = world.clock()
        result = METHODS[call.method](world, call)
        body = {"ok": True, "result": await _unless_hung_up(result, request) if inspect.isawaitable(result) else result}
        if fault and fault.after:
            await _strike(fault)
        await _wait(0 if polling else world.latency / 2)
        return body


async def _unless_hung_up(result: Awaitable[Any], request: Request) -> Any:
    """What a long poll finds; a caller who is gone must not be taken for a second poller."""
    poll, gone = asyncio.ensure_future(result), asyncio.ensure_future(_disconnected(request.receive))
    await asyncio.wait([poll, gone], return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if not poll.done():
        poll.cancel()
        raise Trouble(HUNG_UP)
    return await poll


async def _wait(seconds: float) -> None:
    if seconds > 0:
        await asyncio.sleep(seconds)


class Trouble(Exception):
    """A fault that ends a call without an answer in Telegram's form."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.kind}{' after acceptance' if fault.after else ''}")
        self.fault = fault
        self.code = fault.code if fault.kind == "status" else 0

    async def befall(self, world: World, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a bare status, cut the connection, or say nothing until the caller hangs up."""
        if self.fault.kind == "status":
            await _reply(send, self.fault.code, {"ok": False, "error_code": self.fault.code, "description": "Internal Server Error"})
            return
        if self.fault.kind == "timeout":
            await _hung_up(world, receive)
        scope["state"]["transport"].abort()


async def _strike(fault: Fault) -> None:
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    elif fault.kind == "refuse":
        raise _refusal(fault)
    else:
        raise Trouble(fault)


def _refusal(fault: Fault) -> Refusal:
    if fault.retry_after or not fault.description:
        return too_many_requests(fault.retry_after or 1)
    return Refusal(fault.code, fault.description)


async def _hung_up(world: World, receive: Receive) -> None:
    """Wait until the caller is gone, or the sandbox stops."""
    gone, stopped = asyncio.ensure_future(_disconnected(receive)), asyncio.ensure_future(world.pulse.until(lambda: False, HELD_SECONDS))
    await asyncio.wait([gone, stopped], return_when=asyncio.FIRST_COMPLETED)
    for waiter in (gone, stopped):
        waiter.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _reply(send: Send, status: int, body: JSON) -> None:
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})


def build_sandbox(world: World) -> Starlette:
    """The whole application round one world."""

    async def download(request: Request) -> Response:
        stored = world.files.get(request.path_params["path"].split("/")[1] if "/" in request.path_params["path"] else "")
        if request.path_params["token"] != world.token or stored is None:
            return Response(json.dumps(NOT_FOUND.answer()), 404, media_type="application/json")
        return Response(stored.data, media_type=stored.mime)

    async def page(_: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    return Starlette(
        routes=[
            Route("/bot{token}/{method}", BotEndpoint(world), methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", download),
            Mount("/sandbox", routes=control_routes(world)),
            Route("/", page),
            Mount("/page", StaticFiles(directory=PAGE)),
        ]
    )


class CuttableProtocol(H11Protocol):
    """uvicorn's own protocol, with the connection in reach of a fault."""

    def connection_made(self, transport: Any) -> None:
        """Keep the transport where the application finds it: scope["state"]["transport"]."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class QuietServer(uvicorn.Server):
    """A server that leaves signals to the program it runs in, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening, self.stopping = asyncio.Event(), asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signals."""
        yield

    async def main_loop(self) -> None:
        """Wait for the end; uvicorn itself looks ten times a second."""
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Hang up at once: nobody waits for a sandbox."""
        self._hang_up()
        ending = set(self.server_state.tasks)
        if ending:
            await asyncio.wait(ending, timeout=LAST_ANSWER_SECONDS)
        for task in ending:
            task.cancel()

    def _hang_up(self) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()

    async def leave(self, port: int, seconds: float) -> None:
        """Let nobody in for a while, and cut off who is: connections are refused, as when the network is down."""
        await asyncio.sleep(LAST_ANSWER_SECONDS)
        self._hang_up()
        await asyncio.sleep(seconds)
        config, loop = self.config, asyncio.get_running_loop()
        self.servers = [
            await loop.create_server(lambda: CuttableProtocol(config, self.server_state, {}), sock=_listener(port), backlog=config.backlog)
        ]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self.listening.set()


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox: `base_url` is the value for GIAOBAN_TELEGRAM_API_URL; the bot's address is f"{base_url}/bot"."""

    base_url: str
    token: str
    world: World
    client: SandboxClient

    @property
    def file_url(self) -> str:
        """The root of downloads, before the token."""
        return f"{self.base_url}/file/bot"


@asynccontextmanager
async def serve_sandbox(
    port: int = 0, *, world: World | None = None, retry_seconds: float = 1.0, **settings: Any
) -> AsyncIterator[Sandbox]:
    """Run a sandbox on 127.0.0.1 until the block ends; port 0 takes a free one. `settings` go to `World`: limits, latency, clock, token."""
    world = world or World(**settings)
    with _listener(port) as listener:
        app = build_sandbox(world)
        server = QuietServer(
            uvicorn.Config(
                app,
                http=CuttableProtocol,
                ws="none",
                lifespan="off",
                log_level="warning",
                access_log=False,
                timeout_keep_alive=KEPT_SECONDS,
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        delivering = asyncio.create_task(deliver(world, retry_seconds=retry_seconds))
        leaving: list[asyncio.Task[None]] = []
        port = listener.getsockname()[1]
        world.leave = lambda seconds: leaving.append(asyncio.create_task(server.leave(port, seconds)))
        try:
            await server.listening.wait()
            base_url = f"http://{HOST}:{port}"
            async with SandboxClient(base_url) as client:
                yield Sandbox(base_url, world.token, world, client)
        finally:
            world.close()
            for task in (delivering, *leaving):
                task.cancel()
            server.stopping.set()
            await asyncio.gather(serving, delivering, *leaving, return_exceptions=True)


def _listener(port: int) -> socket.socket:
    """A bound socket. It names TCP, or asyncio would not set TCP_NODELAY and each answer would wait 40 ms for an acknowledgement."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    return listener


async def run(port: int, world: World) -> None:
    """Serve until cancelled; for `python -m bot.sandbox`."""
    async with serve_sandbox(port, world=world):
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()


__all__ = ["Sandbox", "build_sandbox", "run", "serve_sandbox"]
