"""Generate sources with their snapshots, passages and checks."""

from collections.abc import Sequence

from django.conf import settings

from sources.choices import QuoteCheckOutcome, SnapshotExtent, Voice
from sources.media_types import TEXT
from sources.models import (
    ArticleText,
    Passage,
    QuoteCheck,
    Retrieval,
    Snapshot,
    Source,
    TextFingerprint,
)
from sources.models.snapshot import SELECTOR_CONTEXT, compute_sha256
from sources.quotes.anchoring import Occurrence, get_context
from sources.rechecks import COMPARISON_VERSION
from sources.text.fingerprints import compute_fingerprint

EXTRACTOR = "generated text"
QUOTED_WORDS = range(8, 20)


def create_passages(languages: Sequence[str], texts, random, *, by, at) -> list[Passage]:
    """Create a source with one passage for each language given."""
    snapshots = _create_snapshots(languages, texts, random, by, at)
    selections = ArticleText.objects.bulk_create(
        ArticleText(
            snapshot=snapshot, spans=[[0, len(snapshot.text)]], created_at=at, created_by=by
        )
        for snapshot in snapshots
    )
    TextFingerprint.objects.bulk_create(
        TextFingerprint(snapshot=snapshot, values=compute_fingerprint(snapshot.text))
        for snapshot in snapshots
    )
    return Passage.objects.bulk_create(
        _build_passage(selection, random, by, at) for selection in selections
    )


def _create_snapshots(languages, texts, random, by, at) -> list[Snapshot]:
    sources = Source.objects.bulk_create(
        Source(
            title=texts.compose_statement(language),
            language=language,
            url=f"https://www.publisher{random.randrange(500)}.example/{random.getrandbits(60):x}",
            created_by=by,
            created_at=at,
        )
        for language in languages
    )
    return Snapshot.objects.bulk_create(
        _build_snapshot(source, texts.compose_article(source.language), by, at)
        for source in sources
    )


def _build_snapshot(source: Source, text: str, by, at) -> Snapshot:
    return Snapshot(
        source=source,
        extent=SnapshotExtent.WHOLE,
        text=text,
        sha256=compute_sha256(text),
        media_type=TEXT,
        extractor=EXTRACTOR,
        captured_at=at,
        captured_by=by,
    )


def _build_passage(selection: ArticleText, random, by, at) -> Passage:
    """Return some words of the text, with little context of a short one."""
    text = selection.snapshot.text
    start, end = _choose_words(text, random)
    occurrence = Occurrence(start, end, (0, len(text)))
    limit = max(SELECTOR_CONTEXT, min(settings.QUOTE_CONTEXT, len(text) // 60))
    before, after = get_context(text, occurrence, limit)
    return Passage(
        snapshot=selection.snapshot,
        article_text=selection,
        start=start,
        end=end,
        exact=text[start:end],
        before=before,
        after=after,
        voice=Voice.ASSERTS,
        quoted_at=at,
        quoted_by=by,
    )


def _choose_words(text: str, random) -> tuple[int, int]:
    words = text.split(" ")
    length = min(random.choice(QUOTED_WORDS), len(words))
    first = random.randrange(len(words) - length + 1)
    start = len(" ".join(words[:first])) + (first > 0)
    return start, start + len(" ".join(words[first : first + length]))


def create_checks(passages: Sequence[Passage], *, by, at) -> None:
    """Create a retrieval of the source of each passage, which found the same text."""
    retrievals = Retrieval.objects.bulk_create(
        Retrieval(
            source=passage.snapshot.source,
            snapshot=passage.snapshot,
            requested=passage.snapshot.source.url,
            address=passage.snapshot.source.url,
            status=200,
            media_type=TEXT,
            extractor=EXTRACTOR,
            retrieved_at=at,
            retrieved_by=by,
        )
        for passage in passages
    )
    QuoteCheck.objects.bulk_create(
        QuoteCheck(
            passage=passage,
            retrieval=retrieval,
            snapshot=passage.snapshot,
            outcome=QuoteCheckOutcome.EXACT,
            start=passage.start,
            end=passage.end,
            found_text=passage.exact,
            engine=COMPARISON_VERSION,
            checked_at=at,
        )
        for passage, retrieval in zip(passages, retrievals, strict=True)
    )
