"""Write to the database with plain SQL, as an attacker with the application's role would.

`assert_refused` checks that the database refuses a statement, with which message.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction


def execute_sql(statement: str, *params) -> list[tuple]:
    """Execute one statement as the application's role. Returns its rows, if any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def assert_refused(message: str) -> Iterator[None]:
    """The database refuses the block with this message, at once or when it is committed."""
    with pytest.raises(DatabaseError, match=re.escape(message)), transaction.atomic():
        yield
        connection.check_constraints()


@contextmanager
def assert_allowed() -> Iterator[None]:
    """The block could be committed. It is rolled back."""
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


def insert_row(table: str, **row) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    placeholders = ", ".join(["%s"] * len(row))
    execute_sql(f"INSERT INTO {table} ({names}) VALUES ({placeholders})", *row.values())


def update_verdict(verdict, **columns) -> None:
    """UPDATE one verdict. A value that begins with `=` is SQL."""
    expressions, values = [], []
    for name, value in columns.items():
        if isinstance(value, str) and value.startswith("="):
            expressions.append(f"{name} = {value[1:]}")
        else:
            expressions.append(f"{name} = %s")
            values.append(value)
    execute_sql(
        f"UPDATE claims_verdict SET {', '.join(expressions)} WHERE id = %s", *values, verdict.pk
    )


def insert_transition(verdict, to: str, by, at, action="attack", from_state=None) -> None:
    insert_row(
        "claims_transition",
        verdict_id=verdict.pk,
        action=action,
        from_state=verdict.state if from_state is None else from_state,
        to_state=to,
        note="",
        state_changed_at=at,
        state_changed_by_id=by.pk,
    )


def change_state(verdict, to: str, by, at, **columns) -> None:
    """Change the state of a verdict as an action does, together with a transition."""
    insert_transition(verdict, to, by, at)
    update_verdict(verdict, state=to, state_changed_at=at, state_changed_by_id=by.pk, **columns)


def insert_review(verdict, by, at, decision="approve", **changed) -> None:
    """INSERT a review of the current submission."""
    row = {
        "verdict_id": verdict.pk,
        "submission_id": verdict.submission_id,
        "decision": decision,
        "comment": "",
        "is_worded_fairly": True if decision == "approve" else None,
        "sha256": verdict.submission.sha256,
        "reviewed_at": at,
        "reviewed_by_id": by.pk,
    } | changed
    insert_row("claims_review", **row)


def approve_with_sql(verdict, by, at, **columns) -> None:
    """INSERT a review and change the state to approved, as the action `approve` does."""
    insert_review(verdict, by, at)
    approval = {"approved_at": at, "approved_by_id": by.pk} | columns
    change_state(verdict, "approved", by, at, **approval)
