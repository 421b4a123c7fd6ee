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


class TranslatedBy(models.TextChoices):
    """Whose a translation is; readers are told beside it."""

    OURS = "ours", "our translation"
    PUBLISHER = "publisher", "the publisher’s translation"
    MACHINE = "machine", "machine translation"


class Voice(models.TextChoices):
    """In whose voice a passage speaks: it decides what the passage can bear."""

    ASSERTS = "asserts", "the author asserts it"
    REPORTS = "reports", "the author reports a named speaker"
    INFERS = "infers", "the author infers it"
    FORECASTS = "forecasts", "the author forecasts it"


class Ground(models.TextChoices):
    """Why two sources may be one origin; the labels are what readers see of it."""

    COPY = "copy", "the same text"
    AGENCY = "agency", "the report of one agency"
    PUBLISHER = "publisher", "published by one house"
    AUTHOR = "author", "written by one author"
    SPEAKER = "speaker", "the words of one person"


class Answer(models.TextChoices):
    """What an editor says of two sources that may be one origin."""

    ONE_ORIGIN = "one_origin", "one origin"
    INDEPENDENT = "independent", "independent"


class Outcome(models.TextChoices):
    """What a re-check found of a passage; the words of `sources.quotes.anchoring`, and one of its own."""

    EXACT = "exact", "still word for word"
    NORMALISED = "normalised", "still there, set differently"
    MOVED = "moved", "still word for word, elsewhere in the text"
    ALTERED = "altered", "the words have changed"
    AMBIGUOUS = "ambiguous", "in several places"
    MISSING = "missing", "no longer there"
    UNREACHABLE = "unreachable", "the source could not be read"


# The words stand there as they were quoted.
STANDS = (Outcome.EXACT, Outcome.NORMALISED, Outcome.MOVED)
# The words, or what became of them, have a place in the text.
PLACED = (*STANDS, Outcome.ALTERED)
