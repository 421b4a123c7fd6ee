"""Assignments, notes and mentions never change.

Nobody is assigned who has left, nothing of a claim that is closed, and not both parts to one
person. Who is mentioned stands in the words of the note.
"""

from django.db import migrations

FREEZE = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON claims_{table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON claims_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
FROZEN = ("assignment", "note", "mention")

ASSIGNMENT = """
CREATE FUNCTION law_assignment() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.person_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM accounts_user
        WHERE id = NEW.person_id AND is_active AND is_staff) THEN
        RAISE EXCEPTION 'Whoever is assigned works here.' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM claims_claim
        WHERE id = NEW.claim_id AND declined_at IS NULL AND merged_at IS NULL) THEN
        RAISE EXCEPTION 'Only an open claim is assigned.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.person_id = (SELECT person_id FROM claims_assignment a
        WHERE a.claim_id = NEW.claim_id AND a.part <> NEW.part
        AND NOT EXISTS (SELECT FROM claims_verdict v
            WHERE v.claim_id = a.claim_id AND v.published_at > a.assigned_at)
        ORDER BY a.id DESC LIMIT 1) THEN
        RAISE EXCEPTION 'To write and to review are the parts of two people.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_assignment BEFORE INSERT ON claims_assignment
    FOR EACH ROW EXECUTE FUNCTION law_assignment();
"""

MENTION = """
CREATE FUNCTION law_mention() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_note n, accounts_user p
        WHERE n.id = NEW.note_id AND p.id = NEW.person_id AND p.is_active
        AND strpos(lower(n.words), '@' || lower(p.username)) > 0) THEN
        RAISE EXCEPTION 'Whoever is mentioned is named in the note, and works here.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_mention BEFORE INSERT ON claims_mention
    FOR EACH ROW EXECUTE FUNCTION law_mention();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0033_assignments_and_notes")]
    operations = [
        migrations.RunSQL(
            "".join(FREEZE.format(table=table) for table in FROZEN) + ASSIGNMENT + MENTION,
        )
    ]
