"""Measure how fast a desk is generated, relative to a plain COPY of the same rows.

    FACTCHECK_MODE=test python -m benchmarks.generate_speed CLAIMS

Both are measured in one run. The COPY writes the rows of all tables that the generator fills into
tables with the same indexes, without triggers and foreign keys. It runs in databases of its own,
which are dropped afterwards.
"""

import os
import sys
from time import perf_counter

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django

django.setup()

from django.db import connection  # noqa: E402 — needs Django

from factcheck.generator.desk import generate_desk  # noqa: E402
from tests.helpers import databases  # noqa: E402

GENERATED, COPIED = "benchmark_of_generate", "benchmark_of_copy"
FILLED = """
    SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'public' AND relkind = 'r' AND relname ~ '^(claims|sources)_'
    ORDER BY relname
"""
COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


def main() -> None:
    claims = int(sys.argv[1])
    databases.copy_database(GENERATED, databases.get_template("empty"))
    databases.copy_database(COPIED, databases.get_template("empty"))
    try:
        with databases.use_database(GENERATED):
            start = perf_counter()
            generate_desk(claims, 1)
            generating = perf_counter() - start
            connection.close()
        rows, copying = copy_rows()
    finally:
        databases.drop_database(GENERATED)
        databases.drop_database(COPIED)
    sys.stdout.write(
        f"{claims} claims, {rows} rows: generated in {generating:.1f} s, "
        f"copied in {copying:.1f} s, ratio {generating / copying:.1f}\n"
    )


def copy_rows() -> tuple[int, float]:
    """The number of rows and the seconds that writing them takes, without reading them."""
    rows, seconds = 0, 0.0
    with (
        databases.connect("postgres", GENERATED) as source,
        databases.connect("postgres", COPIED) as target,
    ):
        target.execute("SET session_replication_role = replica")
        for (table,) in source.execute(FILLED).fetchall():
            target.execute(f"TRUNCATE {table} CASCADE")
        for (table,) in source.execute(FILLED).fetchall():
            (columns,) = source.execute(COLUMNS, [table]).fetchone()
            read = source.cursor().copy(f"COPY {table} ({columns}) TO STDOUT")
            with read as reading:
                data = list(reading)
            start = perf_counter()
            with target.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as writing:
                for block in data:
                    writing.write(block)
            seconds += perf_counter() - start
            rows += len(data)
    return rows, seconds


if __name__ == "__main__":
    main()
