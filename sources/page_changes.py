"""What changed on the page of a source besides the quoted words: notes, headline, author, date.

Each retrieval keeps what the page said of itself, so the changes are computed, not stored.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_noop

from sources.choices import NoticeKind
from sources.models import Retrieval, Source

FIELD_LABELS = {
    "title": gettext_noop("headline"),
    "author": gettext_noop("author"),
    "published_on": gettext_noop("date"),
}


@dataclass(frozen=True)
class MetadataChange:
    """A value of a page that differs from the one that it had before; neither is empty."""

    field: str
    old: str
    new: str
    found_at: datetime

    @property
    def field_label(self) -> str:
        return gettext(FIELD_LABELS[self.field])


def list_new_notices(retrieval: Retrieval) -> list[dict]:
    """The notes of a retrieval that the page did not have when it was fetched before.

    A source that was never fetched before has been captured from a file or a pasted text: then a
    note that is in one of those texts is known, and an “updated” line is no news.
    """
    if retrieval.snapshot_id is None or not retrieval.notices:
        return []
    earlier = retrieval.source.retrievals.exclude(snapshot=None).filter(
        retrieved_at__lt=retrieval.retrieved_at
    )
    known = {
        _normalize(notice["text"])
        for notices in earlier.values_list("notices", flat=True)
        for notice in notices
    }
    new = [notice for notice in retrieval.notices if _normalize(notice["text"]) not in known]
    if earlier.exists():
        return new
    texts = retrieval.source.snapshots.filter(captured_at__lt=retrieval.retrieved_at)
    captured = _normalize(" ".join(texts.values_list("text", flat=True)))
    return [
        notice
        for notice in new
        if notice["kind"] != NoticeKind.UPDATE and _normalize(notice["text"]) not in captured
    ]


def _normalize(text: str) -> str:
    return " ".join(text.split()).casefold()


def list_metadata_changes(source: Source) -> list[MetadataChange]:
    """The changed headlines, authors and dates of a source, the latest first.

    A value that is missing at one time is no change: a page without a date may have lost its
    markup only.
    """
    rows = source.retrievals.exclude(snapshot=None).order_by("retrieved_at", "id")
    last: dict[str, str] = {}
    changes = []
    for row in rows.values(*FIELD_LABELS, "retrieved_at"):
        for field in FIELD_LABELS:
            value = " ".join(row[field].split())
            if value and last.get(field, value) != value:
                changes.append(MetadataChange(field, last[field], value, row["retrieved_at"]))
            last[field] = value or last.get(field, "")
            if not last[field]:
                del last[field]
    return changes[::-1]
