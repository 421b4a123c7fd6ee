"""A remark stands where its words do, fairness is confirmed, and two rate blind or nobody does.

What a desk's settings ask for is not known here. Once somebody rated a submission blind, it is
approved only with two ratings that agree with its own, whatever the settings say by then.
"""

from django.db import migrations

FREEZE = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
FROZEN = ("claims_remark", "claims_settlement", "claims_blindrating")

# NULL where the record has no such part. A part that a later form of the record has is known by
# its name. Offsets are in characters, which are code points in a database in UTF-8.
REMARK = """
CREATE FUNCTION remarked_text(said jsonb, part text, passage text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE part
        WHEN 'whole' THEN ''
        WHEN 'claim' THEN said #>> '{claim,statement}'
        WHEN 'rating' THEN said #>> '{rating,label}'
        WHEN 'evidence' THEN (SELECT e #>> '{passage,exact}'
            FROM jsonb_array_elements(said -> 'evidence') AS e WHERE e #>> '{passage,id}' = passage)
        WHEN 'note' THEN (SELECT e ->> 'note'
            FROM jsonb_array_elements(said -> 'evidence') AS e WHERE e #>> '{passage,id}' = passage)
        ELSE said ->> part
    END
$$;
CREATE FUNCTION law_remark() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
    place text;
    quoted text := NEW.prefix || NEW.words || NEW.suffix;
    begins int := NEW.start - char_length(NEW.prefix);
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE submission_id = NEW.submission_id FOR SHARE;
    IF v.state IS NULL OR v.state NOT IN ('in_review', 'approved') THEN
        RAISE EXCEPTION 'A remark is on the submission that is in review.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = v.id AND person_id = NEW.written_by_id) THEN
        RAISE EXCEPTION 'A contributor does not remark on a submission of their own.'
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT remarked_text(content::jsonb, NEW.part, NEW.passage) INTO place
        FROM claims_submission WHERE id = NEW.submission_id;
    IF place IS NULL
        OR NEW.words <> '' AND (begins < 0
            OR substr(place, begins + 1, char_length(quoted)) IS DISTINCT FROM quoted) THEN
        RAISE EXCEPTION 'A remark is on what was submitted.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_remark BEFORE INSERT ON claims_remark
    FOR EACH ROW EXECUTE FUNCTION law_remark();
"""

SETTLEMENT = """
CREATE FUNCTION law_settlement() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    SELECT claims_verdict.* INTO v FROM claims_verdict
        JOIN claims_submission s ON s.verdict_id = claims_verdict.id
        JOIN claims_remark r ON r.submission_id = s.id
        WHERE r.id = NEW.remark_id FOR SHARE OF claims_verdict;
    IF v.state IS DISTINCT FROM 'draft' OR NOT EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = v.id AND person_id = NEW.settled_by_id) THEN
        RAISE EXCEPTION 'A remark is settled in a draft, by somebody who works on it.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_settlement BEFORE INSERT ON claims_settlement
    FOR EACH ROW EXECUTE FUNCTION law_settlement();
"""

BLIND_RATING = """
CREATE FUNCTION law_blind_rating() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE submission_id = NEW.submission_id FOR SHARE;
    IF v.state IS DISTINCT FROM 'in_review' THEN
        RAISE EXCEPTION 'What is rated blind is what is in review.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = v.id AND person_id = NEW.rated_by_id) THEN
        RAISE EXCEPTION 'A contributor does not rate blind.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_blind_rating BEFORE INSERT ON claims_blindrating
    FOR EACH ROW EXECUTE FUNCTION law_blind_rating();
"""

# Beside the law of reviews (migration `0004_laws`) and not in it.
REVIEW = """
CREATE FUNCTION law_review_is_fair() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.fair IS DISTINCT FROM (CASE NEW.answer WHEN 'approve' THEN true END) THEN
        RAISE EXCEPTION 'Whoever approves confirms that the claim is worded fairly.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_review_is_fair BEFORE INSERT ON claims_review
    FOR EACH ROW EXECUTE FUNCTION law_review_is_fair();

CREATE FUNCTION blind_ratings_agree(submission bigint) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN count(*) > 0 THEN count(*) = 2 AND bool_and(b.rating_id = v.rating_id) END
        FROM claims_blindrating b JOIN claims_verdict v ON v.submission_id = b.submission_id
        WHERE b.submission_id = submission
$$;
CREATE FUNCTION law_review_and_ratings() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.answer = 'approve' AND NOT blind_ratings_agree(NEW.submission_id) THEN
        RAISE EXCEPTION 'Blind ratings that do not agree are no approval.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.answer = 'send_back' AND NEW.comment = ''
        AND NOT EXISTS (SELECT FROM claims_remark WHERE submission_id = NEW.submission_id)
        AND NOT EXISTS (SELECT FROM claims_blindrating
            WHERE submission_id = NEW.submission_id AND number = 2
            AND NOT blind_ratings_agree(NEW.submission_id)) THEN
        RAISE EXCEPTION 'What is sent back says what has to change.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_review_and_ratings BEFORE INSERT ON claims_review
    FOR EACH ROW EXECUTE FUNCTION law_review_and_ratings();

-- Asked again when it moves: ratings may be filed after the review that approves was written.
CREATE FUNCTION law_approved_as_rated() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT blind_ratings_agree(NEW.submission_id) THEN
        RAISE EXCEPTION 'Blind ratings that do not agree are no approval.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_approved_as_rated BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN (OLD.state = 'in_review' AND NEW.state = 'approved')
    EXECUTE FUNCTION law_approved_as_rated();
"""

LAWS = "".join(
    [
        *(FREEZE.format(table=name) for name in FROZEN),
        REMARK,
        SETTLEMENT,
        BLIND_RATING,
        REVIEW,
    ]
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0020_reviewing")]
    operations = [migrations.RunSQL(LAWS)]
