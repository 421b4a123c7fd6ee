"""Claims: the claim in the desk's wording, its claimant, and where it appeared."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from claims.choices import Attribution, ClaimantKind, DeclineReason
from claims.search_config import RegConfigField
from factcheck.core.identifiers import new_identifier
from factcheck.core.model_fields import MultilineTextField
from factcheck.core.web_addresses import build_web_address_constraint
from sources.choices import DatePrecision
from sources.models import Passage
from sources.models.passage import PassageRelatedQuerySet

# The name that readers see instead of the name of a claimant without a public role. It is part of
# published records, and so it is not translated.
PRIVATE_PERSON = "a private individual"


class ClaimantQuerySet(models.QuerySet["Claimant"]):
    def find_private(self, *names: str) -> "ClaimantQuerySet":
        """Claimants without a public role who have, or had, exactly one of these names."""
        found = RawSQL("SELECT find_private_claimants(%s)", [list(names)])  # noqa: S611 — a parameter
        return self.filter(pk__in=found)


@pghistory.track(exclude=["id"])
class Claimant(models.Model):
    """A person or an organisation that makes claims. Edits are kept in the history.

    Claimants without a public role are named only at the desk.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=20, choices=ClaimantKind, default=ClaimantKind.PERSON
    )
    public_role = models.BooleanField(
        _("public role"),
        default=False,
        help_text=_("Readers see a claimant without a public role as “a private individual”."),
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    same_as = models.URLField(_("Wikidata or home page"), blank=True)

    objects = ClaimantQuerySet.as_manager()

    class Meta:
        verbose_name = _("claimant")
        verbose_name_plural = _("claimants")
        ordering = ["name"]
        constraints = [
            # “A private individual” would be wrong for a company or a ministry.
            models.CheckConstraint(
                condition=Q(kind=ClaimantKind.PERSON) | Q(public_role=True),
                name="organisation_has_public_role",
                violation_error_message=_("An organisation always has a public role. Select it."),
            ),
            build_web_address_constraint("same_as", "claimant_same_as_is_web_address"),
        ]

    def __str__(self):
        return self.name


@pghistory.track(exclude=["id"])
class Topic(models.Model):
    """A subject by which readers browse."""

    slug = models.SlugField(unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self):
        return self.name


@pghistory.track(exclude=["id", "search_config"])
class Claim(models.Model):
    """A checkable statement, in the desk's wording. Created by `claims.intake`.

    The wording can be edited, with a history. Published verdicts keep the wording they were
    published with, in their submissions.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    statement = models.CharField(_("claim"), max_length=400, help_text=_("One neutral sentence."))
    language = models.CharField(_("language"), max_length=35, default="en")
    attribution = models.CharField(_("who made the claim"), max_length=20, choices=Attribution)
    claimant = models.ForeignKey(
        Claimant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("claimant"),
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="claims", verbose_name=_("topics")
    )
    recorded_at = models.DateTimeField(_("recorded at"), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, editable=False)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decline_reason = models.CharField(
        max_length=20, choices=DeclineReason, blank=True, editable=False
    )
    decline_note = MultilineTextField(max_length=2000, blank=True, editable=False)
    merged_at = models.DateTimeField(null=True, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged"
    )
    search_config = RegConfigField(editable=False)

    # The fields that readers see: the record, the API and its filters are derived from these names.
    PUBLIC_FIELDS = ("statement", "language", "attribution")
    FILTERABLE_FIELDS = ("language",)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-recorded_at", "-id"]
        permissions = [
            ("record_claim", "Can record a claim and its appearances"),
            ("decline_claim", "Can decline a claim"),
            ("merge_claim", "Can merge a claim into another"),
        ]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attribution__in=["person", "organisation"], claimant__isnull=False)
                | Q(attribution="circulating")
                | Q(attribution__in=["anonymous", "question"], claimant__isnull=True),
                name="attribution_fits_claimant",
                violation_error_message=_(
                    "A claim by a person or an organisation needs a claimant. "
                    "An anonymous claim or a question from a reader has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None, declined_by=None, decline_reason="")
                | Q(declined_at__isnull=False, declined_by__isnull=False) & ~Q(decline_reason=""),
                name="decline_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(merged_at=None, merged_by=None, merged_into=None)
                | Q(merged_at__isnull=False, merged_by__isnull=False, merged_into__isnull=False),
                name="merge_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="claim_not_merged_into_itself"
            ),
        ]

    def __str__(self):
        return self.statement

    @property
    def status(self) -> str:
        """`open`, `declined` or `merged`."""
        if self.merged_at:
            return "merged"
        return "declined" if self.declined_at else "open"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class ClaimTopic(Claim.topics.through):  # type: ignore[name-defined]
    """The link between a claim and a topic, with its own history."""

    class Meta:
        proxy = True

    def __str__(self):
        return f"claim {self.claim_id}, topic {self.topic_id}"


@pghistory.track(exclude=["id"])
class Appearance(models.Model):
    """Where, when and in which words a claim was made.

    `passage` is a passage in which the claimant makes the claim; it cannot support the claim.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances")
    text = MultilineTextField(_("original wording"), max_length=5000, help_text=_("Word for word."))
    language = models.CharField(_("language"), max_length=35, blank=True)
    translation = MultilineTextField(_("translation"), max_length=5000, blank=True)
    translated_by = models.CharField(
        _("translated by"),
        max_length=120,
        blank=True,
        help_text=_("For example us, the publisher or a machine."),
    )
    medium = models.CharField(_("medium"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    appeared_on = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(
        _("date precision"), max_length=10, choices=DatePrecision, default=DatePrecision.UNKNOWN
    )
    url = models.URLField(_("URL"), max_length=2000, blank=True)
    archived_url = models.URLField(
        _("archived copy"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Readers see this link, to an archived copy, in place of the original address."
        ),
    )
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="appearances"
    )
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    objects = PassageRelatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["appeared_on", "id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="appearance_has_text"),
            models.CheckConstraint(
                condition=Q(translation="", translated_by="")
                | ~Q(translation="") & ~Q(translated_by=""),
                name="appearance_translation_has_translator",
                violation_error_message=_("Enter who made the translation."),
            ),
            models.CheckConstraint(
                condition=Q(appeared_on__isnull=True, precision="unknown")
                | Q(appeared_on__isnull=False) & ~Q(precision="unknown"),
                name="appearance_date_has_precision",
                violation_error_message=_("Enter the date together with its precision."),
            ),
            build_web_address_constraint("url", "appearance_url_is_web_address"),
            build_web_address_constraint("archived_url", "appearance_copy_is_web_address"),
        ]

    def __str__(self):
        return f"“{self.text}”"
