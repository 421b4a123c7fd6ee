"""Requests about a person: what was asked, what the desk decided, and what was removed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import REMOVING_OUTCOMES, Requester, RequestOutcome
from claims.models.claim import Claim, Claimant
from factcheck.core.identifiers import new_identifier
from factcheck.core.model_fields import MultilineTextField


class PersonRequest(models.Model):
    """Someone asks what the desk publishes or stores about a person to be changed or removed.

    Recorded by `claims.person_requests`; never changes, except that the words about the person are
    removed with those that the decision names. Nothing of it is public.
    """

    public_id = models.CharField(
        _("reference number"), max_length=10, unique=True, default=new_identifier, editable=False
    )
    requester = models.CharField(_("who asks"), max_length=10, choices=Requester)
    name = models.CharField(_("name of the person"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    text = MultilineTextField(_("what they ask"), max_length=5000)
    claimant = models.ForeignKey(
        Claimant, models.PROTECT, null=True, blank=True, related_name="person_requests"
    )
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="person_requests"
    )
    received_at = models.DateTimeField(_("received at"))
    due_on = models.DateField(_("answer due on"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("request about a person")
        verbose_name_plural = _("requests about a person")
        ordering = ["due_on", "id"]
        default_permissions = []
        permissions = [("decide_personrequest", "Can record and decide requests about a person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(name=""), name="person_request_has_text"
            ),
        ]

    def __str__(self):
        return self.public_id


class PersonRequestDecision(models.Model):
    """What an editor decided about a request, after weighing the criteria. Never changes.

    The reasons stay at the desk. `places` are the words to remove: table, row and column, and the
    places in it as [start, end) in code points, or none for all of it. A decision that removes
    words has effect once a second editor has confirmed it; until then a new one replaces it.
    """

    request = models.ForeignKey(PersonRequest, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=RequestOutcome)
    has_public_role = models.BooleanField(_("Does the person have a role in public life?"))
    serves_debate = models.BooleanField(_("Does the text still serve a debate of public interest?"))
    is_accurate = models.BooleanField(_("Is what it says of the person accurate?"))
    needs_name = models.BooleanField(_("Would it lose its meaning without the name?"))
    reasons = MultilineTextField(_("reasons (visible to the desk only)"), max_length=5000)
    reply = MultilineTextField(_("statutory reply, word for word"), max_length=5000, blank=True)
    places = models.JSONField(default=list)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("decision on a request about a person")
        verbose_name_plural = _("decisions on requests about a person")
        ordering = ["request", "number"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["request", "number"], name="request_decisions_are_numbered"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="request_decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(outcome=RequestOutcome.REPLY) & ~Q(reply="")
                | ~Q(outcome=RequestOutcome.REPLY) & Q(reply=""),
                name="request_reply_has_text",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=REMOVING_OUTCOMES) & ~Q(places=[])
                | ~Q(outcome__in=REMOVING_OUTCOMES) & Q(places=[]),
                name="request_removal_has_places",
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()


class PersonRequestConfirmation(models.Model):
    """A second editor has seen every place and confirms that the words are removed."""

    decision = models.OneToOneField(
        PersonRequestDecision, models.PROTECT, related_name="confirmation"
    )
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("confirmation of a removal")
        verbose_name_plural = _("confirmations of removals")
        default_permissions = []

    def __str__(self):
        return str(self.decision)


class Tombstone(models.Model):
    """One column of one row from which words were removed, by which request. Never changes.

    `request` is the number of a request about a person, or “draft 12” for an old draft.

    Only the database's owner writes it. It has places and no words: `spans` are [start, end) in
    code points; none is all of it.
    """

    request = models.CharField(max_length=30)
    table_name = models.CharField(max_length=63)
    row_id = models.CharField(max_length=64)
    column_name = models.CharField(max_length=63)
    spans = models.JSONField(null=True)
    removed_at = models.DateTimeField()

    append_only = True
    owner_only = True

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        default_permissions = []
        indexes = [models.Index(fields=["table_name", "row_id"], name="tombstone_by_row")]

    def __str__(self):
        return f"{self.table_name} {self.row_id}, {self.column_name}"


class SealedOriginal(models.Model):
    """What a column said before it was anonymised, for counsel, encrypted. Never changes.

    The application can write it and not read it; `manage.py open_sealed` reads it as the owner.
    """

    request = models.CharField(max_length=10)
    content = models.BinaryField()
    sealed_at = models.DateTimeField()

    append_only = True
    write_only = True

    class Meta:
        verbose_name = _("sealed original")
        verbose_name_plural = _("sealed originals")
        default_permissions = []

    def __str__(self):
        return self.request
