"""Every URL of the desk answers every role as `permission_matrix.txt` says."""

import os

import pytest
from django.urls import path

from claims.workflow.transitions import TRANSITIONS
from factcheck.desk import urls
from factcheck.desk.verdicts.workspace import ACTIONS_WITHOUT_BUTTON
from tests.helpers import permission_matrix

# A user who forgot a password is not signed in; anyone may sign in and out.
OPEN_PATHS = ("password/", "login/", "logout/", "jsi18n/")
DOMAIN_PATHS, BARE_PATH = ("claims/", "sources/"), "/<object_id>/"


@pytest.fixture(scope="module")
def table():
    return permission_matrix.read_table()


@pytest.mark.skipif("REWRITE" not in os.environ, reason="the table is only written on request")
def test_the_table_is_written_again(db):
    permission_matrix.create_world()
    visitors = {name: permission_matrix.Visitor(name) for name in permission_matrix.VISITORS}
    permission_matrix.write_table(
        {
            (address, method): {
                name: visitor.request(method, address) for name, visitor in visitors.items()
            }
            for address in permission_matrix.list_addresses()
            for method in permission_matrix.METHODS
        }
    )


def test_every_address_has_its_rows_and_every_row_its_address(table):
    expected = {
        (address, method)
        for address in permission_matrix.list_addresses()
        for method in permission_matrix.METHODS
    }
    assert set(table) == expected


@pytest.mark.parametrize("name", permission_matrix.VISITORS)
def test_the_desk_answers_as_the_table_says(db, table, name):
    permission_matrix.create_world()
    visitor = permission_matrix.Visitor(name)
    answers = {(address, method): visitor.request(method, address) for address, method in table}
    assert answers == {key: row[name] for key, row in table.items()}


@pytest.mark.parametrize("name", ["anonymous", "partner", "deactivated"])
def test_the_table_admits_no_one_who_does_not_work_here(table, name):
    answers = {
        row[name] for (address, _), row in table.items() if not address.startswith(OPEN_PATHS)
    }
    assert answers == {permission_matrix.SIGN_IN}


def test_the_table_lets_an_administrator_do_nothing_to_claims_and_sources(table):
    # Django redirects from a row's bare URL to the page that then refuses. Administrators read the
    # audits, which are in the list of the same app, and put claims on hold.
    answers = {
        row["administrator"]
        for (address, _), row in table.items()
        if address.startswith(DOMAIN_PATHS)
        and not address.endswith(BARE_PATH)
        and not address.startswith(("claims/auditreport/", "claims/preservationhold/"))
        and address != "claims/"
    }
    assert answers <= {"403", "404", "405"}


def test_the_table_gives_each_role_no_less_than_the_one_below_it(table):
    for key, answers in table.items():
        for lower, higher in (("reporter", "reviewer"), ("reviewer", "editor")):
            if answers[lower] not in permission_matrix.REFUSALS:
                assert answers[higher] not in permission_matrix.REFUSALS, key


def test_an_address_that_is_added_is_missing_from_the_table(table, monkeypatch):
    new = path("claims/claim/<int:pk>/bless/", lambda request, pk: None)
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, new])
    addresses = permission_matrix.list_addresses()
    missing = {address for address in addresses if (address, "GET") not in table}
    assert missing == {"claims/claim/<pk>/bless/"}


def test_an_action_in_a_pattern_is_an_address_of_its_own():
    actions = [action for action in TRANSITIONS if action not in ACTIONS_WITHOUT_BUTTON]
    addresses = {f"claims/verdict/<pk>/{action}/" for action in actions}
    assert addresses <= set(permission_matrix.list_addresses())
