"""Addresses: pages are fetched, redirects followed, caps kept; nothing but the public Internet is ever tried.

No test opens a connection beyond loopback: an audit hook sees each attempt of this process and stops those that would leave it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from ipaddress import ip_address
from itertools import chain, repeat
from typing import Any

import pytest

from briefings.errors import UnreadableInput
from briefings.sources import MAX_BYTES
from briefings.sources.web import INTERNET, Address, Network, fetch, is_public, read_url

PAGE = "<html><body><article><h1>Hội nghị</h1><p>Sáng 5/3/2024, Tỉnh ủy họp bàn về công tác cán bộ.</p></article></body></html>".encode()
PUBLIC = "203.0.112.9"  # an address that is given out; nothing is sent there


class Recorder:
    """Where this process tried to connect, while it listens. A connection that would leave the machine is refused."""

    def __init__(self) -> None:
        self.listening, self.tried = False, list[tuple[str, int]]()
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect" and self.listening and isinstance(arguments[1], tuple):
            host, port = arguments[1][:2]
            self.tried.append((host, port))
            if not ip_address(host).is_loopback:
                raise ConnectionRefusedError(host)


RECORDER = Recorder()  # audit hooks stay for the life of a process


@pytest.fixture
def connections() -> Iterator[list[tuple[str, int]]]:
    """The connections that the test tries."""
    RECORDER.tried.clear()
    RECORDER.listening = True
    yield RECORDER.tried
    RECORDER.listening = False


@asynccontextmanager
async def server(answer: Callable[[str, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[tuple[int, list[str]]]:
    """A server on loopback that answers each path: its port, and the heads of the requests it got."""
    heads: list[str] = []

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        with suppress(ConnectionError):  # the client has seen enough
            await answer(heads[-1].split(" ")[1], writer)
        writer.close()

    listening = await asyncio.start_server(served, "127.0.0.1", 0)
    try:
        yield listening.sockets[0].getsockname()[1], heads
    finally:
        listening.close()


def saying(head: str, body: bytes = b"") -> Callable[[str, asyncio.StreamWriter], Awaitable[None]]:
    """A server that says the same to everybody."""

    async def answer(_: str, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n".encode() + body)
        await writer.drain()

    return answer


async def loopback(_: str, __: int) -> tuple[str, ...]:
    return ("127.0.0.1",)


def permits_loopback(address: Address, _: int) -> bool:
    return address.is_loopback


NEAR = Network(resolve=loopback, permits=permits_loopback)  # in which every name is this machine


async def test_a_page_becomes_its_article() -> None:
    async with server(saying("200 OK\r\nContent-Type: text/html", PAGE)) as (port, heads):
        (article,) = await read_url(f"http://bao.example.vn:{port}/bai-1", NEAR)

    assert article.text == "Hội nghị\nSáng 5/3/2024, Tỉnh ủy họp bàn về công tác cán bộ."
    assert f"Host: bao.example.vn:{port}" in heads[0]


async def test_a_wrong_charset_in_the_header_changes_nothing() -> None:
    async with server(saying("200 OK\r\nContent-Type: text/html; charset=iso-8859-1", PAGE)) as (port, _):
        (article,) = await read_url(f"http://bao.example.vn:{port}/", NEAR)

    assert "Tỉnh ủy" in article.text


async def test_a_redirect_is_followed_relative_to_its_page() -> None:
    async def answer(path: str, writer: asyncio.StreamWriter) -> None:
        await saying("200 OK", PAGE)(path, writer) if path == "/b/2" else await saying("302 Found\r\nLocation: 2")(path, writer)

    async with server(answer) as (port, heads):
        assert await fetch(f"http://bao.example.vn:{port}/b/1", NEAR) == PAGE
    assert [head.split(" ")[1] for head in heads] == ["/b/1", "/b/2"]


@pytest.mark.parametrize(
    ("head", "text_id"),
    [
        ("404 Not Found", "source-url-missing"),
        ("410 Gone", "source-url-missing"),
        ("401 Unauthorized", "source-login"),
        ("403 Forbidden", "source-login"),
        ("500 Oops", "source-url-refused"),
        ("302 Found\r\nLocation: /again", "source-url-redirects"),
        ("302 Found\r\nLocation: ftp://bao.example.vn/a", "source-url"),
        ("302 Found\r\nLocation: file:///etc/hostname", "source-url"),
        ("200 OK\r\nContent-Length: 2000000000", "source-too-big"),
        ("not HTTP at all", "source-url-silent"),
    ],
)
async def test_what_a_server_refuses_is_one_clear_answer(head: str, text_id: str) -> None:
    async with server(saying(head)) as (port, _):
        with pytest.raises(UnreadableInput) as refusal:
            await fetch(f"http://bao.example.vn:{port}/again", NEAR)

    assert refusal.value.text_id == text_id


async def test_a_body_without_end_is_given_up_at_the_limit() -> None:
    sent = 0

    async def endless(_: str, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while sent < 2_000_000_000:
            writer.write(bytes(1_000_000))
            await writer.drain()
            sent += 1_000_000

    async with server(endless) as (port, _):
        with pytest.raises(UnreadableInput) as refusal:
            await fetch(f"http://bao.example.vn:{port}/", NEAR)

    assert refusal.value.text_id == "source-too-big"
    assert sent < 3 * MAX_BYTES


async def test_a_page_that_drips_is_given_up_in_time() -> None:
    async def dripping(_: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)  # the attack itself

    async with server(dripping) as (port, _):
        with pytest.raises(UnreadableInput) as refusal:
            await fetch(f"http://bao.example.vn:{port}/", NEAR, seconds=0.5)

    assert refusal.value.text_id == "source-url-slow"


LOOPBACK_SPELLINGS = (
    "localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0x0.0x0.0x1",
    "017700000001", "0177.0.0.1", "0177.1", "127.0.0.01", "127.255.255.254", "0.0.0", "0", "127。0。0。1", "１２７.0.0.1",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "user:word@127.0.0.1", "example.vn@localhost",
)  # fmt: skip
OTHER_HOSTS = (
    "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]",
    "[fd00:ec2::254]", "100.100.100.200", "168.63.129.16", "192.0.0.192", "10.0.0.1", "10.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "192.168.257", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "[fe80::1]", "[fc00::1]", "[ff02::1]",
    "[::ffff:10.0.0.1]", "[64:ff9b:1::a00:1]", "[2002:a00:1::1]",
)  # fmt: skip


@pytest.mark.parametrize("host", LOOPBACK_SPELLINGS)
async def test_a_server_of_this_machine_sees_no_connection(host: str, connections: list[tuple[str, int]]) -> None:
    async with server(saying("200 OK", PAGE)) as (port, heads):
        network = replace(INTERNET, permits=lambda address, asked: is_public(address, 80 if asked == port else asked))
        with pytest.raises(UnreadableInput):
            await fetch(f"http://{host}:{port}/", network)

    assert (heads, connections) == ([], [])


@pytest.mark.parametrize("host", [*LOOPBACK_SPELLINGS, *OTHER_HOSTS])
async def test_no_spelling_of_a_private_host_is_tried(host: str, connections: list[tuple[str, int]]) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        await fetch(f"http://{host}/latest/meta-data/")

    assert refusal.value.text_id in ("source-url-private", "source-url-silent", "source-url")
    assert connections == []


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://bao.example.vn/a", "gopher://a/", "data:text/html,x", "//a", "http://", "bài"]
)
async def test_only_web_addresses_are_asked_for(url: str, connections: list[tuple[str, int]]) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        await fetch(url)

    assert (refusal.value.text_id, connections) == ("source-url", [])


@pytest.mark.parametrize("port", [22, 25, 3306, 6379])
async def test_only_ports_of_web_servers_are_tried(port: int, connections: list[tuple[str, int]]) -> None:
    with pytest.raises(UnreadableInput):
        await fetch(f"http://{PUBLIC}:{port}/")

    assert connections == []


@pytest.mark.parametrize("addresses", [("10.0.0.1",), (PUBLIC, "10.0.0.1"), ("::1", PUBLIC), ("fe80::1%eth0",), ()])
async def test_a_name_with_a_private_address_is_not_tried(addresses: tuple[str, ...], connections: list[tuple[str, int]]) -> None:
    async def resolve(_: str, __: int) -> tuple[str, ...]:
        return addresses

    with pytest.raises(UnreadableInput) as refusal:
        await fetch("http://bao.example.vn/", Network(resolve=resolve))

    assert (refusal.value.text_id, connections) == ("source-url-private", [])


async def test_a_redirect_to_a_private_address_is_not_followed(connections: list[tuple[str, int]]) -> None:
    def permits(address: Address, port: int) -> bool:
        return address.is_loopback or is_public(address, port)

    async def resolve(host: str, _: int) -> tuple[str, ...]:
        return ("127.0.0.1",) if host == "bao.example.vn" else (host,)

    async with server(saying("302 Found\r\nLocation: http://169.254.169.254/latest/")) as (port, _):
        with pytest.raises(UnreadableInput) as refusal:
            await fetch(f"http://bao.example.vn:{port}/", Network(resolve, permits))

    assert (refusal.value.text_id, connections) == ("source-url-private", [("127.0.0.1", port)])


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_name_that_changes_its_answer_is_asked_once(scheme: str, connections: list[tuple[str, int]]) -> None:
    answers = chain([PUBLIC], repeat("127.0.0.1"))

    async def resolve(_: str, __: int) -> tuple[str, ...]:
        return (next(answers),)

    with pytest.raises(UnreadableInput) as refusal:
        await fetch(f"{scheme}://bao.example.vn/", Network(resolve=resolve))

    assert refusal.value.text_id == "source-url-silent"
    assert {host for host, _ in connections} == {PUBLIC}


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_public_internet_may_be_visited(address: str) -> None:
    assert is_public(ip_address(address), 443)
