"""`manage.py audit` names what is wrong and fails; the worker's report is shown to the desk."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from claims.audit.reports import create_report
from claims.models import AuditReport
from factcheck.notifications.dispatch import create_notifications
from factcheck.notifications.models import Notification
from tests import given
from tests.helpers import tampering
from tests.helpers.client import Client
from tests.helpers.tampering import OWNER, execute

CHANGED = "UPDATE claims_verdict SET conclusion = 'Another one.'"


def run(*options: str) -> tuple[str, str, int]:
    """Run the command; returns what it wrote, its progress and its exit status."""
    output, progress = StringIO(), StringIO()
    try:
        call_command("audit", *options, stdout=output, stderr=progress)
    except SystemExit as error:
        return output.getvalue(), progress.getvalue(), error.code
    return output.getvalue(), progress.getvalue(), 0


@pytest.fixture
def changed(own_database, django_db_blocker):
    """A published revision whose conclusion was changed past all triggers."""
    with django_db_blocker.unblock():
        verdict = given.published()
        with tampering.use_superuser(), transaction.atomic(OWNER):
            execute(CHANGED)
        yield verdict


def test_a_breach_is_a_sentence_and_the_exit_status_is_1(changed):
    output, _progress, status = run()
    claim = changed.claim.public_id
    assert (
        output.splitlines()[0]
        == f"Revision 1 of claim {claim} differs from its record: conclusion."
    )
    assert status == 1


def test_a_breach_can_be_read_by_a_program(changed):
    output, _progress, _status = run("--json", "--quiet")
    first = json.loads(output.splitlines()[0])
    assert (first["table"], first["row"]) == ("claims_verdict", str(changed.pk))


@pytest.mark.django_db
def test_an_unchanged_database_is_reported_with_progress():
    given.published()
    output, progress, status = run()
    assert (output, status) == ("", 0)
    assert progress.startswith("1/") and "Nothing is wrong." in progress


def test_editors_and_administrators_are_told_of_a_breach(changed):
    clean = AuditReport.objects.create(
        started_at=given.NOON, finished_at=given.NOON, finding_count=0
    )
    report = create_report(given.moment)
    assert report.finding_count > 0 and report.pk > clean.pk
    for name in ("ana", "carla", "eva"):
        given.person(name)
    create_notifications(given.moment(), queue_email=lambda notification: None)
    told = Notification.objects.filter(event__kind="audit").values_list("user__username", flat=True)
    assert set(told) == {"carla", "eva"}
    for name, is_shown in (("ana", False), ("carla", True), ("eva", True)):
        page = sign_in(name).get("/desk/").content.decode()
        assert ("The audit found" in page) is is_shown
        assert ('last audit without a breach: <time datetime="2026-11-02T12:00' in page) is is_shown
    page = sign_in("carla").get(f"/desk/claims/auditreport/{report.pk}/change/").content.decode()
    assert report.findings[0] in page


def test_a_clean_audit_ends_the_task(changed):
    create_report(given.moment)
    AuditReport.objects.create(started_at=given.NOON, finished_at=given.NOON, finding_count=0)
    assert "The audit found" not in sign_in("carla").get("/desk/").content.decode()


def sign_in(name: str) -> Client:
    client = Client()
    client.force_login(given.person(name))
    return client
