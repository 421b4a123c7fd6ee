"""Retrieve a URL: check robots.txt, fetch, and extract the text.

Nothing is raised for anything that a URL, a site or a file does: the attempt has either a text or
a refusal, and both can be recorded. Nothing is written here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from django.utils.translation import gettext_noop

from sources.capture.from_text import CaptureError
from sources.choices import NotArticleReason
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.limits import ALL_PAGES, PageRange
from sources.extraction.sandbox import ReportProgress, extract_in_sandbox
from sources.fetching.http import FetchError, FetchLimits, FetchResponse, NetworkAccess, fetch
from sources.fetching.robots import RobotsDisallowedError, enforce_robots_txt
from sources.media_types import ParseError
from sources.urls import get_declared_url, is_front_page
from sources.urls.archives import get_original_url

# Where sites redirect visitors whom they do not show the article.
REDIRECT_TARGETS = {
    NotArticleReason.LOGIN: re.compile(
        r"//(?:login|signin|auth|accounts?|sso|id)\.|/(?:log-?in|sign-?in|signup|register|sso)\b"
    ),
    NotArticleReason.CONSENT: re.compile(
        r"//(?:consent|cookies?|privacy|cmp)\.|/(?:consent|cookie-?wall|privacy-?wall|collectconsent)\b"
    ),
    NotArticleReason.NOT_FOUND: re.compile(r"/(?:404|not-?found|page-?not-?found)\b"),
    NotArticleReason.ERROR_PAGE: re.compile(r"/(?:error|errors|maintenance)\b"),
    NotArticleReason.PAYWALL: re.compile(r"/(?:subscribe|subscription|paywall|abo|abonnement)\b"),
}
ROBOTS_TXT_TIME_SHARE = 0.2  # of the timeout for the URL itself, because a user is waiting


@dataclass(frozen=True)
class RetrievalAttempt:
    """The result of retrieving a URL: either `extracted` or `refusal`.

    `final_url` is the URL that was read, after all redirects. `canonical_url` is the one that the
    page declares, where it may identify the source; `original_url` is that of the page of which a
    web archive returned a copy. Both are empty if there is none. `not_article` is a
    `NotArticleReason`, or empty: why this is probably not the article. `chosen_encoding` is the
    one that an editor chose; empty if it is what the server and the page declare.
    """

    requested_url: str
    final_url: str = ""
    canonical_url: str = ""
    original_url: str = ""
    redirects: tuple[tuple[int, str], ...] = ()
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = ""
    gone: bool = False
    refusal: CaptureError | None = None
    robots_waiver: str = ""
    chosen_encoding: str = ""
    not_article: str = ""
    extracted: ExtractedText | None = None
    raw: bytes = b""


def retrieve_url(
    url: str,
    *,
    user_agent: str,
    limits: FetchLimits,
    robots_waiver: str = "",
    encoding: str = "",
    page_range: PageRange = ALL_PAGES,
    report_progress: ReportProgress | None = None,
    network_access: NetworkAccess | None = None,
) -> RetrievalAttempt:
    """Retrieve `url`. With a waiver, the reason to ignore it, robots.txt is not requested.

    `encoding` was chosen by a person, and counts in place of the one that the server declares.
    `page_range` are the pages of a PDF that are read, and `report_progress` is told how many were.
    `network_access` is for the demo and tests.
    """
    attempt = RetrievalAttempt(url.strip(), robots_waiver=robots_waiver, chosen_encoding=encoding)
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
    extract = partial(extract_in_sandbox, page_range=page_range, report_progress=report_progress)
    return _extract_response(response, attempt, extract)


def _refuse(attempt: RetrievalAttempt, error: FetchError) -> RetrievalAttempt:
    """Record how far the fetch came. The redirects of robots.txt itself are not recorded."""
    is_disallowed = isinstance(error, RobotsDisallowedError)
    refusal = CaptureError(error.message, error.params, disallowed_by_robots=is_disallowed)
    attempt = replace(attempt, refusal=refusal)
    if is_disallowed or error.progress is None or not error.progress.redirects:
        return attempt
    redirects = tuple(error.progress.redirects)
    return replace(attempt, final_url=error.progress.url, redirects=redirects)


def _extract_response(
    response: FetchResponse, attempt: RetrievalAttempt, extract: Callable[..., ExtractedText]
) -> RetrievalAttempt:
    attempt = replace(
        attempt,
        final_url=response.final_url,
        redirects=response.redirects,
        status=response.status,
        headers=response.headers,
        media_type=response.media_type,
        gone=response.gone,
        refusal=_get_refusal(response),
        not_article=NotArticleReason.FRONT_PAGE if _is_sent_to_front_page(response) else "",
    )
    if attempt.refusal:
        return attempt
    encoding = attempt.chosen_encoding or response.encoding
    try:
        extracted = extract(response.raw, response.media_type, encoding)
    except ParseError as error:
        reason = (error.params or {}).get("not_article", "")
        refusal = CaptureError(error.message, error.params)
        return replace(attempt, refusal=refusal, not_article=reason)
    declared_url = extracted.canonical_url or response.canonical_url
    return replace(
        attempt,
        canonical_url=get_declared_url(response.final_url, declared_url),
        original_url=get_original_url(response.final_url, response.headers.get("link", "")),
        extracted=extracted,
        raw=response.raw,
        not_article=extracted.not_article or _get_redirect_reason(response),
    )


def _is_sent_to_front_page(response: FetchResponse) -> bool:
    return (
        response.ok
        and is_front_page(response.final_url)
        and not is_front_page(response.requested_url)
    )


def _get_redirect_reason(response: FetchResponse) -> str:
    """Why the address that a redirect led to is not that of an article; empty if it may be."""
    if not response.redirects:
        return ""
    address = response.final_url.lower().split("?")[0]
    requested = response.requested_url.lower()
    return next(
        (
            reason
            for reason, pattern in REDIRECT_TARGETS.items()
            if pattern.search(address) and not pattern.search(requested)
        ),
        "",
    )


def _get_refusal(response: FetchResponse) -> CaptureError | None:
    """Why the response is no publication; None if it may be one."""
    if response.gone:
        message = gettext_noop("The site says that there is nothing at this address (%(status)s).")
    elif not response.ok:
        message = gettext_noop("The site answered with the error status %(status)s.")
    elif _is_sent_to_front_page(response):
        message = gettext_noop("The site redirects this address to its front page.")
    else:
        return None
    return CaptureError(message, {"status": response.status})
