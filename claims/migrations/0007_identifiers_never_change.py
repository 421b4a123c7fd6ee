"""The identifiers in public addresses never change: a row keeps its own for ever."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER law_identifier BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION law_identifier();
"""
TABLES = ("claims_claim", "claims_claimant")


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_nothing_in_silence"),
        ("sources", "0003_identifiers_never_change"),
    ]
    operations = [
        migrations.RunSQL(
            "".join(TRIGGER.format(table=table) for table in TABLES), migrations.RunSQL.noop
        )
    ]
