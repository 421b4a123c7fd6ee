"""Users with a public byline, and what administrators did to their accounts or asked for."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.choices import (
    AccountActionKind,
    AccountChangeKind,
    AccountChangeOutcome,
    HistoryChange,
    HistorySubject,
)
from factcheck.core.identifiers import new_identifier


class User(AbstractUser):
    """One person who can sign in. Administrators create and deactivate accounts.

    Readers see only the byline, which need not be a legal name and can change. Published records
    name a writer by `public_id`, and pages show the byline of today.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    byline = models.CharField(
        max_length=120, help_text=_("The name that readers see. It need not be a legal name.")
    )
    email = models.EmailField(_("e-mail address"), blank=True)

    REQUIRED_FIELDS = ["email", "byline"]  # what `createsuperuser` asks for, or takes as options

    class Meta(AbstractUser.Meta):
        permissions = [
            ("export_compliance_report", "Can export the compliance report of a year"),
            ("confirm_account_change", "Can confirm a change of another user's account"),
        ]
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


class AccountChange(models.Model):
    """A change of an account that an administrator asked for. Never changes.

    It takes effect when a second person confirms it, or after a day; until then the owner of the
    account, who gets an e-mail, can refuse it. Created by `accounts.account_changes`.
    """

    append_only = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="account_changes"
    )
    kind = models.CharField(max_length=20, choices=AccountChangeKind)
    former = models.CharField(
        max_length=254, blank=True, help_text=_("the former e-mail address, or the former roles")
    )
    value = models.CharField(
        max_length=254, blank=True, help_text=_("the new e-mail address, or all new roles")
    )
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("account change")
        verbose_name_plural = _("account changes")
        ordering = ["-created_at", "-id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=AccountChangeKind.MFA_RESET) | ~models.Q(reason=""),
                name="mfa_reset_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_kind_display()}"

    @property
    def addresses(self) -> list[str]:
        """Where the owner of the account is told of it: the old and the new address."""
        is_new_address = self.kind == AccountChangeKind.EMAIL
        both = [self.former, self.value] if is_new_address else [self.user.email]
        return [address for address in both if address]


class AccountChangeDecision(models.Model):
    """How a change of an account ended, and who decided it. Never changes.

    The system account decides what took effect after a day. A change has one decision.
    """

    append_only = True

    change = models.OneToOneField(AccountChange, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20, choices=AccountChangeOutcome)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.change}: {self.get_outcome_display()}"


class AccountHistory(models.Model):
    """One change of an account, a role or a second factor. Never changes.

    Triggers insert it with the owner's rights, so that the application can neither write nor avoid
    it. What an administrator does in the application leaves a row with the subject `action` in the
    same transaction; what a user does there has a `context_id`, the row of pghistory that names
    the user and the address of the request. A change with neither was made by plain SQL or on the
    server's command line.
    """

    append_only = True
    owner_only = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="account_history"
    )
    subject = models.CharField(max_length=20, choices=HistorySubject)
    change = models.CharField(max_length=10, choices=HistoryChange)
    value = models.CharField(
        max_length=300, blank=True, help_text=_("the role, its permission or the kind of factor")
    )
    recorded_at = models.DateTimeField(help_text=_("by the clock of the database"))
    transaction_id = models.BigIntegerField()
    database_user = models.CharField(max_length=63)
    application_name = models.CharField(max_length=63, blank=True)
    context_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        indexes = [
            models.Index(fields=["user", "subject", "value"], name="account_history_by_user")
        ]

    def __str__(self):
        return f"{self.user}: {self.get_subject_display()} {self.get_change_display()}"


class DatabaseMode(models.Model):
    """Whether the database checks moments: one row, which only its owner changes.

    In a strict database they lie within seconds of its own clock, and not before what they follow.
    Strict since the first migration. Tests and the demo, whose moments are invented, are lenient.
    """

    owner_only = True

    is_strict = models.BooleanField()

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="database_has_one_mode"),
        ]

    def __str__(self):
        return "strict" if self.is_strict else "lenient"
