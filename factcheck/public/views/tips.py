"""The form in which readers suggest a claim to check, and the page that thanks them."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.choices import TIP_LENGTHS
from claims.intake import tips
from factcheck.core.model_fields import MultilineField
from factcheck.public.base.forms import ReaderFormView, build_email_field
from factcheck.public.base.pages import public_page, render_public_page


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
        return reverse("tip_thanks")


@public_page
def show_tip_thanks(request):
    return render_public_page(request, "tip_thanks.html", {}, index=False)
