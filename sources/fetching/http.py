"""Fetch a URL from the public internet. This is the only module that opens a socket.

A URL is untrusted input: the user who typed it may try to reach what only this machine can reach,
and the server may try to keep us busy. Therefore a host name is resolved once, every address in
the answer is checked against the table of special networks, and the connection goes to an address
that was checked (ssrfguard). Redirects are checked in the same way. One timeout, one maximum size
and one number of redirects limit the whole fetch, whatever the server sends and however slowly.

Nothing is stored and nothing is parsed here. Every `FetchError` has a message of one sentence.
"""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from email.message import Message
from ipaddress import ip_network
from threading import Thread
from typing import Any

import anyio
import httpx
from ssrfguard import BlockedAddressError, Policy, SSRFGuardError
from ssrfguard.httpx import AsyncClient

from factcheck.core.errors import FactcheckError
from factcheck.core.errors import gettext_noop as _
from sources.fetching.decompression import INCOMPLETE_RESPONSE, Decompressor
from sources.media_types import SNIFFED_BYTES, ParseError, detect_media_type, get_charset
from sources.urls import MAX_URL_LENGTH, InvalidURL, get_host

log = logging.getLogger(__name__)

ACCEPT_HEADER = (
    "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.5"
)
# Headers that document the response. Cookies and the like are not stored.
STORED_HEADERS = (
    *("content-type", "content-language", "content-length", "content-location"),
    *("date", "etag", "last-modified", "link", "server"),
)
MAX_HEADER_LENGTH = 1000  # characters
TOO_MANY_BYTES = _("There are more than %(limit)s bytes at this address.")
GONE_STATUSES = {404, 410}
SHUTDOWN_GRACE_SECONDS = 1.0  # before a thread that hangs in a DNS lookup is abandoned


@dataclass(frozen=True)
class NetworkAccess:
    """The networks that may be reached besides the public internet, and the allowed ports.

    The product uses the default for every address but the demo's own site
    (`sources.capture.demo_site`). Tests, which serve on loopback, pass another one.
    `resolver` replaces `socket.getaddrinfo`.
    """

    networks: tuple[str, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})
    resolver: Callable[..., Iterable] | None = None


PUBLIC_INTERNET = NetworkAccess()


@dataclass(frozen=True)
class FetchLimits:
    """The limits of one fetch, redirects included.

    `max_bytes` applies before and after decompression. With `truncate` a longer response is cut
    off at `max_bytes`; without, it is rejected.
    """

    timeout_seconds: float = 15.0
    max_bytes: int = 5_000_000
    max_redirects: int = 5
    truncate: bool = False


@dataclass(frozen=True)
class Query:
    """The body of a request, for a service that is asked by POST."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class FetchResponse:
    """The response to a fetch, whatever its status.

    `redirects` are the (status, URL) of each redirect, in order. `raw` is decompressed, and empty
    unless the status is 2xx. `canonical_url` comes from the header `Link: rel=canonical`.
    """

    requested_url: str
    final_url: str
    redirects: tuple[tuple[int, str], ...]
    status: int
    headers: dict[str, str]
    media_type: str = ""
    encoding: str = ""
    canonical_url: str = ""
    raw: bytes = b""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """The server says that nothing is at this URL, which is more than an error."""
        return self.status in GONE_STATUSES


@dataclass
class FetchProgress:
    """The URL that a fetch has reached, and the redirects that led there."""

    url: str
    redirects: list[tuple[int, str]] = field(default_factory=list)


class FetchError(FactcheckError):
    """Nothing was fetched. `progress` says how far the fetch came, where that is known."""

    def __init__(
        self,
        message: str,
        params: dict[str, Any] | None = None,
        *,
        progress: FetchProgress | None = None,
    ):
        super().__init__(message, params)
        self.progress = progress


def fetch(
    url: str,
    *,
    user_agent: str,
    limits: FetchLimits | None = None,
    network_access: NetworkAccess | None = None,
    detect_type: Callable[[str, bytes, str], str] = detect_media_type,
    query: Query | None = None,
) -> FetchResponse:
    """Return the response at `url`, whatever its status. Raises `FetchError`.

    With a `query` the request is a POST. `network_access` is for the demo and tests. `detect_type`
    decides from the first bytes whether the rest is read: it raises `ParseError` for a media type
    that is not wanted.
    """
    limits, progress = limits or FetchLimits(), FetchProgress(url)
    network_access = network_access or PUBLIC_INTERNET

    async def fetch_within_timeout() -> FetchResponse:
        with anyio.fail_after(limits.timeout_seconds):
            async with _create_client(network_access, user_agent, limits) as client:
                return await _follow_redirects(client, progress, limits, detect_type, query)

    try:
        return _run_in_thread(fetch_within_timeout, limits.timeout_seconds + SHUTDOWN_GRACE_SECONDS)
    except Exception as error:
        message, params = _explain_error(error, progress.url, limits)
        raise FetchError(message, params, progress=progress) from error


def _create_client(
    network_access: NetworkAccess, user_agent: str, limits: FetchLimits
) -> AsyncClient:
    """`trust_env` is off: no proxy, certificate or password is taken from the environment."""
    return AsyncClient(
        policy=Policy(
            allowed_networks=tuple(map(ip_network, network_access.networks)),
            allowed_ports=network_access.ports,
        ),
        resolver=network_access.resolver,
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(limits.timeout_seconds),
        headers={
            "User-Agent": user_agent,
            "Accept": ACCEPT_HEADER,
            "Accept-Encoding": "gzip, deflate",
        },
    )


def _run_in_thread(function: Callable, timeout_seconds: float) -> FetchResponse:
    """Runs the coroutine function in an event loop of a new thread and returns its result.

    A thread, because the caller may have an event loop already, and because a DNS lookup cannot be
    interrupted: after the timeout the thread is abandoned.
    """
    future: Future = Future()

    def run() -> None:
        try:
            future.set_result(anyio.run(function))
        except BaseException as error:  # noqa: BLE001 - raised again by `future.result`
            future.set_exception(error)

    Thread(target=run, daemon=True, name="fetch").start()
    return future.result(timeout=timeout_seconds)


# ── the response ────────────────────────────────────────────────────────────────────────────────
async def _follow_redirects(
    client: AsyncClient,
    progress: FetchProgress,
    limits: FetchLimits,
    detect_type: Callable,
    query: Query | None,
) -> FetchResponse:
    requested_url = progress.url
    method = "POST" if query else "GET"
    content = query.content if query else None
    headers = {"Content-Type": query.media_type} if query else {}
    while True:
        get_host(progress.url)  # raises `InvalidURL`, whose message is better than that of httpx
        async with client.stream(
            method, progress.url, content=content, headers=headers
        ) as response:
            if response.next_request is None:
                return await _read_response(response, requested_url, progress, limits, detect_type)
            if len(progress.redirects) == limits.max_redirects:
                raise FetchError(
                    _("The site redirects more than %(limit)s times."),
                    params={"limit": limits.max_redirects},
                )
            progress.redirects.append((response.status_code, progress.url))
            progress.url = str(response.next_request.url)


async def _read_response(
    response: httpx.Response,
    requested_url: str,
    progress: FetchProgress,
    limits: FetchLimits,
    detect_type: Callable,
) -> FetchResponse:
    content_type = Message()
    content_type["content-type"] = response.headers.get("content-type", "")
    raw, media_type = b"", ""
    if response.is_success:
        declared = content_type.get_content_type() if content_type["content-type"] else ""
        raw, media_type = await _read_body(
            response, limits, lambda head: detect_type("", head, declared)
        )
    return FetchResponse(
        requested_url=requested_url,
        final_url=progress.url,
        redirects=tuple(progress.redirects),
        status=response.status_code,
        headers=_select_headers(response),
        media_type=media_type,
        encoding=get_charset(response.headers.get("content-type", "")) if raw else "",
        canonical_url=_get_canonical_url(response),
        raw=raw,
    )


def _select_headers(response: httpx.Response) -> dict[str, str]:
    headers = {name: response.headers.get(name, "") for name in STORED_HEADERS}
    return {name: value[:MAX_HEADER_LENGTH] for name, value in headers.items() if value}


def _get_canonical_url(response: httpx.Response) -> str:
    return response.links.get("canonical", {}).get("url", "")[:MAX_URL_LENGTH]


async def _read_body(
    response: httpx.Response, limits: FetchLimits, detect_type: Callable[[bytes], str]
) -> tuple[bytes, str]:
    """The decompressed bytes and their media type. An unwanted type ends the reading early."""
    decompressor = Decompressor(response.headers.get("content-encoding", ""))
    raw, received_bytes, is_detected = bytearray(), 0, False
    async for chunk in response.aiter_raw():
        received_bytes += len(chunk)
        raw += decompressor.decompress(chunk, limits.max_bytes - len(raw) + 1)
        if max(received_bytes, len(raw)) > limits.max_bytes:
            if not limits.truncate:
                raise FetchError(
                    TOO_MANY_BYTES, params={"limit": limits.max_bytes, "exceeded": "bytes"}
                )
            break
        if not is_detected and len(raw) >= SNIFFED_BYTES:
            detect_type(bytes(raw[:SNIFFED_BYTES]))
            is_detected = True
    else:
        decompressor.finish()
    complete = bytes(raw[: limits.max_bytes])
    return complete, detect_type(complete)


# ── error messages ──────────────────────────────────────────────────────────────────────────────
def _is_blocked_address(error: Exception) -> bool:
    """A host that is written as an IP address is rejected with a `BlockedAddressError` as cause."""
    return isinstance(error, BlockedAddressError) or isinstance(
        error.__cause__, BlockedAddressError
    )


def _get_host_as_written(url: str) -> str:
    """The host as it was typed, for messages. The URL may be too malformed to be parsed."""
    host = url.partition("//")[2].partition("/")[0]
    return (host or url)[:200]


def _explain_error(
    error: Exception, url: str, limits: FetchLimits
) -> tuple[str, dict[str, Any] | None]:
    """One sentence for the user, without the words of a library, and its params."""
    if isinstance(error, FetchError | ParseError | InvalidURL):
        return error.message, error.params
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        message = _("The site took longer than %(seconds)g seconds.")
        return message, {"seconds": limits.timeout_seconds}
    host = _get_host_as_written(url)
    if _is_blocked_address(error):
        return _("“%(host)s” is in a network that is not public."), {"host": host}
    if isinstance(error, SSRFGuardError):
        message = _("Only public hosts on the usual ports can be read, and “%(host)s” is not one.")
        return message, {"host": host}
    if isinstance(error, httpx.ConnectError):
        return _("“%(host)s” could not be reached."), {"host": httpx.URL(url).host}
    if not isinstance(error, httpx.HTTPError | httpx.StreamError | httpx.InvalidURL):
        log.error("Unexpected error while fetching.", exc_info=error)
    return INCOMPLETE_RESPONSE, None
