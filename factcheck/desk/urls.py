"""The addresses of the desk's own pages, under /desk/ and before those of the admin.

A page that replaces a form of the admin has the address of that form, so that no form of Django's
can write what only an action may write.
"""

from django.urls import path, re_path

from claims.choices import ForgetOutcome, SourceAlertDecision, TipDecision
from claims.workflow import signed_actions
from claims.workflow.transitions import TRANSITIONS
from factcheck.desk.account import admin_actions, changes, password_reset, signing_keys
from factcheck.desk.base.action_forms import COMPLAINT_FORMS
from factcheck.desk.changes import wizard
from factcheck.desk.claims import views as claims_views
from factcheck.desk.complaints import views as complaints_views
from factcheck.desk.intake import csv_import, tips
from factcheck.desk.monitoring import views as monitoring_views
from factcheck.desk.notifications import views as notifications_views
from factcheck.desk.person_requests import views as person_requests
from factcheck.desk.replies import views as replies_views
from factcheck.desk.reports import views as reports_views
from factcheck.desk.retention import drafts, forget_requests, hidden_claims, holds
from factcheck.desk.retention import reports as retention_reports
from factcheck.desk.sources import archiving, capture, checkworthy, snapshots
from factcheck.desk.verdicts import (
    history,
    independence_views,
    preview,
    review_views,
    scheduling_views,
    workspace,
)
from factcheck.desk.verdicts import views as verdicts_views

ACTIONS = "|".join(
    action for action in TRANSITIONS if action not in workspace.ACTIONS_WITHOUT_BUTTON
)
SIGNED_ACTIONS = "|".join(signed_actions.ACTIONS)
ALERT_DECISIONS = "|".join(SourceAlertDecision.values)
TIP_DECISIONS = "|".join(TipDecision.values)
FORGET_OUTCOMES = "|".join(ForgetOutcome.values)
COMPLAINT_OUTCOMES = "|".join(COMPLAINT_FORMS)

urlpatterns = [
    *password_reset.urlpatterns,
    path("claims/claim/add/", claims_views.claim_create, name="claim_create"),
    path("claims/claim/import/", csv_import.claim_import_create, name="claim_import_create"),
    path(
        "claims/claimimport/<int:pk>/change/",
        csv_import.claim_import_detail,
        name="claim_import_detail",
    ),
    path("claims/claim/<int:pk>/change/", claims_views.claim_detail, name="claim_detail"),
    path("claims/claim/<int:pk>/edit/", claims_views.claim_update, name="claim_update"),
    path(
        "claims/claim/<int:pk>/appearance/",
        claims_views.appearance_create,
        name="appearance_create",
    ),
    path("claims/claim/<int:pk>/decline/", claims_views.claim_decline, name="claim_decline"),
    path("claims/claim/<int:pk>/reopen/", claims_views.claim_reopen, name="claim_reopen"),
    path("claims/claim/<int:pk>/merge/", claims_views.claim_merge, name="claim_merge"),
    path("claims/claim/<int:pk>/relate/", claims_views.claim_relate, name="claim_relate"),
    path("claims/claim/<int:pk>/draft/", claims_views.verdict_create, name="verdict_create"),
    path(
        "claims/claim/<int:pk>/request-comment/",
        replies_views.comment_request_create,
        name="comment_request_create",
    ),
    path(
        "claims/claim/<int:pk>/no-request/",
        replies_views.comment_waiver_create,
        name="comment_waiver_create",
    ),
    path(
        "claims/commentrequest/<int:pk>/change/",
        replies_views.comment_request_detail,
        name="comment_request_detail",
    ),
    path(
        "claims/commentrequest/<int:pk>/response/",
        replies_views.comment_response_create,
        name="comment_response_create",
    ),
    path(
        "claims/commentrequest/<int:pk>/waive-deadline/",
        replies_views.comment_request_waive,
        name="comment_request_waive",
    ),
    path("claims/claim/<int:pk>/assign/", claims_views.claim_assign, name="claim_assign"),
    path("claims/claim/<int:pk>/unassign/", claims_views.claim_unassign, name="claim_unassign"),
    path("claims/claim/<int:pk>/comment/", claims_views.comment_create, name="comment_create"),
    path("claims/verdict/<int:pk>/change/", workspace.show_workspace, name="verdict_detail"),
    path("claims/verdict/<int:pk>/preview/", preview.show_preview, name="verdict_preview"),
    path("claims/verdict/<int:pk>/timeline/", history.show_history, name="verdict_history"),
    re_path(
        rf"^claims/verdict/(?P<pk>[0-9]+)/sign/(?P<action>{SIGNED_ACTIONS})/$",
        verdicts_views.show_signature_request,
        name="signature_request",
    ),
    path("claims/verdict/<int:pk>/edit/", verdicts_views.edit, name="verdict_update"),
    path(
        "claims/verdict/<int:pk>/change-note/",
        verdicts_views.update_change_note,
        name="change_note_update",
    ),
    path("claims/verdict/<int:pk>/cite/", verdicts_views.cite, name="evidence_create"),
    path(
        "claims/verdict/<int:pk>/remove/<int:evidence>/",
        verdicts_views.remove_evidence,
        name="evidence_remove",
    ),
    path(
        "claims/verdict/<int:pk>/translate/<int:evidence>/",
        verdicts_views.translate_evidence,
        name="evidence_translate",
    ),
    path(
        "claims/verdict/<int:pk>/source-relation/",
        independence_views.decide_for_verdict,
        name="verdict_source_relation_decide",
    ),
    path(
        "claims/verdict/<int:pk>/schedule/",
        scheduling_views.schedule_publication,
        name="schedule_create",
    ),
    path(
        "claims/verdict/<int:pk>/cancel-schedule/",
        scheduling_views.cancel_schedule,
        name="schedule_cancel",
    ),
    path(
        "claims/verdict/<int:pk>/embargo/", scheduling_views.create_embargo, name="embargo_create"
    ),
    path(
        "claims/verdict/<int:pk>/legal-block/",
        scheduling_views.create_block,
        name="legal_block_create",
    ),
    path(
        "claims/verdict/<int:pk>/release/<int:block>/",
        scheduling_views.release_block,
        name="publication_block_release",
    ),
    path(
        "claims/verdict/<int:pk>/review-comment/",
        review_views.create_review_comment,
        name="review_comment_create",
    ),
    path(
        "claims/verdict/<int:pk>/resolve/<int:review_comment>/",
        review_views.resolve_review_comment,
        name="review_comment_resolve",
    ),
    path(
        "claims/verdict/<int:pk>/blind-rating/",
        review_views.create_blind_rating,
        name="blind_rating_create",
    ),
    path("claims/verdict/<int:pk>/correct-or-update/", wizard.show_wizard, name="change_wizard"),
    path("claims/verdict/<int:pk>/correct/", wizard.open_correction, name="correction_create"),
    re_path(
        rf"^claims/verdict/(?P<pk>[0-9]+)/(?P<action>{ACTIONS})/$",
        verdicts_views.perform_verdict_action,
        name="verdict_action",
    ),
    path("claims/sourcealert/<int:pk>/change/", monitoring_views.alert_detail, name="alert_detail"),
    re_path(
        rf"^claims/sourcealert/(?P<pk>[0-9]+)/(?P<decision>{ALERT_DECISIONS})/$",
        monitoring_views.alert_decide,
        name="alert_decide",
    ),
    path("claims/tip/<int:pk>/change/", tips.tip_detail, name="tip_detail"),
    re_path(
        rf"^claims/tip/(?P<pk>[0-9]+)/(?P<decision>{TIP_DECISIONS})/$",
        tips.tip_decide,
        name="tip_decide",
    ),
    path(
        "claims/complaint/<int:pk>/change/",
        complaints_views.complaint_detail,
        name="complaint_detail",
    ),
    path("claims/complaint/<int:pk>/uphold/", wizard.accept_complaint, name="complaint_uphold"),
    path(
        "claims/complaint/<int:pk>/uphold-by-open-change/",
        complaints_views.complaint_uphold_by_open_change,
        name="complaint_uphold_by_open_change",
    ),
    re_path(
        rf"^claims/complaint/(?P<pk>[0-9]+)/(?P<decision>{COMPLAINT_OUTCOMES})/$",
        complaints_views.complaint_decide,
        name="complaint_decide",
    ),
    path("sources/capture/", capture.read, name="snapshot_capture"),
    path("sources/capture/save/", capture.save_capture, name="snapshot_save"),
    path(
        "sources/source/<int:pk>/relation/",
        independence_views.decide_for_source,
        name="source_relation_decide",
    ),
    path("sources/snapshot/<int:pk>/change/", snapshots.show_snapshot, name="snapshot_detail"),
    path(
        "sources/snapshot/<int:pk>/checkworthy/",
        checkworthy.show_checkworthy,
        name="snapshot_checkworthy",
    ),
    path("sources/snapshot/<int:pk>/quote/", snapshots.quote, name="passage_create"),
    path(
        "sources/snapshot/<int:pk>/article-text/",
        snapshots.update_article_text,
        name="article_text_update",
    ),
    path(
        "sources/snapshot/<int:pk>/archive/",
        snapshots.record_archived_copy,
        name="snapshot_archive",
    ),
    path(
        "sources/source/<int:pk>/archiving/",
        archiving.set_can_be_archived,
        name="source_archiving",
    ),
    path("notifications/", notifications_views.list_notifications, name="notifications"),
    path("notifications/read/", notifications_views.mark_read, name="notifications_read"),
    path(
        "notifications/settings/",
        notifications_views.edit_preferences,
        name="notification_settings",
    ),
    path(
        "accounts/user/<int:pk>/deactivate/",
        admin_actions.deactivate_account,
        name="user_deactivate",
    ),
    path(
        "accounts/user/<int:pk>/reactivate/",
        admin_actions.reactivate_account,
        name="user_reactivate",
    ),
    path("accounts/user/<int:pk>/reset-mfa/", admin_actions.reset_mfa, name="user_reset_mfa"),
    path(
        "accounts/accountchange/<int:pk>/change/",
        changes.show_change,
        name="account_change_detail",
    ),
    re_path(
        r"^accounts/accountchange/(?P<pk>[0-9]+)/(?P<decision>confirm|refuse)/$",
        changes.decide_change,
        name="account_change_decide",
    ),
    path(
        "accounts/accountchange/<int:pk>/sign/",
        changes.show_change_signature,
        name="account_change_sign",
    ),
    path("retention/", retention_reports.show_retention, name="retention"),
    path("retention/drafts/remove/", drafts.remove_drafts, name="drafts_remove"),
    path("retention/drafts/keep/", drafts.keep_drafts, name="drafts_keep"),
    path(
        "claims/forgetrequest/<int:pk>/change/",
        forget_requests.show_forget_request,
        name="forget_request_detail",
    ),
    re_path(
        rf"^claims/forgetrequest/(?P<pk>[0-9]+)/(?P<outcome>{FORGET_OUTCOMES})/$",
        forget_requests.decide_request,
        name="forget_request_decide",
    ),
    path(
        "claims/personrequest/",
        person_requests.list_requests,
        name="claims_personrequest_changelist",
    ),
    path(
        "claims/personrequest/<int:pk>/change/",
        person_requests.show_request,
        name="person_request_detail",
    ),
    path(
        "claims/personrequest/<int:pk>/decide/",
        person_requests.decide,
        name="person_request_decide",
    ),
    path("claims/personrequest/<int:pk>/find/", person_requests.find, name="person_request_find"),
    path(
        "claims/personrequest/<int:pk>/remove/",
        person_requests.remove,
        name="person_request_remove",
    ),
    path(
        "claims/personrequest/<int:pk>/confirm/",
        person_requests.confirm,
        name="person_request_confirm",
    ),
    path(
        "claims/personrequest/<int:pk>/sign/",
        person_requests.show_removal_signature,
        name="person_request_sign",
    ),
    path("holds/", holds.list_holds, name="holds"),
    path("claims/preservationhold/<int:pk>/change/", holds.show_hold, name="hold_detail"),
    path("claims/preservationhold/<int:pk>/release/", holds.release_hold, name="hold_release"),
    path("hidden-claims/", hidden_claims.list_hidden, name="claims_visibilitychange_changelist"),
    path("claims/claim/<int:pk>/hide/", hidden_claims.claim_hide, name="claim_hide"),
    path("claims/claim/<int:pk>/unhide/", hidden_claims.claim_unhide, name="claim_unhide"),
    path("sources/source/<int:pk>/hide/", hidden_claims.source_hide, name="source_hide"),
    path("sources/source/<int:pk>/unhide/", hidden_claims.source_unhide, name="source_unhide"),
    path("signing-keys/", signing_keys.show_signing_keys, name="signing_key_changelist"),
    path(
        "accounts/passkey/<int:pk>/change/", signing_keys.show_signing_keys, name="passkey_detail"
    ),
    path(
        "accounts/passkey/<int:pk>/confirm/",
        signing_keys.confirm_signing_key,
        name="signing_key_confirm",
    ),
    path(
        "accounts/signingkey/<int:pk>/change/",
        signing_keys.show_signing_keys,
        name="signing_key_detail",
    ),
    path(
        "accounts/signingkey/<int:pk>/revoke/",
        signing_keys.revoke_signing_key,
        name="signing_key_revoke",
    ),
    path("compliance-report/", reports_views.redirect_to_latest, name="compliance_report_latest"),
    path("compliance-report/<int:year>/", reports_views.show_report, name="compliance_report"),
    path(
        "compliance-report/<int:year>/file/",
        reports_views.download_report,
        name="compliance_report_file",
    ),
]
