"""Dates as readers see them: with the precision that is known, but not more."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

FORMATS = {"day": "j F Y", "month": "F Y", "year": "Y"}
ISO_LENGTHS = {"day": 10, "month": 7, "year": 4}


def format_date(day: date | str | None, precision: str = "day") -> str:
    """The date as text: `27 March 2024`, `March 2024`, `2024` or `no date known`."""
    if not day or precision not in FORMATS:
        return _("no date known")
    return date_format(_parse_date(day), FORMATS[precision])


def render_date(day: date | datetime | str | None, precision: str = "day") -> SafeString | str:
    """The same as a `time` element, whose `datetime` has the same precision."""
    if not day or precision not in FORMATS:
        return format_date(day, precision)
    iso = _parse_date(day).isoformat()[: ISO_LENGTHS[precision]]
    return format_html('<time datetime="{}">{}</time>', iso, format_date(day, precision))


def render_moment(moment: datetime) -> SafeString:
    """A date and time to the minute as a `time` element, in the desk's time zone."""
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, "j F Y, H:i e"),
    )


def _parse_date(day: date | datetime | str) -> date:
    """The date of a date, of a moment in the desk's time zone, or of either in ISO 8601."""
    if isinstance(day, str):
        day = datetime.fromisoformat(day) if len(day) > 10 else date.fromisoformat(day)
    if isinstance(day, datetime):
        return timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return day
