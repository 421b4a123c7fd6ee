"""What a publication declares about itself, as fields of a new source.

A guessed language is no declaration: it is proposed to an editor and never stored by itself.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sources.choices import DatePrecision
from sources.extraction.extracted_text import ExtractedText
from sources.models import Publisher
from sources.models.source import MAX_TITLE_LENGTH

MAX_AUTHOR_LENGTH = 300  # characters: the width of the column
# The parts of an ISO date that are given, and how exactly it is known then.
_PRECISIONS = (DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY)


def get_declared_fields(extracted: ExtractedText) -> dict[str, Any]:
    """The title, author, publisher, date and language that the publication declares.

    What it does not declare is empty. A publisher is only found, not created.
    """
    published_on, precision = parse_partial_date(extracted.published_on)
    return {
        "title": extracted.title if len(extracted.title) <= MAX_TITLE_LENGTH else "",
        "author": extracted.author if len(extracted.author) <= MAX_AUTHOR_LENGTH else "",
        "publisher": find_publisher(extracted.publisher),
        "published_on": published_on,
        "published_precision": precision,
        "language": "" if extracted.is_language_guessed else extracted.language,
    }


def find_publisher(name: str) -> Publisher | None:
    """The publisher with this name, in capitals or not; None if there is none."""
    return Publisher.objects.filter(name__iexact=name).order_by("id").first() if name else None


def parse_partial_date(text: str) -> tuple[date | None, str]:
    """The first day and the precision of 2022, 2022-12 or 2022-12-22; no date for an empty text.

    Raises `ValueError` for anything else.
    """
    if not text:
        return None, DatePrecision.UNKNOWN
    parts = [int(part) for part in text.split("-")]
    if len(parts) > len(_PRECISIONS):
        raise ValueError(text)
    return date(*parts, *[1] * (3 - len(parts))), _PRECISIONS[len(parts) - 1]


def list_warnings(extracted: ExtractedText) -> list[str]:
    """What an editor has to check before or after capturing, each as one sentence or two."""
    return [_(message) % params for message, params in extracted.warnings]
