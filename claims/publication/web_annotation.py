"""How a quoted passage is told to annotation tools: a W3C Web Annotation.

The rules are those of the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/).
Positions are Unicode code points of the text that was captured, which is why they stand beside the
moment of the capture; the quotation is what finds the words again. A loaded passage comes in and a
dict goes out; nothing is queried.
"""

from datetime import UTC, datetime

from claims.choices import State
from claims.publication.queries import ShownPassage

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'


def annotation(shown: ShownPassage, address: str, root: str) -> dict:
    """The annotation of a passage, whose own address is `address`, on the site at `root`.

    Its bodies are the findings that stand on it; where none stands any more, the words are only
    marked.
    """
    findings = [_body(one, root) for one in shown.bears_on if one.state == State.PUBLISHED]
    about = {"motivation": "assessing", "body": findings} if findings else {}
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "Annotation",
        "motivation": "highlighting",
        **about,
        "target": _target(shown.passage, root),
    }


def _body(one, root: str) -> dict:
    return {
        "id": root + one.get_absolute_url(),
        "type": "Text",
        "format": "text/html",
        "language": "en",
    }


def _target(passage, root: str) -> dict:
    """The words where they were published or, where that is not known, where we show them."""
    if not passage.url:
        source = f"{root}{passage.get_absolute_url()}".partition("#")[0]
        return {"type": "SpecificResource", "source": source, "selector": _quote(passage)}
    return {
        "type": "SpecificResource",
        "source": passage.url,
        "state": {"type": "TimeState", "sourceDate": _moment(passage.captured_at)},
        "selector": [
            _quote(passage),
            {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
        ],
    }


def _quote(passage) -> dict:
    context = {"prefix": passage.prefix, "suffix": passage.suffix}
    said = {side: words for side, words in context.items() if words}
    return {"type": "TextQuoteSelector", "exact": passage.exact, **said}


def _moment(moment: datetime) -> str:
    """In UTC with a `Z`, as the model asks for."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
