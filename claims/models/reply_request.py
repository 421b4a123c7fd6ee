"""Whom did we ask about a claim, by when, and what did they answer?"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.choices import AskedHow, Published, ReplyOutcome
from claims.models.claim import Claim, Claimant
from claims.models.public.views import ReadOnly
from sources.choices import TranslatedBy

STAFF = settings.AUTH_USER_MODEL


class Asking(models.Model):
    """One request for a reply to a claim: who was asked, how, what, and by when to answer.

    It belongs to the claim and not to a revision, because people are asked before there is a
    verdict, and what they answer serves every later one. Made by `replies.ask`; never changes.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="askings")
    claimant = models.ForeignKey(
        Claimant, models.PROTECT, null=True, blank=True, related_name="askings"
    )
    name = models.CharField("who was asked", max_length=200, blank=True)
    public_role = models.BooleanField(
        default=False, help_text="whoever has none is not named outside the desk"
    )
    how = models.CharField("how they were asked", max_length=12, choices=AskedHow)
    words = models.TextField("what was asked", help_text="for the desk; readers never see it")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    asked_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["asked_at", "id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimant=None) & ~Q(name="")
                | Q(claimant__isnull=False, name="", public_role=False),
                name="asked_a_claimant_or_a_name",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="asking_has_its_words"),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("asked_at"), asked_at__lte=F("recorded_at")),
                name="asked_before_the_deadline",
            ),
        ]

    def __str__(self):
        return str(self.claimant or self.name)


class Reply(models.Model):
    """What was answered to one asking, word for word, and how much of it readers see.

    Made by `replies.record_answer`; never changes. Where it was mistyped, a newer row replaces it
    and says why; both are kept, and the newest is in force.
    """

    asking = models.ForeignKey(Asking, models.PROTECT, related_name="replies")
    outcome = models.CharField("what came back", max_length=10, choices=ReplyOutcome)
    words = models.TextField("the answer, word for word", blank=True)
    language = models.CharField(max_length=35, blank=True)
    received_at = models.DateTimeField()
    shown = models.CharField("how much readers see", max_length=10, choices=Published)
    quoted = models.TextField("the part that readers see", blank=True)
    translation = models.TextField(blank=True)
    translated_by = models.CharField(max_length=10, choices=TranslatedBy, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replacement"
    )
    why = models.TextField("why it is recorded anew", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["id"]
        default_permissions = []
        constraints = [
            # Two people who record at the same moment: the second has to read the first.
            models.UniqueConstraint(
                fields=["asking"], condition=Q(replaces=None), name="one_first_reply"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, why="") | Q(replaces__isnull=False) & ~Q(why=""),
                name="reply_recorded_anew_says_why",
            ),
            models.CheckConstraint(
                condition=Q(outcome="declined") | ~Q(words=""), name="answered_in_words"
            ),
            models.CheckConstraint(
                condition=Q(shown="part") & ~Q(quoted="")
                | Q(shown="all", quoted="") & ~Q(words="")
                | Q(shown="nothing", quoted="", translation=""),
                name="published_as_much_as_it_says",
            ),
            models.CheckConstraint(
                condition=Q(translation="", translated_by="")
                | ~Q(translation="") & ~Q(translated_by=""),
                name="reply_translation_says_whose",
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()


class ReplyWaiver(models.Model):
    """Why nobody was asked about a claim; or, of one asking, why publication does not wait for it.

    Said by one person to readers; made by `replies.waive`; never changes.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reply_waivers")
    asking = models.OneToOneField(
        Asking, models.PROTECT, null=True, blank=True, related_name="waiver"
    )
    why = models.TextField("why", help_text="readers see it")
    waived_at = models.DateTimeField()
    waived_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="reply_waiver_says_why"),
        ]

    def __str__(self):
        return self.why


class Hearing(ReadOnly):
    """How one of those concerned was heard: an asking with its reply and its waiver in force.

    Where nobody was asked, there is one without an asking, which holds the newest reason. A view
    (migration `0023_replies_are_kept`), so that a claim's right of reply is one query; for the desk
    and for records, never for a face of the public.
    """

    claim = models.ForeignKey(Claim, models.DO_NOTHING, related_name="hearings")
    asking = models.ForeignKey(Asking, models.DO_NOTHING, null=True, related_name="+")
    claimant_id = models.CharField(max_length=10, null=True)  # noqa: DJ001 — a view's column
    name = models.CharField(max_length=200)
    public_role = models.BooleanField()
    how = models.CharField(max_length=12, choices=AskedHow)
    asked_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(STAFF, models.DO_NOTHING, null=True, related_name="+")
    reply = models.ForeignKey(Reply, models.DO_NOTHING, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=ReplyOutcome)
    words = models.TextField()
    language = models.CharField(max_length=35)
    received_at = models.DateTimeField(null=True)
    shown = models.CharField(max_length=10, choices=Published)
    published = models.TextField(help_text="the words that readers see")
    translation = models.TextField()
    translated_by = models.CharField(max_length=10)
    waived_because = models.TextField()
    waived_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey(STAFF, models.DO_NOTHING, null=True, related_name="+")

    class Meta(ReadOnly.Meta):
        db_table = "claims_hearing"
        ordering = ["asked_at", "id"]

    def __str__(self):
        return self.name

    def is_awaited(self, at: datetime) -> bool:
        """Whether an answer may still come in time, and publication waits for it."""
        return self.is_open and not self.waived_because and self.answer_by > at

    def is_overdue(self, at: datetime) -> bool:
        """Whether the deadline has passed and nothing came back."""
        return self.is_open and self.answer_by <= at

    @property
    def is_open(self) -> bool:
        """Whether somebody was asked and nothing has come back yet."""
        return self.asking_id is not None and self.reply_id is None
