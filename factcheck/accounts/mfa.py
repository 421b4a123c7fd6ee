"""Who needs a second factor, who has one, and was it shown in this session?

Whether one is needed follows from what a person may do, which a page of the desk asks anyway; that
it was shown is kept in the session. So nothing is asked of the database for somebody who has it.
"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from factcheck.accounts.roles import MARK_OF

SET_UP = "second_factor_set_up"
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # codes alone are none


def is_needed(person) -> bool:
    """Whether the desk's setting asks it of what this person may do."""
    return any(person.has_perm(MARK_OF[role]) for role in settings.SECOND_FACTOR_FOR)


def has_one(person) -> bool:
    return is_mfa_enabled(person, STEPS)


def is_shown(request) -> bool:
    """Whether it was shown in this session, or set up in it."""
    if request.session.get(SET_UP) == request.user.pk:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def may_go(factor: Authenticator) -> bool:
    """Whether the person may remove it themselves: not the last one where one is needed."""
    steps = Authenticator.objects.filter(user=factor.user, type__in=STEPS)
    return steps.exclude(pk=factor.pk).exists() or not is_needed(factor.user)


def set_up_here(request) -> None:
    """Note that this session set one up: it need not show it again."""
    request.session[SET_UP] = request.user.pk


def forget(person) -> None:
    """Take all second factors of this person away, recovery codes too."""
    Authenticator.objects.filter(user=person).delete()
