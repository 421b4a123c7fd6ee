"""The laws of a verdict, held by the database itself: frozen facts, four eyes, no silent change.

The triggers are plain SQL and not pgtrigger's, whose functions honour a session setting that the
application's role may set. `moves` lists the same moves as `claims.workflow.transitions.RULES`; a test compares
the two.
"""

from django.db import migrations

FREEZE = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
FROZEN = ("submission", "review", "transition", "contributor", "ledgerentry", "ledgersalt")

KEEP = """
CREATE TRIGGER law_never_deleted BEFORE DELETE ON claims_{table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON claims_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

VERDICT_INSERT = """
CREATE FUNCTION law_verdict_insert() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'draft'
        OR NEW.submission_id IS NOT NULL
        OR NEW.approved_at IS NOT NULL OR NEW.approved_by_id IS NOT NULL
        OR NEW.published_at IS NOT NULL OR NEW.published_by_id IS NOT NULL
        OR NEW.ended_at IS NOT NULL
        OR NEW.edited_by_id <> NEW.author_id OR NEW.moved_by_id <> NEW.author_id THEN
        RAISE EXCEPTION 'A verdict begins as a draft of its author.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.revision <> 1 + coalesce((SELECT max(revision) FROM claims_verdict
            WHERE claim_id = NEW.claim_id AND state <> 'discarded'), 0) THEN
        RAISE EXCEPTION 'Revisions are numbered without gaps.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_verdict_insert BEFORE INSERT ON claims_verdict
    FOR EACH ROW EXECUTE FUNCTION law_verdict_insert();
"""

CONTENT = """
CREATE FUNCTION verdict_content(v claims_verdict) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_array(v.rating_id, v.basis, v.finding, v.reasoning, v.why_this_claim,
        v.searched, v.nothing_against, v.would_change, v.holds_as_of, v.provisional, v.review_by,
        v.edited_at, v.edited_by_id)
$$;
"""

MOVES = """
CREATE FUNCTION verdict_moves() RETURNS TABLE (from_state text, to_state text)
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    VALUES ('draft', 'in_review'), ('draft', 'discarded'),
           ('in_review', 'draft'), ('in_review', 'approved'),
           ('approved', 'draft'), ('approved', 'published'),
           ('published', 'superseded'), ('published', 'suspended'), ('published', 'retracted'),
           ('suspended', 'published'), ('suspended', 'superseded'), ('suspended', 'retracted')
$$;
"""

VERDICT_UPDATE = """
CREATE FUNCTION law_verdict_update() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.claim_id, NEW.revision, NEW.author_id, NEW.begun_at)
        IS DISTINCT FROM (OLD.id, OLD.claim_id, OLD.revision, OLD.author_id, OLD.begun_at) THEN
        RAISE EXCEPTION 'Claim, author and revision never change.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.state <> 'draft' OR NEW.state <> 'draft')
        AND verdict_content(NEW) IS DISTINCT FROM verdict_content(OLD) THEN
        RAISE EXCEPTION 'The content of a verdict changes only in draft.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = OLD.state THEN
        IF (NEW.submission_id, NEW.moved_at, NEW.moved_by_id, NEW.approved_at, NEW.approved_by_id,
            NEW.published_at, NEW.published_by_id, NEW.ended_at)
            IS DISTINCT FROM (OLD.submission_id, OLD.moved_at, OLD.moved_by_id, OLD.approved_at,
            OLD.approved_by_id, OLD.published_at, OLD.published_by_id, OLD.ended_at) THEN
            RAISE EXCEPTION 'Who moved a verdict, and when, changes only with its state.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM law_verdict_move(OLD, NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER law_verdict_update BEFORE UPDATE ON claims_verdict
    FOR EACH ROW EXECUTE FUNCTION law_verdict_update();
"""

VERDICT_MOVE = """
CREATE FUNCTION law_verdict_move(was claims_verdict, now claims_verdict) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM verdict_moves()
            WHERE from_state = was.state AND to_state = now.state) THEN
        RAISE EXCEPTION 'A verdict cannot move from % to %.', was.state, now.state
            USING ERRCODE = 'check_violation';
    END IF;
    -- Only the newest one counts, so that an old transition cannot be used twice.
    IF NOT EXISTS (
            SELECT FROM claims_transition t
            WHERE t.id = (SELECT max(id) FROM claims_transition WHERE verdict_id = now.id)
            AND t.from_state = was.state AND t.to_state = now.state
            AND t.moved_at = now.moved_at AND t.moved_by_id = now.moved_by_id) THEN
        RAISE EXCEPTION 'No state moves without its transition.' USING ERRCODE = 'check_violation';
    END IF;
    IF now.state = 'draft' AND now.approved_by_id IS NOT NULL
        OR now.state <> 'in_review' AND now.submission_id IS DISTINCT FROM was.submission_id
        OR now.state NOT IN ('draft', 'approved')
           AND (now.approved_at, now.approved_by_id)
               IS DISTINCT FROM (was.approved_at, was.approved_by_id)
        OR was.state <> 'approved' AND (now.published_at, now.published_by_id)
               IS DISTINCT FROM (was.published_at, was.published_by_id) THEN
        RAISE EXCEPTION 'A move writes only what belongs to it.' USING ERRCODE = 'check_violation';
    END IF;
    CASE now.state
        WHEN 'in_review' THEN PERFORM law_submit(now);
        WHEN 'approved' THEN PERFORM law_approve(now);
        WHEN 'published' THEN PERFORM law_publish(was, now);
        WHEN 'superseded' THEN PERFORM law_supersede(now);
        WHEN 'suspended' THEN PERFORM law_change_is_told(now, 'suspension');
        WHEN 'retracted' THEN PERFORM law_retract(now);
        ELSE NULL;
    END CASE;
    IF now.ended_at IS DISTINCT FROM (CASE
            WHEN now.state IN ('superseded', 'suspended', 'retracted') THEN now.moved_at END) THEN
        RAISE EXCEPTION 'A revision ends when it stops standing.' USING ERRCODE = 'check_violation';
    END IF;
END $$;
"""

SUBMIT = """
CREATE FUNCTION law_submit(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF v.submission_id IS DISTINCT FROM (SELECT id FROM claims_submission
            WHERE verdict_id = v.id ORDER BY number DESC LIMIT 1)
        OR v.submission_id IS NULL
        OR NOT EXISTS (SELECT FROM claims_submission WHERE id = v.submission_id
            AND submitted_at = v.moved_at AND submitted_by_id = v.moved_by_id) THEN
        RAISE EXCEPTION 'What is in review is what was submitted now.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF v.rating_id IS NULL OR v.basis = '' OR v.finding = '' OR v.holds_as_of IS NULL THEN
        RAISE EXCEPTION 'A submission has a rating, a basis, a finding and a date it holds as of.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM claims_evidence WHERE verdict_id = v.id) THEN
        RAISE EXCEPTION 'No verdict without evidence.' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_evidence e JOIN claims_appearance a
            ON a.passage_id = e.passage_id AND a.claim_id = v.claim_id
            WHERE e.verdict_id = v.id AND e.stance = 'supports') THEN
        RAISE EXCEPTION 'A passage in which the claimant makes the claim cannot support it.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;
"""

APPROVE = """
CREATE FUNCTION law_four_eyes(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF v.approved_by_id IS NULL OR v.approved_at IS NULL THEN
        RAISE EXCEPTION 'Nobody has approved it.' USING ERRCODE = 'check_violation';
    END IF;
    IF v.approved_by_id = v.author_id
        OR EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = v.id AND person_id = v.approved_by_id) THEN
        RAISE EXCEPTION 'A contributor cannot approve.' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM claims_review r JOIN claims_submission s ON s.id = r.submission_id
            WHERE r.verdict_id = v.id AND r.submission_id = v.submission_id
            AND r.answer = 'approve' AND r.reviewed_by_id = v.approved_by_id
            AND r.reviewed_at = v.approved_at AND r.sha256 = s.sha256) THEN
        RAISE EXCEPTION 'No review approves this submission.' USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION law_approve(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (v.approved_at, v.approved_by_id) IS DISTINCT FROM (v.moved_at, v.moved_by_id) THEN
        RAISE EXCEPTION 'Who approves is who moves it.' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM law_four_eyes(v);
END $$;
"""

PUBLISH = """
CREATE FUNCTION law_publish(was claims_verdict, v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM law_four_eyes(v);
    IF was.state = 'approved' AND (v.published_at, v.published_by_id)
            IS DISTINCT FROM (v.moved_at, v.moved_by_id) THEN
        RAISE EXCEPTION 'Who publishes is who moves it.' USING ERRCODE = 'check_violation';
    END IF;
    IF was.state = 'suspended' THEN
        PERFORM law_change_is_told(v, 'reinstatement');
        IF v.moved_by_id = (SELECT opened_by_id FROM claims_change
                WHERE verdict_id = v.id AND kind = 'suspension' ORDER BY id DESC LIMIT 1) THEN
            RAISE EXCEPTION 'It takes two people to reinstate.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF EXISTS (SELECT FROM claims_claim WHERE id = v.claim_id
            AND (declined_at IS NOT NULL OR merged_at IS NOT NULL)) THEN
        RAISE EXCEPTION 'The claim was declined or merged.' USING ERRCODE = 'check_violation';
    END IF;
    IF v.revision > 1 AND NOT EXISTS (SELECT FROM claims_change
            WHERE verdict_id = v.id AND kind IN ('correction', 'update', 'clarification', 'mend'))
    THEN
        RAISE EXCEPTION 'A later revision says what changed.' USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION law_supersede(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_verdict WHERE claim_id = v.claim_id
            AND revision > v.revision AND state = 'approved') THEN
        RAISE EXCEPTION 'Only a later, approved revision supersedes.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION law_change_is_told(v claims_verdict, what text) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_change WHERE verdict_id = v.id AND kind = what
            AND opened_at = v.moved_at AND opened_by_id = v.moved_by_id) THEN
        RAISE EXCEPTION 'Readers are told of a %.', what USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION law_retract(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_change WHERE verdict_id = v.id AND kind = 'retraction'
            AND announced_at IS NULL AND confirmed_by_id = v.moved_by_id
            AND confirmed_at = v.moved_at AND opened_by_id <> confirmed_by_id) THEN
        RAISE EXCEPTION 'It takes two people to retract.' USING ERRCODE = 'check_violation';
    END IF;
END $$;
"""

CONTRIBUTORS = """
CREATE FUNCTION note_contributor() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'claims_verdict' THEN
        INSERT INTO claims_contributor (verdict_id, person_id) VALUES (NEW.id, NEW.edited_by_id)
            ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO claims_contributor (verdict_id, person_id)
            VALUES (NEW.verdict_id, NEW.cited_by_id) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER law_contributor AFTER INSERT OR UPDATE ON claims_verdict
    FOR EACH ROW EXECUTE FUNCTION note_contributor();
CREATE TRIGGER law_contributor AFTER INSERT OR UPDATE ON claims_evidence
    FOR EACH ROW EXECUTE FUNCTION note_contributor();

CREATE FUNCTION law_contributor() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT state FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE) <> 'draft'
        AND NOT EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = NEW.verdict_id AND person_id = NEW.person_id) THEN
        RAISE EXCEPTION 'Nobody contributes to a verdict outside draft.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_contributor BEFORE INSERT ON claims_contributor
    FOR EACH ROW EXECUTE FUNCTION law_contributor();
"""

# The share lock waits for a submission that is under way, and then sees that it froze the row.
EVIDENCE = """
CREATE FUNCTION law_evidence() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY[]::bigint[];
    one bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN touched := touched || OLD.verdict_id; END IF;
    IF TG_OP <> 'DELETE' THEN touched := touched || NEW.verdict_id; END IF;
    FOREACH one IN ARRAY touched LOOP
        IF (SELECT state FROM claims_verdict WHERE id = one FOR SHARE) <> 'draft' THEN
            RAISE EXCEPTION 'Evidence changes only in draft.' USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER law_evidence BEFORE INSERT OR UPDATE OR DELETE ON claims_evidence
    FOR EACH ROW EXECUTE FUNCTION law_evidence();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON claims_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

# What a change of each kind is opened on, and where its revision stands once it is announced.
CHANGE = """
CREATE FUNCTION law_change_begins(c claims_change, leads_to claims_verdict) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT c.announced_at IS NULL AND c.confirmed_at IS NULL
        AND CASE c.kind
            WHEN 'suspension' THEN leads_to.state = 'published'
            WHEN 'reinstatement' THEN leads_to.state = 'suspended'
            WHEN 'retraction' THEN leads_to.state IN ('published', 'suspended')
            ELSE leads_to.state = 'draft'
                AND c.kind IN ('correction', 'update', 'clarification', 'mend')
        END
        AND (c.previous_id = c.verdict_id) = (leads_to.state <> 'draft')
        AND EXISTS (SELECT FROM claims_verdict WHERE id = c.previous_id
            AND claim_id = leads_to.claim_id AND published_at IS NOT NULL)
$$;
CREATE FUNCTION law_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    leads_to claims_verdict;
BEGIN
    SELECT * INTO leads_to FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE;
    IF TG_OP = 'INSERT' THEN
        IF law_change_begins(NEW, leads_to) IS NOT TRUE THEN
            RAISE EXCEPTION 'A change begins unannounced, on a revision that can have it.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.verdict_id, NEW.previous_id, NEW.kind, NEW.opened_at, NEW.opened_by_id)
            IS DISTINCT FROM
            (OLD.id, OLD.verdict_id, OLD.previous_id, OLD.kind, OLD.opened_at, OLD.opened_by_id)
        OR leads_to.state <> 'draft' AND (NEW.note, NEW.cause) <> (OLD.note, OLD.cause)
        OR OLD.announced_at IS NOT NULL
            AND (NEW.announced_at IS DISTINCT FROM OLD.announced_at
                OR NEW.kind <> 'suspension' OR OLD.confirmed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'A change is frozen with its revision, and for ever once announced.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.announced_at IS NULL AND NEW.announced_at IS NOT NULL
        AND (NEW.announced_at, leads_to.state) IS DISTINCT FROM (leads_to.moved_at, CASE NEW.kind
            WHEN 'suspension' THEN 'suspended' WHEN 'retraction' THEN 'retracted'
            ELSE 'published' END) THEN
        RAISE EXCEPTION 'A change is announced when its revision moves.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_change BEFORE INSERT OR UPDATE ON claims_change
    FOR EACH ROW EXECUTE FUNCTION law_change();
"""

# `@>` and `IS DISTINCT FROM` and not `<>`, which is neither true nor false where a part is missing.
SUBMISSION = """
CREATE FUNCTION says_what_a_draft_says(said jsonb, v claims_verdict) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT said @> jsonb_build_object(
            'revision', v.revision, 'basis', v.basis, 'finding', v.finding,
            'reasoning', v.reasoning, 'why_this_claim', v.why_this_claim,
            'searched', v.searched, 'nothing_against', v.nothing_against,
            'would_change', v.would_change, 'holds_as_of', v.holds_as_of,
            'provisional', v.provisional, 'review_by', v.review_by,
            'claim', (SELECT jsonb_build_object('id', public_id, 'statement', statement)
                FROM claims_claim WHERE id = v.claim_id),
            'rating', (SELECT jsonb_build_object('code', code)
                FROM claims_rating WHERE id = v.rating_id))
        AND (SELECT jsonb_agg(jsonb_build_array(e -> 'stance', e #> '{passage,id}',
                    e #> '{passage,exact}') ORDER BY place)
                FROM jsonb_array_elements(said -> 'evidence') WITH ORDINALITY AS t (e, place))
            IS NOT DISTINCT FROM
            (SELECT jsonb_agg(jsonb_build_array(e.stance, p.public_id, p.exact)
                    ORDER BY e.position, e.id)
                FROM claims_evidence e JOIN sources_passage p ON p.id = e.passage_id
                WHERE e.verdict_id = v.id)
$$;
CREATE FUNCTION law_submission() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE;
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'The digest is not that of the content.' USING ERRCODE = 'check_violation';
    END IF;
    IF v.state IS DISTINCT FROM 'draft'
        OR NEW.number IS DISTINCT FROM 1 + coalesce((SELECT max(number)
            FROM claims_submission WHERE verdict_id = NEW.verdict_id), 0)
        OR (NEW.content::jsonb -> 'form')::int IS DISTINCT FROM NEW.form
        OR says_what_a_draft_says(NEW.content::jsonb, v) IS NOT TRUE THEN
        RAISE EXCEPTION 'A submission is what a draft says.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_submission BEFORE INSERT ON claims_submission
    FOR EACH ROW EXECUTE FUNCTION law_submission();

CREATE FUNCTION law_review() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_submission s JOIN claims_verdict v ON v.id = s.verdict_id
            WHERE s.id = NEW.submission_id AND s.verdict_id = NEW.verdict_id
            AND s.sha256 = NEW.sha256 AND v.submission_id = s.id
            AND v.state IN ('in_review', 'approved')) THEN
        RAISE EXCEPTION 'A review answers the submission that is in review.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.answer = 'approve' AND EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = NEW.verdict_id AND person_id = NEW.reviewed_by_id) THEN
        RAISE EXCEPTION 'A contributor cannot approve.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_review BEFORE INSERT ON claims_review
    FOR EACH ROW EXECUTE FUNCTION law_review();
"""

LEDGER = """
CREATE FUNCTION law_ledger() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    last claims_ledgerentry;
    said jsonb := NEW.body::jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock(1717658484);
    SELECT * INTO last FROM claims_ledgerentry ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1
        OR NEW.previous <> coalesce(last.sha256, '')
        OR NEW.sha256 <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex')
        OR NOT said @> jsonb_build_object('number', NEW.number, 'previous', NEW.previous,
            'event', NEW.event, 'claim', NEW.claim_id, 'revision', NEW.revision)
        OR (said ->> 'at')::timestamptz IS DISTINCT FROM NEW.recorded_at THEN
        RAISE EXCEPTION 'An entry follows the one before it.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_ledger BEFORE INSERT ON claims_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION law_ledger();
"""

RATING = """
CREATE FUNCTION law_rating() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.code <> OLD.code THEN
        RAISE EXCEPTION 'The code of a rating never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_rating BEFORE UPDATE ON claims_rating
    FOR EACH ROW EXECUTE FUNCTION law_rating();
"""

LAWS = "".join(
    [
        *(FREEZE.format(table=f"claims_{name}") for name in FROZEN),
        *(KEEP.format(table=name) for name in ("verdict", "change")),
        VERDICT_INSERT,
        CONTENT,
        MOVES,
        SUBMIT,
        APPROVE,
        PUBLISH,
        VERDICT_MOVE,
        VERDICT_UPDATE,
        CONTRIBUTORS,
        EVIDENCE,
        CHANGE,
        SUBMISSION,
        LEDGER,
        RATING,
    ]
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_search"), ("sources", "0002_laws")]
    operations = [migrations.RunSQL(LAWS, migrations.RunSQL.noop)]
