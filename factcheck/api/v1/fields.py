"""How does one value of a row become JSON: addresses, dates as exact as they are known, choices?"""

from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

URI = {"type": "string", "format": "uri"}
# What stands for a value while the form of an address is found out.
SAMPLE, SAMPLE_NUMBER = "0000000000", "99999"


def absolute(path: str) -> str:
    """`path` on this site as its owner named it, and never as a request's Host header did."""
    return settings.SITE_URL.rstrip("/") + path


def address(name: str, *values) -> str:
    """The address in this API of what is called `name`, with these values in its path."""
    return _form_of(name, len(values)).format(*(quote(str(value)) for value in values))


@cache
def _form_of(name: str, values: int, room: str = "api-v1:") -> str:
    """The address with gaps: asking `reverse` for each row took a fifth of a list's time."""
    path = reverse(room + name, args=[SAMPLE, SAMPLE_NUMBER][:values])
    return absolute(path.replace(SAMPLE, "{}").replace(SAMPLE_NUMBER, "{}"))


@extend_schema_field(URI)
class Address(serializers.Field):
    """The address in this API of what some columns of the row name; null where one is empty."""

    def __init__(self, name: str, *columns: str, query: str = "", **kwargs):
        self.name, self.columns, self.query = name, columns, query
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, row) -> str | None:
        values = [getattr(row, column) for column in self.columns]
        if None in values:
            return None
        if self.query:
            return f"{address(self.name)}?{self.query}={quote(values[0])}"
        return address(self.name, *values)


@extend_schema_field(URI)
class Page(serializers.Field):
    """The address of the page that shows the row to readers."""

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, row) -> str:
        return absolute(row.get_absolute_url())


@extend_schema_field(URI)
class Beside(serializers.Field):
    """The address on the public pages of what is called `name`, for the row with this id."""

    def __init__(self, name: str, **kwargs):
        self.name = name
        super().__init__(source="public_id", read_only=True, **kwargs)

    def to_representation(self, public_id: str) -> str:
        return _form_of(self.name, 1, "").format(public_id)


@extend_schema_field({"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"})
class KnownDate(serializers.Field):
    """A day, a month or a year: what is not known of a date is not shown (ISO 8601)."""

    LENGTHS = {"day": 10, "month": 7, "year": 4}

    def __init__(self, day: str, precision: str, **kwargs):
        self.day, self.precision = day, precision
        super().__init__(source="*", read_only=True, allow_null=True, **kwargs)

    def to_representation(self, row) -> str | None:
        day = getattr(row, self.day)
        return day.isoformat()[: self.LENGTHS.get(getattr(row, self.precision), 0)] if day else None


@extend_schema_field({"type": "boolean"})
class Demonstration(serializers.Field):
    """Whether all of this is made up."""

    def __init__(self):
        text = "True where everything here is made up for a demonstration."
        super().__init__(source="*", read_only=True, help_text=text)

    def to_representation(self, row) -> bool:
        return settings.DEMONSTRATION


def text(says: str, **kwargs) -> serializers.CharField:
    return serializers.CharField(help_text=says, **kwargs)


def integer(says: str, **kwargs) -> serializers.IntegerField:
    return serializers.IntegerField(help_text=says, **kwargs)


def flag(says: str) -> serializers.BooleanField:
    return serializers.BooleanField(help_text=says)


def moment(says: str, **kwargs) -> serializers.DateTimeField:
    return serializers.DateTimeField(help_text=says, **kwargs)


def day(says: str, **kwargs) -> serializers.DateField:
    return serializers.DateField(help_text=says, **kwargs)


def choice(choices, says: str, **kwargs) -> serializers.ChoiceField:
    return serializers.ChoiceField(getattr(choices, "choices", choices), help_text=says, **kwargs)


def identifiers(says: str, **kwargs) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=says, **kwargs)
