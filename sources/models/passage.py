"""Passages: quoted spans of an article text, which are the evidence of verdicts."""

from bisect import bisect_right

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from factcheck.core.identifiers import new_identifier
from sources.choices import SnapshotExtent, Voice
from sources.extraction.extracted_text import MARGIN_KINDS
from sources.models.part_labels import find_part, format_part
from sources.models.snapshot import SELECTOR_CONTEXT, ArticleText, Snapshot

# A text directive, whose terms are percent-encoded: text=[prefix-,]start[,end][,-suffix]
# (https://wicg.github.io/scroll-to-text-fragment/#syntax).
_TERM = r"([A-Za-z0-9_.~]|%[0-9A-F]{2})+"
TEXT_DIRECTIVE = f"^text=({_TERM}-,)?{_TERM}(,{_TERM})?(,-{_TERM})?$"


class Passage(models.Model):
    """Words quoted from one place of a snapshot. Created by `Snapshot.quote`; never changes.

    `text[start:end] == exact`, with `before` and `after` around it; a trigger checks this.
    `directive` follows `:~:` in a link to the words on the page that was captured; it is empty if
    no directive leads to them. It has no words of the article but these and those around them.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="passages")
    article_text = models.ForeignKey(ArticleText, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    directive = models.TextField(blank=True, db_default="")
    voice = models.CharField(max_length=10, choices=Voice)
    speaker = models.CharField(max_length=200, blank=True)
    quoted_at = models.DateTimeField()
    quoted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["snapshot", "start", "end", "id"]
        permissions = [("quote_passage", "Can quote a passage")]
        default_permissions = ["view"]
        constraints = [
            # The same words in the same voice are one passage, however many verdicts cite it.
            models.UniqueConstraint(
                fields=["snapshot", "start", "end", "voice", "speaker"], name="one_passage_per_span"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_is_not_empty"),
            models.CheckConstraint(
                condition=~Q(voice="reports") | ~Q(speaker=""),
                name="reported_speech_has_speaker",
                violation_error_message=_("Name the speaker whom the passage reports."),
            ),
            models.CheckConstraint(
                condition=Q(directive="") | Q(directive__regex=TEXT_DIRECTIVE),
                name="passage_directive_is_text_directive",
            ),
        ]

    def __str__(self):
        return f"“{self.exact}”"

    @property
    def cut_before(self) -> bool:
        """Whether the publication has more text before the context. An excerpt may always."""
        return self._is_excerpt or self.start - len(self.before) > self._span[0]

    @property
    def cut_after(self) -> bool:
        """Whether the publication has more text after the context. An excerpt may always."""
        return self._is_excerpt or self.end + len(self.after) < self._span[1]

    @property
    def _is_excerpt(self) -> bool:
        return self.snapshot.extent == SnapshotExtent.EXCERPT

    @property
    def _span(self) -> list[int]:
        """The span of the article text that contains the passage; a trigger ensures it."""
        return next(span for span in self.article_text.spans if span[0] <= self.start < span[1])

    @property
    def page(self) -> int | None:
        """The page of a PDF on which the passage begins, counted from 1; None without pages.

        The footnotes of a PDF are after its text: their parts say on which page they are.
        """
        pages = self.snapshot.pages
        if not pages:
            return None
        if self.start >= pages[-1]:
            for part in self.snapshot.parts:
                is_around = part["start"] <= self.start < part["end"]
                if is_around and part["kind"] in MARGIN_KINDS:
                    return int(part["label"])
        return bisect_right(pages, self.start)

    @property
    def part_label(self) -> str:
        """The name of the smallest labelled part with the passage, such as “caption”; or empty."""
        part = find_part(self.snapshot.parts, self.start, self.end)
        return format_part(part) if part else ""

    @property
    def prefix(self) -> str:
        return self.before[-SELECTOR_CONTEXT:]

    @property
    def suffix(self) -> str:
        return self.after[:SELECTOR_CONTEXT]


# Whether the words of a passage are at their place in the text. The database compares them, so
# that no article has to be transferred; `substr` counts from 1.
IS_VERBATIM = models.ExpressionWrapper(
    models.Q(
        passage__exact=Substr(
            "passage__snapshot__text",
            models.F("passage__start") + 1,
            models.F("passage__end") - models.F("passage__start"),
        )
    ),
    output_field=models.BooleanField(),
)


class PassageRelatedQuerySet(models.QuerySet):
    """Rows with an optional foreign key `passage`."""

    def with_sources(self):
        """Join all that is shown of a passage and its source, except the text of the snapshot."""
        joined = self.select_related(
            "passage__snapshot__source__publisher", "passage__article_text"
        )
        return joined.defer("passage__snapshot__text")

    def with_verbatim_check(self):
        """Like `with_sources`; `verbatim` says whether the passage is at its place in the text."""
        return self.with_sources().annotate(verbatim=IS_VERBATIM)
