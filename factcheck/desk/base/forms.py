"""Form fields and forms that several pages of the desk share.

No form writes to the database: a view passes the cleaned data to one action. The forms check types
and lengths; the actions say what is missing, so that each of these messages exists once.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from claims.choices import MachineAssistance, MachinePurpose, Stance
from claims.intake.claims import EDITABLE_FIELDS
from claims.models import Appearance, Claim, Claimant, Rating, Topic, Verdict
from claims.models.verdict import CONTENT_FIELDS
from factcheck.core.address_fields import AddressField
from factcheck.core.model_fields import MultilineField, get_max_length
from sources.choices import RelationReason, TranslatedBy, Voice
from sources.models import ArticleText, SourceRelation, Translation
from sources.models.snapshot import QuoteError, VoiceRequired

CHOOSE = _("Choose …")
MAX_SEARCHED_LENGTH = 2000  # of words to find in a text, in code points: above, it takes seconds
MAX_SPANS_LENGTH = 100_000  # of the parts of a text that are the article, as JSON


def build_text_field(label, column, rows=3, hint="", is_required=False):
    """A field for sentences, as long as this column of a model, such as `Claim.decline_note`.

    Only the browser checks `is_required`; the action decides.
    """
    attrs = {"rows": rows, **({"required": True} if is_required else {})}
    return MultilineField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.Textarea(attrs),
        max_length=get_max_length(column),
    )


def build_hidden_field(max_length: int = 64, **options) -> forms.CharField:
    """A key, digest, version or code that the page carries; no one types it."""
    options = {"required": False, "widget": forms.HiddenInput} | options
    return forms.CharField(max_length=max_length, **options)


def build_quoted_field(label, rows: int, **options) -> MultilineField:
    """Words to find in a text. Browsers send line ends as CRLF; article texts have LF."""
    options = {"required": False, "widget": forms.Textarea({"rows": rows})} | options
    return MultilineField(label=label, max_length=MAX_SEARCHED_LENGTH, **options)


def build_choice_field(label, choices, blank=CHOOSE, **options):
    return forms.ChoiceField(
        label=label, choices=[("", blank), *choices], required=False, **options
    )


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%d", **options)


def build_model_fields(model, names, **replacements) -> dict:
    """Form fields for these columns of a model, with date inputs for dates."""
    fields = fields_for_model(model, names, formfield_callback=_build_form_field)
    for field in fields.values():
        if isinstance(field, forms.DateField):
            field.widget = DayInput()
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
    return fields | replacements


def _build_form_field(column, **options):
    if isinstance(column, models.URLField):
        options |= {"form_class": AddressField}
    return column.formfield(**options)


def allow_adding_related(form, name: str) -> None:
    """Adds a link that opens a window to create a row; the text typed so far is kept."""
    field, column = form.fields[name], form.model._meta.get_field(name)
    field.widget = RelatedFieldWidgetWrapper(
        field.widget, column.remote_field, admin.site, can_add_related=True
    )


class DeskForm(forms.Form):
    """A form whose labels have no colon."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class ModelFieldsForm(DeskForm):
    """A form with fields for the columns `names` of a model, but without `save`."""

    model = None
    names: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = build_model_fields(self.model, self.names) | self.fields


class ContentForm(ModelFieldsForm):
    """The content of a draft; carries the time of the version that the user has opened."""

    model, names = Verdict, CONTENT_FIELDS
    edited_at = build_hidden_field(required=True)
    # One click for the usual answer.
    machine_assistance = forms.ChoiceField(
        label=_("Machine assistance"),
        choices=MachineAssistance.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("With this revision, by generative AI or any other automatic tool."),
    )
    machine_purposes = forms.MultipleChoiceField(
        label=_("What machine tools helped with"),
        choices=MachinePurpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, rating=None, **kwargs):
        super().__init__(*args, **kwargs)
        scale = Rating.objects.filter(in_use=True)
        if rating is not None:
            scale = scale | Rating.objects.filter(pk=rating)
        self.fields["rating"].queryset = scale
        self.fields["reasoning"].widget.attrs["rows"] = 9
        self.fields["conclusion"].widget = forms.Textarea({"rows": 2})
        for name in ("primary_sources", "conflict_of_interest", "criminal_proceedings"):
            field = self.fields[name]
            field.choices = [("", _("Not answered yet")), *field.choices[1:]]
        self.scale = list(scale)


class ClaimForm(ModelFieldsForm):
    model, names = Claim, EDITABLE_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].widget = forms.Textarea({"rows": 2})
        self.fields["claimant"].queryset = Claimant.objects.all()
        self.fields["claimant"].empty_label = _("No named claimant")
        allow_adding_related(self, "claimant")
        self.fields["topics"].widget = forms.CheckboxSelectMultiple()
        self.fields["topics"].queryset = Topic.objects.all()


class ClaimUpdateForm(ClaimForm):
    """Carries the version of the claim that the user has opened."""

    version = build_hidden_field()


class AppearanceForm(ModelFieldsForm):
    model = Appearance
    names = (
        "text",
        "language",
        "translation",
        "translated_by",
        "medium",
        "place",
        "appeared_on",
        "precision",
        "url",
        "archived_url",
    )


class QuoteForm(DeskForm):
    """Words of the article text, and who says them."""

    exact = build_quoted_field(
        _("Quotation"),
        3,
        widget=forms.Textarea({"rows": 3, "required": True}),
        help_text=_("Exactly as in the article text."),
    )
    prefix = build_quoted_field(_("Words before"), 1, strip=False)
    suffix = build_quoted_field(_("Words after"), 1, strip=False)
    voice = forms.ChoiceField(
        label=_("Who is speaking?"),
        choices=[("", _("propose from the words")), *Voice.choices],
        required=False,
        help_text=_("You are asked if the words contain a quotation or a verb such as “said”."),
    )
    speaker = forms.CharField(
        label=_("Speaker"),
        required=False,
        max_length=200,
        help_text=_("The name of the person who is quoted."),
    )
    part_of_word = forms.BooleanField(
        label=_("Quote part of a word"),
        required=False,
        help_text=_("Otherwise the quotation is extended to whole words."),
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["whole_words"] = not cleaned.pop("part_of_word", False)
        return cleaned

    def select_proposal(self, error: QuoteError) -> None:
        """If the error asks who is speaking, select the proposal for the user to check."""
        if not isinstance(error, VoiceRequired):
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("voice")] = error.proposal.voice
        if not self.cleaned_data["speaker"]:
            self.data[self.add_prefix("speaker")] = error.proposal.speaker


class CiteForm(QuoteForm):
    """Creates a passage and cites it in one step."""

    snapshot = forms.IntegerField(widget=forms.HiddenInput)
    stance = build_choice_field(_("Stance"), Stance.choices)
    note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        max_length=400,
        help_text=_("What this passage shows, in one sentence."),
    )


class CitePassageForm(DeskForm):
    """Cites an existing passage."""

    passage = forms.IntegerField(widget=forms.HiddenInput)
    stance = build_choice_field(_("Stance"), Stance.choices)
    note = forms.CharField(label=_("Note for readers"), required=False, max_length=400)


class TranslationForm(DeskForm):
    """A cited passage in the language of the claim."""

    text = build_text_field(
        _("Translation into the language of the claim"), Translation.text, is_required=True
    )
    translated_by = build_choice_field(_("Translated by"), TranslatedBy.choices)


class SourceRelationForm(DeskForm):
    """Whether two sources are independent of each other; the buttons give the decision.

    With `sources` the user chooses the two sources; otherwise both are hidden fields.
    """

    source_a = forms.IntegerField(widget=forms.HiddenInput)
    source_b = forms.IntegerField(widget=forms.HiddenInput)
    reason_type = build_hidden_field(get_max_length(SourceRelation.reason_type))
    speaker = build_hidden_field(get_max_length(SourceRelation.speaker))
    decision = forms.CharField(required=False, max_length=get_max_length(SourceRelation.decision))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=get_max_length(SourceRelation.reason),
        widget=forms.TextInput({"required": True}),
    )

    def __init__(self, *args, sources=(), **kwargs):
        super().__init__(*args, **kwargs)
        if sources:
            self._offer_sources(sources)

    def _offer_sources(self, sources) -> None:
        choices = [("", CHOOSE), *((source.pk, source.label) for source in sources)]
        for name, label in (("source_a", _("First source")), ("source_b", _("Second source"))):
            self.fields[name].widget = forms.Select({"required": True}, choices=choices)
            self.fields[name].label = label
        reason_types = [("", CHOOSE), *RelationReason.choices]
        self.fields["reason_type"].widget = forms.Select({"required": True}, choices=reason_types)
        self.fields["reason_type"].label = _("Why they may not be independent")
        self.fields["speaker"].widget = forms.TextInput()
        self.fields["speaker"].label = _("Speaker")
        self.fields["speaker"].help_text = _("Only if both quote the same person: the name.")


SOURCE_FIELDS = (
    "kind",
    "title",
    "author",
    "publisher",
    "url",
    "published_on",
    "published_precision",
    "language",
    "provenance_note",
)


class ArticleTextForm(DeskForm):
    """Which parts of a text are the article: selected in the text, or by first and last words."""

    spans = build_hidden_field(MAX_SPANS_LENGTH)
    first_words = build_quoted_field(_("First words of the article"), 1)
    last_words = build_quoted_field(_("Last words of the article"), 1)
    reason = build_text_field(
        _("Reason for the change"), ArticleText.reason, rows=2, is_required=True
    )
