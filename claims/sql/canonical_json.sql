-- The canonical form of a document (RFC 8785). Keys must be ASCII, so that the order of bytes is the
-- order of UTF-16 code units that the RFC requires. Numbers must be integers that a double holds
-- exactly. PostgreSQL already writes a JSON string as the RFC does.
CREATE FUNCTION canonical_json(document jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE
SET search_path = public, pg_temp AS $$
DECLARE
    result text;
    has_other_key boolean;
BEGIN
    CASE jsonb_typeof(document)
    WHEN 'object' THEN
        SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || CASE
                WHEN jsonb_typeof(value) IN ('object', 'array', 'number') THEN canonical_json(value)
                ELSE value::text END, ',' ORDER BY key COLLATE "C"), '') || '}',
            bool_or(octet_length(key) <> length(key))
        INTO result, has_other_key FROM jsonb_each(document);
        IF has_other_key THEN
            RAISE EXCEPTION 'The keys of a canonical document must be ASCII.'
                USING ERRCODE = 'data_exception';
        END IF;
    WHEN 'array' THEN
        SELECT '[' || coalesce(string_agg(canonical_json(value), ',' ORDER BY position), '') || ']'
        INTO result FROM jsonb_array_elements(document) WITH ORDINALITY AS element (value, position);
    WHEN 'number' THEN
        IF document::numeric <> trunc(document::numeric)
            OR abs(document::numeric) > 9007199254740991 THEN
            RAISE EXCEPTION 'The numbers of a canonical document must be integers.'
                USING ERRCODE = 'data_exception';
        END IF;
        result := document::bigint::text;
    ELSE
        result := document::text;
    END CASE;
    RETURN result;
END $$;

-- An ISO 8601 moment in UTC, as Python's `isoformat` writes it.
CREATE FUNCTION format_moment(moment timestamptz) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
        || CASE WHEN moment = date_trunc('second', moment) THEN ''
            ELSE to_char(moment AT TIME ZONE 'UTC', '.US') END
        || '+00:00'
$$;
