"""The addresses of version 1. They are permanent as long as this version exists."""

from django.urls import path, re_path

from factcheck.api.v1 import root, views
from factcheck.api.v1.docs import views as docs_views

app_name = "api-v1"
ID = "[0-9a-z]{10}"


SIZE = "[1-9][0-9]{0,14}"  # of a ledger, or the number of an entry


def detail_path(prefix: str, parameter: str, pattern: str, view):
    """Return the address of one object; a value that cannot be an identifier does not match."""
    return re_path(rf"^{prefix}/(?P<{parameter}>{pattern})/$", view.as_view(), name=view.name)


urlpatterns = [
    path("", root.ApiRoot.as_view(), name="root"),
    path("schema/", docs_views.schema, name="schema"),
    path("docs/", docs_views.docs, name="docs"),
    path("claims/", views.Claims.as_view(), name="claims"),
    detail_path("claims", "claim_id", ID, views.Claim),
    path("verdicts/", views.Verdicts.as_view(), name="verdicts"),
    re_path(
        rf"^claims/(?P<claim_id>{ID})/revisions/(?P<number>[1-9][0-9]{{0,4}})/$",
        views.Revision.as_view(),
        name="revision",
    ),
    path("sources/", views.Sources.as_view(), name="sources"),
    detail_path("sources", "source_id", ID, views.Source),
    path("passages/", views.Passages.as_view(), name="passages"),
    detail_path("passages", "passage_id", ID, views.Passage),
    path("claimants/", views.Claimants.as_view(), name="claimants"),
    detail_path("claimants", "claimant_id", ID, views.Claimant),
    path("topics/", views.Topics.as_view(), name="topics"),
    detail_path("topics", "slug", r"[-\w]{1,50}", views.Topic),
    path("ratings/", views.Ratings.as_view(), name="ratings"),
    path("changes/", views.Changes.as_view(), name="changes"),
    path("ledger/", views.Ledger.as_view(), name="ledger"),
    detail_path("ledger", "number", SIZE, views.LedgerProof),
    path("checkpoints/", views.Checkpoints.as_view(), name="checkpoints"),
    re_path(
        rf"^checkpoints/(?P<size>{SIZE})/from/(?P<first_size>{SIZE})/$",
        views.Consistency.as_view(),
        name="consistency",
    ),
]
