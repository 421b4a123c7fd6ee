"""Forms for requests for comment, responses, and waivers.

Times are entered and shown in the desk's time zone, to the minute.
"""

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.choices import RequestChannel, ResponseOutcome, ResponseVisibility
from claims.models import Claim, CommentRequest, CommentResponse, CommentWaiver
from factcheck.desk.base.forms import DeskForm, build_choice_field, build_text_field
from sources.choices import TranslatedBy


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%dT%H:%M", **options)


class DateTimeField(forms.DateTimeField):
    """A time in the desk's time zone, which the help text names."""

    widget = DateTimeInput

    def __init__(self, **options):
        super().__init__(**options)
        zone = timezone.get_default_timezone_name()
        self.help_text = format_lazy("{hint} {zone}", hint=self.help_text, zone=f"({zone})")


class CommentRequestForm(DeskForm):
    """The recipient: the claimant, if the claim has one, or someone else by name."""

    to_claimant = forms.BooleanField(required=False)
    name = forms.CharField(label=_("Recipient"), required=False, max_length=200)
    public_role = forms.BooleanField(
        label=_("Readers may see the name"),
        required=False,
        help_text=_("Only for an organisation, or for a person with a public role."),
    )
    channel = build_choice_field(_("Sent"), RequestChannel.choices)
    text = build_text_field(
        _("Request"),
        CommentRequest.text,
        rows=5,
        hint=_("Only the desk sees it."),
        is_required=True,
    )
    sent_at = DateTimeField(label=_("Sent at"))
    deadline_at = DateTimeField(label=_("Deadline"), help_text=_("Nothing is published before it."))

    def __init__(self, *args, claim: Claim, **kwargs):
        kwargs["initial"] = {"to_claimant": True} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.claimant = claim.claimant
        if self.claimant is None:
            del self.fields["to_claimant"]
            return
        label = _("To the claimant: %(claimant)s")
        self.fields["to_claimant"].label = label % {"claimant": self.claimant}
        self.fields["name"].label = _("Or to someone else")

    def clean(self):
        """The claimant is the recipient unless another name was entered."""
        cleaned = super().clean()
        to_claimant = cleaned.pop("to_claimant", False) and not cleaned.get("name")
        return cleaned | {"claimant": self.claimant if to_claimant else None}


class CommentResponseForm(DeskForm):
    """A response; carries the current response that the user has seen, which it supersedes."""

    supersedes = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outcome = build_choice_field(_("Response"), ResponseOutcome.choices)
    received_at = DateTimeField(label=_("Received at"))
    language = forms.CharField(label=_("Language"), required=False, max_length=35)
    text = build_text_field(
        _("Text of the response"), CommentResponse.text, rows=6, hint=_("Word for word.")
    )
    visibility = build_choice_field(_("Readers see"), ResponseVisibility.choices)
    public_excerpt = build_text_field(
        _("Excerpt for readers"),
        CommentResponse.public_excerpt,
        hint=_("Copied exactly from the response."),
    )
    translation = build_text_field(
        _("Translation into the language of the claim"),
        CommentResponse.translation,
        hint=_("Of what readers see, if it is in another language."),
    )
    translated_by = build_choice_field(_("Translated by"), TranslatedBy.choices)
    reason = build_text_field(
        _("Reason for the correction"), CommentResponse.reason, rows=2, is_required=True
    )

    def __init__(self, *args, responses: list[CommentResponse], **kwargs):
        super().__init__(*args, **kwargs)
        self.responses = {response.pk: response for response in responses}
        current = next(iter(responses), None)
        if current is None:
            del self.fields["reason"]
            return
        names = self.fields.keys() - {"supersedes", "reason"}
        self.initial = {name: getattr(current, name) for name in names} | self.initial
        self.initial["supersedes"] = current.pk

    def clean_supersedes(self) -> CommentResponse | None:
        return self.responses.get(self.cleaned_data["supersedes"])


class NoRequestForm(DeskForm):
    reason = build_text_field(
        _("Reason for not requesting comment"),
        CommentWaiver.reason,
        hint=_("Readers see it."),
        is_required=True,
    )


class WaiveDeadlineForm(DeskForm):
    reason = build_text_field(
        _("Reason for not waiting"),
        CommentWaiver.reason,
        hint=_("Readers see it."),
        is_required=True,
    )
