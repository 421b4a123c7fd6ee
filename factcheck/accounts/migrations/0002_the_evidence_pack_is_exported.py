"""Editors and administrators export what the desk shows of a year: a permission of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_tables")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "permissions": [("export_pack", "Can export the evidence pack of a year")],
            },
        ),
    ]
