"""What happened that somebody wants to know, who was told of it, and how they want to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from claims.models import Claim
from factcheck.notifications.choices import How
from factcheck.notifications.types import KINDS


class News(models.Model):
    """One fact of the desk that was read for whom it concerns. Made by `following.follow`.

    Once for each fact, also where it concerns nobody, so that nobody is told twice, and nobody who
    comes to a role later is told of what happened before. Never changes.
    """

    kind = models.CharField(max_length=30)
    fact = models.BigIntegerField(help_text="the number of the row that is the fact")
    about = models.BigIntegerField(help_text="the number of the row whose page shows it")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    detail = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    noticed_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-happened_at", "-id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["kind", "fact"], name="a_fact_is_news_once"),
        ]

    def __str__(self):
        return KINDS[self.kind].sentence.format(by=self.by)

    @property
    def address(self) -> str:
        """The page of the desk that shows it."""
        return reverse(f"admin:{KINDS[self.kind].page}_change", args=[self.about])

    @property
    def loud(self) -> bool:
        return KINDS[self.kind].loud


class Notice(models.Model):
    """One piece of news for one person. Made with the news; read once and sent once.

    `how` is what the person had chosen then. What is sent in a digest is sent as well.
    """

    news = models.ForeignKey(News, models.PROTECT, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    how = models.CharField(max_length=10, choices=How)
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["news", "person"], name="nobody_is_told_twice"),
            models.CheckConstraint(
                condition=~Q(how=How.DESK) | Q(sent_at=None), name="what_stays_at_the_desk"
            ),
        ]
        # How many are unread is asked at each visit of the first page.
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at=None), name="unread_notices")
        ]

    def __str__(self):
        return str(self.news)


class Preference(models.Model):
    """How one person wants to hear of one kind of news, where it is not the kind's own way."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_preference_for_a_kind"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(kind.code for kind in KINDS.values() if kind.loud)),
                name="what_is_loud_is_not_turned_off",
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.get_how_display()}"


class Digest(models.Model):
    """What one person was told of one day, in one mail. Planned once; sent if it holds anything."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField(help_text="in the desk's time zone")
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="one_digest_a_day"),
        ]

    def __str__(self):
        return f"digest of {self.day} for {self.person}"
