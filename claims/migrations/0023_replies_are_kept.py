"""Whom the desk asked, what they answered and why it did not wait are kept as they were written.

What readers see of an answer stands in it word for word, a record tells of every asking, and
nothing is published while somebody who was asked may still answer in time, unless one person said
why it does not wait.
"""

from django.db import migrations

FREEZE = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON claims_{table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON claims_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

HEARING = """
CREATE VIEW claims_hearing AS
SELECT a.id, a.claim_id, a.id AS asking_id, cl.public_id AS claimant_id,
    coalesce(cl.name, a.name) AS name, coalesce(cl.public_role, a.public_role) AS public_role,
    a.how, a.asked_at, a.answer_by, a.asked_by_id,
    r.id AS reply_id, coalesce(r.outcome, '') AS outcome, coalesce(r.words, '') AS words,
    coalesce(r.language, '') AS language, r.received_at, coalesce(r.shown, '') AS shown,
    CASE r.shown WHEN 'all' THEN r.words WHEN 'part' THEN r.quoted ELSE '' END AS published,
    coalesce(r.translation, '') AS translation, coalesce(r.translated_by, '') AS translated_by,
    coalesce(w.why, '') AS waived_because, w.waived_at, w.waived_by_id
FROM claims_asking a
LEFT JOIN claims_claimant cl ON cl.id = a.claimant_id
LEFT JOIN LATERAL (
    SELECT * FROM claims_reply WHERE asking_id = a.id ORDER BY id DESC LIMIT 1) AS r ON true
LEFT JOIN claims_replywaiver w ON w.asking_id = a.id
UNION ALL
SELECT -w.id, w.claim_id, NULL, NULL, '', false, '', NULL, NULL, NULL,
    NULL, '', '', '', NULL, '', '', '', '', w.why, w.waived_at, w.waived_by_id
FROM claims_replywaiver w
WHERE w.asking_id IS NULL AND w.id = (SELECT max(id) FROM claims_replywaiver newer
        WHERE newer.claim_id = w.claim_id AND newer.asking_id IS NULL)
    AND NOT EXISTS (SELECT FROM claims_asking WHERE claim_id = w.claim_id);
"""

REPLY = """
CREATE FUNCTION law_reply() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.received_at > NEW.recorded_at
        OR NEW.received_at < (SELECT asked_at FROM claims_asking WHERE id = NEW.asking_id) THEN
        RAISE EXCEPTION 'An answer comes after it was asked for, and before it is recorded.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.replaces_id IS DISTINCT FROM (SELECT max(id) FROM claims_reply
            WHERE asking_id = NEW.asking_id) THEN
        RAISE EXCEPTION 'An answer is recorded once, or anew in the place of the newest.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.shown = 'part' AND strpos(NEW.words, NEW.quoted) = 0 THEN
        RAISE EXCEPTION 'What readers see of an answer stands in it word for word.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_reply BEFORE INSERT ON claims_reply
    FOR EACH ROW EXECUTE FUNCTION law_reply();
"""

WAIVER = """
CREATE FUNCTION law_reply_waiver() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.asking_id IS NOT NULL AND NOT EXISTS (SELECT FROM claims_asking
            WHERE id = NEW.asking_id AND claim_id = NEW.claim_id) THEN
        RAISE EXCEPTION 'What is waived was asked about the same claim.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_reply_waiver BEFORE INSERT ON claims_replywaiver
    FOR EACH ROW EXECUTE FUNCTION law_reply_waiver();
"""

# A separate trigger of the verdict, beside the one that holds the moves.
AWAITED = """
CREATE FUNCTION law_replies_are_awaited() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_hearing WHERE claim_id = NEW.claim_id
            AND answer_by > least(NEW.moved_at, clock_timestamp())
            AND reply_id IS NULL AND waived_because = '') THEN
        RAISE EXCEPTION 'Nothing is published while somebody who was asked may still answer.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_replies_are_awaited BEFORE UPDATE ON claims_verdict
    FOR EACH ROW WHEN (OLD.state = 'approved' AND NEW.state = 'published')
    EXECUTE FUNCTION law_replies_are_awaited();
"""

# Older forms tell nothing of it. Who was asked is not compared: names are by the rule of `unnamed`.
TOLD = """
CREATE FUNCTION law_askings_are_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    told jsonb := NEW.content::jsonb -> 'asked';
BEGIN
    IF (SELECT jsonb_agg(jsonb_build_array(one ->> 'outcome', one ->> 'words',
                one ->> 'waived_because') ORDER BY place)
            FROM jsonb_array_elements(CASE jsonb_typeof(told) WHEN 'array' THEN told END)
                WITH ORDINALITY AS element (one, place))
        IS DISTINCT FROM
        (SELECT jsonb_agg(jsonb_build_array(coalesce(nullif(h.outcome, ''), 'unanswered'),
                h.published, h.waived_because) ORDER BY h.asked_at, h.id)
            FROM claims_hearing h JOIN claims_verdict v ON v.claim_id = h.claim_id
            WHERE v.id = NEW.verdict_id AND h.asking_id IS NOT NULL) THEN
        RAISE EXCEPTION 'A submission tells whom the desk asked, and what they answered.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_askings_are_told BEFORE INSERT ON claims_submission
    FOR EACH ROW WHEN (NEW.form >= 3) EXECUTE FUNCTION law_askings_are_told();
"""

# As in 0005_what_is_public, and whoever was asked by the same rule.
UNNAMED = """
CREATE FUNCTION unnamed_asked(list jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(one || jsonb_build_object('who', CASE
            WHEN EXISTS (SELECT FROM claims_claimant cl
                    WHERE cl.public_id = one #>> '{who,id}' AND NOT cl.public_role)
                OR names_a_private_person(one #>> '{who,name}')
            THEN jsonb_build_object('id', NULL, 'name', 'a social-media user')
            ELSE one -> 'who' END) ORDER BY place), '[]')
    FROM jsonb_array_elements(list) WITH ORDINALITY AS element (one, place)
$$;
CREATE OR REPLACE FUNCTION unnamed(record jsonb) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT record || jsonb_build_object(
        'claim', (record -> 'claim') || jsonb_build_object('claimant', claimant,
            'appearances', unnamed_each(record #> '{claim,appearances}',
                jsonb_typeof(claimant) = 'object' AND claimant ->> 'id' IS NULL)),
        'evidence', unnamed_each(record -> 'evidence', false))
        || CASE WHEN record ? 'asked'
            THEN jsonb_build_object('asked', unnamed_asked(record -> 'asked'))
            ELSE '{}' END
    FROM unnamed_claimant(record #> '{claim,claimant}') AS claimant
$$;
"""

FROZEN = "".join(FREEZE.format(table=name) for name in ("asking", "reply", "replywaiver"))


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_askings_and_replies")]
    operations = [
        migrations.RunSQL(HEARING, "DROP VIEW claims_hearing"),
        migrations.RunSQL(FROZEN + REPLY + WAIVER + AWAITED + TOLD + UNNAMED),
    ]
