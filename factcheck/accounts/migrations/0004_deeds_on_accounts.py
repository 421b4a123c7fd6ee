"""What administrators do to accounts is a row: who, when, why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

DEEDS = [
    ("left", "has left"),
    ("returned", "has come back"),
    ("factor_taken", "second factor taken away"),
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_a_place_to_count")]

    operations = [
        migrations.CreateModel(
            name="AccountDeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deed", models.CharField(choices=DEEDS, max_length=20)),
                (
                    "roles",
                    models.CharField(
                        blank=True, help_text="which the person had then", max_length=200
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("done_at", models.DateTimeField()),
                (
                    "done_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-done_at", "-id"],
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("done_by")), _negated=True),
                        name="nobody_does_it_to_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="deed_on_an_account_says_why",
                    ),
                ],
            },
        )
    ]
