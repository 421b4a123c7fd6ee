"""The address of one quoted passage: a page for readers and a W3C Web Annotation for programs.

The representation is negotiated (RFC 9110, section 12.5.1). Browsers get the page, and so does a
request that accepts neither. The annotation has a separate address as well.
"""

import json

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from claims.publication import queries
from claims.publication.web_annotation import MEDIA_TYPE, build_annotation
from factcheck.public.base.pages import (
    CACHE_CONTROL,
    build_absolute_url,
    public_page,
    render_public_page,
)

# The first is sent when the request accepts all of them alike.
MEDIA_TYPES = ("text/html", MEDIA_TYPE, "application/ld+json", "application/json")
ALLOWED_METHODS = "GET, HEAD"


@public_page
def show_passage(request, passage_id):
    published = _get_passage_or_404(passage_id)
    if request.get_preferred_type(MEDIA_TYPES) in MEDIA_TYPES[1:]:
        response = _render_annotation(published)
    else:
        response = _render_page(request, published)
    patch_vary_headers(response, ["Accept"])
    return response


@public_page
def show_annotation(request, passage_id):
    return _render_annotation(_get_passage_or_404(passage_id))


def _get_passage_or_404(passage_id: str) -> queries.PublishedPassage:
    published = queries.get_passage_with_claims(passage_id)
    if published is None:
        raise Http404("No public passage has this address.")
    return published


def _render_page(request, published: queries.PublishedPassage) -> HttpResponse:
    """The page is not indexed: search engines find the page of the source."""
    annotation_path = reverse("annotation", args=[published.passage.public_id])
    context = {
        "published_passage": published,
        "passage": published.passage,
        "annotation_path": annotation_path,
    }
    response = render_public_page(request, "passage.html", context, index=False)
    response["Link"] = f'<{annotation_path}>; rel="alternate"; type="application/ld+json"'
    response["Allow"] = ALLOWED_METHODS
    return response


def _render_annotation(published: queries.PublishedPassage) -> HttpResponse:
    """The response of the Web Annotation Protocol, which pages of other sites may read too."""
    page_path = reverse("passage", args=[published.passage.public_id])
    annotation = build_annotation(
        published, build_absolute_url(page_path), settings.SITE_URL.rstrip("/")
    )
    content = json.dumps(annotation, ensure_ascii=False, indent=1) + "\n"
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Link"] = (
        '<http://www.w3.org/ns/ldp#Resource>; rel="type", '
        f'<{page_path}>; rel="alternate"; type="text/html"'
    )
    response["Allow"] = ALLOWED_METHODS
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = CACHE_CONTROL
    response["X-Robots-Tag"] = "noindex"
    return response
