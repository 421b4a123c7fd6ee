"""Notification preferences: the channel each user chose for each notification type."""

from collections.abc import Iterable

from django.db import transaction

from factcheck.notifications.choices import TO_DO_LIST, Channel
from factcheck.notifications.models import NotificationPreference
from factcheck.notifications.types import NOTIFICATION_TYPES, NotificationType


def get_channel(kind: NotificationType, chosen: str | None, email: str) -> Channel:
    """Return the channel for a user who chose this, or nothing. Mandatory types go at once."""
    if not email:
        return Channel.DESK
    return Channel.AT_ONCE if kind.is_mandatory else Channel(chosen or kind.channel)


def get_preferences(user) -> dict[str, Channel]:
    """Return the user's channel for each type: the chosen one or the default."""
    rows = NotificationPreference.objects.filter(user=user).values_list("kind", "channel")
    chosen = dict(rows)
    defaults = {kind.code: kind.channel for kind in NOTIFICATION_TYPES.values()}
    defaults[TO_DO_LIST] = Channel.DAILY_SUMMARY
    return {code: Channel(chosen.get(code, channel)) for code, channel in defaults.items()}


def save_preferences(user, channels: dict[str, str]) -> None:
    """Store the user's channels by type. Mandatory types cannot be changed and are ignored."""
    codes = {kind.code for kind in NOTIFICATION_TYPES.values() if not kind.is_mandatory}
    with transaction.atomic():
        for code in (codes | {TO_DO_LIST}) & channels.keys():
            NotificationPreference.objects.update_or_create(
                user=user, kind=code, defaults={"channel": Channel(channels[code])}
            )


def list_chosen_channels(kind: NotificationType, users: Iterable) -> dict[int, str]:
    """Return what these users chose for a type, by user id."""
    rows = NotificationPreference.objects.filter(kind=kind.code, user__in=users)
    return dict(rows.values_list("user", "channel"))
