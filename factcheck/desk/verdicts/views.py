"""The actions on a revision, each at its own URL, which lead back to the workspace.

An error renders the workspace again with its message and everything that was entered.
"""

from datetime import datetime
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models.verdict import CONTENT_FIELDS
from claims.signing.signatures import build_request_options
from claims.workflow import actions, drafting, signed_actions
from factcheck.core.edit_conflicts import diff_form
from factcheck.core.errors import EditConflict, FactcheckError, InvalidInput
from factcheck.desk.base.action_forms import EmptyForm, UpdateChangeNoteForm, get_action_form
from factcheck.desk.base.forms import CiteForm, CitePassageForm, TranslationForm
from factcheck.desk.base.messages import SUCCESS_MESSAGES
from factcheck.desk.base.permissions import action_view
from factcheck.desk.base.signing import add_proof
from factcheck.desk.evidence.quote_lookup import is_lookup, look_up_quote
from factcheck.desk.scheduling.panel import ScheduleForm
from factcheck.desk.verdicts.workspace import (
    create_content_form,
    get_announced_change,
    get_verdict_or_404,
    get_workspace_url,
    perform_workspace_action,
    render_workspace,
    render_workspace_error,
)
from sources.models import Passage, Snapshot
from sources.models.snapshot import QuoteError


@action_view("claims.view_verdict")
def perform_verdict_action(request, pk, action):
    """Any action of `TRANSITIONS` that moves a revision or opens the next one."""
    form = get_action_form(action, request.user)(request.POST, auto_id=f"id_{action}_%s")
    perform = partial(actions.ACTIONS[action], get_verdict_or_404(pk))
    is_published = "publish_too" in form.fields and form["publish_too"].data
    return perform_workspace_action(
        request,
        pk,
        form,
        add_proof(request, perform) if action in signed_actions.ACTIONS else perform,
        bound={action: form},
        success_message=SUCCESS_MESSAGES["publish" if is_published else action],
        get_success_url=lambda result: get_workspace_url(result.pk if action == "correct" else pk),
    )


@action_view("claims.view_verdict")
def show_signature_request(request, pk, action):
    """Answer, as JSON, what the passkey has to sign for the form that was sent; else nothing."""
    form_class = ScheduleForm if action == "schedule" else get_action_form(action, request.user)
    form = form_class(request.POST)
    if not form.is_valid():
        return JsonResponse({})  # the action says what is wrong
    data = form.cleaned_data
    try:
        challenge = signed_actions.request_signature(
            action,
            get_verdict_or_404(pk),
            by=request.user,
            at=timezone.now(),
            session_key=request.session.session_key or "",
            sha256=data["sha256"],
            digest=data.get("digest", ""),
            publish_too=data.get("publish_too", False),
            publish_at=data.get("publish_at"),
        )
    except FactcheckError as error:
        return JsonResponse({"problem": str(error)}, status=error.status_code)
    return JsonResponse(build_request_options(challenge) if challenge else {})


@action_view("claims.view_verdict")
def edit(request, pk):
    """Save the content of a draft."""
    verdict = get_verdict_or_404(pk)
    form = create_content_form(verdict, request.POST)
    if not form.is_valid():
        return render_workspace(
            request, verdict, status=HTTPStatus.UNPROCESSABLE_ENTITY, bound={"edit": form}
        )
    content = {name: form.cleaned_data[name] for name in CONTENT_FIELDS}
    try:
        version = _parse_moment(form.cleaned_data["edited_at"])
        drafting.update_draft(
            verdict, by=request.user, at=timezone.now(), version=version, **content
        )
    except EditConflict as error:
        return _render_edit_conflict(request, verdict, error, form)
    except FactcheckError as error:
        return render_workspace_error(request, pk, error, {"edit": form})
    messages.success(request, SUCCESS_MESSAGES["edit"])
    return redirect("admin:claims_verdict_change", pk)


def _parse_moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            _("Open the draft again: this form does not say which version you edited.")
        ) from None


def _render_edit_conflict(request, verdict, error: EditConflict, form):
    """Show the differences above the form; saving again stores the text in the form."""
    fresh = get_verdict_or_404(verdict.pk)
    form.data = form.data.copy()
    form.data["edited_at"] = fresh.edited_at.isoformat()
    conflicts = diff_form(form, fresh, CONTENT_FIELDS)
    return render_workspace_error(request, verdict.pk, error, {"edit": form}, conflicts=conflicts)


@action_view("sources.quote_passage")
def cite(request, pk):
    """Quote words and cite the passage in one step, or cite an existing passage."""
    verdict = get_verdict_or_404(pk)
    is_existing = "passage" in request.POST
    form = (
        CitePassageForm(request.POST)
        if is_existing
        else CiteForm(request.POST, auto_id="id_cite_%s")
    )
    bound = {} if is_existing else {"cite": form}
    if not form.is_valid():
        return render_workspace(
            request, verdict, status=HTTPStatus.UNPROCESSABLE_ENTITY, bound=bound
        )
    if is_lookup(request) and not is_existing:
        snapshot = get_object_or_404(Snapshot, pk=form.cleaned_data["snapshot"])
        return render_workspace(
            request, verdict, bound=bound, quote_suggestions=look_up_quote(request, form, snapshot)
        )
    try:
        _cite(verdict, dict(form.cleaned_data), request.user, timezone.now())
    except QuoteError as error:
        form.select_proposal(error)
        return render_workspace(
            request,
            verdict,
            status=error.status_code,
            bound=bound,
            quote_problem=str(error),
            quote_suggestions=error.suggestions,
        )
    except FactcheckError as error:
        return render_workspace_error(request, pk, error, bound)
    messages.success(request, SUCCESS_MESSAGES["cite"])
    return redirect(_get_url_with_open_source(request, pk))


@transaction.atomic
def _cite(verdict, data: dict, by, at) -> None:
    """Store both or neither: a passage that cannot be cited is not kept."""
    stance, note = data.pop("stance"), data.pop("note")
    if "passage" in data:
        passage = get_object_or_404(Passage, pk=data["passage"])
    else:
        snapshot = get_object_or_404(Snapshot, pk=data.pop("snapshot"))
        passage = snapshot.quote(by=by, at=at, **data)
    drafting.cite(verdict, passage, by=by, at=at, stance=stance, note=note)


@action_view("claims.view_verdict")
def update_change_note(request, pk):
    """Edit the note for readers and the cause of a change while its draft is open."""
    verdict = get_verdict_or_404(pk)
    form = UpdateChangeNoteForm(request.POST, auto_id="id_change_note_%s")
    bound = {"update_change_note": form}
    if not form.is_valid():
        return render_workspace(
            request, verdict, status=HTTPStatus.UNPROCESSABLE_ENTITY, bound=bound
        )
    try:
        drafting.update_change_note(
            verdict, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except EditConflict as error:
        return _render_note_conflict(request, verdict, error, form)
    except FactcheckError as error:
        return render_workspace_error(request, pk, error, bound)
    messages.success(request, SUCCESS_MESSAGES["update_change_note"])
    return redirect("admin:claims_verdict_change", pk)


def _render_note_conflict(request, verdict, error: EditConflict, form):
    """Show the saved note above the form; saving again stores the note in the form."""
    form.data = form.data.copy()
    fresh = get_verdict_or_404(verdict.pk)
    form.data["version"] = drafting.compute_change_version(get_announced_change(fresh))
    return render_workspace_error(request, verdict.pk, error, {"update_change_note": form})


@action_view("claims.view_verdict")
def remove_evidence(request, pk, evidence):
    cited = get_object_or_404(get_verdict_or_404(pk).evidence, pk=evidence)
    remove = partial(drafting.remove_evidence, cited)
    return _perform_on_evidence(request, pk, "remove_evidence", EmptyForm(request.POST), remove, {})


@action_view("claims.view_verdict")
def translate_evidence(request, pk, evidence):
    """Translate a cited passage into the language of the claim."""
    cited = get_object_or_404(get_verdict_or_404(pk).evidence, pk=evidence)
    form = TranslationForm(request.POST, auto_id=f"id_translate_{evidence}_%s")
    translate = partial(drafting.translate_evidence, cited)
    bound = {"translate": (cited.pk, form)}
    return _perform_on_evidence(request, pk, "translate", form, translate, bound)


def _perform_on_evidence(request, pk, name, form, action, bound):
    return perform_workspace_action(
        request,
        pk,
        form,
        action,
        bound=bound,
        success_message=SUCCESS_MESSAGES[name],
        get_success_url=lambda _result: _get_url_with_open_source(request, pk),
    )


def _get_url_with_open_source(request, pk) -> str:
    """The workspace, with the same source open."""
    snapshot = request.POST.get("snapshot") or request.POST.get("open_snapshot", "")
    is_number = snapshot.isascii() and snapshot.isdecimal()
    return get_workspace_url(pk) + (f"?snapshot={snapshot}" if is_number else "")
