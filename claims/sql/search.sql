-- Full-text search: configurations that ignore accents, and the columns that are searched.
--
-- The searched columns of a submission are generated from its frozen content, in the configuration
-- of its language, so they always match what readers see.

CREATE TEXT SEARCH CONFIGURATION public.factcheck_english (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION public.factcheck_english
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.english_stem;

CREATE TEXT SEARCH CONFIGURATION public.factcheck_german (COPY = pg_catalog.german);
ALTER TEXT SEARCH CONFIGURATION public.factcheck_german
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.german_stem;

CREATE TEXT SEARCH CONFIGURATION public.factcheck_french (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION public.factcheck_french
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.french_stem;

CREATE TEXT SEARCH CONFIGURATION public.factcheck_simple (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION public.factcheck_simple
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.simple;

-- The passages of the evidence and of the appearances in a record.
CREATE FUNCTION list_record_passages(record jsonb) RETURNS SETOF jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_path_query(record, '$.evidence[*].passage')
    UNION ALL SELECT jsonb_path_query(record, '$.claim.appearances[*].passage ? (@ <> null)')
$$;

-- The sources and the passages that a record shows without the name of a private person.
CREATE FUNCTION private_sources(record jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT passage #>> '{source,id}'), '{}')
    FROM list_record_passages(record) AS passage
    WHERE passage #>> '{source,author}' = 'a private individual'
$$;
CREATE FUNCTION private_speakers(record jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT passage ->> 'id'), '{}')
    FROM list_record_passages(record) AS passage
    WHERE passage ->> 'speaker' = 'a private individual'
$$;

-- The passages that are appearances of the claim in a record.
CREATE FUNCTION appearance_passages(record jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id #>> '{}'), '{}')
    FROM jsonb_path_query(record, '$.claim.appearances[*].passage.id') AS id
$$;

ALTER TABLE claims_claim ADD COLUMN statement_search tsvector
    GENERATED ALWAYS AS (to_tsvector(search_config, statement)) STORED;
CREATE INDEX claims_claim_statement_search ON claims_claim USING gin (statement_search);

ALTER TABLE claims_submission
    ADD COLUMN statement text
        GENERATED ALWAYS AS (content::jsonb #>> '{claim,statement}') STORED,
    ADD COLUMN language text
        GENERATED ALWAYS AS (content::jsonb #>> '{claim,language}') STORED,
    ADD COLUMN attribution text
        GENERATED ALWAYS AS (content::jsonb #>> '{claim,attribution}') STORED,
    ADD COLUMN claimant_id text
        GENERATED ALWAYS AS (content::jsonb #>> '{claim,claimant,id}') STORED,
    ADD COLUMN claimant_name text
        GENERATED ALWAYS AS (content::jsonb #>> '{claim,claimant,name}') STORED,
    ADD COLUMN claimed_on text
        GENERATED ALWAYS AS (content::jsonb #>> '{claim,appearances,0,appeared_on}') STORED,
    ADD COLUMN claimed_precision text
        GENERATED ALWAYS AS (content::jsonb #>> '{claim,appearances,0,precision}') STORED,
    ADD COLUMN rating jsonb GENERATED ALWAYS AS (content::jsonb -> 'rating') STORED,
    ADD COLUMN appearance_passages text[]
        GENERATED ALWAYS AS (appearance_passages(content::jsonb)) STORED,
    ADD COLUMN search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector(search_config,
            coalesce(content::jsonb #>> '{claim,statement}', '')), 'A')
        || setweight(jsonb_to_tsvector(search_config,
            jsonb_path_query_array(content::jsonb, '$.claim.claimant ? (@.id <> null).name'),
            '["string"]'), 'B')
        || setweight(to_tsvector(search_config, coalesce(content::jsonb ->> 'conclusion', '')), 'B')
        || setweight(to_tsvector(search_config, coalesce(content::jsonb ->> 'reasoning', '')), 'C')
        || setweight(jsonb_to_tsvector(search_config,
            jsonb_path_query_array(content::jsonb, '$.evidence[*].passage.exact'),
            '["string"]'), 'D')
    ) STORED,
    ADD COLUMN private_sources text[]
        GENERATED ALWAYS AS (private_sources(content::jsonb)) STORED,
    ADD COLUMN private_speakers text[]
        GENERATED ALWAYS AS (private_speakers(content::jsonb)) STORED;
CREATE INDEX claims_submission_appearances ON claims_submission USING gin (appearance_passages);
CREATE INDEX claims_submission_claimant ON claims_submission (claimant_id);
CREATE INDEX claims_submission_private_sources ON claims_submission USING gin (private_sources);
CREATE INDEX claims_submission_private_speakers ON claims_submission USING gin (private_speakers);
CREATE INDEX claims_submission_search ON claims_submission USING gin (search);
