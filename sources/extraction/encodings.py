"""Decode the bytes of a page or a text in the order that browsers use. Pure.

The order is that of the HTML standard: a byte order mark, then the encoding that was given (by a
person or in the Content-Type header), then what the page declares in itself. Where nothing is
declared it must be UTF-8: an encoding is proposed in an error, but never guessed. No character is
lost silently: bytes that cannot be decoded are an error, and what looks wrong is a warning.
"""

import re
from dataclasses import dataclass
from typing import Any

from factcheck.core.errors import gettext_noop as _
from sources.extraction.browser_codecs import decode_strictly, find_encoding
from sources.extraction.encoding_prescan import find_declared_encoding
from sources.extraction.nearest_encoding import find_nearest_encoding
from sources.media_types import ParseError, detect_byte_order_mark

Warnings = tuple[tuple[str, dict[str, Any]], ...]

DEFAULT_ENCODING = "utf-8"
_CONTROL_CHARACTERS = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_REPLACEMENT_CHARACTER = "\ufffd"
# What curly quotation marks, dashes and accented letters of UTF-8 become in windows-1252.
_GARBLED_UTF_8 = re.compile(
    "â€[\u0153\u009d™˜“”¦¢]|Ã[\u0080-\u00bf\u0192\u2030]|[ÐÑ][\u0080-\u00bf][ÐÑ]"
)
_SCRIPT_MARK = re.compile(r"</?(?:script|style)(?=[\s>])|<!--|-->", re.IGNORECASE)
_END_MARKS = {"<script": "</script", "<style": "</style", "<!--": "--"}
# References to control characters, which browsers read as windows-1252 (HTML standard, 13.2.5.80).
_C1_REFERENCE = re.compile(
    r"&#(?:0{0,9}(1[2-5]\d)(?!\d)|[xX]0{0,9}([89][0-9a-fA-F])(?![0-9a-fA-F]));?"
)


@dataclass(frozen=True)
class DecodedText:
    """The text, the encoding that it was read in (a name of the standard) and the warnings."""

    text: str
    encoding: str
    warnings: Warnings = ()


def decode_text(raw: bytes, encoding: str = "", is_html: bool = False) -> str:
    """The text of `decode_bytes`, without its warnings. Raises `ParseError`."""
    return decode_bytes(raw, encoding, is_html).text


def decode_bytes(raw: bytes, encoding: str = "", is_html: bool = False) -> DecodedText:
    """Decode `raw`; `encoding` is a label or name that a person or a server gave.

    Raises `ParseError` for an unknown encoding and for bytes that cannot be read in it; the error
    names the nearest encoding that would fit.
    """
    given = _resolve_encoding(encoding) if encoding else ""
    declared = find_declared_encoding(raw) if is_html else ""
    used = detect_byte_order_mark(raw) or given or declared or DEFAULT_ENCODING
    text = _decode(raw, used, declared)
    warnings = (
        *_check_conflict(raw, text, used, given, declared),
        *_check_for_utf8(raw, used),
        *_check_order(used),
        *_check_characters(raw, _remove_scripts(text) if is_html else text, used),
    )
    return DecodedText(text, used, warnings)


def _resolve_encoding(name: str) -> str:
    if not name.isprintable():  # a header may contain characters that PostgreSQL rejects
        raise ParseError(_("The name of its encoding cannot be read."))
    encoding = find_encoding(name)
    if not encoding:
        raise ParseError(
            _("There is no encoding named “%(encoding)s”."), params={"encoding": name[:100]}
        )
    return encoding


def _decode(raw: bytes, encoding: str, declared: str) -> str:
    if encoding == "replacement":
        raise ParseError(
            _(
                "It declares an encoding that browsers refuse to read, because it hides scripts. "
                "Convert it to UTF-8 first."
            )
        )
    try:
        text = decode_strictly(raw, encoding)
    except UnicodeDecodeError as error:
        raise _build_error(raw, encoding, declared, error.start) from None
    if "\x00" in text:
        nearest = find_nearest_encoding(raw, other_than=encoding)
        if nearest.startswith("utf-16"):
            raise _build_error(raw, encoding, nearest, raw.find(b"\x00"))
    return text


def _build_error(raw: bytes, encoding: str, declared: str, position: int) -> ParseError:
    params = {"encoding": encoding, "position": position}
    nearest = find_nearest_encoding(raw, declared=declared, other_than=encoding)
    if not nearest:
        return ParseError(
            _(
                "This is not %(encoding)s: byte %(position)s cannot be read. "
                "Say which encoding it has."
            ),
            params=params,
        )
    return ParseError(
        _(
            "This is not %(encoding)s: byte %(position)s cannot be read. "
            "It could be %(nearest)s: try that."
        ),
        params=params | {"nearest": nearest},
    )


def _remove_scripts(html: str) -> str:
    """The page without scripts, style sheets and comments, which readers do not see."""
    parts, position, end_mark = [], 0, ""
    for match in _SCRIPT_MARK.finditer(html):
        mark = match[0].lower().rstrip("> \t\r\n\f")
        if not end_mark and mark in _END_MARKS:
            parts.append(html[position : match.start()])
            end_mark = _END_MARKS[mark]
        elif mark == end_mark:
            position, end_mark = match.end(), ""
    return "".join(parts) + ("" if end_mark else html[position:])


# ── warnings ────────────────────────────────────────────────────────────────────────────────────
def _check_conflict(raw: bytes, text: str, used: str, given: str, declared: str) -> Warnings:
    """A warning if another encoding is named as well, and would give another text."""
    others = [name for name in (given, declared) if name and name != used]
    conflicts = [name for name in others if _try_to_decode(raw, name) != text]
    if not conflicts:
        return ()
    message = _(
        "It was read as %(used)s, as a browser would, but it is also declared as %(other)s. "
        "Check its letters."
    )
    return ((message, {"used": used, "other": conflicts[0]}),)


def _try_to_decode(raw: bytes, encoding: str) -> str | None:
    try:
        return decode_strictly(raw, encoding)
    except UnicodeError:
        return None


def _check_order(used: str) -> Warnings:
    """A warning about the only encoding that stores Hebrew in the order of the printed line."""
    if used != "iso-8859-8":
        return ()
    message = _(
        "It was read as %(used)s, which stores Hebrew from left to right: its words may be "
        "reversed. Try iso-8859-8-i, or paste the text from a browser."
    )
    return ((message, {"used": used}),)


def _check_for_utf8(raw: bytes, used: str) -> Warnings:
    """A warning if the bytes are UTF-8: hardly a text in another encoding is so by accident."""
    if raw.isascii() or used.startswith("utf-") or _try_to_decode(raw, "utf-8") is None:
        return ()
    message = _("It was read as %(used)s, but its bytes look like utf-8. Check its letters.")
    return ((message, {"used": used}),)


def _check_characters(raw: bytes, text: str, used: str) -> Warnings:
    """Warnings about characters that are where other characters were."""
    warnings: list[tuple[str, dict[str, Any]]] = []
    controls = _CONTROL_CHARACTERS.findall(text)
    if controls:
        warnings.append(_describe_controls(raw, controls, used))
    lost = text.count(_REPLACEMENT_CHARACTER)
    if lost:
        message = _("Before it was published, %(count)s characters were lost: it has � for them.")
        warnings.append((message, {"count": lost}))
    garbled = _GARBLED_UTF_8.search(text) if used == "utf-8" else None
    if garbled:
        message = _(
            "“%(characters)s” and the like are in it: before it was published, utf-8 was read in "
            "another encoding. Readers see the same."
        )
        warnings.append((message, {"characters": garbled[0]}))
    return tuple(warnings)


def _describe_controls(raw: bytes, controls: list[str], used: str) -> tuple[str, dict[str, Any]]:
    params: dict[str, Any] = {"count": len(controls), "code": f"{ord(controls[0]):04X}"}
    nearest = "" if used.startswith("utf-") else find_nearest_encoding(raw, other_than=used)
    if not nearest or _CONTROL_CHARACTERS.search(_try_to_decode(raw, nearest) or ""):
        message = _(
            "%(count)s control characters (the first is U+%(code)s) are in it, which no browser "
            "shows. Perhaps they were quotation marks or dashes in another encoding."
        )
        return message, params
    message = _(
        "It was read as %(used)s, but then %(count)s control characters are in it (the first is "
        "U+%(code)s), which no browser shows. It could be %(nearest)s: try that."
    )
    return message, params | {"used": used, "nearest": nearest}


# ── character references ────────────────────────────────────────────────────────────────────────
def resolve_c1_references(html: str) -> str:
    """Replace references such as `&#146;`, which browsers show as the characters of windows-1252.

    libxml2 makes control characters of them, which are removed later: apostrophes would vanish.
    """
    return _C1_REFERENCE.sub(_resolve_reference, html) if "&#" in html else html


def _resolve_reference(match: re.Match[str]) -> str:
    code = int(match[1]) if match[1] else int(match[2], 16)
    if not 0x80 <= code <= 0x9F:
        return match[0]
    return decode_strictly(bytes([code]), "windows-1252")
