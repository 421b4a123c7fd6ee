"""At which hour an approved revision is to be published, and what became of that."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.choices import PlanEnd
from claims.models.review import Submission
from claims.models.verdict import Verdict

NOT_ENDED = Q(end="", why="", ended_at=None, ended_by=None)


class Plan(models.Model):
    """The hour at which one submission of a revision is to be published.

    Made by `planning.plan`. It is carried out by the worker, and then the revision is published;
    or it ends once: called off, replaced by another, or refused at its hour. Where the submission
    is not the one that is approved any more, the plan is void. Nothing else of it ever changes.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="plans")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="the digest of what the planner saw")
    publish_at = models.DateTimeField("when readers are to see it")
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    end = models.CharField(max_length=10, choices=PlanEnd, blank=True)
    why = models.TextField(blank=True, help_text="why it was refused at its hour")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["planned_at", "id"]
        default_permissions = []
        # What is due is asked every minute.
        indexes = [models.Index(fields=["publish_at"], condition=Q(ended_at=None), name="plan_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(publish_at__gt=models.F("planned_at")), name="planned_ahead"
            ),
            models.CheckConstraint(
                condition=NOT_ENDED
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end=""),
                name="plan_ended_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(end=PlanEnd.REFUSED) & ~Q(why="") | ~Q(end=PlanEnd.REFUSED) & Q(why=""),
                name="refused_plan_says_why",
            ),
            models.UniqueConstraint(
                fields=["verdict"], condition=Q(ended_at=None), name="one_plan_that_has_not_ended"
            ),
        ]

    def __str__(self):
        return f"{self.verdict}, planned"
