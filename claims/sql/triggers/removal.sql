-- Removing the words of readers and correspondents: when their time is over, or on request.
--
-- A row stays, for counts and references; its words become as many blocks (U+2588). The
-- application's role cannot change these rows. It calls a function of the owner, which checks that
-- the time is over or that an editor agreed, and the triggers let only that function remove words.
-- Nothing of a claim on hold is removed.

-- Whether the statement runs in a function of the owner that another role called.
CREATE FUNCTION is_removing(relation oid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT current_user <> session_user
        AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = relation)
$$;
CREATE FUNCTION hide_words(words text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT repeat('█', length(words))
$$;
-- Whether a row only lost the words in these columns.
CREATE FUNCTION is_removal(before jsonb, after jsonb, columns text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT before - columns = after - columns AND NOT EXISTS (SELECT FROM unnest(columns) name
        WHERE after ->> name NOT IN (before ->> name, hide_words(before ->> name), '', '[]'))
$$;
-- The claims whose hold keeps a row of `relation`: the claim of which it is a part, and each claim
-- that names the claimant or quotes the source. A history row has the columns of its row.
CREATE FUNCTION list_claims_of(relation text, content jsonb) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH own AS (
        SELECT (content ->> name)::bigint AS id, name FROM unnest(ARRAY['claim_id', 'from_claim_id',
            'to_claim_id', 'verdict_id', 'submission_id', 'review_comment_id', 'tip_id',
            'complaint_id', 'comment_request_id', 'snapshot_id']) AS name
        -- A cast in a CASE is not made of the keys of other tables, such as UUIDs.
        UNION ALL SELECT CASE WHEN kind IN ('claim', 'claimant', 'tip', 'source', 'snapshot',
                'rawdocument', 'passage')
            THEN coalesce(content ->> 'pgh_obj_id', content ->> 'id')::bigint END, kind || '_id'
            FROM substring(relation FROM '^(?:claims|sources)_(.+?)(?:event)?$') AS kind
    )
    SELECT id FROM own WHERE own.name IN ('claim_id', 'from_claim_id', 'to_claim_id')
    UNION SELECT c.id FROM own JOIN claims_claim c ON c.claimant_id = own.id
        WHERE own.name = 'claimant_id'
    UNION SELECT t.claim_id FROM own JOIN claims_tip t ON t.id = own.id WHERE own.name = 'tip_id'
    UNION SELECT r.claim_id FROM own JOIN claims_commentrequest r ON r.id = own.id
        WHERE own.name = 'comment_request_id'
    UNION SELECT claim_id FROM claims_verdict WHERE id IN (
        SELECT id FROM own WHERE own.name = 'verdict_id'
        UNION SELECT c.verdict_id FROM own JOIN claims_complaint c ON c.id = own.id
            WHERE own.name = 'complaint_id'
        UNION SELECT s.verdict_id FROM own JOIN claims_submission s ON s.id = own.id
            WHERE own.name = 'submission_id'
        UNION SELECT s.verdict_id FROM own JOIN claims_reviewcomment r ON r.id = own.id
            JOIN claims_submission s ON s.id = r.submission_id WHERE own.name = 'review_comment_id'
        UNION SELECT e.verdict_id FROM own JOIN sources_snapshot s ON own.id = CASE own.name
                WHEN 'snapshot_id' THEN s.id WHEN 'source_id' THEN s.source_id
                WHEN 'rawdocument_id' THEN s.raw_document_id END
            JOIN sources_passage p ON p.snapshot_id = s.id
            JOIN claims_evidence e ON e.passage_id = p.id
        UNION SELECT e.verdict_id FROM own JOIN claims_evidence e ON e.passage_id = own.id
            WHERE own.name = 'passage_id'
    )
$$;
CREATE FUNCTION check_removal(relation oid, relation_name text, before jsonb, after jsonb,
    columns text[]) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT is_removing(relation) OR NOT is_removal(before, after, columns) THEN
        RAISE EXCEPTION 'Rows of % never change.', relation_name
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT FROM list_claims_of(relation_name, before) AS claim
            WHERE is_on_hold(claim)) THEN
        RAISE EXCEPTION 'The claim is on hold: nothing of it is removed.'
            USING ERRCODE = 'restrict_violation';
    END IF;
END $$;
CREATE FUNCTION enforce_removal() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM check_removal(TG_RELID, TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW), TG_ARGV);
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_removal BEFORE UPDATE ON claims_complaint FOR EACH ROW
    EXECUTE FUNCTION enforce_removal('text', 'location', 'sender_name', 'email', 'network_digest');
CREATE TRIGGER enforce_removal BEFORE UPDATE ON claims_complaintanswer FOR EACH ROW
    EXECUTE FUNCTION enforce_removal('note');
CREATE TRIGGER enforce_removal BEFORE UPDATE ON claims_commentrequest FOR EACH ROW
    EXECUTE FUNCTION enforce_removal('text');
CREATE TRIGGER enforce_removal BEFORE UPDATE ON claims_commentresponse FOR EACH ROW
    EXECUTE FUNCTION enforce_removal('text', 'reason');
CREATE TRIGGER enforce_removal BEFORE UPDATE ON claims_personrequest FOR EACH ROW
    EXECUTE FUNCTION enforce_removal('name', 'email', 'text');

-- These run as whoever calls them, so the triggers refuse them to the application's role.
CREATE FUNCTION hide_tips(ids bigint[]) RETURNS void LANGUAGE sql VOLATILE
SET search_path = public, pg_temp AS $$
    UPDATE claims_tip SET text = hide_words(text), "location" = hide_words("location"),
        reason = hide_words(reason), sender_name = '', email = '', network_digest = ''
        WHERE id = ANY (ids)
$$;
CREATE FUNCTION hide_complaints(ids bigint[]) RETURNS void LANGUAGE sql VOLATILE
SET search_path = public, pg_temp AS $$
    UPDATE claims_complaint SET text = hide_words(text), "location" = hide_words("location"),
        sender_name = '', email = '', network_digest = '' WHERE id = ANY (ids);
    UPDATE claims_complaintanswer SET note = hide_words(note) WHERE complaint_id = ANY (ids)
$$;
-- What readers see of a response stays: all of it, or an excerpt, which is a column of its own.
CREATE FUNCTION hide_correspondence(ids bigint[]) RETURNS void LANGUAGE sql VOLATILE
SET search_path = public, pg_temp AS $$
    UPDATE claims_commentrequest SET text = hide_words(text) WHERE id = ANY (ids);
    UPDATE claims_commentresponse SET reason = hide_words(reason),
        text = CASE visibility WHEN 'all' THEN text ELSE hide_words(text) END
        WHERE comment_request_id = ANY (ids)
$$;
CREATE FUNCTION is_complaint_answered(complaint bigint, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_complaintanswer WHERE complaint_id = complaint
        AND decided_at <= at AND (change_id IS NULL OR NOT is_change_discarded(change_id)))
$$;

-- Removes what is older than the shortest time that the settings may say, 30 days, and no longer
-- needed. `ids` are tips, complaints, requests for comment or about a person, or imports. All are
-- removed, or none.
CREATE FUNCTION remove_expired_words(kind text, ids bigint[], at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    newest constant timestamptz := at - interval '30 days';
    expired bigint;
BEGIN
    PERFORM check_moment(at, NULL, interval '1 hour');
    SELECT count(*) INTO expired FROM unnest(ids) AS row_id WHERE CASE kind
        WHEN 'tips' THEN EXISTS (SELECT FROM claims_tip t
            WHERE t.id = row_id AND t.decided_at <= newest)
        WHEN 'complaints' THEN is_complaint_answered(row_id, newest)
        WHEN 'replies' THEN EXISTS (SELECT FROM claims_commentrequest r
            WHERE r.id = row_id AND r.deadline_at <= newest AND NOT EXISTS (
                SELECT FROM claims_verdict v WHERE v.claim_id = r.claim_id
                AND v.state IN ('draft', 'in_review', 'approved')))
        WHEN 'requests' THEN is_request_decided(row_id) AND NOT EXISTS (
            SELECT FROM claims_personrequestdecision d
            WHERE d.request_id = row_id AND d.decided_at > newest)
        WHEN 'imports' THEN EXISTS (SELECT FROM claims_claimimport i
            WHERE i.id = row_id AND i.finished_at <= newest)
    END;
    IF expired <> cardinality(ids) THEN
        RAISE EXCEPTION 'Words are removed only when their time is over.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    CASE kind
        WHEN 'tips' THEN PERFORM hide_tips(ids);
        WHEN 'complaints' THEN PERFORM hide_complaints(ids);
        WHEN 'replies' THEN PERFORM hide_correspondence(ids);
        WHEN 'requests' THEN UPDATE claims_personrequest SET name = hide_words(name),
            text = hide_words(text), email = '' WHERE id = ANY (ids);
        WHEN 'imports' THEN UPDATE claims_claimimport SET rows = '[]', name = ''
            WHERE id = ANY (ids);
    END CASE;
END $$;

-- Removes the digests of networks of messages from two hours before this time, or earlier, where the
-- claim is not on hold. The time is not in the future. Returns their number.
CREATE FUNCTION remove_network_digests(at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    tips bigint;
    complaints bigint;
BEGIN
    PERFORM check_moment(greatest(at, clock_timestamp()), NULL, interval '1 hour');
    UPDATE claims_tip t SET network_digest = '' WHERE network_digest <> ''
        AND received_at <= at - interval '2 hours' AND NOT is_on_hold(t.claim_id);
    GET DIAGNOSTICS tips = ROW_COUNT;
    UPDATE claims_complaint c SET network_digest = '' WHERE network_digest <> ''
        AND received_at <= at - interval '2 hours'
        AND NOT is_on_hold((SELECT claim_id FROM claims_verdict WHERE id = c.verdict_id));
    GET DIAGNOSTICS complaints = ROW_COUNT;
    RETURN tips + complaints;
END $$;

-- A request to be forgotten is decided once; agreeing to it removes the words.
CREATE FUNCTION enforce_forget_request() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.decided_at IS NOT NULL THEN
            RAISE EXCEPTION 'A request to be forgotten must be created without a decision.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.decided_at IS NOT NULL
        OR (NEW.id, NEW.tip_id, NEW.complaint_id, NEW.requested_at)
            IS DISTINCT FROM (OLD.id, OLD.tip_id, OLD.complaint_id, OLD.requested_at) THEN
        RAISE EXCEPTION 'A request to be forgotten is decided only once.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.outcome = 'forgotten' AND (
            NOT is_complaint_answered(NEW.complaint_id, 'infinity')
                AND NEW.complaint_id IS NOT NULL
            OR EXISTS (SELECT FROM claims_tip WHERE id = NEW.tip_id AND decided_at IS NULL)) THEN
        RAISE EXCEPTION 'A message that is not answered yet is not forgotten.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_forget_request BEFORE INSERT OR UPDATE ON claims_forgetrequest
    FOR EACH ROW EXECUTE FUNCTION enforce_forget_request();

CREATE FUNCTION carry_out_forget_request() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM hide_tips(ARRAY[NEW.tip_id]);
    PERFORM hide_complaints(ARRAY[NEW.complaint_id]);
    RETURN NULL;
END $$;
CREATE TRIGGER carry_out_forget_request AFTER UPDATE ON claims_forgetrequest
    FOR EACH ROW WHEN (NEW.outcome = 'forgotten') EXECUTE FUNCTION carry_out_forget_request();
