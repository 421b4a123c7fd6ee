"""The addresses of the public pages. They are permanent: a published path is never changed."""

from django.urls import path, re_path

from factcheck.public.views import (
    complaints,
    details,
    forget,
    ledger,
    lists,
    passages,
    site_files,
    tips,
)

ID = "[0-9a-z]{10}"
REVISION = rf"^claims/(?P<claim_id>{ID})/revisions/(?P<number>[1-9][0-9]{{0,4}})/"

urlpatterns = [
    path("", details.show_home, name="home"),
    path("claims/", lists.list_claims, name="claims"),
    re_path(rf"^claims/(?P<claim_id>{ID})/$", details.show_claim, name="claim"),
    re_path(rf"{REVISION}$", details.show_revision, name="revision"),
    re_path(
        rf"{REVISION}complain/$", complaints.ComplaintFormView.as_view(), name="complaint_create"
    ),
    re_path(rf"{REVISION}receipt/$", ledger.show_receipt, name="receipt"),
    re_path(rf"{REVISION}receipt\.json$", ledger.download_receipt, name="receipt_json"),
    re_path(rf"^claims/(?P<claim_id>{ID})/(?P<slug>[^/]+)/$", details.show_claim, name="claim"),
    path("sources/", lists.list_sources, name="sources"),
    re_path(rf"^sources/(?P<source_id>{ID})/$", details.show_source, name="source"),
    re_path(rf"^passages/(?P<passage_id>{ID})/$", passages.show_passage, name="passage"),
    re_path(
        rf"^passages/(?P<passage_id>{ID})/annotation\.jsonld$",
        passages.show_annotation,
        name="annotation",
    ),
    path("claimants/", lists.list_claimants, name="claimants"),
    re_path(rf"^claimants/(?P<claimant_id>{ID})/$", lists.show_claimant, name="claimant"),
    path("topics/", lists.list_topics, name="topics"),
    re_path(r"^topics/(?P<slug>[-\w]{1,50})/$", lists.show_topic, name="topic"),
    path("changes/", lists.list_changes, name="changes"),
    path("complaints/", lists.list_complaints, name="complaints"),
    path("complaints/receipt/", complaints.show_complaint_status, name="complaint_status"),
    path("how-we-work/", details.show_methodology, name="methodology"),
    path("ledger/", lists.list_ledger, name="ledger"),
    path("ledger/keys/", ledger.list_keys, name="ledger_keys"),
    path("ledger/checkpoint", ledger.download_checkpoint, name="checkpoint"),
    re_path(
        r"^ledger/checkpoints/(?P<size>[1-9][0-9]{0,14})$",
        ledger.download_checkpoint,
        name="checkpoint_of_size",
    ),
    path("suggest/", tips.TipFormView.as_view(), name="tip_create"),
    path("suggest/thanks/", tips.show_tip_thanks, name="tip_thanks"),
    path("forget/", forget.ForgetFormView.as_view(), name="forget_create"),
    path("privacy/", forget.show_privacy, name="privacy"),
    path("health/", site_files.check_health, name="health"),
    path("robots.txt", site_files.render_robots_txt, name="robots_txt"),
    path(".well-known/security.txt", site_files.render_security_txt, name="security_txt"),
    path("favicon.ico", site_files.redirect_favicon, name="favicon"),
]
