"""Whether the database checks moments: strict, or lenient where they are invented."""

from django.conf import settings

from factcheck.accounts.models import DatabaseMode


def is_strict() -> bool:
    """Whether triggers refuse a moment that does not lie within seconds of the database's clock."""
    return DatabaseMode.objects.get().is_strict


def set_strict(is_strict: bool) -> None:
    """Write the mode, as the owner of the database. Only tests and the demo are lenient."""
    rows = DatabaseMode.objects.using(settings.OWNER_DATABASE_ALIAS)
    rows.update(is_strict=is_strict)
