"""The guided path by which a published finding is changed, all steps on one page.

Kind, cause and what readers are told are handed to the verb `correct`. Where a complaint or an
alarm is attached, the answer to it opens the change instead, so that both are one act.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from claims import complaints
from claims.choices import OPEN, AlarmAnswer, ChangeKind, ComplaintOutcome
from claims.models import Alarm, Complaint, Verdict
from claims.monitoring.alerts import alarms_about
from claims.workflow import actions
from claims.workflow.actions import Refused
from claims.workflow.transitions import RULES, refusals
from factcheck.desk.base import guidance
from factcheck.desk.base.action_forms import (
    VERB_FORMS,
    AcceptForm,
    CorrectAlarmForm,
    CorrectForm,
    RetractComplaintForm,
)
from factcheck.desk.base.messages import BUTTONS, DONE
from factcheck.desk.base.permissions import NOT_YOUR_ROLE, deed, page, shown
from factcheck.desk.complaints.views import the_complaint
from factcheck.desk.verdicts.workspace import Button

FORBIDDEN, CONFLICT, UNFIT = 403, 409, 422
OTHER_WAYS = ("suspend", "propose_retraction")


@dataclass(frozen=True)
class Attached:
    """What the change answers: a complaint, an alarm, or nothing that somebody asked."""

    complaint: Complaint | None = None
    alarm: Alarm | None = None


@page("claims.view_verdict")
def change_it(request, pk):
    verdict = _the_finding(pk)
    return _drawn(request, verdict, _attached(request.GET, verdict))


@deed("claims.view_verdict")
def correct(request, pk):
    """The next revision is a draft, and nobody had asked for it."""
    verdict = _the_finding(pk)
    form = CorrectForm(request.POST, auto_id="id_correct_%s")
    if not form.is_valid():
        return _drawn(request, verdict, Attached(), status=UNFIT, bound={"correct": form})
    told = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
    try:
        following = actions.correct(verdict, **told)
    except Refused as refused:
        status = _status(actions.refusal("correct", verdict, request.user, at=timezone.now()))
        problem, bound = str(refused), {"correct": form}
        return _drawn(request, verdict, Attached(), status=status, problem=problem, bound=bound)
    messages.success(request, DONE["correct"])
    return redirect("admin:claims_verdict_change", following.pk)


def _status(refusal: str | None) -> int:
    """Of a refusal: of the role, or of how things stand."""
    return FORBIDDEN if refusal == NOT_YOUR_ROLE else CONFLICT


@deed("claims.view_complaint")
def accept(request, pk):
    """The same, because a reader was right; the complaint is answered by it."""
    complaint = the_complaint(pk)
    verdict, attached = complaints.stands(complaint), Attached(complaint=complaint)
    retracts = request.POST.get("kind") == ChangeKind.RETRACTION
    form = (RetractComplaintForm if retracts else AcceptForm)(
        request.POST, auto_id="id_propose_retraction_%s" if retracts else "id_correct_%s"
    )
    bound = {"propose_retraction" if retracts else "correct": form}
    if not form.is_valid():
        return _drawn(request, verdict, attached, status=UNFIT, bound=bound)
    told = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
    try:
        answer = complaints.accept(complaint, **told)
    except Refused as refused:
        kind = form.cleaned_data["kind"]
        status = _status(complaints.refusal_to_accept(complaint, kind, request.user, at=told["at"]))
        return _drawn(request, verdict, attached, status=status, problem=str(refused), bound=bound)
    messages.success(request, guidance.COMPLAINT_ANSWERED[ComplaintOutcome.ACCEPTED])
    return redirect("admin:claims_verdict_change", answer.change.verdict_id)


def _the_finding(pk: int) -> Verdict:
    rows = Verdict.objects.select_related("claim__claimant", "rating", "submission")
    return get_object_or_404(rows, pk=pk)


def _attached(asked, verdict: Verdict) -> Attached:
    """What the address names, if it is about this claim and nobody has answered it."""
    named = {name: asked.get(name, "") for name in ("complaint", "alarm")}
    named = {name: int(pk) for name, pk in named.items() if pk.isascii() and pk.isdecimal()}
    waits = complaints.waiting().filter(verdict__claim=verdict.claim_id)
    alarms = alarms_about(verdict).filter(verdict=verdict, answered_at=None)
    return Attached(
        complaint=get_object_or_404(waits, pk=named["complaint"]) if "complaint" in named else None,
        alarm=get_object_or_404(alarms, pk=named["alarm"]) if "alarm" in named else None,
    )


def _drawn(request, verdict, attached: Attached, *, status=200, problem="", bound=None):
    bound, answers = bound or {}, refusals(verdict, request.user, at=timezone.now())
    own = _refusal_of_the_complaint(attached, request.user)
    form, address = _asked(verdict, attached)
    refusal = own or answers["correct"]
    form = bound.get("correct") or form
    context = {
        "title": "Change what readers see",
        "verdict": verdict,
        "attached": attached,
        "form": form,
        "told": form["why" if "why" in form.fields else "note"],
        "address": address,
        "refusal": refusal,
        "under_way": verdict.claim.verdicts.filter(state__in=OPEN).first() if refusal else None,
        "others": _others(verdict, attached, answers, own, bound),
        "waiting": _waiting(verdict, attached),
        "kinds": guidance.KINDS,
        "causes": guidance.CAUSES,
        "examples": guidance.EXAMPLES,
        "follows": guidance.FOLLOWS,
        "problem": problem,
    }
    return shown(request, "change_it.html", context, status)


def _refusal_of_the_complaint(attached: Attached, person) -> str | None:
    """Why this person cannot answer the complaint that is attached, if one is."""
    if attached.complaint is None:
        return None
    return complaints.refusal_to_answer(attached.complaint, ComplaintOutcome.ACCEPTED, person)


def _asked(verdict, attached: Attached) -> tuple[forms.Form, str]:
    """The form, and where it goes."""
    ids = "id_correct_%s"
    if attached.complaint:
        return AcceptForm(auto_id=ids), reverse(
            "admin:complaint_accept", args=[attached.complaint.pk]
        )
    if attached.alarm:
        address = reverse("admin:alarm_answer", args=[attached.alarm.pk, AlarmAnswer.CORRECT])
        return CorrectAlarmForm(auto_id=ids), address
    return CorrectForm(auto_id=ids), reverse("admin:correct", args=[verdict.pk])


def _others(verdict, attached: Attached, answers, own, bound) -> list[Button]:
    """The ways that open no revision, where the finding stands so that they fit."""
    return [
        _way(verb, verdict, attached, own, answers[verb], bound.get(verb))
        for verb in OTHER_WAYS
        if verdict.state in RULES[verb].leaves
    ]


def _way(verb, verdict, attached: Attached, own, refusal, bound) -> Button:
    """A retraction answers the complaint that is attached; a suspension answers nothing."""
    address, form = reverse("admin:verb", args=[verdict.pk, verb]), VERB_FORMS[verb]
    if verb == "propose_retraction" and attached.complaint:
        refusal = own or refusal
        address = reverse("admin:complaint_accept", args=[attached.complaint.pk])
        form = RetractComplaintForm
    return Button(
        verb=verb,
        label=BUTTONS[verb],
        says=RULES[verb].sentence,
        address=address,
        form=bound or form(auto_id=f"id_{verb}_%s"),
        refusal=refusal,
        open=bound is not None,
    )


def _waiting(verdict, attached: Attached) -> dict:
    """What else somebody asked of this finding and may be answered by the same change."""
    if attached.complaint or attached.alarm:
        return {}
    waits = complaints.waiting().filter(verdict__claim=verdict.claim_id)
    alarms = alarms_about(verdict).filter(verdict=verdict, answered_at=None)
    return {"complaints": list(waits), "alarms": list(alarms)}
