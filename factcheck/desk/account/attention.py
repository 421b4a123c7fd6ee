"""Accounts that need an administrator: without a role, or locked out."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.accounts.system_user import SYSTEM_USERNAME


def list_users_without_role(user):
    """Active accounts without a role, the oldest first; not the system account."""
    rows = User.objects.filter(groups=None, is_active=True, is_superuser=False)
    return rows.exclude(username=SYSTEM_USERNAME).order_by("date_joined", "pk")


def list_locked_out_users(user):
    """Active accounts with too many recent failed attempts to sign in, from one IP address."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    attempts = AccessAttempt.objects.filter(username=OuterRef("username"), attempt_time__gte=since)
    failures = attempts.values("username", "ip_address").annotate(
        number=Sum("failures_since_start")
    )
    locked_out = failures.filter(number__gte=settings.AXES_FAILURE_LIMIT).order_by()
    return User.objects.filter(Exists(locked_out), is_active=True).order_by("byline", "pk")
