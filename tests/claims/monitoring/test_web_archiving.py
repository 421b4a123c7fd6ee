"""Captured and cited pages are sent to web archives; private and embargoed pages are not."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.intake import claims
from claims.monitoring import web_archiving
from claims.monitoring.web_archiving import MAX_ATTEMPTS, list_due_requests
from claims.scheduling import publication_blocks
from claims.workflow import drafting
from factcheck import tasks
from sources.capture.from_url import save_capture
from sources.capture.retrieval import RetrievalAttempt
from sources.capture.web_archive import list_archives, set_can_be_archived
from sources.extraction.extracted_text import ExtractedText
from sources.models import ArchivedCopy, ArchiveRequest, Publisher
from tests import given

pytestmark = pytest.mark.django_db

URL = "https://news.example/milk?1423"
ARCHIVES = ["https://archive.example/save/{url}", "https://second.example/?url={url}"]
LATER = timedelta(hours=1)


@pytest.fixture(autouse=True)
def archives(settings):
    settings.WEB_ARCHIVE_URL_TEMPLATES = ARCHIVES


def captured(url=URL, by="ana", **fields):
    """A snapshot of what was fetched from this address."""
    text = ExtractedText(given.TEXT, "text/html", "test 1")
    attempt = RetrievalAttempt(url, final_url=url, status=200, extracted=text, raw=b"x")
    return save_capture(attempt, by=given.person(by), at=given.moment(), **fields).snapshot


def cite(snapshot, **fields):
    """A draft by Ana that cites the snapshot."""
    verdict = given.draft(**fields)
    passage = given.passage(of=snapshot)
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="context", note="")
    return verdict


def embargo(target) -> None:
    until = given.moment() + timedelta(days=2)
    publication_blocks.create_embargo(
        target, by=given.person("ana"), at=given.moment(), until=until, reason="Agreed."
    )


def get_due(at=None) -> list[tuple[str, str]]:
    at = at or given.moment() + LATER
    return [(planned.archive.host, planned.reason) for planned in list_due_requests(at)]


# ── what is due ─────────────────────────────────────────────────────────────────────────────────
def test_a_captured_page_is_sent_to_each_archive_after_a_while():
    snapshot = captured()
    assert get_due(snapshot.captured_at + timedelta(minutes=14)) == []
    assert get_due(snapshot.captured_at + timedelta(minutes=15)) == [
        ("archive.example", "capture"),
        ("second.example", "capture"),
    ]
    assert get_due(snapshot.captured_at + timedelta(days=31)) == []


def test_nothing_is_sent_without_a_configured_archive(settings):
    captured()
    settings.WEB_ARCHIVE_URL_TEMPLATES = []
    assert get_due() == []


def test_a_pasted_text_is_sent_only_when_it_is_cited():
    snapshot = given.snapshot(url=URL)
    assert get_due() == []
    given.in_review(verdict=cite(snapshot))
    assert set(get_due()) == {("archive.example", "citation"), ("second.example", "citation")}


def test_a_cited_page_is_sent_again_when_the_draft_is_submitted(settings):
    settings.WEB_ARCHIVE_URL_TEMPLATES = ARCHIVES[:1]
    verdict = cite(captured())
    assert get_due() == [("archive.example", "capture")]
    given.in_review(verdict=verdict)
    assert get_due() == [("archive.example", "capture"), ("archive.example", "citation")]


def record_request(snapshot, at, copy_url="", reason="capture"):
    fields = {"recorded_at": at, "recorded_by": given.person("ana")}
    copy = copy_url and ArchivedCopy.objects.create(snapshot=snapshot, url=copy_url, **fields)
    ArchiveRequest.objects.create(
        snapshot=snapshot,
        archive="archive.example",
        reason=reason,
        archived_copy=copy or None,
        refusal="" if copy else "The web archive made no copy.",
        requested_at=at,
        requested_by=given.person("ana"),
    )


def test_an_archive_that_made_a_copy_is_not_asked_again():
    snapshot = captured()
    record_request(snapshot, given.moment(), "https://archive.example/1")
    assert get_due() == [("second.example", "capture")]


def test_an_archive_that_failed_is_asked_again_later_but_not_for_ever(settings):
    settings.WEB_ARCHIVE_URL_TEMPLATES = ARCHIVES[:1]
    snapshot, at = captured(), given.moment() + LATER
    for attempt in range(MAX_ATTEMPTS):
        assert get_due(at) == [("archive.example", "capture")]
        record_request(snapshot, at)
        assert get_due(at + timedelta(minutes=9)) == []
        at += timedelta(minutes=10 * 2**attempt)
    assert get_due(at) == []


# ── what is never sent ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/milk?token=1",
        "https://news.example/share/0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "http://10.0.0.1/milk",
        "https://web.archive.org/web/2026/https://news.example/a",
        "https://x.com/somebody/status/1",
        "https://social.example/@somebody/1",
    ],
)
def test_an_address_that_is_not_for_others_is_not_sent(url):
    given.in_review(verdict=cite(captured(url)))
    assert get_due() == []


def test_a_source_that_was_marked_is_not_sent():
    snapshot = captured()
    set_can_be_archived(snapshot.source, False, by=given.person("ana"))
    assert get_due() == []
    set_can_be_archived(snapshot.source, True, by=given.person("ana"))
    assert len(get_due()) == 2


@pytest.mark.parametrize("url", [URL, f"{URL}&utm_source=x", URL.replace("//", "//www.")])
def test_the_mark_of_another_source_with_the_address_is_respected(url):
    """A page can be captured from its address, and pasted as another source."""
    marked, pasted = given.snapshot(url=url), captured()
    set_can_be_archived(marked.source, False, by=given.person("ana"))
    assert get_due() == []
    message = str(web_archiving.check_can_be_sent(pasted, given.moment()))
    assert "not to be archived" in message


def test_a_post_is_not_sent_unasked():
    snapshot = captured(kind="post")
    at = given.moment()
    assert get_due() == []
    assert "social network" in str(web_archiving.check_can_be_sent_unasked(snapshot, at))
    assert web_archiving.check_can_be_sent(snapshot, at) is None


def make_author_private(snapshot):
    given.claimant("John Doe", public_role=False)
    snapshot.source.author = "John Doe"
    snapshot.source.save()


def make_publisher_private(snapshot):
    given.claimant("John Doe", public_role=False)
    snapshot.source.publisher = Publisher.objects.create(name="John Doe’s blog")
    snapshot.source.save()


def make_claimant_private(snapshot):
    private = given.claimant("John Doe", public_role=False)
    claim = given.claim(attribution="person", claimant=private)
    claims.add_appearance(
        claim,
        by=given.person("ana"),
        at=given.moment(),
        text=given.OFFICE,
        passage=given.passage(of=snapshot),
    )


def make_address_private(snapshot):
    private = given.claimant("John Doe", public_role=False)
    claim = given.claim(attribution="person", claimant=private)
    claims.add_appearance(
        claim, by=given.person("ana"), at=given.moment(), text="Milk!", url=URL + "&utm_source=x"
    )


@pytest.mark.parametrize(
    "make_private",
    [make_author_private, make_publisher_private, make_claimant_private, make_address_private],
)
def test_the_page_of_a_private_person_is_never_sent(make_private):
    snapshot = captured()
    make_private(snapshot)
    assert get_due() == []
    assert "private person" in str(web_archiving.check_can_be_sent(snapshot, given.moment()))


@pytest.mark.parametrize(
    ("captured_url", "appearance_url"),
    [
        ("https://xn--bcher-kva.example/milk", "https://bücher.example/milk"),
        ("https://bücher.example/milk", "https://xn--bcher-kva.example/milk"),
        ("https://www.news.example/milk", "http://news.example/milk"),
        ("https://news.example/milk", "https://www.news.example/milk#a"),
    ],
)
def test_a_private_persons_address_is_recognised_in_every_spelling(captured_url, appearance_url):
    captured(captured_url)
    assert len(get_due()) == 2
    private = given.claimant("John Doe", public_role=False)
    claim = given.claim(attribution="person", claimant=private)
    by, at = given.person("ana"), given.moment()
    claims.add_appearance(claim, by=by, at=at, text="Milk!", url=appearance_url)
    assert get_due() == []


def embargo_source(snapshot):
    embargo(snapshot.source)


def embargo_claim(snapshot):
    embargo(cite(snapshot).claim)


def embargo_another_source_of_its_claim(snapshot):
    verdict = cite(snapshot)
    embargo(verdict.evidence.exclude(passage__snapshot=snapshot).get().passage.snapshot.source)


def embargo_claim_of_its_reader(snapshot):
    embargo(given.draft(by=given.person("ana")).claim)


@pytest.mark.parametrize(
    "set_embargo",
    [
        embargo_source,
        embargo_claim,
        embargo_another_source_of_its_claim,
        embargo_claim_of_its_reader,
    ],
)
def test_nothing_is_sent_while_an_embargo_could_be_broken(set_embargo):
    snapshot = captured()
    set_embargo(snapshot)
    at = given.moment()
    assert get_due(at + LATER) == []
    assert "embargo" in str(web_archiving.check_can_be_sent(snapshot, at))
    assert len(get_due(at + timedelta(days=3))) == 2


def test_the_embargo_of_another_claim_delays_nothing():
    snapshot = captured(by="dov")
    embargo(given.draft(by=given.person("ana")).claim)
    assert len(get_due()) == 2
    assert web_archiving.check_can_be_sent(snapshot, given.moment()) is None


# ── the worker ──────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def archive(reached, settings, monkeypatch):
    """A fake archive, and a clock that is late enough."""
    settings.WEB_ARCHIVE_URL_TEMPLATES = [reached.url("/save/{url}")]
    reached.serve("/copy/7", "A copy.")
    reached.redirect(f"/save/{URL}", "/copy/7")
    monkeypatch.setattr("factcheck.tasks.timezone.now", lambda: given.moment() + LATER)
    return reached


def run_queued_jobs() -> None:
    for job in ProcrastinateJob.objects.filter(task_name="factcheck.tasks.run_archive_request"):
        tasks.run_archive_request(**job.args)


def test_the_worker_asks_the_archive_and_records_the_copy(archive):
    snapshot = captured()
    assert archive.requested_paths == []
    tasks.queue_due_archive_requests(0)
    tasks.queue_due_archive_requests(0)  # queues nothing twice
    assert ProcrastinateJob.objects.count() == 1
    run_queued_jobs()
    assert archive.requested_paths == [f"/save/{URL}", "/copy/7"]
    assert snapshot.archived_copies.get().url == archive.url("/copy/7")
    run_queued_jobs()
    assert len(archive.requested_paths) == 2


def test_a_page_that_was_marked_after_it_was_queued_is_not_sent(archive):
    snapshot = captured()
    tasks.queue_due_archive_requests(0)
    set_can_be_archived(snapshot.source, False, by=given.person("ana"))
    run_queued_jobs()
    assert archive.requested_paths == []


def test_a_request_of_the_desk_is_made_in_the_name_of_the_user(archive):
    snapshot = given.snapshot(url=URL)
    tasks.queue_archive_request(snapshot, list_archives()[0], "desk", given.person("bo"))
    run_queued_jobs()
    request = ArchiveRequest.objects.get()
    assert (request.requested_by, request.reason) == (given.person("bo"), "desk")
    assert request.archived_copy.url == archive.url("/copy/7")
