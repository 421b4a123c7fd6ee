"""Two people who write at once: nothing is overwritten in silence, and no words are lost."""

import re

import pytest

from claims.models import Claim
from sources.models import Publisher, Source
from tests import given
from tests.factcheck.desk.conftest import carried, opened, verb, workspace
from tests.factcheck.desk.verdicts.test_workspace import typed


def of_claim(claim: Claim, **changed) -> dict:
    told = {"statement": claim.statement, "origin": claim.origin, "language": claim.language}
    return told | {"claimant": claim.claimant_id or ""} | changed


def of_source(source: Source, **changed) -> dict:
    told = {"kind": source.kind, "title": source.title, "published_precision": "unknown"}
    return told | {"language": source.language} | changed


def test_of_two_sessions_on_one_draft_the_second_reads_what_the_first_saved(at_the_desk):
    verdict, ana, dov = given.draft(), at_the_desk("ana"), at_the_desk("dov")
    first, second = opened(ana, workspace(verdict)), opened(dov, workspace(verdict))
    words = {"reasoning": "Bread was counted twice."}
    assert ana.post(verb(verdict, "edit"), typed(verdict, **words, **first)).status_code == 302
    told = typed(verdict, reasoning="Bread was counted once.", **second)
    answer = dov.post(verb(verdict, "edit"), told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.search(r"<del>[^/]*twice", page.replace("</span>", ""))
    assert "Bread was counted once.</textarea>" in page
    verdict.refresh_from_db()
    assert verdict.reasoning == "Bread was counted twice."
    knowingly = told | carried(page)
    assert dov.post(verb(verdict, "edit"), knowingly).status_code == 302
    verdict.refresh_from_db()
    assert verdict.reasoning == "Bread was counted once."


def test_where_only_the_evidence_changed_the_second_is_told_so(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    told = typed(verdict, **opened(ana, workspace(verdict)))
    uncited = f"{verb(verdict, 'uncite')}{verdict.evidence.get().pk}/"
    assert at_the_desk("dov").post(uncited).status_code == 302
    answer = ana.post(verb(verdict, "edit"), told)
    assert answer.status_code == 409
    assert "The words are the same; only the evidence changed." in answer.content.decode()


def test_evidence_that_somebody_took_out_cannot_be_taken_out_again(at_the_desk):
    verdict = given.draft()
    address = f"{verb(verdict, 'uncite')}{verdict.evidence.get().pk}/"
    assert at_the_desk("ana").post(address).status_code == 302
    assert at_the_desk("dov").post(address).status_code == 404


def test_evidence_that_somebody_cited_meanwhile_is_not_cited_twice(at_the_desk):
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    told = {"passage": passage.pk, "stance": "context", "note": ""}
    assert at_the_desk("ana").post(verb(verdict, "cite"), told).status_code == 302
    answer = at_the_desk("dov").post(verb(verdict, "cite"), told | {"stance": "refutes"})
    assert answer.status_code == 409
    assert "cited already" in answer.content.decode()
    assert verdict.evidence.get(passage=passage).stance == "context"


def test_of_two_who_mend_a_claim_the_second_is_shown_what_the_first_wrote(at_the_desk):
    claim, ana, dov = given.claim(), at_the_desk("ana"), at_the_desk("dov")
    address = f"/desk/claims/claim/{claim.pk}/mend/"
    first, second = opened(ana, address), opened(dov, address)
    assert ana.post(address, of_claim(claim, statement="Trade fell.", **first)).status_code == 302
    told = of_claim(claim, statement="Trade grew.", **second)
    answer = dov.post(address, told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody mended this claim while you were writing." in page
    assert re.search(r"<del>[^/]*fell", page.replace("</span>", ""))
    assert "Trade grew.</textarea>" in page
    claim.refresh_from_db()
    assert claim.statement == "Trade fell."
    assert dov.post(address, told | carried(page)).status_code == 302
    claim.refresh_from_db()
    assert claim.statement == "Trade grew."


def test_topics_that_somebody_added_meanwhile_are_not_taken_away_in_silence(at_the_desk):
    claim, ana, dov = given.claim(), at_the_desk("ana"), at_the_desk("dov")
    address = f"/desk/claims/claim/{claim.pk}/mend/"
    seen = opened(dov, address)
    topic = given.topic()
    ana.post(address, of_claim(claim, topics=[topic.pk], **opened(ana, address)))
    answer = dov.post(address, of_claim(claim, **seen))
    assert answer.status_code == 409
    assert list(claim.topics.all()) == [topic]


def test_a_mended_claim_that_nobody_else_touched_is_saved(at_the_desk):
    claim, ana = given.claim(), at_the_desk("ana")
    address = f"/desk/claims/claim/{claim.pk}/mend/"
    told = of_claim(claim, statement="Trade fell.", **opened(ana, address))
    assert ana.post(address, told).status_code == 302


def test_of_two_who_describe_a_source_the_second_is_shown_what_the_first_wrote(at_the_desk):
    source, bo, carla = given.snapshot().source, at_the_desk("bo"), at_the_desk("carla")
    address = f"/desk/sources/source/{source.pk}/change/"
    first, second = opened(bo, address), opened(carla, address)
    assert bo.post(address, of_source(source, title="On bread", **first)).status_code == 302
    told = of_source(source, title="On milk", **second)
    answer = carla.post(address, told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody saved this while you were writing." in page
    assert re.search(r"<del>[^/]*bread", page.replace("</span>", ""))
    assert 'value="On milk"' in page
    source.refresh_from_db()
    assert source.title == "On bread"
    assert carla.post(address, told | carried(page)).status_code == 302
    source.refresh_from_db()
    assert source.title == "On milk"


@pytest.mark.parametrize("seen", [{}, {"seen": "yesterday"}])
def test_a_description_that_does_not_say_what_was_read_is_not_saved(at_the_desk, seen):
    publisher = Publisher.objects.create(name="The Gazette")
    address = f"/desk/sources/publisher/{publisher.pk}/change/"
    answer = at_the_desk("bo").post(address, {"name": "The Herald"} | seen)
    assert answer.status_code == 409
    publisher.refresh_from_db()
    assert publisher.name == "The Gazette"


def test_a_new_row_needs_nothing_to_have_been_read(at_the_desk):
    told = {"name": "The Herald", "homepage": "", "description": ""}
    assert at_the_desk("bo").post("/desk/sources/publisher/add/", told).status_code == 302
    assert Publisher.objects.get().name == "The Herald"
