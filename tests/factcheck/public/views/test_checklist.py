"""Readers see how a claim was checked; a question without an answer is never shown as a “no”."""

import html
import re

import pytest
from django.utils.html import strip_tags

from claims.choices import PRESUMED_INNOCENT, CriminalProceedings
from claims.publication import queries, record
from tests import given
from tests.factcheck.public.views.test_independence import get_page

pytestmark = pytest.mark.django_db

PRESUMPTION = "Everyone is presumed innocent until a final conviction."


def publish_and_get_page(client, **fields) -> str:
    return get_page(client, given.published(**fields))


def test_the_answers_are_shown_in_words(client):
    page = publish_and_get_page(
        client,
        primary_sources="none",
        no_primary_source_reason="The tables are secret.",
        conflict_of_interest="declared",
        conflict_handling="A reporter whose sister works there left the draft.",
        **given.proceedings("charged"),
    )
    assert "no primary source is cited. The tables are secret." in page
    assert "A reporter whose sister works there left the draft." in page
    step = f"charged, not convicted (Norland, 1 October 2026). {PRESUMPTION}"
    assert strip_tags(page).count(step) == 2


@pytest.mark.parametrize("step", CriminalProceedings.values)
def test_criminal_proceedings_are_shown_next_to_the_conclusion_too(client, step):
    label = str(CriminalProceedings(step).label)
    page = publish_and_get_page(client, **given.proceedings(step))
    is_crime_alleged = step != "not_alleged"
    has_proceedings = is_crime_alleged and step != "alleged"
    assert page.count(f"<dd>{label}") == 2 * is_crime_alleged
    assert strip_tags(page).count("(Norland, 1 October 2026)") == 2 * has_proceedings
    assert page.count(PRESUMPTION) == 2 * (step in PRESUMED_INNOCENT)


def test_readers_do_not_see_that_no_crime_is_alleged(client):
    page = publish_and_get_page(client)
    assert "no crime is alleged" not in page
    assert "Criminal proceedings" not in page
    assert PRESUMPTION not in page
    assert "1, each word for word from the text that we captured" in page


def test_a_question_without_an_answer_is_not_stated(client, settings):
    settings.CHECKLIST = []
    page = publish_and_get_page(client, criminal_proceedings="", conflict_of_interest="")
    assert page.count("not stated") == 2
    assert "Criminal proceedings" in page
    assert "no crime is alleged" not in page


def test_an_explanation_that_no_answer_requires_stays_at_the_desk(client):
    leftover = "A sentence that was left over."
    verdict = given.published(no_primary_source_reason=leftover, conflict_handling=leftover)
    assert leftover not in get_page(client, verdict)
    assert leftover not in verdict.submission.content


def test_a_preview_shows_the_answers_so_far(client):
    client.force_login(given.person("ana"))
    verdict = given.draft(
        criminal_proceedings="",
        primary_sources="none",
        no_primary_source_reason="None is known.",
    )
    page = client.get(f"/desk/claims/verdict/{verdict.pk}/preview/").content.decode()
    assert "None is known." in re.sub(r"\s+", " ", html.unescape(page))


def test_the_api_returns_the_answers_as_they_were_hashed(client):
    verdict = given.published(**given.proceedings("acquitted"))
    response = client.get(f"/api/v1/claims/{verdict.claim.public_id}/").json()
    assert response["record"]["schema_version"] == record.SCHEMA_VERSION == 1
    assert response["record"]["checklist"] == {
        "primary_sources": "cited",
        "no_primary_source_reason": "",
        "conflict_of_interest": "none",
        "conflict_handling": "",
        "criminal_proceedings": "acquitted",
        "proceedings_country": "Norland",
        "proceedings_on": "2026-10-01",
        "machine_assistance": "none",
        "machine_purposes": [],
        "machine_tools": "",
        "editorial_responsibility": "",
    }
    assert queries.get_claim(verdict.claim.public_id).record == response["record"]


@pytest.mark.parametrize("is_shown", [True, False])
@pytest.mark.parametrize("answers", [given.machine_assistance(), {}], ids=["used", "none"])
def test_readers_see_machine_assistance_if_the_desk_says_so(client, settings, answers, is_shown):
    settings.SHOW_MACHINE_ASSISTANCE = is_shown
    page = strip_tags(publish_and_get_page(client, **answers))
    words = "translation: Translator 3. Reviewed by "
    assert (words in page) == (is_shown and bool(answers))
    responsible = "Editorial responsibility: The Norland Foundation."
    assert (responsible in page) == (is_shown and bool(answers))
    assert "no machine assistance" not in page.lower()
