"""The page to correct or update a published fact-check: kind, cause and note for readers.

The form opens the next revision as a draft. If it is opened from a complaint or a source alert, the
form decides that complaint or alert, and the same action opens the revision.
"""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import complaints
from claims.choices import (
    OPEN_STATES,
    ChangeCause,
    ChangeKind,
    ComplaintOutcome,
    SourceAlertDecision,
)
from claims.models import Complaint, SourceAlert, Verdict
from claims.monitoring.alerts import get_latest_retrieval, list_alerts_for_revision
from claims.workflow import actions
from claims.workflow.transitions import TRANSITIONS, check_all, load_context
from factcheck.core.errors import FactcheckError, Violation
from factcheck.desk.base import guidance
from factcheck.desk.base.action_forms import (
    ACTION_FORMS,
    CorrectForAlertForm,
    OpenCorrectionForm,
    RetractForComplaintForm,
    UpholdComplaintForm,
)
from factcheck.desk.base.decisions import Button, perform_action
from factcheck.desk.base.messages import ACTION_LABELS, SUCCESS_MESSAGES
from factcheck.desk.base.permissions import action_view, read_view, render_desk
from factcheck.desk.complaints.views import get_complaint_or_404

CORRECT, RETRACT = "correct", "propose_retraction"
OTHER_ACTIONS = ("suspend", RETRACT)  # they open no revision


@dataclass(frozen=True)
class ChangeOrigin:
    """The complaint, source alert or new step in criminal proceedings that the change answers."""

    complaint: Complaint | None = None
    alert: SourceAlert | None = None
    has_new_step: bool = False


@read_view("claims.view_verdict")
def show_wizard(request, pk):
    verdict = _get_verdict_or_404(pk)
    return _render_wizard(request, verdict, _get_origin(request.GET, verdict))


@action_view("claims.view_verdict")
def open_correction(request, pk):
    """Open the next revision without a complaint or a source alert."""
    verdict = _get_verdict_or_404(pk)
    form = OpenCorrectionForm(request.POST, auto_id="id_correct_%s")

    def render_error(error: FactcheckError):
        return _render_wizard(request, verdict, ChangeOrigin(), error, {CORRECT: form})

    return perform_action(
        request,
        form,
        partial(actions.open_correction, verdict),
        render_error=render_error,
        success_message=SUCCESS_MESSAGES["correct"],
        get_success_url=lambda draft: _get_verdict_url(draft.pk),
    )


@action_view("claims.view_complaint")
def accept_complaint(request, pk):
    """Uphold a complaint: open the next revision, or propose a retraction."""
    complaint = get_complaint_or_404(pk)
    verdict = complaints.get_latest_revision(complaint)
    if request.POST.get("kind") == ChangeKind.RETRACTION:
        action, form_class = RETRACT, RetractForComplaintForm
    else:
        action, form_class = CORRECT, UpholdComplaintForm
    form = form_class(request.POST, auto_id=f"id_{action}_%s")

    def render_error(error: FactcheckError):
        return _render_wizard(request, verdict, ChangeOrigin(complaint), error, {action: form})

    return perform_action(
        request,
        form,
        partial(complaints.uphold_complaint, complaint),
        render_error=render_error,
        success_message=guidance.COMPLAINT_DECIDED[ComplaintOutcome.UPHELD],
        get_success_url=lambda answer: _get_verdict_url(answer.change.verdict_id),
    )


def _get_verdict_url(pk: int) -> str:
    return reverse("admin:claims_verdict_change", args=[pk])


def _get_verdict_or_404(pk: int) -> Verdict:
    rows = Verdict.objects.select_related("claim__claimant", "rating", "submission")
    return get_object_or_404(rows, pk=pk)


def _get_origin(query, verdict: Verdict) -> ChangeOrigin:
    """The open complaint or alert that the query string names, if it is about this claim."""
    pks = {name: query.get(name, "") for name in ("complaint", "alert")}
    pks = {name: int(pk) for name, pk in pks.items() if pk.isascii() and pk.isdecimal()}
    complaint = alert = None
    if "complaint" in pks:
        complaint = get_object_or_404(_list_open_complaints(verdict), pk=pks["complaint"])
    if "alert" in pks:
        alert = get_object_or_404(_list_open_alerts(verdict), pk=pks["alert"])
    return ChangeOrigin(complaint, alert, query.get("cause") == ChangeCause.PROCEEDINGS)


def _list_open_complaints(verdict: Verdict):
    return complaints.list_open_complaints().filter(verdict__claim=verdict.claim_id)


def _list_open_alerts(verdict: Verdict):
    return list_alerts_for_revision(verdict).filter(verdict=verdict, decided_at=None)


def _render_wizard(
    request, verdict, origin: ChangeOrigin, error: FactcheckError | None = None, bound_forms=None
):
    """Render the page. `bound_forms` contains the form that was refused, by its action."""
    bound_forms = bound_forms or {}
    violations = check_all(load_context(verdict, request.user, at=timezone.now()))
    complaint_violation = _check_complaint(origin, request.user)
    violation = complaint_violation or violations["correct"]
    new_form, url = _build_form(verdict, origin)
    form = bound_forms.get(CORRECT) or new_form
    open_revisions = verdict.claim.verdicts.filter(state__in=OPEN_STATES)
    has_origin = origin.complaint or origin.alert
    context = {
        "title": _("Correct or update"),
        "verdict": verdict,
        "origin": origin,
        "form": form,
        "note_field": form["reason" if "reason" in form.fields else "note"],
        "form_url": url,
        "violation": violation,
        "open_revision": open_revisions.first() if violation else None,
        "other_buttons": _build_other_buttons(
            verdict, origin, violations, complaint_violation, bound_forms
        ),
        "has_origin": has_origin,
        "open_complaints": [] if has_origin else list(_list_open_complaints(verdict)),
        "open_alerts": [] if has_origin else list(_list_open_alerts(verdict)),
        "kinds": guidance.KINDS,
        "causes": guidance.CAUSES,
        "examples": guidance.EXAMPLES,
        "next_steps": guidance.NEXT_STEPS,
        "problem": str(error or ""),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "changes/wizard.html", context, status)


def _check_complaint(origin: ChangeOrigin, user) -> Violation | None:
    if origin.complaint is None:
        return None
    return complaints.check_can_answer_complaint(origin.complaint, ComplaintOutcome.UPHELD, user)


def _build_form(verdict, origin: ChangeOrigin) -> tuple[forms.Form, str]:
    """The form that opens the next revision, and the URL that it posts to."""
    auto_id = f"id_{CORRECT}_%s"
    if origin.complaint:
        url = reverse("admin:complaint_uphold", args=[origin.complaint.pk])
        return UpholdComplaintForm(auto_id=auto_id), url
    if origin.alert:
        args = [origin.alert.pk, SourceAlertDecision.CORRECT]
        initial = {"seen_retrieval": get_latest_retrieval(origin.alert).pk}
        form = CorrectForAlertForm(auto_id=auto_id, initial=initial)
        return form, reverse("admin:alert_decide", args=args)
    url = reverse("admin:correction_create", args=[verdict.pk])
    has_new_step = origin.has_new_step
    initial = {"kind": ChangeKind.UPDATE, "cause": ChangeCause.PROCEEDINGS} if has_new_step else {}
    return OpenCorrectionForm(auto_id=auto_id, initial=initial), url


def _build_other_buttons(
    verdict, origin: ChangeOrigin, violations, complaint_violation, bound_forms
) -> list[Button]:
    """The actions that open no revision and fit the state. A retraction decides the complaint."""
    buttons = []
    for action in OTHER_ACTIONS:
        if verdict.state not in TRANSITIONS[action].from_states:
            continue
        url = reverse("admin:verdict_action", args=[verdict.pk, action])
        form_class, violation = ACTION_FORMS[action], violations[action]
        if action == RETRACT and origin.complaint:
            url = reverse("admin:complaint_uphold", args=[origin.complaint.pk])
            form_class, violation = RetractForComplaintForm, complaint_violation or violation
        buttons.append(
            Button(
                action=action,
                label=ACTION_LABELS[action],
                description=TRANSITIONS[action].description,
                url=url,
                form=bound_forms.get(action) or form_class(auto_id=f"id_{action}_%s"),
                violation=violation,
                is_open=action in bound_forms,
            )
        )
    return buttons
