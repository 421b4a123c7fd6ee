"""Publishers and their publications."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.core.identifiers import new_identifier
from factcheck.core.model_fields import MultilineTextField
from factcheck.core.web_addresses import build_web_address_constraint
from sources.choices import DatePrecision, SourceKind

MAX_TITLE_LENGTH = 500
# The characters of an ISO date that are known with each `DatePrecision`.
LENGTH_OF_ISO_DATE = {"day": 10, "month": 7, "year": 4}


@pghistory.track(exclude=["id"])
class Publisher(models.Model):
    """An organization that publishes sources. Created by editors; changes are kept as history."""

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    name = models.CharField(max_length=200, unique=True)
    homepage = models.URLField(blank=True)
    description = MultilineTextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            build_web_address_constraint("homepage", "publisher_homepage_is_web_address"),
        ]

    def __str__(self):
        return self.name


@pghistory.track(exclude=["id"])
class Source(models.Model):
    """One publication. Everything about it may be unknown; such a field stays empty.

    Created when it is first captured. Its description can be edited, and changes are kept as
    history; its snapshots never change. Sources are never matched by similarity.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    kind = models.CharField(max_length=20, choices=SourceKind, default=SourceKind.ARTICLE)
    title = models.CharField(max_length=MAX_TITLE_LENGTH, blank=True)
    author = models.CharField(max_length=300, blank=True)
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="sources"
    )
    url = models.URLField(_("address"), max_length=2000, blank=True)
    original_url = models.URLField(
        _("original address"),
        max_length=2000,
        blank=True,
        help_text=_("If the address is that of a web archive: where the page itself was."),
    )
    can_be_archived = models.BooleanField(
        _("may be sent to web archives"),
        default=True,
        help_text=_("Turn it off if no one outside may learn that the desk reads this page."),
    )
    published_on = models.DateField(null=True, blank=True)
    published_precision = models.CharField(
        _("how exactly the date is known"),
        max_length=10,
        choices=DatePrecision,
        default=DatePrecision.UNKNOWN,
    )
    language = models.CharField(
        max_length=35, blank=True, help_text=_("BCP 47, such as en or pt-BR")
    )
    provenance_note = MultilineTextField(
        _("provenance note"),
        max_length=2000,
        blank=True,
        help_text=_("What is known about where the publication comes from, and what is not."),
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
                name="source_date_has_precision",
                violation_error_message=_("Give the date together with how exactly it is known."),
            ),
            build_web_address_constraint("url", "source_url_is_web_address"),
            build_web_address_constraint("original_url", "source_original_is_web_address"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The title, or a description of an untitled source."""
        return format_source_label(
            self.get_kind_display(),
            self.title,
            self.author,
            self.published_on,
            self.published_precision,
        )


def format_source_label(kind: str, title: str, author: str, published_on, precision: str) -> str:
    """Return the title of a publication, or “Untitled …” with its author and date."""
    if title:
        return title
    length = LENGTH_OF_ISO_DATE.get(precision, 0)
    details = [author, published_on.isoformat()[:length] if published_on else ""]
    return ", ".join([gettext("Untitled %(kind)s") % {"kind": kind}, *filter(None, details)])
