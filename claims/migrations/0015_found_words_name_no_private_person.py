"""What a look found names no private person to readers.

Somebody at the desk chose the quoted words; nobody chose what an article says in their place. Where
it names a private person whom the quotation does not, readers are told that it changed, not how.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("claims.migrations.0013_what_the_watch_shows").VIEWS
BEGINS = "CREATE VIEW public_check AS"
CHECK = BEFORE[BEFORE.index(BEGINS) : BEFORE.index("CREATE VIEW public_look")]
REPLACE = CHECK.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")

FOUND = "ch.gone, ch.found, ch.material, ch.reasons,"
NAMED = """ch.found <> '' AND ch.outcome = 'altered' AND names_a_private_person(ch.found)
        AND NOT names_a_private_person(q.exact)"""
UNNAMED = f"""ch.gone, CASE WHEN {NAMED} THEN '' ELSE ch.found END AS found, ch.material,
    CASE WHEN {NAMED} THEN '[]'::jsonb ELSE ch.reasons END AS reasons,"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0014_origins_are_counted")]
    operations = [migrations.RunSQL(REPLACE.replace(FOUND, UNNAMED), REPLACE)]
