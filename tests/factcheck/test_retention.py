"""The nightly job removes what is older than the settings say, and reports what waits."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from claims import complaints
from claims.intake import tips
from claims.models import ClaimImport, RetentionReport, SigningChallenge, Verdict
from factcheck import retention, tasks
from factcheck.idempotency.models import SentForm
from factcheck.notifications.dispatch import create_notifications
from factcheck.notifications.models import Notification
from tests import given
from tests.helpers.attacks import execute_sql

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)
YEARS_LATER = given.NOON + timedelta(days=1500)


def run(days: int):
    """The report of a run so many days after the rows of the test."""
    return retention.remove_expired(given.NOON + timedelta(days=days, hours=3))


def decline(tip) -> None:
    tips.decline_tip(tip, by=given.person("bo"), at=given.moment(), reason="An opinion.")


def answer(complaint) -> None:
    values = {"by": given.person("bo"), "at": given.moment(), "outcome": "not_upheld"}
    complaints.answer_complaint(complaint, public_note="No.", **values)


# Each creates one row of the kind.
def create_tip() -> None:
    decline(given.tip())


def create_complaint() -> None:
    answer(given.complaint())


def create_sent_form() -> None:
    SentForm.objects.create(sha256="0" * 64, location="/", sent_at=given.moment())


def create_notification(of=None) -> None:
    given.comment("@ana, look.", of=of, by=given.person("dov"))
    create_notifications(given.moment(), queue_email=lambda notification: None)


def create_job() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            "VALUES ('default', 'a_task', '{}', 'succeeded', 1) RETURNING id"
        )
        job = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'succeeded', %s)",
            [job, given.moment()],
        )


def create_import() -> None:
    row = given.claim_import()
    ClaimImport.objects.filter(pk=row.pk).update(finished_at=given.moment())


def create_log_entry() -> None:
    LogEntry.objects.create(
        user=given.person("eva"),
        content_type=ContentType.objects.first(),
        object_repr="x",
        action_flag=1,
        action_time=given.moment(),
    )


def create_challenge() -> None:
    SigningChallenge.objects.create(
        user=given.person("carla"), action="erase", digest="0" * 64, issued_at=given.moment()
    )


CREATE = {
    "tips": create_tip,
    "complaints": create_complaint,
    "replies": lambda: given.comment_response(given.comment_request(given.claim(unasked=""))),
    "requests": given.refused_request,
    "challenges": create_challenge,
    "networks": given.tip,
    "forms": create_sent_form,
    "notifications": create_notification,
    "jobs": create_job,
    "imports": create_import,
    "admin_log": create_log_entry,
}


def test_every_kind_has_a_rule_and_a_setting(settings):
    assert [rule.kind for rule in retention.RULES] == list(settings.RETENTION)
    assert set(CREATE) | {"sessions", "drafts"} == set(
        settings.RETENTION
    )  # test_sessions.py has sessions


@pytest.mark.parametrize("kind", CREATE)
def test_what_is_older_than_the_setting_is_removed_once(kind, settings):
    CREATE[kind]()
    days = settings.RETENTION[kind] + (7 if kind == "replies" else 0)  # after the deadline
    assert run(days - 1).removed[kind] == 0
    assert run(days + 1).removed[kind] == 1
    assert run(days + 2).removed[kind] == 0


def test_what_is_needed_waits_and_the_report_says_why():
    given.tip()
    given.complaint()
    held = given.complaint()
    answer(held)
    given.hold(held.verdict.claim)
    given.comment_request(given.draft().claim)
    given.person_request()
    create_notification(of=given.hold().claim)
    report = retention.remove_expired(YEARS_LATER)
    assert report.waiting["tips"] == {"unanswered": 1}
    assert report.waiting["complaints"] == {"unanswered": 1, "on_hold": 1}
    assert report.waiting["replies"] == {"in_progress": 1}
    assert report.waiting["requests"] == {"unanswered": 1}
    assert report.waiting["notifications"]["on_hold"] >= 1
    assert [report.removed[kind] for kind in ("tips", "complaints", "replies")] == [0, 0, 0]
    assert Notification.objects.exists()


def test_old_drafts_wait_for_an_editor():
    draft = given.discarded()
    report = retention.remove_expired(YEARS_LATER)
    assert (report.removed["drafts"], report.waiting["drafts"]) == (0, {"to_decide": 1})
    assert draft.conclusion == Verdict.objects.get().conclusion


def test_a_notification_is_not_created_again():
    create_notification()
    assert retention.remove_expired(YEARS_LATER).removed["notifications"] >= 1
    assert not Notification.objects.exists()
    assert create_notifications(YEARS_LATER, queue_email=lambda notification: None) == 0


def test_the_worker_runs_it_every_night():
    tasks.remove_expired_data(0)
    assert RetentionReport.objects.get().ran_at <= timezone.now()


def test_the_job_runs_where_moments_are_compared_with_the_clock(strict):
    tasks.remove_expired_data(0)
    assert RetentionReport.objects.exists()


def test_counts_of_attempts_are_deleted_when_they_no_longer_count():
    for key, age in (("old", ONE_DAY), ("new", -ONE_DAY)):
        execute_sql("INSERT INTO accounts_counter VALUES (%s, '', %s)", key, timezone.now() - age)
    tasks.delete_counters(0)
    assert execute_sql("SELECT cache_key FROM accounts_counter") == [("new",)]


def test_a_dry_run_says_what_would_be_removed(settings):
    settings.RETENTION = settings.RETENTION | {"forms": 1}
    SentForm.objects.create(sha256="0" * 64, location="/", sent_at=timezone.now() - 2 * ONE_DAY)
    output = StringIO()
    call_command("remove_expired", "--dry-run", stdout=output)
    assert "       1  Digests of forms" in output.getvalue()
    assert SentForm.objects.exists() and not RetentionReport.objects.exists()
    call_command("remove_expired", stdout=StringIO())
    assert not SentForm.objects.exists()
    assert RetentionReport.objects.get().removed["forms"] == 1
