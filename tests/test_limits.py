"""Every text that a user can send has a maximum length, in the form and in the database."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, connection, models, transaction
from django.db.models.fields.related import RelatedField
from django_filters import FilterSet
from django_filters.filters import CharFilter

import claims
import factcheck
import sources
from factcheck.core.model_fields import MultilineField, MultilineTextField

OWN_APPS = ("claims", "sources", "accounts", "notifications", "idempotency")
SNAPSHOT = "part of a captured text, which CAPTURE_LIMIT bounds"
QUOTATION = "a quotation, which QUOTE_LIMIT bounds, and QUOTE_CONTEXT on each side"
PROGRAM = "written by the program"
# Text columns without a limit of their own: no user fills them directly.
UNLIMITED_COLUMNS = {
    "claims.auditreport.findings": PROGRAM,
    "claims.claimimport.error": PROGRAM,
    "claims.claimimport.rows": "rows whose values the models have validated",
    "claims.checkpoint.note": PROGRAM,
    "claims.ledgerentry.body": PROGRAM,
    "claims.ledgerentry.decisions": PROGRAM,
    "claims.ledgerentry.details": PROGRAM,
    "claims.retentionreport.removed": PROGRAM,
    "claims.retentionreport.waiting": PROGRAM,
    "claims.personrequestdecision.places": PROGRAM,
    "claims.reviewcomment.prefix": PROGRAM,
    "claims.reviewcomment.suffix": PROGRAM,
    "claims.scheduledpublication.reason": PROGRAM,
    "claims.submission.content": PROGRAM,
    "claims.tombstone.spans": PROGRAM,
    "sources.archiverequest.refusal": PROGRAM,
    "sources.passage.after": QUOTATION,
    "sources.passage.before": QUOTATION,
    "sources.passage.directive": QUOTATION,
    "sources.passage.exact": QUOTATION,
    "sources.quotecheck.found_text": SNAPSHOT,
    "sources.quotecheck.reasons": PROGRAM,
    "sources.retrieval.author": SNAPSHOT,
    "sources.retrieval.headers": PROGRAM,
    "sources.retrieval.notices": PROGRAM,
    "sources.retrieval.redirects": PROGRAM,
    "sources.retrieval.refusal": PROGRAM,
    "sources.retrieval.title": SNAPSHOT,
    "sources.snapshot.parts": SNAPSHOT,
    "sources.snapshot.text": SNAPSHOT,
    "sources.waitingcapture.attempt": SNAPSHOT,
    "sources.waitingcapture.extracted": SNAPSHOT,
    "sources.waitingcapture.form": "values that the form has validated",
    "sources.waitingcapture.refusal": PROGRAM,
}
# Form fields whose own method limits them in bytes, with a message; what a passkey sends; and a
# name for which Django takes the limit of the column.
UNLIMITED_FIELDS = {
    ("CaptureForm", "text"),
    ("CaptureForm", "file"),
    ("ClaimImportForm", "file"),
    ("PasskeyForm", "credential"),
    ("SignInForm", "username"),
}
TYPED_FIELDS = (forms.CharField, forms.FileField)


def import_all_modules() -> None:
    for package in (claims, factcheck, sources):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith(("factcheck.embedded_postgres", "factcheck.wsgi")):
                importlib.import_module(module.name)


def list_subclasses(base) -> list[type]:
    """All subclasses that are defined in the project."""
    import_all_modules()
    found, queue = {}, [base]
    while queue:
        for subclass in queue.pop().__subclasses__():
            queue.append(subclass)
            if subclass.__module__.partition(".")[0] in ("claims", "factcheck", "sources"):
                found[f"{subclass.__module__}.{subclass.__qualname__}"] = subclass
    return [found[name] for name in sorted(found)]


def list_models() -> list[type[models.Model]]:
    """The models whose rows the application writes; histories copy their columns."""
    return [
        model
        for name in OWN_APPS
        for model in apps.get_app_config(name).get_models()
        if model._meta.managed and not hasattr(model, "pgh_id")
    ]


def list_form_fields() -> dict[tuple[str, str], forms.Field]:
    """All fields that the forms declare, and those of the columns that they show."""
    from factcheck.desk.base.forms import ModelFieldsForm, build_model_fields

    fields = {}
    for form in list_subclasses(forms.BaseForm):
        declared = dict(form.base_fields)
        if issubclass(form, ModelFieldsForm) and form.model:
            declared = build_model_fields(form.model, form.names) | declared
        fields |= {(form.__name__, name): field for name, field in declared.items()}
    return fields


def test_every_text_column_that_a_user_fills_has_a_limit_in_the_database():
    unlimited = set()
    for model in list_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, RelatedField) or not isinstance(
                column, models.CharField | models.TextField | models.JSONField
            ):
                continue
            is_bounded = isinstance(column, models.CharField) and column.max_length
            if not is_bounded:
                unlimited.add(f"{model._meta.label_lower}.{column.name}")
    assert unlimited == set(UNLIMITED_COLUMNS)


def test_every_form_field_has_a_limit():
    fields = list_form_fields()
    assert len(fields) > 150
    unlimited = {
        key
        for key, field in fields.items()
        if isinstance(field, TYPED_FIELDS) and not field.max_length
    }
    assert unlimited == UNLIMITED_FIELDS


def test_every_text_parameter_of_the_lists_and_of_the_api_has_a_limit():
    filters = [
        (filter_set.__name__, name, declared)
        for filter_set in list_subclasses(FilterSet)
        for name, declared in filter_set.base_filters.items()
        if isinstance(declared, CharFilter)
    ]
    assert len(filters) > 5
    assert [
        (owner, name) for owner, name, declared in filters if not declared.field.max_length
    ] == []


def test_a_form_field_is_as_long_as_its_column():
    """A form never accepts what its column refuses; a field of the same name is the same text."""
    fields = list_form_fields()
    for form, name, model in [
        ("ContentForm", "reasoning", "claims.verdict"),
        ("ContentForm", "search_notes", "claims.verdict"),
        ("ClaimForm", "statement", "claims.claim"),
        ("AppearanceForm", "text", "claims.appearance"),
        ("CommentRequestForm", "text", "claims.commentrequest"),
        ("CommentResponseForm", "public_excerpt", "claims.commentresponse"),
        ("DeclineClaimForm", "note", "claims.claim.decline_note"),
        ("CiteForm", "note", "claims.evidence"),
    ]:
        label, _separator, column = model.partition(".")[2].partition(".")
        app = model.partition(".")[0]
        expected = apps.get_model(app, label)._meta.get_field(column or name).max_length
        assert fields[form, name].max_length == expected, (form, name)


def test_the_message_says_the_limit_and_the_length():
    with pytest.raises(ValidationError, match=r"at most 5 characters \(it has 7\)"):
        MultilineField(max_length=5).clean("1234567")


def test_a_browser_does_not_cut_off_what_is_pasted():
    cutting = {
        key
        for key, field in list_form_fields().items()
        if isinstance(field.widget, forms.Textarea) and "maxlength" in field.widget.attrs
    }
    assert cutting == set()


def test_a_line_break_counts_as_one_character():
    assert MultilineField(max_length=3).clean("a\r\nb") == "a\nb"


@pytest.mark.django_db
@pytest.mark.database
def test_the_database_refuses_what_is_longer():
    columns = [
        (model._meta.db_table, column)
        for model in list_models()
        for column in model._meta.concrete_fields
        if isinstance(column, MultilineTextField)
    ]
    assert len(columns) > 25
    with connection.cursor() as cursor:
        for table, column in columns:
            cursor.execute(
                "SELECT character_maximum_length FROM information_schema.columns"
                " WHERE table_name = %s AND column_name = %s",
                [table, column.column],
            )
            assert cursor.fetchall() == [(column.max_length,)], (table, column.name)
        with pytest.raises(DataError), transaction.atomic():
            cursor.execute(
                "INSERT INTO claims_topic (name, slug, description) VALUES (%s, 'x', '')",
                ["x" * 81],
            )
