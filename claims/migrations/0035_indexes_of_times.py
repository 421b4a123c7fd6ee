"""What happened lately is found by its moment: the first page asks for the last fourteen days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0034_who_is_assigned_works_here")]
    operations = [
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["reviewed_at"], name="reviews_by_moment"),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(fields=["moved_at", "id"], name="transitions_by_moment"),
        ),
    ]
