"""Addresses that readers can follow: http and https only, in the database as well."""

from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

# A `javascript:` address would run in the reader's browser.
WEB_ADDRESS = r"^https?://[^\s]+$"


def build_web_address_constraint(field: str, name: str) -> CheckConstraint:
    """Return the constraint `name`: the column `field` is empty or an address of the web."""
    return CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__iregex": WEB_ADDRESS}),
        name=name,
        violation_error_message=_("Enter an address that begins with http:// or https://."),
    )
