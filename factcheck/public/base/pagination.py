"""How a long list is cut into pages: after the last row seen, and never by counting rows.

A cursor is opaque to readers: the sort key of the last row of a page, as base64 of JSON.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Q

COUNTED = 1000  # beyond this a count is “more than”
SIZE = 20
# What a forged key meets: no base64, no JSON, or a value that its column cannot hold.
UNFIT = (ValueError, TypeError, OverflowError, RecursionError, ValidationError, DataError)


class CursorError(ValueError):
    """The cursor was not made by this page."""


@dataclass(frozen=True)
class Page:
    """One page of rows, and the cursor of the next one where there is one."""

    rows: list
    following: str = ""


@dataclass(frozen=True)
class Count:
    """How many rows there are, as far as it is worth counting."""

    number: int
    more: bool


def page(rows, order: tuple[str, ...], cursor: str = "", size: int = SIZE) -> Page:
    """The rows after `cursor` in `order`, whose last name must be unique.

    Raises `CursorError` where the cursor does not fit.
    """
    rows = rows.order_by(*order)
    try:
        if cursor:
            rows = rows.filter(_beyond(order, _read(cursor, len(order))))
        found = list(rows[: size + 1])
    except UNFIT as error:
        if not cursor:
            raise
        raise CursorError from error
    if len(found) <= size:
        return Page(found)
    return Page(found[:size], _written(found[size - 1], order))


def count(rows) -> Count:
    """How many rows there are, counted no further than `COUNTED`."""
    number = rows.order_by()[: COUNTED + 1].count()
    return Count(min(number, COUNTED), number > COUNTED)


def _beyond(order, key) -> Q:
    """The rows that come after `key`: equal in the first names and beyond in the next."""
    beyond, equal = Q(), Q()
    for name, value in zip(order, key, strict=True):
        column, lookup = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        beyond |= equal & Q(**{f"{column}__{lookup}": value})
        equal &= Q(**{column: value})
    return beyond


def _written(row, order) -> str:
    key = [attrgetter(name.lstrip("-"))(row) for name in order]
    values = [one.isoformat() if isinstance(one, datetime) else one for one in key]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(cursor: str, length: int) -> list:
    padded = cursor + "=" * (-len(cursor) % 4)
    key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    fits = isinstance(key, list) and len(key) == length
    if not fits or not all(isinstance(one, str | int | float) for one in key):
        raise ValueError("This is no sort key.")
    return key
