"""Error responses as `application/problem+json` (RFC 9457), each with a message in `detail`.

`PROBLEM_TYPES` lists all types of problems; the `type` of a problem is the address of its
explanation on the reference page. Errors in a view are handled by `ProblemHandler`, the exception
handler of REST_FRAMEWORK. `factcheck.api.middleware` converts all other errors under /api/.
"""

import math
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework.exceptions import (
    APIException,
    MethodNotAllowed,
    ParseError,
    Throttled,
    ValidationError,
)
from rest_framework.renderers import JSONRenderer

from factcheck.core.database_errors import RETRY_SECONDS, is_database_unavailable

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class ProblemType:
    """A type of problem: the end of its address, its title and its default detail."""

    slug: str
    title: str | Promise
    detail: str | Promise


PROBLEM_TYPES = {
    400: ProblemType(
        "bad-request",
        gettext_lazy("Invalid request"),
        gettext_lazy("The request could not be parsed."),
    ),
    404: ProblemType(
        "not-found",
        gettext_lazy("Not found"),
        gettext_lazy("Nothing is published at this address."),
    ),
    405: ProblemType(
        "method-not-allowed",
        gettext_lazy("Method not allowed"),
        gettext_lazy("This API is read-only: use GET, HEAD or OPTIONS."),
    ),
    406: ProblemType(
        "not-acceptable",
        gettext_lazy("Not acceptable"),
        gettext_lazy("This API only returns JSON: add application/json to the Accept header."),
    ),
    429: ProblemType(
        "too-many-requests",
        gettext_lazy("Too many requests"),
        gettext_lazy("Too many requests from this network address."),
    ),
    451: ProblemType(
        "hidden",
        gettext_lazy("Hidden for legal reasons"),
        gettext_lazy("What was published at this address is hidden for now for legal reasons."),
    ),
    500: ProblemType(
        "server-error",
        gettext_lazy("Server error"),
        gettext_lazy("An error occurred on the server and was logged. Please try again later."),
    ),
    503: ProblemType(
        "unavailable",
        gettext_lazy("Service unavailable"),
        gettext_lazy("The database is starting again. Please try again in a few seconds."),
    ),
}


def get_type_url(problem_type: ProblemType) -> str:
    """Return the `type` of a problem: the address of its explanation on the reference page."""
    return f"{settings.SITE_URL.rstrip('/')}/api/v1/docs/#problem-{problem_type.slug}"


def build_problem(status: int, request, detail: str = "", errors: list[dict] | None = None) -> dict:
    """Return the members of a problem; `errors` is included only for invalid parameters."""
    problem_type = PROBLEM_TYPES.get(status) or PROBLEM_TYPES[500 if status >= 500 else 400]
    members = {
        "type": get_type_url(problem_type),
        "title": str(problem_type.title),
        "status": status,
        "detail": detail or str(problem_type.detail),
        "instance": escape_uri_path(request.path) if request else "",
    }
    if errors:
        members["errors"] = errors
    return members


def render_problem(status: int, request) -> HttpResponse:
    """Return a problem as a response, for requests that reached no view of the API."""
    body = JSONRenderer().render(build_problem(status, request))
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)


class ProblemFormatter(ExceptionFormatter):
    """Builds one problem from the errors that drf-standardized-errors collected."""

    def format_error_response(self, error_response) -> dict:
        request = self.context.get("request")
        errors = None
        if isinstance(self.exc, ValidationError):
            errors = [
                {"parameter": error.attr, "detail": error.detail} for error in error_response.errors
            ]
        detail = self._get_detail(errors, request)
        return build_problem(self.exc.status_code, request, detail, errors)

    def _get_detail(self, errors, request) -> str:
        if errors:
            return errors[0]["detail"] if len(errors) == 1 else _summarize(errors)
        if isinstance(self.exc, Throttled):
            seconds = _get_wait_seconds(self.exc)
            message = ngettext(
                "%(detail)s Try again in %(seconds)d second.",
                "%(detail)s Try again in %(seconds)d seconds.",
                seconds,
            )
            return message % {"detail": PROBLEM_TYPES[429].detail, "seconds": seconds}
        if isinstance(self.exc, MethodNotAllowed):
            message = _("%(method)s is not allowed. %(detail)s")
            return message % {"method": request.method, "detail": PROBLEM_TYPES[405].detail}
        return ""


class DatabaseUnavailable(APIException):
    """The database does not answer; see `factcheck.core.database_errors`."""

    status_code = 503


class Hidden(APIException):
    """What was published at this address is hidden for legal reasons."""

    status_code = 451


class ProblemHandler(ExceptionHandler):
    """Sets the media type of problems, and `Retry-After` where a later request may succeed."""

    def convert_known_exceptions(self, exc):
        if is_database_unavailable(exc):
            return DatabaseUnavailable()
        if isinstance(exc, SuspiciousOperation):  # such as more than a thousand parameters
            return ParseError()
        return super().convert_known_exceptions(exc)

    def get_response(self, exc, data):
        response = super().get_response(exc, data)
        response.content_type = MEDIA_TYPE
        return response

    def get_headers(self, exc) -> dict:
        headers = super().get_headers(exc)
        if isinstance(exc, Throttled):
            headers["Retry-After"] = str(_get_wait_seconds(exc))
        if isinstance(exc, Hidden):
            headers |= {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
        if isinstance(exc, DatabaseUnavailable):
            headers["Retry-After"] = str(RETRY_SECONDS)
        return headers


def _get_wait_seconds(exc: Throttled) -> int:
    """Return whole seconds, rounded up: a client that returns too early is refused again."""
    return max(1, math.ceil(exc.wait or 1))


def _summarize(errors: list[dict]) -> str:
    names = list(dict.fromkeys(error["parameter"] for error in errors))
    message = ngettext(
        "The parameter %(names)s is invalid.",
        "%(count)d parameters are invalid: %(names)s.",
        len(names),
    )
    return message % {"count": len(names), "names": ", ".join(names)}
