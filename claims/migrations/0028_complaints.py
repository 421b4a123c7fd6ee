"""Readers complain about published findings, and the desk answers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0027_families"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
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
                        max_length=10,
                        unique=True,
                        verbose_name="receipt",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("quote", "a quotation"),
                            ("rating", "the rating"),
                            ("fact", "a fact"),
                            ("claim", "what the claimant said"),
                            ("other", "something else"),
                        ],
                        max_length=10,
                        verbose_name="what is wrong",
                    ),
                ),
                ("wrong", models.CharField(max_length=4000, verbose_name="what is wrong with it")),
                (
                    "where",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="where it can be read"
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="who writes")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail for an answer"
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                (
                    "due_on",
                    models.DateField(help_text="the last day on which the desk answers in time"),
                ),
                (
                    "sender",
                    models.CharField(
                        help_text="a digest of the network it came from, another one every day",
                        max_length=64,
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        help_text="the revision that the reader had read",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "ordering": ["-arrived_at", "-id"],
                "permissions": [("answer_complaint", "Can answer complaints of readers")],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="ComplaintAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("passed_on", "passed on"),
                            ("already", "already answered"),
                        ],
                        max_length=10,
                    ),
                ),
                ("told", models.TextField(blank=True, verbose_name="what readers are told")),
                (
                    "address",
                    models.URLField(
                        blank=True, max_length=2000, verbose_name="where it was answered"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="a note for the desk")),
                (
                    "public",
                    models.BooleanField(
                        help_text="readers see the outcome in the list of complaints"
                    ),
                ),
                ("answered_at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaint_answers",
                        to="claims.change",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="claims.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["complaint", "number"],
                "default_permissions": [],
            },
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["sender", "arrived_at"], name="complaint_sender"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("wrong", ""), _negated=True),
                name="complaint_says_what_is_wrong",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["", "quote", "rating", "fact", "claim", "other"])),
                name="complaint_names_its_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintanswer",
            constraint=models.UniqueConstraint(
                fields=("complaint", "number"), name="complaint_answers_count"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("change__isnull", False), ("outcome", "accepted"), ("told", "")),
                    models.Q(
                        ("change", None),
                        ("outcome__in", ["refused", "passed_on", "already"]),
                        models.Q(("told", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="complaint_answer_leads_to_a_change_or_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address__regex", "^https?://"), ("outcome", "already")),
                    models.Q(models.Q(("outcome", "already"), _negated=True), ("address", "")),
                    _connector="OR",
                ),
                name="complaint_answered_already_says_where",
            ),
        ),
    ]
