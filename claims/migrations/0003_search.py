"""Full text: named configurations with `unaccent`, and the columns that are searched.

A submission's searchable words are generated from its frozen content, each in the configuration
of its own row, so that they can never say something else than readers see.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

CONFIGURATIONS = {
    "english": "english_stem",
    "german": "german_stem",
    "french": "french_stem",
    "simple": "simple",
}
MAKE_CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION public.factcheck_{name} (COPY = pg_catalog.{name});
ALTER TEXT SEARCH CONFIGURATION public.factcheck_{name}
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.{stem};
"""
DROP_CONFIGURATION = "DROP TEXT SEARCH CONFIGURATION public.factcheck_{name};"

# The passages that a record shows as appearances of its claim.
APPEARANCE_PASSAGES = """
CREATE FUNCTION appearance_passages(record jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id #>> '{}'), '{}')
    FROM jsonb_path_query(record, '$.claim.appearances[*].passage.id') AS id
$$;
"""

COLUMNS = """
ALTER TABLE claims_claim ADD COLUMN statement_search tsvector
    GENERATED ALWAYS AS (to_tsvector(search_config, statement)) STORED;
CREATE INDEX claims_claim_statement_search ON claims_claim USING gin (statement_search);

ALTER TABLE claims_submission
    ADD COLUMN statement text
        GENERATED ALWAYS AS (content::jsonb #>> '{claim,statement}') STORED,
    ADD COLUMN language text
        GENERATED ALWAYS AS (content::jsonb #>> '{claim,language}') STORED,
    ADD COLUMN origin text GENERATED ALWAYS AS (content::jsonb #>> '{claim,origin}') STORED,
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
        || setweight(to_tsvector(search_config, coalesce(content::jsonb ->> 'finding', '')), 'B')
        || setweight(to_tsvector(search_config, coalesce(content::jsonb ->> 'reasoning', '')), 'C')
        || setweight(jsonb_to_tsvector(search_config,
            jsonb_path_query_array(content::jsonb, '$.evidence[*].passage.exact'),
            '["string"]'), 'D')
    ) STORED,
    -- Apart from the rest: only who still has a public role is found by their name.
    ADD COLUMN claimant_search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector(search_config,
            coalesce(content::jsonb #>> '{claim,claimant,name}', '')), 'B')
    ) STORED;
CREATE INDEX claims_submission_appearances ON claims_submission USING gin (appearance_passages);
CREATE INDEX claims_submission_claimant ON claims_submission (claimant_id);
CREATE INDEX claims_submission_search ON claims_submission USING gin (search);
"""
DROP_COLUMNS = """
ALTER TABLE claims_claim DROP COLUMN statement_search;
ALTER TABLE claims_submission
    DROP COLUMN statement, DROP COLUMN language, DROP COLUMN origin, DROP COLUMN claimant_id,
    DROP COLUMN claimant_name, DROP COLUMN claimed_on,
    DROP COLUMN claimed_precision, DROP COLUMN rating,
    DROP COLUMN appearance_passages, DROP COLUMN search, DROP COLUMN claimant_search;
DROP FUNCTION appearance_passages(jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_relations_and_history")]
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        *(
            migrations.RunSQL(
                MAKE_CONFIGURATION.format(name=name, stem=stem),
                DROP_CONFIGURATION.format(name=name),
            )
            for name, stem in CONFIGURATIONS.items()
        ),
        migrations.RunSQL(APPEARANCE_PASSAGES + COLUMNS, DROP_COLUMNS),
    ]
