"""The forms of the actions: each field has the name of a parameter of its action.

The forms check types and lengths only; the actions say what is missing.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.choices import REVISING_KINDS, ChangeCause, ChangeKind, DeclineReason
from claims.models import (
    BlindRating,
    Change,
    Claim,
    ComplaintAnswer,
    Rating,
    Review,
    ReviewComment,
    ReviewCommentResolution,
    SourceAlert,
    Tip,
    Transition,
)
from claims.signing.signatures import is_signed
from claims.workflow.transitions import PUBLISH
from factcheck.desk.base.forms import (
    DeskForm,
    build_choice_field,
    build_hidden_field,
    build_text_field,
)

REVISING_KIND_CHOICES = [(kind.value, kind.label) for kind in REVISING_KINDS]


class EmptyForm(DeskForm):
    """For an action without parameters."""


class NoteForm(DeskForm):
    note = build_text_field(_("Note for the desk"), Transition.note, rows=2)


class SendBackForm(DeskForm):
    comment = build_text_field(
        _("What has to change"), Review.comment, hint=_("Optional if there are review comments.")
    )


class SubmissionHashForm(DeskForm):
    """Carries the SHA-256 of the submission that the user has read."""

    sha256 = build_hidden_field()


class ApproveForm(SubmissionHashForm):
    is_worded_fairly = forms.BooleanField(
        label=_("The claim as we word it is fair to what the claimant said"),
        required=False,
        widget=forms.CheckboxInput({"required": True}),
    )
    comment = build_text_field(_("Comment for the desk"), Review.comment, rows=2)


class ConfirmDescriptionsForm(SubmissionHashForm):
    """Carries the digest of the record that the user has read, with the changed descriptions."""

    digest = build_hidden_field()


class ApproveAndPublishForm(ApproveForm):
    """For users who may publish: where actions are signed, both are one signature."""

    publish_too = forms.BooleanField(
        label=_("Publish it at once"),
        required=False,
        help_text=_("You sign once for both."),
    )


class ReviewCommentForm(SubmissionHashForm):
    """A review comment on one part of the submission; `places` are the parts to choose from."""

    place = build_choice_field(_("Part of the fact-check"), [])
    text = build_text_field(_("Review comment"), ReviewComment.text, is_required=True)
    quoted_text = build_text_field(
        _("Quoted words"),
        ReviewComment.quoted_text,
        rows=2,
        hint=_("Copy them exactly. Leave empty if the comment is about the whole part."),
    )
    field_order = ["place", "quoted_text", "text"]

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places
        self.fields["place"].error_messages["invalid_choice"] = _(
            "Choose the part that the comment is about."
        )


class ResolveReviewCommentForm(DeskForm):
    """Its fields are placed inside another form, so they name the form that they belong to."""

    text = build_text_field(
        _("What you did about it"), ReviewCommentResolution.text, rows=2, is_required=True
    )

    def __init__(self, *args, of: int, **kwargs):
        super().__init__(*args, auto_id=f"id_resolve_{of}_%s", **kwargs)
        self.fields["text"].widget.attrs["form"] = f"resolve-{of}"


class BlindRatingForm(SubmissionHashForm):
    rating = forms.ModelChoiceField(
        Rating.objects.none(),
        label=_("Rating you would give"),
        required=False,
        empty_label=_("Choose …"),
    )
    reason = build_text_field(_("Reason, in one sentence"), BlindRating.reason, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rating"].queryset = Rating.objects.filter(in_use=True)


class ChangeNoteForm(DeskForm):
    cause = build_choice_field(_("Cause"), ChangeCause.choices)
    note = build_text_field(_("Note for readers"), Change.note, is_required=True)


class UpdateChangeNoteForm(ChangeNoteForm):
    """Carries the version of the note that the user has opened."""

    version = build_hidden_field()


class OpenCorrectionForm(ChangeNoteForm):
    kind = build_choice_field(_("Kind of change"), REVISING_KIND_CHOICES)
    field_order = ["kind", "cause", "note"]


class DeclineClaimForm(DeskForm):
    reason = build_choice_field(_("Reason"), DeclineReason.choices)
    note = build_text_field(_("Note for the desk"), Claim.decline_note, rows=2)


class ClaimIdField(forms.ModelChoiceField):
    """A claim, entered by its public ID."""

    def __init__(self, label: str, not_found: str):
        super().__init__(
            Claim.objects.none(),
            label=label,
            to_field_name="public_id",
            widget=forms.TextInput({"placeholder": _("claim ID")}),
            help_text=_("The ten letters and digits shown with the other claim."),
            error_messages={"invalid_choice": not_found},
        )


class MergeClaimForm(DeskForm):
    into = ClaimIdField(_("Merge into"), _("No open claim has this ID."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Claim.objects.filter(declined_at=None, merged_at=None)


class LinkTipForm(DeskForm):
    claim = ClaimIdField(_("Existing claim"), _("No claim has this ID."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["claim"].queryset = Claim.objects.all()


class DeclineTipForm(DeskForm):
    reason = build_text_field(
        _("Reason"), Tip.reason, is_required=True, hint=_("Only the desk sees it.")
    )


class UpholdByOpenChangeForm(DeskForm):
    """Whether readers see the outcome of a complaint."""

    is_public = forms.BooleanField(
        label=_("Show the outcome in the public list of complaints"),
        required=False,
        initial=True,
        help_text=_("The list never shows the complainant or the text of the complaint."),
    )


class AnswerComplaintForm(UpholdByOpenChangeForm):
    public_note = build_text_field(
        _("Answer for readers"),
        ComplaintAnswer.public_note,
        is_required=True,
        hint=_("What you checked, and why nothing changes. Do not name the complainant."),
    )
    note = build_text_field(_("Note for the desk"), ComplaintAnswer.note, rows=2)
    field_order = ["public_note", "referred_to_url", "note", "is_public"]


class AlreadyAnsweredForm(AnswerComplaintForm):
    referred_to_url = forms.URLField(
        label=_("URL of the earlier answer"),
        max_length=2000,
        assume_scheme="https",
        required=False,
    )


class UpholdComplaintForm(UpholdByOpenChangeForm, OpenCorrectionForm):
    """A correction, update or clarification that answers a complaint."""

    field_order = ["kind", "cause", "note", "is_public"]


class RetractForComplaintForm(UpholdByOpenChangeForm, ChangeNoteForm):
    kind = build_hidden_field(initial=ChangeKind.RETRACTION, required=True)
    field_order = ["cause", "note", "is_public"]


def build_shown_field(*, is_shown: bool) -> forms.BooleanField:
    """Whether readers see what a recheck found."""
    return forms.BooleanField(
        label=_("Tell readers what the recheck found"),
        required=False,
        initial=is_shown,
        help_text=_("Otherwise they are told only when the words were last found."),
    )


class AnswerAlertForm(DeskForm):
    """What every answer to a source alert says. `seen_retrieval` is the recheck that is shown."""

    show_finding = build_shown_field(is_shown=False)
    hide_words = forms.BooleanField(
        label=_("Leave the new words out"),
        required=False,
        help_text=_("For example because they name a private person."),
    )
    seen_retrieval = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NoChangeForAlertForm(AnswerAlertForm):
    reason = build_text_field(_("Why nothing has to change"), SourceAlert.reason, is_required=True)
    field_order = ["reason", "show_finding", "hide_words"]


class RetractForAlertForm(AnswerAlertForm):
    show_finding = build_shown_field(is_shown=True)
    reason = build_text_field(_("Note for readers"), SourceAlert.reason, is_required=True)
    field_order = ["reason", "show_finding", "hide_words"]


class CorrectForAlertForm(RetractForAlertForm):
    kind = build_choice_field(_("Kind of change"), REVISING_KIND_CHOICES)
    field_order = ["kind", "reason", "show_finding", "hide_words"]


SOURCE_ALERT_FORMS = {
    "no_change": NoChangeForAlertForm,
    "correct": CorrectForAlertForm,
    "retract": RetractForAlertForm,
}
COMPLAINT_FORMS = {
    "not_upheld": AnswerComplaintForm,
    "referred": AnswerComplaintForm,
    "already_answered": AlreadyAnsweredForm,
}
ACTION_FORMS = {
    "withdraw": NoteForm,
    "discard": NoteForm,
    "approve": ApproveForm,
    "confirm_descriptions": ConfirmDescriptionsForm,
    "send_back": SendBackForm,
    "publish": SubmissionHashForm,
    "retract": SubmissionHashForm,
    "correct": OpenCorrectionForm,
    "suspend": ChangeNoteForm,
    "reinstate": ChangeNoteForm,
    "propose_retraction": ChangeNoteForm,
}


def get_action_form(action: str, user) -> type[DeskForm]:
    """The form of a workflow action for this user."""
    if action == "approve" and is_signed("approve+publish") and user.has_perm(PUBLISH):
        return ApproveAndPublishForm
    return ACTION_FORMS.get(action, EmptyForm)
