"""What readers may know of the watch, as views: what became of public passages, look by look.

A look counts from the moment a passage was first published: what the desk captured for itself
before is no reader's business, and neither is the text of any look. Alarms have no view.
"""

from django.db import migrations, models

STANDS = "('exact', 'normalised', 'moved')"

VIEWS = f"""
-- Public passages, and since when a published revision quotes each.
CREATE VIEW quoted_publicly AS
SELECT p.id AS passage, p.public_id, p.exact, sn.source_id AS source, sn.extent, sn.captured_at,
    least(
        (SELECT min(v.published_at) FROM claims_evidence e
            JOIN claims_verdict v ON v.id = e.verdict_id WHERE e.passage_id = p.id),
        (SELECT min(v.published_at) FROM claims_submission s
            JOIN claims_verdict v ON v.submission_id = s.id
            WHERE s.appearance_passages @> ARRAY[p.public_id]::text[])) AS since
FROM sources_passage p
JOIN sources_snapshot sn ON sn.id = p.snapshot_id
WHERE EXISTS (SELECT FROM public_passage public WHERE public.id = p.id);

CREATE VIEW public_check AS
SELECT
    coalesce(ch.id, -q.passage) AS id, q.public_id AS passage_id, src.public_id AS source_id,
    src.url <> '' AS has_address, q.extent, q.captured_at, q.exact AS quoted, src.language,
    ch.checked_at, ch.outcome, ch.gone, ch.found, ch.material, ch.reasons,
    max(ch.checked_at) FILTER (WHERE ch.outcome IN {STANDS})
        OVER (PARTITION BY q.public_id ORDER BY ch.checked_at, ch.id) AS stood_at
FROM quoted_publicly q
JOIN sources_source src ON src.id = q.source
LEFT JOIN LATERAL (
    SELECT one.id, look.retrieved_at AS checked_at, one.outcome, look.gone, one.found,
        one.material, one.reasons
    FROM sources_check one JOIN sources_retrieval look ON look.id = one.retrieval_id
    WHERE one.passage_id = q.passage AND look.retrieved_at >= q.since
) AS ch ON true;

CREATE VIEW public_look AS
SELECT
    look.id, src.public_id AS source_id, look.retrieved_at AS looked_at, look.gone,
    CASE WHEN look.snapshot_id IS NOT NULL THEN
        dense_rank() OVER (PARTITION BY src.public_id ORDER BY look.snapshot_id) END AS text_number,
    (SELECT length(text) FROM sources_snapshot WHERE id = look.snapshot_id) AS length,
    count(*) AS looked_for, count(*) FILTER (WHERE ch.outcome IN {STANDS}) AS standing
FROM quoted_publicly q
JOIN sources_check ch ON ch.passage_id = q.passage
JOIN sources_retrieval look ON look.id = ch.retrieval_id AND look.retrieved_at >= q.since
JOIN sources_source src ON src.id = q.source
GROUP BY look.id, src.public_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0012_alarms_are_answered_once"),
        ("sources", "0009_checks_tell_what_was_found"),
    ]
    operations = [
        migrations.RunSQL(VIEWS, "DROP VIEW public_look, public_check, quoted_publicly;"),
        migrations.CreateModel(
            name="PublicCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("passage_id", models.CharField(max_length=10)),
                ("source_id", models.CharField(max_length=10)),
                (
                    "has_address",
                    models.BooleanField(help_text="the desk knows where it was published"),
                ),
                (
                    "extent",
                    models.CharField(
                        choices=[("whole", "the whole publication"), ("excerpt", "excerpts of it")],
                        max_length=10,
                    ),
                ),
                ("captured_at", models.DateTimeField()),
                ("quoted", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("exact", "word for word, at its place"),
                            (
                                "normalised",
                                "word for word, but for white space, quotation marks or dashes",
                            ),
                            ("moved", "word for word, at another place"),
                            ("altered", "with other words"),
                            ("ambiguous", "in several places"),
                            ("missing", "not there any more"),
                            ("unreachable", "the source could not be reached"),
                        ],
                        max_length=12,
                        null=True,
                    ),
                ),
                (
                    "gone",
                    models.BooleanField(
                        help_text="the source said that it is there no more", null=True
                    ),
                ),
                ("found", models.TextField(null=True)),
                ("material", models.BooleanField(null=True)),
                ("reasons", models.JSONField(null=True)),
                (
                    "stood_at",
                    models.DateTimeField(
                        help_text="the last look, up to this one, that found the words as quoted",
                        null=True,
                    ),
                ),
            ],
            options={
                "db_table": "public_check",
                "abstract": False,
                "managed": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PublicLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_id", models.CharField(max_length=10)),
                ("looked_at", models.DateTimeField()),
                ("gone", models.BooleanField()),
                (
                    "text_number",
                    models.PositiveIntegerField(
                        help_text="looks of one number found one text; null where none came back",
                        null=True,
                    ),
                ),
                ("length", models.PositiveIntegerField(help_text="code points", null=True)),
                ("looked_for", models.PositiveIntegerField(help_text="public passages")),
                (
                    "standing",
                    models.PositiveIntegerField(help_text="those that stood there as quoted"),
                ),
            ],
            options={
                "db_table": "public_look",
                "abstract": False,
                "managed": False,
                "default_permissions": (),
            },
        ),
    ]
