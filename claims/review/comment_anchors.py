"""Anchors of review comments: which section of a submission they are about, and which words in it.

A section is a part of the record (`claims.publication.record`), such as the reasoning or one piece
of evidence. Text is quoted as it was submitted; offsets are in code points. Pure: no queries.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.choices import RecordSection
from factcheck.core.errors import InvalidInput

CONTEXT_LENGTH = 32  # code points before and after, as in a W3C TextQuoteSelector
MAX_QUOTE_LENGTH = 1000  # code points
TEXT_SECTIONS = (
    RecordSection.CONCLUSION,
    RecordSection.REASONING,
    RecordSection.SEARCH_NOTES,
    RecordSection.WHAT_WOULD_CHANGE_IT,
    RecordSection.WHY_THIS_CLAIM,
)
# The reasoning is Markdown: text copied from the rendered page has none of these characters, so
# they are ignored around words and between the letters of a word.
MARKUP = str.maketrans("", "", "*_`[]")
# No group is repeated possessively: before Python 3.11.5, text that it did not match could be
# skipped (https://github.com/python/cpython/issues/106052).
MARKUP_PATTERN = r"(?:[*_`\[]|\](?:\([^)]*\))?)*"
LIST_MARKER_PATTERN = r"(?:[-*+>#]+|\d+[.)])"
GAP_PATTERN = rf"{MARKUP_PATTERN}\s++(?:{LIST_MARKER_PATTERN}\s++)?{MARKUP_PATTERN}"
# Before a word that looks like a list marker, so that it is not skipped as one.
GAP_BEFORE_MARKER_PATTERN = rf"{MARKUP_PATTERN}\s++{MARKUP_PATTERN}"

SectionKey = tuple[str, str]  # the section, and for evidence the identifier of its passage


@dataclass(frozen=True)
class QuoteAnchor:
    """Words of a section as it was submitted, with their context (a W3C TextQuoteSelector)."""

    quoted_text: str
    prefix: str
    suffix: str
    start: int


def get_record_texts(record: dict) -> dict[SectionKey, str]:
    """The texts of a submitted record that can be quoted, by section."""
    texts: dict[SectionKey, str] = {(RecordSection.CLAIM, ""): record["claim"]["statement"]}
    texts |= {(section, ""): record[section] for section in TEXT_SECTIONS}
    for evidence in record["evidence"]:
        passage = evidence["passage"]
        texts[RecordSection.EVIDENCE, passage["id"]] = passage["exact"]
        texts[RecordSection.NOTE, passage["id"]] = evidence["note"]
    return texts


def get_revision_texts(verdict) -> dict[SectionKey, str]:
    """The same texts of a revision as it is now, without building its record."""
    texts: dict[SectionKey, str] = {(RecordSection.CLAIM, ""): verdict.claim.statement}
    texts |= {(section, ""): getattr(verdict, section) for section in TEXT_SECTIONS}
    for evidence in verdict.evidence.all():
        passage = evidence.passage
        texts[RecordSection.EVIDENCE, passage.public_id] = passage.exact
        texts[RecordSection.NOTE, passage.public_id] = evidence.note
    return texts


def anchor_quote(quoted_text: str, text: str) -> QuoteAnchor:
    """The only place in the text that has these words, with the Markdown characters it has there.

    White space and Markdown between the words may differ. Raises `InvalidInput` if the words are
    not in the text, or occur more than once.
    """
    quoted_text = quoted_text.strip()
    if len(quoted_text) > MAX_QUOTE_LENGTH:
        message = _("Quote at most %(limit)d characters.")
        raise InvalidInput(message % {"limit": MAX_QUOTE_LENGTH})
    spans = [match.span() for match in re.finditer(_build_pattern(quoted_text), text)]
    if not spans:
        message = _("The words “%(words)s” are not in this part of the submission.")
        raise InvalidInput(message % {"words": quoted_text})
    if len(spans) > 1:
        message = ngettext(
            "The words “%(words)s” occur %(count)d time there: quote a few more words.",
            "The words “%(words)s” occur %(count)d times there: quote a few more words.",
            len(spans),
        )
        raise InvalidInput(message % {"words": quoted_text, "count": len(spans)})
    start, end = spans[0]
    prefix = text[max(start - CONTEXT_LENGTH, 0) : start]
    return QuoteAnchor(text[start:end], prefix, text[end:][:CONTEXT_LENGTH], start)


def _build_pattern(quoted_text: str) -> str:
    """A pattern for these words with any Markdown; no part can match in two ways, so it is fast."""
    words = [word for part in quoted_text.split() if (word := part.translate(MARKUP))]
    if not words:
        raise InvalidInput(_("Quote words, not only punctuation."))
    patterns = [MARKUP_PATTERN.join(map(re.escape, word)) for word in words]
    gaps = [
        GAP_BEFORE_MARKER_PATTERN if re.fullmatch(LIST_MARKER_PATTERN, word) else GAP_PATTERN
        for word in words[1:]
    ]
    return patterns[0] + "".join(map("".join, zip(gaps, patterns[1:], strict=True)))
