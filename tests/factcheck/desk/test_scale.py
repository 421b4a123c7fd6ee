"""Every page of the desk takes few queries, even with very many rows.

The addresses come from the resolver, as in the permission matrix, so a new page is covered.
"""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.choices import State
from claims.models import Claim, Verdict
from factcheck.accounts.models import User
from sources.models import Passage, Snapshot
from tests import given
from tests.helpers import large_database, permission_matrix
from tests.helpers.client import Client

MAX_QUERIES = 30
USERNAMES = ("carla", "eva")  # an editor and an administrator together see nearly every page
VALUES = re.compile(r"'[^']*'|\b[0-9]+\b")  # literals, which differ between repeated queries
# Pages that run further queries when they are opened with these parameters.
PAGES_WITH_PARAMETERS = (
    "claims/claim/?q=trade",
    "claims/claim/?status=open&state=none",
    "claims/claim/add/?statement=Trade+rose+by+12+percent",
    "claims/verdict/?state__exact=published",
    "sources/source/?q=trade",
    "sources/passage/?q=percent",
    "claims/verdict/<pk>/change/?source=trade",
    "claims/verdict/<pk>/change/?snapshot=<snapshot>&words=year&match=3",
    "claims/claim/<pk>/appearance/?snapshot=<snapshot>&words=year",
)


def list_addresses() -> dict[str, str]:
    """Every page by its name, with the address of a row that exists."""
    snapshot = Snapshot.objects.filter(passages__start__gt=1000).latest("pk")
    addresses = {
        page: permission_matrix.build_path(page) for page in permission_matrix.list_addresses()
    }
    for page in PAGES_WITH_PARAMETERS:
        path = page.replace("<snapshot>", str(snapshot.pk))
        addresses[page] = permission_matrix.build_path(path)
    for state in State:
        verdict = Verdict.objects.filter(state=state).latest("pk")
        for page in ("change", "preview", "timeline"):
            addresses[f"{state}: {page}"] = f"/desk/claims/verdict/{verdict.pk}/{page}/"
    return addresses


def list_queries(client: Client, address: str) -> list[str] | None:
    """The queries of the page; None where the user cannot open it."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    return [query["sql"] for query in queries] if response.status_code == 200 else None


def describe_queries(address: str, queries: list[str]) -> str:
    """An address with its number of queries, and the queries that it repeats."""
    counts = Counter(VALUES.sub("?", sql) for sql in queries)
    repeated = [f"  {count} × {sql[:300]}" for sql, count in counts.items() if count > 1]
    return "\n".join([f"{address}: {len(queries)} queries", *repeated])


def log_in(username: str) -> Client:
    client = Client()
    client.force_login(given.person(username))
    return client


def test_the_database_is_as_large_as_after_years_of_use(at_scale):
    assert Claim.objects.count() >= large_database.CLAIMS
    assert Passage.objects.count() >= large_database.PASSAGES
    assert User.objects.count() >= large_database.PEOPLE
    states = Counter(Verdict.objects.values_list("state", flat=True))
    assert all(states[state] > 100 for state in State)
    verdict = Verdict.objects.latest("pk")
    assert verdict.evidence.count() > large_database.EVIDENCE_OF_ONE
    assert verdict.contributors.count() == large_database.WRITERS_OF_ONE
    assert verdict.reviews.count() == large_database.REVIEWS_OF_ONE


@pytest.mark.parametrize("username", USERNAMES)
def test_every_page_takes_at_most_thirty_queries(at_scale, username):
    desk = log_in(username)
    pages = {name: list_queries(desk, address) for name, address in list_addresses().items()}
    pages = {name: queries for name, queries in pages.items() if queries is not None}
    assert len(pages) > 10
    too_many = [
        describe_queries(name, queries)
        for name, queries in pages.items()
        if len(queries) > MAX_QUERIES
    ]
    assert not too_many, "\n" + "\n".join(too_many)


def test_the_failure_message_lists_repeated_queries():
    sql = "SELECT 1 FROM claims_claim WHERE id = {}"
    assert describe_queries("claims/", [sql.format(7), sql.format(8), "SELECT 2"]) == (
        "claims/: 3 queries\n  2 × SELECT ? FROM claims_claim WHERE id = ?"
    )
