"""Readers ask the desk to check a claim, and the desk answers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0015_found_words_name_no_private_person"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Suggestion",
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
                        default=factcheck.core.identifiers.new_identifier, max_length=10, unique=True
                    ),
                ),
                ("said", models.CharField(max_length=2000, verbose_name="what was said")),
                ("where", models.CharField(max_length=1000, verbose_name="where it was said")),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="who said it")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail for an answer"
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                (
                    "sender",
                    models.CharField(
                        help_text="a digest of the network it came from, another one every day",
                        max_length=64,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken", "recorded as a claim"),
                            ("linked", "a claim that was there already"),
                            ("declined", "declined"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.TextField(blank=True, help_text="why the desk does not check it")),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["-arrived_at", "-id"],
                "default_permissions": ["view"],
                "indexes": [
                    models.Index(fields=["sender", "arrived_at"], name="suggestion_sender")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said", ""), _negated=True),
                            models.Q(("where", ""), _negated=True),
                        ),
                        name="suggestion_has_its_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("answered_by", None),
                                ("claim", None),
                                ("why", ""),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_answered_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer__in", ["taken", "linked"]), ("claim__isnull", False)),
                            models.Q(("answer__in", ["", "declined"]), ("claim", None)),
                            _connector="OR",
                        ),
                        name="suggestion_leads_to_its_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "declined"), models.Q(("why", ""), _negated=True)),
                            models.Q(models.Q(("answer", "declined"), _negated=True), ("why", "")),
                            _connector="OR",
                        ),
                        name="declined_suggestion_says_why",
                    ),
                ],
            },
        ),
    ]
