"""Find markup and encodings in a plain text that its readers would not see. Pure.

A file that begins like a page, a mail or an RTF document is read or refused as one. Here is what
is inside of a text: it may be meant, so the editor is told and decides.
"""

import re
from typing import Any

from factcheck.core.errors import gettext_noop as _

SEARCHED_LENGTH = 2_000_000  # code points
MIN_FOUND = 3  # fewer are examples in a text about markup
PATTERNS = (
    (
        re.compile(
            r"</[a-z][a-z0-9:_.-]{0,30}>|<(?:br|p|hr|li|td|tr|div|span)(?:\s[^<>]{0,200})?/?>", re.I
        ),
        _("This text contains HTML or XML tags, such as %(example)s. Save a page as .html."),
    ),
    (
        re.compile(
            r"&(?:nbsp|amp|quot|lt|gt|[rl]dquo|[rl]squo|[mn]dash|#\d{2,6}|#x[0-9a-f]{2,5});", re.I
        ),
        _("This text contains character codes of HTML, such as %(example)s."),
    ),
    (
        re.compile(r"=(?:E2=80=|C[23]=[89AB]|20$|3D|\n)", re.MULTILINE),
        _("This text is encoded as in a mail (%(example)s). If it was a mail, save it as .eml."),
    ),
    (
        re.compile(r"^[A-Za-z0-9+/]{60,76}$", re.MULTILINE),
        _("This text contains lines in base64. If it was a mail, save it as .eml."),
    ),
    (
        re.compile(r"\\(?:par|pard|fs\d+|b0|cf\d|f\d)\b"),
        _("This text contains codes of RTF, such as %(example)s. Save it as .docx or PDF."),
    ),
    (
        re.compile(r"^[\d:.,]{5,14} +--> +[\d:.,]{5,14}", re.MULTILINE),
        _("This text contains times of subtitles. Save it as .srt or .vtt."),
    ),
)


def find_markup(text: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return a warning, with an example, for each kind of markup in `text`."""
    warnings = []
    for pattern, message in PATTERNS:
        found = []
        for match in pattern.finditer(text, 0, SEARCHED_LENGTH):
            found.append(match[0].strip())
            if len(found) == MIN_FOUND:
                warnings.append((message, {"example": found[0]}))
                break
    return tuple(warnings)
