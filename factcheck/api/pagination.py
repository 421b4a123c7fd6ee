"""How is a long list read in pages that neither repeat nor leave out?

By keyset: a cursor holds the last row's values in the columns of the order, and the next page is
what comes after them. Rows that are inserted meanwhile move nothing. Every order ends in columns
that tell any two rows apart, and only public ones: a cursor that held a primary key would count
the drafts. A cursor is signed, and good for the address that gave it.
"""

from datetime import date, datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

NOT_A_CURSOR = (
    "This cursor is not of this list. Take the addresses in “next” and “previous” as they are, "
    "or leave the cursor out to begin at the first page."
)


class KeysetPagination(CursorPagination):
    """Pages of 20, or of `page_size` up to 100, in the view's `ordering`."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"
    cursor_query_description = (
        "Where a page begins. Do not make one up: follow “next” and “previous” as they are."
    )
    page_size_query_description = f"Rows in a page, 1 to {max_page_size}."

    def paginate_queryset(self, queryset, request, view=None) -> list:
        self.order = tuple(view.ordering)
        self.signer = Signer(salt=f"cursor {view.__class__.__name__}", sep=".")
        self.base_url = settings.SITE_URL.rstrip("/") + request.get_full_path()
        size = self.get_page_size(request)
        self.cursor = backwards, position = self.decode_cursor(request)
        order = _reversed(self.order) if backwards else self.order
        queryset = queryset.order_by(*order)
        if position:
            queryset = queryset.filter(_after(order, position))
        found = list(queryset[: size + 1])
        self.page, self.has_more = found[:size], len(found) > size
        if backwards:
            self.page.reverse()
        return self.page

    def get_page_size(self, request) -> int:
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size
        if given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= self.max_page_size:
            return int(given)
        sentence = f"A page has 1 to {self.max_page_size} rows."
        raise ValidationError({self.page_size_query_param: [sentence]})

    def decode_cursor(self, request) -> tuple[bool, list]:
        given = request.query_params.get(self.cursor_query_param)
        if given is None:
            return False, []
        try:
            backwards, *position = self.signer.unsign_object(given)
        except BadSignature:
            raise ValidationError({self.cursor_query_param: [NOT_A_CURSOR]}) from None
        return backwards, position

    def get_next_link(self) -> str | None:
        backwards, position = self.cursor
        if not self.page:  # what was before the cursor is gone: begin again
            return remove_query_param(self.base_url, "cursor") if backwards and position else None
        has_more = position if backwards else self.has_more
        return self._link(False, self.page[-1]) if has_more else None

    def get_previous_link(self) -> str | None:
        backwards, position = self.cursor
        if not self.page:  # what was after the cursor is gone: go on from the end
            return self._link(True) if position and not backwards else None
        has_more = self.has_more if backwards else position
        return self._link(True, self.page[0]) if has_more else None

    def get_paginated_response(self, data) -> Response:
        return Response(
            {
                "next": self.get_next_link(),
                "previous": self.get_previous_link(),
                "demonstration": settings.DEMONSTRATION,
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema) -> dict:
        def link(text):
            return {"type": ["string", "null"], "format": "uri", "description": text}

        return {
            "type": "object",
            "required": ["next", "previous", "demonstration", "results"],
            "properties": {
                "next": link("The next page, or null on the last one."),
                "previous": link("The page before, or null on the first one."),
                "demonstration": {
                    "type": "boolean",
                    "description": "True where everything here is made up for a demonstration.",
                },
                "results": schema,
            },
        }

    def _link(self, backwards: bool, row=None) -> str:
        values = [_plain(getattr(row, _column(one))) for one in self.order] if row else []
        cursor = self.signer.sign_object([backwards, *values])
        return replace_query_param(self.base_url, self.cursor_query_param, cursor)


def _column(ordering: str) -> str:
    return ordering.removeprefix("-")


def _reversed(order) -> tuple[str, ...]:
    return tuple(_column(one) if one.startswith("-") else f"-{one}" for one in order)


def _plain(value):
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _after(order, position) -> Q:
    """The rows that come after `position` in `order`, whatever the directions of its columns."""
    after, equal = Q(), {}
    for one, value in zip(order, position, strict=True):
        beyond = "lt" if one.startswith("-") else "gt"
        after |= Q(**equal, **{f"{_column(one)}__{beyond}": value})
        equal[_column(one)] = value
    # Said again for the first column alone, so that an index on it can begin at the right place.
    bound = "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{_column(order[0])}__{bound}": position[0]}) & after
