"""The database composes what is submitted: nothing that is sent with a submission is kept."""

import json
import re
from collections.abc import Iterator

import pytest

from claims.intake.claims import add_appearance
from claims.models import Submission
from claims.publication import record
from claims.workflow import drafting
from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_row,
)
from tests.helpers.submissions import build_submission_row, submit_with_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONLY_DRAFTS = "Only a draft, or changed descriptions, can be submitted."
EDITED = "Something that the record shows was edited after it had been composed."
NEEDS_SUBMISSION = "A verdict can move to review only together with a new submission."


def create_full_draft():
    """A correction with all that a record can have: a translation, a request, an appearance."""
    verdict = given.correction()
    act = {"by": verdict.author, "at": given.moment()}
    given.comment_response(
        given.comment_request(of=verdict.claim),
        language="de",
        text="Nein.",
        translation="No.",
        translated_by="ours",
    )
    german = given.snapshot("Der Handel wuchs um 4 Prozent, meldet es.", language="de")
    passage = given.passage("wuchs um 4 Prozent", of=german, voice="reports", speaker="Das Amt")
    evidence = drafting.cite(verdict, passage, stance="context", **act)
    drafting.translate_evidence(evidence, "grew by 4 percent", translated_by="ours", **act)
    said = given.snapshot("Trade doubled within a year.", url="https://news.example/said")
    add_appearance(
        verdict.claim, text="It doubled.", passage=given.passage("Trade doubled", of=said), **act
    )
    verdict.refresh_from_db()
    return verdict


def list_paths(value, path: tuple = ()) -> Iterator[tuple]:
    """Yield the path of each key and each element in a record."""
    pairs = enumerate(value) if isinstance(value, list) else ()
    for key, part in value.items() if isinstance(value, dict) else pairs:
        yield (*path, key)
        yield from list_paths(part, (*path, key))


def change_part(content: dict, path: tuple, change) -> dict:
    """Return a copy in which the part at `path` was changed, or removed without a `change`."""
    copy = json.loads(json.dumps(content))
    parent = copy
    for key in path[:-1]:
        parent = parent[key]
    if change is None:
        del parent[path[-1]]
    else:
        parent[path[-1]] = change(parent[path[-1]])
    return copy


def forge_value(value):
    """Return something else instead of a value."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + 1
    return f"{value} forged" if isinstance(value, str) else "forged"


def submit_content(verdict, content: dict) -> Submission:
    """INSERT a submission with this content, and with the digest of it."""
    text = record.canonical_json(content)
    row = build_submission_row(
        verdict,
        number=verdict.submissions.count() + 1,
        schema_version=1,
        content=text,
        salt="0" * 64,
        sha256=record.compute_digest("0" * 64, text),
    )
    insert_row("claims_submission", **row)
    return Submission.objects.filter(verdict=verdict).latest("pk")


# ── what was sent is overwritten ──────────────────────────────────────────────────────────────────
def test_each_forged_part_of_a_record_is_overwritten():
    verdict = create_full_draft()
    composed = record.build_record(verdict)
    paths = list(list_paths(composed))
    assert len(paths) > 150
    for path in paths:
        for change in (None, forge_value):
            forged = change_part(composed, path, change)
            assert forged != composed
            assert submit_content(verdict, forged).content == record.canonical_json(composed), path


@pytest.mark.parametrize("content", ["{}", "", "null", "not JSON", '{"schema_version": 99}'])
def test_content_that_is_no_record_is_overwritten(content):
    verdict = given.draft()
    insert_row("claims_submission", **build_submission_row(verdict, content=content))
    assert record.load_record(Submission.objects.get().content) == record.build_record(verdict)


FORGED_COLUMNS = {
    "number": [0, 2, 99],
    "schema_version": [0, 2, 99],
    "sha256": ["0" * 64, "", "x"],
    "salt": ["0" * 64, "", "x"],
}


@pytest.mark.parametrize(
    ("column", "value"),
    [(column, value) for column, values in FORGED_COLUMNS.items() for value in values],
)
def test_a_forged_column_is_overwritten(column, value):
    verdict = given.draft()
    insert_row("claims_submission", **build_submission_row(verdict, **{column: value}))
    submission = Submission.objects.get()
    assert getattr(submission, column) != value
    assert (submission.number, submission.schema_version) == (1, record.SCHEMA_VERSION)
    assert submission.sha256 == record.compute_digest(submission.salt, submission.content)


def test_the_application_sends_only_who_submitted_what_when():
    composed = {"content", *FORGED_COLUMNS}
    columns = {field.column for field in Submission._meta.local_fields}
    assert columns - composed == {"id", *build_submission_row(given.draft())}


def test_every_submission_has_its_own_salt():
    verdict = given.draft()
    for _ in range(2):
        insert_row("claims_submission", **build_submission_row(verdict))
    first, second = Submission.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.content == second.content
    assert first.salt != second.salt and first.sha256 != second.sha256
    assert all(re.fullmatch("[0-9a-f]{64}", row.salt) for row in (first, second))


def test_a_temporary_table_does_not_stand_in_for_the_rows_of_a_record():
    verdict = given.draft()
    execute_sql("CREATE TEMPORARY TABLE claims_rating AS SELECT * FROM claims_rating")
    execute_sql("UPDATE pg_temp.claims_rating SET label = 'Forged'")
    insert_row("claims_submission", **build_submission_row(verdict))
    ((content,),) = execute_sql("SELECT content FROM claims_submission")
    execute_sql("DROP TABLE pg_temp.claims_rating")
    assert "Forged" not in content


@pytest.mark.parametrize(
    "setting",
    [
        "timezone = 'Asia/Tokyo'",
        "datestyle = 'German'",
        "lc_time = 'C'",
        "transform_null_equals = on",
        "search_path = pg_temp, pg_catalog, public",
    ],
)
def test_settings_of_the_session_do_not_change_a_record(setting):
    verdict = create_full_draft()
    expected = record.build_record(verdict)
    execute_sql(f"SET LOCAL {setting}")
    assert record.build_record(verdict) == expected


def test_submitting_a_draft_is_allowed():
    with assert_allowed():
        submit_with_sql(given.draft())


@pytest.mark.parametrize("column", ["content", *FORGED_COLUMNS])
def test_changing_a_submission_is_refused(column):
    given.in_review()
    with assert_refused("permission denied"):
        execute_sql(f"UPDATE claims_submission SET {column} = DEFAULT")


@pytest.mark.parametrize("state", ["in_review", "approved", "published"])
def test_submitting_outside_draft_is_refused(state):
    verdict = given.STATES[state]()
    with assert_refused(ONLY_DRAFTS):
        insert_row("claims_submission", **build_submission_row(verdict))


def test_a_submission_of_an_unknown_verdict_is_refused():
    verdict = given.draft()
    with assert_refused(ONLY_DRAFTS):
        insert_row(
            "claims_submission", **build_submission_row(verdict, verdict_id=verdict.pk + 1_000_000)
        )


# ── the submission of a verdict in review ─────────────────────────────────────────────────────────
EDITS = {
    "conclusion": "UPDATE claims_verdict SET conclusion = 'Another.' WHERE id = %s",
    "rating": "UPDATE claims_verdict SET rating_id = (SELECT id FROM claims_rating"
    " WHERE code = 'true') WHERE id = %s",
    "note": "UPDATE claims_evidence SET note = 'Another.' WHERE verdict_id = %s",
    "evidence": "DELETE FROM claims_evidence WHERE stance = 'context' AND verdict_id = %s",
    "claim": "UPDATE claims_claim SET statement = 'Another' FROM claims_verdict v"
    " WHERE v.claim_id = claims_claim.id AND v.id = %s",
}


@pytest.mark.parametrize("part", EDITS)
def test_a_draft_edited_after_its_record_was_composed_cannot_move_to_review(part):
    verdict, at = create_full_draft(), given.moment()
    insert_row("claims_submission", **build_submission_row(verdict, submitted_at=at))
    submission = Submission.objects.latest("pk")
    with assert_allowed():
        change_state(verdict, "in_review", verdict.author, at, submission_id=submission.pk)
    execute_sql(EDITS[part], verdict.pk)
    with assert_refused(EDITED):
        change_state(verdict, "in_review", verdict.author, at, submission_id=submission.pk)


def test_moving_to_review_without_a_submission_is_refused():
    verdict = given.draft()
    with assert_refused(NEEDS_SUBMISSION):
        change_state(verdict, "in_review", verdict.author, given.moment())


def test_moving_to_review_with_the_submission_of_another_verdict_is_refused():
    verdict, other = given.draft(), given.in_review()
    with assert_refused(NEEDS_SUBMISSION):
        change_state(
            verdict,
            "in_review",
            verdict.author,
            given.moment(),
            submission_id=other.submission_id,
        )


def test_moving_to_review_with_an_old_submission_is_refused():
    verdict = given.sent_back()
    with assert_refused(NEEDS_SUBMISSION):
        change_state(
            verdict,
            "in_review",
            verdict.author,
            given.moment(),
            submission_id=verdict.submission_id,
        )


def test_a_submission_by_another_user_than_the_transition_is_refused():
    verdict = given.draft()
    with assert_refused(NEEDS_SUBMISSION):
        submit_with_sql(verdict, submitted_by_id=given.person("dov").pk)
