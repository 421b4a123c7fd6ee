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


class ClaimField(forms.ModelChoiceField):
    """A claim, named by its identifier."""

    def __init__(self, label: str, otherwise: str):
        super().__init__(
            Claim.objects.none(),
            label=label,
            to_field_name="public_id",
            widget=forms.TextInput({"placeholder": "its identifier"}),
            help_text="The ten letters and digits under the other claim.",
            error_messages={"invalid_choice": otherwise},
        )


class MergeForm(DeskForm):
    into = ClaimField("Into which claim", "No open claim has this identifier.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Claim.objects.filter(declined_at=None, merged_at=None)


class LinkForm(DeskForm):
    claim = ClaimField("Which claim", "No claim has this identifier.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["claim"].queryset = Claim.objects.all()


class DeclineSuggestionForm(DeskForm):
    why = words("Why the desk does not check it", needed=True)


class NoChangeForm(DeskForm):
    why = words("Why nothing has to change", needed=True)


class RetractForm(DeskForm):
    why = words("What readers are told", needed=True)


class CorrectAlarmForm(RetractForm):
    kind = choice("Kind of change", [(kind, kind.label) for kind in map(ChangeKind, REVISING)])
    field_order = ["kind", "why"]


ANSWER_FORMS = {"no_change": NoChangeForm, "correct": CorrectAlarmForm, "retract": RetractForm}
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
