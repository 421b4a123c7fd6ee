-- Triggers on changes of published verdicts.

-- Whether a change of this kind can be created for this revision.
CREATE FUNCTION can_open_change(change claims_change, revision claims_verdict) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT change.announced_at IS NULL AND change.confirmed_at IS NULL
        AND CASE change.kind
            WHEN 'suspension' THEN revision.state = 'published'
            WHEN 'reinstatement' THEN revision.state = 'suspended'
            WHEN 'retraction' THEN revision.state IN ('published', 'suspended')
            ELSE revision.state = 'draft'
                AND change.kind IN ('correction', 'update', 'clarification', 'minor_edit')
        END
        AND (change.previous_id = change.verdict_id) = (revision.state <> 'draft')
        AND EXISTS (SELECT FROM claims_verdict WHERE id = change.previous_id
            AND claim_id = revision.claim_id AND published_at IS NOT NULL)
$$;
CREATE FUNCTION enforce_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    revision claims_verdict;
BEGIN
    SELECT * INTO revision FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE;
    IF TG_OP = 'INSERT' THEN
        IF can_open_change(NEW, revision) IS NOT TRUE THEN
            RAISE EXCEPTION 'A change must be unannounced and fit the state of its revision.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.verdict_id, NEW.previous_id, NEW.kind, NEW.created_at, NEW.created_by_id)
            IS DISTINCT FROM
            (OLD.id, OLD.verdict_id, OLD.previous_id, OLD.kind, OLD.created_at, OLD.created_by_id)
        OR revision.state <> 'draft' AND (NEW.note, NEW.cause) <> (OLD.note, OLD.cause)
        OR OLD.announced_at IS NOT NULL
            AND (NEW.announced_at IS DISTINCT FROM OLD.announced_at
                OR NEW.kind <> 'suspension' OR OLD.confirmed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'A change cannot be edited after its submission or announcement.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.announced_at IS NULL AND NEW.announced_at IS NOT NULL
        AND (NEW.announced_at, revision.state) IS DISTINCT FROM (revision.state_changed_at, CASE NEW.kind
            WHEN 'suspension' THEN 'suspended' WHEN 'retraction' THEN 'retracted'
            ELSE 'published' END) THEN
        RAISE EXCEPTION 'A change must be announced when the state of its revision changes.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_change BEFORE INSERT OR UPDATE ON claims_change
    FOR EACH ROW EXECUTE FUNCTION enforce_change();

-- A minor edit is not announced, so it cannot change the rating, the basis or the evidence.
CREATE FUNCTION has_same_rating_and_evidence(first_id bigint, second_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_verdict a JOIN claims_verdict b
            ON (a.rating_id, a.basis) IS NOT DISTINCT FROM (b.rating_id, b.basis)
            WHERE a.id = first_id AND b.id = second_id)
        AND NOT EXISTS (
            (SELECT passage_id, stance FROM claims_evidence WHERE verdict_id = first_id
                EXCEPT SELECT passage_id, stance FROM claims_evidence WHERE verdict_id = second_id)
            UNION ALL
            (SELECT passage_id, stance FROM claims_evidence WHERE verdict_id = second_id
                EXCEPT SELECT passage_id, stance FROM claims_evidence WHERE verdict_id = first_id))
$$;
CREATE FUNCTION enforce_minor_edit() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_change WHERE verdict_id = NEW.id AND kind = 'minor_edit'
        AND (has_same_rating_and_evidence(verdict_id, previous_id) IS NOT TRUE
            OR previous_id IS DISTINCT FROM (SELECT id FROM claims_verdict
                WHERE claim_id = NEW.claim_id AND published_at IS NOT NULL
                ORDER BY revision DESC LIMIT 1))) THEN
        RAISE EXCEPTION 'A minor edit cannot change the rating, basis or evidence.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
-- Readers learn of an acquittal: a new step in criminal proceedings needs an update or a correction.
CREATE FUNCTION enforce_announced_step() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_change change JOIN claims_verdict previous
            ON previous.id = change.previous_id
            WHERE change.verdict_id = NEW.id AND change.kind IN ('minor_edit', 'clarification')
            AND coalesce(nullif(previous.criminal_proceedings, ''), 'not_alleged')
                <> coalesce(nullif(NEW.criminal_proceedings, ''), 'not_alleged')) THEN
        RAISE EXCEPTION 'A new step in criminal proceedings needs an update or a correction.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER enforce_announced_step AFTER UPDATE ON claims_verdict
    FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'in_review')
    EXECUTE FUNCTION enforce_announced_step();

-- The content is frozen after submission, so this check also holds at publication.
CREATE TRIGGER enforce_minor_edit AFTER UPDATE ON claims_verdict
    FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'in_review')
    EXECUTE FUNCTION enforce_minor_edit();
