"""How is an attack written? As plain SQL inside `refused`, with the sentence it is met with."""

import re
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction


def sql(statement: str, *params) -> list[tuple]:
    """Run one statement as the application's role; the rows it returns, if any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def refused(sentence: str):
    """What is done inside is refused with this sentence, at once or at its commit."""
    with pytest.raises(DatabaseError, match=re.escape(sentence)), transaction.atomic():
        yield
        connection.check_constraints()


@contextmanager
def allowed():
    """What is done inside would be committed; it is rolled back all the same."""
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


def set_verdict(verdict, **columns) -> None:
    """UPDATE one verdict; a value that begins with `=` is SQL."""
    literal = [
        f"{name} = {value[1:]}"
        for name, value in columns.items()
        if isinstance(value, str) and value.startswith("=")
    ]
    bound = {
        name: value
        for name, value in columns.items()
        if not (isinstance(value, str) and value.startswith("="))
    }
    assigned = ", ".join([*literal, *(f"{name} = %s" for name in bound)])
    sql(f"UPDATE claims_verdict SET {assigned} WHERE id = %s", *bound.values(), verdict.pk)


def tell(verdict, to: str, by, at, verb="attack", frm: str | None = None) -> None:
    """INSERT a transition."""
    sql(
        "INSERT INTO claims_transition"
        " (verdict_id, verb, from_state, to_state, note, moved_at, moved_by_id)"
        " VALUES (%s, %s, %s, %s, '', %s, %s)",
        verdict.pk,
        verb,
        verdict.state if frm is None else frm,
        to,
        at,
        by.pk,
    )


def move(verdict, to: str, by, at, **columns) -> None:
    """Move a verdict as a verb would: with its transition."""
    tell(verdict, to, by, at)
    set_verdict(verdict, state=to, moved_at=at, moved_by_id=by.pk, **columns)


def review(verdict, by, at, answer="approve", **changed) -> None:
    """INSERT a review of the submission that is in review."""
    row = {
        "verdict_id": verdict.pk,
        "submission_id": verdict.submission_id,
        "answer": answer,
        "comment": "",
        "fair": True if answer == "approve" else None,
        "sha256": verdict.submission.sha256,
        "reviewed_at": at,
        "reviewed_by_id": by.pk,
    } | changed
    insert("claims_review", **row)


def approve(verdict, by, at, **columns) -> None:
    """Review and move to approved, as `workflow.approve` does."""
    review(verdict, by, at)
    move(verdict, "approved", by, at, **{"approved_at": at, "approved_by_id": by.pk} | columns)


def insert(table: str, **row) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(["%s"] * len(row))
    sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", *row.values())
