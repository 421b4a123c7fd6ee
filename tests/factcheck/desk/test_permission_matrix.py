"""Every address of the desk answers everybody as `permission_matrix.txt` says."""

import os

import pytest
from django.urls import path

from claims.workflow.transitions import RULES
from factcheck.desk import urls
from factcheck.desk.verdicts.workspace import WRITING
from tests.helpers import permission_matrix

# Who forgot a password is not signed in; and everybody may sign in and out, and read the calendar.
FOR_ALL = ("password/", "login/", "logout/", "jsi18n/")
ABOUT, BARE = ("claims/", "sources/"), "/<object_id>/"


@pytest.fixture(scope="module")
def table():
    return permission_matrix.written()


def is_for_all(address: str) -> bool:
    return address.startswith(FOR_ALL)


@pytest.mark.skipif("REWRITE" not in os.environ, reason="the table is only written when asked for")
def test_the_table_is_written_anew(db):
    permission_matrix.world()
    visitors = {who: permission_matrix.Visitor(who) for who in permission_matrix.WHO}
    permission_matrix.write(
        {
            (address, method): {who: one.asks(method, address) for who, one in visitors.items()}
            for address in permission_matrix.addresses()
            for method in permission_matrix.METHODS
        }
    )


def test_every_address_has_its_rows_and_every_row_its_address(table):
    expected = {
        (address, method)
        for address in permission_matrix.addresses()
        for method in permission_matrix.METHODS
    }
    assert set(table) == expected


@pytest.mark.parametrize("who", permission_matrix.WHO)
def test_the_desk_answers_as_it_is_written(db, table, who):
    permission_matrix.world()
    visitor = permission_matrix.Visitor(who)
    told = {one: visitor.asks(one[1], one[0]) for one in table}
    assert told == {one: answers[who] for one, answers in table.items()}


@pytest.mark.parametrize("who", ["anonymous", "partner", "deactivated"])
def test_the_table_lets_nobody_in_who_does_not_work_here(table, who):
    inside = [one for one in table if not is_for_all(one[0])]
    assert {table[one][who] for one in inside} == {permission_matrix.OUT}


def test_the_table_lets_an_administrator_do_nothing_to_claims_and_sources(table):
    # Django leads from a row's bare address to the page that then refuses.
    about = [one for one in table if one[0].startswith(ABOUT) and not one[0].endswith(BARE)]
    assert {table[one]["administrator"] for one in about} <= {"403", "404", "405"}


def test_the_table_gives_each_role_no_less_than_the_one_before_it(table):
    for one, answers in table.items():
        for lesser, greater in (("reporter", "reviewer"), ("reviewer", "editor")):
            if answers[lesser] not in permission_matrix.REFUSED:
                assert answers[greater] not in permission_matrix.REFUSED, one


def test_an_address_that_is_added_is_missing_from_the_table(table, monkeypatch):
    blessing = path("claims/claim/<int:pk>/bless/", lambda request, pk: None)
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, blessing])
    assert {one for one in permission_matrix.addresses() if (one, "GET") not in table} == {
        "claims/claim/<pk>/bless/"
    }


def test_a_verb_in_an_address_is_an_address_of_its_own():
    verbs = {f"claims/verdict/<pk>/{verb}/" for verb in RULES if verb not in WRITING}
    assert verbs <= set(permission_matrix.addresses())
