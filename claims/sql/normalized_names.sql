-- The names of claimants in a form that can be compared: the words of the name in lower case. The
-- history has the column, too, so that earlier names are found.

CREATE FUNCTION normalize_name(text text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        nullif(btrim(regexp_replace(lower(normalize(text, NFKC)), '\W+', ' ', 'g')), ''),
        btrim(text))
$$;

ALTER TABLE claims_claimant ADD COLUMN normalized_name text
    GENERATED ALWAYS AS (normalize_name(name)) STORED;
ALTER TABLE claims_claimantevent ADD COLUMN normalized_name text
    GENERATED ALWAYS AS (normalize_name(name)) STORED;
