"""The fixed words of this room: kinds of source and snapshot, voices, the precision of a date,
and what became of a quote."""

from django.db import models


class SourceKind(models.TextChoices):
    ARTICLE = "article", "article"
    BROADCAST = "broadcast", "broadcast or podcast"
    DOCUMENT = "document", "document"
    DATASET = "dataset", "data set"
    POST = "post", "social-media post"
    OTHER = "other", "other"


class Precision(models.TextChoices):
    """How exactly a date is known; the days and months that are not known are not shown."""

    DAY = "day", "to the day"
    MONTH = "month", "to the month"
    YEAR = "year", "to the year"
    UNKNOWN = "unknown", "not known"


class Extent(models.TextChoices):
    WHOLE = "whole", "the whole publication"
    EXCERPT = "excerpt", "excerpts of it"


class Voice(models.TextChoices):
    """In whose voice a passage speaks: it decides what the passage can bear."""

    ASSERTS = "asserts", "the author asserts it"
    REPORTS = "reports", "the author reports a named speaker"
    INFERS = "infers", "the author infers it"
    FORECASTS = "forecasts", "the author forecasts it"


class Outcome(models.TextChoices):
    """What a re-check found of a passage; the words of `sources.anchoring`, and one of its own."""

    EXACT = "exact", "still word for word"
    NORMALISED = "normalised", "still there, set differently"
    MOVED = "moved", "still word for word, elsewhere in the text"
    ALTERED = "altered", "the words have changed"
    AMBIGUOUS = "ambiguous", "in several places"
    MISSING = "missing", "no longer there"
    UNREACHABLE = "unreachable", "the source could not be read"
