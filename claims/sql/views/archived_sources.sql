-- Where a claim was spread, an appearance may have an archived copy, which readers get in place of the
-- address: the desk sends no one to a fake. The same is true of a source that is this place.

-- An address without what does not tell two places apart.
CREATE FUNCTION strip_address(url text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT regexp_replace(url, '^https?://(www\.)?|(/|/?#.*)$', '', 'gi')
$$;

CREATE INDEX claims_appearance_archived ON claims_appearance (strip_address(url))
    WHERE archived_url <> '';

-- The copy that readers get in place of a source, or ''. Appearances of published claims count, and
-- those of the claim that is about to be submitted. A passage tells the place of an appearance that
-- has no address of its own.
CREATE FUNCTION get_copy_of_source(source_id text, claim_id text) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT a.archived_url FROM (
        SELECT a.* FROM sources_source s
            JOIN sources_snapshot sn ON sn.source_id = s.id
            JOIN sources_passage p ON p.snapshot_id = sn.id
            JOIN claims_appearance a ON a.passage_id = p.id AND a.url = ''
        WHERE s.public_id = get_copy_of_source.source_id AND a.archived_url <> ''
        UNION ALL
        SELECT a.* FROM sources_source s
            CROSS JOIN LATERAL (VALUES (s.url), (s.original_url)) AS address (url)
            JOIN claims_appearance a ON strip_address(a.url) = strip_address(address.url)
        WHERE s.public_id = get_copy_of_source.source_id AND a.archived_url <> ''
            AND address.url <> ''
    ) AS a
    JOIN claims_claim c ON c.id = a.claim_id
    LEFT JOIN claims_claimant cl ON cl.id = c.claimant_id
    WHERE cl.public_role IS NOT FALSE  -- what a private person published has no link at all
    AND (c.public_id = get_copy_of_source.claim_id OR EXISTS (SELECT FROM claims_verdict v
        WHERE v.claim_id = c.id AND v.published_at IS NOT NULL))
    ORDER BY a.id DESC LIMIT 1), '')
$$;

-- The views call functions in their lists of columns, so that only the rows of one page are looked up.
CREATE FUNCTION has_copy(source_id text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT get_copy_of_source(source_id, NULL) <> ''
$$;

-- The addresses of which a record shows the copy are left out of it.
CREATE FUNCTION link_source_to_copy(passage jsonb, claim_id text) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN jsonb_typeof(passage) = 'object' THEN jsonb_set(passage, '{source}',
            (passage -> 'source') || jsonb_build_object('archived_url', CASE
                WHEN passage #>> '{source,url}' = '' THEN '' ELSE copy.url END)
            || CASE WHEN copy.url <> '' THEN '{"url": ""}' ELSE '{}' END::jsonb)
        ELSE passage END
    FROM get_copy_of_source(passage #>> '{source,id}', claim_id) AS copy (url)
$$;

CREATE FUNCTION link_to_copies(list jsonb, claim_id text) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(quotation
        || jsonb_build_object('passage', link_source_to_copy(quotation -> 'passage', claim_id))
        || CASE WHEN quotation ->> 'archived_url' <> '' THEN '{"url": ""}' ELSE '{}' END::jsonb
        ORDER BY position), '[]')
    FROM jsonb_array_elements(list) WITH ORDINALITY AS element (quotation, position)
$$;

CREATE FUNCTION link_record_to_copies(record jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT record || jsonb_build_object(
        'claim', (record -> 'claim') || jsonb_build_object('appearances',
            link_to_copies(record #> '{claim,appearances}', record #>> '{claim,id}')),
        'evidence', link_to_copies(record -> 'evidence', record #>> '{claim,id}'))
$$;
