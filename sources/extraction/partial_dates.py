"""Read the dates of metadata, with the precision that they have. Pure.

A date is read only if it can be read in one way: “05/06/2020” may be in May or in June.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

MAX_LENGTH = 80  # characters
EARLIEST_YEAR = 1500  # printing; a smaller year is the zero of a program
# “Zero” in the two usual ways to count time.
_ZERO_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)

_TIME = r"(?:(?:T|,?\s+|\s+-\s+)\d{1,2}[:.h]?\d{2}(?!\d).*)?"
_ZONE = r"(?:[+-]\d{2}:?\d{2})?"  # of a date without a time, as XML Schema has it
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2})" + _TIME + _ZONE + r")?)?Z?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})" + _TIME)
_EASTERN = re.compile(
    r"(\d{4})\s?(?:年|년|\.)\s?(\d{1,2})\s?(?:(?:月|월|\.)(?:\s?(\d{1,2})\s?(?:日|일|\.)?)?)?(?:\s.*)?"
)
# Seconds or milliseconds since 1970; the second form is that of .NET.
# Later times, from 2030, might be a year, month, day and hour.
_UNIX_TIME = re.compile(r"@?(1[0-8]\d{8})(?:\d{3})?|/Date\((1[0-8]\d{8})\d{3}\)/")
_SLASHES = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})" + _TIME)
_WEEKDAY = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
    r"(?:\d{1,2}:[\d:]{2,5}(?:\s?[ap]\.?m\.?)?(?:\s[a-z]{2,4})?,?\s+)?"
)
_DAY_MONTH = re.compile(
    _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([a-z]{3,9})\.?,?[\s-]+(\d{4})\b.*"
)
_MONTH_DAY = re.compile(_WEEKDAY + r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b.*")
_MONTH = re.compile(r"([a-z]{3,9})\.?,?\s+(\d{4})")
_UNIX_DATE = re.compile(_WEEKDAY + r"([a-z]{3})\s+(\d{1,2})\s+[\d:]{5,8}\s+[a-z]{0,5}\s*(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)


@dataclass(frozen=True)
class PartialDate:
    """A date as exact as its source: `iso` is 2022, 2022-12 or 2022-12-22, in the source's zone.

    `instant` is set where the source gives a time with its zone.
    """

    iso: str
    instant: datetime | None = None

    def agrees_with(self, other: "PartialDate") -> bool:
        """Whether both can be the same: one is less exact, or they are the same instant."""
        if self.instant and other.instant and self.instant == other.instant:
            return True
        return self.iso.startswith(other.iso) or other.iso.startswith(self.iso)


def parse_date(text: str) -> PartialDate | None:
    """Read a date of metadata; None if it is none, or can be read in several ways."""
    text = " ".join(text.split())
    if not text or len(text) > MAX_LENGTH:
        return None
    if match := _UNIX_TIME.fullmatch(text):
        moment = datetime.fromtimestamp(int(match[1] or match[2]), UTC)
        return PartialDate(moment.date().isoformat(), moment)
    parts = _split_numbers(text) or _split_words(text.lower())
    if parts is None:
        return None
    instant = _parse_instant(text)
    iso = _build_iso(*parts)
    return PartialDate(iso, instant) if iso and instant != _ZERO_INSTANT else None


def _split_numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date in digits; 0 for what is not given."""
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[3] or 0), int(match[4] or 0)
    if match := _COMPACT.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _EASTERN.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3] or 0)
    match = _SLASHES.fullmatch(text)
    return _order_day_and_month(int(match[1]), int(match[3]), int(match[4])) if match else None


def _order_day_and_month(first: int, second: int, year: int) -> tuple[int, int, int] | None:
    """British or American? Only a number above 12, or the same number twice, tells."""
    if first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _split_words(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date with an English name of the month."""
    if match := _DAY_MONTH.fullmatch(text):
        day, name, year = match.groups()
    elif match := (_MONTH_DAY.fullmatch(text) or _UNIX_DATE.fullmatch(text)):
        name, day, year = match.groups()
    elif match := _MONTH.fullmatch(text):
        (name, year), day = match.groups(), "0"
    else:
        return None
    month = _get_month(name)
    return (int(year), month, int(day)) if month else None


def _get_month(name: str) -> int:
    """The number of a month by its English name or abbreviation; 0 if it is none."""
    is_name = name in _MONTHS or name == "sept" or name in _MONTH_NAMES
    return _MONTHS.index(name[:3]) + 1 if is_name else 0


def _build_iso(year: int, month: int, day: int) -> str:
    """As exact as it is known: a month or day of 0 is not; empty for a date that does not exist."""
    if not EARLIEST_YEAR <= year <= 9999:
        return ""
    try:
        full = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return ""
    return full[:10] if month and day else full[:7] if month else full[:4] if not day else ""


def _parse_instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant.astimezone(UTC) if instant.tzinfo and instant.year > 1 else None
