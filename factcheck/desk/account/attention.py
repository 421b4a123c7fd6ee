"""Which accounts need an administrator? Only who may change people is shown them."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.accounts.system_user import DESK


def without_a_role(person):
    """Active accounts that can do nothing yet; nobody signs in with the desk's own."""
    rows = User.objects.filter(groups=None, is_active=True, is_superuser=False)
    return rows.exclude(username=DESK).order_by("date_joined", "pk")


def locked_out(person):
    """Active accounts that somebody failed to sign in to, from one address, too often just now."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tries = AccessAttempt.objects.filter(username=OuterRef("username"), attempt_time__gte=since)
    failed = tries.values("username", "ip_address").annotate(number=Sum("failures_since_start"))
    too_often = failed.filter(number__gte=settings.AXES_FAILURE_LIMIT).order_by()
    return User.objects.filter(Exists(too_often), is_active=True).order_by("byline", "pk")
