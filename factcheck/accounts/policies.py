"""The policies that other actions ask first: does the user's role allow it?"""

from django.utils.translation import gettext as _

from factcheck.accounts.roles import CHANGE_USER
from factcheck.accounts.system_user import SYSTEM_USERNAME
from factcheck.core.errors import NotPermitted, Violation


def check_permission(user, permission: str) -> Violation | None:
    """The user is active and has the permission, such as `claims.write_verdict`."""
    if user.is_active and user.has_perm(permission):
        return None
    return Violation(_("Your role does not allow this."), NotPermitted)


def check_account_permission(user, by) -> Violation | None:
    """`by` may change the account of `user`."""
    if violation := check_permission(by, CHANGE_USER):
        return violation
    if user.is_superuser and not by.is_superuser:
        return Violation(_("Only a superuser can do this to a superuser's account."), NotPermitted)
    if user.username == SYSTEM_USERNAME:
        return Violation(_("This is the system account. No one can sign in with it."))
    return None


def check_not_own_account(user, by) -> Violation | None:
    if user.pk == by.pk:
        return Violation(_("You cannot do this to your own account: ask another administrator."))
    return None
