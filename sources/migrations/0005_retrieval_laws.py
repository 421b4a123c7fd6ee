"""Stand-in: retrievals and originals never change."""

from importlib import import_module

from django.db import migrations

FREEZE = import_module("sources.migrations.0002_laws").FREEZE


class Migration(migrations.Migration):
    dependencies = [("sources", "0004_retrievals")]
    operations = [
        migrations.RunSQL(
            "".join(FREEZE.format(table=f"sources_{name}") for name in ("original", "retrieval")),
            migrations.RunSQL.noop,
        )
    ]
