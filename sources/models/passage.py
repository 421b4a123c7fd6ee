"""A quoted span of a snapshot's body: what a verdict's evidence is made of."""

from bisect import bisect_right

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from factcheck.core.identifiers import new_identifier
from sources.choices import Extent, Voice
from sources.models.snapshot import AFFIX, Body, Snapshot


class Passage(models.Model):
    """Words quoted from one place of one snapshot's body. Made by `quote`; never changes.

    `text[start:end] == exact`, with `before` and `after` as its neighbours: the database checks it.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="passages")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
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
                name="reported_speech_has_a_speaker",
                violation_error_message="A passage that reports somebody names the speaker.",
            ),
        ]

    def __str__(self):
        return f"“{self.exact}”"

    @property
    def cut_before(self) -> bool:
        """Whether the publication goes on before the context; before an excerpt it always may."""
        return self._is_excerpt or self.start - len(self.before) > self._part[0]

    @property
    def cut_after(self) -> bool:
        return self._is_excerpt or self.end + len(self.after) < self._part[1]

    @property
    def _is_excerpt(self) -> bool:
        return self.snapshot.extent == Extent.EXCERPT

    @property
    def _part(self) -> list[int]:
        """The part of the body it lies in; the database lets it lie nowhere else."""
        return next(part for part in self.body.spans if part[0] <= self.start < part[1])

    @property
    def page(self) -> int | None:
        """The page of a PDF on which it begins, counted from 1; None where there are no pages."""
        return bisect_right(self.snapshot.pages, self.start) if self.snapshot.pages else None

    @property
    def prefix(self) -> str:
        return self.before[-AFFIX:]

    @property
    def suffix(self) -> str:
        return self.after[:AFFIX]


# Whether the words of a passage stand in their text. They are compared by the database, so that no
# text of an article has to travel; `substr` counts from 1.
VERBATIM = models.ExpressionWrapper(
    models.Q(
        passage__exact=Substr(
            "passage__snapshot__text",
            models.F("passage__start") + 1,
            models.F("passage__end") - models.F("passage__start"),
        )
    ),
    output_field=models.BooleanField(),
)


class Quoting(models.QuerySet):
    """Rows that each name a passage, or none."""

    def with_sources(self):
        """With what is told of the passage and its source, but for the text that it stands in."""
        joined = self.select_related("passage__snapshot__source__publisher", "passage__body")
        return joined.defer("passage__snapshot__text")

    def compared(self):
        """The same; `verbatim` says whether the words of the passage stand in their text."""
        return self.with_sources().annotate(verbatim=VERBATIM)
