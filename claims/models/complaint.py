"""What a reader says is wrong with a published finding, and what the desk answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.choices import COMPLAINED, ComplaintOutcome, ComplaintPart
from claims.models.change import Change
from claims.models.verdict import Verdict
from factcheck.core.identifiers import new_identifier


class Complaint(models.Model):
    """One letter about one published revision, in the reader's own words.

    Made by `complaints.complain`. It never changes, and nothing of it is ever public: readers see
    what the desk answered, and only where the desk shows it. `public_id` is its receipt.
    """

    public_id = models.CharField("receipt", max_length=10, unique=True, default=new_identifier)
    verdict = models.ForeignKey(
        Verdict,
        models.PROTECT,
        related_name="complaints",
        help_text="the revision that the reader had read",
    )
    part = models.CharField("what is wrong", max_length=10, choices=ComplaintPart, blank=True)
    wrong = models.CharField("what is wrong with it", max_length=COMPLAINED["wrong"])
    where = models.CharField("where it can be read", max_length=COMPLAINED["where"], blank=True)
    who = models.CharField("who writes", max_length=COMPLAINED["who"], blank=True)
    email = models.EmailField("e-mail for an answer", max_length=COMPLAINED["email"], blank=True)
    arrived_at = models.DateTimeField()
    due_on = models.DateField(help_text="the last day on which the desk answers in time")
    sender = models.CharField(
        max_length=64, help_text="a digest of the network it came from, another one every day"
    )

    append_only = True

    class Meta:
        ordering = ["-arrived_at", "-id"]
        default_permissions = ["view"]
        permissions = [("answer_complaint", "Can answer complaints of readers")]
        # How many came from one network within the hour is asked at each arrival.
        indexes = [models.Index(fields=["sender", "arrived_at"], name="complaint_sender")]
        constraints = [
            models.CheckConstraint(condition=~Q(wrong=""), name="complaint_says_what_is_wrong"),
            models.CheckConstraint(
                condition=Q(part__in=["", *ComplaintPart.values]), name="complaint_names_its_part"
            ),
        ]

    def __str__(self):
        return f"“{self.wrong}”"


class ComplaintAnswer(models.Model):
    """What the desk answered to one complaint; never changes.

    An accepted complaint leads to a change, which says itself what readers are told. There is a
    further answer only where that change was given up before anybody saw it.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=ComplaintOutcome)
    told = models.TextField("what readers are told", blank=True)
    address = models.URLField("where it was answered", max_length=2000, blank=True)
    note = models.TextField("a note for the desk", blank=True)
    change = models.ForeignKey(
        Change, models.PROTECT, null=True, editable=False, related_name="complaint_answers"
    )
    public = models.BooleanField(help_text="readers see the outcome in the list of complaints")
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["complaint", "number"]
        default_permissions = []
        constraints = [
            # Of two people who answer at the same moment, one has answered.
            models.UniqueConstraint(fields=["complaint", "number"], name="complaint_answers_count"),
            models.CheckConstraint(
                condition=Q(outcome="accepted", told="", change__isnull=False)
                | Q(outcome__in=["refused", "passed_on", "already"], change=None) & ~Q(told=""),
                name="complaint_answer_leads_to_a_change_or_says_why",
            ),
            models.CheckConstraint(
                condition=Q(outcome="already", address__regex="^https?://")
                | ~Q(outcome="already") & Q(address=""),
                name="complaint_answered_already_says_where",
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()
