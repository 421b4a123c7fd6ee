"""A published verdict as schema.org ClaimReview, for search engines and partners.

Google's rules decide where schema.org leaves a choice
(https://developers.google.com/search/docs/appearance/structured-data/factcheck): one ClaimReview
for each page, no rating in the claim, no author if none is known, and no invented number. No
database queries are made.
"""

from dataclasses import dataclass

from django.utils import timezone

from claims.choices import Attribution, ChangeKind
from claims.models.claim import PRIVATE_PERSON
from claims.publication.queries import PublishedVerdict
from claims.publication.record import get_source_label

BEST_RATING, WORST_RATING = 5, 1
CORRECTION_KINDS = (ChangeKind.CORRECTION, ChangeKind.UPDATE, ChangeKind.CLARIFICATION)
SCHEMA_TYPES = {"article": "Article", "dataset": "Dataset", "post": "SocialMediaPosting"}


@dataclass(frozen=True)
class Desk:
    """The organisation that publishes the fact-checks. Addresses are absolute."""

    name: str
    address: str
    corrections: str
    principles: str
    demonstration: bool = False


def build_claimreview(published: PublishedVerdict, url: str, desk: Desk) -> dict:
    """Return the ClaimReview of a current published verdict, whose canonical address is `url`.

    Raises `ValueError` for any other verdict.
    """
    row, record = published.row, published.record
    if record is None or row.state != "published" or not row.current:
        raise ValueError("Only a current published verdict has a ClaimReview.")
    return _remove_unknown(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{url}#review",
            "url": url,
            "identifier": row.claim_id,
            "inLanguage": "en",
            "datePublished": _format_local_date(row.first_published_at),
            "dateModified": _format_local_date(row.published_at),
            "creativeWorkStatus": "Demonstration" if desk.demonstration else None,
            "claimReviewed": record["claim"]["statement"],
            "itemReviewed": _build_claim(record["claim"], url),
            "author": _build_organisation(desk),
            "reviewRating": _build_rating(record),
            "citation": _build_citations(record),
            "correction": _build_corrections(published),
        }
    )


def _build_claim(claim: dict, url: str) -> dict:
    appearances = claim["appearances"]
    dates = [_format_date(row["appeared_on"], row["precision"]) for row in appearances]
    return _remove_unknown(
        {
            "@type": "Claim",
            "@id": f"{url}#claim",
            "inLanguage": claim["language"],
            "datePublished": min(filter(None, dates), default=None),
            "author": _build_claimant(claim),
            "appearance": [_build_appearance(row) for row in appearances],
        }
    )


def _build_claimant(claim: dict) -> dict | None:
    """Return who made the claim; `None` if it is unknown or a private person."""
    claimant = claim["claimant"]
    is_named = claim["attribution"] in (Attribution.PERSON, Attribution.ORGANISATION)
    if not is_named or claimant is None or claimant["id"] is None:
        return None
    return _remove_unknown(
        {
            "@type": "Organization" if claimant["kind"] == "organisation" else "Person",
            "name": claimant["name"],
            "description": claimant["description"],
            "sameAs": claimant.get("same_as"),
        }
    )


def _build_appearance(appearance: dict) -> dict:
    passage = appearance["passage"]
    work = _build_work(passage["source"]) if passage else {"@type": "CreativeWork"}
    return _remove_unknown(
        {
            **work,
            "url": appearance.get("archived_url") or appearance["url"] or work.get("url"),
            "text": appearance["text"],
            "inLanguage": appearance["language"],
        }
    )


def _build_organisation(desk: Desk) -> dict:
    return {
        "@type": "Organization",
        "name": desk.name,
        "url": desk.address,
        "correctionsPolicy": desk.corrections,
        "publishingPrinciples": desk.principles,
    }


def _build_rating(record: dict) -> dict:
    """Return the label of the rating, and the number only if the scale has one for it."""
    rating = {
        "@type": "Rating",
        "alternateName": record["rating"]["label"],
        "ratingExplanation": record["conclusion"],
    }
    number = record["rating"]["number"]
    if number is None:
        return rating
    return {
        **rating, "ratingValue": number, "bestRating": BEST_RATING, "worstRating": WORST_RATING
    }  # fmt: skip


def _build_citations(record: dict) -> list[dict]:
    cited = [evidence["passage"]["source"] for evidence in record["evidence"]]
    sources = {source["id"]: source for source in cited}
    return [_build_work(source) for source in sources.values()]


def _build_work(source: dict) -> dict:
    publisher = source["publisher"]
    return _remove_unknown(
        {
            "@type": SCHEMA_TYPES.get(source["kind"], "CreativeWork"),
            "name": get_source_label(source),
            "author": _build_author(source["author"]),
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": _format_date(source["published_on"], source["published_precision"]),
            "url": source["url"] or source.get("archived_url"),
        }
    )


def _build_author(name: str) -> dict | None:
    return {"@type": "Person", "name": name} if name not in ("", PRIVATE_PERSON) else None


def _build_corrections(published: PublishedVerdict) -> list[dict]:
    return [
        {
            "@type": "CorrectionComment",
            "text": change.note,
            "datePublished": _format_local_date(change.announced_at),
        }
        for change in published.changes
        if change.kind in CORRECTION_KINDS
    ]


def _format_date(date: str | None, precision: str) -> str | None:
    """Return an ISO 8601 date, shortened to its precision."""
    return date and date[: {"day": 10, "month": 7, "year": 4}.get(precision, 0)] or None


def _format_local_date(moment) -> str:
    """Return the date of a moment in the desk's time zone, as the page shows it."""
    return moment.astimezone(timezone.get_current_timezone()).date().isoformat()


def _remove_unknown(thing: dict) -> dict:
    return {key: value for key, value in thing.items() if value not in (None, "", [])}
