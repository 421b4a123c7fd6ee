"""What may be typed at the desk, and in which shape does it reach a verb?

No form here writes: a view hands what was typed to one verb. Sentences about what a verb needs
come from the verb itself, so that they are said once; the forms only hold to type and length.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms.models import fields_for_model

from claims.choices import Stance
from claims.models import Appearance, Claim, Claimant, Rating, Topic, Verdict
from claims.models.verdict import CONTENT
from sources.choices import Ground, TranslatedBy, Voice


def words(label="", rows=3, hint="", needed=False, **options):
    """A field for sentences; `needed` is for the browser, the verb has the last word."""
    attrs = {"rows": rows, **({"required": True} if needed else {})}
    widget = forms.Textarea(attrs)
    return forms.CharField(label=label, required=False, help_text=hint, widget=widget, **options)


def choice(label, choices, blank="Choose …", **options):
    return forms.ChoiceField(
        label=label, choices=[("", blank), *choices], required=False, **options
    )


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%d", **options)


def of_model(model, names, **changed) -> dict:
    """The form fields of a model's columns, with the days as days."""
    found = fields_for_model(model, names, formfield_callback=_field)
    for field in found.values():
        if isinstance(field, forms.DateField):
            field.widget = DayInput()
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
    return found | changed


def _field(column, **options):
    https = {"assume_scheme": "https"} if isinstance(column, models.URLField) else {}
    return column.formfield(**https, **options)


def addable(form, name: str) -> None:
    """A new row for this choice can be described in a window of its own; what is typed stays."""
    field, column = form.fields[name], form.model._meta.get_field(name)
    field.widget = RelatedFieldWidgetWrapper(
        field.widget, column.remote_field, admin.site, can_add_related=True
    )


class DeskForm(forms.Form):
    """A form whose fields say where their errors stand."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class FromModel(DeskForm):
    """A form with the fields of a model's columns, but without its `save`."""

    model = None
    names: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = of_model(self.model, self.names) | self.fields


class ContentForm(FromModel):
    """What a contributor writes of a draft, and which state of the draft they had read."""

    model, names = Verdict, CONTENT
    edited_at = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, rating=None, **kwargs):
        super().__init__(*args, **kwargs)
        scale = Rating.objects.filter(in_use=True)
        if rating is not None:
            scale = scale | Rating.objects.filter(pk=rating)
        self.fields["rating"].queryset = scale
        self.fields["reasoning"].widget.attrs["rows"] = 9
        self.fields["finding"].widget = forms.Textarea({"rows": 2, "maxlength": 400})
        for name in ("primary_sources", "interest", "crime"):  # no answer is not a “no”
            self.fields[name].choices = [("", "No answer yet"), *self.fields[name].choices[1:]]
        self.scale = list(scale)


class ClaimForm(FromModel):
    model, names = Claim, ("statement", "origin", "claimant", "language", "topics")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].widget = forms.Textarea({"rows": 2, "maxlength": 400})
        self.fields["claimant"].queryset = Claimant.objects.all()
        self.fields["claimant"].empty_label = "Nobody, or not known"
        addable(self, "claimant")
        self.fields["topics"].widget = forms.CheckboxSelectMultiple()
        self.fields["topics"].queryset = Topic.objects.all()


class MendForm(ClaimForm):
    """A claim's wording anew, and which wording the writer had read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class AppearanceForm(FromModel):
    model = Appearance
    names = (
        "words",
        "language",
        "translation",
        "translated_by",
        "medium",
        "place",
        "appeared_on",
        "precision",
        "url",
    )


class QuoteForm(DeskForm):
    """Words of a snapshot's body. Line ends come back from browsers as CRLF; texts have LF."""

    exact = forms.CharField(
        label="Words to quote",
        required=False,
        widget=forms.Textarea({"rows": 3, "required": True}),
        help_text="Letter for letter, as they stand in the text.",
    )
    prefix = forms.CharField(
        label="Words before", required=False, strip=False, widget=forms.Textarea({"rows": 1})
    )
    suffix = forms.CharField(
        label="Words after", required=False, strip=False, widget=forms.Textarea({"rows": 1})
    )
    voice = forms.ChoiceField(label="In whose voice", choices=Voice.choices, initial=Voice.ASSERTS)
    speaker = forms.CharField(
        label="Speaker",
        required=False,
        max_length=200,
        help_text="Who is reported, by name.",
    )

    def clean(self):
        cleaned = super().clean()
        for name in ("exact", "prefix", "suffix"):
            cleaned[name] = cleaned.get(name, "").replace("\r\n", "\n")
        return cleaned


class CiteForm(QuoteForm):
    """Words quoted and cited in one act."""

    snapshot = forms.IntegerField(widget=forms.HiddenInput)
    stance = choice("Stance", Stance.choices)
    note = forms.CharField(
        label="Note for readers",
        required=False,
        max_length=400,
        help_text="What this passage shows, in one sentence.",
    )


class CitePassageForm(DeskForm):
    """A passage that was quoted before, cited for this draft."""

    passage = forms.IntegerField(widget=forms.HiddenInput)
    stance = choice("Stance", Stance.choices)
    note = forms.CharField(label="Note for readers", required=False, max_length=400)


class TranslationForm(DeskForm):
    """A cited passage in the language of the claim."""

    words = words("In the language of the claim", needed=True)
    translated_by = choice("Whose translation it is", TranslatedBy.choices)


class KinshipForm(DeskForm):
    """Whether two sources are one origin; the buttons say which answer it is.

    With `sources` it offers a choice of them; without, what is asked about is hidden in it.
    """

    one = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.IntegerField(widget=forms.HiddenInput)
    ground = forms.CharField(required=False, widget=forms.HiddenInput)
    speaker = forms.CharField(required=False, widget=forms.HiddenInput)
    answer = forms.CharField(required=False)
    why = forms.CharField(
        label="Why", required=False, widget=forms.TextInput({"required": True, "maxlength": 400})
    )

    def __init__(self, *args, sources=(), **kwargs):
        super().__init__(*args, **kwargs)
        if sources:
            choices = [("", "Choose …"), *((source.pk, source.label) for source in sources)]
            for name, label in (("one", "This source"), ("other", "and this one")):
                self.fields[name].widget = forms.Select({"required": True}, choices=choices)
                self.fields[name].label = label
            grounds = [("", "Choose …"), *((one, one.label) for one in map(Ground, Ground))]
            self.fields["ground"].widget = forms.Select({"required": True}, choices=grounds)
            self.fields["ground"].label = "What may make them one"
            self.fields["speaker"].widget = forms.TextInput({"maxlength": 200})
            self.fields["speaker"].help_text = "Only for the words of one person: whose."


SOURCE_FIELDS = (
    "kind",
    "title",
    "author",
    "publisher",
    "url",
    "published_on",
    "published_precision",
    "language",
    "about_origin",
)


class BodyForm(DeskForm):
    """Which parts of a text are the article: marked in the text, or by first and last words."""

    spans = forms.CharField(required=False, widget=forms.HiddenInput)
    first_words = words("The body begins with", rows=1)
    last_words = words("The body ends with", rows=1)
    reason = words("Why it is marked anew", rows=2, needed=True)
