-- Triggers on reviews, review comments and blind ratings.
--
-- A review refers to the submission that is in review, the text quoted by a review comment is at
-- its place in the submission, and a reviewer who approves confirms that the claim is worded
-- fairly. Whether blind ratings are required is a setting and unknown to the database. But once a
-- submission has a blind rating, it can be approved only with two blind ratings that agree with its
-- own, whatever the settings say at that time.

CREATE FUNCTION enforce_review() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_submission s JOIN claims_verdict v ON v.id = s.verdict_id
            WHERE s.id = NEW.submission_id AND s.verdict_id = NEW.verdict_id
            AND s.sha256 = NEW.sha256 AND v.state IN ('in_review', 'approved')
            -- The reviewer who confirms changed descriptions submits and approves them in one step.
            AND (v.submission_id = s.id OR v.submission_id < s.id AND NEW.decision = 'approve'
                AND (s.submitted_at, s.submitted_by_id) = (NEW.reviewed_at, NEW.reviewed_by_id)))
    THEN
        RAISE EXCEPTION 'A review must refer to the submission that is in review.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.decision = 'approve' AND EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = NEW.verdict_id AND user_id = NEW.reviewed_by_id) THEN
        RAISE EXCEPTION 'A contributor cannot approve.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_review BEFORE INSERT ON claims_review
    FOR EACH ROW EXECUTE FUNCTION enforce_review();

-- The text of one section of a record, or NULL if the record has no such section. Offsets are in
-- characters, which are code points in a database encoded in UTF-8.
CREATE FUNCTION get_section_text(record jsonb, section text, passage text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE section
        WHEN 'whole' THEN ''
        WHEN 'claim' THEN record #>> '{claim,statement}'
        WHEN 'rating' THEN record #>> '{rating,label}'
        WHEN 'evidence' THEN (SELECT e #>> '{passage,exact}'
            FROM jsonb_array_elements(record -> 'evidence') AS e
            WHERE e #>> '{passage,id}' = passage)
        WHEN 'note' THEN (SELECT e ->> 'note'
            FROM jsonb_array_elements(record -> 'evidence') AS e
            WHERE e #>> '{passage,id}' = passage)
        ELSE record ->> section
    END
$$;
CREATE FUNCTION enforce_review_comment() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
    section_text text;
    quotation text := NEW.prefix || NEW.quoted_text || NEW.suffix;
    quotation_start int := NEW.start - char_length(NEW.prefix);
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE submission_id = NEW.submission_id FOR SHARE;
    IF v.state IS NULL OR v.state NOT IN ('in_review', 'approved') THEN
        RAISE EXCEPTION 'A review comment must refer to the submission that is in review.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = v.id AND user_id = NEW.created_by_id) THEN
        RAISE EXCEPTION 'A contributor cannot comment on their own submission.'
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT get_section_text(content::jsonb, NEW.section, NEW.passage) INTO section_text
        FROM claims_submission WHERE id = NEW.submission_id;
    IF section_text IS NULL
        OR NEW.quoted_text <> '' AND (quotation_start < 0
            OR substr(section_text, quotation_start + 1, char_length(quotation))
                IS DISTINCT FROM quotation) THEN
        RAISE EXCEPTION 'The quoted text is not at this place of the submission.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_review_comment BEFORE INSERT ON claims_reviewcomment
    FOR EACH ROW EXECUTE FUNCTION enforce_review_comment();

CREATE FUNCTION enforce_review_comment_resolution() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    SELECT claims_verdict.* INTO v FROM claims_verdict
        JOIN claims_submission s ON s.verdict_id = claims_verdict.id
        JOIN claims_reviewcomment r ON r.submission_id = s.id
        WHERE r.id = NEW.review_comment_id FOR SHARE OF claims_verdict;
    IF v.state IS DISTINCT FROM 'draft' OR NOT EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = v.id AND user_id = NEW.resolved_by_id) THEN
        RAISE EXCEPTION 'A review comment can be resolved only in a draft, by a contributor.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_review_comment_resolution BEFORE INSERT ON claims_reviewcommentresolution
    FOR EACH ROW EXECUTE FUNCTION enforce_review_comment_resolution();

CREATE FUNCTION enforce_blind_rating() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE submission_id = NEW.submission_id FOR SHARE;
    IF v.state IS DISTINCT FROM 'in_review' THEN
        RAISE EXCEPTION 'A blind rating must refer to the submission that is in review.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = v.id AND user_id = NEW.rated_by_id) THEN
        RAISE EXCEPTION 'A contributor cannot give a blind rating.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_blind_rating BEFORE INSERT ON claims_blindrating
    FOR EACH ROW EXECUTE FUNCTION enforce_blind_rating();

CREATE FUNCTION enforce_review_fair_wording() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.is_worded_fairly IS DISTINCT FROM (CASE NEW.decision WHEN 'approve' THEN true END) THEN
        RAISE EXCEPTION 'A reviewer who approves must confirm that the claim is worded fairly.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_review_fair_wording BEFORE INSERT ON claims_review
    FOR EACH ROW EXECUTE FUNCTION enforce_review_fair_wording();

CREATE FUNCTION blind_ratings_agree(submission bigint) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN count(*) > 0 THEN count(*) = 2 AND bool_and(b.rating_id = v.rating_id) END
        FROM claims_blindrating b JOIN claims_verdict v ON v.submission_id = b.submission_id
        WHERE b.submission_id = submission
$$;
CREATE FUNCTION enforce_review_blind_ratings() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.decision = 'approve' AND NOT blind_ratings_agree(NEW.submission_id) THEN
        RAISE EXCEPTION 'The blind ratings do not agree, so the submission cannot be approved.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.decision = 'send_back' AND NEW.comment = ''
        AND NOT EXISTS (SELECT FROM claims_reviewcomment WHERE submission_id = NEW.submission_id)
        AND NOT EXISTS (SELECT FROM claims_blindrating
            WHERE submission_id = NEW.submission_id AND number = 2
            AND NOT blind_ratings_agree(NEW.submission_id)) THEN
        RAISE EXCEPTION 'A submission can be sent back only with a comment.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_review_blind_ratings BEFORE INSERT ON claims_review
    FOR EACH ROW EXECUTE FUNCTION enforce_review_blind_ratings();

-- Checked again when the verdict is approved, because a blind rating can be saved after the review.
CREATE FUNCTION enforce_approval_blind_ratings() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT blind_ratings_agree(NEW.submission_id) THEN
        RAISE EXCEPTION 'The blind ratings do not agree, so the submission cannot be approved.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_approval_blind_ratings BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN (OLD.state = 'in_review' AND NEW.state = 'approved')
    EXECUTE FUNCTION enforce_approval_blind_ratings();
