"""Which words does each verb need? The sentences about missing ones come from the verbs."""

from django import forms

from claims.models import Claim
from claims.vocabulary import REVISING, Cause, ChangeKind, DeclineReason
from factcheck.desk.forms import DeskForm, choice, words


class PlainForm(DeskForm):
    """A verb that needs no words."""


class NoteForm(DeskForm):
    note = words("A note for the desk", rows=2)


class CommentForm(DeskForm):
    comment = words("What has to change", needed=True)


class SignForm(DeskForm):
    """What a person signs is the digest of what they read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ApproveForm(SignForm):
    comment = words("A comment for the desk", rows=2)


class ChangeForm(DeskForm):
    cause = choice("Cause", Cause.choices)
    note = words("What readers are told", needed=True)


class CorrectForm(ChangeForm):
    kind = choice("Kind of change", [(kind, kind.label) for kind in map(ChangeKind, REVISING)])
    field_order = ["kind", "cause", "note"]


class DeclineForm(DeskForm):
    reason = choice("Reason", DeclineReason.choices)
    note = words("A note for the desk", rows=2)


class MergeForm(DeskForm):
    into = forms.ModelChoiceField(
        Claim.objects.none(), label="Into which claim", to_field_name="public_id", required=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Claim.objects.filter(declined_at=None, merged_at=None)
        self.fields["into"].widget = forms.TextInput({"placeholder": "its identifier"})
        self.fields["into"].help_text = "The ten letters and digits under the other claim."
        self.fields["into"].error_messages["invalid_choice"] = "No open claim has this identifier."


class LinkForm(DeskForm):
    claim = forms.ModelChoiceField(
        Claim.objects.none(), label="Which claim", to_field_name="public_id", required=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["claim"].queryset = Claim.objects.all()
        self.fields["claim"].widget = forms.TextInput({"placeholder": "its identifier"})
        self.fields["claim"].help_text = "The ten letters and digits under the claim."
        self.fields["claim"].error_messages["invalid_choice"] = "No claim has this identifier."


class DeclineSuggestionForm(DeskForm):
    why = words("Why the desk does not check it", needed=True)


class ShownForm(DeskForm):
    """Whether readers see what became of a complaint."""

    public = forms.BooleanField(
        label="Readers see the outcome in the list of complaints",
        required=False,
        initial=True,
        help_text="Never who wrote, and never in which words.",
    )


class AnswerForm(ShownForm):
    told = words(
        "What readers are told",
        needed=True,
        hint="What you looked at, and why nothing changes. It names nobody who wrote.",
    )
    note = words("A note for the desk", rows=2)
    field_order = ["told", "address", "note", "public"]


class AlreadyForm(AnswerForm):
    address = forms.URLField(
        label="Where it was answered", max_length=2000, assume_scheme="https", required=False
    )


class AcceptForm(ShownForm, CorrectForm):
    """A correction that answers a complaint."""

    field_order = ["kind", "cause", "note", "public"]


class RetractComplaintForm(ShownForm, ChangeForm):
    kind = forms.CharField(initial=ChangeKind.RETRACTION, widget=forms.HiddenInput)
    field_order = ["cause", "note", "public"]


class NoChangeForm(DeskForm):
    why = words("Why nothing has to change", needed=True)


class RetractForm(DeskForm):
    why = words("What readers are told", needed=True)


class CorrectAlarmForm(RetractForm):
    kind = choice("Kind of change", [(kind, kind.label) for kind in map(ChangeKind, REVISING)])
    field_order = ["kind", "why"]


ANSWER_FORMS = {"no_change": NoChangeForm, "correct": CorrectAlarmForm, "retract": RetractForm}
COMPLAINT_FORMS = {"refused": AnswerForm, "passed_on": AnswerForm, "already": AlreadyForm}
VERB_FORMS = {
    "withdraw": NoteForm,
    "discard": NoteForm,
    "approve": ApproveForm,
    "send_back": CommentForm,
    "publish": SignForm,
    "correct": CorrectForm,
    "suspend": ChangeForm,
    "reinstate": ChangeForm,
    "propose_retraction": ChangeForm,
}
