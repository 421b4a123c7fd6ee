"""Which deeds on an account are there?"""

from django.db import models


class Deed(models.TextChoices):
    """What an administrator did to somebody's account; `returned` undoes `left`."""

    LEFT = "left", "has left"
    RETURNED = "returned", "has come back"
    FACTOR_TAKEN = "factor_taken", "second factor taken away"
