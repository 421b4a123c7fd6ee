"""Those concerned are asked for a reply: who, by when, what they answered, or why nobody was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0021_laws_of_reviewing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("claimant_id", models.CharField(max_length=10, null=True)),
                ("name", models.CharField(max_length=200)),
                ("public_role", models.BooleanField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("email", "by e-mail"),
                            ("phone", "by telephone"),
                            ("letter", "by letter"),
                            ("message", "by a message on a platform"),
                            ("person", "in person"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                ("answer_by", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("answered", "an answer"), ("declined", "no comment")],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("received_at", models.DateTimeField(null=True)),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("nothing", "nothing of it"),
                            ("part", "a part, word for word"),
                            ("all", "all of it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("published", models.TextField(help_text="the words that readers see")),
                ("translation", models.TextField()),
                ("translated_by", models.CharField(max_length=10)),
                ("waived_because", models.TextField()),
                ("waived_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "claims_hearing",
                "ordering": ["asked_at", "id"],
                "abstract": False,
                "managed": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=200, verbose_name="who was asked"),
                ),
                (
                    "public_role",
                    models.BooleanField(
                        default=False,
                        help_text="whoever has none is not named outside the desk",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("email", "by e-mail"),
                            ("phone", "by telephone"),
                            ("letter", "by letter"),
                            ("message", "by a message on a platform"),
                            ("person", "in person"),
                        ],
                        max_length=12,
                        verbose_name="how they were asked",
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        help_text="for the desk; readers never see it",
                        verbose_name="what was asked",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askings",
                        to="claims.claim",
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askings",
                        to="claims.claimant",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
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
                        choices=[("answered", "an answer"), ("declined", "no comment")],
                        max_length=10,
                        verbose_name="what came back",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="the answer, word for word")),
                ("language", models.CharField(blank=True, max_length=35)),
                ("received_at", models.DateTimeField()),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("nothing", "nothing of it"),
                            ("part", "a part, word for word"),
                            ("all", "all of it"),
                        ],
                        max_length=10,
                        verbose_name="how much readers see",
                    ),
                ),
                ("quoted", models.TextField(blank=True, verbose_name="the part that readers see")),
                ("translation", models.TextField(blank=True)),
                (
                    "translated_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ours", "our translation"),
                            ("publisher", "the publisher’s translation"),
                            ("machine", "machine translation"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="why it is recorded anew")),
                ("recorded_at", models.DateTimeField()),
                (
                    "asking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="claims.asking",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacement",
                        to="claims.reply",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "replies",
                "ordering": ["id"],
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="ReplyWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.TextField(help_text="readers see it", verbose_name="why")),
                ("waived_at", models.DateTimeField()),
                (
                    "asking",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiver",
                        to="claims.asking",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply_waivers",
                        to="claims.claim",
                    ),
                ),
                (
                    "waived_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": [],
            },
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimant", None), models.Q(("name", ""), _negated=True)),
                    models.Q(("claimant__isnull", False), ("name", ""), ("public_role", False)),
                    _connector="OR",
                ),
                name="asked_a_claimant_or_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="asking_has_its_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer_by__gt", models.F("asked_at")),
                    ("asked_at__lte", models.F("recorded_at")),
                ),
                name="asked_before_the_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces", None)), fields=("asking",), name="one_first_reply"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replaces", None), ("why", "")),
                    models.Q(("replaces__isnull", False), models.Q(("why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="reply_recorded_anew_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "declined"), models.Q(("words", ""), _negated=True), _connector="OR"
                ),
                name="answered_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shown", "part"), models.Q(("quoted", ""), _negated=True)),
                    models.Q(
                        ("quoted", ""), ("shown", "all"), models.Q(("words", ""), _negated=True)
                    ),
                    models.Q(("quoted", ""), ("shown", "nothing"), ("translation", "")),
                    _connector="OR",
                ),
                name="published_as_much_as_it_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("translated_by", ""), ("translation", "")),
                    models.Q(
                        models.Q(("translation", ""), _negated=True),
                        models.Q(("translated_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reply_translation_says_whose",
            ),
        ),
        migrations.AddConstraint(
            model_name="replywaiver",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="reply_waiver_says_why"
            ),
        ),
    ]
