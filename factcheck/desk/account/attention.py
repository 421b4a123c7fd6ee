"""Accounts that need an administrator."""

from django.conf import settings

from claims.signing import keys
from factcheck.accounts import account_changes
from factcheck.accounts.models import User
from factcheck.accounts.system_user import SYSTEM_USERNAME


def list_users_without_role(user):
    """Active accounts without a role, the oldest first; not the system account."""
    rows = User.objects.filter(groups=None, is_active=True, is_superuser=False)
    return rows.exclude(username=SYSTEM_USERNAME).order_by("date_joined", "pk")


def list_changes_to_confirm(user):
    """Changes of accounts that this user may confirm as the second person, the oldest first."""
    rows = account_changes.list_open_changes()
    return rows.exclude(created_by=user).exclude(user=user)


def list_waiting_passkeys(user):
    """Passkeys of others that wait for this user, the oldest first; none if nothing is signed."""
    rows = keys.list_unconfirmed(user)
    return rows if settings.SIGNED_ACTIONS else rows.none()
