"""A claim at the desk: what it says, where it was made, and what became of it.

Every deed is one verb of `claims.intake.claims` or `claims.workflow.drafting`; a refusal draws the page again with
its sentence and with everything that was typed.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from claims.choices import OPEN, STANDING, State
from claims.collaboration import assignments, comments
from claims.intake import claims
from claims.models import Appearance, Claim, Verdict
from claims.workflow import drafting
from claims.workflow.actions import Overtaken, Refused
from factcheck.core import together
from factcheck.core.edit_conflicts import differences
from factcheck.desk.base.action_forms import DeclineForm, MergeForm
from factcheck.desk.base.forms import AppearanceForm, ClaimForm, MendForm, QuoteForm
from factcheck.desk.base.permissions import deed, form_page, page, shown
from factcheck.desk.claims.related import shown_family
from factcheck.desk.collaboration.panel import AssignForm, SayForm, UnassignForm, colleagues
from factcheck.desk.evidence.picker import asked, number, picker_of
from factcheck.desk.evidence.quote_lookup import is_asked, looked_up
from factcheck.desk.replies.views import hearings, of_claim
from sources.models.snapshot import NotQuotable

CONFLICT, UNFIT = 409, 422
WRITTEN = ("statement", "origin", "claimant", "language", "topics")


def the_claim(pk: int) -> Claim:
    verdicts = Verdict.objects.select_related("rating", "author", "approved_by", "moved_by")
    appearances = Appearance.objects.select_related("passage__snapshot__source", "recorded_by")
    rows = Claim.objects.select_related(
        "claimant", "recorded_by", "declined_by", "merged_by", "merged_into"
    )
    claim = get_object_or_404(rows, pk=pk)
    together.prefetch(
        claim,
        "topics",
        Prefetch("verdicts", verdicts.order_by("-revision", "-pk")),
        Prefetch("appearances", appearances),
        hearings(),
    )
    return claim


@page("claims.view_claim")
def change(request, pk):
    return drawn(request, the_claim(pk))


def drawn(request, claim: Claim, status=200, problem="", bound=None):
    """The page of a claim. `bound` holds the form that was refused, by its verb."""
    bound = bound or {}
    revisions = list(claim.verdicts.all())
    kept = [one for one in revisions if one.state != State.DISCARDED]
    context = {
        "title": claim.statement,
        "claim": claim,
        "problem": problem,
        "revisions": revisions,
        "open_revision": next((one for one in kept if one.state in OPEN), None),
        "standing_revision": next((one for one in kept if one.state in STANDING), None),
        "may_draft": claim.standing == "open" and not kept,
        "decline": bound.get("decline") or DeclineForm(auto_id="id_decline_%s"),
        "merge": bound.get("merge") or MergeForm(auto_id="id_merge_%s"),
        "bound": bound,
        **shown_family(claim, request.user, bound.get("relate")),
        **of_claim(claim, timezone.now()),
        **colleagues(claim, request.user, bound),
    }
    return shown(request, "claim.html", context, status)


@form_page("claims.record_claim")
def record(request):
    """Find the claim that is there already, or record it."""
    statement = request.GET.get("statement", "")[:400]
    form = ClaimForm(request.POST or None, initial={"statement": statement, "language": "en"})
    near, problem = claims.near(statement), ""
    if request.method == "POST" and form.is_valid():
        near = claims.near(form.cleaned_data["statement"])
        if not near or "sure" in request.POST:
            try:
                claim = claims.record(by=request.user, at=timezone.now(), **form.cleaned_data)
            except Refused as refused:
                problem = str(refused)
            else:
                messages.success(request, "Recorded.")
                return redirect(_after_recording(request, claim))
        else:
            problem = "Claims like this one are there already. Is it one of them?"
    context = {"title": "Record a claim", "form": form, "near": near, "problem": problem}
    context["from_source"] = _from_source(request)
    return shown(request, "record.html", context, UNFIT if problem or form.errors else 200)


def _from_source(request) -> str:
    """The sentence that the claim was found in, as a query; empty where it comes from elsewhere."""
    snapshot, exact = number(request.GET.get("snapshot")), request.GET.get("exact", "")
    return urlencode({"snapshot": snapshot, "exact": exact}) if snapshot and exact else ""


def _after_recording(request, claim: Claim) -> str:
    """Where it was said, with the sentence in its place; or else the claim's own page."""
    if found_in := _from_source(request):
        return f"{reverse('admin:claim_appear', args=[claim.pk])}?{found_in}"
    return reverse("admin:claims_claim_change", args=[claim.pk])


@form_page("claims.record_claim")
def mend(request, pk):
    claim = the_claim(pk)
    initial = {name: getattr(claim, name) for name in WRITTEN} | {"topics": claim.topics.all()}
    initial["seen"] = claims.reading(claim)
    form = MendForm(request.POST or None, initial=initial)
    problem, theirs = "", []
    if request.method == "POST" and form.is_valid():
        try:
            claims.mend(claim, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Overtaken as overtaken:
            claim = the_claim(pk)
            problem, theirs = str(overtaken), differences(form, claim, WRITTEN)
            form.data = form.data.copy()
            form.data["seen"] = claims.reading(claim)
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, "Mended. Its published wording stays as it was.")
            return redirect("admin:claims_claim_change", pk)
    context = {"title": "Mend the claim", "claim": claim, "form": form, "problem": problem}
    return shown(request, "mend.html", context | {"theirs": theirs}, CONFLICT if problem else 200)


@form_page("claims.record_claim")
def appear(request, pk):
    """Where the claim was made, with the passage in which it was, if a source of ours has it."""
    claim = the_claim(pk)
    exact = request.GET.get("exact", "")
    form = AppearanceForm(
        request.POST or None, initial={"language": claim.language, "words": exact}
    )
    quote = QuoteForm(request.POST or None, initial={"exact": exact}, auto_id="id_cite_%s")
    quote.fields["exact"].widget.attrs.pop("required", None)
    problem, nearest = {}, None
    if is_asked(request) and quote.is_valid() and (snapshot := asked(request)):
        nearest = looked_up(request, quote, snapshot)
    elif request.method == "POST" and form.is_valid() and quote.is_valid():
        try:
            _appear(request, claim, form.cleaned_data, dict(quote.cleaned_data))
        except Refused as refused:
            problem = {"problem": str(refused)}
        except NotQuotable as refused:
            problem, nearest = {"quote_problem": str(refused)}, refused.nearest
        else:
            messages.success(request, "The appearance is recorded.")
            return redirect("admin:claims_claim_change", pk)
    context = {
        "title": "Where it was said",
        "claim": claim,
        "form": form,
        "nearest": nearest,
        **picker_of(request, quote, nearest),
        **problem,
    }
    return shown(request, "appear.html", context, CONFLICT if problem else 200)


@transaction.atomic
def _appear(request, claim, told: dict, quoted: dict) -> None:
    """Passage and appearance, or neither."""
    by, at = request.user, timezone.now()
    if quoted["exact"]:
        if not by.has_perm("sources.quote_passage"):
            raise Refused("Your role does not allow this.")
        snapshot = asked(request)
        if snapshot is None:
            raise Refused("Open the source that holds these words.")
        told["passage"] = snapshot.quote(by=by, at=at, **quoted)
    claims.appear(claim, by=by, at=at, **told)


def _deed(permission, verb, form_class, done):
    """A deed on the claim's own page."""

    @deed(permission)
    def view(request, pk):
        claim = the_claim(pk)
        form = form_class(request.POST, auto_id=f"id_{verb.__name__}_%s") if form_class else None
        if form is not None and not form.is_valid():
            return drawn(request, claim, UNFIT, bound={verb.__name__: form})
        told = form.cleaned_data if form else {}
        try:
            made = verb(claim, by=request.user, at=timezone.now(), **told)
        except Refused as refused:
            bound = {verb.__name__: form} if form else {}
            return drawn(request, claim, CONFLICT, str(refused), bound)
        messages.success(request, done)
        if isinstance(made, Verdict):
            return redirect("admin:claims_verdict_change", made.pk)
        return redirect("admin:claims_claim_change", pk)

    return view


decline = _deed("claims.decline_claim", claims.decline, DeclineForm, "Declined.")
reopen = _deed("claims.decline_claim", claims.reopen, None, "Open again.")
merge = _deed("claims.merge_claim", claims.merge, MergeForm, "Merged.")
draft = _deed("claims.write_verdict", drafting.draft, None, "Begun. The draft is yours.")
assign = _deed("claims.write_verdict", assignments.assign, AssignForm, "Assigned.")
unassign = _deed("claims.write_verdict", assignments.unassign, UnassignForm, "Nobody has it now.")
say = _deed("claims.view_claim", comments.say, SayForm, "Said, to the desk only.")
