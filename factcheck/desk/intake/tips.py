"""One claim that a reader suggested: the words, the nearest claims there are, and the answer.

Each answer is a deed at its own address. A refusal draws the page again with its sentence, and
with everything that was typed.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from claims.choices import Origin, SuggestionAnswer
from claims.intake.tips import decline_suggestion, link, nearest, refusal_to_answer, take
from claims.models import Claim, Suggestion
from claims.workflow.actions import Refused
from factcheck.desk.base.action_forms import DeclineSuggestionForm, LinkForm
from factcheck.desk.base.forms import ClaimForm
from factcheck.desk.base.messages import SUGGESTION_ANSWERED, SUGGESTION_ANSWERS
from factcheck.desk.base.permissions import NOT_YOUR_ROLE, deed, page, shown
from factcheck.desk.verdicts.workspace import Button

FORBIDDEN, CONFLICT, UNFIT = 403, 409, 422
TAKEN, LINKED, DECLINED = SuggestionAnswer
VERBS = {TAKEN: take, LINKED: link, DECLINED: decline_suggestion}
FORMS = {TAKEN: ClaimForm, LINKED: LinkForm, DECLINED: DeclineSuggestionForm}


def the_suggestion(pk: int) -> Suggestion:
    rows = Suggestion.objects.select_related("claim__claimant", "answered_by")
    return get_object_or_404(rows, pk=pk)


@page("claims.view_suggestion")
def change(request, pk):
    return _drawn(request, the_suggestion(pk))


@deed("claims.view_suggestion")
def answer(request, pk, answer):
    """The desk's answer; a suggestion that is taken leads to its claim."""
    suggestion = the_suggestion(pk)
    form = FORMS[answer](request.POST, auto_id=_auto_id(answer))
    if not form.is_valid():
        return _drawn(request, suggestion, status=UNFIT, bound={answer: form})
    told = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
    try:
        made = VERBS[answer](suggestion, **told)
    except Refused as refused:
        allowed = refusal_to_answer(suggestion, answer, request.user) != NOT_YOUR_ROLE
        status = CONFLICT if allowed else FORBIDDEN
        fresh = the_suggestion(pk)
        return _drawn(request, fresh, status=status, problem=str(refused), bound={answer: form})
    messages.success(request, SUGGESTION_ANSWERED[answer])
    if isinstance(made, Claim):
        return redirect("admin:claims_claim_change", made.pk)
    return redirect("admin:claims_suggestion_change", pk)


def _drawn(request, suggestion: Suggestion, *, status=200, problem="", bound=None):
    bound, waits = bound or {}, not suggestion.answered_at
    buttons = _buttons(suggestion, request.user, bound) if waits else {}
    context = {
        "title": "A suggestion from a reader",
        "suggestion": suggestion,
        "near": nearest(suggestion.said) if waits else [],
        "taking": buttons.pop(TAKEN, None),
        "linking": buttons.get(LINKED),
        "buttons": list(buttons.values()),
        "form": next(iter(bound.values()), None),
        "problem": problem,
    }
    return shown(request, "suggestion.html", context, status)


def _buttons(suggestion: Suggestion, person, bound: dict) -> dict[str, Button]:
    return {
        one: Button(
            verb=one,
            label=label,
            says=says,
            address=reverse("admin:suggestion_answer", args=[suggestion.pk, one]),
            form=bound.get(one) or FORMS[one](initial=_known(suggestion), auto_id=_auto_id(one)),
            refusal=refusal_to_answer(suggestion, one, person),
            open=one in bound,
        )
        for one, (label, says) in SUGGESTION_ANSWERS.items()
    }


def _known(suggestion: Suggestion) -> dict:
    """What the form for a claim begins with: the reader's words, to be put into the desk's own."""
    longest = Claim._meta.get_field("statement").max_length
    statement = " ".join(suggestion.said.split())[:longest]
    return {"statement": statement, "origin": Origin.QUESTION, "language": "en"}


def _auto_id(answer: str) -> str:
    """Identifiers of their own for each form; the window for a new claimant looks for Django's."""
    return "id_%s" if answer == TAKEN else f"id_{answer}_%s"
