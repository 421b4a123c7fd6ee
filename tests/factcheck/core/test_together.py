"""Several questions in one query answer what Django's own would, each in its own query."""

import pytest
from django.db import connection
from django.db.models import Count, Prefetch, Value
from django.db.models.functions import TruncDate
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Evidence, Rating, Review, Submission, Transition, Verdict
from factcheck.core import together
from sources.models import Body, Kinship, Passage, Snapshot
from tests import given

pytestmark = pytest.mark.django_db


def columns(row) -> dict:
    """All that was loaded of a row, its joined rows included."""
    state = dict(row.__dict__)
    joined = state.pop("_state").fields_cache
    return state | {name: columns(one) if one else None for name, one in joined.items()}


def asked(what) -> int:
    with CaptureQueriesContext(connection) as queries:
        what()
    return len(queries)


QUESTIONS = {
    "dates, truths and nothing": lambda: Verdict.objects.all(),
    "joins": lambda: Evidence.objects.select_related("passage__snapshot__source__publisher"),
    "a join that finds nothing": lambda: Verdict.objects.select_related("approved_by", "rating"),
    "what is left out": lambda: Verdict.objects.defer("reasoning").select_related("claim"),
    "only some columns": lambda: Claim.objects.only("statement"),
    "arrays": lambda: Body.objects.all(),
    "numbers with fractions": lambda: Kinship.objects.all(),
    "long texts": lambda: Submission.objects.order_by("-number", "-pk"),
    "a number for each row": lambda: Claim.objects.annotate(n=Count("verdicts"), one=Value(1)),
    "the first of many": lambda: Transition.objects.order_by("-moved_at", "-id")[:3],
    "one of each": lambda: Verdict.objects.order_by("claim__statement").distinct(),
    "nothing at all": lambda: Verdict.objects.none(),
    "no row": lambda: Review.objects.filter(comment="nobody wrote this"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_the_one_that_django_gives(question):
    given.superseded(), given.on_two_sources(), given.suspended()
    given.decided(given.snapshot().source, given.snapshot(given.ELSEWHERE).source)
    found, _ = together.read(QUESTIONS[question](), Rating.objects.all())
    expected = list(QUESTIONS[question]())
    assert [type(row) for row in found] == [type(row) for row in expected]
    assert [columns(row) for row in found] == [columns(row) for row in expected]


@pytest.mark.parametrize(
    "question",
    [
        lambda: Transition.objects.values_list("verb", "moved_at"),
        lambda: Claim.objects.values_list("statement", flat=True),
        lambda: (
            Transition.objects.order_by()
            .annotate(day=TruncDate("moved_at"))
            .values("day", "verb")
            .annotate(number=Count("pk"))
        ),
    ],
)
def test_columns_alone_are_told_too(question):
    given.published()
    assert together.read(question(), question()) == [list(question())] * 2


def test_all_of_it_is_one_query():
    given.published()
    assert asked(lambda: together.read(*(ask() for ask in QUESTIONS.values()))) == 1


def test_what_a_question_prefetches_is_asked_after_it():
    given.published()
    (claims,) = together.read(Claim.objects.prefetch_related("verdicts"))
    assert asked(lambda: [list(one.verdicts.all()) for one in claims]) == 0


CITED = Prefetch("evidence", Evidence.objects.select_related("passage"))


def test_relations_are_read_with_a_row_in_one_query():
    verdict = given.on_two_sources()
    verdict = Verdict.objects.select_related("claim").get(pk=verdict.pk)
    relations = (CITED, "contributors", "transitions", "claim__verdicts", "claim__topics")
    assert asked(lambda: together.prefetch(verdict, *relations)) == 1
    assert asked(lambda: together.prefetch(verdict, *relations)) == 0

    def look():
        assert [one.passage.exact for one in verdict.evidence.all()] == [
            given.OFFICE,
            given.SMALLER,
        ]
        assert verdict.evidence.all()[0].verdict is verdict
        assert len(verdict.contributors.all()) == 1
        assert list(verdict.claim.verdicts.all()) == [verdict]
        assert list(verdict.claim.topics.all()) == []

    assert asked(look) == 0


def test_relations_of_a_row_hold_no_rows_of_another():
    mine, other = given.on_two_sources(), given.draft()
    (cited,) = together.related(mine, CITED)
    (others,) = together.related(other, CITED)
    assert {one.verdict_id for one in cited} == {mine.pk}
    assert {one.verdict_id for one in others} == {other.pk}


def test_related_rows_are_read_anew_each_time_unless_they_were_prefetched():
    verdict = given.draft()
    together.related(verdict, CITED)
    given_later = given.passage(given.DOUBT)
    Evidence.objects.filter(verdict=verdict).update(passage=given_later)
    assert together.related(verdict, CITED)[0][0].passage == given_later
    verdict = Verdict.objects.prefetch_related(CITED, "claim__topics").get(pk=verdict.pk)
    relations = (CITED, "contributors", "claim__topics")
    assert asked(lambda: together.related(verdict, *relations)) == 1
    assert asked(lambda: together.related(verdict, CITED)) == 0


def test_topics_of_a_claim_are_its_own():
    claim = given.claim(topics=[given.topic()])
    given.claim(topics=[given.topic("health", "Health")])
    assert together.related(claim, "topics") == [[given.topic()]]


def test_the_newest_body_is_found_among_those_that_were_read():
    snapshot = Snapshot.objects.get(pk=given.snapshot().pk)
    passages = Prefetch("passages", Passage.objects.order_by("start"))
    together.prefetch(snapshot, "bodies", passages, "source__snapshots")
    assert asked(lambda: snapshot.body.spans and list(snapshot.source.snapshots.all())) == 0
