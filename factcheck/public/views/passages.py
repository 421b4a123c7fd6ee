"""The address of one quoted passage: a page for readers, a W3C Web Annotation for tools.

Which of the two is given out is negotiated (RFC 9110, section 12.5.1); readers' browsers get the
page, and so does whoever asks for neither. The annotation has an address of its own as well.
"""

import json

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from claims.publication import queries
from claims.publication.web_annotation import MEDIA_TYPE
from claims.publication.web_annotation import annotation as annotated
from factcheck.public.base.context import absolute
from factcheck.public.base.responses import FRESH, public_page, shown

# What is given out, the first where all are alike to who asks.
OFFERS = ("text/html", MEDIA_TYPE, "application/ld+json", "application/json")
METHODS = "GET, HEAD"


@public_page
def passage(request, passage_id):
    found = _found(passage_id)
    if request.get_preferred_type(OFFERS) in OFFERS[1:]:
        response = _annotation(found)
    else:
        response = _page(request, found)
    patch_vary_headers(response, ["Accept"])
    return response


@public_page
def annotation(request, passage_id):
    return _annotation(_found(passage_id))


def _found(passage_id: str) -> queries.ShownPassage:
    found = queries.shown_passage(passage_id)
    if found is None:
        raise Http404("No public passage has this address.")
    return found


def _page(request, found: queries.ShownPassage) -> HttpResponse:
    """The words with what they bear on; search engines are sent to the page of the source."""
    as_annotation = reverse("annotation", args=[found.passage.public_id])
    context = {"shown": found, "passage": found.passage, "annotation": as_annotation}
    response = shown(request, "passage.html", context, index=False)
    response["Link"] = f'<{as_annotation}>; rel="alternate"; type="application/ld+json"'
    response["Allow"] = METHODS
    return response


def _annotation(found: queries.ShownPassage) -> HttpResponse:
    """As the Web Annotation Protocol gives it out, to pages of other sites too."""
    page = reverse("passage", args=[found.passage.public_id])
    told = annotated(found, absolute(page), settings.SITE_URL.rstrip("/"))
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False, indent=1) + "\n", content_type=MEDIA_TYPE
    )
    response["Link"] = (
        '<http://www.w3.org/ns/ldp#Resource>; rel="type", '
        f'<{page}>; rel="alternate"; type="text/html"'
    )
    response["Allow"] = METHODS
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = FRESH
    response["X-Robots-Tag"] = "noindex"
    return response
