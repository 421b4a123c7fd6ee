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

from claims.choices import Stance
from claims.intake.claims import EDITABLE_FIELDS
from claims.models import Appearance, Claim, Claimant, Rating, Topic, Verdict
from claims.models.verdict import CONTENT_FIELDS
from factcheck.core.address_fields import AddressField
from sources.choices import RelationReason, TranslatedBy, Voice
from sources.models.snapshot import QuoteError, VoiceRequired

CHOOSE = _("Choose …")


def build_text_field(label="", rows=3, hint="", is_required=False, **options):
    """A field for sentences. Only the browser checks `is_required`; the action decides."""
    attrs = {"rows": rows, **({"required": True} if is_required else {})}
    widget = forms.Textarea(attrs)
    return forms.CharField(label=label, required=False, help_text=hint, widget=widget, **options)


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
    edited_at = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, rating=None, **kwargs):
        super().__init__(*args, **kwargs)
        scale = Rating.objects.filter(in_use=True)
        if rating is not None:
            scale = scale | Rating.objects.filter(pk=rating)
        self.fields["rating"].queryset = scale
        self.fields["reasoning"].widget.attrs["rows"] = 9
        self.fields["conclusion"].widget = forms.Textarea({"rows": 2, "maxlength": 400})
        for name in ("primary_sources", "conflict_of_interest", "criminal_proceedings"):
            field = self.fields[name]
            field.choices = [("", _("Not answered yet")), *field.choices[1:]]
        self.scale = list(scale)


class ClaimForm(ModelFieldsForm):
    model, names = Claim, EDITABLE_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].widget = forms.Textarea({"rows": 2, "maxlength": 400})
        self.fields["claimant"].queryset = Claimant.objects.all()
        self.fields["claimant"].empty_label = _("No named claimant")
        allow_adding_related(self, "claimant")
        self.fields["topics"].widget = forms.CheckboxSelectMultiple()
        self.fields["topics"].queryset = Topic.objects.all()


class ClaimUpdateForm(ClaimForm):
    """Carries the version of the claim that the user has opened."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)


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
    """Words of the article text. Browsers send line ends as CRLF; article texts have LF."""

    exact = forms.CharField(
        label=_("Quotation"),
        required=False,
        widget=forms.Textarea({"rows": 3, "required": True}),
        help_text=_("Exactly as in the article text."),
    )
    prefix = forms.CharField(
        label=_("Words before"), required=False, strip=False, widget=forms.Textarea({"rows": 1})
    )
    suffix = forms.CharField(
        label=_("Words after"), required=False, strip=False, widget=forms.Textarea({"rows": 1})
    )
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
        for name in ("exact", "prefix", "suffix"):
            cleaned[name] = cleaned.get(name, "").replace("\r\n", "\n")
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

    text = build_text_field(_("Translation into the language of the claim"), is_required=True)
    translated_by = build_choice_field(_("Translated by"), TranslatedBy.choices)


class SourceRelationForm(DeskForm):
    """Whether two sources are independent of each other; the buttons give the decision.

    With `sources` the user chooses the two sources; otherwise both are hidden fields.
    """

    source_a = forms.IntegerField(widget=forms.HiddenInput)
    source_b = forms.IntegerField(widget=forms.HiddenInput)
    reason_type = forms.CharField(required=False, widget=forms.HiddenInput)
    speaker = forms.CharField(required=False, widget=forms.HiddenInput)
    decision = forms.CharField(required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.TextInput({"required": True, "maxlength": 400}),
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
        self.fields["speaker"].widget = forms.TextInput({"maxlength": 200})
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

    spans = forms.CharField(required=False, widget=forms.HiddenInput)
    first_words = build_text_field(_("First words of the article"), rows=1)
    last_words = build_text_field(_("Last words of the article"), rows=1)
    reason = build_text_field(_("Reason for the change"), rows=2, is_required=True)
