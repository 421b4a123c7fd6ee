-- Claimants without a public role are not named to readers, not even in older published records.
-- These functions find their names and remove them from a record.

-- The current and earlier names of claimants without a public role.
CREATE VIEW private_name AS
SELECT cl.normalized_name AS name FROM claims_claimant cl WHERE NOT cl.public_role
UNION
SELECT event.normalized_name FROM claims_claimantevent event
    JOIN claims_claimant cl ON cl.id = event.pgh_obj_id WHERE NOT cl.public_role;

CREATE FUNCTION names_private_person(text text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM private_name p, normalize_name(text) AS text
        WHERE p.name <> '' AND strpos(' ' || text || ' ', ' ' || p.name || ' ') > 0)
$$;

-- Whether a person without a public role wrote this source or makes a claim in it.
CREATE FUNCTION is_private_source(identifier text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sources_source s
        WHERE s.public_id = identifier AND names_private_person(s.author))
    OR EXISTS (SELECT FROM sources_source s
        JOIN sources_snapshot sn ON sn.source_id = s.id
        JOIN sources_passage p ON p.snapshot_id = sn.id
        JOIN claims_appearance a ON a.passage_id = p.id
        JOIN claims_claim c ON c.id = a.claim_id
        JOIN claims_claimant cl ON cl.id = c.claimant_id
        -- A source that only reports a private person's words is another author's work.
        WHERE s.public_id = identifier AND NOT cl.public_role AND p.voice <> 'reports')
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

CREATE FUNCTION anonymize_source(source jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN is_private_source(source ->> 'id')
            OR names_private_person(source ->> 'author')
        THEN source || jsonb_build_object('author', 'a private individual', 'title', '',
            'url', '')
        ELSE source END
$$;

CREATE FUNCTION anonymize_passage(passage jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN jsonb_typeof(passage) = 'object' THEN passage || jsonb_build_object(
            'speaker', CASE WHEN names_private_person(passage ->> 'speaker')
                THEN 'a private individual' ELSE passage ->> 'speaker' END,
            'source', anonymize_source(passage -> 'source'))
        ELSE passage END
$$;

-- Each appearance or piece of evidence. The URL is removed, too, where the claimant is private.
CREATE FUNCTION anonymize_quotations(list jsonb, private boolean) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(quotation
        || jsonb_build_object('passage', anonymize_passage(quotation -> 'passage'))
        || CASE WHEN private THEN '{"url": "", "archived_url": ""}' ELSE '{}' END::jsonb ORDER BY position), '[]')
    FROM jsonb_array_elements(list) WITH ORDINALITY AS element (quotation, position)
$$;

CREATE FUNCTION anonymize_comment_requests(list jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(request || jsonb_build_object('recipient', CASE
            WHEN EXISTS (SELECT FROM claims_claimant cl
                    WHERE cl.public_id = request #>> '{recipient,id}' AND NOT cl.public_role)
                OR names_private_person(request #>> '{recipient,name}')
            THEN jsonb_build_object('id', NULL, 'name', 'a private individual')
            ELSE request -> 'recipient' END) ORDER BY position), '[]')
    FROM jsonb_array_elements(list) WITH ORDINALITY AS element (request, position)
$$;

CREATE FUNCTION anonymize_record(record jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT record || jsonb_build_object(
        'claim', (record -> 'claim') || jsonb_build_object('claimant', claimant,
            'appearances', anonymize_quotations(record #> '{claim,appearances}',
                jsonb_typeof(claimant) = 'object' AND claimant ->> 'id' IS NULL)),
        'evidence', anonymize_quotations(record -> 'evidence', false),
        'comment_requests', anonymize_comment_requests(record -> 'comment_requests'))
    FROM anonymize_claimant(record #> '{claim,claimant}') AS claimant
$$;
