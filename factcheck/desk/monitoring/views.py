"""One quotation that changed under a published verdict: old and new side by side, and the answer.

Each answer is a deed at its own address. A refusal draws the page again with its sentence, and
with everything that was typed.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from claims.choices import STANDING
from claims.models import Alarm, Verdict
from claims.monitoring.alerts import alarms_about, answer_alarm, latest_check, refusal_to_answer
from claims.workflow import transitions
from claims.workflow.actions import Refused
from factcheck.core import together
from factcheck.desk.base.action_forms import ANSWER_FORMS
from factcheck.desk.base.messages import ANSWERED, ANSWERS
from factcheck.desk.base.permissions import NOT_YOUR_ROLE, deed, page, shown
from factcheck.desk.verdicts.workspace import Button
from sources.models import Check
from sources.rechecks import Piece, marked

FORBIDDEN, CONFLICT, UNFIT = 403, 409, 422
AROUND = 200  # characters of the new text shown on either side of what was found


@dataclass(frozen=True)
class Now:
    """What stands in the source now, in its context; without words where none were found."""

    check: Check
    before: str
    pieces: list[Piece]
    after: str


def the_alarm(pk: int) -> Alarm:
    rows = Alarm.objects.select_related(
        "verdict__claim",
        "verdict__rating",
        "passage__snapshot__source",
        "passage__body",
        "finding__retrieval",
        "answered_by",
        "following",
    )
    return get_object_or_404(rows, pk=pk)


@page("claims.view_alarm")
def change(request, pk):
    return _drawn(request, the_alarm(pk))


@deed("claims.view_alarm")
def answer(request, pk, answer):
    """The editor's decision; a correction leads to the draft that it opened."""
    alarm = the_alarm(pk)
    form = ANSWER_FORMS[answer](request.POST, auto_id=f"id_{answer}_%s")
    if not form.is_valid():
        return _drawn(request, alarm, status=UNFIT, bound={answer: form})
    told = {"by": request.user, "at": timezone.now(), "answer": answer}
    try:
        done = answer_alarm(alarm, **told, **form.cleaned_data)
    except Refused as refused:
        allowed = refusal_to_answer(alarm, answer, request.user, at=told["at"]) != NOT_YOUR_ROLE
        status = CONFLICT if allowed else FORBIDDEN
        fresh = the_alarm(pk)
        return _drawn(request, fresh, status=status, problem=str(refused), bound={answer: form})
    messages.success(request, ANSWERED[answer])
    if done.following_id:
        return redirect("admin:claims_verdict_change", done.following_id)
    return redirect("admin:claims_alarm_change", pk)


def _drawn(request, alarm: Alarm, *, status=200, problem="", bound=None):
    others = Verdict.objects.filter(state__in=STANDING, evidence__passage=alarm.passage_id)
    context = {
        "title": "A quotation that changed",
        "alarm": alarm,
        "verdict": alarm.verdict,
        "passage": alarm.passage,
        "now": _now(alarm),
        "beside": [
            one
            for one in alarms_about(alarm.verdict)
            if one.answered_at is None and one.pk != alarm.pk
        ],
        "others": others.exclude(pk=alarm.verdict_id).select_related("claim", "rating"),
        "buttons": [] if alarm.answered_at else _buttons(alarm, request.user, bound or {}),
        "problem": problem,
    }
    return shown(request, "alarm.html", context, status)


def _now(alarm: Alarm) -> Now:
    check = latest_check(alarm)
    if check.start is None:
        return Now(check, "", [], "")
    text, language = check.snapshot.text, alarm.passage.snapshot.source.language
    return Now(
        check,
        text[max(0, check.start - AROUND) : check.start],
        marked(alarm.passage.exact, check.found, check.reasons, language),
        text[check.end : check.end + AROUND],
    )


def _buttons(alarm: Alarm, person, bound: dict) -> list[Button]:
    together.prefetch(alarm.verdict, *transitions.relations(alarm.verdict))  # once for all answers
    return [
        Button(
            verb=one,
            label=label,
            says=says,
            address=reverse("admin:alarm_answer", args=[alarm.pk, one]),
            form=bound.get(one) or ANSWER_FORMS[one](auto_id=f"id_{one}_%s"),
            refusal=refusal_to_answer(alarm, one, person, at=timezone.now()),
            open=one in bound,
        )
        for one, (label, says) in ANSWERS.items()
    ]
