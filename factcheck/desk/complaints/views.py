"""One complaint of a reader, next to the fact-check that it is about, and the desk's answer."""

from functools import partial
from http import HTTPStatus

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.choices import ComplaintOutcome
from claims.complaints import (
    answer_complaint,
    attach_to_open_change,
    check_can_answer_complaint,
    find_open_change,
    get_current_answer,
    get_latest_revision,
)
from claims.models import Complaint, Verdict
from claims.publication import record
from factcheck.core.errors import FactcheckError
from factcheck.desk.base.action_forms import COMPLAINT_FORMS, UpholdByOpenChangeForm
from factcheck.desk.base.decisions import Button, build_buttons, perform_action
from factcheck.desk.base.guidance import COMPLAINT_DECIDED, COMPLAINT_DECISIONS
from factcheck.desk.base.permissions import action_view, read_view, render_desk

UPHELD = ComplaintOutcome.UPHELD


def get_complaint_or_404(pk: int) -> Complaint:
    rows = Complaint.objects.select_related("verdict__claim")
    return get_object_or_404(rows, pk=pk)


@read_view("claims.view_complaint")
def complaint_detail(request, pk):
    return render_complaint_page(request, get_complaint_or_404(pk))


@action_view("claims.view_complaint")
def complaint_decide(request, pk, decision):
    """Not upheld, referred or already answered."""
    form = _build_form(decision, request.POST)
    return _perform(request, pk, decision, form, partial(answer_complaint, outcome=decision))


@action_view("claims.view_complaint")
def complaint_uphold_by_open_change(request, pk):
    """The change that is being worked on answers the complaint."""
    form = _build_uphold_form(request.POST)
    return _perform(request, pk, UPHELD, form, attach_to_open_change)


def _perform(request, pk: int, outcome: str, form, action):
    complaint = get_complaint_or_404(pk)

    def render_error(error: FactcheckError):
        return render_complaint_page(request, get_complaint_or_404(pk), error, {outcome: form})

    return perform_action(
        request,
        form,
        partial(action, complaint),
        render_error=render_error,
        success_message=COMPLAINT_DECIDED[outcome],
        get_success_url=lambda _answer: reverse("admin:claims_complaint_change", args=[pk]),
    )


def _build_form(outcome: str, data=None):
    return COMPLAINT_FORMS[outcome](data, auto_id=f"id_{outcome}_%s")


def _build_uphold_form(data=None) -> UpholdByOpenChangeForm:
    return UpholdByOpenChangeForm(data, auto_id="id_upheld_%s")


def render_complaint_page(
    request, complaint: Complaint, error: FactcheckError | None = None, bound_forms=None
):
    bound_forms = bound_forms or {}
    verdict, answer = get_latest_revision(complaint), get_current_answer(complaint)
    answers = complaint.answers.select_related("change__verdict", "decided_by")
    prefetch_related_objects([verdict], "contributors__user")
    published = record.load_record(verdict.submission.content)
    context = {
        "title": _("Complaint from a reader"),
        "complaint": complaint,
        "verdict": verdict,
        "record": published,
        "directives": record.get_directives(published),
        "answer": answer,
        "abandoned_answers": [row for row in answers if row != answer],
        "uphold": None if answer else _build_uphold_panel(complaint, verdict, request.user),
        "buttons": [] if answer else _build_buttons(complaint, request.user, bound_forms),
        "form": next(iter(bound_forms.values()), None),
        "problem": str(error or ""),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "complaints/detail.html", context, status)


def _build_uphold_panel(complaint: Complaint, verdict: Verdict, user) -> dict:
    """Uphold it by the change that is being worked on, or by a new one in the wizard."""
    wizard_url = reverse("admin:change_wizard", args=[verdict.pk])
    return {
        "violation": check_can_answer_complaint(complaint, UPHELD, user),
        "wizard_url": f"{wizard_url}?complaint={complaint.pk}",
        "open_change": find_open_change(complaint),
        "form": _build_uphold_form(),
    }


def _build_buttons(complaint: Complaint, user, bound_forms) -> list[Button]:
    violation = check_can_answer_complaint(complaint, ComplaintOutcome.NOT_UPHELD, user)
    return build_buttons(
        COMPLAINT_DECISIONS,
        bound_forms,
        get_url=lambda outcome: reverse("admin:complaint_decide", args=[complaint.pk, outcome]),
        build_form=_build_form,
        check=lambda _outcome: violation,  # the same for all of them
    )
