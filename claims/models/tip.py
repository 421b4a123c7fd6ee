"""What a reader asked the desk to check, and what the desk answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.choices import SUGGESTED, SuggestionAnswer
from claims.models.claim import Claim
from factcheck.core.identifiers import new_identifier

UNANSWERED = Q(answer="", why="", claim=None, answered_at=None, answered_by=None)


class Suggestion(models.Model):
    """A claim that somebody outside the desk asks it to check, in the reader's own words.

    Made by `suggestions.suggest`, answered once by the desk; nothing else of it ever changes, and
    nothing of it is ever public: not the words, not who wrote, not that somebody did.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier)
    said = models.CharField("what was said", max_length=SUGGESTED["said"])
    where = models.CharField("where it was said", max_length=SUGGESTED["where"])
    who = models.CharField("who said it", max_length=SUGGESTED["who"], blank=True)
    email = models.EmailField("e-mail for an answer", max_length=SUGGESTED["email"], blank=True)
    arrived_at = models.DateTimeField()
    sender = models.CharField(
        max_length=64, help_text="a digest of the network it came from, another one every day"
    )
    answer = models.CharField(max_length=10, choices=SuggestionAnswer, blank=True)
    why = models.TextField(blank=True, help_text="why the desk does not check it")
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, editable=False, related_name="suggestions"
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-arrived_at", "-id"]
        default_permissions = ["view"]
        # How many came from one network within the hour is asked at each arrival.
        indexes = [models.Index(fields=["sender", "arrived_at"], name="suggestion_sender")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(said="") & ~Q(where=""), name="suggestion_has_its_words"
            ),
            models.CheckConstraint(
                condition=UNANSWERED
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="suggestion_answered_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["taken", "linked"], claim__isnull=False)
                | Q(answer__in=["", "declined"], claim=None),
                name="suggestion_leads_to_its_claim",
            ),
            models.CheckConstraint(
                condition=Q(answer="declined") & ~Q(why="") | ~Q(answer="declined") & Q(why=""),
                name="declined_suggestion_says_why",
            ),
        ]

    def __str__(self):
        return f"“{self.said}”"
