"""How a date is said: by what is known of it and no more.

Months and days that are not known are not shown, and an unknown date is said to be unknown.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

SAID = {"day": "j F Y", "month": "F Y", "year": "Y"}
WRITTEN = {"day": 10, "month": 7, "year": 4}
UNKNOWN = "no date known"


def said(day: date | str | None, precision: str = "day") -> str:
    """The date in words: `27 March 2024`, `March 2024`, `2024` or `no date known`."""
    if not day or precision not in SAID:
        return UNKNOWN
    return date_format(_day(day), SAID[precision])


def when(day: date | datetime | str | None, precision: str = "day") -> SafeString | str:
    """The same as a `time` element, which says only as much to machines."""
    if not day or precision not in SAID:
        return UNKNOWN
    known = _day(day)
    written = known.isoformat()[: WRITTEN[precision]]
    return format_html('<time datetime="{}">{}</time>', written, said(known, precision))


def moment(at: datetime) -> SafeString:
    """A moment of ours, to the minute, in the desk's time zone."""
    local = timezone.localtime(at)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, "j F Y, H:i e"),
    )


def _day(day: date | datetime | str) -> date:
    if isinstance(day, str):
        day = datetime.fromisoformat(day) if len(day) > 10 else date.fromisoformat(day)
    if isinstance(day, datetime):
        return timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return day
