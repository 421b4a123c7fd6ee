"""The annual compliance report: what it contains, what it never contains, and who can open it."""

import csv
import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Change, SourceAlert
from claims.monitoring import recheck
from claims.monitoring.alerts import answer_alert
from claims.publication import queries as publication_queries
from claims.publication.compliance_report import (
    NO_TOPIC,
    TAKEN_DOWN,
    UNNAMED,
    build_compliance_report,
    get_year_bounds,
)
from factcheck.desk.reports import balance_chart
from factcheck.desk.reports.archive import build_archive, format_duration
from factcheck.desk.reports.tables import escape_formula, write_csv
from tests import given
from tests.helpers import changing_site
from tests.helpers.canaries import HIDDEN, PUBLIC, create_hidden_rows, create_public_rows
from tests.helpers.rechecks import CHANGED_TEXT, recheck_with_text

pytestmark = pytest.mark.django_db

YEAR = given.NOON.year
PAGE, FILE = f"/desk/compliance-report/{YEAR}/", f"/desk/compliance-report/{YEAR}/file/"


def read_zip(data: bytes) -> dict[str, str]:
    """The files in a ZIP, by name."""
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def build_files(year: int = YEAR) -> dict[str, str]:
    return read_zip(b"".join(build_archive(build_compliance_report(year))))


def parse_csv(text: str) -> list[dict]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def create_claim(**fields):
    """A claim of a minister, with a topic."""
    fields = {"attribution": "person", "topics": [given.topic()]} | fields
    fields.setdefault("claimant", given.claimant())
    return given.claim(**fields)


# ── content ───────────────────────────────────────────────────────────────────────────────────────
def test_a_fact_check_is_listed_with_its_sources_quotations_and_approvals():
    verdict = given.published(of=create_claim())
    files = build_files()
    [row] = parse_csv(files["verdicts.csv"])
    assert (row["claim"], row["revision"]) == (verdict.claim.public_id, "1")
    assert (row["rating"], row["basis"]) == (verdict.rating.label, "single")
    assert (row["independent_sources"], row["evidence_against"]) == ("1", "1")
    assert (row["written_by"], row["approved_by"]) == ("Ana Byline", "Bo Byline")
    assert row["published_by"] == "Carla Byline"
    [source] = parse_csv(files["sources.csv"])
    assert (source["quotation"], source["stance"]) == (given.OFFICE, "refutes")
    assert source["snapshot_sha256"] == verdict.evidence.get().passage.snapshot.sha256
    for text in (verdict.conclusion, given.OFFICE, "Bo Byline", "Evidence against is cited"):
        assert text in files["index.html"]


def test_a_record_is_included_exactly_as_it_was_hashed():
    verdict = given.published()
    files = build_files()
    [row] = parse_csv(files["verdicts.csv"])
    record = files[row["record"]]
    assert record == verdict.submission.content
    salted = row["record_salt"] + record
    assert hashlib.sha256(salted.encode()).hexdigest() == row["record_sha256"]
    assert row["record_is_as_hashed"] == "yes"


def test_without_evidence_against_it_says_what_was_searched():
    verdict = given.draft(no_counter_evidence=True, search_notes="The tables of ten years.")
    verdict.evidence.update(stance="supports")
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    files = build_files()
    [row] = parse_csv(files["verdicts.csv"])
    assert (row["evidence_against"], row["no_counter_evidence"]) == ("0", "yes")
    assert row["search_notes"] == "The tables of ten years."
    assert "No evidence against it was found. Searched: The tables" in files["index.html"]


def test_the_answers_to_the_checklist_are_included():
    answers = {"primary_sources": "none", "no_primary_source_reason": "The tables are secret."}
    answers |= given.machine_assistance(machine_purposes=["search", "summary"])
    given.published(**answers, **given.proceedings("charged"))
    files = build_files()
    [row] = parse_csv(files["verdicts.csv"])
    assert (row["primary_sources"], row["conflict_of_interest"]) == ("none", "none")
    assert row["criminal_proceedings"] == "charged"
    assert (row["proceedings_country"], row["proceedings_on"]) == ("Norland", "2026-10-01")
    assert (row["machine_purposes"], row["machine_tools"]) == ("search; summary", "Translator 3")
    assert row["no_primary_source_reason"] == "The tables are secret."
    assert "no primary source is cited. The tables are secret." in files["index.html"]


def test_changes_are_listed_with_their_kind_cause_and_note():
    given.superseded()
    given.retracted(of=given.claim("Another claim"))
    files = build_files()
    rows = parse_csv(files["changes.csv"])
    assert {(row["kind"], row["cause"], row["note"]) for row in rows} == {
        ("correction", "our-error", "We had the wrong year."),
        ("retraction", "our-error", "We misread the table."),
    }
    assert "We misread the table." in files["index.html"]


def test_the_balance_counts_each_claim_once_and_suspended_ones_as_taken_down():
    minister = given.claimant()
    first = given.published(of=create_claim(claimant=minister))
    correction = given.correction(first, rating=given.rating("false"))
    given.published(verdict=given.approved(verdict=given.in_review(verdict=correction)))
    given.retracted(of=create_claim(statement="Another", claimant=minister))
    given.suspended(of=given.claim("A third"))
    report = build_compliance_report(YEAR)
    [named, unnamed] = report.claimants
    assert (named.name, dict(named.counts)) == ("The minister", {"false": 1, TAKEN_DOWN: 1})
    assert (unnamed.name, dict(unnamed.counts)) == (UNNAMED, {TAKEN_DOWN: 1})
    assert [(topic.name, topic.claim_count) for topic in report.topics] == [
        ("Trade", 2),
        (NO_TOPIC, 1),
    ]
    [row, _unnamed] = parse_csv(build_files()["claimants.csv"])
    assert (row["claims"], row["False"], row["taken down"]) == ("2", "1", "1")


def test_a_private_claimant_is_counted_and_not_named():
    claimant = given.claimant("Sam Small", public_role=False)
    given.published(of=create_claim(claimant=claimant))
    assert [group.name for group in build_compliance_report(YEAR).claimants] == [UNNAMED]
    assert not any("Sam Small" in text for text in build_files().values())


def test_a_year_starts_and_ends_in_the_time_zone_of_the_desk(settings):
    settings.TIME_ZONE = "Europe/Minsk"
    given.published()
    begin, end = datetime(YEAR, 1, 1, tzinfo=UTC), datetime(YEAR + 1, 1, 1, tzinfo=UTC)
    hours = timedelta(hours=3)
    assert get_year_bounds(YEAR) == (begin - hours, end - hours)
    numbers = [len(build_compliance_report(year).verdicts) for year in (YEAR, YEAR + 1)]
    assert numbers == [1, 0]


def test_review_times_and_the_number_of_returned_drafts_are_included():
    verdict = given.sent_back()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    reviews = build_compliance_report(YEAR).reviews
    assert (len(reviews.waits), reviews.sent_back) == (1, 1)
    assert timedelta(0) < reviews.median == reviews.longest < timedelta(hours=1)


def test_source_monitoring_is_summed_up():
    verdict = changing_site.create_published_verdict()
    recheck_with_text(verdict, given.TEXT)
    recheck_with_text(verdict, CHANGED_TEXT)
    recheck_with_text(verdict, None)
    alert = SourceAlert.objects.get()
    answer_alert(
        alert,
        by=given.person("carla"),
        at=given.moment(),
        decision="no_change",
        reason="A typo.",
        show_finding=True,
    )
    figures = build_compliance_report(YEAR).monitoring
    assert (figures.rechecks, figures.sources, figures.checks) == (3, 1, 2)
    assert (figures.quotes, figures.changed, figures.alerts) == (1, 1, 1)
    assert figures.decisions == {"no_change": 1, "correct": 0, "retract": 0}
    assert "A typo." not in "".join(build_files().values())


def test_the_newest_entry_of_the_ledger_is_included():
    given.published()
    head = publication_queries.list_ledger_entries().first()
    files = build_files()
    assert head.leaf_hash in files["README.txt"] and head.leaf_hash in files["index.html"]


def test_a_year_without_publications_has_a_file_too():
    files = build_files(YEAR - 3)
    assert f"Nothing was published in {YEAR - 3}." in files["index.html"]
    assert not any(name.startswith("record/") for name in files)
    assert build_compliance_report(YEAR - 3).reviews.median is None


# ── confidential ──────────────────────────────────────────────────────────────────────────────────
def test_unpublished_rows_are_not_included_and_change_nothing(desk_client):
    public_rows = create_public_rows()
    before = build_files()
    create_hidden_rows(public_rows)
    after = build_files()
    assert PUBLIC in after["index.html"] and PUBLIC in after["sources.csv"]
    assert [name for name, text in after.items() if HIDDEN in text.lower()] == []
    assert HIDDEN not in desk_client("carla").get(PAGE).content.decode().lower()
    assert {name for name in after if after[name] != before.get(name)} == set()


def test_a_suspended_fact_check_is_listed_without_its_conclusion():
    verdict = given.suspended(conclusion="A suspended conclusion.")
    files = build_files()
    assert not any("A suspended conclusion." in text for text in files.values())
    assert [row["record"] for row in parse_csv(files["verdicts.csv"])] == [""]
    assert verdict.claim.statement in files["index.html"]


def test_a_claimant_whose_name_was_removed_is_not_named_in_any_record():
    claim = create_claim(claimant=given.claimant("Sam Small"))
    given.published(of=claim)
    given.removed(given.person_request(claim=claim), ("Sam Small",))
    files = build_files()
    assert not any("Sam Small" in text for text in files.values())
    assert [row["record_is_as_hashed"] for row in parse_csv(files["verdicts.csv"])] == ["no"]


def test_a_change_that_is_not_announced_is_not_included():
    given.correction()
    assert Change.objects.exists()
    assert parse_csv(build_files()["changes.csv"]) == []


# ── the ZIP ───────────────────────────────────────────────────────────────────────────────────────
def test_the_same_data_gives_the_same_bytes():
    given.superseded()
    first, second = (b"".join(build_archive(build_compliance_report(YEAR))) for _ in range(2))
    assert first == second


def test_no_chunk_contains_two_files():
    given.superseded()
    starts = [chunk.count(b"PK\x03\x04") for chunk in build_archive(build_compliance_report(YEAR))]
    assert set(starts[:-1]) == {1} and starts[-1] == 0
    assert len(starts) == len(build_files()) + 1


def test_the_page_in_the_zip_loads_no_other_files():
    given.published(of=create_claim())
    page = build_files()["index.html"]
    for markup in ("<script", "<link", "<img", "@import"):
        assert markup not in page
    assert page.count("url(") == page.count("url(#arrowhead)")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r1"])
def test_a_formula_is_written_as_text(start):
    assert escape_formula(start) == f"'{start}"
    [row] = parse_csv(write_csv(["cell"], [[start]]).replace("\r\r", "\r"))
    assert row["cell"].startswith("'")


@pytest.mark.parametrize("text", ["4 percent", "a = b", "", "“-1”"])
def test_other_text_does_not_change(text):
    assert escape_formula(text) == text


def test_a_claim_is_never_a_formula():
    given.published(of=given.claim('=HYPERLINK("https://evil.example","Click")'))
    [row] = parse_csv(build_files()["verdicts.csv"])
    assert row["statement"].startswith("'=HYPERLINK")


def test_the_command_writes_the_same_file_and_overwrites_nothing(tmp_path, capsys):
    given.published()
    file = tmp_path / "report.zip"
    call_command("export_compliance_report", YEAR, file)
    assert "1 published revisions, 0 changes" in capsys.readouterr().out
    assert file.read_bytes() == b"".join(build_archive(build_compliance_report(YEAR)))
    with pytest.raises(CommandError, match="File exists"):
        call_command("export_compliance_report", YEAR, file)
    with pytest.raises(CommandError, match="no annual compliance report of the year 0"):
        call_command("export_compliance_report", 0, tmp_path / "other.zip")


# ── the chart ─────────────────────────────────────────────────────────────────────────────────────
def test_the_chart_has_a_description_of_its_bars():
    given.published(of=create_claim())
    given.published(of=given.claim("Another"), rating=given.rating("false"))
    report = build_compliance_report(YEAR)
    chart = balance_chart.build_balance_chart(report.topics, report.polarities)
    assert [bar.total for bar in chart.bars] == [1, 1]
    assert chart.description.startswith("Trade: 1 false or mostly false.")
    assert all(part.x + part.width <= chart.width for bar in chart.bars for part in bar.parts)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 minutes"), (1, "1 minute"), (90, "90 minutes"), (150, "2 hours"), (2880, "2 days")],
)
def test_a_duration_is_formatted_in_one_unit(minutes, text):
    assert format_duration(timedelta(minutes=minutes)) == text


# ── permissions ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "status"), [("carla", 200), ("eva", 200), ("bo", 403), ("ana", 403)]
)
def test_only_editors_and_administrators_can_open_it(desk_client, name, status):
    for url in (PAGE, FILE):
        assert desk_client(name).get(url).status_code == status


def test_the_zip_is_downloaded_as_an_attachment(desk_client):
    given.published()
    response = desk_client("carla").get(FILE)
    assert response["Content-Disposition"] == f'attachment; filename="compliance-report-{YEAR}.zip"'
    assert "no-store" in response["Cache-Control"]
    assert "verdicts.csv" in read_zip(response.getvalue())


def test_the_menu_of_the_desk_links_to_it_for_editors(desk_client):
    assert "/desk/compliance-report/" in desk_client("carla").get("/desk/").content.decode()
    assert "/desk/compliance-report/" not in desk_client("ana").get("/desk/").content.decode()
    assert desk_client("carla").get("/desk/compliance-report/", follow=True).status_code == 200


@pytest.mark.parametrize("year", [0, 1999, 3000, 99999])
def test_a_year_out_of_range_is_not_found(desk_client, year):
    assert desk_client("carla").get(f"/desk/compliance-report/{year}/").status_code == 404
    assert desk_client("carla").get(f"/desk/compliance-report/{year}/file/").status_code == 404


def test_twenty_fact_checks_need_as_many_queries_as_one(desk_client):
    desk = desk_client("carla")

    def count_queries(url) -> int:
        with CaptureQueriesContext(connection) as queries:
            response = desk.get(url)
            assert response.getvalue() if response.streaming else response.content
        return len(queries)

    def publish(number):
        verdict = changing_site.create_published_verdict()
        source = verdict.evidence.get().passage.snapshot.source
        retrieval = changing_site.create_retrieval(source, CHANGED_TEXT)
        recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
        given.retracted(of=create_claim(statement=f"Claim {number}"))

    publish(0)
    desk.get(PAGE)
    expected = count_queries(PAGE), count_queries(FILE)
    for number in range(1, 20):
        publish(number)
    assert (count_queries(PAGE), count_queries(FILE)) == expected
    assert max(expected) < 15
