"""The evidence pack of a year: what is in it, what never is, and who may have it."""

import csv
import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Alarm, Change
from claims.monitoring import recheck
from claims.monitoring.alerts import answer_alarm
from claims.publication import queries as publication_queries
from claims.publication.evidence_pack import NO_TOPIC, TAKEN_DOWN, UNNAMED, bounds, gather
from factcheck.desk.reports import balance_chart
from factcheck.desk.reports.archive import in_words, packed
from factcheck.desk.reports.tables import harmless, written
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, seen
from tests.helpers import changing_site
from tests.helpers.older_forms import in_form_2
from tests.test_canary import HIDDEN, SHOWN, what_is_hidden, what_is_public

pytestmark = pytest.mark.django_db

YEAR = given.NOON.year
PAGE, FILE = f"/desk/pack/{YEAR}/", f"/desk/pack/{YEAR}/file/"


def opened(data: bytes) -> dict[str, str]:
    """What is in a ZIP, by its names."""
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def files(year: int = YEAR) -> dict[str, str]:
    return opened(b"".join(packed(gather(year))))


def rows(text: str) -> list[dict]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def about_trade(**described):
    """A claim of a minister, with a topic."""
    described = {"origin": "person", "topics": [given.topic()]} | described
    described.setdefault("claimant", given.claimant())
    return given.claim(**described)


# ── what is in it ───────────────────────────────────────────────────────────────────────────────
def test_a_verdict_comes_with_its_sources_quotations_and_both_signatures():
    verdict = given.published(of=about_trade())
    found = files()
    [row] = rows(found["verdicts.csv"])
    assert (row["claim"], row["revision"]) == (verdict.claim.public_id, "1")
    assert (row["rating"], row["basis"]) == (verdict.rating.label, "single")
    assert (row["independent_origins"], row["evidence_against"]) == ("1", "1")
    assert (row["written_by"], row["approved_by"]) == ("Ana Byline", "Bo Byline")
    assert row["published_by"] == "Carla Byline"
    [source] = rows(found["sources.csv"])
    assert (source["quotation"], source["stance"]) == (given.OFFICE, "refutes")
    assert source["snapshot_sha256"] == verdict.evidence.get().passage.snapshot.sha256
    for words in (verdict.finding, given.OFFICE, "Bo Byline", "Evidence against is cited"):
        assert words in found["index.html"]


def test_a_record_is_there_exactly_as_it_was_hashed():
    verdict = given.published()
    found = files()
    [row] = rows(found["verdicts.csv"])
    record = found[row["record"]]
    assert record == verdict.submission.content
    assert hashlib.sha256(record.encode()).hexdigest() == row["record_sha256"]
    assert row["record_is_as_hashed"] == "yes"


def test_where_nothing_speaks_against_it_is_said_what_was_searched():
    verdict = given.draft(nothing_against=True, searched="The tables of ten years.")
    verdict.evidence.update(stance="supports")
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    found = files()
    [row] = rows(found["verdicts.csv"])
    assert (row["evidence_against"], row["nothing_against_found"]) == ("0", "yes")
    assert row["searched"] == "The tables of ten years."
    assert "Nothing was found that speaks against it. Searched: The tables" in found["index.html"]


def test_what_was_answered_to_the_checklist_is_in_it():
    secret = {"primary_sources": "none", "why_no_primary": "The tables are secret."}
    given.published(**secret, crime="charged")
    found = files()
    [row] = rows(found["verdicts.csv"])
    assert (row["primary_sources"], row["interest"], row["crime"]) == ("none", "none", "charged")
    assert row["why_no_primary"] == "The tables are secret."
    assert "no primary source is cited. The tables are secret." in found["index.html"]


def test_where_nothing_was_asked_there_is_no_answer_in_it():
    in_form_2(given.published)
    found = files()
    [row] = rows(found["verdicts.csv"])
    assert (row["primary_sources"], row["interest"], row["crime"]) == ("", "", "")
    assert "Primary sources:" not in found["index.html"]


def test_changes_come_with_their_kind_cause_and_note():
    given.superseded()
    given.retracted(of=given.claim("Another claim"))
    found = files()
    told = {(one["kind"], one["cause"], one["note"]) for one in rows(found["changes.csv"])}
    assert told == {
        ("correction", "our-error", "We had the wrong year."),
        ("retraction", "our-error", "We misread the table."),
    }
    assert "We misread the table." in found["index.html"]


def test_the_balance_counts_each_claim_once_and_what_is_down_as_taken_down():
    minister = given.claimant()
    first = given.published(of=about_trade(claimant=minister))
    following = given.corrected(first, rating=given.rating("false"))
    given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    given.retracted(of=about_trade(statement="Another", claimant=minister))
    given.suspended(of=given.claim("A third"))
    pack = gather(YEAR)
    [named, others] = pack.claimants
    assert (named.name, dict(named.ratings)) == ("The minister", {"false": 1, TAKEN_DOWN: 1})
    assert (others.name, dict(others.ratings)) == (UNNAMED, {TAKEN_DOWN: 1})
    assert [(one.name, one.claims) for one in pack.topics] == [("Trade", 2), (NO_TOPIC, 1)]
    [row, _] = rows(files()["claimants.csv"])
    assert (row["claims"], row["False"], row["taken down"]) == ("2", "1", "1")


def test_a_private_claimant_is_counted_and_not_named():
    person = given.claimant("Somebody Small", public_role=False)
    given.published(of=about_trade(claimant=person))
    assert [one.name for one in gather(YEAR).claimants] == [UNNAMED]
    assert not any("Somebody Small" in text for text in files().values())


def test_a_year_begins_and_ends_in_the_time_zone_of_the_desk(settings):
    settings.TIME_ZONE = "Europe/Minsk"
    given.published()
    begin, end = datetime(YEAR, 1, 1, tzinfo=UTC), datetime(YEAR + 1, 1, 1, tzinfo=UTC)
    hours = timedelta(hours=3)
    assert bounds(YEAR) == (begin - hours, end - hours)
    assert (len(gather(YEAR).verdicts), len(gather(YEAR + 1).verdicts)) == (1, 0)


def test_how_long_reviews_took_and_how_often_they_sent_back():
    verdict = given.sent_back()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    reviews = gather(YEAR).reviews
    assert (len(reviews.waits), reviews.sent_back) == (1, 1)
    assert timedelta(0) < reviews.median == reviews.longest < timedelta(hours=1)


def test_the_watch_is_told_in_counts():
    verdict = changing_site.published()
    seen(verdict, given.TEXT)
    seen(verdict, CHANGED)
    seen(verdict, None)
    alarm = Alarm.objects.get()
    answer_alarm(
        alarm, by=given.person("carla"), at=given.moment(), answer="no_change", why="A typo."
    )
    told = gather(YEAR).watch
    assert (told.looks, told.sources, told.checks) == (3, 1, 2)
    assert (told.quotations, told.changed, told.alarms) == (1, 1, 1)
    assert told.answers == {"no_change": 1, "correct": 0, "retract": 0}
    assert "A typo." not in "".join(files().values())


def test_the_ledgers_head_is_named():
    given.published()
    head = publication_queries.entries().first()
    found = files()
    assert head.sha256 in found["README.txt"] and head.sha256 in found["index.html"]


def test_a_year_in_which_nothing_was_published_is_a_pack_as_well():
    found = files(YEAR - 3)
    assert f"Nothing was published in {YEAR - 3}." in found["index.html"]
    assert not any(name.startswith("record/") for name in found)
    assert gather(YEAR - 3).reviews.median is None


# ── what never is ───────────────────────────────────────────────────────────────────────────────
def test_nothing_unpublished_is_in_it_and_hidden_things_change_none_of_it(at_the_desk):
    shown = what_is_public()
    before = files()
    what_is_hidden(shown)
    after = files()
    assert SHOWN in after["index.html"] and SHOWN in after["sources.csv"]
    assert [name for name, text in after.items() if HIDDEN in text.lower()] == []
    assert HIDDEN not in at_the_desk("carla").get(PAGE).content.decode().lower()
    assert {name for name in after if after[name] != before.get(name)} == set()


def test_a_suspended_finding_is_named_and_not_shown():
    verdict = given.suspended(finding="A finding that is down.")
    found = files()
    assert not any("A finding that is down." in text for text in found.values())
    assert [row["record"] for row in rows(found["verdicts.csv"])] == [""]
    assert verdict.claim.statement in found["index.html"]


def test_who_became_private_is_named_in_no_record_and_the_table_says_so():
    claimant = given.claimant("Somebody Small")
    given.published(of=about_trade(claimant=claimant))
    claimant.public_role = False
    claimant.save()
    found = files()
    assert not any("Somebody Small" in text for text in found.values())
    assert [row["record_is_as_hashed"] for row in rows(found["verdicts.csv"])] == ["no"]


def test_a_change_that_is_not_announced_is_not_in_it():
    given.corrected()
    assert Change.objects.exists()
    assert rows(files()["changes.csv"]) == []


# ── the file ────────────────────────────────────────────────────────────────────────────────────
def test_the_same_data_make_the_same_bytes():
    given.superseded()
    assert b"".join(packed(gather(YEAR))) == b"".join(packed(gather(YEAR)))


def test_no_piece_that_is_handed_out_holds_two_files():
    given.superseded()
    begun = [piece.count(b"PK\x03\x04") for piece in packed(gather(YEAR))]
    assert set(begun[:-1]) == {1} and begun[-1] == 0
    assert len(begun) == len(files()) + 1


def test_the_page_in_the_file_needs_nothing_else():
    given.published(of=about_trade())
    page = files()["index.html"]
    for asking in ("<script", "<link", "<img", "@import"):
        assert asking not in page
    assert page.count("url(") == page.count("url(#tip)")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r1"])
def test_a_formula_is_written_as_text(start):
    assert harmless(start) == f"'{start}"
    [row] = rows(written(["cell"], [[start]]).replace("\r\r", "\r"))
    assert row["cell"].startswith("'")


@pytest.mark.parametrize("text", ["4 percent", "a = b", "", "“-1”"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_no_statement_of_anybody_is_computed_by_a_spreadsheet():
    given.published(of=given.claim('=HYPERLINK("https://evil.example","Click")'))
    [row] = rows(files()["verdicts.csv"])
    assert row["statement"].startswith("'=HYPERLINK")


def test_the_command_writes_the_same_file_once(tmp_path, capsys):
    given.published()
    file = tmp_path / "pack.zip"
    call_command("evidence_pack", YEAR, file)
    assert "1 published revisions, 0 changes" in capsys.readouterr().out
    assert file.read_bytes() == b"".join(packed(gather(YEAR)))
    with pytest.raises(CommandError, match="File exists"):
        call_command("evidence_pack", YEAR, file)
    with pytest.raises(CommandError, match="no evidence pack of the year 0"):
        call_command("evidence_pack", 0, tmp_path / "other.zip")


# ── the drawing ─────────────────────────────────────────────────────────────────────────────────
def test_the_drawing_says_in_words_what_its_bars_show():
    given.published(of=about_trade())
    given.published(of=given.claim("Another"), rating=given.rating("false"))
    pack = gather(YEAR)
    drawn = balance_chart.chart(pack.topics, pack.polarities)
    assert [bar.total for bar in drawn.bars] == [1, 1]
    assert drawn.words.startswith("Trade: 1 false or mostly so.")
    assert all(part.x + part.width <= drawn.width for bar in drawn.bars for part in bar.parts)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (90, "90 minutes"), (150, "2 hours"), (2880, "2 days")],
)
def test_a_span_is_said_in_one_unit(minutes, words):
    assert in_words(timedelta(minutes=minutes)) == words


# ── who may have it ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "status"), [("carla", 200), ("eva", 200), ("bo", 403), ("ana", 403)]
)
def test_editors_and_administrators_have_it_and_nobody_else(at_the_desk, name, status):
    for address in (PAGE, FILE):
        assert at_the_desk(name).get(address).status_code == status


def test_the_file_is_handed_out_as_one(at_the_desk):
    given.published()
    answer = at_the_desk("carla").get(FILE)
    assert answer["Content-Disposition"] == f'attachment; filename="evidence-pack-{YEAR}.zip"'
    assert "no-store" in answer["Cache-Control"]
    assert "verdicts.csv" in opened(answer.getvalue())


def test_every_page_of_the_desk_leads_to_it_for_those_who_may(at_the_desk):
    assert "/desk/pack/" in at_the_desk("carla").get("/desk/").content.decode()
    assert "/desk/pack/" not in at_the_desk("ana").get("/desk/").content.decode()
    assert at_the_desk("carla").get("/desk/pack/", follow=True).status_code == 200


@pytest.mark.parametrize("year", [0, 1999, 3000, 99999])
def test_there_is_no_pack_of_a_year_that_no_desk_saw(at_the_desk, year):
    assert at_the_desk("carla").get(f"/desk/pack/{year}/").status_code == 404
    assert at_the_desk("carla").get(f"/desk/pack/{year}/file/").status_code == 404


def test_twenty_verdicts_cost_as_many_queries_as_one(at_the_desk):
    desk = at_the_desk("carla")

    def asked(address) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = desk.get(address)
            assert answer.getvalue() if answer.streaming else answer.content
        return len(queries)

    def published(number):
        verdict = changing_site.published()
        look = changing_site.looked(verdict.evidence.get().passage.snapshot.source, CHANGED)
        recheck.finish(look, at=look.retrieved_at)
        given.retracted(of=about_trade(statement=f"Claim {number}"))

    published(0)
    desk.get(PAGE)
    one = asked(PAGE), asked(FILE)
    for number in range(1, 20):
        published(number)
    assert (asked(PAGE), asked(FILE)) == one
    assert max(one) < 15
