"""The choices of the source models. The labels are shown to editors and readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    ARTICLE = "article", _("article")
    BROADCAST = "broadcast", _("broadcast or podcast")
    DOCUMENT = "document", _("document")
    DATASET = "dataset", _("data set")
    POST = "post", _("social-media post")
    OTHER = "other", _("other")


class DatePrecision(models.TextChoices):
    """How exactly a date is known; an unknown day or month is not shown."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
    UNKNOWN = "unknown", _("not known")


class SnapshotExtent(models.TextChoices):
    """How much of a publication a snapshot contains."""

    WHOLE = "whole", _("the whole publication")
    EXCERPT = "excerpt", _("excerpts of it")


class TranslatedBy(models.TextChoices):
    """Who made a translation; readers see it next to the translation."""

    OURS = "ours", _("our translation")
    PUBLISHER = "publisher", _("the publisher’s translation")
    MACHINE = "machine", _("machine translation")


class PartKind(models.TextChoices):
    """The kinds of a `TextPart` that are named where the part is shown or quoted."""

    CAPTION = "caption", _("caption")
    BOX = "box", _("fact box")
    PULL_QUOTE = "pull_quote", _("pull quote")
    CORRECTION = "correction", _("correction")
    TABLE = "table", _("table")
    CELL = "cell", _("cell")
    ENTRY = "entry", _("entry")
    CUE = "cue", _("subtitle")
    SPEECH = "speech", _("spoken by")
    HEADER = "header", _("header")
    NOTE = "note", _("footnote")
    DETAILS = "details", _("details")


# Too many in a table or a mail to name each of them in the text.
UNMARKED_PART_KINDS = frozenset((PartKind.CELL, PartKind.HEADER))


class Voice(models.TextChoices):
    """Who makes the statement in a passage; it decides what the passage can be evidence for."""

    ASSERTS = "asserts", _("the author asserts it")
    REPORTS = "reports", _("the author reports a named speaker")
    INFERS = "infers", _("the author infers it")
    FORECASTS = "forecasts", _("the author forecasts it")


class RelationReason(models.TextChoices):
    """Why two sources may not be independent of each other."""

    COPY = "copy", _("the same text")
    AGENCY = "agency", _("a report of the same agency")
    PUBLISHER = "publisher", _("the same publisher")
    AUTHOR = "author", _("the same author")
    SPEAKER = "speaker", _("the words of the same person")


class SourceRelationDecision(models.TextChoices):
    """An editor's decision about two sources that may not be independent of each other."""

    NOT_INDEPENDENT = "not_independent", _("not independent")
    INDEPENDENT = "independent", _("independent")


class QuoteCheckOutcome(models.TextChoices):
    """The result of checking a passage against a newer text of its source.

    The values are the outcomes of `sources.quotes.anchoring`, `UNREACHABLE`, and `NOT_ARTICLE` for
    a page that was returned in place of the article, such as a robot check.
    """

    EXACT = "exact", _("still word for word")
    NORMALISED = "normalised", _("still there, with different typography")
    MOVED = "moved", _("still word for word, elsewhere in the text")
    ALTERED = "altered", _("the words have changed")
    AMBIGUOUS = "ambiguous", _("in several places")
    MISSING = "missing", _("no longer there")
    UNREACHABLE = "unreachable", _("the source could not be read")
    NOT_ARTICLE = "not_article", _("something else was returned")


class ArchiveReason(models.TextChoices):
    """Why a web archive was asked for a copy."""

    CAPTURE = "capture", _("the page was captured")
    CITATION = "citation", _("the page is cited in a submission")
    DESK = "desk", _("someone at the desk asked for it")


# The quote is unchanged.
INTACT_OUTCOMES = (QuoteCheckOutcome.EXACT, QuoteCheckOutcome.NORMALISED, QuoteCheckOutcome.MOVED)
# The quote, or the words it was changed to, have a place in the text.
LOCATED_OUTCOMES = (*INTACT_OUTCOMES, QuoteCheckOutcome.ALTERED)
# The text of the source was not read, so the check says nothing about the quote.
UNREAD_OUTCOMES = (QuoteCheckOutcome.UNREACHABLE, QuoteCheckOutcome.NOT_ARTICLE)
# What readers are told: a page that is not the article means that it could not be read.
PUBLIC_OUTCOMES = [
    choice for choice in QuoteCheckOutcome.choices if choice[0] != QuoteCheckOutcome.NOT_ARTICLE
]


class NotArticleReason(models.TextChoices):
    """Why a page that was fetched is probably not the article.

    The values are the reasons of `sources.extraction.not_article` and `sources.text.same_article`.
    """

    ROBOT_CHECK = "robot_check", _("it is a robot check")
    CONSENT = "consent", _("it asks for consent to cookies or tracking")
    PAYWALL = "paywall", _("it shows a part of the article and asks for a subscription")
    LOGIN = "login", _("it is a login page")
    SCRIPT_NEEDED = "script_needed", _("it shows its text with JavaScript only")
    NOT_FOUND = "not_found", _("it says that the page was not found or removed")
    EMPTY = "empty", _("the place of the article is empty")
    GEO_BLOCK = "geo_block", _("it is not shown in this country")
    ERROR_PAGE = "error_page", _("it is an error message")
    FRONT_PAGE = "front_page", _("the site redirects this address to its front page")
    OTHER_TEXT = "other_text", _("nothing of the text captured before is in it")


class NoticeKind(models.TextChoices):
    """A publisher's note about its own text; the values are those of `PageNotice.kind`."""

    CORRECTION = "correction", _("a correction")
    CLARIFICATION = "clarification", _("a clarification")
    EDITORS_NOTE = "editors_note", _("an editor’s note")
    UPDATE = "update", _("an update")
    RETRACTION = "retraction", _("a retraction")
