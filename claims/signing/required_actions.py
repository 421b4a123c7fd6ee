"""Tell the database which actions it refuses without a signature.

The setting alone would not hold against someone who writes to the database as the application. So
the owner of the database keeps it in a table that the application can only read.
"""

from datetime import datetime

from django.conf import settings

from claims.models import SignedAction


def install_required_actions(using: str, at: datetime) -> None:
    """Copy `SIGNED_ACTIONS` into the database, connected as its owner; safe to call again."""
    rows = SignedAction.objects.using(using)
    rows.exclude(action__in=settings.SIGNED_ACTIONS).delete()
    for action in settings.SIGNED_ACTIONS:
        rows.get_or_create(action=action, defaults={"required_since": at})
