"""CSV imports: which files and rows are rejected, and that all claims are created or none."""

import pytest

from claims.intake import csv_import
from claims.models import Claim, ClaimImport
from factcheck.core.errors import FactcheckError, InvalidInput, NotPermitted
from tests import given

pytestmark = pytest.mark.django_db

ALL_COLUMNS = """\
statement,language,attribution,claimant,topics,text,medium,place,appeared_on,precision,url
Milk is dear,en,person,The minister,trade|Health,Milk is too dear!,a speech,Graz,2026-10-01,day,https://a.example/b
Oil is dear,,,,,,,,,,
"""


def parse_rows(text: str) -> list[csv_import.Row]:
    return csv_import.validate_rows(csv_import.parse_csv(text))


def get_errors(text: str) -> dict[str, str]:
    (row,) = parse_rows(text)
    return row.errors


def create_import(text: str, by: str = "ana") -> ClaimImport:
    user, at = given.person(by), given.moment()
    return csv_import.create_import(parse_rows(text), name="a.csv", by=user, at=at)


def run_import(claim_import: ClaimImport) -> ClaimImport:
    csv_import.run_import(claim_import, at=given.moment())
    claim_import.refresh_from_db()
    return claim_import


def test_a_row_becomes_a_claim_with_its_appearance():
    given.claimant(), given.topic(), given.topic("health", "Health")
    claim_import = run_import(create_import(ALL_COLUMNS))
    milk, oil = csv_import.list_imported_claims(claim_import)
    assert (milk.statement, milk.attribution, str(milk.claimant)) == (
        "Milk is dear",
        "person",
        "The minister",
    )
    assert {topic.slug for topic in milk.topics.all()} == {"trade", "health"}
    appearance = milk.appearances.get()
    assert (appearance.text, appearance.place, appearance.precision) == (
        "Milk is too dear!",
        "Graz",
        "day",
    )
    assert (oil.attribution, oil.language, oil.appearances.count()) == ("circulating", "en", 0)
    assert {milk.recorded_by, oil.recorded_by} == {given.person("ana")}
    assert (claim_import.processed, claim_import.total, claim_import.is_pending) == (2, 2, False)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_comma_semicolon_and_tab_are_recognised_as_delimiters(delimiter):
    (row,) = parse_rows(f"statement{delimiter}language\nMilk is dear{delimiter}de\n")
    assert row.values == {"statement": "Milk is dear", "language": "de"}


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "“statement” has to be one of them"),
        ("claim\nMilk is dear", "“statement” has to be one of them"),
        ("statement,rating\nMilk is dear,true", "Unknown columns: “rating”"),
        ("statement,statement\na,b", "Two columns"),
        ("statement\n\n\n", "no rows"),
        ("statement,language\nMilk is dear", "more or fewer cells"),
        ("statement,language\nMilk,en,extra", "more or fewer cells"),
        ('statement\n"Milk is dear', "not a valid CSV file"),
    ],
)
def test_a_malformed_file_is_rejected_with_a_message(text, message):
    with pytest.raises(InvalidInput, match=message):
        csv_import.parse_csv(text)


def test_more_rows_than_the_limit_are_rejected(settings):
    settings.IMPORT_MAX_ROWS = 2
    with pytest.raises(InvalidInput, match="more than 2 rows"):
        csv_import.parse_csv("statement\na\nb\nc\n")


@pytest.mark.parametrize(
    "text, column",
    [
        ("statement\n" + "x" * 401, "statement"),
        ("statement,language\n,en", "statement"),
        ("statement,attribution\nMilk is dear,gossip", "attribution"),
        ("statement,claimant\nMilk is dear,Unknown", "claimant"),
        ("statement,attribution\nMilk is dear,person", "claimant"),
        ("statement,topics\nMilk is dear,weather", "topics"),
        ("statement,place\nMilk is dear,Graz", "text"),
        ("statement,text,appeared_on\nMilk is dear,Dear!,2026-13-01", "appeared_on"),
        ("statement,text,appeared_on\nMilk is dear,Dear!,2026-10-01", "precision"),
        ("statement,text,url\nMilk is dear,Dear!,javascript:alert(1)", "url"),
    ],
)
def test_each_error_is_reported_with_its_column(text, column):
    assert column in get_errors(text)


def test_a_readers_question_has_no_claimant():
    given.claimant()
    errors = get_errors("statement,attribution,claimant\nMilk is dear,question,The minister")
    assert "claimant" in errors


def test_a_name_that_two_claimants_have_is_an_error():
    given.claimant(), given.claimant()
    errors = get_errors("statement,attribution,claimant\nMilk is dear,person,The minister")
    assert "Several claimants" in errors["claimant"]


def test_a_repeated_statement_is_an_error_in_the_second_row():
    first, second = parse_rows("statement\nMilk is dear\nmilk is DEAR\n")
    assert not first.errors
    assert second.errors == {"statement": "Line 2 has the same statement."}


def test_a_row_whose_claim_exists_is_skipped():
    existing = given.claim("Milk is dear")
    claim_import = run_import(create_import("statement\nMilk is dear\nOil is dear\n"))
    assert (claim_import.total, claim_import.skipped) == (1, 1)
    assert Claim.objects.filter(statement="Milk is dear").get() == existing


def test_a_file_with_one_invalid_row_is_not_imported():
    with pytest.raises(FactcheckError, match="1 row has errors"):
        create_import("statement,topics\nMilk is dear,\nOil is dear,weather\n")
    assert not ClaimImport.objects.exists()
    assert not Claim.objects.exists()


def test_a_file_without_a_new_claim_is_rejected():
    given.claim("Milk is dear")
    with pytest.raises(FactcheckError, match="exist already"):
        create_import("statement\nMilk is dear\n")


def test_importing_is_refused_to_a_role_that_cannot_record_claims():
    with pytest.raises(NotPermitted, match="Your role"):
        create_import("statement\na b", by="eva")


def test_if_one_claim_can_no_longer_be_created_none_is():
    minister = given.claimant()
    claim_import = create_import(
        "statement,attribution,claimant\n"
        "Oil is dear,circulating,\n"
        "Milk is dear,person,The minister\n"
    )
    minister.name = "The chancellor"
    minister.save()
    run_import(claim_import)
    assert "Row 2" in claim_import.error
    assert (claim_import.processed, claim_import.is_pending) == (0, False)
    assert not Claim.objects.exists()
    assert not csv_import.list_imported_claims(claim_import).exists()


def test_an_import_by_a_user_who_was_deactivated_creates_nothing():
    claim_import, ana = given.claim_import(), given.person("ana")
    given.deactivated(ana)
    run_import(claim_import)
    assert "Your role" in claim_import.error
    assert not Claim.objects.exists()


def test_running_an_import_twice_creates_its_claims_once():
    claim_import = given.claim_import()
    run_import(claim_import)
    run_import(claim_import)
    assert Claim.objects.count() == 2


def test_reading_stops_early_in_a_file_with_very_many_rows(settings):
    settings.IMPORT_MAX_ROWS = 5
    for text in ("a\n" * 500_000, ",\n" * 500_000):
        header = "statement,language\n" if "," in text else "statement\n"
        with pytest.raises(InvalidInput, match="more than 5 rows"):
            csv_import.parse_csv(header + text)
