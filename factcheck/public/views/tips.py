"""The form in which readers suggest a claim to check, and the page with its reference number.

With the number a reader can ask the desk to forget the tip. The page tells them whether it did, and
nothing else about the tip: whether the desk checks a claim is not public.
"""

from contextlib import suppress
from urllib.parse import urlencode

from django import forms
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.choices import TIP_LENGTHS
from claims.intake import tips
from claims.removal import forget_requests
from factcheck.core.model_fields import MultilineField
from factcheck.public.base.forms import ReaderFormView, build_email_field
from factcheck.public.base.pages import render_public_page

# Signs what the thanks page shows, so that it need not read the tip.
CONFIRMATION_SIGNER = Signer(salt="reference number of a tip")


class TipForm(forms.Form):
    text = MultilineField(
        label=_("What was said"),
        max_length=TIP_LENGTHS["text"],
        widget=forms.Textarea({"rows": 4}),
        help_text=_("As closely as you can. One claim is easier to check than several."),
        error_messages={"required": _("Enter what was said.")},
    )
    location = MultilineField(
        label=_("Where it was said"),
        max_length=TIP_LENGTHS["location"],
        widget=forms.Textarea({"rows": 2}),
        help_text=_("A link, or a description: which programme, speech or group, and when."),
        error_messages={"required": _("Enter where it was said, as far as you know.")},
    )
    sender_name = forms.CharField(
        label=_("Who said it, if you know"), max_length=TIP_LENGTHS["sender_name"], required=False
    )
    email = build_email_field(TIP_LENGTHS["email"])


class TipFormView(ReaderFormView):
    form_class = TipForm
    template_name = "tip_form.html"

    def save(self, **fields):
        return tips.submit_tip(**fields)

    def get_thanks_url(self, submission) -> str:
        url = reverse("tip_thanks")
        if submission is None:
            return url
        return f"{url}?{urlencode({'kept': CONFIRMATION_SIGNER.sign(submission.public_id)})}"


@require_safe
def show_tip_thanks(request):
    """The reference number of a tip that was just sent, or the state of a request to forget it."""
    number = request.GET.get("number", "").strip().lower()
    context = {"number": number, "forget_request": forget_requests.find_request(number)}
    with suppress(BadSignature):
        context["reference_number"] = CONFIRMATION_SIGNER.unsign(request.GET.get("kept", ""))
    response = render_public_page(request, "tip_thanks.html", context, index=False)
    response["Cache-Control"] = "no-store"
    return response
