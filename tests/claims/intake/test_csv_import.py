"""A file of claims: what is read, what is refused, and that all of it comes in or none."""

import pytest

from claims.intake import csv_import
from claims.models import Batch, Claim
from claims.workflow.actions import Refused
from tests import given

pytestmark = pytest.mark.django_db

WHOLE = """\
statement,language,origin,claimant,topics,words,medium,place,appeared_on,precision,url
Milk is dear,en,person,The minister,trade|Health,Milk is too dear!,a speech,Graz,2026-10-01,day,https://a.example/b
Oil is dear,,,,,,,,,,
"""


def rows(text: str):
    return csv_import.check(csv_import.read(text))


def faults(text: str) -> dict:
    (row,) = rows(text)
    return row.faults


def brought(text: str) -> Batch:
    batch = csv_import.keep(rows(text), name="a.csv", by=given.person("ana"), at=given.moment())
    csv_import.bring_in(batch, at=given.moment())
    batch.refresh_from_db()
    return batch


def test_a_row_is_a_claim_with_where_it_was_said():
    given.claimant(), given.topic(), given.topic("health", "Health")
    batch = brought(WHOLE)
    milk, oil = csv_import.brought_in(batch)
    assert (milk.statement, milk.origin, str(milk.claimant)) == (
        "Milk is dear",
        "person",
        "The minister",
    )
    assert {one.slug for one in milk.topics.all()} == {"trade", "health"}
    said = milk.appearances.get()
    assert (said.words, said.place, said.precision) == ("Milk is too dear!", "Graz", "day")
    assert (oil.origin, oil.language, oil.appearances.count()) == ("circulating", "en", 0)
    assert {milk.recorded_by, oil.recorded_by} == {given.person("ana")}
    assert (batch.done, batch.number, batch.waits) == (2, 2, False)


@pytest.mark.parametrize("parts", [",", ";", "\t"])
def test_comma_semicolon_and_tab_are_told_apart(parts):
    (row,) = rows(f"statement{parts}language\nMilk is dear{parts}de\n")
    assert row.told == {"statement": "Milk is dear", "language": "de"}


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "one of them is “statement”"),
        ("claim\nMilk is dear", "one of them is “statement”"),
        ("statement,rating\nMilk is dear,true", "No column is called “rating”"),
        ("statement,statement\na,b", "Two columns"),
        ("statement\n\n\n", "no rows"),
        ("statement,language\nMilk is dear", "not as many cells"),
        ("statement,language\nMilk,en,extra", "not as many cells"),
        ('statement\n"Milk is dear', "no CSV file"),
    ],
)
def test_what_is_no_table_of_claims_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(csv_import.Unreadable, match=sentence):
        csv_import.read(text)


def test_more_rows_than_the_desk_takes_are_refused(settings):
    settings.IMPORT_ROWS = 2
    with pytest.raises(csv_import.Unreadable, match="more than 2 rows"):
        csv_import.read("statement\na\nb\nc\n")


@pytest.mark.parametrize(
    "cells, column",
    [
        ("statement\n" + "x" * 401, "statement"),
        ("statement,language\n,en", "statement"),
        ("statement,origin\nMilk is dear,gossip", "origin"),
        ("statement,claimant\nMilk is dear,Nobody", "claimant"),
        ("statement,origin\nMilk is dear,person", "claimant"),
        ("statement,topics\nMilk is dear,weather", "topics"),
        ("statement,place\nMilk is dear,Graz", "words"),
        ("statement,words,appeared_on\nMilk is dear,Dear!,2026-13-01", "appeared_on"),
        ("statement,words,appeared_on\nMilk is dear,Dear!,2026-10-01", "precision"),
        ("statement,words,url\nMilk is dear,Dear!,javascript:alert(1)", "url"),
    ],
)
def test_each_fault_stands_at_its_column(cells, column):
    assert column in faults(cells)


def test_a_reader_of_the_question_has_no_claimant():
    given.claimant()
    assert "claimant" in faults("statement,origin,claimant\nMilk is dear,question,The minister")


def test_two_claimants_of_one_name_are_a_fault():
    given.claimant(), given.claimant()
    told = faults("statement,origin,claimant\nMilk is dear,person,The minister")
    assert "Several claimants" in told["claimant"]


def test_a_row_that_is_said_twice_is_a_fault_of_the_second():
    first, second = rows("statement\nMilk is dear\nmilk is DEAR\n")
    assert not first.faults
    assert second.faults == {"statement": "Line 2 says the same."}


def test_a_claim_that_is_there_already_is_left_out():
    known = given.claim("Milk is dear")
    batch = brought("statement\nMilk is dear\nOil is dear\n")
    assert (batch.number, batch.left_out) == (1, 1)
    assert Claim.objects.filter(statement="Milk is dear").get() == known


def test_a_file_with_one_fault_keeps_nothing():
    with pytest.raises(Refused, match="1 of its rows"):
        brought("statement,topics\nMilk is dear,\nOil is dear,weather\n")
    assert not Batch.objects.exists()
    assert not Claim.objects.exists()


def test_a_file_of_claims_that_are_all_there_is_refused():
    given.claim("Milk is dear")
    with pytest.raises(Refused, match="there already"):
        brought("statement\nMilk is dear\n")


def test_who_may_not_record_claims_brings_none_in():
    with pytest.raises(Refused, match="Your role"):
        csv_import.keep(rows("statement\na b"), name="", by=given.person("eva"), at=given.moment())


def test_one_row_that_cannot_be_recorded_any_more_records_none():
    minister = given.claimant()
    text = "statement,origin,claimant\nOil is dear,circulating,\nMilk is dear,person,The minister\n"
    batch = csv_import.keep(rows(text), name="", by=given.person("ana"), at=given.moment())
    minister.name = "The chancellor"
    minister.save()
    csv_import.bring_in(batch, at=given.moment())
    batch.refresh_from_db()
    assert "Row 2" in batch.refused
    assert (batch.done, batch.waits) == (0, False)
    assert not Claim.objects.exists()
    assert not csv_import.brought_in(batch).exists()


def test_who_left_meanwhile_brings_none_in():
    batch, ana = given.batch(), given.person("ana")
    given.left(ana)
    csv_import.bring_in(batch, at=given.moment())
    batch.refresh_from_db()
    assert "Your role" in batch.refused
    assert not Claim.objects.exists()


def test_bringing_in_twice_records_once():
    batch = given.batch()
    csv_import.bring_in(batch, at=given.moment())
    csv_import.bring_in(batch, at=given.moment())
    assert Claim.objects.count() == 2


def test_a_file_of_very_many_rows_is_given_up_early(settings):
    settings.IMPORT_ROWS = 5
    for text in ("a\n" * 500_000, ",\n" * 500_000):
        head = "statement,language\n" if "," in text else "statement\n"
        with pytest.raises(csv_import.Unreadable, match="more than 5 rows"):
            csv_import.read(head + text)
