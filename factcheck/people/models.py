"""Who works here: one user model from the first migration, with a public byline."""

from django.contrib.auth.models import AbstractUser
from django.db import models


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
