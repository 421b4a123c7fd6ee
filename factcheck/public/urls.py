"""The addresses of the public pages. They are promises: none may change once it was public."""

from django.urls import path, re_path

from factcheck.public.views import complaints, details, lists, passages, site_files, tips

ID = "[0-9a-z]{10}"

urlpatterns = [
    path("", details.home, name="home"),
    path("claims/", lists.claims, name="claims"),
    re_path(rf"^claims/(?P<claim_id>{ID})/$", details.claim, name="claim"),
    re_path(
        rf"^claims/(?P<claim_id>{ID})/revisions/(?P<number>[1-9][0-9]{{0,4}})/$",
        details.revision,
        name="revision",
    ),
    re_path(
        rf"^claims/(?P<claim_id>{ID})/revisions/(?P<number>[1-9][0-9]{{0,4}})/complain/$",
        complaints.complain,
        name="complain",
    ),
    re_path(rf"^claims/(?P<claim_id>{ID})/(?P<slug>[^/]+)/$", details.claim, name="claim"),
    path("sources/", lists.sources, name="sources"),
    re_path(rf"^sources/(?P<source_id>{ID})/$", details.source, name="source"),
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
    path("complaints/receipt/", complaints.receipt, name="receipt"),
    path("how-we-work/", details.how_we_work, name="how-we-work"),
    path("ledger/", lists.ledger, name="ledger"),
    path("suggest/", tips.suggest, name="suggest"),
    path("suggest/thanks/", tips.suggested, name="suggested"),
    path("health/", site_files.health, name="health"),
    path("robots.txt", site_files.robots, name="robots"),
    path(".well-known/security.txt", site_files.security, name="security"),
    path("favicon.ico", site_files.favicon, name="favicon"),
]
