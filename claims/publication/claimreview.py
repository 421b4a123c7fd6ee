"""How a verdict is told to search engines and partners: schema.org's ClaimReview.

Google's rules decide where schema.org leaves a choice
(https://developers.google.com/search/docs/appearance/structured-data/factcheck): one ClaimReview
on one address, no rating in the claim, no author where none is known, and no invented number.
A loaded verdict comes in and a dict goes out; nothing is queried.
"""

from dataclasses import dataclass

from django.utils import timezone

from claims.choices import Origin
from claims.models.claim import PRIVATE_PERSON
from claims.publication.queries import ShownVerdict

BEST, WORST = 5, 1
TELLS_READERS = ("correction", "update", "clarification")
WORK = {"article": "Article", "dataset": "Dataset", "post": "SocialMediaPosting"}


@dataclass(frozen=True)
class Desk:
    """Who checks: what the review says of its author. Addresses are absolute."""

    name: str
    address: str
    corrections: str
    principles: str
    demonstration: bool = False


def claimreview(shown: ShownVerdict, address: str, desk: Desk) -> dict:
    """The ClaimReview of a verdict that stands, whose canonical address is `address`.

    Raises `ValueError` for a verdict that does not stand: it must not be told to anybody.
    """
    row, record = shown.row, shown.record
    if record is None or row.state != "published" or not row.current:
        raise ValueError("Only a verdict that stands has a ClaimReview.")
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{address}#review",
            "url": address,
            "identifier": row.claim_id,
            "inLanguage": "en",
            "datePublished": _local_day(row.first_published_at),
            "dateModified": _local_day(row.published_at),
            "creativeWorkStatus": "Demonstration" if desk.demonstration else None,
            "claimReviewed": record["claim"]["statement"],
            "itemReviewed": _claim(record["claim"], address),
            "author": _organisation(desk),
            "reviewRating": _rating(record),
            "citation": _citations(record),
            "correction": _corrections(shown),
        }
    )


def _claim(claim: dict, address: str) -> dict:
    appearances = claim["appearances"]
    dated = [day for one in appearances if (day := _day(one["appeared_on"], one["precision"]))]
    return _known(
        {
            "@type": "Claim",
            "@id": f"{address}#claim",
            "inLanguage": claim["language"],
            "datePublished": min(dated, default=None),
            "author": _claimant(claim),
            "appearance": [_appearance(one) for one in appearances],
        }
    )


def _claimant(claim: dict) -> dict | None:
    """Who made the claim; nobody where the origin is unknown or a private person."""
    claimant = claim["claimant"]
    named = claim["origin"] in (Origin.PERSON, Origin.ORGANISATION)
    if not named or claimant is None or claimant["id"] is None:
        return None
    return _known(
        {
            "@type": "Organization" if claimant["kind"] == "organisation" else "Person",
            "name": claimant["name"],
            "description": claimant["description"],
            "sameAs": claimant.get("same_as"),
        }
    )


def _appearance(one: dict) -> dict:
    source = one["passage"]["source"] if one["passage"] else None
    work = _work(source) if source else {"@type": "CreativeWork"}
    return _known(
        {
            **work,
            "url": one["url"] or work.get("url"),
            "text": one["words"],
            "inLanguage": one["language"],
        }
    )


def _organisation(desk: Desk) -> dict:
    return {
        "@type": "Organization",
        "name": desk.name,
        "url": desk.address,
        "correctionsPolicy": desk.corrections,
        "publishingPrinciples": desk.principles,
    }


def _rating(record: dict) -> dict:
    """The rating in words; its number only where the scale gives one."""
    rating = record["rating"]
    number = rating["number"]
    scale = {"ratingValue": number, "bestRating": BEST, "worstRating": WORST}
    return {
        "@type": "Rating",
        "alternateName": rating["label"],
        "ratingExplanation": record["finding"],
        **(scale if number is not None else {}),
    }


def _citations(record: dict) -> list[dict]:
    sources = {
        one["passage"]["source"]["id"]: one["passage"]["source"] for one in record["evidence"]
    }
    return [_work(source) for source in sources.values()]


def _work(source: dict) -> dict:
    """A source by what is known of it."""
    publisher = source["publisher"]
    return _known(
        {
            "@type": WORK.get(source["kind"], "CreativeWork"),
            "name": source["label"],
            "author": _author(source["author"]),
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": _day(source["published_on"], source["precision"]),
            "url": source["url"],
        }
    )


def _author(name: str) -> dict | None:
    return {"@type": "Person", "name": name} if name not in ("", PRIVATE_PERSON) else None


def _corrections(shown: ShownVerdict) -> list[dict]:
    return [
        {
            "@type": "CorrectionComment",
            "text": change.note,
            "datePublished": _local_day(change.announced_at),
        }
        for change in shown.changes
        if change.kind in TELLS_READERS
    ]


def _day(day: str | None, precision: str) -> str | None:
    """An ISO 8601 date, shortened to what is known of it."""
    return day and day[: {"day": 10, "month": 7, "year": 4}.get(precision, 0)] or None


def _known(thing: dict) -> dict:
    """`thing` without what is not known."""
    return {key: value for key, value in thing.items() if value not in (None, "", [])}


def _local_day(moment) -> str:
    """The day of a moment in the desk's time zone, as the page shows it."""
    return moment.astimezone(timezone.get_current_timezone()).date().isoformat()
