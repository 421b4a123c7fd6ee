"""What no setting of the desk changes of the checklist, held by the database itself.

The answers are content: frozen outside draft, and in a record of form 3 as the draft gives them.
Every quotation is what stands in its snapshot, inside the body, when a revision is submitted and
when it is published. Which answers a desk requires is its setting, and no law.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("claims.migrations.0004_laws").CONTENT
LAST = "v.edited_at, v.edited_by_id)"
ANSWERS = "v.primary_sources, v.why_no_primary, v.interest, v.interest_handled, v.crime"
CONTENT_BEFORE = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
CONTENT = CONTENT_BEFORE.replace(LAST, f"{ANSWERS},\n        {LAST}")

SUBMISSION = """
CREATE FUNCTION checklist_of(v claims_verdict) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'primary_sources', nullif(v.primary_sources, ''),
        'why_no_primary', CASE v.primary_sources WHEN 'none' THEN v.why_no_primary ELSE '' END,
        'interest', nullif(v.interest, ''),
        'interest_handled', CASE v.interest WHEN 'declared' THEN v.interest_handled ELSE '' END,
        'crime', nullif(v.crime, ''))
$$;
CREATE FUNCTION law_submission_answers() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE;
    IF (NEW.content::jsonb -> 'checklist' @> checklist_of(v)) IS NOT TRUE THEN
        RAISE EXCEPTION 'A submission answers the checklist as its draft does.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
-- Forms 1 and 2 did not ask.
CREATE TRIGGER law_submission_answers BEFORE INSERT ON claims_submission FOR EACH ROW
    WHEN (NEW.form >= 3) EXECUTE FUNCTION law_submission_answers();
"""

VERBATIM = """
CREATE FUNCTION law_verbatim() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_evidence e
            JOIN sources_passage p ON p.id = e.passage_id
            JOIN sources_snapshot s ON s.id = p.snapshot_id
            JOIN sources_body b ON b.id = p.body_id
            WHERE e.verdict_id = NEW.id
            AND (substr(s.text, p.start + 1, p."end" - p.start) <> p.exact
                OR NOT EXISTS (SELECT FROM generate_subscripts(b.spans, 1) AS i
                    WHERE b.spans[i][1] <= p.start AND p."end" <= b.spans[i][2]))) THEN
        RAISE EXCEPTION 'Every quotation is what stands in its snapshot.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_verbatim BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.state = 'in_review'
        OR OLD.state = 'approved' AND NEW.state = 'published')
    EXECUTE FUNCTION law_verbatim();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0018_checklist_answers")]
    operations = [
        migrations.RunSQL(CONTENT, CONTENT_BEFORE),
        migrations.RunSQL(SUBMISSION + VERBATIM),
    ]
