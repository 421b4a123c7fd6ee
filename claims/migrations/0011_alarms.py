"""What a look found may concern a published verdict: the task it makes for an editor."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_organisations_are_named"),
        ("sources", "0009_checks_tell_what_was_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_change", "no change needed"),
                            ("correct", "correct the verdict"),
                            ("retract", "propose to retract it"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        blank=True,
                        help_text="why nothing has to change, or what readers are told",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to="sources.check",
                    ),
                ),
                (
                    "following",
                    models.ForeignKey(
                        help_text="the draft that was opened to correct the verdict",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.verdict",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to="sources.passage",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-id"],
                "default_permissions": ["view"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("verdict", "passage"),
                        name="one_open_alarm_per_quotation",
                    ),
                    models.UniqueConstraint(
                        fields=("verdict", "finding"), name="one_alarm_per_finding"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("answered_by", None),
                                ("following", None),
                                ("why", ""),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answered_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", ""), models.Q(("why", ""), _negated=True), _connector="OR"
                        ),
                        name="an_answer_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "correct"), ("following__isnull", False)),
                            models.Q(
                                models.Q(("answer", "correct"), _negated=True), ("following", None)
                            ),
                            _connector="OR",
                        ),
                        name="a_correction_has_its_draft",
                    ),
                ],
            },
        ),
    ]
