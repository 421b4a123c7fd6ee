"""What is typed when somebody is asked for a reply, when they answer, and when nobody waits?

Moments are typed and shown in the desk's own time, to the minute.
"""

from django import forms
from django.utils import timezone

from claims.choices import AskedHow, Published, ReplyOutcome
from claims.models import Claim, Reply
from factcheck.desk.base.forms import DeskForm, choice, words
from sources.choices import TranslatedBy


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%dT%H:%M", **options)


def moment(label, hint=""):
    """A field for a moment in the desk's time."""
    hint = f"{hint} In {timezone.get_default_timezone_name()}.".strip()
    return forms.DateTimeField(label=label, help_text=hint, widget=MomentInput())


class AskForm(DeskForm):
    """Whom we asked: the claimant, where there is one, or somebody else by name."""

    the_claimant = forms.BooleanField(required=False)
    name = forms.CharField(label="Who was asked", required=False, max_length=200)
    public_role = forms.BooleanField(
        label="Readers may know the name",
        required=False,
        help_text="Only of an organisation, or of a person with a public role.",
    )
    how = choice("How", AskedHow.choices)
    words = words("What was asked", rows=5, hint="For the desk; readers never see it.", needed=True)
    asked_at = moment("Asked on")
    answer_by = moment("To answer by", "Before it, nothing is published.")

    def __init__(self, *args, claim: Claim, **kwargs):
        kwargs["initial"] = {"the_claimant": True} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.claimant = claim.claimant
        if self.claimant is None:
            del self.fields["the_claimant"]
            return
        self.fields["the_claimant"].label = f"The claimant: {self.claimant}"
        self.fields["name"].label = "Or somebody else"

    @property
    def told(self) -> dict:
        """What the verb is told; a name that was typed is asked in the claimant's place."""
        told = dict(self.cleaned_data)
        ticked = told.pop("the_claimant", False)
        return told | {"claimant": self.claimant if ticked and not told["name"] else None}


class AnswerForm(DeskForm):
    """What came back, and which answer in force the writer had read."""

    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outcome = choice("What came back", ReplyOutcome.choices)
    received_at = moment("When it came")
    language = forms.CharField(label="Language", required=False, max_length=35)
    shown = choice("How much of it readers see", Published.choices)
    quoted = words("The part that readers see", hint="Copied from the answer, letter for letter.")
    translation = words(
        "In the language of the claim", hint="Of what readers see, where it is in another language."
    )
    translated_by = choice("Whose translation it is", TranslatedBy.choices)
    why = words("Why it is recorded anew", rows=2, needed=True)
    words = words("The answer, word for word", rows=6)  # the last: it takes the name of the helper

    def __init__(self, *args, reply: Reply | None, **kwargs):
        super().__init__(*args, **kwargs)
        if reply is None:
            del self.fields["why"]
        else:
            names = self.fields.keys() - {"replaces", "why"}
            self.initial = {name: getattr(reply, name) for name in names} | self.initial
            self.initial["replaces"] = reply.pk


class UnaskedForm(DeskForm):
    why = words("Why nobody was asked", hint="Readers see this.", needed=True)


class NoWaitingForm(DeskForm):
    why = words("Why publication does not wait", hint="Readers see this.", needed=True)
