"""Accounts that need an administrator."""

from factcheck.accounts.models import User
from factcheck.accounts.system_user import SYSTEM_USERNAME


def list_users_without_role(user):
    """Active accounts without a role, the oldest first; not the system account."""
    rows = User.objects.filter(groups=None, is_active=True, is_superuser=False)
    return rows.exclude(username=SYSTEM_USERNAME).order_by("date_joined", "pk")
