"""What was checked lately is found by its moment: the first page asks for fourteen days of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0012_sketches_of_what_was_captured")]
    operations = [
        migrations.AddIndex(
            model_name="check",
            index=models.Index(fields=["checked_at"], name="checks_by_moment"),
        ),
    ]
