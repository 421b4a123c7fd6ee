"""Which rating a reviewer would give, said before anybody told them the other reviewer's."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.review import Submission
from claims.models.verdict import Rating

RATERS = 2  # people who rate one submission


class BlindRating(models.Model):
    """The rating that one of two people who did not work on a revision would give it.

    Made by `reviewing.rate`; never changes. Nobody but its filer sees it before the second one is
    filed (`reviewing.ratings_shown`): it has no page of its own and no permission.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="blind_ratings")
    number = models.PositiveSmallIntegerField()
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["submission", "number"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["submission", "rated_by"], name="rates_blind_once"),
            # Of two who file at the same moment one is the first and the other the second.
            models.UniqueConstraint(fields=["submission", "number"], name="blind_ratings_are_two"),
            models.CheckConstraint(
                condition=Q(number__range=(1, RATERS)), name="blind_rating_is_one_of_two"
            ),
        ]

    def __str__(self):
        return f"blind rating {self.number} of {self.submission}"
