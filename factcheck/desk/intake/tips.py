"""One tip of a reader: its text, similar claims, and the decision of the desk."""

from functools import partial
from http import HTTPStatus

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.choices import Attribution, TipDecision
from claims.intake.tips import (
    accept_tip_as_claim,
    check_can_answer_tip,
    decline_tip,
    find_claims_for_tip,
    link_tip_to_claim,
)
from claims.models import Claim, Tip
from factcheck.core.errors import FactcheckError
from factcheck.desk.base.action_forms import DeclineTipForm, LinkTipForm
from factcheck.desk.base.decisions import Button, build_buttons, perform_action
from factcheck.desk.base.forms import ClaimForm
from factcheck.desk.base.messages import TIP_DECIDED, TIP_DECISIONS
from factcheck.desk.base.permissions import action_view, read_view, render_desk

ACCEPTED, LINKED, DECLINED = TipDecision
ACTIONS = {ACCEPTED: accept_tip_as_claim, LINKED: link_tip_to_claim, DECLINED: decline_tip}
FORMS = {ACCEPTED: ClaimForm, LINKED: LinkTipForm, DECLINED: DeclineTipForm}


def get_tip_or_404(pk: int) -> Tip:
    rows = Tip.objects.select_related("claim__claimant", "decided_by")
    return get_object_or_404(rows, pk=pk)


@read_view("claims.view_tip")
def tip_detail(request, pk):
    return render_tip_page(request, get_tip_or_404(pk))


@action_view("claims.view_tip")
def tip_decide(request, pk, decision):
    """The desk's decision; an accepted tip leads to its claim."""
    tip = get_tip_or_404(pk)
    form = _build_form(tip, decision, request.POST)

    def render_error(error: FactcheckError):
        return render_tip_page(request, get_tip_or_404(pk), error, {decision: form})

    return perform_action(
        request,
        form,
        partial(ACTIONS[decision], tip),
        render_error=render_error,
        success_message=TIP_DECIDED[decision],
        get_success_url=partial(_get_success_url, tip),
    )


def _get_success_url(tip: Tip, claim: Claim | None) -> str:
    if claim:
        return reverse("admin:claims_claim_change", args=[claim.pk])
    return reverse("admin:claims_tip_change", args=[tip.pk])


def _build_form(tip: Tip, decision: str, data=None):
    """Field IDs differ between the forms; the window for a new claimant needs Django's own IDs."""
    auto_id = "id_%s" if decision == ACCEPTED else f"id_{decision}_%s"
    return FORMS[decision](data, initial=_get_initial_claim(tip), auto_id=auto_id)


def _get_initial_claim(tip: Tip) -> dict:
    """The reader's text as a first wording of the claim, which the desk rewords."""
    max_length = Claim._meta.get_field("statement").max_length
    statement = " ".join(tip.text.split())[:max_length]
    return {"statement": statement, "attribution": Attribution.QUESTION, "language": "en"}


def render_tip_page(request, tip: Tip, error: FactcheckError | None = None, bound_forms=None):
    bound_forms = bound_forms or {}
    buttons = [] if tip.decided_at else _build_buttons(tip, request.user, bound_forms)
    buttons = {button.action: button for button in buttons}
    context = {
        "title": _("Tip from a reader"),
        "tip": tip,
        "similar_claims": [] if tip.decided_at else find_claims_for_tip(tip.text),
        "accept": buttons.pop(ACCEPTED, None),
        "link": buttons.get(LINKED),
        "buttons": list(buttons.values()),
        "form": next(iter(bound_forms.values()), None),
        "problem": str(error or ""),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "intake/tip.html", context, status)


def _build_buttons(tip: Tip, user, bound_forms) -> list[Button]:
    return build_buttons(
        TIP_DECISIONS,
        bound_forms,
        get_url=lambda decision: reverse("admin:tip_decide", args=[tip.pk, decision]),
        build_form=partial(_build_form, tip),
        check=lambda decision: check_can_answer_tip(tip, decision, user),
    )
