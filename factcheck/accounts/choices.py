"""Choices for accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountActionKind(models.TextChoices):
    """What an administrator did to an account."""

    DEACTIVATED = "deactivated", _("deactivated")
    REACTIVATED = "reactivated", _("reactivated")
    MFA_RESET = "mfa_reset", _("two-factor authentication reset")
