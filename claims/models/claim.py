"""What was claimed: the claim in the desk's wording, by whom, and where in which words."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.choices import ClaimantKind, DeclineReason, Origin
from claims.search_config import RegConfigField
from factcheck.core.identifiers import new_identifier
from sources.choices import Precision
from sources.models import Passage
from sources.models.passage import Quoting

PRIVATE_PERSON = "a social-media user"


@pghistory.track(exclude=["id"])
class Claimant(models.Model):
    """Somebody who makes claims. Made by the desk; what changes is kept in its history.

    Only who has a public role is named outside the desk.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ClaimantKind, default=ClaimantKind.PERSON)
    public_role = models.BooleanField(
        default=False,
        help_text=f"Whoever has no public role is “{PRIVATE_PERSON}” everywhere outside the desk.",
    )
    description = models.CharField(max_length=300, blank=True)
    same_as = models.URLField("Wikidata or home page", blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            # “A social-media user” would be a false name for a company or a ministry.
            models.CheckConstraint(
                condition=Q(kind=ClaimantKind.PERSON) | Q(public_role=True),
                name="organisations_are_named",
                violation_error_message="An organisation has a public role: tick it.",
            ),
        ]

    def __str__(self):
        return self.name


@pghistory.track(exclude=["id"])
class Topic(models.Model):
    """A subject that readers browse by."""

    slug = models.SlugField(unique=True, allow_unicode=True)
    name = models.CharField(max_length=80, unique=True)
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


@pghistory.track(exclude=["id", "search_config"])
class Claim(models.Model):
    """A checkable statement somebody made, in the desk's wording.

    Made by `intake.record`. Its wording can be mended with a history; what was published of it
    stays as it was published, in the submissions of its verdicts.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    statement = models.CharField(max_length=400, help_text="One sentence, without a rating in it.")
    language = models.CharField(max_length=35, default="en")
    origin = models.CharField(max_length=20, choices=Origin)
    claimant = models.ForeignKey(
        Claimant, models.PROTECT, null=True, blank=True, related_name="claims"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    recorded_at = models.DateTimeField(editable=False)
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
    decline_note = models.TextField(blank=True, editable=False)
    merged_at = models.DateTimeField(null=True, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged"
    )
    search_config = RegConfigField(editable=False)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        permissions = [
            ("record_claim", "Can record a claim and its appearances"),
            ("decline_claim", "Can decline a claim"),
            ("merge_claim", "Can merge a claim into another"),
        ]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__in=["person", "organisation"], claimant__isnull=False)
                | Q(origin="circulating")
                | Q(origin__in=["anonymous", "question"], claimant__isnull=True),
                name="origin_fits_the_claimant",
                violation_error_message=(
                    "A claim of a person or an organisation names its claimant; "
                    "an anonymous one or a reader's question has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None, declined_by=None, decline_reason="")
                | Q(declined_at__isnull=False, declined_by__isnull=False) & ~Q(decline_reason=""),
                name="declined_with_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(merged_at=None, merged_by=None, merged_into=None)
                | Q(merged_at__isnull=False, merged_by__isnull=False, merged_into__isnull=False),
                name="merged_with_who_and_where",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="not_merged_into_itself"
            ),
        ]

    def __str__(self):
        return self.statement

    @property
    def standing(self) -> str:
        """Whether the claim is open, declined or merged."""
        if self.merged_at:
            return "merged"
        return "declined" if self.declined_at else "open"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class ClaimTopic(Claim.topics.through):
    """The link between a claim and a topic, so that its history is kept too."""

    class Meta:
        proxy = True

    def __str__(self):
        return f"claim {self.claim_id} under topic {self.topic_id}"


@pghistory.track(exclude=["id"])
class Appearance(models.Model):
    """Where, when and in which words a claim was made. Recorded by whoever found it.

    A passage in which the claimant makes the claim is linked here, and can then never support it.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances")
    words = models.TextField(help_text="Word for word, as they were said.")
    language = models.CharField(max_length=35, blank=True)
    translation = models.TextField(blank=True)
    translated_by = models.CharField(
        max_length=120, blank=True, help_text="Ours, the publisher's or a machine's."
    )
    medium = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    appeared_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.UNKNOWN)
    url = models.URLField("address", max_length=2000, blank=True)
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="appearances"
    )
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    objects = Quoting.as_manager()

    class Meta:
        ordering = ["appeared_on", "id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="appearance_has_words"),
            models.CheckConstraint(
                condition=Q(translation="", translated_by="")
                | ~Q(translation="") & ~Q(translated_by=""),
                name="translation_says_whose",
                violation_error_message="Say who made the translation.",
            ),
            models.CheckConstraint(
                condition=Q(appeared_on__isnull=True, precision="unknown")
                | Q(appeared_on__isnull=False) & ~Q(precision="unknown"),
                name="appearance_date_has_a_precision",
                violation_error_message="Give the date together with how exactly it is known.",
            ),
        ]

    def __str__(self):
        return f"“{self.words}”"
