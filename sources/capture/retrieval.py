"""Retrieve a URL: check robots.txt, fetch, and extract the text.

Nothing is raised for anything that a URL, a site or a file does: the attempt has either a text or
a refusal, and both can be recorded. Nothing is written here.
"""

from dataclasses import dataclass, field, replace
from functools import partial

from django.utils.translation import gettext_noop

from sources.capture.from_text import CaptureError
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.sandbox import extract_in_sandbox
from sources.fetching.http import FetchError, FetchLimits, FetchResponse, NetworkAccess, fetch
from sources.fetching.robots import RobotsDisallowedError, enforce_robots_txt
from sources.media_types import ParseError
from sources.urls import canonicalize_url, is_front_page

ROBOTS_TXT_TIME_SHARE = 0.2  # of the timeout for the URL itself, because a user is waiting


@dataclass(frozen=True)
class RetrievalAttempt:
    """The result of retrieving a URL: either `extracted` or `refusal`.

    `final_url` is the URL after all redirects, `canonical_url` the one that identifies the source.
    """

    requested_url: str
    final_url: str = ""
    canonical_url: str = ""
    redirects: tuple[tuple[int, str], ...] = ()
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = ""
    gone: bool = False
    refusal: CaptureError | None = None
    robots_waiver: str = ""
    extracted: ExtractedText | None = None
    raw: bytes = b""


def retrieve_url(
    url: str,
    *,
    user_agent: str,
    limits: FetchLimits,
    robots_waiver: str = "",
    network_access: NetworkAccess | None = None,
) -> RetrievalAttempt:
    """Retrieve `url`. With a waiver, the reason to ignore it, robots.txt is not requested.

    `network_access` is for tests only.
    """
    attempt = RetrievalAttempt(url.strip(), robots_waiver=robots_waiver)
    enforce_robots = partial(
        enforce_robots_txt,
        user_agent=user_agent,
        timeout_seconds=limits.timeout_seconds * ROBOTS_TXT_TIME_SHARE,
        network_access=network_access,
    )
    try:
        if not robots_waiver:
            enforce_robots(attempt.requested_url)
        response = fetch(
            attempt.requested_url,
            user_agent=user_agent,
            limits=limits,
            network_access=network_access,
        )
        if not robots_waiver and response.redirects:
            # The final URL may have other rules, on this site or another.
            enforce_robots(response.final_url)
    except FetchError as error:
        return _refuse(attempt, error)
    return _extract_response(response, attempt)


def _refuse(attempt: RetrievalAttempt, error: FetchError) -> RetrievalAttempt:
    """Record how far the fetch came. The redirects of robots.txt itself are not recorded."""
    is_disallowed = isinstance(error, RobotsDisallowedError)
    refusal = CaptureError(error.message, error.params, disallowed_by_robots=is_disallowed)
    attempt = replace(attempt, refusal=refusal)
    if is_disallowed or error.progress is None or not error.progress.redirects:
        return attempt
    redirects = tuple(error.progress.redirects)
    return replace(attempt, final_url=error.progress.url, redirects=redirects)


def _extract_response(response: FetchResponse, attempt: RetrievalAttempt) -> RetrievalAttempt:
    attempt = replace(
        attempt,
        final_url=response.final_url,
        redirects=response.redirects,
        status=response.status,
        headers=response.headers,
        media_type=response.media_type,
        gone=response.gone,
        refusal=_get_refusal(response),
    )
    if attempt.refusal:
        return attempt
    try:
        extracted = extract_in_sandbox(response.raw, response.media_type, response.encoding)
    except ParseError as error:
        return replace(attempt, refusal=CaptureError(error.message, error.params))
    declared_url = extracted.canonical_url or response.canonical_url
    return replace(
        attempt,
        canonical_url=canonicalize_url(response.final_url, declared_url),
        extracted=extracted,
        raw=response.raw,
    )


def _get_refusal(response: FetchResponse) -> CaptureError | None:
    """Why the response is no publication; None if it may be one."""
    if response.gone:
        message = gettext_noop("The site says that there is nothing at this address (%(status)s).")
    elif not response.ok:
        message = gettext_noop("The site answered with the error status %(status)s.")
    elif is_front_page(response.final_url) and not is_front_page(response.requested_url):
        message = gettext_noop("The site redirects this address to its front page.")
    else:
        return None
    return CaptureError(message, {"status": response.status})
