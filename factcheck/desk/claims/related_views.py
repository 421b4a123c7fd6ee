"""The answer to how two claims are related, from the page of one of them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from claims.intake import related_claims
from claims.models import Claim
from claims.workflow.actions import Refused
from factcheck.desk.base.messages import DONE
from factcheck.desk.base.permissions import deed
from factcheck.desk.claims.related import BACK, RelateForm
from factcheck.desk.claims.views import drawn, the_claim

CONFLICT, UNFIT = 409, 422


@deed("claims.view_claim")
def relate(request, pk):
    """A person says how this claim and another are related."""
    claim = the_claim(pk)
    form = RelateForm(request.POST, auto_id="id_relate_%s")
    if not form.is_valid():
        return drawn(request, claim, UNFIT, bound={"relate": form})
    try:
        _relate(claim, form.cleaned_data, request.user)
    except Refused as refused:
        return drawn(request, claim, CONFLICT, str(refused), bound={"relate": form})
    messages.success(request, DONE["relate"])
    return redirect("admin:claims_claim_change", pk)


def _relate(claim: Claim, said: dict, by) -> None:
    kind, pair = said["kind"], (claim, said["other"])
    if kind.startswith(BACK):
        kind, pair = kind.removeprefix(BACK), pair[::-1]
    related_claims.relate(*pair, kind=kind, why=said["why"], by=by, at=timezone.now())
