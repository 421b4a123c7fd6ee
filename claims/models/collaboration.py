"""Who works on a claim, and what the desk says of it among itself. None of it is ever public."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.choices import NOTE_LENGTH, Duty
from claims.models.claim import Claim


class Assignment(models.Model):
    """One person has one part in a claim from now on, or nobody has it any more.

    Made by `assignments.assign` and `unassign`; never changes: the newest row of a claim and a part
    counts. It gives no right and takes none.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="assignments")
    part = models.CharField(max_length=10, choices=Duty)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assignments"
    )
    note = models.CharField(max_length=400, blank=True)
    due_on = models.DateField(null=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-pk"]
        permissions = [("assign_claim", "Can assign claims to others")]
        default_permissions = []
        # The newest of a claim and a part is asked for on many pages.
        indexes = [models.Index(fields=["claim", "part", "-id"], name="newest_assignment")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(due_on=None), name="due_from_somebody"
            ),
            models.CheckConstraint(condition=Q(part__in=Duty.values), name="a_part_that_there_is"),
        ]

    def __str__(self):
        return f"{self.get_part_display()}: {self.person or 'nobody'}"


class Note(models.Model):
    """What somebody of the desk says of a claim to the others. Made by `say`; never changes."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="notes")
    words = models.TextField(max_length=NOTE_LENGTH)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["said_at", "id"]
        default_permissions = []
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="note_has_words")]

    def __str__(self):
        return self.words


class Mention(models.Model):
    """A note asks for somebody by `@name`, who is known from then on. Made by `say`.

    Resolved when the note is written: whoever is called so later was not meant.
    """

    note = models.ForeignKey(Note, models.PROTECT, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["note", "person"], name="mentioned_once"),
        ]

    def __str__(self):
        return f"@{self.person.username}"
