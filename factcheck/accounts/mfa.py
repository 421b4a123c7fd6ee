"""Multi-factor authentication: who needs it, who has it, and whether this session verified it.

Whether it is required follows from the user's permissions, which each desk page loads anyway;
whether it was verified is kept in the session. Neither costs a query.
"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from factcheck.accounts.roles import KEY_PERMISSIONS

SESSION_KEY = "mfa_set_up"
MFA_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # not recovery codes alone


def is_mfa_required(user) -> bool:
    """Whether a role in `MFA_REQUIRED_ROLES` allows what this user may do."""
    return any(user.has_perm(KEY_PERMISSIONS[role]) for role in settings.MFA_REQUIRED_ROLES)


def has_mfa(user) -> bool:
    return is_mfa_enabled(user, MFA_TYPES)


def has_passkey(user) -> bool:
    return is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN])


def is_mfa_verified(request) -> bool:
    """Whether MFA was used, or set up, in this session."""
    if request.session.get(SESSION_KEY) == request.user.pk:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def can_remove(authenticator: Authenticator) -> bool:
    """Whether the user may remove it themselves: not the last one where MFA is required."""
    remaining = Authenticator.objects.filter(user=authenticator.user, type__in=MFA_TYPES)
    has_another = remaining.exclude(pk=authenticator.pk).exists()
    return has_another or not is_mfa_required(authenticator.user)


def record_setup(request) -> None:
    """Record that this session set MFA up, so that it need not verify it again."""
    request.session[SESSION_KEY] = request.user.pk


def delete_mfa(user) -> None:
    """Delete all authenticators and recovery codes of the user."""
    Authenticator.objects.filter(user=user).delete()
