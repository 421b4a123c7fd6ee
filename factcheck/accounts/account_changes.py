"""Changes with which an administrator could act in another person's name.

A new e-mail address, a new role and the reset of MFA take effect when another administrator, or an
editor with a passkey, confirms them; otherwise after a day. The owner of the account gets e-mails
at the old and the new address, and can refuse the change meanwhile. So no administrator alone
becomes a second person unnoticed. Recovery codes work at once.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from factcheck.accounts import mfa, sessions
from factcheck.accounts.choices import AccountChangeKind, AccountChangeOutcome
from factcheck.accounts.models import AccountChange, AccountChangeDecision, User
from factcheck.accounts.policies import (
    check_account_permission,
    check_not_own_account,
    check_permission,
)
from factcheck.accounts.roles import CHANGE_USER, CONFIRM_CHANGE, ROLES
from factcheck.accounts.system_user import get_system_user
from factcheck.core.errors import (
    FactcheckError,
    InvalidInput,
    InvalidState,
    NotPermitted,
    Violation,
    enforce,
)

WAIT = timedelta(days=1)  # a trigger has it too


# ── policies ────────────────────────────────────────────────────────────────────────────────────
def check_mfa_reset(user: User, by: User) -> Violation | None:
    """Check whether `by` may ask to reset the MFA of `user`."""
    if violation := check_account_permission(user, by) or check_not_own_account(user, by):
        return violation
    if not mfa.has_mfa(user):
        return Violation(_("This account has no two-factor authentication to reset."))
    if list_open_changes().filter(user=user, kind=AccountChangeKind.MFA_RESET).exists():
        return Violation(_("The reset was already requested, and waits for a second person."))
    return None


def check_confirmation(change: AccountChange, by: User) -> Violation | None:
    """Check whether `by` is the second person who may confirm this change."""
    if violation := check_permission(by, CONFIRM_CHANGE):
        return violation
    if hasattr(change, "decision"):
        return Violation(_("This change was already decided."))
    if by.pk in (change.user_id, change.created_by_id):
        return Violation(_("Another administrator, or an editor with a passkey, can confirm it."))
    if not by.has_perm(CHANGE_USER) and not mfa.has_passkey(by):
        return Violation(_("Editors need a passkey to confirm it. Add one to your account."))
    return None


def check_refusal(change: AccountChange, by: User) -> Violation | None:
    """Check whether `by` may refuse this change: the owner of the account may, too."""
    if not can_see_change(change, by):
        return Violation(_("Your role does not allow this."), NotPermitted)
    if hasattr(change, "decision"):
        return Violation(_("This change was already decided."))
    return None


def can_see_change(change: AccountChange, user: User) -> bool:
    return user.pk == change.user_id or check_permission(user, CONFIRM_CHANGE) is None


# ── queries ─────────────────────────────────────────────────────────────────────────────────────
def list_open_changes() -> QuerySet[AccountChange]:
    """The changes without a decision, the oldest first."""
    rows = AccountChange.objects.filter(decision=None).select_related("user", "created_by")
    return rows.order_by("created_at", "pk")


def list_changes_of(user: User) -> QuerySet[AccountChange]:
    """All changes that were asked for this account, the newest first."""
    return AccountChange.objects.filter(user=user).select_related(
        "user", "created_by", "decision__created_by"
    )


def compute_effective_at(change: AccountChange) -> datetime:
    """When the change takes effect if no one confirms or refuses it."""
    return change.created_at + WAIT


# ── asking for a change ─────────────────────────────────────────────────────────────────────────
@transaction.atomic
def change_email(user: User, email: str, *, by: User, at: datetime) -> AccountChange | None:
    """Ask for a new e-mail address, and refuse one that was asked for before.

    Returns None if it took effect at once: no one has signed in with the account, and it neither
    has a role nor will get one. Raises `FactcheckError`.
    """
    enforce(check_account_permission(user, by))
    user = _lock_account(user)
    _refuse_open(list_open_changes().filter(user=user, kind=AccountChangeKind.EMAIL), by, at)
    gets_role = list_open_changes().filter(user=user).exists()
    if user.last_login or user.is_superuser or user.groups.exists() or gets_role:
        return AccountChange.objects.create(
            user=user,
            kind=AccountChangeKind.EMAIL,
            former=user.email,
            value=email,
            created_at=at,
            created_by=by,
        )
    _set_email(user, email)
    return None


@transaction.atomic
def change_roles(user: User, names: set[str], *, by: User, at: datetime) -> AccountChange | None:
    """Ask for these roles instead of the present ones, and refuse those asked for before.

    Returns None if they took effect at once: no role with permissions is new, or it is the first
    role at the desk. Raises `FactcheckError`.
    """
    enforce(check_account_permission(user, by))
    user = _lock_account(user)
    _refuse_open(list_open_changes().filter(user=user, kind=AccountChangeKind.ROLES), by, at)
    former = set(user.groups.values_list("name", flat=True))
    if any(ROLES[name] for name in names - former) and not _is_first_role():
        return AccountChange.objects.create(
            user=user,
            kind=AccountChangeKind.ROLES,
            former=", ".join(sorted(former)),
            value=", ".join(sorted(names)),
            created_at=at,
            created_by=by,
        )
    _set_roles(user, names)
    return None


@transaction.atomic
def request_mfa_reset(user: User, *, by: User, at: datetime, reason: str) -> AccountChange:
    """Ask to remove the user's MFA and to end all their sessions. Raises `FactcheckError`."""
    user = _lock_account(user)
    enforce(check_mfa_reset(user, by))
    if not reason.strip():
        raise InvalidInput(_("Give a reason. It is kept with the account."))
    return AccountChange.objects.create(
        user=user,
        kind=AccountChangeKind.MFA_RESET,
        reason=reason.strip(),
        created_at=at,
        created_by=by,
    )


# ── deciding ────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def confirm_change(change: AccountChange, *, by: User, at: datetime) -> AccountChange:
    """The change takes effect now. Raises `FactcheckError`."""
    change = _lock_change(change)
    enforce(check_confirmation(change, by))
    _apply(change)
    _decide(change, AccountChangeOutcome.CONFIRMED, by, at)
    return change


@transaction.atomic
def refuse_change(change: AccountChange, *, by: User, at: datetime) -> AccountChange:
    """The change never takes effect. Raises `FactcheckError`."""
    change = _lock_change(change)
    enforce(check_refusal(change, by))
    _decide(change, AccountChangeOutcome.REFUSED, by, at)
    return change


def apply_due_changes(at: datetime) -> list[AccountChange]:
    """Apply the changes that no one decided within a day, and return them with their decision.

    One that has become impossible is refused, as is one of a former administrator.
    """
    due = list_open_changes().filter(created_at__lte=at - WAIT)
    return [change for row in due if (change := _decide_due_change(row, at))]


def refuse_changes_of(user: User, *, by: User, at: datetime) -> None:
    """Refuse all open changes of this account, and those that this user asked for."""
    _refuse_open(list_open_changes().filter(Q(user=user) | Q(created_by=user)), by, at)


@transaction.atomic
def _decide_due_change(change: AccountChange, at: datetime) -> AccountChange | None:
    change = _lock_change(change)
    if hasattr(change, "decision"):
        return None  # decided since the list was read
    outcome = AccountChangeOutcome.WAITED
    try:
        enforce(check_permission(change.created_by, CHANGE_USER))
        _apply(change)
    except FactcheckError:
        outcome = AccountChangeOutcome.REFUSED
    _decide(change, outcome, get_system_user(), at)
    return change


def _refuse_open(changes: QuerySet[AccountChange], by: User, at: datetime) -> None:
    for change in changes:
        _decide(change, AccountChangeOutcome.REFUSED, by, at)


def _decide(change: AccountChange, outcome: str, by: User, at: datetime) -> None:
    change.decision = AccountChangeDecision.objects.create(
        change=change, outcome=outcome, created_at=at, created_by=by
    )


def _apply(change: AccountChange) -> None:
    """Do to the account what the change says. Raises `InvalidState`, and has written nothing."""
    match change.kind:
        case AccountChangeKind.EMAIL:
            _set_email(change.user, change.value)
        case AccountChangeKind.ROLES:
            _set_roles(change.user, set(filter(None, change.value.split(", "))))
        case AccountChangeKind.MFA_RESET:
            mfa.delete_mfa(change.user)
            sessions.end_all_sessions(change.user)


def _set_email(user: User, email: str) -> None:
    others = User.objects.exclude(pk=user.pk)
    if email and others.filter(email__iexact=email).exists():
        raise InvalidState(_("Another account has this e-mail address."))
    user.email = email
    user.save(update_fields=["email"])


def _set_roles(user: User, names: set[str]) -> None:
    user.groups.set(Group.objects.filter(name__in=names))


def _is_first_role() -> bool:
    """Whether a new desk has no one with a role, who could confirm one or be impersonated."""
    has_roles = User.objects.filter(groups__isnull=False).exists()
    return not has_roles and not AccountChange.objects.exists()


def _lock_account(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _lock_change(change: AccountChange) -> AccountChange:
    """Return the change with its account locked, so that only one of two decisions succeeds."""
    user = _lock_account(change.user)
    change = AccountChange.objects.select_related("created_by", "decision").get(pk=change.pk)
    change.user = user
    return change
