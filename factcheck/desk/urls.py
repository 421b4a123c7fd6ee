"""The addresses of the desk's own pages, under /desk/ and before those of the admin.

A page that takes the place of an admin form stands at that form's address, so that no form of
Django's can write what only a verb may.
"""

from django.urls import path, re_path

from claims.rules import RULES
from claims.vocabulary import AlarmAnswer, SuggestionAnswer
from factcheck.desk import (
    alarm,
    capturing,
    claim,
    deciding,
    pack,
    passwords,
    person,
    preview,
    snapshot,
    suggestion,
    trail,
    verbs,
    verdict,
)

VERBS = "|".join(verb for verb in RULES if verb not in verdict.WRITING)

ANSWERS = "|".join(AlarmAnswer.values)
SUGGESTED = "|".join(SuggestionAnswer.values)

urlpatterns = [
    *passwords.urlpatterns,
    path("claims/claim/add/", claim.record, name="record_claim"),
    path("claims/claim/<int:pk>/change/", claim.change, name="claim_page"),
    path("claims/claim/<int:pk>/mend/", claim.mend, name="claim_mend"),
    path("claims/claim/<int:pk>/appear/", claim.appear, name="claim_appear"),
    path("claims/claim/<int:pk>/decline/", claim.decline, name="claim_decline"),
    path("claims/claim/<int:pk>/reopen/", claim.reopen, name="claim_reopen"),
    path("claims/claim/<int:pk>/merge/", claim.merge, name="claim_merge"),
    path("claims/claim/<int:pk>/draft/", claim.draft, name="claim_draft"),
    path("claims/verdict/<int:pk>/change/", verdict.change, name="workspace"),
    path("claims/verdict/<int:pk>/preview/", preview.show, name="preview"),
    path("claims/verdict/<int:pk>/trail/", trail.show, name="trail"),
    path("claims/verdict/<int:pk>/edit/", verbs.edit, name="edit"),
    path("claims/verdict/<int:pk>/reword/", verbs.reword, name="reword"),
    path("claims/verdict/<int:pk>/cite/", verbs.cite, name="cite"),
    path("claims/verdict/<int:pk>/uncite/<int:evidence>/", verbs.uncite, name="uncite"),
    path("claims/verdict/<int:pk>/translate/<int:evidence>/", verbs.translate, name="translate"),
    path("claims/verdict/<int:pk>/kinship/", deciding.of_verdict, name="kinship"),
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
    path("sources/capture/", capturing.read, name="capture"),
    path("sources/capture/keep/", capturing.keep, name="capture_keep"),
    path("sources/source/<int:pk>/kinship/", deciding.of_source, name="source_kinship"),
    path("sources/snapshot/<int:pk>/change/", snapshot.change, name="snapshot_page"),
    path("sources/snapshot/<int:pk>/quote/", snapshot.quote, name="quote"),
    path("sources/snapshot/<int:pk>/body/", snapshot.body, name="body"),
    path("sources/snapshot/<int:pk>/archive/", snapshot.archive, name="archive"),
    path("people/user/<int:pk>/leave/", person.leave, name="person_leaves"),
    path("people/user/<int:pk>/return/", person.come_back, name="person_returns"),
    path("people/user/<int:pk>/take-factor/", person.take_factor_away, name="factor_taken"),
    path("pack/", pack.latest, name="pack_latest"),
    path("pack/<int:year>/", pack.show, name="pack"),
    path("pack/<int:year>/file/", pack.download, name="pack_file"),
]
