"""The proofs of the ledger: receipts of revisions, checkpoints and the keys that sign them."""

from django.http import Http404, HttpResponse, JsonResponse

from claims.publication import proofs, queries
from factcheck.public.base.pages import (
    CACHE_CONTROL,
    public_page,
    raise_missing,
    render_public_page,
)
from factcheck.public.formatting.proof_diagram import build_proof_diagram


@public_page
def show_receipt(request, claim_id, number):
    """What proves that a revision says what was published, in plain words and with a picture."""
    receipt = proofs.get_receipt(claim_id, int(number))
    if receipt is None:
        raise_missing("No published revision has this address.", claim_id=claim_id)
    newest = receipt.proofs[-1] if receipt.proofs else None
    context = {
        "receipt": receipt,
        "row": receipt.verdict,
        "checkpoint": newest.checkpoint if newest else None,
        "stamped": queries.get_stamped_checkpoint(newest.entry.number) if newest else None,
        "diagram": build_proof_diagram(newest) if newest else None,
    }
    return render_public_page(request, "receipt.html", context, index=False)


@public_page
def download_receipt(request, claim_id, number):
    """The receipt as one JSON file, which a verifier checks without this site."""
    receipt = proofs.get_receipt(claim_id, int(number))
    # A verifier needs the digest of a hidden revision, too.
    receipt = receipt or proofs.get_hidden_receipt(claim_id, int(number))
    if receipt is None:
        raise Http404("No published revision has this address.")
    response = JsonResponse(receipt.to_json())
    name = f"receipt-{claim_id}-{number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _make_cacheable(response)


@public_page
def download_checkpoint(request, size=None):
    """The newest checkpoint, or the one of this size, as the signed note that it is."""
    checkpoint = queries.get_checkpoint(size)
    if checkpoint is None:
        raise Http404("No checkpoint has this size.")
    response = HttpResponse(checkpoint.note, content_type="text/plain; charset=utf-8")
    return _make_cacheable(response)


@public_page
def list_keys(request):
    """The keys that signed checkpoints, with the sizes of their first and last."""
    checkpoint = queries.get_checkpoint()
    context = {
        "keys": queries.list_ledger_keys(),
        "current_keys": checkpoint.verifier_keys if checkpoint else [],
    }
    return render_public_page(request, "ledger_keys.html", context)


def _make_cacheable(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = CACHE_CONTROL
    response["X-Robots-Tag"] = "noindex"
    return response
