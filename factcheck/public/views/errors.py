"""The pages of requests that failed; they need neither the database nor a session."""

import sys
from http import HTTPStatus

from django.http import HttpResponse
from django.template.loader import render_to_string

from factcheck.core.database_errors import RETRY_SECONDS, is_database_unavailable


def show_server_error(request):
    """The handler of unexpected errors: 503 while the database is unavailable, otherwise 500."""
    if not is_database_unavailable(sys.exc_info()[1]):
        response = HttpResponse(render_to_string("500.html"), status=500)
    else:
        page = render_to_string("503.html", {"retry_seconds": RETRY_SECONDS})
        response = HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)
        response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
