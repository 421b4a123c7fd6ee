"""The pages of a claim: record, edit, appearances, and the actions on its own page.

Each action is one call into `claims.intake`, `claims.collaboration` or `claims.workflow`. If it is
refused, the page is shown again with the error and everything that was typed.
"""

from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.forms.models import model_to_dict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import CURRENT_STATES, OPEN_STATES, State
from claims.collaboration import assignments, comments
from claims.intake import claims, related_claims
from claims.models import Appearance, Claim, Verdict
from claims.preservation_holds import find_hold
from claims.publication.hidden_claims import find_hiding
from claims.workflow import drafting
from factcheck.accounts.policies import check_permission
from factcheck.core.edit_conflicts import diff_form
from factcheck.core.errors import EditConflict, FactcheckError, InvalidInput, enforce
from factcheck.desk.base.action_forms import DeclineClaimForm, EmptyForm, MergeClaimForm
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.forms import AppearanceForm, ClaimForm, ClaimUpdateForm, QuoteForm
from factcheck.desk.base.messages import SUCCESS_MESSAGES
from factcheck.desk.base.permissions import action_view, form_view, read_view, render_desk
from factcheck.desk.claims.related import (
    INVERSE_PREFIX,
    RelateClaimsForm,
    build_related_claims_panel,
)
from factcheck.desk.collaboration.panel import (
    AssignForm,
    PostCommentForm,
    UnassignForm,
    build_collaboration_panel,
)
from factcheck.desk.evidence.picker import build_snapshot_picker, get_requested_snapshot, parse_pk
from factcheck.desk.evidence.quote_lookup import is_lookup, look_up_quote
from factcheck.desk.replies.views import (
    build_comment_requests_panel,
    prefetch_comment_request_statuses,
)
from sources.models.snapshot import QuoteError


def get_claim_or_404(pk: int) -> Claim:
    verdicts = Verdict.objects.select_related("rating", "author", "approved_by", "state_changed_by")
    appearances = Appearance.objects.select_related("passage__snapshot__source", "recorded_by")
    rows = Claim.objects.select_related(
        "claimant", "recorded_by", "declined_by", "merged_by", "merged_into"
    ).prefetch_related(
        "topics",
        Prefetch("verdicts", verdicts.order_by("-revision", "-pk")),
        Prefetch("appearances", appearances),
        prefetch_comment_request_statuses(),
    )
    return get_object_or_404(rows, pk=pk)


@read_view("claims.view_claim")
def claim_detail(request, pk):
    return render_claim_page(request, get_claim_or_404(pk))


def render_claim_page(request, claim: Claim, error: FactcheckError | None = None, bound_forms=None):
    """The page of a claim; `bound_forms` holds the form that was refused, by its action."""
    bound_forms = bound_forms or {}
    verdicts = list(claim.verdicts.all())
    kept_verdicts = [verdict for verdict in verdicts if verdict.state != State.DISCARDED]
    context = {
        "title": claim.statement,
        "claim": claim,
        "problem": str(error or ""),
        "verdicts": verdicts,
        "open_verdict": _find_in_state(kept_verdicts, OPEN_STATES),
        "current_verdict": _find_in_state(kept_verdicts, CURRENT_STATES),
        "can_start_draft": claim.status == "open" and not kept_verdicts,
        "decline_form": bound_forms.get("decline") or _build_decline_form(),
        "merge_form": bound_forms.get("merge") or _build_merge_form(),
        "bound_forms": bound_forms,
        "hold": find_hold(claim),
        "hidden": find_hiding(claim),
        **build_related_claims_panel(claim, request.user, bound_forms.get("relate")),
        **build_comment_requests_panel(claim, timezone.now()),
        **build_collaboration_panel(claim, request.user, bound_forms),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "claims/detail.html", context, status)


def _find_in_state(verdicts: list[Verdict], states) -> Verdict | None:
    return next((verdict for verdict in verdicts if verdict.state in states), None)


# ── Record and edit ─────────────────────────────────────────────────────────────────────────────
@form_view("claims.record_claim")
def claim_create(request):
    """Search for similar claims, and record a new one."""
    statement = request.GET.get("statement", "")[:400]
    form = ClaimForm(request.POST or None, initial={"statement": statement, "language": "en"})
    similar_claims, error = claims.find_similar_claims(statement), None
    if request.method == "POST" and not form.is_valid():
        error = InvalidInput()
    elif request.method == "POST":
        similar_claims = claims.find_similar_claims(form.cleaned_data["statement"])
        try:
            claim = _create_claim(request, form, similar_claims)
        except FactcheckError as refusal:
            error = refusal
        else:
            messages.success(request, _("Claim recorded."))
            return redirect(_get_url_after_recording(request, claim))
    context = {
        "title": _("Record a claim"),
        "form": form,
        "similar_claims": similar_claims,
        "problem": str(error or ""),
        "source_query": _get_source_query(request),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "claims/create.html", context, status)


def _create_claim(request, form: ClaimForm, similar_claims: list[Claim]) -> Claim:
    """The new claim. If there are similar ones, the user has to confirm that it is another."""
    if similar_claims and "sure" not in request.POST:
        raise InvalidInput(_("There are similar claims. Is it one of them?"))
    return claims.create_claim(by=request.user, at=timezone.now(), **form.cleaned_data)


def _get_source_query(request) -> str:
    """The sentence of a source that contains the claim, as a query string; otherwise empty."""
    snapshot, exact = parse_pk(request.GET.get("snapshot")), request.GET.get("exact", "")
    return urlencode({"snapshot": snapshot, "exact": exact}) if snapshot and exact else ""


def _get_url_after_recording(request, claim: Claim) -> str:
    """The form for the appearance, if the claim was found in a source; else the claim's page."""
    if source_query := _get_source_query(request):
        return f"{reverse('admin:appearance_create', args=[claim.pk])}?{source_query}"
    return reverse("admin:claims_claim_change", args=[claim.pk])


@form_view("claims.record_claim")
def claim_update(request, pk):
    claim = get_claim_or_404(pk)
    initial = model_to_dict(claim, fields=claims.EDITABLE_FIELDS)
    initial["version"] = claims.compute_claim_version(claim)
    form = ClaimUpdateForm(request.POST or None, initial=initial)
    if request.method != "POST":
        return _render_update_form(request, claim, form)

    def render_error(error: FactcheckError):
        current_claim, theirs = get_claim_or_404(pk), []
        if isinstance(error, EditConflict):
            theirs = diff_form(form, current_claim, claims.EDITABLE_FIELDS)
            form.data = form.data.copy()
            form.data["version"] = claims.compute_claim_version(current_claim)
        return _render_update_form(request, current_claim, form, error, theirs)

    return perform_action(
        request,
        form,
        partial(claims.update_claim, claim),
        render_error=render_error,
        success_message=_("Claim saved. Published fact-checks keep its published wording."),
        get_success_url=lambda _claim: reverse("admin:claims_claim_change", args=[pk]),
    )


def _render_update_form(
    request, claim: Claim, form, error: FactcheckError | None = None, theirs=()
):
    context = {
        "title": _("Edit claim"),
        "claim": claim,
        "form": form,
        "problem": str(error or ""),
        "theirs": theirs,
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "claims/update.html", context, status)


# ── Appearances ─────────────────────────────────────────────────────────────────────────────────
@form_view("claims.record_claim")
def appearance_create(request, pk):
    """Where the claim appeared, with the passage if one of our sources contains it."""
    claim, snapshot = get_claim_or_404(pk), get_requested_snapshot(request)
    exact = request.GET.get("exact", "")
    form = AppearanceForm(request.POST or None, initial={"language": claim.language, "text": exact})
    quote_form = _build_quote_form(request, exact)
    problem, suggestions, status = {}, None, HTTPStatus.OK
    if is_lookup(request) and quote_form.is_valid() and snapshot:
        suggestions = look_up_quote(request, quote_form, snapshot)
    elif request.method == "POST":
        try:
            _add_appearance(request, claim, form, quote_form, snapshot)
        except QuoteError as error:
            quote_form.select_proposal(error)
            problem, suggestions = {"quote_problem": str(error)}, error.suggestions
            status = error.status_code
        except FactcheckError as error:
            problem, status = {"problem": str(error)}, error.status_code
        else:
            messages.success(request, _("Appearance recorded."))
            return redirect("admin:claims_claim_change", pk)
    context = {
        "title": _("Where the claim appeared"),
        "claim": claim,
        "form": form,
        "quote_suggestions": suggestions,
        **build_snapshot_picker(request, quote_form, suggestions),
        **problem,
    }
    return render_desk(request, "claims/appearance.html", context, status)


def _build_quote_form(request, exact: str) -> QuoteForm:
    """The quotation is optional here; without an open snapshot the page does not show the form."""
    form = QuoteForm(request.POST or None, initial={"exact": exact}, auto_id="id_cite_%s")
    form.fields["exact"].widget.attrs.pop("required", None)
    return form


@transaction.atomic
def _add_appearance(request, claim: Claim, form, quote_form: QuoteForm, snapshot) -> None:
    """Creates the passage and the appearance, or neither."""
    if not (form.is_valid() and quote_form.is_valid()):
        raise InvalidInput()
    by, at, fields, quote = request.user, timezone.now(), form.cleaned_data, quote_form.cleaned_data
    if quote["exact"]:
        enforce(check_permission(by, "sources.quote_passage"))
        if snapshot is None:
            raise InvalidInput(_("Open the source that contains this quotation."))
        fields = fields | {"passage": snapshot.quote(by=by, at=at, **quote)}
    claims.add_appearance(claim, by=by, at=at, **fields)


# ── Actions on the claim's own page ─────────────────────────────────────────────────────────────
def _perform(request, pk, name, form, action, success_message, get_success_url=None):
    """Performs the action; `name` is the key of its form on the page."""
    claim = get_claim_or_404(pk)

    def render_error(error: FactcheckError):
        return render_claim_page(request, claim, error, {name: form})

    def get_claim_url(_result) -> str:
        return reverse("admin:claims_claim_change", args=[pk])

    return perform_action(
        request,
        form,
        partial(action, claim),
        render_error=render_error,
        success_message=success_message,
        get_success_url=get_success_url or get_claim_url,
    )


def _build_decline_form(data=None) -> DeclineClaimForm:
    return DeclineClaimForm(data, auto_id="id_decline_%s")


def _build_merge_form(data=None) -> MergeClaimForm:
    return MergeClaimForm(data, auto_id="id_merge_%s")


def _build_view(permission, name, build_form, action, success_message):
    """A view for an action that needs nothing but its form."""

    @action_view(permission)
    def view(request, pk):
        return _perform(request, pk, name, build_form(request.POST), action, success_message)

    return view


claim_decline = _build_view(
    "claims.decline_claim",
    "decline",
    _build_decline_form,
    claims.decline,
    gettext_lazy("Claim declined."),
)
claim_reopen = _build_view(
    "claims.decline_claim", "reopen", EmptyForm, claims.reopen, gettext_lazy("Claim reopened.")
)
claim_merge = _build_view(
    "claims.merge_claim", "merge", _build_merge_form, claims.merge, gettext_lazy("Claim merged.")
)
claim_assign = _build_view(
    "claims.write_verdict",
    "assign",
    partial(AssignForm, auto_id="id_assign_%s"),
    assignments.assign_claim,
    gettext_lazy("Assigned."),
)
claim_unassign = _build_view(
    "claims.write_verdict",
    "unassign",
    UnassignForm,
    assignments.unassign_claim,
    gettext_lazy("Assignment removed."),
)
comment_create = _build_view(
    "claims.view_claim",
    "comment",
    partial(PostCommentForm, auto_id="id_comment_%s"),
    comments.post_comment,
    gettext_lazy("Comment posted. Only the desk can read it."),
)


@action_view("claims.write_verdict")
def verdict_create(request, pk):
    """Starts the fact-check, and opens its draft."""
    return _perform(
        request,
        pk,
        "draft",
        EmptyForm(request.POST),
        drafting.create_draft,
        _("Draft created. You are its author."),
        lambda verdict: reverse("admin:claims_verdict_change", args=[verdict.pk]),
    )


@action_view("claims.view_claim")
def claim_relate(request, pk):
    """Records how this claim and another are related, in either direction."""
    form = RelateClaimsForm(request.POST, auto_id="id_relate_%s")
    return _perform(request, pk, "relate", form, _relate, SUCCESS_MESSAGES["relate"])


def _relate(claim: Claim, *, to_claim: Claim, kind: str, reason: str, by, at):
    pair = (claim, to_claim)
    if kind.startswith(INVERSE_PREFIX):
        kind, pair = kind.removeprefix(INVERSE_PREFIX), (to_claim, claim)
    return related_claims.relate_claims(*pair, kind=kind, reason=reason, by=by, at=at)
