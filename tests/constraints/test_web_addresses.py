"""Readers can follow http and https addresses only: the database refuses all others."""

import pytest
from django.apps import apps
from django.db import models

from factcheck.core.web_addresses import WEB_ADDRESS
from tests.helpers.attacks import execute_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

# Columns that no page, feed or file for readers has.
DESK_ONLY = {
    "sources_retrieval.requested",
    "sources_retrieval.address",
    "sources_retrieval.canonical",
    "sources_waitingcapture.address",
}
ADDRESSES = {
    "http://news.example/a1": True,
    "https://news.example/a1?b=c#d": True,
    "HTTPS://NEWS.EXAMPLE": True,
    "javascript:alert(1)": False,
    "JavaScript:alert(1)": False,
    " javascript:alert(1)": False,
    "\njavascript:alert(1)//https://a": False,
    "data:text/html,x": False,
    "ftp://news.example/a1": False,
    "//news.example/a1": False,
    "/a1": False,
    "https://": False,
    "https://a b": False,
    "https://a\njavascript:alert(1)": False,
}


def list_address_columns() -> list[tuple[str, str]]:
    """Return the tables and columns of all addresses of claims and sources."""
    return sorted(
        (model._meta.db_table, field.column)
        for label in ("claims", "sources")
        for model in apps.get_app_config(label).get_models()
        if model._meta.managed and not any(one.name == "pgh_id" for one in model._meta.fields)
        for field in model._meta.local_fields
        if isinstance(field, models.URLField)
    )


def list_constraints(table: str) -> list[str]:
    return [
        definition
        for (definition,) in execute_sql(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype = 'c'",
            table,
        )
    ]


def test_every_address_that_readers_see_has_the_constraint():
    columns = list_address_columns()
    assert len(columns) > len(DESK_ONLY)
    for table, column in columns:
        is_checked = any(
            f"({column})::text ~* '{WEB_ADDRESS}'::text" in one for one in list_constraints(table)
        )
        assert is_checked != (f"{table}.{column}" in DESK_ONLY), f"{table}.{column}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_addresses_of_the_web_satisfy_it(address):
    assert execute_sql("SELECT %s ~* %s", address, WEB_ADDRESS) == [(ADDRESSES[address],)]
