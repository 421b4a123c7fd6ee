"""Origins at the desk: counted beside the evidence, asked about, and answered."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.workflow import drafting
from sources.models import Kinship
from tests import given
from tests.factcheck.desk.conftest import verb, workspace

pytestmark = pytest.mark.django_db

COPIED = f"From our reporter. {given.TEXT} More follows."


def with_a_copy():
    """A draft that cites a source and its copy."""
    verdict = given.draft(basis="independent")
    copy = given.passage(given.OFFICE, of=given.snapshot(COPIED, title="The copy"))
    drafting.cite(verdict, copy, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    return verdict


def said(verdict, **changed) -> dict:
    one, other = (passage.snapshot.source for passage in verdict.bearing())
    told = {"one": one.pk, "other": other.pk, "ground": "copy", "speaker": ""}
    return told | {"answer": "one_origin", "why": "One agency's report."} | changed


def page(desk, address) -> str:
    return html.unescape(desk.get(address).content.decode())


def test_a_copy_is_shown_with_how_alike_it_is_and_the_words_that_are_shared(at_the_desk):
    shown = page(at_the_desk("ana"), workspace(with_a_copy()))
    assert "Are these one origin?" in shown
    assert "100 percent of the shorter text stands in the other word for word." in shown
    assert shown.count("The minister spoke on Monday. Trade with the neighbour") >= 2


def test_what_an_editor_answers_is_kept_and_counted(at_the_desk):
    verdict, desk = with_a_copy(), at_the_desk("ana")
    assert desk.post(verb(verdict, "kinship"), said(verdict)).status_code == 302
    row = Kinship.objects.get()
    assert (row.answer, row.ground, row.decided_by.username) == ("one_origin", "copy", "ana")
    shown = page(desk, workspace(verdict))
    assert "Are these one origin?" not in shown
    assert "one origin: the same text" in shown
    assert "One agency's report." in shown
    assert "100 % alike" in shown


def test_the_answer_decides_whether_it_can_be_submitted(at_the_desk):
    verdict, desk = with_a_copy(), at_the_desk("ana")
    refused = desk.post(verb(verdict, "submit"))
    assert refused.status_code == 409
    assert "Say first whether “On trade” and “The copy” are one origin." in html.unescape(
        refused.content.decode()
    )
    desk.post(verb(verdict, "kinship"), said(verdict, answer="independent"))
    assert desk.post(verb(verdict, "submit")).status_code == 302


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"why": ""}, "Say why."),
        ({"answer": ""}, "Say whether the two sources are one origin."),
        ({"ground": ""}, "Choose what makes the two sources one origin."),
        ({"other": 0}, "Choose two different sources."),
        ({"other": ""}, "Choose two sources, and say why in a few words."),
        ({"other": "9" * 30}, "Choose two different sources."),
    ],
)
def test_an_answer_that_says_too_little_is_refused_with_a_sentence(at_the_desk, changed, sentence):
    verdict = with_a_copy()
    answer = at_the_desk("ana").post(verb(verdict, "kinship"), said(verdict, **changed))
    assert answer.status_code == 409
    assert sentence in html.unescape(answer.content.decode())
    assert not Kinship.objects.exists()


def test_what_was_typed_in_a_refused_answer_is_still_there(at_the_desk):
    verdict = with_a_copy()
    told = said(verdict, answer="", why="What I had typed.")
    answer = at_the_desk("ana").post(verb(verdict, "kinship"), told)
    assert 'value="What I had typed."' in answer.content.decode()


def test_two_sources_that_nothing_suggests_can_be_joined(at_the_desk):
    verdict, desk = given.on_two_sources(), at_the_desk("ana")
    assert "Say it of two sources" in page(desk, workspace(verdict))
    told = said(verdict, ground="speaker", speaker="The office")
    assert desk.post(verb(verdict, "kinship"), told).status_code == 302
    assert Kinship.objects.get().speaker == "The office"


def test_an_administrator_and_a_stranger_cannot_answer(at_the_desk, client):
    verdict = with_a_copy()
    assert at_the_desk("eva").post(verb(verdict, "kinship"), said(verdict)).status_code == 403
    assert client.post(verb(verdict, "kinship"), said(verdict)).status_code == 302
    assert not Kinship.objects.exists()


def test_an_answer_makes_nobody_a_contributor(at_the_desk):
    """It is said of sources, as their descriptions are, and not of the finding."""
    verdict = with_a_copy()
    at_the_desk("bo").post(verb(verdict, "kinship"), said(verdict, answer="independent"))
    assert Kinship.objects.get().decided_by.username == "bo"
    assert given.person("bo").pk not in verdict.contributors.values_list("person", flat=True)


# ── the page of a source ────────────────────────────────────────────────────────────────────────
def address_of(source) -> str:
    return f"/desk/sources/source/{source.pk}/change/"


def captured(text, **described):
    return given.snapshot(text, **described).source


@pytest.mark.parametrize("who", ["ana", "bo"])
def test_a_source_shows_its_copies_and_takes_an_answer(at_the_desk, who):
    source, copy = captured(given.TEXT), captured(COPIED, title="The copy")
    desk = at_the_desk(who)
    shown = page(desk, address_of(source))
    assert "The copy" in shown
    assert "Are these one origin?" in shown
    told = {"one": source.pk, "other": copy.pk, "ground": "copy", "speaker": ""}
    told |= {"answer": "one_origin", "why": "One agency's report."}
    answer = desk.post(f"/desk/sources/source/{source.pk}/kinship/", told)
    assert answer["Location"] == address_of(source)
    for either in (source, copy):
        shown = page(desk, address_of(either))
        assert "Are these one origin?" not in shown
        assert "One agency's report." in shown


def test_a_refused_answer_about_a_source_is_one_sentence(at_the_desk):
    source, copy = captured(given.TEXT), captured(COPIED)
    told = {"one": source.pk, "other": copy.pk, "ground": "copy", "answer": "one_origin"}
    answer = at_the_desk("ana").post(f"/desk/sources/source/{source.pk}/kinship/", told)
    assert answer.status_code == 409
    assert "Say why." in answer.content.decode()


def test_a_source_without_kin_says_so(at_the_desk):
    shown = page(at_the_desk("ana"), address_of(captured(given.TEXT)))
    assert "None is known." in shown


# ── how often the database is asked ─────────────────────────────────────────────────────────────
def asked(desk, address) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    return len(queries)


def test_a_source_asks_as_often_for_twenty_copies_as_for_one(at_the_desk):
    source, desk = captured(given.TEXT), at_the_desk("bo")
    copies = [captured(COPIED), captured(f"{given.TEXT} Edition 0.")]
    given.decided(source, copies[0])
    one = asked(desk, address_of(source))
    for number in range(1, 19):
        copies.append(captured(f"{given.TEXT} Edition {number}."))
    for copy in copies[2:10]:
        given.decided(source, copy)
    assert asked(desk, address_of(source)) == one


def test_a_draft_asks_as_often_for_twenty_origins_as_for_two(at_the_desk):
    verdict, desk = with_a_copy(), at_the_desk("ana")
    two = asked(desk, workspace(verdict))
    for number in range(18):
        text = given.snapshot(f"{given.TEXT} Edition {number}.")
        passage = given.passage(given.OFFICE, of=text)
        drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="refutes")
    assert asked(desk, workspace(verdict)) == two


def test_the_answers_of_all_sources_are_a_list_to_read(at_the_desk):
    one, other = given.snapshot().source, given.snapshot(given.ELSEWHERE, title="Other").source
    kinship = given.decided(one, other)
    reader = at_the_desk("bo")
    page = reader.get("/desk/sources/kinship/").content.decode()
    assert "One site." in page and str(kinship.decided_by) in page
    page = reader.get(f"/desk/sources/kinship/{kinship.pk}/change/").content.decode()
    assert "One site." in page and 'name="_save"' not in page
