"""Reviewers remark on places, confirm that a claim is worded fairly, and may rate it blind."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0019_the_checklist_is_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BlindRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("why", models.TextField(blank=True)),
                ("rated_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["submission", "number"],
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("part", models.CharField(max_length=30)),
                ("passage", models.CharField(blank=True, max_length=10)),
                ("words", models.TextField(blank=True)),
                ("prefix", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                ("start", models.PositiveIntegerField(null=True)),
                ("said", models.TextField()),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["written_at", "id"],
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("how", models.TextField()),
                ("settled_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": [],
            },
        ),
        migrations.RemoveConstraint(
            model_name="review",
            name="sent_back_with_a_comment",
        ),
        migrations.AddField(
            model_name="review",
            name="fair",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="blindrating",
            name="rated_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="blindrating",
            name="rating",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.rating"
            ),
        ),
        migrations.AddField(
            model_name="blindrating",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="blind_ratings",
                to="claims.submission",
            ),
        ),
        migrations.AddField(
            model_name="remark",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remarks",
                to="claims.submission",
            ),
        ),
        migrations.AddField(
            model_name="remark",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="remark",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settlement",
                to="claims.remark",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="settled_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="blindrating",
            constraint=models.UniqueConstraint(
                fields=("submission", "rated_by"), name="rates_blind_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindrating",
            constraint=models.UniqueConstraint(
                fields=("submission", "number"), name="blind_ratings_are_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindrating",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__range", (1, 2))), name="blind_rating_is_one_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(("said", ""), _negated=True), name="remark_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("part__in", ["evidence", "note"]), models.Q(("passage", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("part__in", ["evidence", "note"]), _negated=True), ("passage", "")
                    ),
                    _connector="OR",
                ),
                name="remark_on_evidence_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("prefix", ""), ("start", None), ("suffix", ""), ("words", "")),
                    models.Q(models.Q(("words", ""), _negated=True), ("start__isnull", False)),
                    _connector="OR",
                ),
                name="remark_on_words_has_their_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("how", ""), _negated=True), name="settlement_says_how"
            ),
        ),
    ]
