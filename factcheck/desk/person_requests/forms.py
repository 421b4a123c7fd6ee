"""The forms for requests about a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.choices import REMOVING_OUTCOMES, Requester, RequestOutcome
from claims.models import Claim, Claimant, PersonRequest, PersonRequestDecision
from factcheck.core.model_fields import MultilineField, get_max_length
from factcheck.desk.base.action_forms import ClaimIdField
from factcheck.desk.base.forms import DayInput, DeskForm, build_choice_field, build_text_field

CRITERIA = ("has_public_role", "serves_debate", "is_accurate", "needs_name")
OTHER_OUTCOMES = [
    (value, label) for value, label in RequestOutcome.choices if value not in REMOVING_OUTCOMES
]
MAX_WORDS_LENGTH = 2000


class PersonRequestForm(DeskForm):
    """What was asked, by whom and when."""

    requester = build_choice_field(_("Who asks"), Requester.choices)
    name = forms.CharField(
        label=_("Name of the person"), required=False, max_length=get_max_length(PersonRequest.name)
    )
    email = forms.EmailField(
        label=_("E-mail address for the answer"),
        required=False,
        max_length=get_max_length(PersonRequest.email),
    )
    text = build_text_field(_("What they ask"), PersonRequest.text, rows=5, is_required=True)
    claimant = forms.ModelChoiceField(
        Claimant.objects.none(),
        label=_("The person as a claimant"),
        required=False,
        empty_label=_("Not recorded as a claimant"),
    )
    claim = ClaimIdField(_("Claim"), _("No claim has this ID."))
    received_on = forms.DateField(label=_("Received on"), required=False, widget=DayInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["claimant"].queryset = Claimant.objects.all()
        self.fields["claim"].queryset = Claim.objects.all()
        self.fields["claim"].required = False


def build_criterion(name: str) -> forms.TypedChoiceField:
    column = PersonRequestDecision._meta.get_field(name)
    return forms.TypedChoiceField(
        label=column.verbose_name,
        choices=[("", _("Choose …")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )


class WeighingForm(DeskForm):
    """The criteria by which freedom of expression is weighed against the request."""

    has_public_role = build_criterion("has_public_role")
    serves_debate = build_criterion("serves_debate")
    is_accurate = build_criterion("is_accurate")
    needs_name = build_criterion("needs_name")
    reasons = build_text_field(
        _("Reasons"),
        PersonRequestDecision.reasons,
        hint=_("They stay at the desk. Do not name the person: reasons are kept."),
        is_required=True,
    )


class DecideRequestForm(WeighingForm):
    """A decision that removes nothing."""

    outcome = build_choice_field(_("Decision"), OTHER_OUTCOMES)
    reply = build_text_field(
        _("Statutory reply, word for word"),
        PersonRequestDecision.reply,
        hint=_("Only for this decision. Readers see it above the reasoning; the rating stays."),
    )


class FindWordsForm(DeskForm):
    """The words of which every place is shown."""

    words = MultilineField(
        label=_("Words to find"),
        required=False,
        max_length=MAX_WORDS_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One spelling a line: names in each case and script, addresses, passages."),
    )

    def clean_words(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]


class RemoveWordsForm(FindWordsForm, WeighingForm):
    """A decision that removes the chosen places."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (value, label) for value, label in RequestOutcome.choices if value in REMOVING_OUTCOMES
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    all_places = forms.BooleanField(label=_("All places below"), required=False)
    field_order = ["outcome", *CRITERIA, "reasons", "all_places"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].widget = forms.HiddenInput()
