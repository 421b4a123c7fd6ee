"""Scheduled publication, embargoes, publication blocks and unconfirmed suspensions at the desk."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from claims.models import PublicationBlock, ScheduledPublication
from claims.scheduling import publication
from claims.workflow import actions
from factcheck.accounts.system_user import get_system_user
from factcheck.desk.dashboard.work_queue import get_task_lists
from tests import given
from tests.factcheck.desk.conftest import opened, verb, workspace

pytestmark = pytest.mark.django_db
WARSAW = ZoneInfo("Europe/Warsaw")


def format_time_in(days: int) -> str:
    """The time in so many days, as a browser sends it."""
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def get_release_url(block) -> str:
    verdict = block.claim.verdicts.latest("pk")
    return verb(verdict, f"release/{block.pk}")


def get_body(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


def post_schedule(desk, verdict, **changes):
    data = opened(desk, workspace(verdict)) | {"publish_at": format_time_in(days=2)} | changes
    return desk.post(verb(verdict, "schedule"), data)


# ── scheduled publication ───────────────────────────────────────────────────────────────────────
def test_an_editor_schedules_a_publication_and_cancels_it(at_the_desk):
    verdict, desk = given.approved(), at_the_desk("carla")
    assert post_schedule(desk, verdict).status_code == 302
    page = get_body(desk.get(workspace(verdict)))
    assert "Scheduled for" in page and ", in 1 day" in page
    assert "It is scheduled for" in get_body(desk.get(verb(verdict, "preview")))
    desk.post(verb(verdict, "cancel-schedule"))
    assert ScheduledPublication.objects.get().outcome == "cancelled"
    assert "Scheduled for" not in get_body(desk.get(workspace(verdict)))


def test_a_scheduled_time_is_in_the_time_zone_of_the_desk(at_the_desk, settings):
    settings.TIME_ZONE = "Europe/Warsaw"
    verdict, desk = given.approved(), at_the_desk("carla")
    assert "Time zone: Europe/Warsaw." in get_body(desk.get(workspace(verdict)))
    local = (timezone.now() + timedelta(days=2)).astimezone(WARSAW)
    post_schedule(desk, verdict, publish_at=f"{local:%Y-%m-%dT08:30}")
    expected = datetime(local.year, local.month, local.day, 8, 30, tzinfo=WARSAW)
    assert ScheduledPublication.objects.get().publish_at == expected


@pytest.mark.parametrize(
    ("time", "status", "message"),
    [
        ("2020-01-01T08:00", 422, "Choose a time in the future"),
        ("", 422, "Choose a time in the future"),
        ("9999-12-31T23:59", 422, "Choose a time in the future"),
        ("0001-01-01T00:00", 422, "Choose a time in the future"),
        ("tomorrow", 422, "Enter a valid date/time."),
    ],
)
def test_an_invalid_time_is_refused_and_kept_in_the_form(
    at_the_desk, settings, time, status, message
):
    settings.TIME_ZONE = "Europe/Warsaw"
    verdict, desk = given.approved(), at_the_desk("carla")
    response = post_schedule(desk, verdict, publish_at=time)
    assert response.status_code == status
    assert message in get_body(response)
    assert f'value="{time}"' in get_body(response) or not time
    assert not ScheduledPublication.objects.exists()


def test_a_time_that_the_clocks_skip_is_refused(at_the_desk, settings):
    settings.TIME_ZONE = "Europe/Warsaw"
    year = timezone.now().year + 1
    last_day = datetime(year, 3, 31, 2, 30, tzinfo=WARSAW)
    skipped = last_day - timedelta(days=(last_day.weekday() + 1) % 7)  # the last Sunday of March
    verdict, desk = given.approved(), at_the_desk("carla")
    response = post_schedule(desk, verdict, publish_at=f"{skipped:%Y-%m-%dT%H:%M}")
    assert response.status_code == 422
    assert "may not exist" in get_body(response)


def test_scheduling_is_refused_if_it_was_submitted_again(at_the_desk):
    verdict, desk = given.approved(), at_the_desk("carla")
    response = post_schedule(desk, verdict, sha256="0" * 64)
    assert response.status_code == 409
    assert "submitted again after you opened it" in get_body(response)


@pytest.mark.parametrize("name", ["ana", "bo"])
def test_scheduling_is_refused_to_users_who_may_not_publish(at_the_desk, name):
    verdict, desk = given.approved(), at_the_desk(name)
    url = verb(verdict, "schedule")
    assert f'action="{url}"' not in get_body(desk.get(workspace(verdict)))
    assert post_schedule(desk, verdict).status_code == 403
    assert not ScheduledPublication.objects.exists()


def get_lists(name: str) -> dict:
    return {task_list.name: task_list for task_list in get_task_lists(given.person(name))}


def test_a_scheduled_revision_is_listed_as_scheduled_only(at_the_desk):
    verdict, desk = given.approved(), at_the_desk("carla")
    assert "Approved, not yet published" in get_lists("carla")
    post_schedule(desk, verdict)
    assert {"Scheduled"} == set(get_lists("carla")) & {"Scheduled", "Approved, not yet published"}
    page = get_body(desk.get("/desk/"))
    assert "in 1 day" in page and "scheduled by Carla Byline" in page
    assert "Scheduled" not in get_lists("bo")


def test_a_failed_schedule_is_shown_on_the_home_page_and_in_the_workspace(at_the_desk):
    schedule = given.scheduled_publication(hours=12)
    given.embargo(schedule.verdict.claim, hours=48)
    publication.publish_if_due(schedule, at=schedule.publish_at, system_user=get_system_user())
    desk = at_the_desk("filip")
    assert list(get_lists("filip")) == ["Scheduled, but not published"]
    for url in ("/desk/", workspace(schedule.verdict)):
        assert "It is under embargo until" in get_body(desk.get(url)), url


# ── embargoes ───────────────────────────────────────────────────────────────────────────────────
def post_embargo(desk, verdict, **changes):
    data = {"on": "claim", "until": format_time_in(days=2), "reason": "The study is not out."}
    return desk.post(verb(verdict, "embargo"), data | changes)


def test_a_reporter_sets_an_embargo_and_an_editor_releases_it(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    assert post_embargo(ana, verdict).status_code == 302
    block = PublicationBlock.objects.get()
    assert block.claim == verdict.claim
    page = get_body(ana.get(workspace(verdict)))
    assert "The study is not out." in page and "Your role does not allow this." in page
    assert ana.post(get_release_url(block), {"reason": "Out."}).status_code == 403
    carla = at_the_desk("carla")
    assert carla.post(get_release_url(block), {"reason": ""}).status_code == 422
    assert carla.post(get_release_url(block), {"reason": "Out."}).status_code == 302
    assert "The study is not out." not in get_body(carla.get(workspace(verdict)))
    response = carla.post(get_release_url(block), {"reason": "Out."})
    assert (response.status_code, "has already released it" in get_body(response)) == (409, True)


def test_an_embargo_can_be_on_a_cited_source(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    source = verdict.evidence.get().passage.snapshot.source
    assert f"The source “{source.label}”" in get_body(ana.get(workspace(verdict)))
    post_embargo(ana, verdict, on=str(source.pk))
    assert PublicationBlock.objects.get().source == source
    assert f"<strong>Embargo</strong>: the source “{source.label}”" in get_body(
        ana.get(workspace(verdict))
    )


def test_an_embargo_on_a_source_that_is_not_cited_is_refused(at_the_desk):
    verdict, source = given.draft(), given.snapshot().source
    assert post_embargo(at_the_desk("ana"), verdict, on=str(source.pk)).status_code == 422
    assert not PublicationBlock.objects.exists()


def test_an_invalid_embargo_keeps_its_entries(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    response = post_embargo(ana, verdict, until="2020-01-01T08:00")
    assert response.status_code == 422
    assert "The study is not out." in get_body(response)
    assert 'value="2020-01-01T08:00"' in get_body(response)


def test_the_button_to_publish_says_how_long_the_embargo_lasts(at_the_desk):
    verdict = given.approved()
    post_embargo(at_the_desk("ana"), verdict)
    page = get_body(at_the_desk("carla").get(workspace(verdict)))
    assert "It is under embargo until" in page
    assert f'action="{verb(verdict, "publish")}"' not in page
    assert f'action="{verb(verdict, "schedule")}"' in page


def test_an_embargo_that_has_ended_is_not_shown(at_the_desk):
    verdict = given.approved()
    block = given.embargo(verdict.claim)  # it ended before the page is read
    page = get_body(at_the_desk("carla").get(workspace(verdict)))
    assert 'aria-label="Embargo"' not in page and "<strong>Embargo</strong>" not in page
    assert block.reason not in page


# ── publication blocks ──────────────────────────────────────────────────────────────────────────
def test_an_editor_blocks_a_suspended_fact_check_and_a_second_one_releases_it(at_the_desk):
    verdict, carla, filip = given.suspended(), at_the_desk("carla"), at_the_desk("filip")
    assert carla.post(verb(verdict, "legal-block"), {"reason": "A court."}).status_code == 302
    block = PublicationBlock.objects.get()
    page = get_body(carla.get(workspace(verdict)))
    assert "A court." in page and "another person has to release it" in page
    assert carla.post(get_release_url(block), {"reason": "So."}).status_code == 409
    assert "Publication of this claim is blocked for legal reasons" in get_body(
        filip.get(workspace(verdict))
    )
    assert f'action="{verb(verdict, "reinstate")}"' not in get_body(filip.get(workspace(verdict)))
    filip.post(get_release_url(block), {"reason": "The court has lifted it."})
    assert f'action="{verb(verdict, "reinstate")}"' in get_body(filip.get(workspace(verdict)))


def test_a_published_fact_check_has_to_be_suspended_before_it_is_blocked(at_the_desk):
    verdict, carla = given.published(), at_the_desk("carla")
    assert "suspend it first" in get_body(carla.get(workspace(verdict)))
    response = carla.post(verb(verdict, "legal-block"), {"reason": "A court."})
    assert response.status_code == 409
    assert "suspend it first" in get_body(response)


# ── unconfirmed suspensions ─────────────────────────────────────────────────────────────────────
def test_every_editor_sees_suspensions_first_and_how_long_they_are_overdue(at_the_desk):
    given.suspended()  # by Carla, weeks before the page is read
    given.approved()
    for name in ("carla", "filip"):
        assert next(iter(get_lists(name))) == "Suspensions to confirm"
        assert "overdue for" in get_body(at_the_desk(name).get("/desk/"))
    assert "You suspended it, so a second person has to decide." in get_body(
        at_the_desk("carla").get("/desk/")
    )
    assert "Suspensions to confirm" not in get_lists("bo")


def test_an_editor_sees_how_much_time_is_left(at_the_desk):
    verdict, now = given.published(), timezone.now()
    change = {"cause": "reply", "note": "He objects."}
    actions.suspend(verdict, by=given.person("carla"), at=now - timedelta(hours=3), **change)
    assert "20 hours left" in get_body(at_the_desk("filip").get("/desk/"))


def test_the_history_shows_schedules_and_blocks(at_the_desk):
    schedule = given.scheduled_publication(hours=12)
    block = given.embargo(schedule.verdict.claim, hours=48)
    publication.publish_if_due(schedule, at=schedule.publish_at, system_user=get_system_user())
    at_the_desk("carla").post(get_release_url(block), {"reason": "It came out earlier."})
    page = get_body(at_the_desk("ana").get(verb(schedule.verdict, "timeline")))
    texts = (schedule.created_by.byline, block.reason, "It came out earlier.")
    for text in ("refused at the scheduled time", *texts):
        assert text in page, text
