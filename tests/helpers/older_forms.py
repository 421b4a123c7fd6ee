"""How was a revision written down by the software as it was? For records that stay as they are."""

from contextlib import contextmanager
from unittest.mock import patch

from django.test import override_settings

from claims.publication import record

COMPOSE = record.compose


def second_form(verdict) -> dict:
    """What form 2 holds: nothing of the checklist, which was not asked then."""
    written = COMPOSE(verdict) | {"form": 2}
    del written["checklist"]
    return written


@contextmanager
def written_in_form_2():
    """Deeds of that time: they ask no checklist, and know no later form."""
    with (
        override_settings(CHECKLIST=[]),
        patch.object(record, "compose", second_form),
        patch.object(record, "FORM", 2),
    ):
        yield


def in_form_2(deed):
    """What `deed` of `given` makes in form 2, with nothing answered."""
    with written_in_form_2():
        return deed(primary_sources="", interest="", crime="")
