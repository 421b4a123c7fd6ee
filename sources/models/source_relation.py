"""Whether two sources are one origin: what an editor decided, and what lets copies be found."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from sources.choices import Answer, Ground
from sources.models.snapshot import Snapshot
from sources.models.source import Source
from sources.text import minhash


class Sketch(models.Model):
    """The numbers that stand for a snapshot's text (`shingles.sketch`). Never changes.

    Made with the snapshot, by `capture`. A table of its own and no column of the snapshot, so that
    a better way of sketching can be kept beside this one.
    """

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="sketch")
    numbers = ArrayField(models.BigIntegerField())

    append_only = True

    class Meta:
        default_permissions = []
        indexes = [
            # Which snapshots share a number with this one, among all of them.
            GinIndex(fields=["numbers"], name="sketches_by_number"),
        ]

    def __str__(self):
        return f"sketch of {self.snapshot}"

    @classmethod
    def made_of(cls, snapshot: Snapshot) -> "Sketch":
        """The sketch of this snapshot, made now if there is none."""
        numbers = minhash.sketch(snapshot.text)
        return cls.objects.get_or_create(snapshot=snapshot, defaults={"numbers": numbers})[0]


class Kinship(models.Model):
    """An editor's answer to whether two sources are one origin. Made by `decide`; never changes.

    Of two sources, one ground and one speaker the newest row is in force: who thinks better of it
    decides anew. The words of one person make one origin of two sources only where a source bears
    with nothing else, so that such a row names the person.
    """

    one = models.ForeignKey(Source, models.PROTECT, related_name="+")
    other = models.ForeignKey(Source, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground)
    speaker = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=12, choices=Answer)
    why = models.CharField(max_length=400)
    likeness = models.FloatField(
        null=True, help_text="the share of the shorter text that the other has too, 0 to 1"
    )
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-id"]
        permissions = [("decide_kinship", "Can decide whether two sources are one origin")]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["one", "other"], name="kinships_of_a_pair")]
        constraints = [
            # Each pair has one spelling, so that the newest answer is found under it.
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="kinship_names_the_older_source_first"
            ),
            models.CheckConstraint(
                condition=Q(ground=Ground.SPEAKER) & ~Q(speaker="")
                | ~Q(ground=Ground.SPEAKER) & Q(speaker=""),
                name="kinship_by_words_names_who_said_them",
            ),
            models.CheckConstraint(
                condition=Q(ground__in=Ground.values) & Q(answer__in=Answer.values),
                name="kinship_is_one_of_the_answers",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="kinship_says_why"),
            models.CheckConstraint(
                condition=Q(likeness=None) | Q(likeness__range=(0, 1)),
                name="kinship_likeness_is_a_share",
            ),
        ]

    def __str__(self):
        return f"{self.one} and {self.other}: {self.get_answer_display()}"
