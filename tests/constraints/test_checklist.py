"""Of the checklist the database holds what no setting changes: answers, their words, quotations."""

import pytest
from django.conf import settings
from django.db import connections

from claims.workflow.transitions import refusal
from tests import given
from tests.helpers.attacks import allowed, insert, move, refused, set_verdict, sql
from tests.helpers.submissions import content_of, row_of, submit

pytestmark = pytest.mark.database

AS_ITS_DRAFT = "A submission answers the checklist as its draft does."
NOT_THERE = "Every quotation is what stands in its snapshot."


# ── answers ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
@pytest.mark.parametrize("column", ["primary_sources", "interest", "crime"])
def test_an_answer_that_nobody_knows_is_refused(column):
    verdict = given.draft()
    with refused(f"{column}_is_a_known_answer"):
        set_verdict(verdict, **{column: "maybe"})


@pytest.mark.django_db
def test_every_answer_that_is_known_can_be_given():
    verdict = given.draft()
    with allowed():
        for crime in ("", "not_alleged", "accused", "charged", "convicted", "acquitted", "dropped"):
            set_verdict(verdict, crime=crime)
        set_verdict(verdict, primary_sources="none", interest="declared")


NEEDS_WORDS = {"primary_sources": ("none", "why_no_primary")}
NEEDS_WORDS |= {"interest": ("declared", "interest_handled")}


@pytest.mark.django_db
@pytest.mark.parametrize("column", NEEDS_WORDS)
@pytest.mark.parametrize("words", ["", " \n"])
def test_an_answer_that_needs_words_is_not_submitted_without_them(column, words):
    answer, beside = NEEDS_WORDS[column]
    verdict = given.draft(**{column: answer, beside: words})
    with refused(f"{column}_is_explained"):
        submit(verdict)


@pytest.mark.django_db
@pytest.mark.parametrize("column", NEEDS_WORDS)
def test_an_answer_with_its_words_can_be_submitted(column):
    answer, beside = NEEDS_WORDS[column]
    verdict = given.draft(**{column: answer, beside: "Because."})
    with allowed():
        submit(verdict)


@pytest.mark.django_db
def test_a_draft_that_is_half_answered_can_be_given_up():
    verdict = given.draft(primary_sources="none", interest="declared")
    with allowed():
        move(verdict, "discarded", verdict.author, given.moment())


# ── the record ──────────────────────────────────────────────────────────────────────────────────
OTHERWISE = {
    "primary_sources": "none",
    "why_no_primary": "Other words.",
    "interest": None,
    "interest_handled": "Other words.",
    "crime": "convicted",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", OTHERWISE)
def test_a_record_that_answers_otherwise_is_refused(name):
    verdict = given.draft()
    content = content_of(verdict)
    content["checklist"] |= {name: OTHERWISE[name]}
    with refused(AS_ITS_DRAFT):
        insert("claims_submission", **row_of(verdict, content))


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*OTHERWISE, "checklist"])
def test_a_record_that_leaves_an_answer_out_is_refused(name):
    verdict = given.draft()
    content = content_of(verdict)
    del (content if name == "checklist" else content["checklist"])[name]
    with refused(AS_ITS_DRAFT):
        insert("claims_submission", **row_of(verdict, content))


@pytest.mark.django_db
def test_a_record_that_answers_as_its_draft_does_can_be_submitted():
    verdict = given.draft(
        primary_sources="none",
        why_no_primary="The tables are not public.",
        interest="",
        interest_handled="Left over, and not asked for.",
        crime="charged",
    )
    assert content_of(verdict)["checklist"]["interest_handled"] == ""
    with allowed():
        submit(verdict)


@pytest.mark.django_db
@pytest.mark.parametrize("form", [1, 2])
def test_a_record_of_an_older_form_has_no_answers(form):
    verdict = given.draft()
    content = content_of(verdict) | {"form": form}
    del content["checklist"]
    with allowed():
        submit(verdict, content, form=form)


# ── quotations ──────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def by_the_owners_hand(own_database, django_db_blocker):
    """Facts that were changed behind the back of the triggers, as in a backup gone wrong."""

    def change(statement: str) -> None:
        with connections[settings.OWNER_ALIAS].cursor() as cursor:
            for table in ("sources_passage", "sources_body"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)
            for table in ("sources_passage", "sources_body"):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    with django_db_blocker.unblock():
        yield change


SPOILT = {
    "other words": "UPDATE sources_passage SET exact = replace(exact, '4', '9')",
    "another place": 'UPDATE sources_passage SET start = start + 1, "end" = "end" + 1',
    "out of the body": "UPDATE sources_body SET spans = ARRAY[ARRAY[0, 9]]",
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_quotation_that_is_not_there_is_neither_submitted_nor_published(how, by_the_owners_hand):
    draft, approved = given.draft(), given.approved()
    carla, at = given.person("carla"), given.moment()
    insert("claims_submission", **row_of(draft, submitted_at=at))
    by_the_owners_hand(SPOILT[how])
    ((newest,),) = sql("SELECT max(id) FROM claims_submission")
    with refused(NOT_THERE):
        move(draft, "in_review", draft.author, at, submission_id=newest)
    with refused(NOT_THERE):
        move(approved, "published", carla, at, published_at=at, published_by_id=carla.pk)
    assert "not what stands in its snapshot" in refusal(
        "submit", draft, draft.author, at=given.moment()
    )
    assert "leaves open: word for word." in refusal("publish", approved, carla, at=given.moment())


@pytest.mark.django_db
def test_what_stands_there_can_be_submitted():
    with allowed():
        submit(given.draft())
    assert sql("SELECT count(*) FROM claims_submission") == [(0,)]
