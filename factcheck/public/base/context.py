"""What every page knows of the desk, without asking the database."""

from urllib.parse import quote

from django.conf import settings

from claims.publication.claimreview import Desk


def desk() -> Desk:
    """The desk as ClaimReview names it."""
    root = settings.SITE_URL.rstrip("/")
    return Desk(
        name=settings.DESK_NAME,
        address=f"{root}/",
        corrections=f"{root}/how-we-work/#corrections",
        principles=f"{root}/how-we-work/",
        demonstration=settings.DEMONSTRATION,
    )


def absolute(path: str) -> str:
    """The full address of a path of this site."""
    return settings.SITE_URL.rstrip("/") + path


def objection(statement: str, address: str) -> str:
    """A letter to the desk that already says what it is about."""
    subject, body = quote(f"About: {statement}"), quote(f"{address}\n\n")
    return f"mailto:{settings.DESK_CONTACT}?subject={subject}&body={body}"


def site(request) -> dict:
    """The context processor of `settings.TEMPLATES`."""
    return {
        "desk_name": settings.DESK_NAME,
        "desk_contact": settings.DESK_CONTACT,
        "answer_days": settings.COMPLAINT_DAYS,
        "demonstration": settings.DEMONSTRATION,
        "site_url": settings.SITE_URL.rstrip("/"),
    }
