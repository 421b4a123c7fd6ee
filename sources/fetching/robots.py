"""Does the site let us read this address? RFC 9309, with Protego.

A robots.txt that is not there forbids nothing; one that cannot be read forbids everything, until
it can. An editor may read what a site forbids to robots, and says why.
"""

from urllib.parse import urljoin

from protego import Protego

from sources.fetching.http import Limits, NotFetched, Reach, fetch
from sources.media_types import TEXT

ROBOT = "Factcheck"  # the product token by which a robots.txt addresses us
LARGEST = 512_000  # bytes that are read; RFC 9309, 2.5 asks for 500 kibibytes at least


class Forbidden(NotFetched):
    """The site asks robots not to read this address."""


def ask_robots(address: str, *, agent: str, seconds: float, reach: Reach | None = None) -> None:
    """Raises `Forbidden` if the site's robots.txt forbids `address` or cannot be read.

    `NotFetched` if the site cannot be reached at all.
    """
    limits = Limits(seconds=seconds, size=LARGEST, whole=False)
    rules = fetch(
        urljoin(address, "/robots.txt"),
        agent=agent,
        limits=limits,
        reach=reach,
        kind_of=lambda name, head, declared: TEXT,
    )
    if rules.ok and not _allow(rules.raw, address):
        raise Forbidden("The site asks robots not to read this address (robots.txt).")
    if rules.status >= 500:
        raise Forbidden(
            "The site's robots.txt cannot be read now, so nothing else is read there either."
        )


def _allow(rules: bytes, address: str) -> bool:
    return Protego.parse(rules.decode("utf-8-sig", "replace")).can_fetch(address, ROBOT)
