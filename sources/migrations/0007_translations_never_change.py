"""A translation never changes: to translate again is another row."""

from django.db import migrations

FREEZE = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON sources_translation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON sources_translation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0006_translations")]
    operations = [migrations.RunSQL(FREEZE, migrations.RunSQL.noop)]
