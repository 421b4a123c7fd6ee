"""What may an administrator do to somebody's account, and what is true afterwards?

Nobody is deleted. Each deed leaves a row that says who did it, when and why; nobody does one to
themselves, and only a superuser does one to a superuser.
"""

import secrets
from datetime import datetime

from django.db import transaction

from factcheck.accounts import mfa, sessions
from factcheck.accounts.choices import Deed
from factcheck.accounts.models import AccountDeed, User
from factcheck.accounts.system_user import DESK


class NotDone(Exception):
    """A deed that may not be done; the text is the sentence for people, and nothing was written."""


def refusal(deed: Deed, person: User, by: User) -> str | None:
    """Why `by` may not do this to the account of `person`; None if they may."""
    if not by.has_perm("accounts.change_user"):
        return "Your role does not allow this."
    if person.pk == by.pk:
        return "Nobody does this to their own account: ask another administrator."
    if person.is_superuser and not by.is_superuser:
        return "Only a superuser does this to the account of a superuser."
    if person.username == DESK:
        return "Nobody signs in with the desk’s own account."
    if deed == Deed.RETURNED:
        return "This account is in use already." if person.is_active else None
    if not person.is_active:
        return "Who has left is signed in nowhere and has no second factor."
    if deed == Deed.FACTOR_TAKEN and not mfa.has_one(person):
        return "There is no second factor to take away."
    return None


@transaction.atomic
def leave(person: User, *, by: User, at: datetime, why: str) -> AccountDeed:
    """They are signed in nowhere, have no role, no password and no second factor.

    All that they signed stays with their byline. Raises `NotDone`.
    """
    person = _locked(person)
    row = _record(Deed.LEFT, person, by, at, why)
    mfa.forget(person)
    sessions.end_all(person)
    person.groups.clear()
    person.is_active = False
    _without_a_password(person)
    return row


@transaction.atomic
def come_back(person: User, *, by: User, at: datetime, why: str) -> AccountDeed:
    """The account is in use again, without a role and with a password that nobody knows.

    Raises `NotDone`.
    """
    person = _locked(person)
    row = _record(Deed.RETURNED, person, by, at, why)
    person.is_active = True
    _without_a_password(person)
    return row


@transaction.atomic
def take_factor_away(person: User, *, by: User, at: datetime, why: str) -> AccountDeed:
    """They have no second factor, and sign in anew everywhere. Raises `NotDone`."""
    person = _locked(person)
    row = _record(Deed.FACTOR_TAKEN, person, by, at, why)
    mfa.forget(person)
    sessions.end_all(person)
    return row


VERBS = {Deed.LEFT: leave, Deed.RETURNED: come_back, Deed.FACTOR_TAKEN: take_factor_away}


def _locked(person: User) -> User:
    """As the account stands now, so that of two who do the same only one is told it was done."""
    return User.objects.select_for_update().get(pk=person.pk)


def _record(deed: Deed, person: User, by: User, at: datetime, why: str) -> AccountDeed:
    sentence = refusal(deed, person, by)
    if not sentence and not why.strip():
        sentence = "Say why: it is kept with the account."
    if sentence:
        raise NotDone(sentence)
    roles = ", ".join(person.groups.order_by("name").values_list("name", flat=True))
    told = {"deed": deed, "roles": roles, "why": why.strip()}
    return AccountDeed.objects.create(person=person, done_at=at, done_by=by, **told)


def _without_a_password(person: User) -> None:
    """Random and unknown, not “unusable”: a link to set another can be asked for later."""
    person.set_password(secrets.token_urlsafe(32))
    person.save(update_fields=["is_active", "password"])
