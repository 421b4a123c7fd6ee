"""Choices for accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountActionKind(models.TextChoices):
    """What an administrator did to an account."""

    DEACTIVATED = "deactivated", _("deactivated")
    REACTIVATED = "reactivated", _("reactivated")


class AccountChangeKind(models.TextChoices):
    """A change with which someone could act in another person's name. It does not come at once."""

    EMAIL = "email", _("e-mail address changed")
    ROLES = "roles", _("roles changed")
    MFA_RESET = "mfa_reset", _("two-factor authentication reset")


class AccountChangeOutcome(models.TextChoices):
    """How a change of an account was decided."""

    CONFIRMED = "confirmed", _("confirmed")
    WAITED = "waited", _("took effect after a day")
    REFUSED = "refused", _("refused")


class HistorySubject(models.TextChoices):
    """What changed in an account. Triggers write these values."""

    ACTIVE = "active", _("active account")
    STAFF = "staff", _("access to the desk")
    SUPERUSER = "superuser", _("superuser")
    USERNAME = "username", _("user name")
    EMAIL = "email", _("e-mail address")
    PASSWORD = "password", _("password")
    ROLE = "role", _("role")
    PERMISSION = "permission", _("permission of a role")
    SECOND_FACTOR = "second_factor", _("second factor")
    SIGNING_KEY = "signing_key", _("signing key")
    ACTION = "action", _("action of an administrator")


class HistoryChange(models.TextChoices):
    """How it changed."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")
