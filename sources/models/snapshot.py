"""Snapshots of sources, and the selection of the article in their text."""

import hashlib

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.core.errors import InvalidInput
from factcheck.core.identifiers import new_identifier
from factcheck.core.model_fields import MultilineTextField
from sources.choices import SnapshotExtent, Voice
from sources.extraction.extracted_text import LEFT_OUT
from sources.media_types import HTML
from sources.models.source import Source
from sources.quotes import anchoring
from sources.quotes.suggestions import QuoteSuggestions, suggest_quotes
from sources.quotes.text_fragments import find_shortest_directive
from sources.quotes.voice import VoiceProposal, propose_voice

SELECTOR_CONTEXT = 32  # code points of context in a W3C TextQuoteSelector
MAX_REASON_LENGTH = 300
EXCERPT_SEPARATOR = "\n\n[…]\n\n"  # between the excerpts of a snapshot; never article text


class QuoteError(InvalidInput):
    """The words cannot be quoted.

    `suggestions` are the words that could be quoted instead, or None if the words are not the
    problem.
    """

    def __init__(self, message: str, suggestions: QuoteSuggestions | None = None):
        super().__init__(message)
        self.suggestions = suggestions


class VoiceRequired(QuoteError):
    """Someone else than the author may be speaking, so a person has to choose the voice.

    `proposal` is the voice that is proposed, and the speaker.
    """

    def __init__(self, proposal: VoiceProposal):
        message = gettext(
            "Say who is speaking: the words or those around them contain “%(sign)s”. "
            "Check the proposal and add the quotation again."
        )
        super().__init__(message % {"sign": proposal.sign})
        self.proposal = proposal


def compute_sha256(text: str) -> str:
    """Return the hexadecimal SHA-256 of `text` in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


class Snapshot(models.Model):
    """The text of a source at a moment. Created by `sources.capture`; never changes.

    Offsets into `text` are Unicode code points. The text keeps its Unicode normalization; line
    ends are LF.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="snapshots")
    extent = models.CharField(max_length=10, choices=SnapshotExtent)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, help_text=_("of the text in UTF-8, hexadecimal"))
    media_type = models.CharField(max_length=100)
    extractor = models.CharField(
        max_length=100, help_text=_("the software that extracted the text, and its version")
    )
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = MultilineTextField(max_length=2000, blank=True)
    raw_document = models.ForeignKey(
        "sources.RawDocument", models.PROTECT, null=True, related_name="snapshots"
    )
    pages = ArrayField(
        models.PositiveIntegerField(),
        null=True,
        help_text=_("the offset of each page of a PDF, in code points"),
    )
    page_range = ArrayField(
        models.PositiveIntegerField(),
        size=2,
        null=True,
        help_text=_("the first and the last page that were read, if not all of a PDF were"),
    )
    parts = models.JSONField(
        default=list, help_text=_("labelled parts of the text: kind, start, end and label")
    )
    added = ArrayField(
        ArrayField(models.PositiveIntegerField(), size=2),
        default=list,
        help_text=_("[start, end) of characters that the publication does not have"),
    )

    append_only = True

    class Meta:
        ordering = ["-captured_at", "-id"]
        permissions = [("capture_snapshot", "Can capture a source")]
        default_permissions = ["view"]
        constraints = [
            # The same text of the same source makes no second snapshot.
            models.UniqueConstraint(fields=["source", "sha256"], name="one_snapshot_per_text"),
            models.CheckConstraint(condition=~Q(text=""), name="snapshot_has_text"),
        ]

    def __str__(self):
        return f"{self.source.label}, captured {self.captured_at:%d %B %Y}"

    @property
    def article_text(self) -> "ArticleText":
        """The current selection of the article text: the newest one."""
        return self.article_texts.all()[0]

    @property
    def left_out(self) -> list[tuple[int, str]]:
        """Where the publication has words that are not in the text, and which."""
        parts = (part for part in self.parts if part["kind"] == LEFT_OUT)
        return [(part["start"], part["label"]) for part in parts]

    @transaction.atomic
    def quote(
        self, exact: str, *, by, at, prefix="", suffix="", voice="", speaker="", whole_words=True
    ):
        """Return the passage with these exact words, and create it if there is none.

        The words must occur once in the article text; `prefix` and `suffix` choose between several
        occurrences. With `whole_words` the passage begins and ends with whole words. Without a
        `voice` the proposed one is taken, unless a person has to decide. Raises `QuoteError`, and
        then nothing was written.
        """
        Source.objects.select_for_update().get(pk=self.source_id)  # concurrent quotes share limits
        article_text = self.article_text
        occurrence = self._find_occurrence(exact, prefix, suffix, article_text, whole_words)
        exact = self.text[occurrence.start : occurrence.end]
        self._validate_quoted_length(exact)
        voice = voice or self._propose_voice(occurrence)
        _validate_voice(voice, speaker)
        before, after = self._get_context(occurrence, article_text)
        passage, _created = self.passages.get_or_create(
            start=occurrence.start,
            end=occurrence.end,
            voice=voice,
            speaker=speaker,
            defaults={
                "article_text": article_text,
                "exact": exact,
                "before": before,
                "after": after,
                "directive": self._find_directive(occurrence, before, after),
                "quoted_at": at,
                "quoted_by": by,
            },
        )
        return passage

    def _validate_quoted_length(self, exact: str) -> None:
        if len(exact) > settings.QUOTE_LIMIT:
            raise QuoteError(
                gettext(
                    "A quotation has at most %(limit)s characters; this one has %(length)s. "
                    "Quote the words that carry the point."
                )
                % {"limit": settings.QUOTE_LIMIT, "length": len(exact)}
            )
        passages = self.passages.model.objects.filter(snapshot__source=self.source_id)
        quotes = {*passages.values_list("exact", flat=True), exact}
        if (total := sum(map(len, quotes))) > settings.SOURCE_QUOTE_LIMIT:
            raise QuoteError(
                gettext(
                    "With this, %(total)s characters of this source would be quoted in all "
                    "fact-checks; at most %(limit)s may be."
                )
                % {"total": total, "limit": settings.SOURCE_QUOTE_LIMIT}
            )

    def _propose_voice(self, occurrence: anchoring.Occurrence) -> str:
        """Raises `VoiceRequired` if a person has to decide who is speaking."""
        language = self.source.language
        proposal = propose_voice(self.text, occurrence.start, occurrence.end, language)
        if proposal.sign:
            raise VoiceRequired(proposal)
        return proposal.voice

    def _find_occurrence(
        self, exact: str, prefix: str, suffix: str, article_text: "ArticleText", whole_words: bool
    ) -> anchoring.Occurrence:
        spans = article_text.spans
        occurrences = anchoring.find_occurrences(self.text, exact, spans, prefix, suffix)
        if whole_words:
            occurrences = anchoring.select_whole_words(self.text, occurrences)
        if len(occurrences) == 1:
            return occurrences[0]
        if occurrences:
            message = gettext(
                "These words occur %(count)s times in the article text. "
                "Give the words before or after them."
            ) % {"count": len(occurrences)}
        else:
            message = self._explain_missing(exact, article_text)
        raise QuoteError(message, suggest_quotes(self.text, exact, spans, prefix, suffix))

    def _explain_missing(self, exact: str, article_text: "ArticleText") -> str:
        if not exact.strip():
            return gettext("Give the words to quote.")
        if anchoring.find_occurrences(self.text, exact, article_text.spans):
            return gettext(
                "These words are in the article text, but not between the words given around them."
            )
        if exact in self.text:
            return gettext("These words are outside the article text, which cannot be quoted.")
        return gettext(
            "These words are not in the article text of this snapshot, letter for letter."
        )

    def _get_context(
        self, occurrence: anchoring.Occurrence, article_text: "ArticleText"
    ) -> tuple[str, str]:
        length = self._get_context_length(occurrence, article_text)
        before, after = anchoring.get_context(self.text, occurrence, length)
        exact = self.text[occurrence.start : occurrence.end]
        prefix, suffix = before[-SELECTOR_CONTEXT:], after[:SELECTOR_CONTEXT]
        spans = article_text.spans
        if len(anchoring.find_occurrences(self.text, exact, spans, prefix, suffix)) > 1:
            raise QuoteError(
                gettext(
                    "Even with %(length)s characters of context these words occur in several "
                    "places. Quote more of them."
                )
                % {"length": SELECTOR_CONTEXT}
            )
        return before, after

    def _find_directive(self, occurrence: anchoring.Occurrence, before: str, after: str) -> str:
        """Return the directive to these words in the whole text; it shows no more than the context.

        It may have words that the page has between them without showing them.
        """
        directive = find_shortest_directive(
            self.text,
            occurrence.start,
            occurrence.end,
            (occurrence.start - len(before), occurrence.end + len(after)),
            added=self.added,
            left_out=self.left_out,
            has_folded_spaces=self.media_type == HTML,
        )
        return str(directive) if directive else ""

    def _get_context_length(
        self, occurrence: anchoring.Occurrence, article_text: "ArticleText"
    ) -> int:
        """Return the code points of context on each side; readers never see a whole article.

        All passages with their contexts stay under `SOURCE_QUOTED_PERCENT_LIMIT` percent of the
        article. The context shrinks as that share fills. A short text, such as a post, has no
        limit.
        """
        article_length = sum(end - start for start, end in article_text.spans)
        if self.extent == SnapshotExtent.EXCERPT or article_length <= settings.SHORT_TEXT_LENGTH:
            return settings.QUOTE_CONTEXT
        other_passages = self.passages.exclude(start=occurrence.start, end=occurrence.end)
        visible_length = sum(
            len(before + exact + after)
            for before, exact, after in other_passages.values_list("before", "exact", "after")
        )
        limit = article_length * settings.SOURCE_QUOTED_PERCENT_LIMIT // 100
        remaining = limit - visible_length - (occurrence.end - occurrence.start)
        if remaining < 2 * SELECTOR_CONTEXT:
            raise QuoteError(
                gettext(
                    "With this, readers would see more than %(limit)s percent of this article. "
                    "Cite a passage that is quoted already, or quote fewer words."
                )
                % {"limit": settings.SOURCE_QUOTED_PERCENT_LIMIT}
            )
        # A sixtieth and a twelfth: a dozen quotations of a page still fit, each with less context.
        length = min(settings.QUOTE_CONTEXT, article_length // 60, remaining // 12)
        return max(SELECTOR_CONTEXT, length)


def _validate_voice(voice: str, speaker: str) -> None:
    if voice not in Voice.values:
        raise QuoteError(gettext("Choose in whose voice the passage speaks."))
    if voice == Voice.REPORTS and not speaker.strip():
        raise QuoteError(gettext("Name the speaker whom the passage reports."))


class ArticleText(models.Model):
    """A selection of the parts of a snapshot that are the article itself. Never changes.

    Teasers, comments and page furniture are outside. Selecting again creates a row, and the newest
    is current; passages keep the selection that they were quoted from.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="article_texts")
    spans = ArrayField(
        ArrayField(models.PositiveIntegerField(), size=2),
        help_text=_("[start, end) in code points, in the order of the text"),
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=MAX_REASON_LENGTH, blank=True)

    append_only = True

    class Meta:
        verbose_name = _("article text")
        verbose_name_plural = _("article texts")
        ordering = ["-id"]
        default_permissions = []

    def __str__(self):
        return f"{len(self.spans)} part(s) of {self.snapshot}"
