"""What happens to readers' data: the privacy page, and the form to ask that a message be forgotten.

A reader names the message by its reference number, which only the sender knows.
"""

from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.removal import forget_requests
from factcheck import retention
from factcheck.public.base.forms import ReaderFormView
from factcheck.public.base.pages import public_page, render_public_page

NUMBER_LENGTH = 10  # of a reference number


class ForgetForm(forms.Form):
    number = forms.CharField(
        label=_("Reference number of your tip or complaint"),
        max_length=NUMBER_LENGTH,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Ten letters and digits. You got it when you sent the message."),
        error_messages={"required": _("Enter the reference number.")},
    )


class ForgetFormView(ReaderFormView):
    form_class = ForgetForm
    template_name = "forget_form.html"

    def get_initial(self):
        return {"number": self.request.GET.get("number", "")[:NUMBER_LENGTH]}

    def save(self, *, network_address: str, at, number: str):
        return forget_requests.request_forgetting(number, at=at)

    def get_thanks_url(self, submission) -> str:
        if submission is None:
            return reverse("tip_thanks")
        url = reverse("tip_thanks" if submission.tip_id else "complaint_status")
        return f"{url}?{urlencode({'number': submission.message.public_id})}"


@public_page
def show_privacy(request):
    """What the desk keeps and for how long, from the settings that the worker obeys."""
    return render_public_page(request, "privacy.html", {"rules": retention.RULES})
