"""What do all answers under /api/ have in common, whichever part of the site gave them?

Pages of other sites may read them (there are no cookies and no credentials to steal), nothing is
kept without asking again whether it still stands, an error is always a problem document, and a
demonstration says so.
"""

from django.conf import settings

from factcheck.api.problems import MEDIA_TYPE, as_response

PREFIX = "/api/"
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Robots-Tag",
    "Access-Control-Max-Age": "86400",
}


class ApiMiddleware:
    """Stands outside CommonMiddleware, whose answers to a bad host or a missing slash it sees."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if _is_a_bare_error(response):
            response = _as_problem(response, request)
        for name, value in OPEN_TO_ALL.items():
            response.headers[name] = value
        if settings.DEMONSTRATION:
            response.headers["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


def _is_a_bare_error(response) -> bool:
    """An error that is not a problem yet; a developer keeps the page that shows the traceback."""
    if settings.DEBUG and response.status_code >= 500:
        return False
    return response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE


def _as_problem(response, request):
    """The same answer with its headers, but the body of a problem."""
    told = as_response(response.status_code, request)
    if response.streaming:
        return told
    response.content = told.content
    response.headers["Content-Type"] = MEDIA_TYPE
    response.headers["Content-Length"] = str(len(told.content))
    return response
