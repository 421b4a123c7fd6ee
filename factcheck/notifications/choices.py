"""Choices for notifications."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a user is notified, in addition to the list on the desk."""

    AT_ONCE = "at_once", _("by e-mail at once")
    DAILY_SUMMARY = "daily_summary", _("in the daily summary")
    DESK = "desk", _("on the desk only")


TO_DO_LIST = "to_do_list"  # not a notification type: the part of the daily summary with open tasks
