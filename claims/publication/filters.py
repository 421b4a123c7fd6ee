"""The filters of public lists, declared once for the search page and the API.

Each filter set filters rows of `claims.publication.queries`. An unknown parameter is an error, so
that a misspelt filter does not return everything.
"""

import django_filters as filters
from django.contrib.postgres.search import SearchRank
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import Basis, ChangeCause, ChangeKind, LedgerEvent, State
from claims.models import (
    Claim,
    PublicChange,
    PublicClaimant,
    PublicLedgerEntry,
    PublicPassage,
    PublicPublisher,
    PublicRating,
    PublicSource,
    PublicTopic,
    PublicVerdict,
)
from claims.search_config import build_search_query
from sources.choices import SourceKind, Voice

PAGING_PARAMETERS = frozenset({"cursor"})
FILTERABLE_STATES = (State.PUBLISHED, State.SUSPENDED, State.RETRACTED)


class StrictFilterSet(filters.FilterSet):
    """A filter set that rejects unknown parameters."""

    @property
    def unknown(self) -> list[str]:
        """The parameters that are neither filters nor paging, sorted."""
        return sorted(set(self.data) - set(self.filters) - PAGING_PARAMETERS)

    @property
    def problems(self) -> dict[str, list[str]]:
        """The messages about each invalid parameter; empty if all are valid."""
        available = ", ".join(sorted(self.filters))
        message = _("There is no parameter “%(name)s”. Available parameters: %(available)s.")
        unknown = {
            name: [message % {"name": name, "available": available}] for name in self.unknown
        }
        return unknown | self.errors


def reject_null_characters(value: str) -> None:
    if "\x00" in value:
        raise ValidationError(_("A search cannot contain null characters."))


class VerdictFilter(StrictFilterSet):
    """Published verdicts by words, rating, topic, claimant, publisher, source and date.

    `Claim.FILTERABLE_FIELDS` adds a filter for each field that it names.
    """

    q = filters.CharFilter(
        method="filter_words",
        label=gettext_lazy("Words"),
        max_length=300,
        validators=[reject_null_characters],
    )
    rating = filters.ModelMultipleChoiceFilter(
        queryset=PublicRating.objects.all(),
        to_field_name="code",
        label=gettext_lazy("Rating"),
        method="filter_ratings",
    )
    topic = filters.ModelChoiceFilter(
        queryset=PublicTopic.objects.all(),
        to_field_name="slug",
        label=gettext_lazy("Topic"),
        method="filter_topic",
    )
    claimant = filters.ModelChoiceFilter(
        queryset=PublicClaimant.objects.all(),
        to_field_name="public_id",
        label=gettext_lazy("Claimant"),
        method="filter_claimant",
    )
    publisher = filters.ModelChoiceFilter(
        queryset=PublicPublisher.objects.all(),
        to_field_name="public_id",
        label=gettext_lazy("Publisher"),
        method="filter_publisher",
    )
    source = filters.ModelChoiceFilter(
        queryset=PublicSource.objects.all(),
        to_field_name="public_id",
        label=gettext_lazy("Source"),
        method="filter_source",
    )
    basis = filters.ChoiceFilter(choices=Basis, label=gettext_lazy("Basis"))
    state = filters.ChoiceFilter(
        choices=[(state.value, state.label) for state in FILTERABLE_STATES],
        label=gettext_lazy("State"),
    )
    since = filters.DateFilter(
        "published_at", "date__gte", label=gettext_lazy("Published on or after")
    )
    until = filters.DateFilter(
        "published_at", "date__lte", label=gettext_lazy("Published on or before")
    )

    class Meta:
        model = PublicVerdict
        fields = Claim.FILTERABLE_FIELDS
        filter_overrides = {
            models.CharField: {
                "filter_class": filters.CharFilter,
                "extra": lambda field: {"max_length": field.max_length},
            }
        }

    def filter_words(self, rows, name, text):
        query = build_search_query(text)
        return rows.filter(search=query).annotate(rank=SearchRank(F("search"), query))

    def filter_ratings(self, rows, name, ratings):
        return rows.filter(rating__in=[rating.code for rating in ratings]) if ratings else rows

    def filter_topic(self, rows, name, topic):
        return rows.filter(topics__contains=[topic.slug])

    def filter_claimant(self, rows, name, claimant):
        return rows.filter(claimant_id=claimant.public_id)

    def filter_publisher(self, rows, name, publisher):
        return rows.filter(publishers__contains=[publisher.public_id])

    def filter_source(self, rows, name, source):
        return rows.filter(sources__contains=[source.public_id])


class SourceFilter(StrictFilterSet):
    """Public sources by kind, language and publisher."""

    kind = filters.ChoiceFilter(choices=SourceKind, label=gettext_lazy("Kind"))
    language = filters.CharFilter(max_length=35, label=gettext_lazy("Language"))
    publisher = filters.CharFilter("publisher_id", max_length=10, label=gettext_lazy("Publisher"))

    class Meta:
        model = PublicSource
        fields: list[str] = []


class PassageFilter(StrictFilterSet):
    """Public passages by source and voice."""

    source = filters.CharFilter("source_id", max_length=10, label=gettext_lazy("Source"))
    voice = filters.ChoiceFilter(choices=Voice, label=gettext_lazy("Voice"))

    class Meta:
        model = PublicPassage
        fields: list[str] = []


class ChangeFilter(StrictFilterSet):
    """Announced changes by claim, kind, cause and date."""

    claim = filters.CharFilter("claim_id", max_length=10, label=gettext_lazy("Claim"))
    kind = filters.ChoiceFilter(choices=ChangeKind, label=gettext_lazy("Kind"))
    cause = filters.ChoiceFilter(choices=ChangeCause, label=gettext_lazy("Cause"))
    since = filters.DateFilter(
        "announced_at", "date__gte", label=gettext_lazy("Announced on or after")
    )
    until = filters.DateFilter(
        "announced_at", "date__lte", label=gettext_lazy("Announced on or before")
    )

    class Meta:
        model = PublicChange
        fields: list[str] = []


class LedgerFilter(StrictFilterSet):
    """Entries of the ledger by event and claim."""

    event = filters.ChoiceFilter(
        choices=LedgerEvent, label=gettext_lazy("Event"), empty_label=gettext_lazy("All events")
    )
    claim = filters.CharFilter("claim_id", max_length=10, label=gettext_lazy("Claim"))

    class Meta:
        model = PublicLedgerEntry
        fields: list[str] = []
