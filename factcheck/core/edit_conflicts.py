"""Is a row still as somebody read it, and what did others write meanwhile?

A form carries the mark of what it was opened with. Where the row has another mark when it comes
back, somebody saved in between: then nothing is written, and both wordings are shown.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.db.models import Manager, Model, QuerySet

from factcheck.core import text_diff
from sources.comparison import Piece


def as_read(told: Mapping[str, object]) -> str:
    """The mark of these values: the SHA-256 of them, in hexadecimal digits.

    Rows count by their keys, and several of them in any order.
    """
    plain = {name: _plain(value) for name, value in told.items()}
    return sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()


def differences(form, fresh: Model, names: Iterable[str]) -> list[tuple[str, list[Piece]]]:
    """Word by word, from what `fresh` says to what was typed: label and pieces of each field."""
    pairs = [(form.fields[one], getattr(fresh, one), form.cleaned_data.get(one)) for one in names]
    told = [
        (field.label, _said(field, theirs), _said(field, ours)) for field, theirs, ours in pairs
    ]
    return [(label, text_diff(theirs, ours)) for label, theirs, ours in told if theirs != ours]


def _plain(value):
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, (QuerySet, list, tuple)):
        return sorted(_plain(one) for one in value)
    return value


def _said(field, value) -> str:
    """A value as the form shows it; empty for none."""
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, (QuerySet, list, tuple)):
        return ", ".join(sorted(map(str, value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, Model):
        return str(value or "")
    return str(dict(getattr(field, "choices", None) or ()).get(value, value))
