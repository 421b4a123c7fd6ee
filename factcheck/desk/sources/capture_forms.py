"""The forms of the two steps of capturing a source."""

from django import forms
from django.conf import settings
from django.forms.models import ModelChoiceIterator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.desk.base.forms import (
    SOURCE_FIELDS,
    ModelFieldsForm,
    allow_adding_related,
    build_text_field,
)
from sources.choices import SnapshotExtent
from sources.models import Source
from sources.urls import MAX_URL_LENGTH

MAX_SOURCE_CHOICES = 100
INPUT_FIELDS = ("address", "text", "file")


class NewestSourcesIterator(ModelChoiceIterator):
    """The newest sources and the chosen one; a desk soon has too many to list them all.

    The page of an older source has a link to capture it again.
    """

    def __iter__(self):
        yield "", self.field.empty_label
        sources, chosen = list(self.queryset[:MAX_SOURCE_CHOICES]), self.field.chosen
        if chosen.isdecimal() and all(str(source.pk) != chosen for source in sources):
            sources = [*self.queryset.filter(pk=chosen), *sources]
        yield from map(self.choice, sources)


class SourceChoiceField(forms.ModelChoiceField):
    """`chosen` is the initial source of the form, or the one that was sent with it."""

    iterator = NewestSourcesIterator

    def __init__(self, chosen):
        rows = Source.objects.select_related("publisher")
        self.chosen = str(chosen.pk if isinstance(chosen, Source) else chosen or "")
        super().__init__(
            rows, label=_("Source"), required=False, empty_label=_("New source"), to_field_name=None
        )

    def label_from_instance(self, source):
        return f"{source.label}, {source.publisher}" if source.publisher else source.label


class SourceFieldsForm(ModelFieldsForm):
    """The fields of both steps: an existing source, or the details of a new one."""

    model, names = Source, SOURCE_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.data.get("source") or self.initial.get("source")
        self.fields["source"] = SourceChoiceField(chosen)
        allow_adding_related(self, "publisher")

    @property
    def new_source_fields(self):
        return [self[name] for name in SOURCE_FIELDS]

    def clean(self):
        cleaned = super().clean()
        has_date = bool(cleaned.get("published_on"))
        has_precision = cleaned.get("published_precision") != "unknown"
        if cleaned.get("source") is None and has_date != has_precision:
            self.add_error("published_on", _("Give the date together with its precision."))
        return cleaned


class CaptureForm(SourceFieldsForm):
    """Step 1: the text, from exactly one of a URL, a text field and a file."""

    address = forms.CharField(
        label=_("Fetch from a URL"),
        required=False,
        max_length=MAX_URL_LENGTH,
        widget=forms.URLInput({"placeholder": "https://"}),
        help_text=_("A web page, a PDF or a plain text on the public internet."),
    )
    robots_waiver = build_text_field(
        _("Reason for fetching despite robots.txt"),
        rows=2,
        hint=_("The site asks robots not to read this page. Say why the desk reads it."),
        max_length=300,
    )
    extent = forms.ChoiceField(label=_("Completeness"), choices=SnapshotExtent.choices)
    text = forms.CharField(
        label=_("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("Separate excerpts by a line that contains only […]."),
    )
    file = forms.FileField(
        label=_("Or upload a file"),
        required=False,
        help_text=_("Plain text, a PDF or a saved web page (HTML)."),
    )
    encoding = forms.CharField(
        label=_("Encoding of the file"),
        required=False,
        max_length=40,
        help_text=_("Only if it is not UTF-8."),
    )
    note = build_text_field(_("Note for the desk"), rows=2)

    def clean_text(self):
        text = self.cleaned_data["text"]
        _validate_size(len(text.encode(errors="replace")))
        return text

    def clean_file(self):
        file = self.cleaned_data["file"]
        _validate_size(file.size if file else 0)
        return file

    def clean(self):
        cleaned = super().clean()
        inputs = [name for name in INPUT_FIELDS if _is_filled(cleaned.get(name))]
        if len(inputs) > 1:
            self.add_error(inputs[0], _("Give only one of them: a URL, a text or a file."))
        if not inputs and not set(INPUT_FIELDS) & set(self.errors):
            self.add_error("address", _("Give a URL, paste the text or upload a file."))
        if inputs == ["address"] and cleaned.get("extent") == SnapshotExtent.EXCERPT:
            self.add_error("extent", _("A page that is fetched from a URL is complete."))
        return cleaned


def _is_filled(value) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _validate_size(size: int) -> None:
    if size > settings.CAPTURE_LIMIT:
        message = gettext("The maximum size is %(limit)s.")
        raise forms.ValidationError(message % {"limit": filesizeformat(settings.CAPTURE_LIMIT)})


class CapturePreviewForm(SourceFieldsForm):
    """Step 2: the article text and the source of the extracted text, which is in `extract`."""

    extract = forms.CharField(widget=forms.HiddenInput)
    spans = forms.CharField(required=False, widget=forms.HiddenInput)
    extent = forms.ChoiceField(label=_("Completeness"), choices=SnapshotExtent.choices)
    first_words = build_text_field(_("First words of the article"), rows=1)
    last_words = build_text_field(_("Last words of the article"), rows=1)
    note = build_text_field(_("Note for the desk"), rows=2)
