"""Check whether quoted passages are still in a newer text of their source.

The newer text is that of a `Retrieval`; the result for each passage is a `QuoteCheck`. Similarity
only finds the place of the words. Whether they still say the same is decided word by word, so a
changed number is never “still there”.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from factcheck.core.text_diff import ADDED, REMOVED
from sources.choices import LOCATED_OUTCOMES, QuoteCheckOutcome
from sources.comparison import compare_wordings
from sources.models import Passage, QuoteCheck, Retrieval, Snapshot
from sources.quotes import anchoring
from sources.quotes.selectors import create_selector
from sources.text.shortened import remove_spans

# Increase the number whenever the rules would judge the same words differently.
COMPARISON_VERSION = "comparing rules 3"
_CONTEXT_LENGTH = 5_000  # code points on each side of a quote, by which its language is guessed
NOTE_MARK = "note_mark"  # the kind of a part of a snapshot


def recheck_passages(passages: Iterable[Passage], retrieval: Retrieval, *, at) -> list[QuoteCheck]:
    """Return a check of each passage against the retrieval, and create those that are missing."""
    return [recheck_passage(passage, retrieval, at=at) for passage in passages]


def recheck_passage(passage: Passage, retrieval: Retrieval, *, at) -> QuoteCheck:
    """Return the check of the passage against the retrieval, and create it if there is none.

    The words are searched in the article text of the retrieved snapshot. Raises `ValueError` for a
    retrieval of another source.
    """
    if passage.snapshot.source_id != retrieval.source_id:
        raise ValueError("The passage and the retrieval are of different sources.")
    check, _ = QuoteCheck.objects.get_or_create(
        passage=passage,
        retrieval=retrieval,
        defaults={
            "snapshot": retrieval.snapshot,
            "engine": COMPARISON_VERSION,
            "checked_at": at,
            **_find_passage(passage, retrieval),
        },
    )
    return check


def _find_passage(passage: Passage, retrieval: Retrieval) -> dict:
    """Return the fields of the check that say what became of the words."""
    snapshot = retrieval.snapshot
    if snapshot is None:
        is_other_page = bool(retrieval.not_article)
        unread = QuoteCheckOutcome.NOT_ARTICLE if is_other_page else QuoteCheckOutcome.UNREACHABLE
        return {"outcome": unread}
    if snapshot.pk == passage.snapshot_id:  # the text is the same
        return _locate(QuoteCheckOutcome.EXACT, passage.start, passage.end, passage.exact)
    old_marks, new_marks = _list_note_marks(passage.snapshot), _list_note_marks(snapshot)
    fields = _find_words(passage, snapshot)
    if fields["outcome"] in (QuoteCheckOutcome.EXACT, QuoteCheckOutcome.MOVED):
        return fields
    # The mark of a footnote is no word: a quote is the same with and without it.
    return (
        _find_words(passage, snapshot, old_marks, new_marks) if old_marks or new_marks else fields
    )


def _list_note_marks(snapshot: Snapshot) -> list[tuple[int, int]]:
    """Return the spans of the marks of footnotes in the text, in order, without overlaps."""
    marks: list[tuple[int, int]] = []
    for part in sorted(snapshot.parts, key=itemgetter("start")):
        if part["kind"] == NOTE_MARK and (not marks or marks[-1][1] <= part["start"]):
            marks.append((part["start"], part["end"]))
    return marks


def _find_words(
    passage: Passage,
    snapshot: Snapshot,
    old_marks: Sequence[tuple[int, int]] = (),
    new_marks: Sequence[tuple[int, int]] = (),
) -> dict:
    """Search the words in the article text of the snapshot; of both texts, leave out the marks."""
    older = remove_spans(passage.snapshot.text, old_marks)
    newer = remove_spans(snapshot.text, new_marks)
    start, end = older.get_offset(passage.start), older.get_offset(passage.end)
    spans = [
        (newer.get_offset(left), newer.get_offset(right))
        for left, right in snapshot.article_text.spans
    ]
    match = anchoring.find_quote(newer.text, create_selector(older.text, start, end), spans)
    outcome = QuoteCheckOutcome(match.outcome)
    if outcome not in LOCATED_OUTCOMES or match.start is None or match.end is None:
        return {"outcome": outcome}
    found_start, found_end = newer.get_original_span(match.start, match.end)
    found = snapshot.text[found_start:found_end]
    if found == passage.exact and outcome != QuoteCheckOutcome.MOVED:
        outcome = QuoteCheckOutcome.EXACT
    elif found != passage.exact and outcome != QuoteCheckOutcome.ALTERED:
        outcome = QuoteCheckOutcome.NORMALISED
    fields = _locate(outcome, found_start, found_end, found)
    if outcome == QuoteCheckOutcome.ALTERED:
        around = snapshot.text[max(0, found_start - _CONTEXT_LENGTH) : found_end + _CONTEXT_LENGTH]
        old, new = older.text[start:end], newer.text[match.start : match.end]
        fields |= _compare_words(old, new, passage.snapshot.source.language, around)
    return fields


def _locate(outcome: QuoteCheckOutcome, start: int, end: int, new_words: str) -> dict:
    return {"outcome": outcome, "start": start, "end": end, "found_text": new_words}


def _compare_words(old_words: str, new_words: str, language: str, around: str) -> dict:
    wordings = compare_wordings(old_words, new_words, language, context=around)
    return {
        "material": wordings.is_material,
        "reasons": [
            {"kind": reason.kind, "old": reason.old, "new": reason.new}
            for reason in wordings.reasons
        ],
    }


@dataclass(frozen=True)
class QuoteDiffSegment:
    """A `DiffSegment` of a quote; `material` if its words can change the meaning of the quote."""

    kind: str
    text: str
    material: bool = False


def diff_quote(
    quoted: str, new_words: str, reasons: list[dict], language: str
) -> list[QuoteDiffSegment]:
    """Return a word diff of a quote, in which the `reasons` of its check are marked as material."""
    material_words = {
        REMOVED: [reason["old"] for reason in reasons if reason["old"]],
        ADDED: [reason["new"] for reason in reasons if reason["new"]],
    }
    return [
        QuoteDiffSegment(
            segment.kind,
            segment.text,
            any(words in segment.text for words in material_words.get(segment.kind, [])),
        )
        for segment in compare_wordings(quoted, new_words, language).diff
    ]
