"""The deeds on a revision, each at its own address: guard, one verb, back to the workspace.

A refusal draws the workspace again with its sentence, and with everything that was typed.
"""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from claims.models.verdict import CONTENT
from claims.workflow import actions, drafting
from claims.workflow.actions import Overtaken, Refused
from claims.workflow.transitions import RULES
from factcheck.core.edit_conflicts import differences
from factcheck.desk.base.action_forms import VERB_FORMS, PlainForm, RewordForm
from factcheck.desk.base.forms import CiteForm, CitePassageForm, TranslationForm
from factcheck.desk.base.messages import DONE
from factcheck.desk.base.permissions import NOT_YOUR_ROLE, deed
from factcheck.desk.evidence.quote_lookup import is_asked, looked_up
from factcheck.desk.verdicts.workspace import content_form, opening_of, the_verdict, workspace
from sources.models import Passage, Snapshot
from sources.models.snapshot import NotQuotable

CONFLICT, UNFIT = 409, 422


@deed("claims.view_verdict")
def verb(request, pk, verb):
    """Any verb of `RULES` that moves a revision or opens the next one."""
    verdict = the_verdict(pk)
    form = VERB_FORMS.get(verb, PlainForm)(request.POST, auto_id=f"id_{verb}_%s")
    if not form.is_valid():
        return workspace(request, verdict, status=UNFIT, bound={verb: form})
    try:
        made = getattr(actions, verb)(
            verdict, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except Refused as refused:
        return _refused(request, verdict, verb, str(refused), {verb: form})
    messages.success(request, DONE[verb])
    return redirect("admin:claims_verdict_change", made.pk if verb == "correct" else pk)


@deed("claims.view_verdict")
def edit(request, pk):
    verdict = the_verdict(pk)
    form = content_form(verdict, request.POST)
    if not form.is_valid():
        return workspace(request, verdict, status=UNFIT, bound={"edit": form})
    written = {name: form.cleaned_data[name] for name in CONTENT}
    try:
        seen = _moment(form.cleaned_data["edited_at"])
        drafting.edit(verdict, by=request.user, at=timezone.now(), seen=seen, **written)
    except Overtaken as overtaken:
        return _overtaken(request, verdict, str(overtaken), form)
    except Refused as refused:
        return _refused(request, verdict, "edit", str(refused), {"edit": form})
    messages.success(request, DONE["edit"])
    return redirect("admin:claims_verdict_change", pk)


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise Refused("Open the draft again: this form does not say what you had read.") from None


def _overtaken(request, verdict, sentence, form):
    """Both texts, side by side; saving once more writes the one in the form."""
    fresh = the_verdict(verdict.pk)
    form.data = form.data.copy()
    form.data["edited_at"] = fresh.edited_at.isoformat()
    theirs = differences(form, fresh, CONTENT)
    bound = {"edit": form}
    return workspace(request, fresh, status=CONFLICT, problem=sentence, bound=bound, theirs=theirs)


@deed("sources.quote_passage")
def cite(request, pk):
    """Quote the words and cite the passage in one act, or cite one that was quoted before."""
    verdict = the_verdict(pk)
    quoted = "passage" in request.POST
    form = CitePassageForm(request.POST) if quoted else CiteForm(request.POST, auto_id="id_cite_%s")
    bound = {} if quoted else {"cite": form}
    if not form.is_valid():
        return workspace(request, verdict, status=UNFIT, bound=bound)
    if is_asked(request) and not quoted:
        snapshot = get_object_or_404(Snapshot, pk=form.cleaned_data["snapshot"])
        return workspace(request, verdict, bound=bound, nearest=looked_up(request, form, snapshot))
    try:
        _cite(verdict, dict(form.cleaned_data), request.user, timezone.now())
    except NotQuotable as not_quotable:
        return workspace(
            request,
            verdict,
            status=CONFLICT,
            bound=bound,
            quote_problem=str(not_quotable),
            nearest=not_quotable.nearest,
        )
    except Refused as refused:
        return _refused(request, verdict, "cite", str(refused), bound)
    messages.success(request, DONE["cite"])
    return _beside(request, verdict)


@transaction.atomic
def _cite(verdict, told: dict, by, at) -> None:
    """Both or nothing: a passage that cannot be cited is not quoted either."""
    stance, note = told.pop("stance"), told.pop("note")
    if "passage" in told:
        passage = get_object_or_404(Passage, pk=told["passage"])
    else:
        snapshot = get_object_or_404(Snapshot, pk=told.pop("snapshot"))
        passage = snapshot.quote(by=by, at=at, **told)
    drafting.cite(verdict, passage, by=by, at=at, stance=stance, note=note)


@deed("claims.view_verdict")
def reword(request, pk):
    """What readers will be told of a change, while its draft is open."""
    verdict = the_verdict(pk)
    form = RewordForm(request.POST, auto_id="id_reword_%s")
    bound = {"reword": form}
    if not form.is_valid():
        return workspace(request, verdict, status=UNFIT, bound=bound)
    try:
        drafting.reword(verdict, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Overtaken as overtaken:
        return _reworded(request, verdict, str(overtaken), form)
    except Refused as refused:
        return _refused(request, verdict, "edit", str(refused), bound)
    messages.success(request, DONE["reword"])
    return redirect("admin:claims_verdict_change", pk)


def _reworded(request, verdict, sentence, form):
    """Their words stand above the form; saving once more writes the ones in it."""
    fresh = the_verdict(verdict.pk)
    form.data = form.data.copy()
    form.data["seen"] = drafting.wording(opening_of(fresh))
    return workspace(request, fresh, status=CONFLICT, problem=sentence, bound={"reword": form})


@deed("claims.view_verdict")
def uncite(request, pk, evidence):
    verdict = the_verdict(pk)
    cited = get_object_or_404(verdict.evidence, pk=evidence)
    try:
        drafting.uncite(cited, by=request.user, at=timezone.now())
    except Refused as refused:
        return _refused(request, verdict, "uncite", str(refused), {})
    messages.success(request, DONE["uncite"])
    return _beside(request, verdict)


@deed("claims.view_verdict")
def translate(request, pk, evidence):
    """What a cited passage says in the language of the claim."""
    verdict = the_verdict(pk)
    cited = get_object_or_404(verdict.evidence, pk=evidence)
    form = TranslationForm(request.POST, auto_id=f"id_translate_{evidence}_%s")
    bound = {"translate": (cited.pk, form)}
    if not form.is_valid():
        return workspace(request, verdict, status=UNFIT, bound=bound)
    try:
        drafting.translate(cited, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _refused(request, verdict, "cite", str(refused), bound)
    messages.success(request, DONE["translate"])
    return _beside(request, verdict)


def _beside(request, verdict):
    """Back to the workspace, with the same source open."""
    response = redirect("admin:claims_verdict_change", verdict.pk)
    number = request.POST.get("snapshot") or request.POST.get("beside", "")
    if number.isascii() and number.isdecimal():
        response["Location"] += f"?snapshot={number}"
    return response


def _refused(request, verdict, verb, sentence, bound):
    if not request.user.has_perm(RULES[verb].permission):
        return workspace(request, verdict, status=403, problem=NOT_YOUR_ROLE)
    return workspace(
        request, the_verdict(verdict.pk), status=CONFLICT, problem=sentence, bound=bound
    )
