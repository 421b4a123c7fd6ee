"""What was published: publishers and their publications."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from factcheck.core.identifiers import new_identifier
from sources.choices import Precision, SourceKind


@pghistory.track(exclude=["id"])
class Publisher(models.Model):
    """One house that publishes. Made by the desk; what changes is kept in its history."""

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    name = models.CharField(max_length=200, unique=True)
    homepage = models.URLField(blank=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


@pghistory.track(exclude=["id"])
class Source(models.Model):
    """One publication. Any part of its origin may be unknown, and then it stays empty.

    Made when it is first captured; what is said of it can be mended and keeps its history, but
    the words of its snapshots never change. Sources are not matched by guess.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    kind = models.CharField(max_length=20, choices=SourceKind, default=SourceKind.ARTICLE)
    title = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=300, blank=True)
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="sources"
    )
    url = models.URLField("address", max_length=2000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_precision = models.CharField(
        "how exactly the date is known",
        max_length=10,
        choices=Precision,
        default=Precision.UNKNOWN,
    )
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47, such as en or pt-BR")
    about_origin = models.TextField(
        "about its origin", blank=True, help_text="What is known of its origin and what is not."
    )
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            # A date without a precision would be shown as exact.
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, published_precision="unknown")
                | Q(published_on__isnull=False) & ~Q(published_precision="unknown"),
                name="source_date_has_a_precision",
                violation_error_message="Give the date together with how exactly it is known.",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """How the source is called: by its title, or by what is known of it."""
        return label_of(
            self.get_kind_display(),
            self.title,
            self.author,
            self.published_on,
            self.published_precision,
        )


def label_of(kind: str, title: str, author: str, published_on, precision: str) -> str:
    """A name for a publication, with a title or without; a date only as exact as it is known."""
    if title:
        return title
    length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}.get(precision, 0)
    known = [author, published_on.isoformat()[:length] if published_on else ""]
    return ", ".join([f"Untitled {kind}", *filter(None, known)])
