"""A table for what every process of the site has to count alike: wrong codes, and used ones.

It is what Django's cache in the database asks for; a row is of no worth once it has expired.
"""

from django.db import migrations

COUNTED = """
CREATE TABLE people_counted (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX people_counted_expires ON people_counted (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_the_evidence_pack_is_exported")]
    operations = [migrations.RunSQL(COUNTED, "DROP TABLE people_counted")]
