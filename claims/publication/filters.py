"""Which published rows a reader or a partner asks for: one set of filters for search and API.

Each filter set works on the rows that `claims.publication.queries` hands out. An unknown parameter is an error
here, not a silent "everything".
"""

import django_filters as filters
from django.contrib.postgres.search import SearchRank
from django.core.exceptions import ValidationError
from django.db.models import F

from claims.choices import Basis, Cause, ChangeKind, State
from claims.models import (
    PublicChange,
    PublicClaimant,
    PublicPassage,
    PublicPublisher,
    PublicRating,
    PublicSource,
    PublicTopic,
    PublicVerdict,
)
from claims.search_config import matching
from sources.choices import SourceKind, Voice

PAGING = frozenset({"cursor"})


class StrictFilterSet(filters.FilterSet):
    """A filter set that says which parameters it does not know."""

    @property
    def unknown(self) -> list[str]:
        """The parameters that are neither filters nor paging, in the order of the alphabet."""
        return sorted(set(self.data) - set(self.filters) - PAGING)

    @property
    def problems(self) -> dict[str, list[str]]:
        """One list of sentences for each parameter that cannot be used; empty when all can."""
        sentences = {
            name: [f"There is no parameter “{name}” here. Known are: {self._known()}."]
            for name in self.unknown
        }
        sentences.update(self.errors)
        return sentences

    def _known(self) -> str:
        return ", ".join(sorted(self.filters))


def _no_null_characters(value: str) -> None:
    if "\x00" in value:
        raise ValidationError("A search cannot contain null characters.")


class VerdictFilter(StrictFilterSet):
    """Published verdicts by words, rating, topic, claimant, publisher, source and date."""

    q = filters.CharFilter(
        method="search", label="Words", max_length=300, validators=[_no_null_characters]
    )
    rating = filters.ModelMultipleChoiceFilter(
        queryset=PublicRating.objects.all(), to_field_name="code", label="Rating", method="rated"
    )
    topic = filters.ModelChoiceFilter(
        queryset=PublicTopic.objects.all(), to_field_name="slug", label="Topic", method="about"
    )
    claimant = filters.ModelChoiceFilter(
        queryset=PublicClaimant.objects.all(),
        to_field_name="public_id",
        label="Claimant",
        method="said_by",
    )
    publisher = filters.ModelChoiceFilter(
        queryset=PublicPublisher.objects.all(),
        to_field_name="public_id",
        label="Publisher",
        method="published_by_house",
    )
    source = filters.ModelChoiceFilter(
        queryset=PublicSource.objects.all(),
        to_field_name="public_id",
        label="Source",
        method="citing",
    )
    basis = filters.ChoiceFilter(choices=Basis, label="Basis")
    state = filters.ChoiceFilter(
        choices=[(s.value, s.label) for s in (State.PUBLISHED, State.SUSPENDED, State.RETRACTED)],
        label="State",
    )
    language = filters.CharFilter(max_length=35, label="Language")
    since = filters.DateFilter("published_at", "date__gte", label="Published since")
    until = filters.DateFilter("published_at", "date__lte", label="Published until")

    class Meta:
        model = PublicVerdict
        fields = []

    def search(self, rows, name, words):
        query = matching(words)
        return rows.filter(search=query).annotate(rank=SearchRank(F("search"), query))

    def rated(self, rows, name, ratings):
        return rows.filter(rating__in=[one.code for one in ratings]) if ratings else rows

    def about(self, rows, name, topic):
        return rows.filter(topics__contains=[topic.slug])

    def said_by(self, rows, name, claimant):
        return rows.filter(claimant_id=claimant.public_id)

    def published_by_house(self, rows, name, publisher):
        return rows.filter(publishers__contains=[publisher.public_id])

    def citing(self, rows, name, source):
        return rows.filter(sources__contains=[source.public_id])


class SourceFilter(StrictFilterSet):
    """Public sources by kind, language and publisher."""

    kind = filters.ChoiceFilter(choices=SourceKind, label="Kind")
    language = filters.CharFilter(max_length=35, label="Language")
    publisher = filters.CharFilter("publisher_id", max_length=10, label="Publisher")

    class Meta:
        model = PublicSource
        fields = []


class PassageFilter(StrictFilterSet):
    """Public passages by source and voice."""

    source = filters.CharFilter("source_id", max_length=10, label="Source")
    voice = filters.ChoiceFilter(choices=Voice, label="Voice")

    class Meta:
        model = PublicPassage
        fields = []


class ChangeFilter(StrictFilterSet):
    """Announced changes by claim, kind, cause and date."""

    claim = filters.CharFilter("claim_id", max_length=10, label="Claim")
    kind = filters.ChoiceFilter(choices=ChangeKind, label="Kind")
    cause = filters.ChoiceFilter(choices=Cause, label="Cause")
    since = filters.DateFilter("announced_at", "date__gte", label="Announced since")
    until = filters.DateFilter("announced_at", "date__lte", label="Announced until")

    class Meta:
        model = PublicChange
        fields = []
