"""Serializer fields: addresses, dates with a precision, and plain fields with a description."""

from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.publication.record import PUBLIC_CLAIM_FIELDS

URI = {"type": "string", "format": "uri"}
# Replaced by a value in the address of a row.
SAMPLE, SAMPLE_NUMBER = "0000000000", "99999"


def build_absolute_url(path: str) -> str:
    """Return `path` on `SITE_URL`; the Host header of the request is not used."""
    return settings.SITE_URL.rstrip("/") + path


def build_api_url(name: str, *values) -> str:
    """Return the address in this API with the URL name `name` and these values in its path."""
    return _get_template(name, len(values)).format(*(quote(str(value)) for value in values))


@cache
def _get_template(name: str, values: int, namespace: str = "api-v1:") -> str:
    """Return the address with placeholders, because `reverse` takes a fifth of a list's time."""
    path = reverse(namespace + name, args=[SAMPLE, SAMPLE_NUMBER][:values])
    return build_absolute_url(path.replace(SAMPLE, "{}").replace(SAMPLE_NUMBER, "{}"))


@extend_schema_field(URI)
class ApiUrlField(serializers.Field):
    """An address in this API built from columns of the row; null if one of them is null."""

    def __init__(self, name: str, *columns: str, query: str = "", **kwargs):
        self.name, self.columns, self.query = name, columns, query
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, row) -> str | None:
        values = [getattr(row, column) for column in self.columns]
        if None in values:
            return None
        if self.query:
            return f"{build_api_url(self.name)}?{self.query}={quote(values[0])}"
        return build_api_url(self.name, *values)


@extend_schema_field(URI)
class PageUrlField(serializers.Field):
    """The address of the public page that shows the row."""

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, row) -> str:
        return build_absolute_url(row.get_absolute_url())


@extend_schema_field(URI)
class SiteUrlField(serializers.Field):
    """The address on the public site with the URL name `name`, for the row's `public_id`."""

    def __init__(self, name: str, **kwargs):
        self.name = name
        super().__init__(source="public_id", read_only=True, **kwargs)

    def to_representation(self, public_id: str) -> str:
        return _get_template(self.name, 1, "").format(public_id)


@extend_schema_field({"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"})
class PartialDateField(serializers.Field):
    """A day, a month or a year (ISO 8601), depending on the precision of the date."""

    LENGTHS = {"day": 10, "month": 7, "year": 4}

    def __init__(self, date: str, precision: str, **kwargs):
        self.date, self.precision = date, precision
        super().__init__(source="*", read_only=True, allow_null=True, **kwargs)

    def to_representation(self, row) -> str | None:
        date = getattr(row, self.date)
        if not date:
            return None
        return date.isoformat()[: self.LENGTHS.get(getattr(row, self.precision), 0)]


@extend_schema_field({"type": "boolean"})
class DemonstrationField(serializers.Field):
    """Whether the site shows made-up data."""

    def __init__(self):
        description = "Whether all data on this site is made up for a demonstration."
        super().__init__(source="*", read_only=True, help_text=description)

    def to_representation(self, row) -> bool:
        return settings.DEMO_MODE


# ── plain fields, each with the sentence that describes it in the reference ─────────────────────
class Text(serializers.CharField):
    def __init__(self, description: str, **kwargs):
        super().__init__(help_text=description, **kwargs)


class Integer(serializers.IntegerField):
    def __init__(self, description: str, **kwargs):
        super().__init__(help_text=description, **kwargs)


class Boolean(serializers.BooleanField):
    def __init__(self, description: str, **kwargs):
        super().__init__(help_text=description, **kwargs)


class DateTime(serializers.DateTimeField):
    def __init__(self, description: str, **kwargs):
        super().__init__(help_text=description, **kwargs)


class Date(serializers.DateField):
    def __init__(self, description: str, **kwargs):
        super().__init__(help_text=description, **kwargs)


class Choice(serializers.ChoiceField):
    def __init__(self, choices, description: str, **kwargs):
        choices = getattr(choices, "choices", choices)
        super().__init__(choices, help_text=description, **kwargs)


class IdentifierList(serializers.ListField):
    def __init__(self, description: str, **kwargs):
        super().__init__(child=serializers.CharField(), help_text=description, **kwargs)


# Descriptions of public fields of a claim; a field that is not listed has its help text.
CLAIM_DESCRIPTIONS = {
    "statement": "The claim in the desk's wording.",
    "language": "The language of the claim as a BCP 47 tag.",
    "attribution": "Who made the claim: the kind of claimant.",
}


def build_claim_fields() -> dict[str, serializers.Field]:
    """Return a serializer field for each public field of a claim."""
    return {field.name: _build_field(field) for field in PUBLIC_CLAIM_FIELDS}


def _build_field(model_field) -> serializers.Field:
    description = CLAIM_DESCRIPTIONS.get(model_field.name) or str(model_field.help_text)
    if model_field.choices:
        return Choice(model_field.choices, description)
    return Text(description, allow_blank=model_field.blank)
