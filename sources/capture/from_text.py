"""What is written when a text is brought in: source, snapshot and the marking of its body.

The same text of the same source makes no second snapshot.
"""

from collections.abc import Sequence

from django.db import transaction

from factcheck.core.identifiers import new_identifier
from sources.choices import Extent
from sources.extraction.text import Extract
from sources.models import Body, Original, Sketch, Snapshot, Source
from sources.models.snapshot import CUT, digest


class NotCaptured(ValueError):
    """Nothing was captured; the message says why in one sentence.

    `forbidden` says that only the site's robots.txt stands in the way.
    """

    forbidden = False


def excerpt(fragments: Sequence[str]) -> tuple[str, list[list[int]]]:
    """The text of an excerpt and the spans of its fragments; the cuts between them are no body."""
    spans, start = [], 0
    for fragment in fragments:
        spans.append([start, start + len(fragment)])
        start += len(fragment) + len(CUT)
    return CUT.join(fragments), spans


def between(text: str, first_words: str, last_words: str) -> list[list[int]]:
    """One span from the first occurrence of `first_words` to the last of `last_words`.

    Empty words mean the text's own edge. Raises `NotCaptured` when the words are not there.
    """
    start = text.find(first_words)
    last = text.rfind(last_words) if last_words else len(text)
    if start == -1 or last == -1 or last + len(last_words) <= start:
        raise NotCaptured("The words that mark the body are not in the text, in this order.")
    return [[start, last + len(last_words)]]


def check_spans(text: str, spans: Sequence[Sequence[int]]) -> None:
    """Refuse spans that are empty, out of order, overlapping or outside the text."""
    end = 0
    for span in spans:
        if len(span) != 2 or not end <= span[0] < span[1] <= len(text):
            raise NotCaptured("The parts of a body follow one another inside the text.")
        end = span[1]
    if not spans:
        raise NotCaptured("Mark which part of the text is the article itself.")


@transaction.atomic
def new_source(*, by, at, **described) -> Source:
    """A source made from what is known of it; what is not known stays empty."""
    source = Source(created_by=by, created_at=at, public_id=new_identifier(), **described)
    source.full_clean()
    source.save()
    return source


@transaction.atomic
def capture(
    source: Source,
    extracted: Extract,
    *,
    by,
    at,
    extent: str = Extent.WHOLE,
    body: Sequence[Sequence[int]] | None = None,
    note: str = "",
    raw: bytes = b"",
) -> tuple[Snapshot, bool]:
    """The snapshot of `source` with this text, and whether it is new.

    `body` marks the article's own spans, in code points; without it the whole text is the body.
    `raw` is what the text was read in, and is kept with a new snapshot. Raises `NotCaptured`.
    """
    Source.objects.select_for_update().get(pk=source.pk)  # two captures at once make one snapshot
    text = extracted.text
    known = source.snapshots.filter(sha256=digest(text)).first()
    if known:
        return known, False
    spans = [list(span) for span in body] if body is not None else [[0, len(text)]]
    check_spans(text, spans)
    snapshot = Snapshot.objects.create(
        source=source,
        extent=extent,
        text=text,
        sha256=digest(text),
        media_type=extracted.media_type,
        extractor=extracted.extractor,
        captured_at=at,
        captured_by=by,
        note=note,
        original=Original.keep(raw) if raw else None,
        pages=list(extracted.pages) or None,
    )
    Body.objects.create(snapshot=snapshot, spans=spans, marked_at=at, marked_by=by)
    Sketch.made_of(snapshot)
    return snapshot, True


@transaction.atomic
def mark_body(snapshot: Snapshot, spans, *, by, at, reason: str) -> Body:
    """A new marking of the body, which is then in force; the earlier ones stay."""
    if not reason.strip():
        raise NotCaptured("Say why the body is marked anew.")
    longest = Body._meta.get_field("reason").max_length
    if len(reason) > longest:
        raise NotCaptured(f"Say why in at most {longest} characters.")
    check_spans(snapshot.text, spans)
    return Body.objects.create(
        snapshot=snapshot, spans=spans, marked_at=at, marked_by=by, reason=reason
    )


def captured_before(text: str) -> Snapshot | None:
    """A snapshot with exactly this text, of whichever source."""
    return Snapshot.objects.filter(sha256=digest(text)).select_related("source").first()
