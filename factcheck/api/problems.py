"""How does the API say no? Always as `application/problem+json` (RFC 9457), with a sentence.

`KINDS` is the whole vocabulary: the reference page explains each kind under the address that is
its `type`. Errors inside a view come through `ProblemHandler` (REST_FRAMEWORK's exception handler);
everything else under /api/, from an address that matches no route to a refused host, is turned into
the same form by `factcheck.api.middleware`.
"""

import math
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.utils.encoding import escape_uri_path
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework.exceptions import MethodNotAllowed, ParseError, Throttled, ValidationError
from rest_framework.renderers import JSONRenderer

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """One kind of problem: the last part of its address, its title, and what it says by default."""

    slug: str
    title: str
    detail: str


KINDS = {
    400: Kind(
        "bad-request",
        "The request cannot be answered as it stands",
        "Something in the request cannot be read.",
    ),
    404: Kind("not-found", "Nothing is public here", "Nothing is published at this address."),
    405: Kind(
        "method-not-allowed",
        "This API is read-only",
        "Only GET, HEAD and OPTIONS are answered here.",
    ),
    406: Kind(
        "not-acceptable",
        "This API answers in JSON",
        "The Accept header leaves out application/json, and there is no other form.",
    ),
    429: Kind(
        "too-many-requests",
        "Too many requests",
        "Too many requests came from this network address.",
    ),
    500: Kind(
        "server-error",
        "Something went wrong here",
        "The fault is ours and was written down. Please try again later.",
    ),
}


def address_of(kind: Kind) -> str:
    """The `type` of a problem: the paragraph of the reference page that explains it."""
    return f"{settings.SITE_URL.rstrip('/')}/api/v1/docs/#problem-{kind.slug}"


def problem(status: int, request, detail: str = "", errors: list[dict] | None = None) -> dict:
    """The members of a problem; `errors` is there only where parameters are to blame."""
    kind = KINDS.get(status) or KINDS[500 if status >= 500 else 400]
    members = {
        "type": address_of(kind),
        "title": kind.title,
        "status": status,
        "detail": detail or kind.detail,
        "instance": escape_uri_path(request.path) if request else "",
    }
    if errors:
        members["errors"] = errors
    return members


def as_response(status: int, request) -> HttpResponse:
    """The same, where no view of the API was reached."""
    body = JSONRenderer().render(problem(status, request))
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)


class ProblemFormatter(ExceptionFormatter):
    """Turns the errors that drf-standardized-errors collected into one problem."""

    def format_error_response(self, error_response) -> dict:
        request = self.context.get("request")
        errors = None
        if isinstance(self.exc, ValidationError):
            errors = [{"parameter": e.attr, "detail": e.detail} for e in error_response.errors]
        return problem(self.exc.status_code, request, self._detail(errors, request), errors)

    def _detail(self, errors, request) -> str:
        if errors:
            return errors[0]["detail"] if len(errors) == 1 else _how_many(errors)
        if isinstance(self.exc, Throttled):
            return f"{KINDS[429].detail} Come again in {_seconds(self.exc)} seconds."
        if isinstance(self.exc, MethodNotAllowed):
            return f"{request.method} is not possible. {KINDS[405].detail}"
        return ""


class ProblemHandler(ExceptionHandler):
    """Answers with the problem's own media type, and tells who is throttled when to come again."""

    def convert_known_exceptions(self, exc):
        if isinstance(exc, SuspiciousOperation):  # such as a thousand parameters
            return ParseError()
        return super().convert_known_exceptions(exc)

    def get_response(self, exc, data):
        response = super().get_response(exc, data)
        response.content_type = MEDIA_TYPE
        return response

    def get_headers(self, exc) -> dict:
        headers = super().get_headers(exc)
        if isinstance(exc, Throttled):
            headers["Retry-After"] = str(_seconds(exc))
        return headers


def _seconds(exc: Throttled) -> int:
    """Whole seconds, at least one: a client that comes too early is refused again."""
    return max(1, math.ceil(exc.wait or 1))


def _how_many(errors: list[dict]) -> str:
    names = list(dict.fromkeys(e["parameter"] for e in errors))
    if len(names) == 1:
        return f"The parameter {names[0]} cannot be used."
    return f"{len(names)} parameters cannot be used: {', '.join(names)}."
