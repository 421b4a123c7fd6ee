"""What was captured before sketches were made gets its sketch, so that its copies are found."""

from django.db import migrations

from sources.text.minhash import sketch


def make(apps, schema_editor):
    alias = schema_editor.connection.alias
    snapshots = apps.get_model("sources", "Snapshot").objects.using(alias).filter(sketch=None)
    kept = apps.get_model("sources", "Sketch").objects.using(alias)
    for pk, text in snapshots.values_list("pk", "text").iterator(chunk_size=100):
        kept.create(snapshot_id=pk, numbers=sketch(text))


class Migration(migrations.Migration):
    dependencies = [("sources", "0011_kinship_laws")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
