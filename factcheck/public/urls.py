"""The addresses of the public pages. They are promises: none may change once it was public."""

from django.urls import path, re_path

from factcheck.public import complaining, lists, passages, plain, suggesting, views

ID = "[0-9a-z]{10}"

urlpatterns = [
    path("", views.home, name="home"),
    path("claims/", lists.claims, name="claims"),
    re_path(rf"^claims/(?P<claim_id>{ID})/$", views.claim, name="claim"),
    re_path(
        rf"^claims/(?P<claim_id>{ID})/revisions/(?P<number>[1-9][0-9]{{0,4}})/$",
        views.revision,
        name="revision",
    ),
    re_path(
        rf"^claims/(?P<claim_id>{ID})/revisions/(?P<number>[1-9][0-9]{{0,4}})/complain/$",
        complaining.complain,
        name="complain",
    ),
    re_path(rf"^claims/(?P<claim_id>{ID})/(?P<slug>[^/]+)/$", views.claim, name="claim"),
    path("sources/", lists.sources, name="sources"),
    re_path(rf"^sources/(?P<source_id>{ID})/$", views.source, name="source"),
    re_path(rf"^passages/(?P<passage_id>{ID})/$", passages.passage, name="passage"),
    re_path(
        rf"^passages/(?P<passage_id>{ID})/annotation\.jsonld$",
        passages.annotation,
        name="annotation",
    ),
    path("claimants/", lists.claimants, name="claimants"),
    re_path(rf"^claimants/(?P<claimant_id>{ID})/$", lists.claimant, name="claimant"),
    path("topics/", lists.topics, name="topics"),
    re_path(r"^topics/(?P<slug>[-\w]{1,50})/$", lists.topic, name="topic"),
    path("changes/", lists.changes, name="changes"),
    path("complaints/", lists.complaints, name="complaints"),
    path("complaints/receipt/", complaining.receipt, name="receipt"),
    path("how-we-work/", views.how_we_work, name="how-we-work"),
    path("ledger/", lists.ledger, name="ledger"),
    path("suggest/", suggesting.suggest, name="suggest"),
    path("suggest/thanks/", suggesting.suggested, name="suggested"),
    path("health/", plain.health, name="health"),
    path("robots.txt", plain.robots, name="robots"),
    path(".well-known/security.txt", plain.security, name="security"),
    path("favicon.ico", plain.favicon, name="favicon"),
]
