"""Notification events, the notifications of each user, preferences and daily summaries."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from factcheck.notifications.choices import Channel
from factcheck.notifications.types import NOTIFICATION_TYPES


class NotificationEvent(models.Model):
    """One event that was processed. Created by `dispatch.create_notifications`; never changes.

    There is one for each event, even if it concerns no user, so that no user is notified twice, or
    of something that happened before they got their role.
    """

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField(help_text=_("primary key of the row that is the event"))
    subject_id = models.BigIntegerField(help_text=_("primary key of the row whose page shows it"))
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    detail = models.CharField(max_length=200, blank=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-occurred_at", "-id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="one_notification_event_per_row"
            ),
        ]

    def __str__(self):
        return str(NOTIFICATION_TYPES[self.kind].message).format(actor=self.actor)

    @property
    def url(self) -> str:
        """The path of the desk page that shows it."""
        return reverse(f"admin:{NOTIFICATION_TYPES[self.kind].page}_change", args=[self.subject_id])

    @property
    def is_mandatory(self) -> bool:
        return NOTIFICATION_TYPES[self.kind].is_mandatory


class Notification(models.Model):
    """One event for one user. Created with the event; read once and sent once.

    `channel` is what the user had chosen then; being in a daily summary counts as sent.
    """

    event = models.ForeignKey(NotificationEvent, models.PROTECT, related_name="notifications")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications")
    channel = models.CharField(max_length=20, choices=Channel)
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user"], name="one_notification_per_user_and_event"
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.DESK) | Q(sent_at=None),
                name="desk_notifications_are_not_sent",
            ),
        ]
        # The dashboard counts unread notifications.
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at=None), name="unread_notifications")
        ]

    def __str__(self):
        return str(self.event)


class NotificationPreference(models.Model):
    """The channel a user chose for a notification type, where it is not the default."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=20, choices=Channel)

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], name="one_preference_per_user_and_kind"
            ),
            models.CheckConstraint(
                condition=~Q(
                    kind__in=sorted(
                        kind.code for kind in NOTIFICATION_TYPES.values() if kind.is_mandatory
                    )
                ),
                name="mandatory_notifications_stay_on",
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.get_channel_display()}"


class DailySummary(models.Model):
    """One e-mail with a user's notifications of one day. Queued once; sent if it is not empty."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField(help_text=_("in the desk's time zone"))
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"], name="one_daily_summary_per_user_and_day"
            ),
        ]

    def __str__(self):
        return f"daily summary of {self.day} for {self.user}"
