"""A file of claims at the desk: read and shown row by row, kept when it is in order, brought in.

The second step carries the text of the first and reads it again, so that what is kept is what the
page showed, or is refused.
"""

from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from claims.intake import csv_import
from claims.models import Batch
from claims.workflow.actions import Refused
from factcheck import tasks
from factcheck.desk.base.forms import DeskForm, words
from factcheck.desk.base.permissions import form_page, page, shown

CONFLICT, UNFIT = 409, 422
LARGEST = 2_000_000  # bytes of a file, as many code points of a text
SHOWN = 100  # rows of a preview besides those with faults
BROUGHT = 25


class FileForm(DeskForm):
    """A table of claims: a file, or its text."""

    file = forms.FileField(label="A CSV file in UTF-8", required=False)
    text = words("or its text", rows=8, max_length=LARGEST)
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def clean(self):
        told = super().clean()
        if file := told.get("file"):
            told["name"], told["text"] = file.name[:200], _decoded(file)
        elif not told.get("text"):
            raise forms.ValidationError("Choose a file, or put its text into the field.")
        return told


def _decoded(file) -> str:
    if file.size > LARGEST:
        raise forms.ValidationError(f"The file has more than {LARGEST:,} bytes.")
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise forms.ValidationError(
            "The file is not in UTF-8: save it so, and give it again."
        ) from (None)


@form_page("claims.record_claim")
def read(request):
    """The rows with what is wrong with them; with `sure`, and nothing wrong, they are kept."""
    if request.method != "POST":
        return _drawn(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _drawn(request, form, UNFIT)
    try:
        rows = csv_import.check(csv_import.read(form.cleaned_data["text"]))
        if "sure" in request.POST:
            return redirect("admin:batch", _kept(rows, form.cleaned_data["name"], request.user).pk)
    except (csv_import.Unreadable, Refused) as refused:
        return _drawn(request, form, CONFLICT, problem=str(refused))
    return _drawn(request, form, rows=rows)


@transaction.atomic
def _kept(rows, name: str, by) -> Batch:
    """Kept and queued, or neither."""
    batch = csv_import.keep(rows, name=name, by=by, at=timezone.now())
    tasks.bring_in_soon(batch)
    return batch


def _drawn(request, form, status=200, problem="", rows=()):
    faulty = [row for row in rows if row.faults]
    fresh = [row for row in rows if not row.faults and row.known is None]
    context = {
        "title": "Bring in a file of claims",
        "form": form,
        "problem": problem,
        "columns": csv_import.COLUMNS,
        "rows": rows,
        "faulty": faulty,
        "known": [row for row in rows if row.known and not row.faults][:SHOWN],
        "fresh": fresh[:SHOWN],
        "number": len(fresh),
        "told": form.cleaned_data if rows else {},
    }
    return shown(request, "import.html", context, status)


@page("claims.view_batch")
def show(request, pk):
    """How far a file is, and what came of it."""
    batch = get_object_or_404(Batch.objects.select_related("brought_by"), pk=pk)
    claims = csv_import.brought_in(batch)
    context = {"title": str(batch), "batch": batch, "claims": claims[:BROUGHT], "shown": BROUGHT}
    return shown(request, "batch.html", context)
