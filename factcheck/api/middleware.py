"""Headers and error format of every response under /api/, whichever view created it.

Pages of other sites may read the API, because it uses neither cookies nor credentials. Caches must
revalidate before reuse. Errors are problem documents, and a demonstration is not indexed.
"""

from django.conf import settings

from factcheck.api.problems import MEDIA_TYPE, render_problem

PREFIX = "/api/"
CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Robots-Tag",
    "Access-Control-Max-Age": "86400",
}


class ApiMiddleware:
    """Must come before CommonMiddleware, to convert its errors about hosts and slashes too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if _needs_conversion(response):
            response = _convert_to_problem(response, request)
        for name, value in CORS_HEADERS.items():
            response.headers[name] = value
        if settings.DEMO_MODE:
            response.headers["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


def _needs_conversion(response) -> bool:
    """Whether this is an error of another format; developers keep the page with the traceback."""
    if settings.DEBUG and response.status_code >= 500:
        return False
    return response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE


def _convert_to_problem(response, request):
    """Replace the body of the response and keep its headers."""
    problem = render_problem(response.status_code, request)
    if response.streaming:
        return problem
    response.content = problem.content
    response.headers["Content-Type"] = MEDIA_TYPE
    response.headers["Content-Length"] = str(len(problem.content))
    return response
