"""The addresses of the desk's own pages, under /desk/ and before those of the admin.

A page that takes the place of an admin form stands at that form's address, so that no form of
Django's can write what only a verb may.
"""

from django.urls import path, re_path

from claims.rules import RULES
from claims.vocabulary import AlarmAnswer, SuggestionAnswer
from factcheck.desk import (
    alarm,
    bringing,
    capturing,
    changing,
    checking,
    claim,
    complaint,
    deciding,
    deferring,
    notices,
    pack,
    passwords,
    person,
    preview,
    relating,
    reply,
    reviewing,
    snapshot,
    suggestion,
    trail,
    verbs,
    verdict,
)
from factcheck.desk.verb_forms import COMPLAINT_FORMS

VERBS = "|".join(verb for verb in RULES if verb not in verdict.ELSEWHERE)

ANSWERS = "|".join(AlarmAnswer.values)
SUGGESTED = "|".join(SuggestionAnswer.values)
COMPLAINED = "|".join(COMPLAINT_FORMS)

urlpatterns = [
    *passwords.urlpatterns,
    path("claims/claim/add/", claim.record, name="record_claim"),
    path("claims/claim/import/", bringing.read, name="import_claims"),
    path("claims/batch/<int:pk>/change/", bringing.show, name="batch"),
    path("claims/claim/<int:pk>/change/", claim.change, name="claim_page"),
    path("claims/claim/<int:pk>/mend/", claim.mend, name="claim_mend"),
    path("claims/claim/<int:pk>/appear/", claim.appear, name="claim_appear"),
    path("claims/claim/<int:pk>/decline/", claim.decline, name="claim_decline"),
    path("claims/claim/<int:pk>/reopen/", claim.reopen, name="claim_reopen"),
    path("claims/claim/<int:pk>/merge/", claim.merge, name="claim_merge"),
    path("claims/claim/<int:pk>/relate/", relating.relate, name="relate"),
    path("claims/claim/<int:pk>/draft/", claim.draft, name="claim_draft"),
    path("claims/claim/<int:pk>/ask/", reply.ask, name="claim_ask"),
    path("claims/claim/<int:pk>/unasked/", reply.unasked, name="claim_unasked"),
    path("claims/asking/<int:pk>/change/", reply.change, name="asking"),
    path("claims/asking/<int:pk>/answer/", reply.answer, name="asking_answer"),
    path("claims/asking/<int:pk>/waive/", reply.waive, name="asking_waive"),
    path("claims/claim/<int:pk>/assign/", claim.assign, name="claim_assign"),
    path("claims/claim/<int:pk>/unassign/", claim.unassign, name="claim_unassign"),
    path("claims/claim/<int:pk>/say/", claim.say, name="claim_say"),
    path("claims/verdict/<int:pk>/change/", verdict.change, name="workspace"),
    path("claims/verdict/<int:pk>/preview/", preview.show, name="preview"),
    path("claims/verdict/<int:pk>/trail/", trail.show, name="trail"),
    path("claims/verdict/<int:pk>/edit/", verbs.edit, name="edit"),
    path("claims/verdict/<int:pk>/reword/", verbs.reword, name="reword"),
    path("claims/verdict/<int:pk>/cite/", verbs.cite, name="cite"),
    path("claims/verdict/<int:pk>/uncite/<int:evidence>/", verbs.uncite, name="uncite"),
    path("claims/verdict/<int:pk>/translate/<int:evidence>/", verbs.translate, name="translate"),
    path("claims/verdict/<int:pk>/kinship/", deciding.of_verdict, name="kinship"),
    path("claims/verdict/<int:pk>/plan/", deferring.plan, name="plan"),
    path("claims/verdict/<int:pk>/call_off/", deferring.call_off, name="call_off"),
    path("claims/verdict/<int:pk>/embargo/", deferring.embargo, name="embargo"),
    path("claims/verdict/<int:pk>/hold/", deferring.hold, name="hold"),
    path("claims/verdict/<int:pk>/lift/<int:withheld>/", deferring.lift, name="lift"),
    path("claims/verdict/<int:pk>/remark/", reviewing.remark, name="remark"),
    path("claims/verdict/<int:pk>/settle/<int:remark>/", reviewing.settle, name="settle"),
    path("claims/verdict/<int:pk>/rate/", reviewing.rate, name="rate"),
    path("claims/verdict/<int:pk>/change-it/", changing.change_it, name="change_it"),
    path("claims/verdict/<int:pk>/correct/", changing.correct, name="correct"),
    re_path(rf"^claims/verdict/(?P<pk>[0-9]+)/(?P<verb>{VERBS})/$", verbs.verb, name="verb"),
    path("claims/alarm/<int:pk>/change/", alarm.change, name="alarm"),
    re_path(
        rf"^claims/alarm/(?P<pk>[0-9]+)/(?P<answer>{ANSWERS})/$", alarm.answer, name="alarm_answer"
    ),
    path("claims/suggestion/<int:pk>/change/", suggestion.change, name="suggestion"),
    re_path(
        rf"^claims/suggestion/(?P<pk>[0-9]+)/(?P<answer>{SUGGESTED})/$",
        suggestion.answer,
        name="suggestion_answer",
    ),
    path("claims/complaint/<int:pk>/change/", complaint.change, name="complaint"),
    path("claims/complaint/<int:pk>/accept/", changing.accept, name="complaint_accept"),
    path("claims/complaint/<int:pk>/take-up/", complaint.take, name="complaint_take_up"),
    re_path(
        rf"^claims/complaint/(?P<pk>[0-9]+)/(?P<answer>{COMPLAINED})/$",
        complaint.answer,
        name="complaint_answer",
    ),
    path("sources/capture/", capturing.read, name="capture"),
    path("sources/capture/keep/", capturing.keep, name="capture_keep"),
    path("sources/source/<int:pk>/kinship/", deciding.of_source, name="source_kinship"),
    path("sources/snapshot/<int:pk>/change/", snapshot.change, name="snapshot_page"),
    path("sources/snapshot/<int:pk>/checkable/", checking.show, name="checkable"),
    path("sources/snapshot/<int:pk>/quote/", snapshot.quote, name="quote"),
    path("sources/snapshot/<int:pk>/body/", snapshot.body, name="body"),
    path("sources/snapshot/<int:pk>/archive/", snapshot.archive, name="archive"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read, name="notices_read"),
    path("notices/settings/", notices.preferences, name="notice_settings"),
    path("people/user/<int:pk>/leave/", person.leave, name="person_leaves"),
    path("people/user/<int:pk>/return/", person.come_back, name="person_returns"),
    path("people/user/<int:pk>/take-factor/", person.take_factor_away, name="factor_taken"),
    path("pack/", pack.latest, name="pack_latest"),
    path("pack/<int:year>/", pack.show, name="pack"),
    path("pack/<int:year>/file/", pack.download, name="pack_file"),
]
