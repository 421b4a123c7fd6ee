"""A complaint is kept as it came, and its answer for ever; readers see the outcomes that are shown.

Whoever worked on a finding does not turn a complaint about it away alone. What is accepted leads to
a change that nobody has been told of yet, and is shown once that change is announced. There is
another answer only where such a change was given up.
"""

from django.db import migrations, models

FREEZE = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON claims_{table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON claims_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

COMPLAINT = """
CREATE FUNCTION law_complaint() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_verdict
        WHERE id = NEW.verdict_id AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'A complaint is about a finding that was published.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_complaint BEFORE INSERT ON claims_complaint
    FOR EACH ROW EXECUTE FUNCTION law_complaint();
"""

ANSWER = """
-- A change that was never announced and never will be.
CREATE FUNCTION law_change_is_given_up(change_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_change ch JOIN claims_verdict v ON v.id = ch.verdict_id
        WHERE ch.id = change_id AND ch.announced_at IS NULL
        AND v.state IN ('discarded', 'superseded'))
$$;
CREATE FUNCTION law_complaint_leads_to(a claims_complaintanswer, claim bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_change ch JOIN claims_verdict v ON v.id = ch.verdict_id
        WHERE ch.id = a.change_id AND v.claim_id = claim AND ch.announced_at IS NULL
        AND ch.kind IN ('correction', 'update', 'clarification', 'mend', 'retraction'))
        AND NOT law_change_is_given_up(a.change_id)
$$;
CREATE FUNCTION law_complaint_answer() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    claim bigint;
BEGIN
    SELECT v.claim_id INTO claim FROM claims_complaint c
        JOIN claims_verdict v ON v.id = c.verdict_id WHERE c.id = NEW.complaint_id;
    IF NEW.number <> 1 + (SELECT count(*) FROM claims_complaintanswer
            WHERE complaint_id = NEW.complaint_id)
        OR EXISTS (SELECT FROM claims_complaintanswer WHERE complaint_id = NEW.complaint_id
            AND (change_id IS NULL OR NOT law_change_is_given_up(change_id))) THEN
        RAISE EXCEPTION 'A complaint is answered once, unless what it led to was given up.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.outcome = 'accepted' THEN
        IF law_complaint_leads_to(NEW, claim) IS NOT TRUE THEN
            RAISE EXCEPTION 'What is accepted leads to a change of its claim, not announced yet.'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSIF EXISTS (SELECT FROM claims_contributor c JOIN claims_verdict v ON v.id = c.verdict_id
        WHERE v.claim_id = claim AND v.published_at IS NOT NULL
        AND c.person_id = NEW.answered_by_id) THEN
        RAISE EXCEPTION 'Whoever worked on a finding does not turn a complaint about it away.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_complaint_answer BEFORE INSERT ON claims_complaintanswer
    FOR EACH ROW EXECUTE FUNCTION law_complaint_answer();
"""

VIEW = """
CREATE VIEW public_complaint AS
SELECT
    a.id, c.public_id AS receipt, cl.public_id AS claim_id, s.statement, v.revision, a.outcome,
    coalesce(ch.note, a.told) AS told, a.address,
    ch.kind AS change_kind, led.revision AS to_revision,
    c.arrived_at AS received_at, coalesce(ch.announced_at, a.answered_at) AS answered_at
FROM claims_complaintanswer a
JOIN claims_complaint c ON c.id = a.complaint_id
JOIN claims_verdict v ON v.id = c.verdict_id AND v.published_at IS NOT NULL
JOIN claims_submission s ON s.id = v.submission_id
JOIN claims_claim cl ON cl.id = v.claim_id
LEFT JOIN claims_change ch ON ch.id = a.change_id
LEFT JOIN claims_verdict led ON led.id = ch.verdict_id
WHERE a.public AND (ch.id IS NULL OR ch.announced_at IS NOT NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0029_mends_change_no_finding")]
    operations = [
        migrations.RunSQL(
            FREEZE.format(table="complaint")
            + FREEZE.format(table="complaintanswer")
            + COMPLAINT
            + ANSWER,
        ),
        migrations.RunSQL(VIEW, "DROP VIEW public_complaint;"),
        migrations.CreateModel(
            name="PublicComplaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("receipt", models.CharField(max_length=10)),
                ("claim_id", models.CharField(max_length=10)),
                ("statement", models.CharField(max_length=400)),
                ("revision", models.PositiveIntegerField(help_text="the one it was about")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("passed_on", "passed on"),
                            ("already", "already answered"),
                        ],
                        max_length=10,
                    ),
                ),
                ("told", models.TextField()),
                ("address", models.URLField(help_text="where it was answered already")),
                (
                    "change_kind",
                    models.CharField(
                        choices=[
                            ("correction", "correction"),
                            ("update", "update"),
                            ("clarification", "clarification"),
                            ("mend", "mend of wording"),
                            ("retraction", "retraction"),
                            ("suspension", "suspension"),
                            ("reinstatement", "reinstatement"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("to_revision", models.PositiveIntegerField(null=True)),
                ("received_at", models.DateTimeField()),
                (
                    "answered_at",
                    models.DateTimeField(
                        help_text="of an accepted one, when its change was announced"
                    ),
                ),
            ],
            options={
                "db_table": "public_complaint",
                "abstract": False,
                "managed": False,
                "default_permissions": (),
            },
        ),
    ]
