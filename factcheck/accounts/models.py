"""Users with a public byline, and what administrators did to their accounts."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.choices import AccountActionKind


class User(AbstractUser):
    """One person who can sign in. Administrators create and deactivate accounts.

    Readers see only the byline, which need not be a legal name.
    """

    byline = models.CharField(
        max_length=120, help_text=_("The name that readers see. It need not be a legal name.")
    )
    email = models.EmailField(_("e-mail address"), blank=True)

    REQUIRED_FIELDS = ["email", "byline"]  # what `createsuperuser` asks for, or takes as options

    class Meta(AbstractUser.Meta):
        permissions = [("export_compliance_report", "Can export the compliance report of a year")]
        constraints = [
            # Two accounts with one address would make a password reset ambiguous.
            models.UniqueConstraint(
                models.functions.Lower("email"),
                condition=~models.Q(email=""),
                name="one_account_per_email",
                violation_error_message=_("Another account has this e-mail address."),
            ),
            models.CheckConstraint(
                condition=~models.Q(byline=""),
                name="user_has_byline",
                violation_error_message=_("Every account has a public byline."),
            ),
        ]

    def __str__(self):
        return self.byline


class AccountAction(models.Model):
    """What an administrator did to an account, when and why. Never changes.

    Created by `accounts.actions`.
    """

    append_only = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="account_actions"
    )
    action = models.CharField(max_length=20, choices=AccountActionKind)
    roles = models.CharField(
        max_length=200, blank=True, help_text=_("the user's roles at that moment")
    )
    reason = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(user=models.F("created_by")),
                name="account_action_on_another_user",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="account_action_has_reason"
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_action_display()}"
