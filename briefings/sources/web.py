"""Web addresses: a URL in, the bytes behind it out, without ever touching a machine that is not on the public Internet.

    URL ─ http(s) only ─▶ name ─ resolved once ─▶ addresses, all public ─▶ connection to one of these ─▶ status ─▶ at most 20 MB
              ▲───────────────────────── redirect: all of it anew ◀──────────────────────────────────────┘

The address that was checked is the one connected to: a name that answers otherwise a moment later gains nothing. httpx-secure checks it a
second time where the connection is made. A literal address needs no probe, so a refused machine sees no packet at all.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from briefings.errors import UnreadableInput
from briefings.sources import MAX_BYTES, Found, SourceText, too_big
from briefings.sources.faults import unreadable
from briefings.sources.guard import read_untrusted, stream_untrusted

if TYPE_CHECKING:
    import httpx

SECONDS = 15  # for all redirects and the whole body together
MOST_REDIRECTS = 5
AGENT = "Mozilla/5.0 (compatible; GiaoBan)"  # some papers give nothing to programs that do not say so
_SCHEMES = {"http": 80, "https": 443}
_PORTS = frozenset((80, 443, 8080, 8443))
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291; all that IANA has given out
_CARRIERS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))  # 6to4 and Teredo wrap an IPv4 address
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are the IPv4 address
_INSIDE = (IPv4Network("192.0.0.0/24"), IPv4Network("168.63.129.16/32"))  # clouds' own (Oracle's, Azure's), which may pass for public
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_STATUS = {401: "source-login", 403: "source-login", 404: "source-url-missing", 410: "source-url-missing"}

Address = IPv4Address | IPv6Address


def is_public(address: Address, port: int) -> bool:
    """Whether a stranger may send us there: a globally reachable unicast address and a port of web servers."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(address.packed[-4:]), port)
        if address not in _GLOBAL_UNICAST or any(address in carrier for carrier in _CARRIERS):
            return False
    return port in _PORTS and address.is_global and not address.is_multicast and not any(address in network for network in _INSIDE)


async def resolved(host: str, port: int) -> tuple[str, ...]:
    """The numeric addresses of a host, however it is spelled. Raises OSError for a name that is none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for _, _, _, _, place in found))


@dataclass(frozen=True, slots=True)
class Network:
    """The way to the servers: how names are resolved, and which addresses may be visited."""

    resolve: Callable[[str, int], Awaitable[tuple[str, ...]]] = resolved
    permits: Callable[[Address, int], bool] = is_public


INTERNET = Network()


async def stream_url(url: str, network: Network = INTERNET) -> AsyncGenerator[Found, None]:
    """Each article behind an address, or why it cannot be read, as `guard.stream_untrusted` gives them. Close it when stopping early."""
    try:
        data = await fetch(url, network)
    except UnreadableInput as refusal:
        yield refusal
        return
    async with aclosing(stream_untrusted(data, url)) as articles:
        async for found in articles:
            yield found


async def read_url(url: str, network: Network = INTERNET) -> tuple[SourceText, ...]:
    """Every article behind an address. Raises `UnreadableInput`."""
    return await read_untrusted(await fetch(url, network), url)


async def fetch(url: str, network: Network = INTERNET, seconds: float = SECONDS) -> bytes:
    """The bytes behind a web address, redirects followed. Raises `UnreadableInput`."""
    import httpx
    from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

    async with httpx.AsyncClient(trust_env=False, timeout=seconds, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"}) as client:
        httpx_ssrf_protection(
            client,
            check_globally_reachable=network.permits is is_public,
            custom_validator=lambda _, address, port: network.permits(address, port),
        )
        try:
            async with asyncio.timeout(seconds):
                return await _followed(client, url, network)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise unreadable("source-url-slow", url, seconds=int(seconds)) from error
        except SSRFProtectionError as error:
            raise unreadable("source-url-private", url) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise unreadable("source-url-silent", url) from error


async def _followed(client: httpx.AsyncClient, url: str, network: Network) -> bytes:
    place = _parsed(url, url)
    for _ in range(MOST_REDIRECTS + 1):
        request = await _request(client, place, network, url)
        response = await client.send(request, stream=True)
        try:
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return await _body(response, url)
            place = _parsed(str(place.join(response.headers["location"])), url)
        finally:
            await response.aclose()
    raise unreadable("source-url-redirects", url)


def _parsed(address: str, url: str) -> httpx.URL:
    """An address that may be asked for; `url` is the one that was given. Raises `UnreadableInput` for another scheme and for none."""
    import httpx

    try:
        place = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise unreadable("source-url", url) from error
    if place.scheme not in _SCHEMES or not place.host:
        raise unreadable("source-url", url)
    return place


async def _request(client: httpx.AsyncClient, place: httpx.URL, network: Network, url: str) -> httpx.Request:
    """The request to the checked address itself, which still names the host to the server and to TLS. A password in it is left out."""
    port = place.port or _SCHEMES[place.scheme]
    addresses = [ip_address(address.partition("%")[0]) for address in await network.resolve(place.host, port)]
    if not addresses or not all(network.permits(address, port) for address in addresses):
        raise unreadable("source-url-private", url)
    host = place.netloc.decode("ascii")
    pinned = place.copy_with(host=str(addresses[0]), userinfo=b"", fragment=None)
    return client.build_request("GET", pinned, headers={"Host": host}, extensions={"sni_hostname": place.raw_host.decode("ascii")})


async def _body(response: httpx.Response, url: str) -> bytes:
    """The body of an answer, given up where it grows too large, whatever length it promised."""
    status = response.status_code
    if not response.is_success:
        raise unreadable(_STATUS.get(status, "source-url-refused"), url, status=status)
    promised = response.headers.get("content-length", "0")
    if promised.isdecimal() and int(promised) > MAX_BYTES:
        raise too_big(url, int(promised))
    data = bytearray()
    async for piece in response.aiter_bytes():
        data += piece
        if len(data) > MAX_BYTES:
            raise too_big(url, len(data))
    return bytes(data)
