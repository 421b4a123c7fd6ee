"""A preservation hold is set in force, and released once by a second person."""

import pytest

from claims import preservation_holds
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

RELEASED_ONCE = "A preservation hold can be released only once."


def insert_hold(**changed) -> None:
    insert_row(
        "claims_preservationhold",
        **{
            "claim_id": given.claim().pk,
            "reason": "A lawsuit.",
            "created_at": given.moment(),
            "created_by_id": given.person("carla").pk,
            "release_reason": "",
        }
        | changed,
    )


def release(hold, by, **changed) -> None:
    columns = {
        "released_at": given.moment(),
        "released_by_id": by.pk,
        "release_reason": "It is over.",
    } | changed
    assigned = ", ".join(f"{name} = %s" for name in columns)
    execute_sql(
        f"UPDATE claims_preservationhold SET {assigned} WHERE id = %s", *columns.values(), hold.pk
    )


def test_a_hold_that_is_created_released_is_refused():
    filip = given.person("filip")
    release = {"released_at": given.moment(), "released_by_id": filip.pk, "release_reason": "So."}
    with assert_refused("A preservation hold must be created in force."):
        insert_hold(**release)


@pytest.mark.parametrize(
    ("column", "value"),
    [("reason", "Another reason."), ("created_at", given.NOON), ("claim_id", None)],
)
def test_changing_a_hold_is_refused(column, value):
    hold = given.hold()
    value = value or given.claim().pk
    with assert_refused(RELEASED_ONCE):
        release(hold, given.person("filip"), **{column: value})


def test_changing_a_released_hold_is_refused():
    hold = given.hold()
    release(hold, given.person("filip"))
    for columns in ({}, {"released_at": None, "released_by_id": None, "release_reason": ""}):
        with assert_refused(RELEASED_ONCE):
            release(hold, given.person("filip"), **columns)


def test_releasing_is_refused_to_the_person_who_set_it():
    with assert_refused("hold_released_by_second_person"):
        release(given.hold(), given.person("carla"))


@pytest.mark.parametrize("missing", [{"released_at": None}, {"release_reason": ""}])
def test_an_incomplete_release_is_refused(missing):
    with assert_refused("hold_release_is_complete"):
        release(given.hold(), given.person("filip"), **missing)


def test_a_hold_without_a_reason_is_refused():
    with assert_refused("hold_has_reason"):
        insert_hold(reason="")


def test_a_second_hold_in_force_is_refused():
    with assert_refused("one_hold_per_claim"):
        insert_hold(claim_id=given.hold().claim_id)


def test_the_actions_hold_and_release_are_allowed():
    with assert_allowed():
        hold = given.hold(by=given.person("eva"))
        assert execute_sql("SELECT is_on_hold(%s)", hold.claim_id) == [(True,)]
        values = {"by": given.person("filip"), "at": given.moment(), "reason": "It is over."}
        preservation_holds.release_hold(hold, **values)
        assert execute_sql("SELECT is_on_hold(%s)", hold.claim_id) == [(False,)]
