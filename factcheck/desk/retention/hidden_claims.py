"""Pages on which an editor hides a claim, or all that quotes a source, and shows it again."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim, VisibilityChange
from claims.publication import hidden_claims
from claims.publication.hiding_preview import preview_hiding
from factcheck.core.errors import FactcheckError
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.forms import DeskForm, build_text_field
from factcheck.desk.base.permissions import action_view, form_view, read_view, render_desk
from sources.models import Source

PERMISSION = hidden_claims.PERMISSION


class VisibilityForm(DeskForm):
    reason = build_text_field(
        gettext_lazy("Reason"),
        VisibilityChange.reason,
        hint=gettext_lazy("It stays at the desk. Readers see the date only."),
        is_required=True,
    )


@dataclass(frozen=True)
class HideableRow:
    """A claim or a source, with what its page needs."""

    row: Claim | Source
    page_url: str
    hide_url: str
    unhide_url: str
    hide: Callable[..., None]
    unhide: Callable[..., None]
    claims_to_hide: list[Claim]
    hidden: list[VisibilityChange]


def _get_claim(pk: int) -> HideableRow:
    claim = get_object_or_404(Claim, pk=pk)
    return HideableRow(
        claim,
        *_build_urls("claims_claim_change", "claim", pk),
        hidden_claims.hide_published_claim,
        hidden_claims.unhide_published_claim,
        hidden_claims.list_claims_to_hide(claim),
        list(hidden_claims.list_hidden_claims().filter(claim=claim)),
    )


def _get_source(pk: int) -> HideableRow:
    source = get_object_or_404(Source, pk=pk)
    return HideableRow(
        source,
        *_build_urls("sources_source_change", "source", pk),
        hidden_claims.hide_source,
        hidden_claims.unhide_source,
        hidden_claims.list_quoting_claims(source),
        list(hidden_claims.list_hidden_claims().filter(source=source)),
    )


def _build_urls(page: str, kind: str, pk: int) -> list[str]:
    return [
        reverse(f"admin:{name}", args=[pk]) for name in (page, f"{kind}_hide", f"{kind}_unhide")
    ]


@read_view(PERMISSION)
def list_hidden(request):
    """The claims that are hidden now, those to decide first."""
    context = {
        "title": _("Hidden for legal reasons"),
        "changes": hidden_claims.list_hidden_claims(),
    }
    return render_desk(request, "retention/hidden_claims.html", context)


@form_view(PERMISSION)
def claim_hide(request, pk):
    """What disappears from the public pages, and the form that hides it or shows it again."""
    return _show_or_hide(request, _get_claim(pk))


@form_view(PERMISSION)
def source_hide(request, pk):
    """What disappears from the public pages, and the form that hides it or shows it again."""
    return _show_or_hide(request, _get_source(pk))


@action_view(PERMISSION)
def claim_unhide(request, pk):
    target = _get_claim(pk)
    return _perform(request, target, target.unhide, _("Readers see it again."))


@action_view(PERMISSION)
def source_unhide(request, pk):
    target = _get_source(pk)
    return _perform(request, target, target.unhide, _("Readers see it again."))


def _show_or_hide(request, target: HideableRow):
    if request.method != "POST":
        return _render(request, target, VisibilityForm())
    message = _("Hidden from readers everywhere. Decide soon what becomes of it.")
    return _perform(request, target, target.hide, message)


def _perform(request, target: HideableRow, action: Callable[..., None], message: str):
    form = VisibilityForm(request.POST)
    return perform_action(
        request,
        form,
        lambda **fields: action(target.row, **fields),
        render_error=lambda error: _render(request, target, form, error),
        success_message=message,
        get_success_url=lambda _result: target.hide_url,
    )


def _render(
    request, target: HideableRow, form: VisibilityForm, error: FactcheckError | None = None
):
    claim_ids = [claim.public_id for claim in target.claims_to_hide]
    context = {
        "title": _("Hidden for legal reasons") if target.hidden else _("Hide for legal reasons"),
        "target": target,
        "preview": preview_hiding(claim_ids) if claim_ids else None,
        "form": form,
        "problem": str(error or ""),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "retention/hide.html", context, status)
