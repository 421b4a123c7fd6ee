"""Cursor pagination: a page starts after the last row of the page before.

A cursor contains the sort key of that row as base64 of JSON. Rows are never skipped by OFFSET or
counted to the end, because both are slow on a large table.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Q

from factcheck.core.errors import InvalidInput

PAGE_SIZE = 20
MAX_COUNT = 1000  # beyond this, readers see “more than 1,000”
# What a forged cursor raises: it is no base64 or JSON, or its column cannot have such a value.
INVALID_CURSOR_ERRORS = (
    ValueError,
    TypeError,
    OverflowError,
    RecursionError,
    ValidationError,
    DataError,
)


class CursorError(InvalidInput):
    """The cursor was not created for this list."""


@dataclass(frozen=True)
class Page:
    """One page of rows, and the cursor of the next page, if there is one."""

    rows: list
    next_cursor: str = ""


@dataclass(frozen=True)
class LimitedCount:
    """A number of rows; `is_limited` if there are more than were counted."""

    number: int
    is_limited: bool


def paginate(rows, order: tuple[str, ...], cursor: str = "", size: int = PAGE_SIZE) -> Page:
    """The rows after `cursor` in `order`, whose last column must be unique.

    Raises `CursorError` if the cursor does not fit the list.
    """
    rows = rows.order_by(*order)
    try:
        if cursor:
            rows = rows.filter(_build_after_filter(order, _decode_cursor(cursor, len(order))))
        page = list(rows[: size + 1])
    except INVALID_CURSOR_ERRORS as error:
        if not cursor:
            raise
        raise CursorError from error
    if len(page) <= size:
        return Page(page)
    return Page(page[:size], _encode_cursor(page[size - 1], order))


def count_up_to_limit(rows) -> LimitedCount:
    """Count the rows, but no further than `MAX_COUNT`."""
    number = rows.order_by()[: MAX_COUNT + 1].count()
    return LimitedCount(min(number, MAX_COUNT), number > MAX_COUNT)


def _build_after_filter(order, key) -> Q:
    """The rows after `key`: equal in the first columns and beyond it in the next."""
    after, equal = Q(), Q()
    for name, value in zip(order, key, strict=True):
        column, lookup = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        after |= equal & Q(**{f"{column}__{lookup}": value})
        equal &= Q(**{column: value})
    return after


def _encode_cursor(row, order) -> str:
    key = [attrgetter(name.lstrip("-"))(row) for name in order]
    values = [value.isoformat() if isinstance(value, datetime) else value for value in key]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _decode_cursor(cursor: str, length: int) -> list:
    padded = cursor + "=" * (-len(cursor) % 4)
    key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    has_right_length = isinstance(key, list) and len(key) == length
    if not has_right_length or not all(isinstance(value, str | int | float) for value in key):
        raise ValueError("The cursor contains no sort key.")
    return key
