"""What one look at a source found of one passage."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0007_translations_never_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("exact", "still word for word"),
                            ("normalised", "still there, set differently"),
                            ("moved", "still word for word, elsewhere in the text"),
                            ("altered", "the words have changed"),
                            ("ambiguous", "in several places"),
                            ("missing", "no longer there"),
                            ("unreachable", "the source could not be read"),
                        ],
                        max_length=12,
                    ),
                ),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("found", models.TextField(blank=True, verbose_name="the words found there")),
                (
                    "material",
                    models.BooleanField(
                        help_text="whether a changed word can change what the quotation says",
                        null=True,
                    ),
                ),
                (
                    "reasons",
                    models.JSONField(
                        default=list,
                        help_text="the words that make it so: their kind, the old and the new",
                    ),
                ),
                (
                    "engine",
                    models.CharField(help_text="by which rules it was compared", max_length=40),
                ),
                ("checked_at", models.DateTimeField()),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="sources.passage",
                    ),
                ),
                (
                    "retrieval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="sources.retrieval",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="sources.snapshot",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": ["view"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("passage", "retrieval"), name="one_check_per_passage_and_look"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "unreachable"), ("snapshot", None)),
                            models.Q(
                                models.Q(("outcome", "unreachable"), _negated=True),
                                ("snapshot__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="unreachable_without_a_snapshot",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end__gt", models.F("start")),
                                ("outcome__in", ("exact", "normalised", "moved", "altered")),
                                ("start__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("outcome__in", ("exact", "normalised", "moved", "altered")),
                                    _negated=True,
                                ),
                                ("end", None),
                                ("found", ""),
                                ("start", None),
                            ),
                            _connector="OR",
                        ),
                        name="found_words_have_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("material__isnull", False), ("outcome", "altered")),
                            models.Q(
                                models.Q(("outcome", "altered"), _negated=True),
                                ("material", None),
                                ("reasons", []),
                            ),
                            _connector="OR",
                        ),
                        name="altered_is_material_or_not",
                    ),
                ],
            },
        ),
    ]
