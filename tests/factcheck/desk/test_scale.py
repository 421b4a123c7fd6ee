"""Every page of the desk asks little of the database, with very many rows as with few.

The addresses come from the resolver, as in the permission matrix: a new one is covered by itself.
"""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.choices import State
from claims.models import Claim, Verdict
from factcheck.accounts.models import User
from sources.models import Passage, Snapshot
from tests import given
from tests.helpers import large_database, permission_matrix

LESS_THAN = 15
WHO = ("carla", "eva")  # an editor sees most of claims, an administrator most of people
VALUES = re.compile(r"'[^']*'|\b[0-9]+\b")  # what differs between two queries that are the same
# Pages that ask for more when they are asked for more.
ASKED = (
    "claims/claim/?q=trade",
    "claims/claim/?standing=open&state=none",
    "claims/claim/add/?statement=Trade+rose+by+12+percent",
    "claims/verdict/?state__exact=published",
    "sources/source/?q=trade",
    "sources/passage/?q=percent",
    "claims/verdict/<pk>/change/?source=trade",
    "claims/verdict/<pk>/change/?snapshot=<snapshot>&words=year&hit=3",
    "claims/claim/<pk>/appear/?snapshot=<snapshot>&words=year",
)


def addresses() -> dict[str, str]:
    """Every page by its name, with the address of a row that exists."""
    found = {one: permission_matrix.path(one) for one in permission_matrix.addresses()}
    read = Snapshot.objects.filter(passages__start__gt=1000).latest("pk")
    found |= {one: permission_matrix.path(one.replace("<snapshot>", str(read.pk))) for one in ASKED}
    for state in State:
        of_this = Verdict.objects.filter(state=state).latest("pk")
        for page in ("change", "preview", "trail"):
            found[f"{state}: {page}"] = f"/desk/claims/verdict/{of_this.pk}/{page}/"
    return found


def queries_of(client: Client, address: str) -> list[str] | None:
    """What the page asks the database; nothing where there is no page for this person."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    return [one["sql"] for one in queries] if answer.status_code == 200 else None


def told(address: str, queries: list[str]) -> str:
    """An address with its number of queries, and with those that it asks twice."""
    kinds = Counter(VALUES.sub("?", sql) for sql in queries)
    twice = [f"  {number} × {kind[:300]}" for kind, number in kinds.items() if number > 1]
    return "\n".join([f"{address}: {len(queries)} queries", *twice])


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(given.person(name))
    return client


def test_there_is_as_much_as_a_desk_has_after_years(at_scale):
    assert Claim.objects.count() >= large_database.CLAIMS
    assert Passage.objects.count() >= large_database.PASSAGES
    assert User.objects.count() >= large_database.PEOPLE
    states = Counter(Verdict.objects.values_list("state", flat=True))
    assert all(states[one] > 100 for one in State)
    one = Verdict.objects.latest("pk")
    assert one.evidence.count() > large_database.EVIDENCE_OF_ONE
    assert one.contributors.count() == large_database.WRITERS_OF_ONE
    assert one.reviews.count() == large_database.REVIEWS_OF_ONE


@pytest.mark.parametrize("name", WHO)
def test_every_page_asks_less_than_fifteen_times(at_scale, name):
    desk = signed_in(name)
    asked = {one: queries_of(desk, address) for one, address in addresses().items()}
    pages = {address: queries for address, queries in asked.items() if queries is not None}
    assert len(pages) > 10
    too_many = [told(*one) for one in pages.items() if len(one[1]) >= LESS_THAN]
    assert not too_many, "\n" + "\n".join(too_many)


def test_a_page_that_asks_too_often_is_told_with_what_it_asks_twice():
    sql = "SELECT 1 FROM claims_claim WHERE id = {}"
    assert told("claims/", [sql.format(7), sql.format(8), "SELECT 2"]) == (
        "claims/: 3 queries\n  2 × SELECT ? FROM claims_claim WHERE id = ?"
    )
