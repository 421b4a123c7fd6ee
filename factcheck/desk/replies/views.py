"""The right of reply at the desk: whom we asked about a claim, what came back, what still waits.

A claim's page and the workspace of a revision list it (`of_claim`); asking has a page of its own,
and so has each asking, where its answer is recorded. A refusal draws the page again with its
sentence, and with everything that was typed.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from claims import replies
from claims.choices import STANDING
from claims.models import Asking, Claim, Hearing, Reply
from claims.workflow.actions import Overtaken, Refused
from factcheck.desk.base.permissions import NOT_YOUR_ROLE, deed, form_page, page, shown
from factcheck.desk.replies.forms import AnswerForm, AskForm, NoWaitingForm, UnaskedForm

FORBIDDEN, CONFLICT, UNFIT = 403, 409, 422
SAYS = {
    "awaited": "may still answer",
    "overdue": "no answer by the deadline",
    "waived": "not awaited",
    "answered": "answered",
}


@dataclass(frozen=True)
class Heard:
    """One asking, or the reason why nobody was asked, and how it stands at the moment."""

    hearing: Hearing
    state: str

    @property
    def says(self) -> str:
        declined = self.hearing.outcome == "declined"
        return "no comment" if declined else SAYS.get(self.state, "")


def hearings(of: str = "hearings") -> Prefetch:
    """What a page shows of a claim's askings, in one query; `of` leads to them from its rows."""
    return Prefetch(of, Hearing.objects.select_related("asked_by", "waived_by"))


def of_claim(claim: Claim, at: datetime) -> dict:
    """What the list of a claim's askings is drawn from."""
    heard = [Heard(one, state_of(one, at)) for one in claim.hearings.all()]
    return {
        "asked": [one for one in heard if one.hearing.asking_id],
        "not_asked": next((one.hearing for one in heard if not one.hearing.asking_id), None),
    }


def state_of(hearing: Hearing, at: datetime) -> str:
    """How one asking stands: answered, waived, awaited or overdue."""
    if hearing.reply_id:
        return "answered"
    if hearing.waived_because:
        return "waived"
    return "awaited" if hearing.is_awaited(at) else "overdue"


# ── asking ──────────────────────────────────────────────────────────────────────────────────────
def _claim(pk: int) -> Claim:
    rows = Claim.objects.select_related("claimant").prefetch_related(hearings())
    return get_object_or_404(rows, pk=pk)


@form_page("claims.write_verdict")
def ask(request, pk):
    """Record whom we asked; the same page says why nobody was."""
    claim, now = _claim(pk), timezone.now()
    form = AskForm(request.POST or None, claim=claim, initial={"asked_at": now})
    if request.method != "POST":
        return _asking(request, claim, form)
    if not form.is_valid():
        return _asking(request, claim, form, status=UNFIT)
    try:
        replies.ask(claim, by=request.user, at=now, **form.told)
    except Refused as refused:
        return _asking(request, claim, form, status=CONFLICT, problem=str(refused))
    messages.success(request, "Kept. Nothing is published before the deadline.")
    return redirect("admin:claims_claim_change", pk)


@deed("claims.write_verdict")
def unasked(request, pk):
    """Say why nobody was asked about a claim."""
    claim, form = _claim(pk), UnaskedForm(request.POST, auto_id="id_unasked_%s")
    if not form.is_valid():
        return _asking(request, claim, unasked=form, status=UNFIT)
    try:
        replies.waive(claim, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _asking(request, claim, unasked=form, status=CONFLICT, problem=str(refused))
    messages.success(request, "Kept. Readers are told.")
    return redirect("admin:claims_claim_change", pk)


def _asking(request, claim, form=None, *, unasked=None, status=200, problem=""):
    now = timezone.now()
    context = {
        "title": "Ask for a reply",
        "claim": claim,
        "form": form or AskForm(claim=claim, initial={"asked_at": now}),
        "unasked": unasked or UnaskedForm(auto_id="id_unasked_%s"),
        "problem": problem,
        **of_claim(claim, now),
    }
    return shown(request, "ask.html", context, status)


# ── what came back ──────────────────────────────────────────────────────────────────────────────
def the_asking(pk: int) -> Asking:
    rows = Asking.objects.select_related("claim__claimant", "claimant", "asked_by")
    answers = Reply.objects.select_related("recorded_by").order_by("-pk")
    return get_object_or_404(rows.prefetch_related(Prefetch("replies", answers)), pk=pk)


@page("claims.view_asking")
def change(request, pk):
    return _drawn(request, the_asking(pk))


@deed("claims.write_verdict")
def answer(request, pk):
    """Record what came back, for the first time or in the place of what is in force."""
    asking = the_asking(pk)
    form = _answer_form(asking, request.POST)
    if not form.is_valid():
        return _drawn(request, asking, status=UNFIT, answering=form)
    told = dict(form.cleaned_data)
    known = {one.pk: one for one in asking.replies.all()}
    told["replaces"] = known.get(told["replaces"])
    try:
        replies.record_answer(asking, by=request.user, at=timezone.now(), **told)
    except Overtaken as overtaken:
        fresh = the_asking(pk)
        form = _answer_form(fresh, request.POST.dict() | {"replaces": fresh.replies.all()[0].pk})
        return _drawn(request, fresh, status=CONFLICT, problem=str(overtaken), answering=form)
    except Refused as refused:
        return _drawn(request, asking, status=CONFLICT, problem=str(refused), answering=form)
    messages.success(request, _kept(asking.claim))
    return redirect("admin:claims_asking_change", pk)


def _kept(claim: Claim) -> str:
    if claim.verdicts.filter(state__in=STANDING).exists():
        return "Kept. Readers see it once the next revision is published: correct the finding."
    return "Kept. Readers see it with the finding."


@deed("claims.view_asking")
def waive(request, pk):
    """Say why publication does not wait for this answer."""
    asking, form = the_asking(pk), NoWaitingForm(request.POST, auto_id="id_waive_%s")
    if not form.is_valid():
        return _drawn(request, asking, status=UNFIT, waiving=form)
    told = {"by": request.user, "at": timezone.now(), "asking": asking}
    try:
        replies.waive(asking.claim, **told, **form.cleaned_data)
    except Refused as refused:
        status = FORBIDDEN if str(refused) == NOT_YOUR_ROLE else CONFLICT
        return _drawn(request, asking, status=status, problem=str(refused), waiving=form)
    messages.success(request, "Kept. Readers are told why.")
    return redirect("admin:claims_asking_change", pk)


def _answer_form(asking: Asking, data=None) -> AnswerForm:
    newest = next(iter(asking.replies.all()), None)
    begins = {"received_at": timezone.now(), "language": asking.claim.language}
    return AnswerForm(data, reply=newest, initial={} if newest else begins)


def _drawn(request, asking, *, status=200, problem="", answering=None, waiving=None):
    hearing = Hearing.objects.select_related("waived_by").get(asking=asking)
    state = state_of(hearing, timezone.now())
    newest, *earlier = [*asking.replies.all()] or [None]
    writes = asking.claim.standing == "open" and request.user.has_perm(replies.WRITE)
    context = {
        "title": "Asked for a reply",
        "asking": asking,
        "claim": asking.claim,
        "heard": Heard(hearing, state),
        "newest": newest,
        "earlier": earlier,
        "form": answering or (_answer_form(asking) if writes else None),
        "waiving": waiving or _waiving(request, state),
        "problem": problem,
    }
    return shown(request, "asking.html", context, status)


def _waiving(request, state: str) -> NoWaitingForm | None:
    offered = state == "awaited" and request.user.has_perm(replies.PUBLISH)
    return NoWaitingForm(auto_id="id_waive_%s") if offered else None
