"""The initial rating scale: five steps from true to false, and two other ratings.

A desk can edit labels and definitions, take ratings out of use and add its own. Published verdicts
keep the label and definition they were published with.
"""

from django.db import migrations

SCALE = (
    # code, label, polarity, number, tone, definition
    (
        "true",
        "True",
        "true",
        5,
        "true",
        "The statement is accurate as worded, at least two independent sources "
        "confirm it, and we found no serious evidence against it.",
    ),
    (
        "mostly-true",
        "Mostly true",
        "true",
        4,
        "mostly-true",
        "The core of the statement is accurate, but a detail is missing or "
        "inexact, or everything that confirms it comes from one source.",
    ),
    (
        "half-true",
        "Half true",
        "mixed",
        3,
        "half-true",
        "One substantial part of the statement is confirmed, and another is not, or only alleged.",
    ),
    (
        "mostly-false",
        "Mostly false",
        "false",
        2,
        "mostly-false",
        "The statement holds something accurate, but leaves out or distorts "
        "what matters most, so that the impression it gives is wrong.",
    ),
    (
        "false",
        "False",
        "false",
        1,
        "false",
        "The evidence shows that the statement is not accurate as worded.",
    ),
    (
        "lacks-context",
        "Lacks context",
        "none",
        None,
        "context",
        "Nothing shows that the statement is inaccurate, but a reader who does not "
        "know what it leaves out is likely to take it for something else.",
    ),
    (
        "unproven",
        "Unproven",
        "none",
        None,
        "unproven",
        "The evidence that we found is not enough to call the statement true "
        "or false; this says nothing about which of the two it is.",
    ),
)


def add_ratings(apps, schema_editor):
    rating = apps.get_model("claims", "Rating")
    rating.objects.using(schema_editor.connection.alias).bulk_create(
        rating(
            code=code,
            label=label,
            polarity=polarity,
            number=number,
            tone=tone,
            definition=definition,
            order=order,
        )
        for order, (code, label, polarity, number, tone, definition) in enumerate(SCALE, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_public_views")]
    operations = [migrations.RunPython(add_ratings, migrations.RunPython.noop)]
