"""Check quotations: snapshots, article texts, passages, and the passages of published records."""

import hashlib
import zlib
from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows
from claims.models import Tombstone
from sources.models import RawDocument

CHUNK_BYTES = 1_000_000  # of a raw document, which is decompressed in pieces


def check_snapshots(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The text of each snapshot matches its digest."""
    yield from find_rows(
        database,
        "sources_snapshot",
        _("The text of snapshot {1} does not match its digest."),
        """
        SELECT id, public_id FROM sources_snapshot
        WHERE sha256 <> encode(sha256(convert_to(text, 'UTF8')), 'hex')
        """,
    )


def check_article_texts(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The spans of each article text are in order and inside the text of the snapshot."""
    yield from find_rows(
        database,
        "sources_articletext",
        _("The spans of article text {0} do not fit the text of snapshot {1}."),
        """
        SELECT a.id, s.public_id FROM sources_articletext a
        JOIN sources_snapshot s ON s.id = a.snapshot_id
        WHERE cardinality(a.spans) = 0 OR EXISTS (
            SELECT FROM generate_subscripts(a.spans, 1) AS i
            WHERE (a.spans[i][1] >= coalesce(a.spans[i - 1][2], 0)
                AND a.spans[i][2] > a.spans[i][1] AND a.spans[i][2] <= length(s.text)) IS NOT TRUE)
        """,
    )


def check_exact_words(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each passage and its context are word for word at their place of the snapshot."""
    yield from find_rows(
        database,
        "sources_passage",
        _("Passage {1} is not at its place in snapshot {2} word for word."),
        """
        SELECT p.id, p.public_id, s.public_id FROM sources_passage p
        JOIN sources_snapshot s ON s.id = p.snapshot_id
        WHERE p."end" - p.start <> length(p.exact) OR p.start < length(p.before)
        OR substr(s.text, p.start - length(p.before) + 1, length(p.before || p.exact || p.after))
            <> p.before || p.exact || p.after
        """,
    )


def check_selectors(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each passage is in one span of its article text, and with its context at one place only."""
    yield from find_rows(
        database,
        "sources_passage",
        _("Passage {1} and its context are not at exactly one place of their article text."),
        """
        SELECT p.id, p.public_id FROM sources_passage p
        JOIN sources_snapshot s ON s.id = p.snapshot_id
        JOIN sources_articletext a ON a.id = p.article_text_id
        CROSS JOIN LATERAL (SELECT right(p.before, 32) || p.exact || left(p.after, 32)) AS w (words)
        WHERE a.snapshot_id <> p.snapshot_id
        OR NOT EXISTS (SELECT FROM generate_subscripts(a.spans, 1) AS i
            WHERE a.spans[i][1] <= p.start - length(p.before)
            AND p."end" + length(p.after) <= a.spans[i][2])
        OR 1 <> (SELECT sum((found.place > 0)::integer
                + (strpos(substr(span.text, found.place + 1), w.words) > 0)::integer)
            FROM generate_subscripts(a.spans, 1) AS i
            CROSS JOIN LATERAL (SELECT
                substr(s.text, a.spans[i][1] + 1, a.spans[i][2] - a.spans[i][1])) AS span (text)
            CROSS JOIN LATERAL (SELECT strpos(span.text, w.words)) AS found (place))
        """,
    )


def check_published_passages(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The passages of each submitted record are as their rows say, with snapshot and translation.

    Readers get “a private individual” for a speaker without a public role. The description of a
    source may have been edited since.
    """
    yield from find_rows(
        database,
        "sources_passage",
        _("Passage {1} differs from what revision {3} of claim {2} was submitted with."),
        """
        SELECT p.id, quoted ->> 'id', c.public_id, v.revision
        FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
        JOIN claims_submission s ON s.id = v.submission_id
        CROSS JOIN LATERAL (SELECT s.content::jsonb) AS submitted (record)
        CROSS JOIN LATERAL (
            SELECT jsonb_array_elements(record -> 'evidence') -> 'passage'
            UNION ALL
            SELECT jsonb_array_elements(record #> '{claim,appearances}') -> 'passage'
        ) AS listed (quoted)
        LEFT JOIN sources_passage p ON p.public_id = quoted ->> 'id'
        LEFT JOIN sources_snapshot sn ON sn.id = p.snapshot_id
        LEFT JOIN sources_source source ON source.id = sn.source_id
        CROSS JOIN LATERAL (
            SELECT compose_passage(p.id, record #>> '{claim,language}')) AS now (row)
        -- A text from which words were removed has another digest than the record says.
        CROSS JOIN LATERAL (SELECT CASE WHEN EXISTS (SELECT FROM claims_tombstone t
            WHERE (t.table_name, t.row_id, t.column_name)
                = ('sources_snapshot', sn.id::text, 'text'))
            THEN ARRAY['snapshot', 'sha256'] ELSE ARRAY['snapshot', ''] END) AS removed (digest)
        WHERE v.state NOT IN ('draft', 'discarded') AND jsonb_typeof(quoted) = 'object' AND (
            quoted - ARRAY['source', 'translation', 'speaker'] #- removed.digest
                IS DISTINCT FROM
                now.row - ARRAY['source', 'translation', 'speaker'] #- removed.digest
            OR quoted ->> 'speaker' NOT IN (p.speaker, 'a private individual')
            OR quoted #>> '{source,id}' IS DISTINCT FROM source.public_id
            OR jsonb_typeof(quoted -> 'translation') = 'object' AND NOT EXISTS (
                SELECT FROM sources_translation t WHERE t.passage_id = p.id
                AND (t.text, t.language, t.translated_by) = (quoted #>> '{translation,text}',
                    quoted #>> '{translation,language}', quoted #>> '{translation,translated_by}')))
        """,
    )


def check_raw_documents(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The bytes of each raw document match its digest and its size."""
    documents = RawDocument.objects.using(database.alias)
    removed = Tombstone.objects.using(database.alias).filter(
        table_name="sources_rawdocument", row_id=Cast(OuterRef("pk"), TextField())
    )
    documents = documents.exclude(Exists(removed), size=0)
    for key in documents.values_list("pk", flat=True).iterator():
        row = documents.get(pk=key)
        if _measure(bytes(row.compressed)) != (row.sha256, row.size):
            sentence = _("The bytes of raw document {0} do not match their digest.")
            yield Finding("sources_rawdocument", str(key), sentence.format(key))


def _measure(compressed: bytes) -> tuple[str, int]:
    """Return SHA-256 and size of what was compressed; an empty digest if that cannot be read."""
    digest, size, reader = hashlib.sha256(), 0, zlib.decompressobj()
    try:
        while piece := reader.decompress(compressed, CHUNK_BYTES):
            digest.update(piece)
            size += len(piece)
            compressed = reader.unconsumed_tail
    except zlib.error:
        return "", 0
    return (digest.hexdigest(), size) if reader.eof and not reader.unused_data else ("", 0)
