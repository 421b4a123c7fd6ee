"""What we found: ratings, the revisions of a verdict, their evidence and who worked on them."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from claims.choices import (
    BOTH_SIDES,
    OPEN,
    PUBLIC,
    SIDES,
    STANDING,
    Basis,
    Polarity,
    Stance,
    State,
    Tone,
)
from claims.models.checklist import ANSWERED, ANSWERS, ChecklistAnswers
from claims.models.claim import Claim
from claims.models.publication_block import Withholding
from factcheck.core import together
from sources.models import Passage
from sources.models.passage import Quoting

# What a contributor writes; `workflow` lets nothing else be edited, and only in a draft.
CONTENT = (
    "rating",
    "basis",
    "finding",
    "reasoning",
    "why_this_claim",
    "searched",
    "nothing_against",
    "would_change",
    "holds_as_of",
    "provisional",
    "review_by",
    *ANSWERS,
)


@pghistory.track(exclude=["id"])
class Rating(models.Model):
    """One row of the desk's scale. Its code never changes; a new scale is new rows."""

    code = models.SlugField(unique=True)
    label = models.CharField(max_length=40)
    definition = models.CharField(max_length=300)
    polarity = models.CharField(max_length=10, choices=Polarity)
    number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1 to 5, higher is truer; none where no number is honest."
    )
    order = models.PositiveSmallIntegerField(unique=True)
    tone = models.CharField(max_length=20, choices=Tone)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__range=(1, 5)),
                name="rating_number_is_on_the_scale",
            ),
        ]

    def __str__(self):
        return self.label


@pghistory.track(
    fields=["claim", "revision", "author", "edited_at", "edited_by", *CONTENT],
    model_name="VerdictEvent",
)
class Verdict(ChecklistAnswers):
    """One revision of the desk's finding on a claim.

    Inserted as a draft by `workflow.draft` or `workflow.correct`. Claim, author and revision never
    change; the content only in draft; the state only by the verbs of `workflow`. The database
    refuses everything else.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(max_length=20, choices=Basis, blank=True)
    finding = models.CharField(max_length=400, blank=True, help_text="The finding in one sentence.")
    reasoning = models.TextField(blank=True, help_text="Markdown.")
    why_this_claim = models.TextField(blank=True)
    searched = models.TextField(
        "searched and not found", blank=True, help_text="What was searched, where, and not found."
    )
    nothing_against = models.BooleanField(
        "nothing speaks against it",
        default=False,
        help_text="We looked for evidence against the finding and found none.",
    )
    would_change = models.TextField("what would change the finding", blank=True)
    holds_as_of = models.DateField("holds as of", null=True, blank=True)
    provisional = models.BooleanField(default=False)
    review_by = models.DateField("look again by", null=True, blank=True)

    submission = models.ForeignKey(
        "Submission", models.PROTECT, null=True, blank=True, related_name="+"
    )
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(
        null=True, help_text="when it was superseded, suspended or retracted"
    )

    class Meta:
        ordering = ["-begun_at", "-id"]
        permissions = [
            ("write_verdict", "Can draft, cite for, submit and correct verdicts"),
            ("review_verdict", "Can approve verdicts and send them back"),
            ("publish_verdict", "Can publish verdicts"),
            ("suspend_verdict", "Can suspend and reinstate verdicts"),
            ("retract_verdict", "Can retract verdicts"),
        ]
        default_permissions = ["view"]
        constraints = [
            # A discarded draft was never public, and its number goes to the next one.
            models.UniqueConstraint(
                fields=["claim", "revision"],
                condition=~Q(state=State.DISCARDED),
                name="revisions_are_numbered_once",
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state__in=OPEN), name="one_open_revision"
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state__in=STANDING), name="one_standing_revision"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="approved_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="published_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=PUBLIC,
                    published_at__isnull=False,
                    approved_at__isnull=False,
                    submission__isnull=False,
                )
                | ~Q(state__in=PUBLIC) & Q(published_at=None),
                name="public_states_were_published",
            ),
            models.CheckConstraint(
                condition=Q(provisional=False)
                | Q(review_by__isnull=False)
                | Q(state__in=[State.DRAFT, State.DISCARDED]),
                name="provisional_with_a_date",
            ),
            *ANSWERED,
        ]

    def __str__(self):
        return f"revision {self.revision} on “{self.claim}”"

    def cited(self) -> list["Evidence"]:
        """What is cited, with its sources; if it was read with the revision, as it was read."""
        evidence = models.Prefetch("evidence", Evidence.objects.with_sources())
        return together.related(self, evidence)[0]

    def bearing(self) -> list[Passage]:
        """The passages on the side of the finding, whose origins the basis counts; as cited.

        Where the rating says neither true nor false, those on both sides; context never bears.
        """
        sides = SIDES.get(self.rating.polarity, BOTH_SIDES) if self.rating else BOTH_SIDES
        return [one.passage for one in self.cited() if one.stance in sides]

    def withholdings(self) -> models.QuerySet[Withholding]:
        """What was ever put on its claim or on a source it shows, oldest first."""
        shown = Passage.objects.filter(
            Q(evidence__verdict=self.pk) | Q(appearances__claim=self.claim_id)
        )
        rows = Withholding.objects.filter(
            Q(claim=self.claim_id) | Q(source__in=shown.values("snapshot__source"))
        )
        return rows.select_related("source", "set_by")

    @cached_property
    def withheld(self) -> list[Withholding]:
        """Those that were not lifted, read once; whether one is in force depends on the moment."""
        return list(self.withholdings().filter(lifted_at=None))


class Citing(Quoting):
    """What revisions cite."""

    def as_read_in(self, state: str):
        """With its sources. Whether the words stand in their texts is asked of open revisions only:
        unpacking whole articles is dear, and what is published never changes."""
        return self.compared() if state in OPEN else self.with_sources()


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["id"]
)
class Evidence(models.Model):
    """A passage bearing on one revision of a verdict. Frozen with the revision outside draft."""

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="evidence")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="evidence")
    stance = models.CharField(max_length=10, choices=Stance)
    note = models.CharField(max_length=400, blank=True)
    position = models.PositiveIntegerField()
    cited_at = models.DateTimeField()
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = Citing.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["position", "id"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "passage"], name="cited_once"),
            models.UniqueConstraint(fields=["verdict", "position"], name="evidence_has_its_place"),
        ]

    @property
    def stands_verbatim(self) -> bool:
        """Whether its words stand in their snapshot, letter for letter, inside its body.

        Of a row that was read `compared`.
        """
        passage = self.passage
        return self.verbatim and any(
            left <= passage.start and passage.end <= right for left, right in passage.body.spans
        )

    def __str__(self):
        return f"{self.get_stance_display()}: {self.passage}"


class Contributor(models.Model):
    """Somebody who edited a revision or its evidence, and so can never approve it.

    Written by triggers from the author, `edited_by` and `cited_by`; never changes.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="contributors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["verdict", "person"], name="contributes_once"),
        ]

    def __str__(self):
        return str(self.person)
