"""What may be typed when a source is captured: which source, its text, and its body."""

from django import forms
from django.conf import settings
from django.forms.models import ModelChoiceIterator
from django.template.defaultfilters import filesizeformat

from factcheck.desk.base.forms import SOURCE_FIELDS, FromModel, addable, words
from sources.choices import Extent
from sources.models import Source
from sources.urls import LONGEST

OFFERED = 100  # sources to choose from: those that were described last


class NewestSources(ModelChoiceIterator):
    """The newest sources and the one that is chosen; a desk soon has too many to offer them all.

    An older one is chosen on its own page, from which its next capture begins.
    """

    def __iter__(self):
        yield "", self.field.empty_label
        offered, chosen = list(self.queryset[:OFFERED]), self.field.chosen
        if chosen.isdecimal() and all(str(one.pk) != chosen for one in offered):
            offered = [*self.queryset.filter(pk=chosen), *offered]
        yield from map(self.choice, offered)


class SourceChoice(forms.ModelChoiceField):
    """`chosen` is the source that the form begins with, or that was sent with it."""

    iterator = NewestSources

    def __init__(self, chosen):
        rows = Source.objects.select_related("publisher")
        self.chosen = str(chosen.pk if isinstance(chosen, Source) else chosen or "")
        super().__init__(
            rows, label="Source", required=False, empty_label="A new source", to_field_name=None
        )

    def label_from_instance(self, source):
        said_by = f", {source.publisher}" if source.publisher else ""
        return f"{source.label}{said_by}"


class OfASource(FromModel):
    """What both steps know: which source it is, or what is known of a new one."""

    model, names = Source, SOURCE_FIELDS
    of_source = SOURCE_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"] = SourceChoice(self.data.get("source") or self.initial.get("source"))
        addable(self, "publisher")

    @property
    def described(self):
        """The fields of a new source."""
        return [self[name] for name in SOURCE_FIELDS]

    def clean(self):
        told = super().clean()
        dated = bool(told.get("published_on"))
        if told.get("source") is None and dated != (told.get("published_precision") != "unknown"):
            self.add_error("published_on", "Give the date together with how exactly it is known.")
        return told


NOTHING_GIVEN = "Give an address, paste the text or give a file."
ONE_OF_THEM = "Give one of them: an address, the text or a file."


class CaptureForm(OfASource):
    address = forms.CharField(
        label="Fetch it from its address",
        required=False,
        max_length=LONGEST,
        widget=forms.URLInput({"placeholder": "https://"}),
        help_text="A web page, a PDF or a plain text on the public internet.",
    )
    robots_waiver = words(
        "Why the site's robots.txt is not followed",
        rows=2,
        hint="The site asks robots to stay away; say why the desk reads it all the same.",
        max_length=300,
    )
    extent = forms.ChoiceField(label="What you have of it", choices=Extent.choices)
    text = forms.CharField(
        label="Or paste the text",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 12}),
        help_text="Between excerpts put a line with only […].",
    )
    file = forms.FileField(
        label="Or a file", required=False, help_text="Plain text, a PDF or a saved web page (HTML)."
    )
    encoding = forms.CharField(
        label="Its encoding", required=False, max_length=40, help_text="Only if it is not UTF-8."
    )
    note = words("A note for the desk", rows=2)

    def clean_text(self):
        text = self.cleaned_data["text"]
        _refuse_too_long("text", len(text.encode(errors="replace")))
        return text

    def clean_file(self):
        file = self.cleaned_data["file"]
        _refuse_too_long("file", file.size if file else 0)
        return file

    def clean(self):
        told = super().clean()
        given = [name for name in ("address", "text", "file") if _filled(told.get(name))]
        if len(given) > 1:
            self.add_error(given[0], ONE_OF_THEM)
        if not given and not {"address", "text", "file"} & set(self.errors):
            self.add_error("address", NOTHING_GIVEN)
        if given == ["address"] and told.get("extent") == Extent.EXCERPT:
            self.add_error("extent", "What is fetched from an address is the whole of it.")
        return told


def _filled(given) -> bool:
    return bool(given.strip() if isinstance(given, str) else given)


def _refuse_too_long(name: str, size: int) -> None:
    if size > settings.CAPTURE_LIMIT:
        limit = filesizeformat(settings.CAPTURE_LIMIT)
        raise forms.ValidationError(f"A {name} has at most {limit}.")


class MarkForm(OfASource):
    extract = forms.CharField(widget=forms.HiddenInput)
    spans = forms.CharField(required=False, widget=forms.HiddenInput)
    extent = forms.ChoiceField(label="What you have of it", choices=Extent.choices)
    first_words = words("The body begins with", rows=1)
    last_words = words("The body ends with", rows=1)
    note = words("A note for the desk", rows=2)
