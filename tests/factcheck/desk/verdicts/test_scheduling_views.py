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
from tests.factcheck.desk.conftest import get_hidden_fields, verdict_url, workspace_url

pytestmark = pytest.mark.django_db
WARSAW = ZoneInfo("Europe/Warsaw")


def format_time_in(days: int) -> str:
    """The time in so many days, as a browser sends it."""
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def get_release_url(block) -> str:
    verdict = block.claim.verdicts.latest("pk")
    return verdict_url(verdict, f"release/{block.pk}")


def get_body(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


def post_schedule(desk, verdict, **changes):
    data = (
        get_hidden_fields(desk, workspace_url(verdict))
        | {"publish_at": format_time_in(days=2)}
        | changes
    )
    return desk.post(verdict_url(verdict, "schedule"), data)


# ── scheduled publication ───────────────────────────────────────────────────────────────────────
def test_an_editor_schedules_a_publication_and_cancels_it(desk_client):
    verdict, desk = given.approved(), desk_client("carla")
    assert post_schedule(desk, verdict).status_code == 302
    page = get_body(desk.get(workspace_url(verdict)))
    assert "Scheduled for" in page and ", in 1 day" in page
    assert "It is scheduled for" in get_body(desk.get(verdict_url(verdict, "preview")))
    desk.post(verdict_url(verdict, "cancel-schedule"))
    assert ScheduledPublication.objects.get().outcome == "cancelled"
    assert "Scheduled for" not in get_body(desk.get(workspace_url(verdict)))


def test_a_scheduled_time_is_in_the_time_zone_of_the_desk(desk_client, settings):
    settings.TIME_ZONE = "Europe/Warsaw"
    verdict, desk = given.approved(), desk_client("carla")
    assert "Time zone: Europe/Warsaw." in get_body(desk.get(workspace_url(verdict)))
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
    desk_client, settings, time, status, message
):
    settings.TIME_ZONE = "Europe/Warsaw"
    verdict, desk = given.approved(), desk_client("carla")
    response = post_schedule(desk, verdict, publish_at=time)
    assert response.status_code == status
    assert message in get_body(response)
    assert f'value="{time}"' in get_body(response) or not time
    assert not ScheduledPublication.objects.exists()


def test_a_time_that_the_clocks_skip_is_refused(desk_client, settings):
    settings.TIME_ZONE = "Europe/Warsaw"
    year = timezone.now().year + 1
    last_day = datetime(year, 3, 31, 2, 30, tzinfo=WARSAW)
    skipped = last_day - timedelta(days=(last_day.weekday() + 1) % 7)  # the last Sunday of March
    verdict, desk = given.approved(), desk_client("carla")
    response = post_schedule(desk, verdict, publish_at=f"{skipped:%Y-%m-%dT%H:%M}")
    assert response.status_code == 422
    assert "may not exist" in get_body(response)


def test_scheduling_is_refused_if_it_was_submitted_again(desk_client):
    verdict, desk = given.approved(), desk_client("carla")
    response = post_schedule(desk, verdict, sha256="0" * 64)
    assert response.status_code == 409
    assert "submitted again after you opened it" in get_body(response)


@pytest.mark.parametrize("name", ["ana", "bo"])
def test_scheduling_is_refused_to_users_who_may_not_publish(desk_client, name):
    verdict, desk = given.approved(), desk_client(name)
    url = verdict_url(verdict, "schedule")
    assert f'action="{url}"' not in get_body(desk.get(workspace_url(verdict)))
    assert post_schedule(desk, verdict).status_code == 403
    assert not ScheduledPublication.objects.exists()


def get_lists(name: str) -> dict:
    return {task_list.name: task_list for task_list in get_task_lists(given.person(name))}


def test_a_scheduled_revision_is_listed_as_scheduled_only(desk_client):
    verdict, desk = given.approved(), desk_client("carla")
    assert "Approved, not yet published" in get_lists("carla")
    post_schedule(desk, verdict)
    assert {"Scheduled"} == set(get_lists("carla")) & {"Scheduled", "Approved, not yet published"}
    page = get_body(desk.get("/desk/"))
    assert "in 1 day" in page and "scheduled by Carla Byline" in page
    assert "Scheduled" not in get_lists("bo")


def test_a_failed_schedule_is_shown_on_the_home_page_and_in_the_workspace(desk_client):
    schedule = given.scheduled_publication(hours=12)
    given.embargo(schedule.verdict.claim, hours=48)
    publication.publish_if_due(schedule, at=schedule.publish_at, system_user=get_system_user())
    desk = desk_client("filip")
    assert list(get_lists("filip")) == ["Scheduled, but not published"]
    for url in ("/desk/", workspace_url(schedule.verdict)):
        assert "It is under embargo until" in get_body(desk.get(url)), url


# ── embargoes ───────────────────────────────────────────────────────────────────────────────────
def post_embargo(desk, verdict, **changes):
    data = {"on": "claim", "until": format_time_in(days=2), "reason": "The study is not out."}
    return desk.post(verdict_url(verdict, "embargo"), data | changes)


def test_a_reporter_sets_an_embargo_and_an_editor_releases_it(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    assert post_embargo(ana, verdict).status_code == 302
    block = PublicationBlock.objects.get()
    assert block.claim == verdict.claim
    page = get_body(ana.get(workspace_url(verdict)))
    assert "The study is not out." in page and "Your role does not allow this." in page
    assert ana.post(get_release_url(block), {"reason": "Out."}).status_code == 403
    carla = desk_client("carla")
    assert carla.post(get_release_url(block), {"reason": ""}).status_code == 422
    assert carla.post(get_release_url(block), {"reason": "Out."}).status_code == 302
    assert "The study is not out." not in get_body(carla.get(workspace_url(verdict)))
    response = carla.post(get_release_url(block), {"reason": "Out."})
    assert (response.status_code, "has already released it" in get_body(response)) == (409, True)


def test_an_embargo_can_be_on_a_cited_source(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    source = verdict.evidence.get().passage.snapshot.source
    assert f"The source “{source.label}”" in get_body(ana.get(workspace_url(verdict)))
    post_embargo(ana, verdict, on=str(source.pk))
    assert PublicationBlock.objects.get().source == source
    assert f"<strong>Embargo</strong>: the source “{source.label}”" in get_body(
        ana.get(workspace_url(verdict))
    )


def test_an_embargo_on_a_source_that_is_not_cited_is_refused(desk_client):
    verdict, source = given.draft(), given.snapshot().source
    assert post_embargo(desk_client("ana"), verdict, on=str(source.pk)).status_code == 422
    assert not PublicationBlock.objects.exists()


def test_an_invalid_embargo_keeps_its_entries(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    response = post_embargo(ana, verdict, until="2020-01-01T08:00")
    assert response.status_code == 422
    assert "The study is not out." in get_body(response)
    assert 'value="2020-01-01T08:00"' in get_body(response)


def test_the_button_to_publish_says_how_long_the_embargo_lasts(desk_client):
    verdict = given.approved()
    post_embargo(desk_client("ana"), verdict)
    page = get_body(desk_client("carla").get(workspace_url(verdict)))
    assert "It is under embargo until" in page
    assert f'action="{verdict_url(verdict, "publish")}"' not in page
    assert f'action="{verdict_url(verdict, "schedule")}"' in page


def test_an_embargo_that_has_ended_is_not_shown(desk_client):
    verdict = given.approved()
    block = given.embargo(verdict.claim)  # it ended before the page is read
    page = get_body(desk_client("carla").get(workspace_url(verdict)))
    assert 'aria-label="Embargo"' not in page and "<strong>Embargo</strong>" not in page
    assert block.reason not in page


# ── publication blocks ──────────────────────────────────────────────────────────────────────────
def test_an_editor_blocks_a_suspended_fact_check_and_a_second_one_releases_it(desk_client):
    verdict, carla, filip = given.suspended(), desk_client("carla"), desk_client("filip")
    assert (
        carla.post(verdict_url(verdict, "legal-block"), {"reason": "A court."}).status_code == 302
    )
    block = PublicationBlock.objects.get()
    page = get_body(carla.get(workspace_url(verdict)))
    assert "A court." in page and "another person has to release it" in page
    assert carla.post(get_release_url(block), {"reason": "So."}).status_code == 409
    assert "Publication of this claim is blocked for legal reasons" in get_body(
        filip.get(workspace_url(verdict))
    )
    assert f'action="{verdict_url(verdict, "reinstate")}"' not in get_body(
        filip.get(workspace_url(verdict))
    )
    filip.post(get_release_url(block), {"reason": "The court has lifted it."})
    assert f'action="{verdict_url(verdict, "reinstate")}"' in get_body(
        filip.get(workspace_url(verdict))
    )


def test_a_published_fact_check_has_to_be_suspended_before_it_is_blocked(desk_client):
    verdict, carla = given.published(), desk_client("carla")
    assert "suspend it first" in get_body(carla.get(workspace_url(verdict)))
    response = carla.post(verdict_url(verdict, "legal-block"), {"reason": "A court."})
    assert response.status_code == 409
    assert "suspend it first" in get_body(response)


# ── unconfirmed suspensions ─────────────────────────────────────────────────────────────────────
def test_every_editor_sees_suspensions_first_and_how_long_they_are_overdue(desk_client):
    given.suspended()  # by Carla, weeks before the page is read
    given.approved()
    for name in ("carla", "filip"):
        assert next(iter(get_lists(name))) == "Suspensions to confirm"
        assert "overdue for" in get_body(desk_client(name).get("/desk/"))
    assert "You suspended it, so a second person has to decide." in get_body(
        desk_client("carla").get("/desk/")
    )
    assert "Suspensions to confirm" not in get_lists("bo")


def test_an_editor_sees_how_much_time_is_left(desk_client):
    verdict, now = given.published(), timezone.now()
    change = {"cause": "reply", "note": "He objects."}
    actions.suspend(verdict, by=given.person("carla"), at=now - timedelta(hours=3), **change)
    assert "20 hours left" in get_body(desk_client("filip").get("/desk/"))


def test_the_history_shows_schedules_and_blocks(desk_client):
    schedule = given.scheduled_publication(hours=12)
    block = given.embargo(schedule.verdict.claim, hours=48)
    publication.publish_if_due(schedule, at=schedule.publish_at, system_user=get_system_user())
    desk_client("carla").post(get_release_url(block), {"reason": "It came out earlier."})
    page = get_body(desk_client("ana").get(verdict_url(schedule.verdict, "timeline")))
    texts = (schedule.created_by.byline, block.reason, "It came out earlier.")
    for text in ("refused at the scheduled time", *texts):
        assert text in page, text
