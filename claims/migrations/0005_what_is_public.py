"""What the public may see, as views: published rows and nothing else.

A draft, a review, a note, an unpublished source or a private person has no column here. Titles,
ratings and names of a verdict are those of its record, as they were published. What a revision
quotes is public unless it is suspended, or was when a later one took its place. Whoever has no
public role is unnamed in what was published before, too.
"""

from django.db import migrations

# A revision whose content readers may read.
READABLE = """v.published_at IS NOT NULL AND v.state IN ('published', 'superseded', 'retracted')
    AND NOT EXISTS (SELECT FROM withheld w WHERE w.verdict_id = v.id)"""

WITHHELD = """
-- Revisions that were suspended and not reinstated since, whatever became of them.
CREATE VIEW withheld AS
SELECT DISTINCT down.verdict_id FROM claims_change down
WHERE down.kind = 'suspension' AND down.announced_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM claims_change up WHERE up.verdict_id = down.verdict_id
    AND up.kind = 'reinstatement' AND (up.announced_at, up.id) > (down.announced_at, down.id));
"""

PRIVATE = r"""
-- A name as it is compared: its words, in small letters.
CREATE FUNCTION plain_words(said text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        nullif(btrim(regexp_replace(lower(normalize(said, NFKC)), '\W+', ' ', 'g')), ''),
        btrim(said))
$$;
ALTER TABLE claims_claimant ADD COLUMN plain_name text
    GENERATED ALWAYS AS (plain_words(name)) STORED;
ALTER TABLE claims_claimantevent ADD COLUMN plain_name text
    GENERATED ALWAYS AS (plain_words(name)) STORED;

-- The names that claimants without a public role have or had.
CREATE VIEW private_name AS
SELECT cl.plain_name AS name FROM claims_claimant cl WHERE NOT cl.public_role
UNION
SELECT was.plain_name FROM claims_claimantevent was
    JOIN claims_claimant cl ON cl.id = was.pgh_obj_id WHERE NOT cl.public_role;

CREATE FUNCTION names_a_private_person(said text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM private_name p, plain_words(said) AS words
        WHERE p.name <> '' AND strpos(' ' || words || ' ', ' ' || p.name || ' ') > 0)
$$;

-- Whether somebody without a public role wrote this source, or makes a claim in it.
CREATE FUNCTION is_private_source(identifier text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sources_source s
        WHERE s.public_id = identifier AND names_a_private_person(s.author))
    OR EXISTS (SELECT FROM sources_source s
        JOIN sources_snapshot sn ON sn.source_id = s.id
        JOIN sources_passage p ON p.snapshot_id = sn.id
        JOIN claims_appearance a ON a.passage_id = p.id
        JOIN claims_claim c ON c.id = a.claim_id
        JOIN claims_claimant cl ON cl.id = c.claimant_id
        -- What reports a private person's words is somebody else's work.
        WHERE s.public_id = identifier AND NOT cl.public_role AND p.voice <> 'reports')
$$;
"""

UNNAMED = """
-- A record, and its parts, without the names of private persons.
CREATE FUNCTION unnamed_claimant(claimant jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM claims_claimant cl
            WHERE cl.public_id = claimant ->> 'id' AND NOT cl.public_role)
        THEN jsonb_build_object('id', NULL, 'name', 'a social-media user',
            'kind', claimant -> 'kind', 'description', '')
        ELSE claimant END
$$;

CREATE FUNCTION unnamed_source(source jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN is_private_source(source ->> 'id')
            OR names_a_private_person(source ->> 'author')
        THEN source || jsonb_build_object('author', 'a social-media user', 'title', '',
            'url', '', 'label', 'Untitled ' || (source ->> 'kind'))
        ELSE source END
$$;

CREATE FUNCTION unnamed_passage(passage jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN jsonb_typeof(passage) = 'object' THEN passage || jsonb_build_object(
            'speaker', CASE WHEN names_a_private_person(passage ->> 'speaker')
                THEN 'a social-media user' ELSE passage ->> 'speaker' END,
            'source', unnamed_source(passage -> 'source'))
        ELSE passage END
$$;

-- Each appearance or piece of evidence; a private person's address names them as well.
CREATE FUNCTION unnamed_each(list jsonb, private boolean) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(one
        || jsonb_build_object('passage', unnamed_passage(one -> 'passage'))
        || CASE WHEN private THEN '{"url": ""}' ELSE '{}' END::jsonb ORDER BY place), '[]')
    FROM jsonb_array_elements(list) WITH ORDINALITY AS element (one, place)
$$;

CREATE FUNCTION unnamed(record jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT record || jsonb_build_object(
        'claim', (record -> 'claim') || jsonb_build_object('claimant', claimant,
            'appearances', unnamed_each(record #> '{claim,appearances}',
                jsonb_typeof(claimant) = 'object' AND claimant ->> 'id' IS NULL)),
        'evidence', unnamed_each(record -> 'evidence', false))
    FROM unnamed_claimant(record #> '{claim,claimant}') AS claimant
$$;
"""

VERDICT = """
CREATE INDEX claims_verdict_published ON claims_verdict (published_at DESC, id DESC)
    WHERE published_at IS NOT NULL;

CREATE VIEW public_verdict AS
SELECT
    v.id,
    c.public_id AS claim_id,
    v.revision,
    v.state,
    shown.withheld,
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
    CASE WHEN NOT shown.withheld THEN v.basis END AS basis,
    CASE WHEN NOT shown.withheld THEN v.finding END AS finding,
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
        WHERE e.verdict_id = v.id AND NOT shown.withheld)::text[] AS sources,
    ARRAY(SELECT DISTINCT pub.public_id FROM claims_evidence e
        JOIN sources_passage p ON p.id = e.passage_id
        JOIN sources_snapshot sn ON sn.id = p.snapshot_id
        JOIN sources_source src ON src.id = sn.source_id
        JOIN sources_publisher pub ON pub.id = src.publisher_id
        WHERE e.verdict_id = v.id AND NOT shown.withheld)::text[] AS publishers,
    CASE WHEN NOT shown.withheld THEN (
        -- As it was hashed, unless somebody named in it has no public role any more.
        SELECT CASE WHEN now = s.content::jsonb THEN s.content ELSE now::text END
        FROM unnamed(s.content::jsonb) AS now) END AS record,
    s.sha256 AS record_sha256,
    -- Who has no public role any more is not found by their name.
    CASE
        WHEN shown.withheld THEN NULL
        WHEN s.claimant_id IS NULL OR cl.public_role THEN s.search || s.claimant_search
        ELSE s.search
    END AS search
FROM claims_verdict v
JOIN claims_claim c ON c.id = v.claim_id
JOIN claims_submission s ON s.id = v.submission_id
LEFT JOIN withheld w ON w.verdict_id = v.id
CROSS JOIN LATERAL (
    SELECT down AS withheld, CASE WHEN NOT down THEN s.rating END AS rating
    FROM (SELECT v.state = 'suspended' OR w.verdict_id IS NOT NULL AS down) AS was
) AS shown
LEFT JOIN claims_claimant cl ON cl.public_id = s.claimant_id
JOIN accounts_user approver ON approver.id = v.approved_by_id
JOIN accounts_user publisher ON publisher.id = v.published_by_id
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
    WHERE {READABLE}
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
    src.kind AS source_kind,
    CASE WHEN is_private_source(src.public_id) THEN '' ELSE src.title END AS source_title,
    CASE WHEN is_private_source(src.public_id) THEN 'a social-media user'
        ELSE src.author END AS source_author,
    src.published_on AS source_published_on, src.published_precision AS source_precision,
    sn.public_id AS snapshot_id, sn.extent, sn.captured_at, sn.sha256 AS snapshot_sha256,
    p.start, p."end", p.exact, p.before, p.after,
    sn.extent = 'excerpt' OR length(p.before) < p.start - span.left_edge AS cut_before,
    sn.extent = 'excerpt' OR p."end" + length(p.after) < span.right_edge AS cut_after,
    right(p.before, 32) AS prefix, left(p.after, 32) AS suffix,
    p.voice,
    CASE WHEN names_a_private_person(p.speaker) THEN 'a social-media user'
        ELSE p.speaker END AS speaker,
    src.language,
    CASE WHEN is_private_source(src.public_id) THEN '' ELSE src.url END AS url
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
    WHERE e.passage_id = p.id AND {READABLE}
) OR EXISTS (
    SELECT FROM claims_submission s JOIN claims_verdict v ON v.submission_id = s.id
    WHERE s.appearance_passages @> ARRAY[p.public_id]::text[]
    AND {READABLE}
);
"""

SOURCE = """
CREATE VIEW public_source AS
SELECT
    s.id, s.public_id, s.kind,
    CASE WHEN is_private_source(s.public_id) THEN '' ELSE s.title END AS title,
    CASE WHEN is_private_source(s.public_id) THEN 'a social-media user' ELSE s.author END AS author,
    pub.public_id AS publisher_id, pub.name AS publisher,
    CASE WHEN is_private_source(s.public_id) THEN '' ELSE s.url END AS url,
    s.published_on, s.published_precision, s.language,
    CASE WHEN is_private_source(s.public_id) THEN '' ELSE s.about_origin END AS about_origin,
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
    SELECT CASE WHEN was.state <> 'suspended'
        AND NOT EXISTS (SELECT FROM withheld w WHERE w.verdict_id = was.id) THEN ws.rating
        END AS rating
) AS before
CROSS JOIN LATERAL (
    SELECT CASE WHEN now.state <> 'suspended' AND ch.kind NOT IN ('retraction', 'suspension')
        AND NOT EXISTS (SELECT FROM withheld w WHERE w.verdict_id = now.id) THEN s.rating
        END AS rating
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
DROP_RULES = """
DROP VIEW withheld;
DROP FUNCTION unnamed(jsonb), unnamed_each(jsonb, boolean), unnamed_passage(jsonb),
    unnamed_source(jsonb), unnamed_claimant(jsonb), is_private_source(text),
    names_a_private_person(text);
DROP VIEW private_name;
ALTER TABLE claims_claimant DROP COLUMN plain_name;
ALTER TABLE claims_claimantevent DROP COLUMN plain_name;
DROP FUNCTION plain_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_laws")]
    operations = [
        migrations.RunSQL(WITHHELD + PRIVATE + UNNAMED, DROP_RULES),
        migrations.RunSQL(
            VERDICT + EVIDENCE + PASSAGE + SOURCE + PEOPLE_AND_TOPICS + CHANGE + REST, DROP
        ),
    ]
