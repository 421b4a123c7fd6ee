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
