"""The form in which readers report an error or complain, and the page with the outcome.

A reader gets a reference number that cannot be guessed. With it they find the outcome, if the desk
shows it; in every other case the answer is the same as for a number that does not exist.
"""

from urllib.parse import urlencode

from django import forms
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims import complaints
from claims.choices import COMPLAINT_LENGTHS, ComplaintPart
from claims.publication import queries
from claims.removal import forget_requests
from factcheck.core.model_fields import MultilineField
from factcheck.public.base.forms import ReaderFormView, build_email_field
from factcheck.public.base.pages import raise_missing, render_public_page, show_if_hidden

# Signs what the thanks page shows, so that it need not read the complaint.
CONFIRMATION_SIGNER = Signer(salt="reference number of a complaint")


class ComplaintForm(forms.Form):
    subject = forms.ChoiceField(
        label=_("Which part is it about?"),
        choices=[("", _("All of it, or I am not sure")), *ComplaintPart.choices],
        required=False,
    )
    text = MultilineField(
        label=_("What is wrong?"),
        max_length=COMPLAINT_LENGTHS["text"],
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Quote the words you mean, and write what they should say."),
        error_messages={"required": _("Enter what is wrong.")},
    )
    location = MultilineField(
        label=_("Where we can check it, if you know"),
        max_length=COMPLAINT_LENGTHS["location"],
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("A link, a document and its page, or a table."),
    )
    sender_name = forms.CharField(
        label=_("Your name, if you want to give it"),
        max_length=COMPLAINT_LENGTHS["sender_name"],
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("It is never published."),
    )
    email = build_email_field(COMPLAINT_LENGTHS["email"])


@method_decorator(show_if_hidden, name="dispatch")
class ComplaintFormView(ReaderFormView):
    """The form about one published revision; 404 for any other."""

    form_class = ComplaintForm
    template_name = "complaint_form.html"

    @cached_property
    def row(self):
        """The revision that the complaint is about."""
        claim_id, revision = self.kwargs["claim_id"], int(self.kwargs["number"])
        row = queries.list_verdicts().filter(claim_id=claim_id, revision=revision).first()
        if row is None:
            raise_missing("No published revision has this address.", claim_id=claim_id)
        return row

    def dispatch(self, request, *args, **kwargs):
        self.row  # noqa: B018 — raises Http404 or HiddenPage
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        answer_due_on = complaints.compute_answer_due_on(timezone.now())
        return super().get_context_data(row=self.row, answer_due_on=answer_due_on, **kwargs)

    def save(self, **fields):
        return complaints.submit_complaint(
            claim=self.row.claim_id, revision=self.row.revision, **fields
        )

    def get_thanks_url(self, submission) -> str:
        url = reverse("complaint_status")
        if submission is None:
            return url
        confirmation = CONFIRMATION_SIGNER.sign_object(
            [submission.public_id, submission.due_on.isoformat()]
        )
        return f"{url}?{urlencode({'kept': confirmation})}"


@require_safe
def show_complaint_status(request):
    """The reference number of a complaint that was just sent, or the outcome of an earlier one."""
    number = request.GET.get("number", "").strip().lower()
    context = {"number": number, "complaint": None}
    context |= _read_confirmation(request.GET.get("kept", ""))
    if number and "\x00" not in number:
        context["complaint"] = queries.get_complaint(number)
        context["forget_request"] = forget_requests.find_request(number)
    response = render_public_page(request, "complaint_status.html", context, index=False)
    response["Cache-Control"] = "no-store"
    return response


def _read_confirmation(confirmation: str) -> dict:
    """The reference number and the due date that `get_thanks_url` signed; empty if it did not."""
    try:
        reference_number, due_on = CONFIRMATION_SIGNER.unsign_object(confirmation)
    except BadSignature:
        return {}
    return {"reference_number": reference_number, "answer_due_on": parse_date(due_on)}
