"""Verdicts: ratings, the revisions of a verdict, their evidence and their contributors."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import (
    CURRENT_STATES,
    OPEN_STATES,
    PUBLIC_STATES,
    REASONING_LENGTH,
    STANCES_BY_POLARITY,
    SUPPORTING_AND_REFUTING,
    Basis,
    Polarity,
    Stance,
    State,
    Tone,
)
from claims.models.checklist import ANSWER_CONSTRAINTS, ANSWER_FIELDS, ChecklistAnswers
from claims.models.claim import Claim, Claimant
from claims.models.publication_block import PublicationBlock
from factcheck.core.model_fields import MultilineTextField
from sources.models import Passage
from sources.models.passage import PassageRelatedQuerySet

# The fields that a contributor edits. They can change only in a draft.
CONTENT_FIELDS = (
    "rating",
    "basis",
    "conclusion",
    "reasoning",
    "why_this_claim",
    "search_notes",
    "no_counter_evidence",
    "what_would_change_it",
    "valid_as_of",
    "provisional",
    "revisit_on",
    *ANSWER_FIELDS,
)


@pghistory.track(exclude=["id"])
class Rating(models.Model):
    """One rating of the desk's scale. Its code never changes; a new scale has new rows."""

    code = models.SlugField(_("code"), unique=True)
    label = models.CharField(_("label"), max_length=40)
    definition = models.CharField(_("definition"), max_length=300)
    polarity = models.CharField(_("polarity"), max_length=10, choices=Polarity)
    number = models.PositiveSmallIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("From 1 (false) to 5 (true). Leave empty if no number would be fair."),
    )
    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    tone = models.CharField(_("icon"), max_length=20, choices=Tone)
    in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__range=(1, 5)),
                name="rating_number_in_range",
            ),
        ]

    def __str__(self):
        return self.label


@pghistory.track(
    fields=["claim", "revision", "author", "edited_at", "edited_by", *CONTENT_FIELDS],
    model_name="VerdictEvent",
)
class Verdict(ChecklistAnswers):
    """One revision of the desk's verdict on a claim.

    Created as a draft by `claims.workflow`. Claim, author and revision never change, the content
    changes only in a draft, and the state only through the actions of `claims.workflow.actions`.
    The database refuses everything else.
    """

    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="verdicts", verbose_name=_("claim")
    )
    revision = models.PositiveIntegerField(_("revision"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    edited_at = models.DateTimeField(_("edited at"))
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    rating = models.ForeignKey(
        Rating, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rating")
    )
    basis = models.CharField(_("basis"), max_length=20, choices=Basis, blank=True)
    conclusion = models.CharField(
        _("conclusion"), max_length=400, blank=True, help_text=_("One sentence.")
    )
    reasoning = MultilineTextField(
        _("reasoning"), max_length=REASONING_LENGTH, blank=True, help_text=_("Markdown.")
    )
    why_this_claim = MultilineTextField(_("why this claim"), max_length=2000, blank=True)
    search_notes = MultilineTextField(
        _("what we looked for but could not find"),
        max_length=5000,
        blank=True,
        help_text=_("What you searched for and where."),
    )
    no_counter_evidence = models.BooleanField(
        _("no evidence against the conclusion"),
        default=False,
        help_text=_("We looked for evidence against the conclusion and found none."),
    )
    what_would_change_it = MultilineTextField(
        _("what could change this rating"), max_length=2000, blank=True
    )
    valid_as_of = models.DateField(_("facts checked as of"), null=True, blank=True)
    provisional = models.BooleanField(_("provisional"), default=False)
    revisit_on = models.DateField(_("revisit by"), null=True, blank=True)

    submission = models.ForeignKey(
        "Submission", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state_changed_at = models.DateTimeField()
    state_changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(_("approved at"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published at"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(
        null=True, help_text=_("when it was superseded, suspended or retracted")
    )

    class Meta:
        verbose_name = _("fact-check")
        verbose_name_plural = _("fact-checks")
        ordering = ["-created_at", "-id"]
        permissions = [
            ("write_verdict", "Can draft, cite for, submit and correct verdicts"),
            ("review_verdict", "Can approve verdicts and send them back"),
            ("publish_verdict", "Can publish verdicts"),
            ("suspend_verdict", "Can suspend and reinstate verdicts"),
            ("retract_verdict", "Can retract verdicts"),
        ]
        default_permissions = ["view"]
        constraints = [
            # A discarded draft was never public, so the next draft gets its number.
            models.UniqueConstraint(
                fields=["claim", "revision"],
                condition=~Q(state=State.DISCARDED),
                name="revisions_are_numbered_once",
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state__in=OPEN_STATES), name="one_open_revision"
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state__in=CURRENT_STATES), name="one_current_revision"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="approval_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="publication_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=PUBLIC_STATES,
                    published_at__isnull=False,
                    approved_at__isnull=False,
                    submission__isnull=False,
                )
                | ~Q(state__in=PUBLIC_STATES) & Q(published_at=None),
                name="public_state_is_published",
            ),
            models.CheckConstraint(
                condition=Q(provisional=False)
                | Q(revisit_on__isnull=False)
                | Q(state__in=[State.DRAFT, State.DISCARDED]),
                name="provisional_has_revisit_date",
            ),
            *ANSWER_CONSTRAINTS,
        ]

    def __str__(self):
        return f"revision {self.revision} on “{self.claim}”"

    def prefetch_evidence(self) -> models.Prefetch:
        """The lookup that reads the evidence with everything that the workflow checks."""
        return models.Prefetch("evidence", Evidence.objects.with_checks_for(self.state))

    def get_submission(self):
        """Return the current submission; raises `ValueError` if it was never submitted."""
        if self.submission is None:
            raise ValueError("This revision was never submitted.")
        return self.submission

    def get_basis_passages(self) -> list[Passage]:
        """The cited passages whose sources count for the basis.

        They support a rating with the polarity `true` and refute one with `false`; for any other
        rating both count. Context never counts.
        """
        stances: tuple[Stance, ...] = SUPPORTING_AND_REFUTING
        if self.rating:
            stances = STANCES_BY_POLARITY.get(Polarity(self.rating.polarity), stances)
        models.prefetch_related_objects([self], self.prefetch_evidence())
        return [evidence.passage for evidence in self.evidence.all() if evidence.stance in stances]

    def get_publication_blocks(self) -> models.QuerySet[PublicationBlock]:
        """All blocks ever set on the claim or on a source that the verdict shows, oldest first."""
        passages = Passage.objects.filter(
            Q(evidence__verdict=self.pk) | Q(appearances__claim=self.claim_id)
        )
        blocks = PublicationBlock.objects.filter(
            Q(claim=self.claim_id) | Q(source__in=passages.values("snapshot__source"))
        )
        return blocks.select_related("source", "created_by")


class EvidenceQuerySet(PassageRelatedQuerySet):
    def with_checks_for(self, state: str):
        """Join the sources; for an open revision, compare the quotations with their snapshots, too.

        The comparison reads whole articles and is slow. Published evidence never changes, so there
        it is not necessary.
        """
        return self.with_verbatim_check() if state in OPEN_STATES else self.with_sources()


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["id"]
)
class Evidence(models.Model):
    """A passage that is cited in a revision of a verdict. It can change only in a draft."""

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="evidence")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="evidence")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance)
    note = models.CharField(_("note"), max_length=400, blank=True)
    speaker = models.ForeignKey(
        Claimant,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("the claimant without a public role whose words the passage reports"),
    )
    position = models.PositiveIntegerField()
    cited_at = models.DateTimeField(_("cited at"))
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["position", "id"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "passage"], name="passage_cited_once"),
            models.UniqueConstraint(fields=["verdict", "position"], name="evidence_is_numbered"),
        ]

    def __str__(self):
        return f"{self.get_stance_display()}: {self.passage}"

    @property
    def is_verbatim(self) -> bool:
        """Whether the quotation is word for word in its snapshot, inside the article text.

        The row must be read with `with_verbatim_check`.
        """
        passage = self.passage
        is_in_snapshot: bool = getattr(self, "verbatim")  # noqa: B009 — an annotation
        return is_in_snapshot and any(
            start <= passage.start and passage.end <= end
            for start, end in passage.article_text.spans
        )


class Contributor(models.Model):
    """A user who edited a revision or its evidence, and so cannot approve it.

    Created by triggers from `author`, `edited_by` and `cited_by`; never changes.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="contributors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["verdict", "user"], name="contributor_recorded_once"),
        ]

    def __str__(self):
        return str(self.user)
