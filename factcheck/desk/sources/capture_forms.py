"""The forms of the two steps of capturing a source."""

from django import forms
from django.conf import settings
from django.forms.models import ModelChoiceIterator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.desk.base.forms import (
    MAX_SPANS_LENGTH,
    SOURCE_FIELDS,
    ModelFieldsForm,
    allow_adding_related,
    build_hidden_field,
    build_quoted_field,
    build_text_field,
)
from sources.choices import SnapshotExtent
from sources.models import Snapshot, Source, WaitingCapture
from sources.models.retrieval import MAX_ENCODING_LENGTH
from sources.urls import MAX_URL_LENGTH

MAX_SOURCE_CHOICES = 100
MAX_PAGE_NUMBER = 1_000_000
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
        help_text=_("A web page, a PDF or another file on the public internet."),
    )
    robots_waiver = build_text_field(
        _("Reason for fetching despite robots.txt"),
        WaitingCapture.robots_waiver,
        rows=2,
        hint=_("The site asks robots not to read this page. Say why the desk reads it."),
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
        help_text=_(
            "A PDF, a Word file (.docx), a saved web page (HTML or .mhtml), a mail (.eml), a table "
            "(.csv or .xlsx), subtitles (.srt or .vtt) or plain text."
        ),
    )
    first_page = forms.IntegerField(
        label=_("First page"),
        required=False,
        min_value=1,
        max_value=MAX_PAGE_NUMBER,
        help_text=_("Only for a part of a PDF."),
    )
    last_page = forms.IntegerField(
        label=_("Last page"), required=False, min_value=1, max_value=MAX_PAGE_NUMBER
    )
    encoding = forms.CharField(
        label=_("Encoding"),
        required=False,
        max_length=MAX_ENCODING_LENGTH,
        help_text=_(
            "Only if the page or the file declares none or a wrong one, such as windows-1251."
        ),
    )
    note = build_text_field(_("Note for the desk"), Snapshot.note, rows=2)

    def clean_text(self):
        text = self.cleaned_data["text"]
        limit = min(settings.READ_AT_ONCE_BYTES, settings.CAPTURE_LIMIT)
        _validate_size(len(text.encode(errors="replace")), limit)
        return text

    def clean_file(self):
        file = self.cleaned_data["file"]
        _validate_size(file.size if file else 0, settings.CAPTURE_LIMIT)
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
        first, last = cleaned.get("first_page") or 1, cleaned.get("last_page")
        if last is not None and last < first:
            self.add_error("last_page", _("The last page comes before the first page."))
        return cleaned

    def get_kept_values(self) -> dict[str, str]:
        """What the user typed, but for the text and the file: the initial values of a form."""
        names = self.fields.keys() - {"text", "file"}
        return {name: str(self[name].value() or "") for name in names}


def _is_filled(value) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _validate_size(size: int, limit: int) -> None:
    if size > limit:
        message = gettext(
            "The maximum size is %(limit)s, and this is %(size)s. Save the part that you need, "
            "such as some pages of a PDF, and capture that."
        )
        params = {"limit": filesizeformat(limit), "size": filesizeformat(size)}
        raise forms.ValidationError(message % params)


class EncodingForm(forms.Form):
    """Between the steps: read the same bytes in another encoding."""

    encoding = forms.ChoiceField(label=_("Read it as"))

    def __init__(self, data=None, *, encodings: list[str]):
        super().__init__(data)
        field = self.fields["encoding"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in encodings]


class CapturePreviewForm(SourceFieldsForm):
    """Step 2: the article text and the source; `extract` is the key of what was extracted."""

    extract = build_hidden_field(required=True)
    spans = build_hidden_field(MAX_SPANS_LENGTH)
    extent = forms.ChoiceField(label=_("Completeness"), choices=SnapshotExtent.choices)
    first_words = build_quoted_field(_("First words of the article"), 1)
    last_words = build_quoted_field(_("Last words of the article"), 1)
    note = build_text_field(_("Note for the desk"), Snapshot.note, rows=2)
    is_article = forms.BooleanField(
        label=_("This is the article, or the part of it that I want to quote"), required=False
    )
    keep_inside = forms.BooleanField(
        label=_("Do not archive outside"),
        required=False,
        help_text=_("No web archive will be told of this page."),
    )
