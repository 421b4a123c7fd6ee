"""Optimistic locking: detect and show edits made since a form was opened.

A form carries the version token of the row it was opened with. If the row has another token when
the form comes back, another user saved in between: nothing is written, and both texts are shown.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.db.models import Manager, Model, QuerySet
from django.forms import ModelForm, ValidationError, model_to_dict
from django.utils.translation import gettext as _

from factcheck.core.text_diff import DiffSegment, diff_words


def compute_version(values: Mapping[str, object]) -> str:
    """Return the version token of these values: a SHA-256 in hexadecimal digits.

    Rows count by their primary keys, several rows in any order.
    """
    plain = {name: _simplify(value) for name, value in values.items()}
    return sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()


def diff_form(form, row: Model, names: Iterable[str]) -> list[tuple[str, list[DiffSegment]]]:
    """List label and word diff of each field that differs, from the row to the form."""
    texts = [
        (
            form.fields[name].label,
            _format_value(form.fields[name], getattr(row, name)),
            _format_value(form.fields[name], form.cleaned_data.get(name)),
        )
        for name in names
    ]
    return [(label, diff_words(theirs, ours)) for label, theirs, ours in texts if theirs != ours]


class ConflictCheckingForm(ModelForm):
    """A ModelForm that rejects the save if the row changed since the form was opened.

    Then `conflicts` is the word diff, the input stays in the form, and saving again is deliberate.
    """

    conflicts: list[tuple[str, list[DiffSegment]]] | None = None

    @property
    def version(self) -> str:
        """The version token of the row when the form was opened, or now that it came back."""
        return compute_version({name: self.initial.get(name) for name in self._columns})

    @property
    def _columns(self) -> list[str]:
        """The fields that are columns; a form may also ask for a confirmation."""
        names = {column.name for column in self._meta.model._meta.get_fields()}
        return [name for name in self.fields if name in names]

    def clean(self):
        data = super().clean()
        rows = type(self.instance).objects.select_for_update()
        row = rows.filter(pk=self.instance.pk).first()
        if row is not None:
            self.initial |= model_to_dict(row, self._columns)
            if self.data.get("version") != self.version:
                self.conflicts = diff_form(self, row, self._columns)
                raise ValidationError(_("Another user saved this while you were editing."))
        return data


def _simplify(value):
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, (QuerySet, list, tuple)):
        return sorted(_simplify(item) for item in value)
    return value


def _format_value(field, value) -> str:
    """The value as the form shows it; empty for none."""
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, (QuerySet, list, tuple)):
        return ", ".join(sorted(map(str, value)))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or isinstance(value, Model):
        return str(value or "")
    return str(dict(getattr(field, "choices", None) or ()).get(value, value))
