"""Keyset pagination: pages of long lists without duplicates or gaps.

A cursor contains the last row's values in the columns of the order, and the next page contains the
rows that come after them. Rows that are inserted in between change nothing. Every order ends in
columns that make each row unique. All of them are public: primary keys in a cursor would reveal
the number of drafts. A cursor is signed and valid only for the list that issued it.
"""

from datetime import date, datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param


class KeysetPagination(CursorPagination):
    """Pages of 20 rows, or of `page_size` up to 100, in the view's `ordering`."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"
    cursor_query_description = (
        "The start of the page. Do not construct cursors: follow “next” and “previous”."
    )
    page_size_query_description = f"The number of rows on a page, from 1 to {max_page_size}."

    def paginate_queryset(self, queryset, request, view=None) -> list:
        self.order = tuple(view.ordering)
        self.signer = Signer(salt=f"cursor {view.__class__.__name__}", sep=".")
        self.base_url = settings.SITE_URL.rstrip("/") + request.get_full_path()
        size = self.get_page_size(request)
        self.cursor = backwards, position = self.decode_cursor(request)
        order = _reverse(self.order) if backwards else self.order
        queryset = queryset.order_by(*order)
        if position:
            queryset = queryset.filter(_build_after(order, position))
        rows = list(queryset[: size + 1])
        self.page, self.has_more = rows[:size], len(rows) > size
        if backwards:
            self.page.reverse()
        return self.page

    def get_page_size(self, request) -> int:
        value = request.query_params.get(self.page_size_query_param)
        if value is None:
            return self.page_size
        if value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= self.max_page_size:
            return int(value)
        message = _("A page has 1 to %(maximum)d rows.") % {"maximum": self.max_page_size}
        raise ValidationError({self.page_size_query_param: [message]})

    def decode_cursor(self, request) -> tuple[bool, list]:
        value = request.query_params.get(self.cursor_query_param)
        if value is None:
            return False, []
        try:
            backwards, *position = self.signer.unsign_object(value)
        except BadSignature:
            message = _(
                "This cursor is not valid for this list. Use the addresses in “next” and "
                "“previous” unchanged, or omit the cursor to get the first page."
            )
            raise ValidationError({self.cursor_query_param: [message]}) from None
        return backwards, position

    def get_next_link(self) -> str | None:
        backwards, position = self.cursor
        if not self.page:  # the rows before the cursor no longer exist: start again
            return remove_query_param(self.base_url, "cursor") if backwards and position else None
        has_more = position if backwards else self.has_more
        return self._build_link(False, self.page[-1]) if has_more else None

    def get_previous_link(self) -> str | None:
        backwards, position = self.cursor
        if not self.page:  # the rows after the cursor no longer exist: continue from the end
            return self._build_link(True) if position and not backwards else None
        has_more = self.has_more if backwards else position
        return self._build_link(True, self.page[0]) if has_more else None

    def get_paginated_response(self, data) -> Response:
        return Response(
            {
                "next": self.get_next_link(),
                "previous": self.get_previous_link(),
                "demonstration": settings.DEMO_MODE,
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema) -> dict:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "demonstration", "results"],
            "properties": {
                "next": {**link, "description": "The next page, or null on the last one."},
                "previous": {**link, "description": "The previous page, or null on the first one."},
                "demonstration": {
                    "type": "boolean",
                    "description": "Whether all data on this site is made up for a demonstration.",
                },
                "results": schema,
            },
        }

    def _build_link(self, backwards: bool, row=None) -> str:
        values = [_to_json(getattr(row, _get_column(name))) for name in self.order] if row else []
        cursor = self.signer.sign_object([backwards, *values])
        return replace_query_param(self.base_url, self.cursor_query_param, cursor)


def _get_column(name: str) -> str:
    return name.removeprefix("-")


def _reverse(order) -> tuple[str, ...]:
    return tuple(_get_column(name) if name.startswith("-") else f"-{name}" for name in order)


def _to_json(value):
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _build_after(order, position) -> Q:
    """Return the condition for rows after `position` in `order`, in whichever directions."""
    after, equal = Q(), {}
    for name, value in zip(order, position, strict=True):
        operator = "lt" if name.startswith("-") else "gt"
        after |= Q(**equal, **{f"{_get_column(name)}__{operator}": value})
        equal[_get_column(name)] = value
    # The first column alone once more, so that an index on it can start at the right place.
    bound = "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{_get_column(order[0])}__{bound}": position[0]}) & after
