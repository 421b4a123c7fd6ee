"""Pages of preservation holds: put a claim on hold, and release another person's hold.

Administrators may do this too, who see no claims; so a claim is named by its public ID.
"""

from http import HTTPStatus

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import preservation_holds
from claims.models import Claim, PreservationHold
from factcheck.core.errors import FactcheckError, InvalidInput
from factcheck.desk.base.action_forms import ClaimIdField
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.forms import DeskForm, build_text_field
from factcheck.desk.base.permissions import action_view, form_view, read_view, render_desk


class HoldForm(DeskForm):
    claim = ClaimIdField(gettext_lazy("Claim"), gettext_lazy("No claim has this ID."))
    reason = build_text_field(
        gettext_lazy("Reason (visible to the desk only)"), PreservationHold.reason, is_required=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["claim"].queryset = Claim.objects.all()
        self.fields["claim"].required = False


class ReleaseHoldForm(DeskForm):
    reason = build_text_field(
        gettext_lazy("Reason for the release"), PreservationHold.release_reason, is_required=True
    )


@form_view(preservation_holds.PERMISSION)
def list_holds(request):
    """The holds, those in force first, and the form for a new one."""
    if request.method != "POST":
        return _render_list(request, HoldForm(initial={"claim": request.GET.get("claim", "")}))
    form = HoldForm(request.POST)
    return perform_action(
        request,
        form,
        _create_hold,
        render_error=lambda error: _render_list(request, form, error),
        success_message=_("On hold. Nothing of the claim is removed until it is released."),
        get_success_url=_get_url,
    )


def _create_hold(*, claim: Claim | None, **fields) -> PreservationHold:
    if claim is None:
        raise InvalidInput(_("Enter the ID of the claim."))
    return preservation_holds.create_hold(claim, **fields)


def _get_url(hold: PreservationHold) -> str:
    return reverse("admin:hold_detail", args=[hold.pk])


def _render_list(request, form: HoldForm, error: FactcheckError | None = None):
    holds = PreservationHold.objects.select_related("claim", "created_by", "released_by")
    context = {
        "title": _("Preservation holds"),
        "form": form,
        "problem": str(error or ""),
        "holds": holds.order_by("-released_at", "-created_at", "-pk"),  # NULL comes first
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "retention/holds.html", context, status)


@read_view(preservation_holds.PERMISSION)
def show_hold(request, pk):
    return _render_hold(request, _get_hold(pk), ReleaseHoldForm())


@action_view(preservation_holds.PERMISSION)
def release_hold(request, pk):
    hold, form = _get_hold(pk), ReleaseHoldForm(request.POST)
    return perform_action(
        request,
        form,
        lambda **fields: preservation_holds.release_hold(hold, **fields),
        render_error=lambda error: _render_hold(request, _get_hold(pk), form, error),
        success_message=_("Released. What is around the claim is removed when its time is over."),
        get_success_url=lambda _result: _get_url(hold),
    )


def _get_hold(pk: int) -> PreservationHold:
    rows = PreservationHold.objects.select_related("claim", "created_by", "released_by")
    return get_object_or_404(rows, pk=pk)


def _render_hold(
    request, hold: PreservationHold, form: ReleaseHoldForm, error: FactcheckError | None = None
):
    context = {
        "title": _("Preservation hold"),
        "hold": hold,
        "form": form,
        "violation": preservation_holds.check_can_release_hold(hold, request.user),
        "problem": str(error or ""),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "retention/hold.html", context, status)
