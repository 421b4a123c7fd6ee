"""At the desk: the hour of a publication, embargoes, legal holds, and suspensions that wait."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from claims.models import Plan, Withholding
from claims.scheduling import publication
from claims.workflow import actions
from factcheck.accounts.system_user import the_desk
from factcheck.desk.dashboard.work_queue import waiting
from tests import given
from tests.factcheck.desk.conftest import opened, verb, workspace

pytestmark = pytest.mark.django_db
WARSAW = ZoneInfo("Europe/Warsaw")


def in_days(days: int) -> str:
    """So many days from now, as a browser sends what was chosen."""
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def lift_of(row) -> str:
    verdict = row.claim.verdicts.latest("pk")
    return verb(verdict, f"lift/{row.pk}")


def body(answer) -> str:
    return answer.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


def planned(desk, verdict, **changed):
    told = opened(desk, workspace(verdict)) | {"publish_at": in_days(2)} | changed
    return desk.post(verb(verdict, "plan"), told)


# ── a planned hour ──────────────────────────────────────────────────────────────────────────────
def test_an_editor_plans_an_hour_and_takes_it_back(at_the_desk):
    verdict, desk = given.approved(), at_the_desk("carla")
    assert planned(desk, verdict).status_code == 302
    page = body(desk.get(workspace(verdict)))
    assert "Planned for" in page and ", in 1 day" in page
    assert "Readers are to see it on" in body(desk.get(verb(verdict, "preview")))
    desk.post(verb(verdict, "call_off"))
    assert Plan.objects.get().end == "called_off"
    assert "Planned for" not in body(desk.get(workspace(verdict)))


def test_an_hour_is_one_of_the_desks_own_clocks(at_the_desk, settings):
    settings.TIME_ZONE = "Europe/Warsaw"
    verdict, desk = given.approved(), at_the_desk("carla")
    assert "By the desk’s clocks: Europe/Warsaw." in body(desk.get(workspace(verdict)))
    local = (timezone.now() + timedelta(days=2)).astimezone(WARSAW)
    planned(desk, verdict, publish_at=f"{local:%Y-%m-%dT08:30}")
    expected = datetime(local.year, local.month, local.day, 8, 30, tzinfo=WARSAW)
    assert Plan.objects.get().publish_at == expected


@pytest.mark.parametrize(
    ("hour", "status", "says"),
    [
        ("2020-01-01T08:00", 409, "Choose an hour that is still to come"),
        ("", 409, "Choose an hour that is still to come"),
        ("9999-12-31T23:59", 409, "Choose an hour that is still to come"),
        ("0001-01-01T00:00", 409, "Choose an hour that is still to come"),
        ("tomorrow", 422, "Enter a valid date/time."),
    ],
)
def test_an_hour_that_is_none_comes_back_as_it_was_typed(at_the_desk, settings, hour, status, says):
    settings.TIME_ZONE = "Europe/Warsaw"
    verdict, desk = given.approved(), at_the_desk("carla")
    answer = planned(desk, verdict, publish_at=hour)
    assert answer.status_code == status
    assert says in body(answer)
    assert f'value="{hour}"' in body(answer) or not hour
    assert not Plan.objects.exists()


def test_an_hour_that_the_clocks_skip_is_refused(at_the_desk, settings):
    settings.TIME_ZONE = "Europe/Warsaw"
    year = timezone.now().year + 1
    last = datetime(year, 3, 31, 2, 30, tzinfo=WARSAW)
    skipped = last - timedelta(days=(last.weekday() + 1) % 7)  # the last Sunday of March
    verdict, desk = given.approved(), at_the_desk("carla")
    answer = planned(desk, verdict, publish_at=f"{skipped:%Y-%m-%dT%H:%M}")
    assert answer.status_code == 422
    assert "may not exist" in body(answer)


def test_what_was_submitted_anew_meanwhile_is_not_planned(at_the_desk):
    verdict, desk = given.approved(), at_the_desk("carla")
    answer = planned(desk, verdict, seen="0" * 64)
    assert answer.status_code == 409
    assert "submitted anew since you read it" in body(answer)


@pytest.mark.parametrize("name", ["ana", "bo"])
def test_who_does_not_publish_is_shown_no_plan_to_make(at_the_desk, name):
    verdict, desk = given.approved(), at_the_desk(name)
    assert "Plan its hour" not in body(desk.get(workspace(verdict)))
    assert planned(desk, verdict).status_code == 403
    assert not Plan.objects.exists()


def lists(name: str) -> dict:
    return {one.name: one for one in waiting(given.person(name))}


def test_what_is_planned_waits_for_its_hour_and_for_nobodys_hand(at_the_desk):
    verdict, desk = given.approved(), at_the_desk("carla")
    assert "Approved, not yet published" in lists("carla")
    planned(desk, verdict)
    assert {"Planned"} == set(lists("carla")) & {"Planned", "Approved, not yet published"}
    page = body(desk.get("/desk/"))
    assert "in 1 day" in page and "planned by Carla Byline" in page
    assert "Planned" not in lists("bo")


def test_a_plan_that_was_refused_stands_on_the_first_page_and_in_the_workspace(at_the_desk):
    plan = given.plan(hours=12)
    given.embargo(plan.verdict.claim, hours=48)
    publication.carry_out(plan, at=plan.publish_at, desk=the_desk())
    desk = at_the_desk("filip")
    assert list(lists("filip")) == ["Planned, and refused"]
    for address in ("/desk/", workspace(plan.verdict)):
        assert "It is under embargo until" in body(desk.get(address)), address


# ── embargoes ───────────────────────────────────────────────────────────────────────────────────
def embargoed(desk, verdict, **changed):
    told = {"on": "claim", "until": in_days(2), "why": "The study is not out."} | changed
    return desk.post(verb(verdict, "embargo"), told)


def test_a_writer_puts_a_claim_under_embargo_and_an_editor_lifts_it(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    assert embargoed(ana, verdict).status_code == 302
    row = Withholding.objects.get()
    assert row.claim == verdict.claim
    page = body(ana.get(workspace(verdict)))
    assert "The study is not out." in page and "Your role does not allow this." in page
    assert ana.post(lift_of(row), {"why": "Out."}).status_code == 403
    carla = at_the_desk("carla")
    assert carla.post(lift_of(row), {"why": ""}).status_code == 409
    assert carla.post(lift_of(row), {"why": "Out."}).status_code == 302
    assert "The study is not out." not in body(carla.get(workspace(verdict)))
    answer = carla.post(lift_of(row), {"why": "Out."})
    assert (answer.status_code, "has lifted it already" in body(answer)) == (409, True)


def test_a_source_that_the_draft_cites_is_put_under_embargo(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    source = verdict.evidence.get().passage.snapshot.source
    assert f"The source “{source.label}”" in body(ana.get(workspace(verdict)))
    embargoed(ana, verdict, on=str(source.pk))
    assert Withholding.objects.get().source == source
    assert f"on the source “{source.label}”" in body(ana.get(workspace(verdict)))


def test_a_source_that_the_draft_does_not_cite_is_no_choice(at_the_desk):
    verdict, other = given.draft(), given.snapshot().source
    assert embargoed(at_the_desk("ana"), verdict, on=str(other.pk)).status_code == 422
    assert not Withholding.objects.exists()


def test_what_was_typed_about_an_embargo_is_not_lost(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    answer = embargoed(ana, verdict, until="2020-01-01T08:00")
    assert answer.status_code == 409
    assert "The study is not out." in body(answer)
    assert 'value="2020-01-01T08:00"' in body(answer)


def test_the_button_to_publish_says_until_when_it_cannot(at_the_desk):
    verdict = given.approved()
    embargoed(at_the_desk("ana"), verdict)
    page = body(at_the_desk("carla").get(workspace(verdict)))
    assert "It is under embargo until" in page
    assert f'action="{verb(verdict, "publish")}"' not in page
    assert f'action="{verb(verdict, "plan")}"' in page


def test_an_embargo_that_has_ended_is_told_no_more(at_the_desk):
    verdict = given.approved()
    given.embargo(verdict.claim)  # in the past of whoever reads the page
    assert "Embargo" not in body(at_the_desk("carla").get(workspace(verdict)))


# ── legal holds ─────────────────────────────────────────────────────────────────────────────────
def test_an_editor_puts_a_hold_on_a_suspended_page_and_a_second_lifts_it(at_the_desk):
    verdict, carla, filip = given.suspended(), at_the_desk("carla"), at_the_desk("filip")
    assert carla.post(verb(verdict, "hold"), {"why": "A court."}).status_code == 302
    row = Withholding.objects.get()
    page = body(carla.get(workspace(verdict)))
    assert "A court." in page and "a second person has to lift it" in page
    assert carla.post(lift_of(row), {"why": "So."}).status_code == 409
    assert "A legal hold is on the claim" in body(filip.get(workspace(verdict)))
    assert f'action="{verb(verdict, "reinstate")}"' not in body(filip.get(workspace(verdict)))
    filip.post(lift_of(row), {"why": "The court has lifted it."})
    assert f'action="{verb(verdict, "reinstate")}"' in body(filip.get(workspace(verdict)))


def test_what_readers_see_is_suspended_before_it_is_held(at_the_desk):
    verdict, carla = given.published(), at_the_desk("carla")
    assert "suspend that first" in body(carla.get(workspace(verdict)))
    answer = carla.post(verb(verdict, "hold"), {"why": "A court."})
    assert answer.status_code == 409
    assert "suspend that first" in body(answer)


# ── suspensions that wait ───────────────────────────────────────────────────────────────────────
def test_every_editor_is_told_first_of_a_suspension_and_how_long_it_is_overdue(at_the_desk):
    given.suspended()  # by Carla, weeks before anybody reads the page
    given.approved()
    for name in ("carla", "filip"):
        assert next(iter(lists(name))) == "Suspensions to confirm"
        assert "overdue for" in body(at_the_desk(name).get("/desk/"))
    assert "You suspended it: a second person has to decide." in body(
        at_the_desk("carla").get("/desk/")
    )
    assert "Suspensions to confirm" not in lists("bo")


def test_an_editor_is_told_how_much_time_is_left(at_the_desk):
    verdict, now = given.published(), timezone.now()
    told = {"cause": "reply", "note": "Told."}
    actions.suspend(verdict, by=given.person("carla"), at=now - timedelta(hours=3), **told)
    assert "20 hours left" in body(at_the_desk("filip").get("/desk/"))


def test_the_trail_tells_what_was_planned_and_withheld(at_the_desk):
    plan = given.plan(hours=12)
    row = given.embargo(plan.verdict.claim, hours=48)
    publication.carry_out(plan, at=plan.publish_at, desk=the_desk())
    at_the_desk("carla").post(lift_of(row), {"why": "It came out earlier."})
    trail = body(at_the_desk("ana").get(verb(plan.verdict, "trail")))
    for told in ("refused at its hour", plan.planned_by.byline, row.why, "It came out earlier."):
        assert told in trail, told
