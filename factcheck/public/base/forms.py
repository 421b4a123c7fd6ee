"""How does a letter of a reader come in? What the forms of the public pages have in common.

They are the only public pages that take anything. Each holds a token against forgery and is kept by
no cache; all other pages stay without cookies.
"""

from collections.abc import Callable

from django import forms
from django.utils import timezone
from rest_framework.throttling import BaseThrottle

from claims.rate_limits import HOUR, Refused, TooMany
from factcheck.public.base.responses import shown

UNFIT, TOO_MANY = 422, 429
# Seen by robots only, which fill in whatever they find.
TRAP = "website"


class Words(forms.CharField):
    """Words of several lines; browsers count a line's end as one character and send two."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def email(longest: int) -> forms.EmailField:
    """The address for an answer, which nobody has to give."""
    return forms.EmailField(
        label="Your e-mail, if you want an answer",
        max_length=longest,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="It is never published. The desk uses it to answer you, and for nothing else.",
        error_messages={"invalid": "This is no e-mail address."},
    )


def sent(request, form: forms.Form, keep: Callable, ask: Callable, thank: Callable):
    """Hand what a reader sent to the verb `keep`; a refusal asks again, with all that was typed.

    `ask` takes the form, a status and a sentence; `thank` takes what was kept, `None` for a robot.
    """
    if request.POST.get(TRAP):
        return thank(None)  # a robot is told nothing, and nothing is kept
    if not form.is_valid():
        return ask(form, UNFIT)
    try:
        kept = keep(sender=_sender(request), at=timezone.now(), **form.cleaned_data)
    except TooMany as refused:
        return ask(form, TOO_MANY, str(refused))
    except Refused as refused:
        return ask(form, UNFIT, str(refused))
    return thank(kept)


def _sender(request) -> str:
    """The network address a request came from, behind as many proxies as the settings trust."""
    return BaseThrottle().get_ident(request) or ""


def asked(request, template: str, context: dict, form: forms.Form, status=200, problem=""):
    """The page with the form on it."""
    context |= {"form": form, "trap": TRAP, "problem": problem}
    response = shown(request, template, context, status=status)
    response["Cache-Control"] = "no-store"  # it holds this reader's token
    if status == TOO_MANY:
        response["Retry-After"] = str(int(HOUR.total_seconds()))
    return response
