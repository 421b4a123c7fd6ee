"""The addresses of the desk's own pages, under /desk/ and before those of the admin.

A page that takes the place of an admin form stands at that form's address, so that no form of
Django's can write what only a verb may.
"""

from django.urls import path, re_path

from claims.choices import AlarmAnswer, SuggestionAnswer
from claims.workflow.transitions import RULES
from factcheck.desk.account import admin_actions, password_reset
from factcheck.desk.base.action_forms import COMPLAINT_FORMS
from factcheck.desk.changes import wizard
from factcheck.desk.claims import related_views
from factcheck.desk.claims import views as claims_views
from factcheck.desk.complaints import views as complaints_views
from factcheck.desk.intake import csv_import, tips
from factcheck.desk.monitoring import views
from factcheck.desk.notifications import views as notifications_views
from factcheck.desk.replies import views as replies_views
from factcheck.desk.reports import views as reports_views
from factcheck.desk.sources import capture, checkworthy, snapshots
from factcheck.desk.verdicts import (
    history,
    independence_views,
    preview,
    review_views,
    scheduling_views,
    workspace,
)
from factcheck.desk.verdicts import (
    views as verdicts_views,
)

VERBS = "|".join(verb for verb in RULES if verb not in workspace.ELSEWHERE)

ANSWERS = "|".join(AlarmAnswer.values)
SUGGESTED = "|".join(SuggestionAnswer.values)
COMPLAINED = "|".join(COMPLAINT_FORMS)

urlpatterns = [
    *password_reset.urlpatterns,
    path("claims/claim/add/", claims_views.record, name="record_claim"),
    path("claims/claim/import/", csv_import.read, name="import_claims"),
    path("claims/batch/<int:pk>/change/", csv_import.show, name="batch"),
    path("claims/claim/<int:pk>/change/", claims_views.change, name="claim_page"),
    path("claims/claim/<int:pk>/mend/", claims_views.mend, name="claim_mend"),
    path("claims/claim/<int:pk>/appear/", claims_views.appear, name="claim_appear"),
    path("claims/claim/<int:pk>/decline/", claims_views.decline, name="claim_decline"),
    path("claims/claim/<int:pk>/reopen/", claims_views.reopen, name="claim_reopen"),
    path("claims/claim/<int:pk>/merge/", claims_views.merge, name="claim_merge"),
    path("claims/claim/<int:pk>/relate/", related_views.relate, name="relate"),
    path("claims/claim/<int:pk>/draft/", claims_views.draft, name="claim_draft"),
    path("claims/claim/<int:pk>/ask/", replies_views.ask, name="claim_ask"),
    path("claims/claim/<int:pk>/unasked/", replies_views.unasked, name="claim_unasked"),
    path("claims/asking/<int:pk>/change/", replies_views.change, name="asking"),
    path("claims/asking/<int:pk>/answer/", replies_views.answer, name="asking_answer"),
    path("claims/asking/<int:pk>/waive/", replies_views.waive, name="asking_waive"),
    path("claims/claim/<int:pk>/assign/", claims_views.assign, name="claim_assign"),
    path("claims/claim/<int:pk>/unassign/", claims_views.unassign, name="claim_unassign"),
    path("claims/claim/<int:pk>/say/", claims_views.say, name="claim_say"),
    path("claims/verdict/<int:pk>/change/", workspace.change, name="workspace"),
    path("claims/verdict/<int:pk>/preview/", preview.show, name="preview"),
    path("claims/verdict/<int:pk>/trail/", history.show, name="trail"),
    path("claims/verdict/<int:pk>/edit/", verdicts_views.edit, name="edit"),
    path("claims/verdict/<int:pk>/reword/", verdicts_views.reword, name="reword"),
    path("claims/verdict/<int:pk>/cite/", verdicts_views.cite, name="cite"),
    path("claims/verdict/<int:pk>/uncite/<int:evidence>/", verdicts_views.uncite, name="uncite"),
    path(
        "claims/verdict/<int:pk>/translate/<int:evidence>/",
        verdicts_views.translate,
        name="translate",
    ),
    path("claims/verdict/<int:pk>/kinship/", independence_views.of_verdict, name="kinship"),
    path("claims/verdict/<int:pk>/plan/", scheduling_views.plan, name="plan"),
    path("claims/verdict/<int:pk>/call_off/", scheduling_views.call_off, name="call_off"),
    path("claims/verdict/<int:pk>/embargo/", scheduling_views.embargo, name="embargo"),
    path("claims/verdict/<int:pk>/hold/", scheduling_views.hold, name="hold"),
    path("claims/verdict/<int:pk>/lift/<int:withheld>/", scheduling_views.lift, name="lift"),
    path("claims/verdict/<int:pk>/remark/", review_views.remark, name="remark"),
    path("claims/verdict/<int:pk>/settle/<int:remark>/", review_views.settle, name="settle"),
    path("claims/verdict/<int:pk>/rate/", review_views.rate, name="rate"),
    path("claims/verdict/<int:pk>/change-it/", wizard.change_it, name="change_it"),
    path("claims/verdict/<int:pk>/correct/", wizard.correct, name="correct"),
    re_path(
        rf"^claims/verdict/(?P<pk>[0-9]+)/(?P<verb>{VERBS})/$", verdicts_views.verb, name="verb"
    ),
    path("claims/alarm/<int:pk>/change/", views.change, name="alarm"),
    re_path(
        rf"^claims/alarm/(?P<pk>[0-9]+)/(?P<answer>{ANSWERS})/$", views.answer, name="alarm_answer"
    ),
    path("claims/suggestion/<int:pk>/change/", tips.change, name="suggestion"),
    re_path(
        rf"^claims/suggestion/(?P<pk>[0-9]+)/(?P<answer>{SUGGESTED})/$",
        tips.answer,
        name="suggestion_answer",
    ),
    path("claims/complaint/<int:pk>/change/", complaints_views.change, name="complaint"),
    path("claims/complaint/<int:pk>/accept/", wizard.accept, name="complaint_accept"),
    path("claims/complaint/<int:pk>/take-up/", complaints_views.take, name="complaint_take_up"),
    re_path(
        rf"^claims/complaint/(?P<pk>[0-9]+)/(?P<answer>{COMPLAINED})/$",
        complaints_views.answer,
        name="complaint_answer",
    ),
    path("sources/capture/", capture.read, name="capture"),
    path("sources/capture/keep/", capture.keep, name="capture_keep"),
    path("sources/source/<int:pk>/kinship/", independence_views.of_source, name="source_kinship"),
    path("sources/snapshot/<int:pk>/change/", snapshots.change, name="snapshot_page"),
    path("sources/snapshot/<int:pk>/checkable/", checkworthy.show, name="checkable"),
    path("sources/snapshot/<int:pk>/quote/", snapshots.quote, name="quote"),
    path("sources/snapshot/<int:pk>/body/", snapshots.body, name="body"),
    path("sources/snapshot/<int:pk>/archive/", snapshots.archive, name="archive"),
    path("notices/", notifications_views.notices, name="notices"),
    path("notices/read/", notifications_views.read, name="notices_read"),
    path("notices/settings/", notifications_views.preferences, name="notice_settings"),
    path("accounts/user/<int:pk>/leave/", admin_actions.leave, name="person_leaves"),
    path("accounts/user/<int:pk>/return/", admin_actions.come_back, name="person_returns"),
    path(
        "accounts/user/<int:pk>/take-factor/", admin_actions.take_factor_away, name="factor_taken"
    ),
    path("pack/", reports_views.latest, name="pack_latest"),
    path("pack/<int:year>/", reports_views.show, name="pack"),
    path("pack/<int:year>/file/", reports_views.download, name="pack_file"),
]
