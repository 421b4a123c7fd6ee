"""A provisional draft that names no day to look again can be given up as well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0035_indexes_of_times"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="verdict",
            name="provisional_with_a_date",
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provisional", False),
                    ("review_by__isnull", False),
                    ("state__in", ["draft", "discarded"]),
                    _connector="OR",
                ),
                name="provisional_with_a_date",
            ),
        ),
    ]
