"""The form in which readers suggest a claim to check, and what it says when it was sent."""

from functools import partial

from django import forms
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from claims.choices import SUGGESTED
from claims.intake import tips
from factcheck.public.base.forms import Words, asked, email, sent
from factcheck.public.base.responses import public_page, shown


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
    email = email(SUGGESTED["email"])


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request):
    """Take what a reader suggests; a refusal shows everything that was typed again."""
    ask = partial(asked, request, "suggest.html", {})
    if request.method != "POST":
        return ask(SuggestionForm())
    form = SuggestionForm(request.POST)
    return sent(request, form, tips.suggest, ask, lambda kept: redirect("suggested"))


@public_page
def suggested(request):
    return shown(request, "suggested.html", {}, index=False)
