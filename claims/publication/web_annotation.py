"""A quoted passage as a W3C Web Annotation, for annotation tools.

Follows the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/). Positions are
Unicode code points of the captured text, so they come with the time of the capture; the quotation
selector finds the words again in later versions. No database queries are made.
"""

from datetime import UTC, datetime

from claims.choices import State
from claims.publication.queries import PublishedPassage
from sources.quotes.page_characters import remove_added

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'


def build_annotation(published: PublishedPassage, url: str, root: str) -> dict:
    """Return the annotation of a passage whose own address is `url`, on the site at `root`.

    Its bodies are the published verdicts that cite it. If there is none, it only highlights.
    """
    bodies = [
        _build_body(evidence, root)
        for evidence in published.cited_by
        if evidence.state == State.PUBLISHED
    ]
    return {
        "@context": CONTEXT,
        "id": url,
        "type": "Annotation",
        "motivation": "highlighting",
        **({"motivation": "assessing", "body": bodies} if bodies else {}),
        "target": _build_target(published.passage, root),
    }


def _build_body(evidence, root: str) -> dict:
    return {
        "id": root + evidence.get_absolute_url(),
        "type": "Text",
        "format": "text/html",
        "language": "en",
    }


def _build_target(passage, root: str) -> dict:
    """Point to the original publication or, if its address is unknown, to our source page."""
    if not passage.url:
        page = f"{root}{passage.get_absolute_url()}".partition("#")[0]
        return {"type": "SpecificResource", "source": page, "selector": _build_quote(passage)}
    return {
        "type": "SpecificResource",
        "source": passage.url,
        "state": {"type": "TimeState", "sourceDate": _format_utc(passage.captured_at)},
        "selector": [
            _build_quote(passage),
            {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
        ],
    }


def _build_quote(passage) -> dict:
    """Describe the words by the characters of the article, without those that are ours."""
    starts = {
        "exact": passage.start,
        "prefix": passage.start - len(passage.prefix),
        "suffix": passage.end,
    }
    texts = {
        name: remove_added(getattr(passage, name), start, passage.added)
        for name, start in starts.items()
    }
    context = {name: text for name, text in texts.items() if text}
    return {"type": "TextQuoteSelector", **context}


def _format_utc(moment: datetime) -> str:
    """Return an ISO 8601 time that ends in `Z`, as the data model requires."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
