-- Triggers on assignments and mentions. Only open claims are assigned, only to active members of
-- the desk, and the author and the reviewer are two people. A mentioned user is named in the
-- comment.

CREATE FUNCTION enforce_assignment() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.user_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM accounts_user
        WHERE id = NEW.user_id AND is_active AND is_staff) THEN
        RAISE EXCEPTION 'Only active members of the desk can be assigned.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM claims_claim
        WHERE id = NEW.claim_id AND declined_at IS NULL AND merged_at IS NULL) THEN
        RAISE EXCEPTION 'Only an open claim can be assigned.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.user_id = (SELECT user_id FROM claims_assignment a
        WHERE a.claim_id = NEW.claim_id AND a.role <> NEW.role
        AND NOT EXISTS (SELECT FROM claims_verdict v
            WHERE v.claim_id = a.claim_id AND v.published_at > a.assigned_at)
        ORDER BY a.id DESC LIMIT 1) THEN
        RAISE EXCEPTION 'The author and the reviewer of a claim must be two people.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_assignment BEFORE INSERT ON claims_assignment
    FOR EACH ROW EXECUTE FUNCTION enforce_assignment();

CREATE FUNCTION enforce_mention() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_comment comment, accounts_user mentioned
        WHERE comment.id = NEW.comment_id AND mentioned.id = NEW.user_id AND mentioned.is_active
        AND strpos(lower(comment.text), '@' || lower(mentioned.username)) > 0) THEN
        RAISE EXCEPTION 'Only an active user who is named in the comment can be mentioned.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_mention BEFORE INSERT ON claims_mention
    FOR EACH ROW EXECUTE FUNCTION enforce_mention();
