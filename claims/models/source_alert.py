"""A quotation changed under a published verdict, and what an editor decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.choices import AlarmAnswer
from claims.models.verdict import Verdict
from sources.models import Check, Passage

UNANSWERED = Q(answer="", why="", answered_at=None, answered_by=None, following=None)


class Alarm(models.Model):
    """What a look at a source found may concern this verdict: somebody has to read it.

    Raised by `claims.monitoring.recheck`, answered once by `claims.monitoring.alerts.answer_alarm`; nothing else of it ever
    changes, and readers never see it: what they see is the check.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="alarms")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="alarms")
    finding = models.ForeignKey(Check, models.PROTECT, related_name="alarms")
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=AlarmAnswer, blank=True)
    why = models.TextField(
        blank=True, help_text="why nothing has to change, or what readers are told"
    )
    following = models.ForeignKey(
        Verdict,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="the draft that was opened to correct the verdict",
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-raised_at", "-id"]
        default_permissions = ["view"]
        constraints = [
            # However often the watch looks meanwhile, one task is enough.
            models.UniqueConstraint(
                fields=["verdict", "passage"],
                condition=Q(answered_at=None),
                name="one_open_alarm_per_quotation",
            ),
            models.UniqueConstraint(fields=["verdict", "finding"], name="one_alarm_per_finding"),
            models.CheckConstraint(
                condition=UNANSWERED
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="answered_when_and_by_whom",
            ),
            models.CheckConstraint(condition=Q(answer="") | ~Q(why=""), name="an_answer_says_why"),
            models.CheckConstraint(
                condition=Q(answer=AlarmAnswer.CORRECT, following__isnull=False)
                | ~Q(answer=AlarmAnswer.CORRECT) & Q(following=None),
                name="a_correction_has_its_draft",
            ),
        ]

    def __str__(self):
        return f"{self.finding.said}: {self.passage}"
