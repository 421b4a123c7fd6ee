"""Actions on accounts: deactivate and reactivate. `account_changes` has those that wait.

Accounts are never deleted. Each action leaves a row that says who did it, when and why. No user can
act on their own account, and only a superuser can act on a superuser's.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from factcheck.accounts import account_changes, mfa, sessions
from factcheck.accounts.choices import AccountActionKind
from factcheck.accounts.models import AccountAction, User
from factcheck.accounts.policies import check_account_permission, check_not_own_account
from factcheck.core.errors import InvalidInput, Violation, enforce


def check_account_action(action: AccountActionKind, user: User, by: User) -> Violation | None:
    """Check whether `by` may do this to the account of `user`."""
    if violation := check_account_permission(user, by) or check_not_own_account(user, by):
        return violation
    if action == AccountActionKind.REACTIVATED:
        return Violation(_("This account is already active.")) if user.is_active else None
    if not user.is_active:
        return Violation(_("This account is already deactivated."))
    return None


@transaction.atomic
def deactivate_account(user: User, *, by: User, at: datetime, reason: str) -> AccountAction:
    """End all sessions of the account and remove its roles, password and MFA.

    What the user signed keeps their byline. Changes that they asked for, or that others asked for
    their account, are refused. Raises `FactcheckError`.
    """
    user = _lock_account(user)
    action = _record_action(AccountActionKind.DEACTIVATED, user, by, at, reason)
    account_changes.refuse_changes_of(user, by=by, at=at)
    mfa.delete_mfa(user)
    sessions.end_all_sessions(user)
    user.groups.clear()
    user.is_active = False
    _set_random_password(user)
    return action


@transaction.atomic
def reactivate_account(user: User, *, by: User, at: datetime, reason: str) -> AccountAction:
    """Make the account active again, without roles and with an unknown password.

    Raises `FactcheckError`.
    """
    user = _lock_account(user)
    action = _record_action(AccountActionKind.REACTIVATED, user, by, at, reason)
    user.is_active = True
    _set_random_password(user)
    return action


def _lock_account(user: User) -> User:
    """Return the account locked, so that only one of two simultaneous actions succeeds."""
    return User.objects.select_for_update().get(pk=user.pk)


def _record_action(
    action: AccountActionKind, user: User, by: User, at: datetime, reason: str
) -> AccountAction:
    enforce(check_account_action(action, user, by))
    if not reason.strip():
        raise InvalidInput(_("Give a reason. It is kept with the account."))
    return AccountAction.objects.create(
        user=user,
        action=action,
        roles=", ".join(user.groups.order_by("name").values_list("name", flat=True)),
        reason=reason.strip(),
        created_at=at,
        created_by=by,
    )


def _set_random_password(user: User) -> None:
    """Set a random password; an unusable one would prevent requesting a link to set a new one."""
    user.set_password(secrets.token_urlsafe(32))
    user.save(update_fields=["is_active", "password"])
