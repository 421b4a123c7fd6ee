"""What the database enforces about the checklist: known answers, explanations and quotations."""

import pytest
from django.conf import settings
from django.db import connections

from claims.choices import (
    OPEN_PROCEEDINGS,
    WITHOUT_PROCEEDINGS,
    WORDING_KINDS,
    ChangeKind,
    ConflictOfInterest,
    CriminalProceedings,
    PrimarySources,
)
from claims.publication import record
from claims.workflow import drafting
from claims.workflow.transitions import check_allowed
from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_row,
    update_verdict,
)
from tests.helpers.submissions import build_submission_row, submit_with_sql

pytestmark = pytest.mark.database

NOT_VERBATIM = "Every quotation must be in its snapshot word for word."


# ── answers ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
@pytest.mark.parametrize(
    "column",
    ["primary_sources", "conflict_of_interest", "criminal_proceedings", "machine_assistance"],
)
def test_an_unknown_answer_is_refused(column):
    verdict = given.draft()
    with assert_refused(f"{column}_is_known"):
        update_verdict(verdict, **{column: "so"})


@pytest.mark.django_db
def test_every_known_answer_is_allowed():
    verdict = given.draft()
    with assert_allowed():
        for criminal_proceedings in ("", *CriminalProceedings.values):
            update_verdict(verdict, criminal_proceedings=criminal_proceedings)
        update_verdict(verdict, primary_sources="none", conflict_of_interest="declared")


EXPLANATIONS = {"primary_sources": ("none", "no_primary_source_reason")}
EXPLANATIONS |= {"conflict_of_interest": ("declared", "conflict_handling")}


@pytest.mark.django_db
@pytest.mark.parametrize("column", EXPLANATIONS)
@pytest.mark.parametrize("text", ["", " \n"])
def test_submitting_an_answer_without_its_explanation_is_refused(column, text):
    answer, explanation = EXPLANATIONS[column]
    verdict = given.draft(**{column: answer, explanation: text})
    with assert_refused(f"{column}_is_explained"):
        submit_with_sql(verdict)


@pytest.mark.django_db
@pytest.mark.parametrize("column", EXPLANATIONS)
def test_submitting_an_answer_with_its_explanation_is_allowed(column):
    answer, explanation = EXPLANATIONS[column]
    verdict = given.draft(**{column: answer, explanation: "Because."})
    with assert_allowed():
        submit_with_sql(verdict)


# ── criminal proceedings ──────────────────────────────────────────────────────────────────────────
PROCEEDINGS = sorted({*CriminalProceedings.values} - {*WITHOUT_PROCEEDINGS})


@pytest.mark.django_db
@pytest.mark.parametrize("step", PROCEEDINGS)
@pytest.mark.parametrize(
    "changes",
    [
        {"proceedings_country": " "},
        {"proceedings_on": None},
        {"proceedings_on": "2026-10-31"},  # the facts were checked on the day before
    ],
    ids=str,
)
def test_submitting_proceedings_without_their_country_and_date_is_refused(step, changes):
    verdict = given.draft(**given.proceedings(step, **changes))
    with assert_refused("proceedings_have_country_and_date"):
        submit_with_sql(verdict)


@pytest.mark.django_db
@pytest.mark.parametrize("step", OPEN_PROCEEDINGS)
@pytest.mark.parametrize("revisit_on", [None, "2026-10-30"])
def test_submitting_open_proceedings_without_a_later_date_to_revisit_is_refused(step, revisit_on):
    verdict = given.draft(**given.proceedings(step, revisit_on=revisit_on))
    with assert_refused("open_proceedings_have_revisit_date"):
        submit_with_sql(verdict)


@pytest.mark.django_db
@pytest.mark.parametrize("step", CriminalProceedings.values)
def test_submitting_a_step_with_all_that_it_requires_is_allowed(step):
    changes = {} if step in OPEN_PROCEEDINGS else {"revisit_on": None}
    if step in WITHOUT_PROCEEDINGS:
        changes |= {"proceedings_country": "", "proceedings_on": None}
    verdict = given.draft(**given.proceedings(step, **changes))
    with assert_allowed():
        submit_with_sql(verdict)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ChangeKind.values[:4])
@pytest.mark.parametrize("step", ["acquitted", "quashed", "charged"])
def test_a_new_step_is_announced_as_an_update_or_a_correction(kind, step):
    draft = given.correction(given.published(), kind=kind, **given.proceedings(step))
    message = "A new step in criminal proceedings needs an update or a correction."
    with assert_refused(message) if kind in WORDING_KINDS else assert_allowed():
        submit_with_sql(draft)


# ── machine assistance ────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_an_unknown_purpose_of_a_tool_is_refused():
    verdict = given.draft()
    with assert_refused("machine_purposes_are_known"):
        update_verdict(verdict, machine_purposes="{translation,magic}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [{"machine_purposes": []}, {"machine_tools": " "}, {"editorial_responsibility": "\n"}],
    ids=str,
)
def test_submitting_machine_assistance_without_tool_purpose_or_responsibility_is_refused(changes):
    verdict = given.draft(**given.machine_assistance(**changes))
    with assert_refused("machine_assistance_is_explained"):
        submit_with_sql(verdict)


def draft_with_machine_translation(**answers):
    """A draft that cites a passage in another language."""
    verdict = given.draft(**answers)
    snapshot = given.snapshot("Der Handel wuchs um 4 Prozent.", title="Handel", language="de")
    ana, at = verdict.author, given.moment()
    passage = given.passage("Der Handel wuchs um 4 Prozent", of=snapshot)
    evidence = drafting.cite(verdict, passage, by=ana, at=at, stance="refutes")
    words = {"text": "Trade grew by 4 percent", "translated_by": "machine"}
    drafting.translate_evidence(evidence, by=ana, at=given.moment(), **words)
    verdict.refresh_from_db()
    return verdict


def draft_with_translated_response(**answers):
    """A draft with a response in another language."""
    verdict = given.draft(**answers)
    words = {"language": "de", "translation": "No.", "translated_by": "machine"}
    given.comment_response(given.comment_request(verdict.claim), text="Nein.", **words)
    verdict.refresh_from_db()
    return verdict


TRANSLATIONS = [draft_with_machine_translation, draft_with_translated_response]
OTHER_PURPOSE = given.machine_assistance(machine_purposes=["search"])


@pytest.mark.django_db
@pytest.mark.parametrize("create", TRANSLATIONS)
@pytest.mark.parametrize("answers", [{}, OTHER_PURPOSE], ids=["none", "search"])
def test_submitting_a_machine_translation_that_is_not_stated_is_refused(create, answers, settings):
    settings.CHECKLIST = []
    verdict = create(**answers)
    with assert_refused("A machine translation must be stated as machine assistance."):
        submit_with_sql(verdict)
    violation = check_allowed("submit", verdict, verdict.author, at=given.moment())
    assert violation.message.startswith("It contains a machine translation")


@pytest.mark.django_db
@pytest.mark.parametrize("create", TRANSLATIONS)
def test_submitting_a_machine_translation_that_is_stated_is_allowed(create):
    verdict = create(**given.machine_assistance())
    assert check_allowed("submit", verdict, verdict.author, at=given.moment()) is None
    with assert_allowed():
        submit_with_sql(verdict)


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["", "none", "used"])
def test_the_machine_answers_of_a_draft_are_those_of_its_record(answer):
    verdict = given.draft(**given.machine_assistance(machine_assistance=answer))
    answers = record.get_checklist_answers(verdict)
    assert record.build_record(verdict)["checklist"] == answers
    assert bool(answers["machine_tools"]) == (answer == "used")


@pytest.mark.django_db
def test_discarding_a_draft_with_incomplete_answers_is_allowed():
    verdict = given.draft(primary_sources="none", conflict_of_interest="declared")
    with assert_allowed():
        change_state(verdict, "discarded", verdict.author, given.moment())


# ── the record ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_the_record_has_the_checklist_answers_of_its_draft():
    verdict = given.draft(
        primary_sources="none",
        no_primary_source_reason="The tables are not public.",
        conflict_of_interest="",
        conflict_handling="An old explanation.",
        **given.proceedings("charged"),
    )
    expected = {
        "primary_sources": "none",
        "no_primary_source_reason": "The tables are not public.",
        "conflict_of_interest": None,
        "conflict_handling": "",
        "criminal_proceedings": "charged",
        "proceedings_country": "Norland",
        "proceedings_on": "2026-10-01",
        "machine_assistance": "none",
        "machine_purposes": [],
        "machine_tools": "",
        "editorial_responsibility": "",
    }
    assert record.build_record(verdict)["checklist"] == expected
    assert record.get_checklist_answers(verdict) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("primary_sources", ["", *PrimarySources.values])
@pytest.mark.parametrize("conflict_of_interest", ["", *ConflictOfInterest.values])
def test_the_answers_of_a_draft_are_those_of_its_record(primary_sources, conflict_of_interest):
    verdict = given.draft(
        primary_sources=primary_sources,
        no_primary_source_reason="Why.",
        conflict_of_interest=conflict_of_interest,
        conflict_handling="How.",
    )
    answers = record.get_checklist_answers(verdict)
    assert record.build_record(verdict)["checklist"] == answers


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["", *CriminalProceedings.values])
def test_the_step_of_a_draft_is_that_of_its_record(step):
    verdict = given.draft(**given.proceedings(step))
    answers = record.get_checklist_answers(verdict)
    assert record.build_record(verdict)["checklist"] == answers
    assert bool(answers["proceedings_on"]) == (step not in ("", *WITHOUT_PROCEEDINGS))


# ── quotations ────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def execute_as_owner(own_database, django_db_blocker):
    """Changes immutable rows with the triggers disabled, as a broken backup could."""

    def execute(statement: str) -> None:
        with connections[settings.OWNER_DATABASE_ALIAS].cursor() as cursor:
            for table in ("sources_passage", "sources_articletext"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)
            for table in ("sources_passage", "sources_articletext"):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    with django_db_blocker.unblock():
        yield execute


MANIPULATIONS = {
    "other words": "UPDATE sources_passage SET exact = replace(exact, '4', '9')",
    "another place": 'UPDATE sources_passage SET start = start + 1, "end" = "end" + 1',
    "outside the article text": "UPDATE sources_articletext SET spans = ARRAY[ARRAY[0, 9]]",
}


@pytest.mark.parametrize("manipulation", MANIPULATIONS)
def test_submitting_or_publishing_a_quotation_that_is_not_in_its_snapshot_is_refused(
    manipulation, execute_as_owner
):
    draft, approved = given.draft(), given.approved()
    carla, at = given.person("carla"), given.moment()
    insert_row("claims_submission", **build_submission_row(draft, submitted_at=at))
    execute_as_owner(MANIPULATIONS[manipulation])
    ((submission_id,),) = execute_sql("SELECT max(id) FROM claims_submission")
    with assert_refused(NOT_VERBATIM):
        change_state(draft, "in_review", draft.author, at, submission_id=submission_id)
    with assert_refused(NOT_VERBATIM):
        change_state(approved, "published", carla, at, published_at=at, published_by_id=carla.pk)
    violation = check_allowed("submit", draft, draft.author, at=given.moment())
    assert "not in its snapshot word for word" in violation.message
    # The record that its rows have now differs from what was approved.
    assert check_allowed("publish", approved, carla, at=given.moment()) is not None


@pytest.mark.django_db
def test_submitting_a_verbatim_quotation_is_allowed():
    with assert_allowed():
        submit_with_sql(given.draft())
    assert execute_sql("SELECT count(*) FROM claims_submission") == [(0,)]
