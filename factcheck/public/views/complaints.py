"""The form in which readers say what is wrong with a finding, and the receipt that they get.

A receipt is a number that nobody can guess. Whoever holds it finds the outcome where the desk shows
it; of all else it is answered as a number that was never given.
"""

from functools import partial
from urllib.parse import urlencode

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_safe

from claims import complaints
from claims.choices import COMPLAINED, ComplaintPart
from claims.publication import queries
from factcheck.public.base.forms import Words, asked, email, sent
from factcheck.public.base.responses import shown

RECEIPT = Signer(salt="receipt of a complaint")
PARTS = [("", "The whole, or I cannot say"), *ComplaintPart.choices]


class ComplaintForm(forms.Form):
    part = forms.ChoiceField(label="Which part is it about?", choices=PARTS, required=False)
    wrong = Words(
        label="What is wrong?",
        max_length=COMPLAINED["wrong"],
        widget=forms.Textarea({"rows": 6}),
        help_text="Say which words you mean, and what they should say.",
        error_messages={"required": "Tell us what is wrong."},
    )
    where = Words(
        label="Where it can be read, if you know",
        max_length=COMPLAINED["where"],
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="An address, a document and its page, a table: what we can look at ourselves.",
    )
    who = forms.CharField(
        label="Your name, if you want to give it",
        max_length=COMPLAINED["who"],
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text="It is never published.",
    )
    email = email(COMPLAINED["email"])


@require_http_methods(["GET", "HEAD", "POST"])
def complain(request, claim_id, number):
    """Take what a reader says of one published revision."""
    about = queries.verdicts().filter(claim_id=claim_id, revision=int(number)).first()
    if about is None:
        raise Http404("No published revision has this address.")
    context = {"row": about, "day": complaints.last_day(timezone.now())}
    ask = partial(asked, request, "complain.html", context)
    if request.method != "POST":
        return ask(ComplaintForm())
    keep = partial(complaints.complain, claim=claim_id, revision=about.revision)
    return sent(request, ComplaintForm(request.POST), keep, ask, _receipt)


def _receipt(kept):
    """To the page that shows the receipt. A robot sees it empty."""
    address = reverse("receipt")
    if kept is None:
        return redirect(address)
    told = RECEIPT.sign_object([kept.public_id, kept.due_on.isoformat()])
    return redirect(f"{address}?{urlencode({'kept': told})}")


@require_safe
def receipt(request):
    """A receipt that was just given, or what became of the complaint that it stands for."""
    number = request.GET.get("number", "").strip().lower()
    context = {"number": number, "found": None, **_kept(request.GET.get("kept", ""))}
    if number and "\x00" not in number:
        context["found"] = queries.complaint(number)
    response = shown(request, "receipt.html", context, index=False)
    response["Cache-Control"] = "no-store"
    return response


def _kept(told: str) -> dict:
    """What the reader was told when the complaint arrived, without asking what we hold."""
    try:
        given, day = RECEIPT.unsign_object(told)
    except BadSignature:
        return {}
    return {"given": given, "day": parse_date(day)}
