"""Check whether a site's robots.txt allows a URL to be fetched (RFC 9309), with Protego.

A robots.txt that does not exist forbids nothing. One that fails with a server error forbids
everything until it can be read. An editor can capture a forbidden page and must give a reason.
"""

from urllib.parse import urljoin

from protego import Protego

from factcheck.core.errors import gettext_noop as _
from sources.fetching.http import FetchError, FetchLimits, NetworkAccess, fetch
from sources.media_types import TEXT

ROBOT_NAME = "Factcheck"  # the product token that a robots.txt addresses
MAX_ROBOTS_TXT_BYTES = 512_000  # RFC 9309, 2.5 demands at least 500 kibibytes


class RobotsDisallowedError(FetchError):
    """The site's robots.txt forbids the URL."""


def enforce_robots_txt(
    url: str,
    *,
    user_agent: str,
    timeout_seconds: float,
    network_access: NetworkAccess | None = None,
) -> None:
    """Raises `RobotsDisallowedError` if the site's robots.txt forbids `url` or cannot be read.

    Raises `FetchError` if the site cannot be reached at all.
    """
    robots_txt = fetch(
        urljoin(url, "/robots.txt"),
        user_agent=user_agent,
        limits=FetchLimits(
            timeout_seconds=timeout_seconds, max_bytes=MAX_ROBOTS_TXT_BYTES, truncate=True
        ),
        network_access=network_access,
        detect_type=lambda name, head, declared: TEXT,
    )
    if robots_txt.ok and not _is_allowed(robots_txt.raw, url):
        raise RobotsDisallowedError(
            _("The site asks robots not to read this address (robots.txt).")
        )
    if robots_txt.status >= 500:
        raise RobotsDisallowedError(
            _("The site's robots.txt cannot be read now, so nothing else is read from the site.")
        )


def _is_allowed(robots_txt: bytes, url: str) -> bool:
    rules = Protego.parse(robots_txt.decode("utf-8-sig", "replace"))
    return rules.can_fetch(url, ROBOT_NAME)
