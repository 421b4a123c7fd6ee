"""Nothing public happens in silence, and nothing is told that did not happen.

A transition tells a move that was made, a public move has its entry in the ledger and its announced
change, an entry tells an event that took place, and its digest is that of the record. What can be
known only when the whole act is done is asked at its commit.
"""

from django.db import migrations

TRANSITION = """
CREATE FUNCTION law_transition() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
    last claims_transition;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE;
    SELECT * INTO last FROM claims_transition
        WHERE verdict_id = NEW.verdict_id ORDER BY id DESC LIMIT 1;
    IF last.id IS NULL AND (NEW.from_state, NEW.to_state, v.state, NEW.moved_by_id, NEW.moved_at)
            IS DISTINCT FROM ('', 'draft', 'draft', v.author_id, v.begun_at)
        OR last.id IS NOT NULL AND (NEW.id <= last.id OR NEW.from_state <> last.to_state
            OR NEW.from_state IS DISTINCT FROM v.state) THEN
        RAISE EXCEPTION 'A transition leaves from where the last one led.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_transition BEFORE INSERT ON claims_transition
    FOR EACH ROW EXECUTE FUNCTION law_transition();

CREATE FUNCTION law_transition_is_made() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_transition
            WHERE verdict_id = NEW.verdict_id AND id > NEW.id)
        AND NOT EXISTS (SELECT FROM claims_verdict WHERE id = NEW.verdict_id
            AND state = NEW.to_state AND moved_at = NEW.moved_at
            AND moved_by_id = NEW.moved_by_id) THEN
        RAISE EXCEPTION 'No transition without its move.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER law_transition_is_made AFTER INSERT ON claims_transition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION law_transition_is_made();
"""

# The event by which readers and partners are told of a move; `superseded` is told by what follows.
EVENT = """
CREATE UNIQUE INDEX claims_ledgerentry_tells_once
    ON claims_ledgerentry (claim_id, revision, event, recorded_at);

CREATE FUNCTION event_of(was text, v claims_verdict) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN v.state = 'published' AND was = 'suspended' THEN 'reinstated'
        WHEN v.state = 'published' AND v.revision > 1 THEN 'revised'
        ELSE v.state
    END
$$;
"""

TOLD = """
CREATE FUNCTION law_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'superseded' AND NOT EXISTS (SELECT FROM claims_verdict
            WHERE claim_id = NEW.claim_id AND revision > NEW.revision
            AND published_at = NEW.moved_at)
        OR NEW.state <> 'superseded' AND NOT EXISTS (SELECT FROM claims_ledgerentry
            WHERE claim_id = (SELECT public_id FROM claims_claim WHERE id = NEW.claim_id)
            AND revision = NEW.revision AND recorded_at = NEW.moved_at
            AND event = event_of(OLD.state, NEW)) THEN
        RAISE EXCEPTION 'Nothing public changes without its entry in the ledger.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_change WHERE verdict_id = NEW.id AND announced_at IS NULL
            AND (kind <> 'retraction' OR confirmed_at IS NOT NULL)) THEN
        RAISE EXCEPTION 'Nothing published changes without an announcement.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER law_told AFTER UPDATE ON claims_verdict
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.published_at IS NOT NULL)
    EXECUTE FUNCTION law_told();

CREATE FUNCTION law_merge_is_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_verdict
            WHERE claim_id = NEW.id AND published_at IS NOT NULL)
        AND NOT EXISTS (SELECT FROM claims_ledgerentry WHERE claim_id = NEW.public_id
            AND event = 'merged' AND recorded_at = NEW.merged_at) THEN
        RAISE EXCEPTION 'Nothing public changes without its entry in the ledger.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER law_merge_is_told AFTER UPDATE ON claims_claim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.merged_at, OLD.merged_into_id) IS DISTINCT FROM (NEW.merged_at, NEW.merged_into_id))
    EXECUTE FUNCTION law_merge_is_told();
"""

HAPPENED = """
CREATE FUNCTION law_ledger_event() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
    was text;
BEGIN
    SELECT verdict.* INTO v FROM claims_verdict verdict
        JOIN claims_claim c ON c.id = verdict.claim_id
        WHERE c.public_id = NEW.claim_id AND verdict.revision = NEW.revision
        AND verdict.published_at IS NOT NULL;
    SELECT from_state INTO was FROM claims_transition
        WHERE verdict_id = v.id ORDER BY id DESC LIMIT 1;
    IF v.id IS NULL
        OR NEW.event = 'merged' AND NOT EXISTS (SELECT FROM claims_claim
            WHERE id = v.claim_id AND merged_at = NEW.recorded_at)
        OR NEW.event <> 'merged' AND (NEW.event, NEW.recorded_at)
            IS DISTINCT FROM (event_of(was, v), v.moved_at) THEN
        RAISE EXCEPTION 'An entry tells what happened.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_ledger_event BEFORE INSERT ON claims_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION law_ledger_event();
"""

SALT = """
CREATE FUNCTION law_salt() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_ledgerentry entry
            JOIN claims_claim c ON c.public_id = entry.claim_id
            JOIN claims_verdict v ON v.claim_id = c.id AND v.revision = entry.revision
            JOIN claims_submission s ON s.id = v.submission_id
            WHERE entry.number = NEW.entry_id AND entry.body::jsonb ->> 'record'
                = encode(sha256(convert_to(NEW.salt || s.sha256, 'UTF8')), 'hex')) THEN
        RAISE EXCEPTION 'The digest in the ledger is that of the record.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_salt BEFORE INSERT ON claims_ledgersalt
    FOR EACH ROW EXECUTE FUNCTION law_salt();

CREATE FUNCTION law_entry_is_salted() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_ledgersalt WHERE entry_id = NEW.number) THEN
        RAISE EXCEPTION 'No entry without the salt of its digest.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER law_entry_is_salted AFTER INSERT ON claims_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION law_entry_is_salted();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_what_is_public")]
    operations = [
        migrations.RunSQL(TRANSITION + EVENT + TOLD + HAPPENED + SALT, migrations.RunSQL.noop)
    ]
