"""An hour at which a revision is published, and what keeps it from readers until then."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0023_replies_are_kept"),
        ("sources", "0012_sketches_of_what_was_captured"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(help_text="the digest of what the planner saw", max_length=64),
                ),
                ("publish_at", models.DateTimeField(verbose_name="when readers are to see it")),
                ("planned_at", models.DateTimeField()),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called_off", "called off"),
                            ("replaced", "replaced by another"),
                            ("refused", "refused at its hour"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.TextField(blank=True, help_text="why it was refused at its hour")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.submission",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "ordering": ["planned_at", "id"],
                "default_permissions": [],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["publish_at"],
                        name="plan_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("publish_at__gt", models.F("planned_at"))),
                        name="planned_ahead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end", ""), ("ended_at", None), ("ended_by", None), ("why", "")
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_ended_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", "refused"), models.Q(("why", ""), _negated=True)),
                            models.Q(models.Q(("end", "refused"), _negated=True), ("why", "")),
                            _connector="OR",
                        ),
                        name="refused_plan_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("verdict",),
                        name="one_plan_that_has_not_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withholding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("embargo", "embargo"), ("hold", "legal hold")], max_length=10
                    ),
                ),
                (
                    "until",
                    models.DateTimeField(
                        help_text="the hour at which an embargo ends by itself", null=True
                    ),
                ),
                ("why", models.TextField(help_text="for the desk; readers never see it")),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_why", models.TextField(blank=True)),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withholdings",
                        to="claims.claim",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withholdings",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "ordering": ["set_at", "id"],
                "permissions": [
                    ("lift_embargo", "Can lift an embargo before its hour"),
                    ("hold_claim", "Can put a legal hold on claims and lift another's"),
                ],
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim__isnull", False), ("source", None)),
                            models.Q(("claim", None), ("source__isnull", False)),
                            _connector="OR",
                        ),
                        name="withheld_is_a_claim_or_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "embargo"),
                                ("until__gt", models.F("set_at")),
                                ("until__isnull", False),
                            ),
                            models.Q(("claim__isnull", False), ("kind", "hold"), ("until", None)),
                            _connector="OR",
                        ),
                        name="embargo_ends_and_a_hold_does_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="withholding_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None), ("lifted_why", "")),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lifted_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="lifted_when_by_whom_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "embargo"),
                            ("lifted_by", None),
                            models.Q(("lifted_by", models.F("set_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="hold_is_lifted_by_a_second_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "hold"), ("lifted_at", None)),
                        fields=("claim",),
                        name="one_hold_on_a_claim",
                    ),
                ],
            },
        ),
    ]
