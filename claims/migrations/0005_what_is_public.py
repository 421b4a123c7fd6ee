"""What the public may see, as views: published rows and nothing else.

A draft, a review, a note, an unpublished source or a private person has no column here. Titles,
ratings and names of a verdict are those of its record, as they were published. What a revision
quotes is public unless it is suspended.
"""

from django.db import migrations

# A revision whose content readers may read.
READABLE = "('published', 'superseded', 'retracted')"

VERDICT = """
CREATE INDEX claims_verdict_published ON claims_verdict (published_at DESC, id DESC)
    WHERE published_at IS NOT NULL;

CREATE VIEW public_verdict AS
SELECT
    v.id,
    c.public_id AS claim_id,
    v.revision,
    v.state,
    NOT EXISTS (SELECT FROM claims_verdict later WHERE later.claim_id = v.claim_id
        AND later.revision > v.revision AND later.published_at IS NOT NULL) AS current,
    v.state = 'published' AND c.merged_at IS NULL AS listed,
    (SELECT m.public_id FROM claims_claim m WHERE m.id = c.merged_into_id AND EXISTS (
        SELECT FROM claims_verdict mv WHERE mv.claim_id = m.id AND mv.published_at IS NOT NULL)
    ) AS merged_into,
    s.statement,
    s.language,
    s.origin,
    CASE WHEN cl.public_role THEN s.claimant_id END AS claimant_id,
    CASE WHEN s.claimant_id IS NULL OR cl.public_role THEN s.claimant_name
        ELSE 'a social-media user' END AS claimant_name,
    s.claimed_on::date AS claimed_on,
    s.claimed_precision,
    shown.rating ->> 'code' AS rating,
    shown.rating ->> 'label' AS rating_label,
    shown.rating ->> 'definition' AS rating_definition,
    shown.rating ->> 'tone' AS rating_tone,
    (shown.rating ->> 'number')::smallint AS rating_number,
    CASE WHEN v.state <> 'suspended' THEN v.basis END AS basis,
    CASE WHEN v.state <> 'suspended' THEN v.finding END AS finding,
    v.holds_as_of,
    v.provisional,
    v.review_by,
    v.published_at,
    (SELECT min(f.published_at) FROM claims_verdict f
        WHERE f.claim_id = v.claim_id) AS first_published_at,
    v.ended_at,
    approver.byline AS approved_by,
    publisher.byline AS published_by,
    ARRAY(SELECT t.slug FROM claims_claim_topics ct JOIN claims_topic t ON t.id = ct.topic_id
        WHERE ct.claim_id = c.id ORDER BY t.name)::text[] AS topics,
    ARRAY(SELECT t.name FROM claims_claim_topics ct JOIN claims_topic t ON t.id = ct.topic_id
        WHERE ct.claim_id = c.id ORDER BY t.name)::text[] AS topic_names,
    ARRAY(SELECT DISTINCT src.public_id FROM claims_evidence e
        JOIN sources_passage p ON p.id = e.passage_id
        JOIN sources_snapshot sn ON sn.id = p.snapshot_id
        JOIN sources_source src ON src.id = sn.source_id
        WHERE e.verdict_id = v.id AND v.state <> 'suspended')::text[] AS sources,
    ARRAY(SELECT DISTINCT pub.public_id FROM claims_evidence e
        JOIN sources_passage p ON p.id = e.passage_id
        JOIN sources_snapshot sn ON sn.id = p.snapshot_id
        JOIN sources_source src ON src.id = sn.source_id
        JOIN sources_publisher pub ON pub.id = src.publisher_id
        WHERE e.verdict_id = v.id AND v.state <> 'suspended')::text[] AS publishers,
    CASE WHEN v.state <> 'suspended' THEN s.content END AS record,
    s.sha256 AS record_sha256,
    -- Who has no public role any more is not found by their name.
    CASE
        WHEN v.state = 'suspended' THEN NULL
        WHEN s.claimant_id IS NULL OR cl.public_role THEN s.search
        ELSE ts_delete(s.search,
            tsvector_to_array(to_tsvector(s.search_config, coalesce(s.claimant_name, ''))))
    END AS search
FROM claims_verdict v
JOIN claims_claim c ON c.id = v.claim_id
JOIN claims_submission s ON s.id = v.submission_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN v.state <> 'suspended' THEN s.rating END AS rating
) AS shown
LEFT JOIN claims_claimant cl ON cl.public_id = s.claimant_id
JOIN people_user approver ON approver.id = v.approved_by_id
JOIN people_user publisher ON publisher.id = v.published_by_id
WHERE v.published_at IS NOT NULL;
"""

EVIDENCE = f"""
CREATE VIEW public_evidence AS
WITH readable AS (
    SELECT v.id, v.revision, v.state, c.public_id AS claim_id, s.statement, s.rating,
        s.appearance_passages,
        NOT EXISTS (SELECT FROM claims_verdict later WHERE later.claim_id = v.claim_id
            AND later.revision > v.revision AND later.published_at IS NOT NULL) AS current
    FROM claims_verdict v
    JOIN claims_claim c ON c.id = v.claim_id
    JOIN claims_submission s ON s.id = v.submission_id
    WHERE v.published_at IS NOT NULL AND v.state IN {READABLE}
),
quoted AS (
    SELECT r.id AS verdict, e.position, e.passage_id AS passage, e.stance
        FROM readable r JOIN claims_evidence e ON e.verdict_id = r.id
    UNION ALL
    SELECT r.id, 0, p.id, 'appearance'
        FROM readable r JOIN sources_passage p ON p.public_id = ANY (r.appearance_passages)
)
SELECT
    row_number() OVER (ORDER BY q.verdict, q.position, q.passage) AS id,
    r.claim_id, r.statement, r.revision, r.current, r.state,
    r.rating ->> 'code' AS rating, r.rating ->> 'label' AS rating_label,
    r.rating ->> 'tone' AS rating_tone,
    q.stance, p.public_id AS passage_id, src.public_id AS source_id
FROM quoted q
JOIN readable r ON r.id = q.verdict
JOIN sources_passage p ON p.id = q.passage
JOIN sources_snapshot sn ON sn.id = p.snapshot_id
JOIN sources_source src ON src.id = sn.source_id;
"""

PASSAGE = f"""
CREATE VIEW public_passage AS
SELECT
    p.id, p.public_id, src.public_id AS source_id,
    src.kind AS source_kind, src.title AS source_title, src.author AS source_author,
    src.published_on AS source_published_on, src.published_precision AS source_precision,
    sn.public_id AS snapshot_id, sn.extent, sn.captured_at, sn.sha256 AS snapshot_sha256,
    p.start, p."end", p.exact, p.before, p.after,
    sn.extent = 'excerpt' OR length(p.before) < p.start - span.left_edge AS cut_before,
    sn.extent = 'excerpt' OR p."end" + length(p.after) < span.right_edge AS cut_after,
    right(p.before, 32) AS prefix, left(p.after, 32) AS suffix,
    p.voice,
    CASE WHEN EXISTS (SELECT FROM claims_claimant cl WHERE cl.name = p.speaker
        AND NOT cl.public_role) THEN 'a social-media user' ELSE p.speaker END AS speaker,
    src.language, src.url
FROM sources_passage p
JOIN sources_snapshot sn ON sn.id = p.snapshot_id
JOIN sources_source src ON src.id = sn.source_id
JOIN sources_body b ON b.id = p.body_id
CROSS JOIN LATERAL (
    SELECT b.spans[i][1] AS left_edge, b.spans[i][2] AS right_edge
    FROM generate_subscripts(b.spans, 1) AS i
    WHERE b.spans[i][1] <= p.start AND p."end" <= b.spans[i][2] LIMIT 1
) AS span
WHERE EXISTS (
    SELECT FROM claims_evidence e JOIN claims_verdict v ON v.id = e.verdict_id
    WHERE e.passage_id = p.id AND v.published_at IS NOT NULL AND v.state IN {READABLE}
) OR EXISTS (
    SELECT FROM claims_submission s JOIN claims_verdict v ON v.submission_id = s.id
    WHERE s.appearance_passages @> ARRAY[p.public_id]::text[]
    AND v.published_at IS NOT NULL AND v.state IN {READABLE}
);
"""

SOURCE = """
CREATE VIEW public_source AS
SELECT
    s.id, s.public_id, s.kind, s.title, s.author,
    pub.public_id AS publisher_id, pub.name AS publisher,
    s.url, s.published_on, s.published_precision, s.language, s.about_origin,
    q.first_captured_at, q.passages,
    (SELECT count(DISTINCT e.claim_id) FROM public_evidence e
        WHERE e.source_id = s.public_id AND e.current) AS claims
FROM sources_source s
JOIN (SELECT source_id, min(captured_at) AS first_captured_at, count(*) AS passages
    FROM public_passage GROUP BY source_id) q ON q.source_id = s.public_id
LEFT JOIN sources_publisher pub ON pub.id = s.publisher_id;

CREATE VIEW public_snapshot AS
SELECT sn.id, sn.public_id, src.public_id AS source_id, sn.extent, sn.captured_at, sn.sha256,
    length(sn.text) AS length
FROM sources_snapshot sn JOIN sources_source src ON src.id = sn.source_id
WHERE EXISTS (SELECT FROM public_passage p WHERE p.snapshot_id = sn.public_id);

CREATE VIEW public_publisher AS
SELECT pub.id, pub.public_id, pub.name FROM sources_publisher pub
WHERE EXISTS (SELECT FROM public_source s WHERE s.publisher_id = pub.public_id);
"""

PEOPLE_AND_TOPICS = """
CREATE VIEW public_claimant AS
SELECT cl.id, cl.public_id, cl.name, cl.kind, cl.description, cl.same_as,
    (SELECT count(*) FROM public_verdict v
        WHERE v.claimant_id = cl.public_id AND v.listed) AS claims
FROM claims_claimant cl
WHERE cl.public_role AND EXISTS (
    SELECT FROM claims_submission s JOIN claims_verdict v ON v.submission_id = s.id
    WHERE s.claimant_id = cl.public_id AND v.published_at IS NOT NULL);

CREATE VIEW public_topic AS
SELECT t.id, t.slug, t.name, t.description, count(*) AS claims
FROM claims_topic t
JOIN claims_claim_topics ct ON ct.topic_id = t.id
JOIN claims_claim c ON c.id = ct.claim_id AND c.merged_at IS NULL
JOIN claims_verdict v ON v.claim_id = c.id AND v.state = 'published'
GROUP BY t.id;
"""

CHANGE = """
CREATE VIEW public_change AS
SELECT
    ch.id, c.public_id AS claim_id, s.statement, ch.kind, ch.cause, ch.note, ch.announced_at,
    was.revision AS from_revision, now.revision AS to_revision,
    before.rating ->> 'code' AS from_rating, before.rating ->> 'label' AS from_label,
    before.rating ->> 'tone' AS from_tone,
    after.rating ->> 'code' AS to_rating, after.rating ->> 'label' AS to_label,
    after.rating ->> 'tone' AS to_tone
FROM claims_change ch
JOIN claims_verdict now ON now.id = ch.verdict_id AND now.published_at IS NOT NULL
JOIN claims_verdict was ON was.id = ch.previous_id
JOIN claims_claim c ON c.id = now.claim_id
JOIN claims_submission s ON s.id = now.submission_id
JOIN claims_submission ws ON ws.id = was.submission_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN was.state <> 'suspended' THEN ws.rating END AS rating
) AS before
CROSS JOIN LATERAL (
    SELECT CASE WHEN now.state <> 'suspended' AND ch.kind NOT IN ('retraction', 'suspension')
        THEN s.rating END AS rating
) AS after
WHERE ch.announced_at IS NOT NULL;
"""

REST = """
CREATE VIEW public_rating AS
SELECT id, code, label, definition, polarity, number, "order", tone, in_use FROM claims_rating;

CREATE VIEW public_entry AS
SELECT number AS id, number, event, claim_id, revision, recorded_at, body, previous, sha256
FROM claims_ledgerentry;
"""

DROP = """
DROP VIEW public_entry, public_rating, public_change, public_topic, public_claimant,
    public_publisher, public_snapshot, public_source, public_passage, public_evidence,
    public_verdict;
DROP INDEX claims_verdict_published;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_laws")]
    operations = [
        migrations.RunSQL(
            VERDICT + EVIDENCE + PASSAGE + SOURCE + PEOPLE_AND_TOPICS + CHANGE + REST, DROP
        )
    ]
