"""The bytes as they came, each attempt to fetch them, and copies that archives keep."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0003_identifiers_never_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="pages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveIntegerField(),
                help_text="where each page of a PDF begins in the text, in code points",
                null=True,
                size=None,
            ),
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(help_text="of the raw bytes", max_length=64, unique=True),
                ),
                ("size", models.PositiveIntegerField(help_text="of the raw bytes")),
                ("packed", models.BinaryField(help_text="by zlib")),
            ],
            options={
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="original_has_a_digest",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="snapshot",
            name="original",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="snapshots",
                to="sources.original",
            ),
        ),
        migrations.CreateModel(
            name="ArchivedCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(max_length=2000, verbose_name="address")),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archived_copies",
                        to="sources.snapshot",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "archived copies",
                "ordering": ["-recorded_at", "-id"],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(fields=("snapshot", "url"), name="one_copy_per_address")
                ],
            },
        ),
        migrations.CreateModel(
            name="Retrieval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=factcheck.core.identifiers.new_identifier,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("requested", models.URLField(max_length=2000)),
                (
                    "address",
                    models.URLField(blank=True, help_text="after all redirects", max_length=2000),
                ),
                (
                    "redirects",
                    models.JSONField(
                        default=list, help_text="[status, address] of each that led away"
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("headers", models.JSONField(default=dict)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("extractor", models.CharField(blank=True, max_length=100)),
                (
                    "gone",
                    models.BooleanField(
                        default=False, help_text="the server says that there is nothing (404, 410)"
                    ),
                ),
                (
                    "refusal",
                    models.TextField(
                        blank=True, help_text="one sentence: why there is no snapshot"
                    ),
                ),
                (
                    "robots_waiver",
                    models.CharField(
                        blank=True, help_text="why robots.txt was not followed", max_length=300
                    ),
                ),
                ("retrieved_at", models.DateTimeField()),
                (
                    "original",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retrievals",
                        to="sources.original",
                    ),
                ),
                (
                    "retrieved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        help_text="the snapshot with the text that it had, new or known",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retrievals",
                        to="sources.snapshot",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retrievals",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "ordering": ["-retrieved_at", "-id"],
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refusal", ""), ("snapshot__isnull", False)),
                            models.Q(
                                ("snapshot__isnull", True), models.Q(("refusal", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="retrieval_has_a_snapshot_or_a_refusal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("original__isnull", True), ("snapshot__isnull", False), _connector="OR"
                        ),
                        name="retrieval_keeps_bytes_with_their_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gone", False),
                            models.Q(("snapshot__isnull", True), ("status__in", [404, 410])),
                            _connector="OR",
                        ),
                        name="retrieval_that_is_gone_has_nothing",
                    ),
                ],
            },
        ),
    ]
