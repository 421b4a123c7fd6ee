"""Sketches and the answers about origins are facts: they never change.

Which of two answers is in force is said by their order alone, so that an older one that could be
changed or taken away would change what a basis counts in silence.
"""

from importlib import import_module

from django.db import migrations

FREEZE = import_module("sources.migrations.0002_laws").FREEZE
TABLES = ("sources_sketch", "sources_kinship")


class Migration(migrations.Migration):
    dependencies = [("sources", "0010_kinships")]
    operations = [
        migrations.RunSQL(
            "".join(FREEZE.format(table=table) for table in TABLES), migrations.RunSQL.noop
        )
    ]
