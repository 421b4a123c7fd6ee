"""Imports claims from a CSV file: a preview of the rows, and then the import by the worker.

The second step posts the text of the first step and validates it again, so that exactly what the
preview showed is imported.
"""

from http import HTTPStatus

from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.intake import csv_import
from claims.models import ClaimImport
from factcheck import tasks
from factcheck.core.errors import FactcheckError, InvalidInput
from factcheck.core.model_fields import MultilineField
from factcheck.desk.base.forms import DeskForm, build_hidden_field
from factcheck.desk.base.permissions import form_view, read_view, render_desk

MAX_FILE_SIZE = 2_000_000  # in bytes; for pasted text in code points
PREVIEW_ROWS = 100  # without the rows that have errors, which are all shown
LISTED_CLAIMS = 25


class ClaimImportForm(DeskForm):
    """A table of claims, as a file or as pasted text."""

    file = forms.FileField(label=gettext_lazy("CSV file (UTF-8)"), required=False)
    text = MultilineField(
        label=gettext_lazy("or paste the rows"),
        required=False,
        max_length=MAX_FILE_SIZE,
        widget=forms.Textarea({"rows": 8}),
    )
    name = build_hidden_field(max_length=200)

    def clean(self):
        cleaned = super().clean()
        if file := cleaned.get("file"):
            cleaned["name"], cleaned["text"] = file.name[:200], _decode_file(file)
        elif not cleaned.get("text"):
            raise forms.ValidationError(_("Choose a file or paste the rows."))
        return cleaned


def _decode_file(file) -> str:
    if file.size > MAX_FILE_SIZE:
        message = _("The file is larger than %(size)s bytes.")
        raise forms.ValidationError(message % {"size": f"{MAX_FILE_SIZE:,}"})
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        message = _("The file is not in UTF-8. Save it as UTF-8 and choose it again.")
        raise forms.ValidationError(message) from None


@form_view("claims.record_claim")
def claim_import_create(request):
    """The preview of the rows with their errors; with `sure`, and without errors, the import."""
    if request.method != "POST":
        return _render_import_page(request, ClaimImportForm())
    form = ClaimImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render_import_page(request, form, InvalidInput())
    try:
        rows = csv_import.validate_rows(csv_import.parse_csv(form.cleaned_data["text"]))
        if "sure" in request.POST:
            claim_import = _create_import(rows, form.cleaned_data["name"], request.user)
            return redirect("admin:claims_claimimport_change", claim_import.pk)
    except FactcheckError as error:
        return _render_import_page(request, form, error)
    return _render_import_page(request, form, rows=rows)


@transaction.atomic
def _create_import(rows, name: str, by) -> ClaimImport:
    """Saved and queued, or neither."""
    claim_import = csv_import.create_import(rows, name=name, by=by, at=timezone.now())
    tasks.queue_claim_import(claim_import)
    return claim_import


def _render_import_page(request, form, error: FactcheckError | None = None, rows=()):
    valid_rows = [row for row in rows if not row.errors]
    new_rows = [row for row in valid_rows if row.existing_claim is None]
    context = {
        "title": _("Import claims (CSV)"),
        "form": form,
        "problem": str(error or ""),
        "columns": csv_import.COLUMNS,
        "rows": rows,
        "invalid_rows": [row for row in rows if row.errors],
        "existing_rows": [row for row in valid_rows if row.existing_claim][:PREVIEW_ROWS],
        "new_rows": new_rows[:PREVIEW_ROWS],
        "total": len(new_rows),
        "file": form.cleaned_data if rows else {},
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "intake/import_form.html", context, status)


@read_view("claims.view_claimimport")
def claim_import_detail(request, pk):
    """The progress of an import, and the claims that it created."""
    claim_import = get_object_or_404(ClaimImport.objects.select_related("created_by"), pk=pk)
    context = {
        "title": str(claim_import),
        "claim_import": claim_import,
        "claims": csv_import.list_imported_claims(claim_import)[:LISTED_CLAIMS],
        "listed_claims": LISTED_CLAIMS,
    }
    return render_desk(request, "intake/import_detail.html", context)
