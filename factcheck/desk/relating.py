"""The answer to how two claims are related, from the page of one of them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from claims import families
from claims.models import Claim
from claims.workflow import Refused
from factcheck.desk.claim import drawn, the_claim
from factcheck.desk.family import BACK, RelateForm
from factcheck.desk.guard import deed
from factcheck.desk.texts import DONE

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
    families.relate(*pair, kind=kind, why=said["why"], by=by, at=timezone.now())
