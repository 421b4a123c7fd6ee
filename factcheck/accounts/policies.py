"""The policy that every action asks first: does the user's role allow it?"""

from django.utils.translation import gettext as _

from factcheck.core.errors import NotPermitted, Violation


def check_permission(user, permission: str) -> Violation | None:
    """The user is active and has the permission, such as `claims.write_verdict`."""
    if user.is_active and user.has_perm(permission):
        return None
    return Violation(_("Your role does not allow this."), NotPermitted)
