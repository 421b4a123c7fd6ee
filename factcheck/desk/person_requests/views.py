"""Pages of requests about a person: record, weigh and decide them, and confirm a removal."""

from datetime import datetime, time
from functools import partial
from http import HTTPStatus

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import PersonRequest, PersonRequestDecision
from claims.person_requests import actions
from claims.person_requests.places import find_places, read_place
from claims.signing import signatures
from factcheck.core.errors import FactcheckError, InvalidInput, enforce
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.permissions import action_view, form_view, read_view, render_desk
from factcheck.desk.base.signing import add_proof
from factcheck.desk.person_requests.forms import (
    CRITERIA,
    DecideRequestForm,
    FindWordsForm,
    PersonRequestForm,
    RemoveWordsForm,
)

PERMISSION = actions.PERMISSION


def get_request_or_404(pk: int) -> PersonRequest:
    rows = PersonRequest.objects.select_related("claim", "claimant", "recorded_by")
    return get_object_or_404(rows, pk=pk)


def get_url(request: PersonRequest) -> str:
    return reverse("admin:person_request_detail", args=[request.pk])


# ── recording ───────────────────────────────────────────────────────────────────────────────────
@form_view(PERMISSION)
def list_requests(request):
    """The requests, those to decide first, and the form for a new one."""
    if request.method != "POST":
        return _render_list(request, PersonRequestForm())
    form = PersonRequestForm(request.POST)
    return perform_action(
        request,
        form,
        _record,
        render_error=lambda error: _render_list(request, form, error),
        success_message=_("The request is recorded, and is due within a month."),
        get_success_url=get_url,
    )


def _record(*, by, at: datetime, received_on=None, **fields) -> PersonRequest:
    zone = timezone.get_default_timezone()
    received_at = datetime.combine(received_on, time(), zone) if received_on else None
    return actions.record_request(by=by, at=at, received_at=received_at, **fields)


def _render_list(request, form: PersonRequestForm, error: FactcheckError | None = None):
    open_requests = actions.list_open_requests()
    context = {
        "title": _("Requests about a person"),
        "form": form,
        "problem": str(error or ""),
        "open_requests": open_requests,
        "decided": PersonRequest.objects.exclude(pk__in=open_requests.order_by().values("pk")),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "person_requests/list.html", context, status)


# ── deciding ────────────────────────────────────────────────────────────────────────────────────
@read_view(PERMISSION)
def show_request(request, pk):
    return _render_request(request, get_request_or_404(pk), DecideRequestForm())


@action_view(PERMISSION)
def decide(request, pk):
    """A decision that removes nothing."""
    row, form = get_request_or_404(pk), DecideRequestForm(request.POST)
    return perform_action(
        request,
        form,
        partial(_decide, row),
        render_error=lambda error: _render_request(request, get_request_or_404(pk), form, error),
        success_message=_("The request is decided."),
        get_success_url=lambda _decision: get_url(row),
    )


def _decide(row: PersonRequest, **fields) -> PersonRequestDecision:
    if any(fields[name] is None for name in CRITERIA):
        raise InvalidInput(_("Answer all four questions."))
    return actions.decide_request(row, **fields)


def _render_request(
    request, row: PersonRequest, form: DecideRequestForm, error: FactcheckError | None = None
):
    decision = actions.get_decision(row)
    is_pending = decision is not None and actions.check_can_decide(row, request.user) is None
    context = {
        "title": _("Request about a person"),
        "row": row,
        "decision": decision,
        "is_pending": is_pending,
        "places": [read_place(place) for place in decision.places]
        if is_pending and decision
        else [],
        "revisions": list(actions.list_changed_revisions(decision)) if decision else [],
        "confirm_violation": decision and actions.check_can_confirm(decision, request.user),
        "violation": actions.check_can_decide(row, request.user),
        "form": form,
        "button": {"sign_url": get_sign_url(row)},
        "find_form": FindWordsForm(auto_id="id_find_%s", initial={"words": row.name}),
        "problem": str(error or ""),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "person_requests/detail.html", context, status)


# ── removing words ──────────────────────────────────────────────────────────────────────────────
@action_view(PERMISSION)
def find(request, pk):
    """Every place with the words; they are posted, so that no log has them."""
    row, form = get_request_or_404(pk), FindWordsForm(request.POST)
    if not form.is_valid():
        return _render_request(request, row, DecideRequestForm(), InvalidInput())
    words = form.cleaned_data["words"]
    removal = RemoveWordsForm(initial={"words": "\n".join(words)})
    return _render_places(request, row, removal, words)


@action_view(PERMISSION)
def remove(request, pk):
    """The chosen places are removed once a second editor has confirmed it."""
    row, form = get_request_or_404(pk), RemoveWordsForm(request.POST)
    chosen = set(request.POST.getlist("places"))
    return perform_action(
        request,
        form,
        partial(_remove, row, chosen),
        render_error=lambda error: _render_places(
            request, row, form, form.cleaned_data.get("words", []), error, chosen
        ),
        success_message=_("Decided. Another editor has to confirm it."),
        get_success_url=lambda _decision: get_url(row),
    )


def _remove(row, chosen: set[str], *, words, all_places: bool, **fields) -> PersonRequestDecision:
    places = [place for place in find_places(row, words) if all_places or place.key in chosen]
    return _decide(row, places=places, **fields)


def _render_places(request, row, form, words, error=None, chosen=None):
    places = find_places(row, words)
    chosen = {place.key for place in places if place.is_linked} if chosen is None else chosen
    context = {
        "title": _("Words to remove"),
        "row": row,
        "form": form,
        "words": words,
        "places": [(place, place.key in chosen) for place in places],
        "problem": str(error or ""),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "person_requests/places.html", context, status)


@action_view(PERMISSION)
def confirm(request, pk):
    row = get_request_or_404(pk)
    form = FindWordsForm({"words": ""})
    decision = get_object_or_404(
        PersonRequestDecision, request=row, number=request.POST.get("number") or 0
    )
    return perform_action(
        request,
        form,
        add_proof(request, lambda words, **fields: actions.confirm_removal(decision, **fields)),
        render_error=lambda error: _render_request(request, row, DecideRequestForm(), error),
        success_message=_("The words are removed."),
        get_success_url=lambda _confirmation: get_url(row),
    )


@action_view(PERMISSION)
def show_removal_signature(request, pk):
    """Answer, as JSON, what the passkey has to sign before the words are removed."""
    decision = actions.get_decision(get_request_or_404(pk))
    if decision is None:
        raise Http404
    if not signatures.is_signed(actions.SIGNED_ACTION):
        return JsonResponse({})
    try:
        enforce(actions.check_can_confirm(decision, request.user))
        challenge = signatures.issue_challenge(
            actions.SIGNED_ACTION,
            digest=actions.compute_removal_digest(decision),
            by=request.user,
            at=timezone.now(),
            session_key=request.session.session_key or "",
        )
    except FactcheckError as error:
        return JsonResponse({"problem": str(error)}, status=error.status_code)
    return JsonResponse(signatures.build_request_options(challenge))


def get_sign_url(row: PersonRequest) -> str:
    """Where the page asks what has to be signed; empty if the desk requires no signature."""
    is_signed = signatures.is_signed(actions.SIGNED_ACTION)
    return reverse("admin:person_request_sign", args=[row.pk]) if is_signed else ""
