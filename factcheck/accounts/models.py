"""Who works here: one user model from the first migration, with a public byline."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from factcheck.accounts.choices import Deed


class User(AbstractUser):
    """One person who can sign in; made by an administrator, deactivated when they leave.

    Readers only ever see the byline, which need not be a legal name.
    """

    byline = models.CharField(
        max_length=120, help_text="How readers see this person. It need not be a legal name."
    )
    email = models.EmailField("e-mail address", blank=True)

    REQUIRED_FIELDS = ["email", "byline"]  # what `createsuperuser` asks for, or takes as options

    class Meta(AbstractUser.Meta):
        permissions = [("export_pack", "Can export the evidence pack of a year")]
        constraints = [
            # Two accounts with one address would make a password reset ambiguous.
            models.UniqueConstraint(
                models.functions.Lower("email"),
                condition=~models.Q(email=""),
                name="one_account_per_address",
                violation_error_message="Another account has this e-mail address.",
            ),
            models.CheckConstraint(
                condition=~models.Q(byline=""),
                name="everybody_has_a_byline",
                violation_error_message="Everybody who works here has a public byline.",
            ),
        ]

    def __str__(self):
        return self.byline


class AccountDeed(models.Model):
    """What an administrator did to somebody's account: who, when, and why. Never changes.

    Made by `standing`. It stays when the person leaves, as does all that they signed.
    """

    append_only = True

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deeds")
    deed = models.CharField(max_length=20, choices=Deed)
    roles = models.CharField(max_length=200, blank=True, help_text="which the person had then")
    why = models.CharField(max_length=300)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-done_at", "-id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("done_by")),
                name="nobody_does_it_to_themselves",
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="deed_on_an_account_says_why"),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_deed_display()}"
