-- A source alert says that a quotation of a current verdict has changed or is missing, that much of
-- its source changed, or that the page has a note of its publisher. It is decided once, and the
-- decision is carried out in the same transaction. Readers see what
-- `shown_retrieval` found: a retrieval of the same source that found something of the kind.

-- What an editor has to read, and what readers see only after an editor has answered. An altered
-- quotation needs no answer of an editor if it says the same; readers do not see it.
CREATE FUNCTION is_finding(outcome text, material boolean, gone boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(material, false) OR outcome IN ('ambiguous', 'missing') OR gone
$$;
CREATE FUNCTION has_finding(retrieval_id bigint, passage_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sources_quotecheck ch
        JOIN sources_retrieval r ON r.id = ch.retrieval_id
        WHERE r.id = has_finding.retrieval_id
        AND (has_finding.passage_id IS NULL OR ch.passage_id = has_finding.passage_id)
        AND is_finding(ch.outcome, ch.material, r.gone))
$$;
-- Whether the retrieved text has less than half the length of an article that was quoted from.
CREATE FUNCTION has_shrunk_text(retrieval_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sources_quotecheck ch
        JOIN sources_passage p ON p.id = ch.passage_id
        JOIN sources_articletext article ON article.id = p.article_text_id
        JOIN sources_snapshot newer ON newer.id = ch.snapshot_id
        WHERE ch.retrieval_id = has_shrunk_text.retrieval_id
        AND 2 * length(newer.text) < (SELECT sum(article.spans[i][2] - article.spans[i][1])
            FROM generate_subscripts(article.spans, 1) AS i))
$$;
CREATE FUNCTION is_alert_of_kind(alert claims_sourcealert, retrieval_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE alert.kind
        WHEN 'quote' THEN has_finding(is_alert_of_kind.retrieval_id, alert.passage_id)
        WHEN 'source' THEN has_finding(is_alert_of_kind.retrieval_id, NULL)
            OR has_shrunk_text(is_alert_of_kind.retrieval_id)
        ELSE EXISTS (SELECT FROM sources_retrieval r WHERE r.id = is_alert_of_kind.retrieval_id
            AND jsonb_typeof(r.notices) = 'array' AND jsonb_array_length(r.notices) > 0)
    END
$$;
-- Whether the verdict cites the passage or, for NULL, any passage of the source.
CREATE FUNCTION cites_passage(verdict claims_verdict, passage_id bigint, source_id bigint)
RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM sources_passage p JOIN sources_snapshot sn ON sn.id = p.snapshot_id
        WHERE sn.source_id = cites_passage.source_id
        AND (cites_passage.passage_id IS NULL OR p.id = cites_passage.passage_id)
        AND (EXISTS (SELECT FROM claims_evidence e
                WHERE e.verdict_id = verdict.id AND e.passage_id = p.id)
            OR EXISTS (SELECT FROM claims_appearance a
                WHERE a.claim_id = verdict.claim_id AND a.passage_id = p.id)))
$$;
CREATE FUNCTION is_source_alert_justified(alert claims_sourcealert) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT alert.decided_at IS NULL
        AND (alert.quote_check_id IS NULL OR EXISTS (SELECT FROM sources_quotecheck ch
            WHERE ch.id = alert.quote_check_id AND ch.passage_id = alert.passage_id
            AND ch.retrieval_id = alert.retrieval_id))
        AND is_alert_of_kind(alert, alert.retrieval_id)
        AND EXISTS (SELECT FROM claims_verdict v
            JOIN sources_retrieval r ON r.id = alert.retrieval_id
            WHERE v.id = alert.verdict_id AND v.state IN ('published', 'suspended')
            AND cites_passage(v, alert.passage_id, r.source_id))
$$;
CREATE FUNCTION is_source_alert_decision_carried_out(alert claims_sourcealert) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE alert.decision
        WHEN 'correct' THEN EXISTS (SELECT FROM claims_change
            WHERE verdict_id = alert.resulting_verdict_id AND previous_id = alert.verdict_id
            AND created_at = alert.decided_at AND created_by_id = alert.decided_by_id)
        WHEN 'retract' THEN EXISTS (SELECT FROM claims_change
            WHERE verdict_id = alert.verdict_id AND kind = 'retraction'
            AND created_at = alert.decided_at AND created_by_id = alert.decided_by_id)
        ELSE alert.decision = 'no_change'
    END
$$;
CREATE FUNCTION is_shown_retrieval_valid(alert claims_sourcealert) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT alert.shown_retrieval_id IS NULL OR (
        is_alert_of_kind(alert, alert.shown_retrieval_id)
        AND EXISTS (SELECT FROM sources_retrieval shown
            JOIN sources_retrieval own ON own.source_id = shown.source_id
            WHERE shown.id = alert.shown_retrieval_id AND own.id = alert.retrieval_id))
$$;
CREATE FUNCTION enforce_source_alert() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF is_source_alert_justified(NEW) IS NOT TRUE THEN
            RAISE EXCEPTION 'A source alert needs a changed quotation of a current verdict.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.decided_at IS NOT NULL
        OR (NEW.id, NEW.verdict_id, NEW.kind, NEW.retrieval_id, NEW.passage_id,
            NEW.quote_check_id, NEW.created_at)
            IS DISTINCT FROM
            (OLD.id, OLD.verdict_id, OLD.kind, OLD.retrieval_id, OLD.passage_id,
            OLD.quote_check_id, OLD.created_at) THEN
        RAISE EXCEPTION 'A source alert can be decided only once.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.decided_at IS NOT NULL AND is_source_alert_decision_carried_out(NEW) IS NOT TRUE THEN
        RAISE EXCEPTION 'The decision must be carried out in the same transaction.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF is_shown_retrieval_valid(NEW) IS NOT TRUE THEN
        RAISE EXCEPTION 'Readers are told only what a retrieval of this source found.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_source_alert BEFORE INSERT OR UPDATE ON claims_sourcealert
    FOR EACH ROW EXECUTE FUNCTION enforce_source_alert();
