"""What stands at this address on the public internet, now? The only module that opens a socket.

An address is hostile until it was read: whoever typed it may want to see what only this machine
can reach, and whoever answers may want to keep us busy. So a name is resolved once, every answer
is checked against the table of special networks, and the connection goes to what was checked
(ssrfguard); redirects go through the same door; and one deadline, one size and one number of
redirects bound the whole, whatever the server sends and however slowly. Each refusal is one
sentence.

Nothing is stored here and nothing is read but bytes.
"""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from email.message import Message
from threading import Thread

import anyio
import httpx
from ssrfguard import BlockedAddressError, Policy, SSRFGuardError
from ssrfguard.httpx import AsyncClient

from sources.fetching.decompression import BREAKS_OFF, Unpacker
from sources.media_types import HEAD, Unreadable, media_type_of
from sources.urls import LONGEST, NotAnAddress, host_of

log = logging.getLogger(__name__)

ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8"
# What a later reader may want to know of an answer; cookies and the like are nobody's business.
KEPT_HEADERS = (
    *("content-type", "content-language", "content-length", "content-location"),
    *("date", "etag", "last-modified", "link", "server"),
)
LONGEST_HEADER = 1000  # characters
GONE = {404, 410}
GRACE = 1.0  # seconds for an orderly end, before a thread that hangs in a look-up is left behind


@dataclass(frozen=True)
class Reach:
    """Which networks may be reached beside the public internet, at which ports.

    The product reaches nothing else; tests that serve on loopback say so. `resolver` stands in
    for `socket.getaddrinfo`.
    """

    networks: tuple[str, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})
    resolver: Callable[..., Iterable] | None = None


PUBLIC = Reach()


@dataclass(frozen=True)
class Limits:
    """The bounds of one fetch: seconds from first to last, bytes before and after unpacking."""

    seconds: float = 15.0
    size: int = 5_000_000
    redirects: int = 5
    whole: bool = True  # else what comes after `size` is left unread, and nothing is refused


@dataclass(frozen=True)
class Fetched:
    """An answer. `redirects` are the (status, address) that led away, in order.

    `raw` is unpacked, and empty unless the status is 2xx; `canonical` is the answer's own
    `Link: rel=canonical`.
    """

    requested: str
    address: str
    redirects: tuple[tuple[int, str], ...]
    status: int
    headers: dict[str, str]
    media_type: str = ""
    encoding: str = ""
    canonical: str = ""
    raw: bytes = b""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """The server says that there is nothing, which is more than not answering."""
        return self.status in GONE


@dataclass
class Trail:
    """How far a fetch has come."""

    address: str
    redirects: list[tuple[int, str]] = field(default_factory=list)


class NotFetched(ValueError):
    """Nothing was fetched; the message says why in one sentence, `trail` how far it came."""

    def __init__(self, sentence: str, trail: Trail | None = None):
        super().__init__(sentence)
        self.trail = trail


def fetch(
    address: str,
    *,
    agent: str,
    limits: Limits | None = None,
    reach: Reach | None = None,
    kind_of: Callable[[str, bytes, str], str] = media_type_of,
) -> Fetched:
    """The answer at `address`, whatever its status.

    `agent` is how we call ourselves; `reach` is for tests only; `kind_of` decides from the first
    bytes whether the rest is read. Raises `NotFetched`.
    """
    limits, trail = limits or Limits(), Trail(address)
    policy = _policy(reach or PUBLIC)

    async def work() -> Fetched:
        with anyio.fail_after(limits.seconds):
            async with _client(policy, reach or PUBLIC, agent, limits) as client:
                return await _followed(client, trail, limits, kind_of)

    try:
        return _within(limits.seconds + GRACE, work)
    except Exception as error:
        raise NotFetched(_sentence(error, trail.address, limits), trail) from error


def _policy(reach: Reach) -> Policy:
    return Policy(allowed_networks=reach.networks, allowed_ports=reach.ports)


def _client(policy: Policy, reach: Reach, agent: str, limits: Limits) -> AsyncClient:
    """No proxy, no certificate and no password of the environment: `trust_env` is off."""
    return AsyncClient(
        policy=policy,
        resolver=reach.resolver,
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(limits.seconds),
        headers={
            "User-Agent": agent,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        },
    )


def _within(seconds: float, work: Callable) -> Fetched:
    """The result of `work` in an event loop of its own.

    In a thread, because the caller's may have a loop already, and because a look-up of a name can
    be cut by nothing: then the thread is left to end by itself.
    """
    future: Future = Future()

    def run() -> None:
        try:
            future.set_result(anyio.run(work))
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            future.set_exception(error)

    Thread(target=run, daemon=True, name="fetch").start()
    return future.result(timeout=seconds)


# ── one answer ──────────────────────────────────────────────────────────────────────────────────
async def _followed(client, trail: Trail, limits: Limits, kind_of) -> Fetched:
    requested = trail.address
    while True:
        host_of(trail.address)  # refuses what is no address, with its own sentence
        async with client.stream("GET", trail.address) as response:
            if response.next_request is None:
                return await _read(response, requested, trail, limits, kind_of)
            if len(trail.redirects) == limits.redirects:
                raise NotFetched(f"The site redirects more than {limits.redirects} times.")
            trail.redirects.append((response.status_code, trail.address))
            trail.address = str(response.next_request.url)


async def _read(response, requested: str, trail: Trail, limits: Limits, kind_of) -> Fetched:
    told = Message()
    told["content-type"] = response.headers.get("content-type", "")
    raw, kind = b"", ""
    if response.is_success:
        declared = told.get_content_type() if told["content-type"] else ""
        raw, kind = await _body(response, limits, lambda head: kind_of("", head, declared))
    return Fetched(
        requested=requested,
        address=trail.address,
        redirects=tuple(trail.redirects),
        status=response.status_code,
        headers=_headers(response),
        media_type=kind,
        encoding=told.get_content_charset("") if raw else "",
        canonical=_declared(response),
        raw=raw,
    )


def _headers(response) -> dict[str, str]:
    kept = {name: response.headers.get(name, "") for name in KEPT_HEADERS}
    return {name: value[:LONGEST_HEADER] for name, value in kept.items() if value}


def _declared(response) -> str:
    return response.links.get("canonical", {}).get("url", "")[:LONGEST]


async def _body(response, limits: Limits, kind_of_head) -> tuple[bytes, str]:
    """The unpacked bytes and their kind, which is asked as soon as enough of them are there."""
    unpacker = Unpacker(response.headers.get("content-encoding", ""))
    raw, arrived, kind = bytearray(), 0, ""
    async for chunk in response.aiter_raw():
        arrived += len(chunk)
        raw += unpacker.unpack(chunk, limits.size - len(raw) + 1)
        if max(arrived, len(raw)) > limits.size:
            if limits.whole:
                raise NotFetched(f"There are more than {limits.size} bytes at this address.")
            break
        if not kind and len(raw) >= HEAD:
            kind = kind_of_head(bytes(raw))
    else:
        unpacker.end()
    return bytes(raw[: limits.size]), kind or kind_of_head(bytes(raw))


# ── why not ─────────────────────────────────────────────────────────────────────────────────────
def _is_private(error: Exception) -> bool:
    """A host that is written as an address is refused together with the rest of what is typed."""
    return isinstance(error.__cause__, BlockedAddressError)


def _spelled(address: str) -> str:
    """The host as it was written: that of robots.txt is the one that somebody typed."""
    host = address.partition("//")[2].partition("/")[0]
    return (host or address)[:200]


def _sentence(error: Exception, address: str, limits: Limits) -> str:
    """Why nothing was fetched, without the words of a library."""
    if isinstance(error, NotFetched | Unreadable | NotAnAddress):
        return str(error)
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return f"The site took longer than {limits.seconds:g} seconds."
    if isinstance(error, BlockedAddressError) or _is_private(error):
        return f"“{_spelled(address)}” leads into a network that is not public, so it is not read."
    if isinstance(error, SSRFGuardError):
        return f"“{_spelled(address)}” is not read: only public hosts at the usual ports are."
    if isinstance(error, httpx.ConnectError):
        return f"“{httpx.URL(address).host}” could not be reached."
    if not isinstance(error, httpx.HTTPError | httpx.StreamError | httpx.InvalidURL):
        log.error("What a site or a name server sent was not foreseen.", exc_info=error)
    return BREAKS_OFF
