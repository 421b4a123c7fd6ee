"""One complaint of a reader: the words beside the finding that they are about, and the answer.

Each answer is a deed at its own address. A refusal draws the page again with its sentence, and
with everything that was typed.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from claims.choices import ComplaintOutcome
from claims.complaints import (
    answer_complaint,
    answer_of,
    change_under_way,
    refusal_to_answer,
    stands,
    take_up,
)
from claims.models import Complaint, Verdict
from claims.publication import record
from claims.workflow.actions import Refused
from factcheck.desk.base.action_forms import COMPLAINT_FORMS, ShownForm
from factcheck.desk.base.guidance import COMPLAINT_ANSWERED, COMPLAINT_ANSWERS
from factcheck.desk.base.permissions import NOT_YOUR_ROLE, deed, page, shown
from factcheck.desk.verdicts.workspace import Button

FORBIDDEN, CONFLICT, UNFIT = 403, 409, 422
ACCEPTED = ComplaintOutcome.ACCEPTED


def the_complaint(pk: int) -> Complaint:
    rows = Complaint.objects.select_related("verdict__claim")
    return get_object_or_404(rows, pk=pk)


@page("claims.view_complaint")
def change(request, pk):
    return _drawn(request, the_complaint(pk))


@deed("claims.view_complaint")
def answer(request, pk, answer):
    """Refused, passed on or answered already."""
    return _answered(request, pk, answer, COMPLAINT_FORMS[answer], answer_complaint)


@deed("claims.view_complaint")
def take(request, pk):
    """The change that is under way takes it up."""
    return _answered(request, pk, ACCEPTED, ShownForm, _taken_up)


def _taken_up(complaint, *, outcome, **told):
    return take_up(complaint, **told)


def _answered(request, pk, outcome, form_class, verb):
    complaint = the_complaint(pk)
    form = form_class(request.POST, auto_id=f"id_{outcome}_%s")
    if not form.is_valid():
        return _drawn(request, complaint, status=UNFIT, bound={outcome: form})
    told = {"by": request.user, "at": timezone.now(), "outcome": outcome, **form.cleaned_data}
    try:
        verb(complaint, **told)
    except Refused as refused:
        allowed = refusal_to_answer(complaint, outcome, request.user) != NOT_YOUR_ROLE
        status = CONFLICT if allowed else FORBIDDEN
        problem, bound = str(refused), {outcome: form}
        return _drawn(request, complaint, status=status, problem=problem, bound=bound)
    messages.success(request, COMPLAINT_ANSWERED[outcome])
    return redirect("admin:claims_complaint_change", pk)


def _drawn(request, complaint: Complaint, *, status=200, problem="", bound=None):
    verdict, done = stands(complaint), answer_of(complaint)
    context = {
        "title": "A complaint of a reader",
        "complaint": complaint,
        "verdict": verdict,
        "record": record.read(verdict.submission.content),
        "done": done,
        "given_up": [one for one in _answers(complaint) if done is None or one.pk != done.pk],
        "accepting": None if done else _accepting(complaint, verdict, request.user),
        "buttons": [] if done else _buttons(complaint, request.user, bound or {}),
        "form": next(iter((bound or {}).values()), None),
        "problem": problem,
    }
    return shown(request, "complaint.html", context, status)


def _answers(complaint: Complaint):
    return complaint.answers.select_related("change__verdict", "answered_by")


def _accepting(complaint: Complaint, verdict: Verdict, person) -> dict:
    """The way to a change: through the one that is under way, or step by step through a new one."""
    guided = f"{reverse('admin:change_it', args=[verdict.pk])}?complaint={complaint.pk}"
    return {
        "refusal": refusal_to_answer(complaint, ACCEPTED, person),
        "guided": guided,
        "under_way": change_under_way(complaint),
        "form": ShownForm(auto_id="id_accepted_%s"),
    }


def _buttons(complaint: Complaint, person, bound: dict) -> list[Button]:
    refusal = refusal_to_answer(complaint, ComplaintOutcome.REFUSED, person)  # the same of all
    return [
        Button(
            verb=one,
            label=label,
            says=says,
            address=reverse("admin:complaint_answer", args=[complaint.pk, one]),
            form=bound.get(one) or COMPLAINT_FORMS[one](auto_id=f"id_{one}_%s"),
            refusal=refusal,
            open=one in bound,
        )
        for one, (label, says) in COMPLAINT_ANSWERS.items()
    ]
