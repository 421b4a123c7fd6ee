"""The form in which readers suggest a claim to check, and what it says when it was sent.

The one public page that takes anything. It holds a token against forgery and is kept by no cache;
all other pages stay without cookies.
"""

from django import forms
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from rest_framework.throttling import BaseThrottle

from claims import suggestions
from claims.suggestions import Refused, TooMany
from claims.vocabulary import SUGGESTED
from factcheck.public.answers import public_page, shown

UNFIT, TOO_MANY = 422, 429


class Words(forms.CharField):
    """Words of several lines; browsers count a line's end as one character and send two."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class SuggestionForm(forms.Form):
    said = Words(
        label="What was said",
        max_length=SUGGESTED["said"],
        widget=forms.Textarea({"rows": 4}),
        help_text="As closely as you can. One claim is easier to check than several.",
        error_messages={"required": "Tell us what was said."},
    )
    where = Words(
        label="Where it was said",
        max_length=SUGGESTED["where"],
        widget=forms.Textarea({"rows": 2}),
        help_text="An address, or in words: which programme, which speech, which group, and when.",
        error_messages={"required": "Tell us where it was said, as far as you know."},
    )
    who = forms.CharField(
        label="Who said it, if you know", max_length=SUGGESTED["who"], required=False
    )
    email = forms.EmailField(
        label="Your e-mail, if you want an answer",
        max_length=SUGGESTED["email"],
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="It is never published. The desk uses it to answer you, and for nothing else.",
        error_messages={"invalid": "This is no e-mail address."},
    )


# Seen by robots only, which fill in whatever they find.
TRAP = "website"


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request):
    """Take what a reader suggests; a refusal shows everything that was typed again."""
    if request.method != "POST":
        return _asked(request, SuggestionForm())
    if request.POST.get(TRAP):
        return redirect("suggested")  # a robot is told nothing, and nothing is kept
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, UNFIT)
    try:
        suggestions.suggest(sender=_sender(request), at=timezone.now(), **form.cleaned_data)
    except TooMany as refused:
        return _asked(request, form, TOO_MANY, str(refused))
    except Refused as refused:
        return _asked(request, form, UNFIT, str(refused))
    return redirect("suggested")


@public_page
def suggested(request):
    return shown(request, "suggested.html", {}, index=False)


def _sender(request) -> str:
    """The network address a request came from, behind as many proxies as the settings trust."""
    return BaseThrottle().get_ident(request) or ""


def _asked(request, form: SuggestionForm, status: int = 200, problem: str = ""):
    context = {"form": form, "trap": TRAP, "problem": problem}
    response = shown(request, "suggest.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds this reader's token
    if status == TOO_MANY:
        response["Retry-After"] = str(int(suggestions.HOUR.total_seconds()))
    return response
