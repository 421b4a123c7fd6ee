"""What can be read at this address, or why nothing? One attempt, from robots.txt to the text.

Nothing is raised for what an address, a site or a file does: an attempt has an extract or a
refusal, and either can be recorded. Nothing is written here.
"""

from dataclasses import dataclass, field

from sources.extraction.sandbox import read_apart
from sources.extraction.text import Extract
from sources.fetching.http import Fetched, Limits, NotFetched, Reach, fetch
from sources.fetching.robots import Forbidden, ask_robots
from sources.media_types import Unreadable
from sources.urls import canonical, is_front_page

OF_ROBOTS = 0.2  # of the seconds for the address itself: somebody waits for the whole


@dataclass(frozen=True)
class Attempt:
    """What came back from an address, or why nothing did: `extracted` or `refusal`.

    `canonical` is what the publication is called from now on; `forbidden` says that only
    robots.txt stood in the way.
    """

    requested: str
    address: str = ""
    canonical: str = ""
    redirects: tuple[tuple[int, str], ...] = ()
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = ""
    gone: bool = False
    refusal: str = ""
    forbidden: bool = False
    robots_waiver: str = ""
    extracted: Extract | None = None
    raw: bytes = b""


def retrieve(
    address: str,
    *,
    agent: str,
    limits: Limits,
    robots_waiver: str = "",
    reach: Reach | None = None,
) -> Attempt:
    """One attempt at `address`. With a waiver the site's robots.txt is not asked.

    `agent` is how we call ourselves; `reach` is for tests only.
    """
    told = {"requested": address.strip(), "robots_waiver": robots_waiver}
    ask = {"agent": agent, "reach": reach}
    try:
        if not robots_waiver:
            ask_robots(told["requested"], seconds=limits.seconds * OF_ROBOTS, **ask)
        answer = fetch(told["requested"], limits=limits, **ask)
        if not robots_waiver and answer.redirects:
            # where it was led, another rule may be in force, of this site or of another
            ask_robots(answer.address, seconds=limits.seconds * OF_ROBOTS, **ask)
    except NotFetched as refused:
        return Attempt(**told, **_reached(refused), refusal=str(refused))
    return _read(answer, told)


def _reached(refused: NotFetched) -> dict:
    """How far it came: of robots.txt itself nothing is told but that it stood in the way."""
    if isinstance(refused, Forbidden):
        return {"forbidden": True}
    trail = refused.trail
    if trail is None or not trail.redirects:
        return {}
    return {"address": trail.address, "redirects": tuple(trail.redirects)}


def _read(answer: Fetched, told: dict) -> Attempt:
    told |= {
        "address": answer.address,
        "redirects": answer.redirects,
        "status": answer.status,
        "headers": answer.headers,
        "media_type": answer.media_type,
        "gone": answer.gone,
    }
    if sentence := _why_nothing_is_there(answer):
        return Attempt(**told, refusal=sentence)
    try:
        extracted = read_apart(answer.raw, answer.media_type, answer.encoding)
    except Unreadable as refused:
        return Attempt(**told, refusal=str(refused))
    called = canonical(answer.address, extracted.canonical or answer.canonical)
    return Attempt(**told, canonical=called, extracted=extracted, raw=answer.raw)


def _why_nothing_is_there(answer: Fetched) -> str:
    if answer.gone:
        return f"The site says that there is nothing at this address ({answer.status})."
    if not answer.ok:
        return f"The site answered with {answer.status}, and nothing to read."
    if is_front_page(answer.address) and not is_front_page(answer.requested):
        return "The site leads to its front page instead."
    return ""
