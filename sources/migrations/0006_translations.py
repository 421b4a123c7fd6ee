"""What stands beside words in another language: translations of passages."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0005_laws_of_retrievals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Translation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(help_text="BCP 47, such as en or pt-BR", max_length=35),
                ),
                ("words", models.TextField()),
                (
                    "translated_by",
                    models.CharField(
                        choices=[
                            ("ours", "our translation"),
                            ("publisher", "the publisher’s translation"),
                            ("machine", "machine translation"),
                        ],
                        max_length=10,
                        verbose_name="whose it is",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translations",
                        to="sources.passage",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True),
                            models.Q(("language", ""), _negated=True),
                        ),
                        name="translation_has_words_and_language",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("translated_by__in", ["ours", "publisher", "machine"])),
                        name="translation_of_a_passage_says_whose",
                    ),
                ],
            },
        ),
    ]
