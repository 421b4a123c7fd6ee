"""Every entry of the ledger has a sentence for readers."""

import re

import pytest
from django.conf import settings

from claims.choices import LedgerEvent
from claims.models import LedgerEntry, PublicLedgerEntry
from factcheck.public.formatting.ledger_sentences import (
    DESCRIPTIONS,
    FIELDS,
    OUTCOMES,
    SENTENCES,
    describe_entry,
    get_entry_url,
)
from tests import given
from tests.helpers.attacks import execute_sql

TRIGGERS = (settings.BASE_DIR / "claims/sql/triggers/descriptions.sql").read_text()
WITH_DETAILS = {LedgerEvent.DESCRIPTION_CHANGED, LedgerEvent.SOURCE_CHECK_CHANGED}


def list_trigger_arguments(function: str) -> list[list[str]]:
    calls = re.findall(rf"FUNCTION {function}\(([^)]+)\)", TRIGGERS)
    return [re.findall(r"'(\w+)'", call) for call in calls]


def test_every_event_has_a_sentence():
    assert SENTENCES.keys() | WITH_DETAILS == set(LedgerEvent)


def test_every_field_that_the_triggers_record_has_a_name():
    descriptions = list_trigger_arguments("record_description")
    fields = {name.removesuffix("_id") for call in descriptions for name in call[2:]}
    fields |= {call[0] for call in list_trigger_arguments("record_claim_description")}
    assert fields - {"byline"} <= FIELDS.keys()
    assert {call[0] for call in descriptions} - {"writer"} | {"claim"} == DESCRIPTIONS.keys()


def test_every_outcome_of_a_source_check_has_a_sentence():
    assert {"exact", "altered", "ambiguous", "missing", "unreachable"} <= OUTCOMES.keys()


def test_a_description_names_its_fields_and_leads_to_the_page():
    details = {"kind": "source", "id": "0123456789", "fields": ["title", "author", "url"]}
    entry = PublicLedgerEntry(event="description_changed", details=details)
    expected = "The description of a source was changed: title, author and address."
    assert describe_entry(entry) == expected
    assert get_entry_url(entry) == "/sources/0123456789/"


@pytest.mark.django_db
def test_the_ledger_is_filtered_by_event(client):
    verdict = given.published()
    execute_sql("UPDATE sources_source SET title = 'Another'")
    execute_sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert LedgerEntry.objects.count() == 2
    page = client.get("/ledger/").content.decode()
    assert "A fact-check was published." in page
    assert "The description of a source was changed: title." in page
    page = client.get("/ledger/", {"event": "description_changed"}).content.decode()
    assert "A fact-check was published." not in page
    assert verdict.evidence.get().passage.snapshot.source.public_id in page
    assert client.get("/ledger/", {"event": "retracted"}).status_code == 200
    assert client.get("/ledger/", {"event": "nonsense"}).status_code == 400
    assert client.get("/ledger/", {"evnt": "retracted"}).status_code == 400
