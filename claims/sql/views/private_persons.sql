-- Claimants without a public role are not named to readers.
--
-- Names are removed when a record is composed, and only from what is linked to the person: a claimant,
-- an appearance, evidence whose speaker is the claimant, and whoever has the name of a person to whom
-- the claim is linked. What was published is shown as it was recorded. So no new claimant, whatever
-- its name is, changes anything that readers see; a name is removed from what was published by two
-- people, on request (requests.sql).

-- Whether a person without a public role makes a claim in this source.
CREATE FUNCTION is_private_source(identifier text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sources_source s
        JOIN sources_snapshot sn ON sn.source_id = s.id
        JOIN sources_passage p ON p.snapshot_id = sn.id
        JOIN claims_appearance a ON a.passage_id = p.id
        JOIN claims_claim c ON c.id = a.claim_id
        JOIN claims_claimant cl ON cl.id = c.claimant_id
        -- A source that only reports a private person's words is another author's work.
        WHERE s.public_id = identifier AND NOT cl.public_role AND p.voice <> 'reports')
$$;

-- Whether the passage reports the words of a person without a public role.
CREATE FUNCTION is_private_speaker(identifier text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sources_passage p
        JOIN claims_appearance a ON a.passage_id = p.id
        JOIN claims_claim c ON c.id = a.claim_id
        JOIN claims_claimant cl ON cl.id = c.claimant_id
        WHERE p.public_id = identifier AND NOT cl.public_role AND p.voice = 'reports')
    OR EXISTS (SELECT FROM sources_passage p
        JOIN claims_evidence e ON e.passage_id = p.id
        JOIN claims_claimant cl ON cl.id = e.speaker_id
        WHERE p.public_id = identifier AND NOT cl.public_role)
$$;

-- The claimants without a public role who have, or had, exactly one of these names.
CREATE FUNCTION find_private_claimants(names text[]) RETURNS SETOF bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    WITH name AS (SELECT normalize_name(name) AS name FROM unnest(names) AS name)
    SELECT cl.id FROM claims_claimant cl WHERE NOT cl.public_role AND (
        cl.normalized_name IN (SELECT name FROM name)
        OR EXISTS (SELECT FROM claims_claimantevent event WHERE event.pgh_obj_id = cl.id
            AND event.normalized_name IN (SELECT name FROM name)))
$$;

-- Whether a source is a private person's page, of which no web archive is to have a copy. Only here
-- are words compared, because a copy outside the desk cannot be taken back.
CREATE FUNCTION is_private_page(identifier text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT is_private_source(identifier) OR EXISTS (SELECT FROM sources_source s
        LEFT JOIN sources_publisher publisher ON publisher.id = s.publisher_id
        JOIN claims_claimant cl ON NOT cl.public_role
        LEFT JOIN claims_claimantevent earlier ON earlier.pgh_obj_id = cl.id
        CROSS JOIN LATERAL (VALUES (cl.normalized_name), (earlier.normalized_name)) AS used (name)
        WHERE s.public_id = identifier AND used.name <> '' AND strpos(
            ' ' || normalize_name(concat_ws(' | ', s.author, publisher.name)) || ' ',
            ' ' || used.name || ' ') > 0)
$$;

-- The current and earlier names of the private persons to whom a claim is linked: its claimant, and
-- whoever was asked for comment.
CREATE FUNCTION list_private_names(claim bigint) RETURNS text[] LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    WITH person AS (
        SELECT cl.* FROM claims_claimant cl WHERE NOT cl.public_role AND (
            cl.id = (SELECT c.claimant_id FROM claims_claim c WHERE c.id = claim)
            OR cl.id IN (SELECT r.claimant_id FROM claims_commentrequest r WHERE r.claim_id = claim))
    )
    SELECT coalesce(array_agg(name), '{}') FROM (
        SELECT normalized_name FROM person
        UNION SELECT event.normalized_name FROM claims_claimantevent event
            JOIN person ON person.id = event.pgh_obj_id
    ) AS used (name) WHERE name <> ''
$$;

-- A record and its parts without the names of private persons.
CREATE FUNCTION anonymize_claimant(claimant jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM claims_claimant cl
            WHERE cl.public_id = claimant ->> 'id' AND NOT cl.public_role)
        THEN jsonb_build_object('id', NULL, 'name', 'a private individual',
            'kind', claimant -> 'kind', 'description', '')
        ELSE claimant END
$$;

CREATE FUNCTION anonymize_source(source jsonb, names text[]) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN is_private_source(source ->> 'id')
            OR normalize_name(source ->> 'author') = ANY (names)
        THEN source || jsonb_build_object('author', 'a private individual', 'title', '',
            'url', '')
        ELSE source END
$$;

CREATE FUNCTION anonymize_passage(passage jsonb, names text[]) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN jsonb_typeof(passage) = 'object' THEN passage || jsonb_build_object(
            'speaker', CASE WHEN is_private_speaker(passage ->> 'id')
                    OR normalize_name(passage ->> 'speaker') = ANY (names)
                THEN 'a private individual' ELSE passage ->> 'speaker' END,
            'source', anonymize_source(passage -> 'source', names))
        ELSE passage END
$$;

-- Each appearance or piece of evidence. The URL is removed, too, where the claimant is private.
CREATE FUNCTION anonymize_quotations(list jsonb, names text[], private boolean) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(quotation
        || jsonb_build_object('passage', anonymize_passage(quotation -> 'passage', names))
        || CASE WHEN private THEN '{"url": "", "archived_url": ""}' ELSE '{}' END::jsonb ORDER BY position), '[]')
    FROM jsonb_array_elements(list) WITH ORDINALITY AS element (quotation, position)
$$;

CREATE FUNCTION anonymize_record(record jsonb, claim bigint) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT record || jsonb_build_object(
        'claim', (record -> 'claim') || jsonb_build_object('claimant', claimant,
            'appearances', anonymize_quotations(record #> '{claim,appearances}', names,
                jsonb_typeof(claimant) = 'object' AND claimant ->> 'id' IS NULL)),
        'evidence', anonymize_quotations(record -> 'evidence', names, false))
    FROM anonymize_claimant(record #> '{claim,claimant}') AS claimant,
        list_private_names(claim) AS names
$$;

-- ── what was published ────────────────────────────────────────────────────────────────────────────
-- Whether a published record shows the source, or the speaker of the passage, without a name.
CREATE FUNCTION was_source_private(identifier text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_submission s JOIN claims_verdict v ON v.submission_id = s.id
        WHERE s.private_sources @> ARRAY[identifier] AND v.published_at IS NOT NULL)
$$;

CREATE FUNCTION was_speaker_private(identifier text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_submission s JOIN claims_verdict v ON v.submission_id = s.id
        WHERE s.private_speakers @> ARRAY[identifier] AND v.published_at IS NOT NULL)
$$;
