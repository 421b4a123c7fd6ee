"""Write the value of a spreadsheet cell as it is shown. Pure.

The number formats of Office Open XML (ECMA-376, part 1, 18.8.30), as far as they change what is
quoted: decimals, thousands, percentages, currency signs and other literals, dates and times.
Separators are those of English, because a file does not say which ones its readers see. A value
with a format that is not known is written in full.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

# A section of a format: text in quotes, an escaped character, or the placeholders of digits.
LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?,*")
CONDITION = re.compile(r"\[[<>=]")  # a section that is used for some numbers only
PLAIN = re.compile(r"[-+() €$£¥%]*")
MAX_DECIMALS = 30


def format_value(value: object, number_format: str) -> str:
    """Return `value` as a spreadsheet shows it with `number_format`."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _format_moment(value, number_format)
    if isinstance(value, timedelta):
        return _format_duration(value, number_format)
    if isinstance(value, int | float | Decimal):
        return _format_number(value, number_format)
    return str(value)


def _format_moment(value: datetime | date | time, number_format: str) -> str:
    """As ISO 8601, without the parts that the format does not show."""
    shown = LITERAL.sub("", number_format).lower()
    unit = "seconds" if "s" in shown else "minutes"
    if isinstance(value, time):
        return value.isoformat(unit)
    day, _space, hours = (
        value.isoformat(" ", unit) if isinstance(value, datetime) else value.isoformat()
    ).partition(" ")
    if "d" not in shown and "m" in shown and "h" not in shown:
        day = day[:7]
    elif "d" not in shown and "y" in shown:
        day = day[:4]
    if not hours or not re.search("[hs]", shown):
        return day
    return f"{day} {hours}" if re.search("[yd]", shown) else hours


def _format_duration(value: timedelta, number_format: str) -> str:
    """As hours and minutes, with seconds if the format shows them: 30 hours are 30:00."""
    seconds = round(abs(value).total_seconds())
    text = f"{seconds // 3600}:{seconds // 60 % 60:02}"
    if "s" in number_format.lower():
        text += f":{seconds % 60:02}"
    return f"-{text}" if value < timedelta() else text


def _format_number(value: float | Decimal, number_format: str) -> str:
    sections = (number_format or "General").split(";")
    if CONDITION.search(number_format or ""):
        return _write_number(value)
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    section = sections[2] if value == 0 and len(sections) > 2 else section
    literals: list[str] = []

    def keep(match: re.Match) -> str:
        literals.append(match[1] or match[2] or match[3] or "")
        return "\x00"

    pattern = LITERAL.sub(keep, section)
    digits = DIGITS.search(pattern)
    rest = pattern.replace("\x00", "")
    if not digits and value == 0 and len(sections) > 2 and PLAIN.fullmatch(rest):
        supplied = iter(literals)  # a sign in place of zero
        return re.sub("\x00", lambda _match: next(supplied), pattern).strip() or "0"
    if not digits or not PLAIN.fullmatch(DIGITS.sub("", rest, count=1)):
        return _write_number(value)
    shown: Any = abs(value)
    shown = shown * 100 if "%" in rest else shown
    number = _write_digits(shown, digits[0])
    before, after = pattern[: digits.start()], pattern[digits.end() :]
    sign = "-" if value < 0 and len(sections) == 1 else ""
    supplied = iter(literals)
    before, after = (
        re.sub("\x00", lambda _match: next(supplied), part) for part in (before, after)
    )
    return f"{sign}{before}{number}{after}".strip()


def _write_digits(value: Any, digits: str) -> str:
    if value == 0 and "0" not in digits:
        return ""  # these placeholders show no zeros
    scale = len(digits) - len(digits.rstrip(","))  # each final comma divides by a thousand
    whole, _point, decimals = digits.rstrip(",").partition(".")
    places = min(len(decimals), MAX_DECIMALS)
    text = f"{value / 1000**scale:{',' if ',' in whole.rstrip(',') else ''}.{places}f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    for _place in range(optional):
        text = text.removesuffix("0") if "." in text else text
    text = text.removesuffix(".")
    required = whole.count("0")
    return text.zfill(required) if "," not in text and "." not in text else text


def _write_number(value: float | Decimal) -> str:
    """All digits that are stored; spreadsheets keep 15 of a number."""
    if isinstance(value, float):
        text = f"{value:.15g}"
        return text if "e" not in text else repr(value)
    return str(value)
