"""Which words does each verb need? The sentences about missing ones come from the verbs."""

from django import forms

from claims.choices import REVISING, Cause, ChangeKind, DeclineReason
from claims.models import Claim, Rating
from factcheck.desk.base.forms import DeskForm, choice, words


class PlainForm(DeskForm):
    """A verb that needs no words."""


class NoteForm(DeskForm):
    note = words("A note for the desk", rows=2)


class CommentForm(DeskForm):
    comment = words("What has to change", hint="May stay empty where remarks say it.")


class SignForm(DeskForm):
    """What a person signs is the digest of what they read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ApproveForm(SignForm):
    fair = forms.BooleanField(
        label="The desk's wording of the claim is fair to the claimant's own words",
        required=False,
        widget=forms.CheckboxInput({"required": True}),
    )
    comment = words("A comment for the desk", rows=2)


class RemarkForm(SignForm):
    """What a reviewer says of one place; `places` are those that there are, with their names."""

    place = choice("What it is about", [], blank="Choose …")
    said = words("Your remark", needed=True)
    words = words(
        "The words it is about", rows=2, hint="As they stand there. Empty: it is about all of it."
    )
    field_order = ["place", "words", "said"]

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places
        self.fields["place"].error_messages["invalid_choice"] = "Choose what the remark is about."


class SettleForm(DeskForm):
    """Its field stands beside what it is about, inside another form: it names its own."""

    how = words("What was done about it", rows=2, needed=True)

    def __init__(self, *args, of: int, **kwargs):
        super().__init__(*args, auto_id=f"id_settle_{of}_%s", **kwargs)
        self.fields["how"].widget.attrs["form"] = f"settle-{of}"


class RateForm(SignForm):
    rating = forms.ModelChoiceField(
        Rating.objects.none(), label="The rating you would give", required=False, empty_label="…"
    )
    why = words("Why, in a sentence", rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rating"].queryset = Rating.objects.filter(in_use=True)


class ChangeForm(DeskForm):
    cause = choice("Cause", Cause.choices)
    note = words("What readers are told", needed=True)


class RewordForm(ChangeForm):
    """What readers are told anew, and which words the writer had read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


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
