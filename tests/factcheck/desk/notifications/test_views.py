"""The list of a user's notifications, and the notification settings."""

import html
import re

import pytest

from factcheck.accounts.models import User
from factcheck.notifications.dispatch import create_notifications
from factcheck.notifications.models import Notification, NotificationPreference
from tests import given
from tests.factcheck.desk.test_query_counts import count_queries

LIST, READ, SETTINGS = (
    "/desk/notifications/",
    "/desk/notifications/read/",
    "/desk/notifications/settings/",
)


@pytest.fixture(autouse=True)
def cast(db):
    for name in given.ROLES_BY_NAME:
        given.person(name)


def get_text(response) -> str:
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return " ".join(html.unescape(text).split())


def mention(name="dov", times=1) -> list[Notification]:
    """Notifications of comments in which Ana mentions a user, the newest first."""
    for _ in range(times):
        given.comment(f"@{name}, look.")
    create_notifications(given.moment(), queue_email=lambda notification: None)
    return list(Notification.objects.filter(user__username=name))


def count_unread(name="dov") -> int:
    return Notification.objects.filter(user__username=name, read_at=None).count()


def test_the_menu_shows_the_number_of_unread_notifications(desk_client):
    dov = desk_client("dov")
    assert "Notifications Public site" in get_text(dov.get("/desk/"))
    mention(times=3)
    assert "Notifications 3 unread Public site" in get_text(dov.get("/desk/"))
    given.draft()  # recent activity, which is loaded together with the number
    assert "Notifications 3 unread Public site" in get_text(dov.get("/desk/"))
    Notification.objects.update(read_at=given.moment())
    assert "Notifications Public site" in get_text(dov.get("/desk/"))


def test_a_user_sees_only_their_own_notifications(desk_client):
    (notification,) = mention()
    page = get_text(desk_client("dov").get(LIST))
    assert "Ana Byline mentioned you in a comment." in page
    assert notification.event.claim.statement in page
    assert "Nothing new." in get_text(desk_client("bo").get(LIST))


def test_viewing_the_list_marks_nothing_as_read(desk_client):
    mention()
    desk_client("dov").get(LIST)
    assert count_unread() == 1


def test_opening_a_notification_marks_it_as_read_and_redirects_to_its_subject(desk_client):
    (notification,) = mention()
    response = desk_client("dov").post(READ, {"notification": notification.pk, "open": "1"})
    assert response["Location"] == f"/desk/claims/claim/{notification.event.claim_id}/change/"
    assert count_unread() == 0


def test_a_notification_that_was_marked_as_read_stays_read(desk_client):
    (notification,) = mention()
    for _ in range(2):
        assert desk_client("dov").post(READ, {"notification": notification.pk})["Location"] == LIST
    assert count_unread() == 0
    assert "mentioned you" in get_text(desk_client("dov").get(LIST))


def test_marking_all_as_read_excludes_newer_notifications(desk_client):
    newest = mention(times=2)[0]
    dov = desk_client("dov")
    assert f'name="until" value="{newest.pk}"' in dov.get(LIST).content.decode()
    mention()
    dov.post(READ, {"until": newest.pk})
    assert count_unread() == 1


@pytest.mark.parametrize("field", ["notification", "until"])
def test_a_user_cannot_mark_the_notifications_of_another_as_read(desk_client, field):
    (notification,) = mention()
    response = desk_client("bo").post(READ, {field: notification.pk, "open": "1"})
    assert response["Location"] == LIST
    assert count_unread() == 1


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 40, "-1"])
def test_an_invalid_number_marks_nothing_as_read(desk_client, number):
    mention()
    dov = desk_client("dov")
    assert dov.post(READ, {"notification": number, "until": number}).status_code == 302
    assert dov.get(LIST, {"before": number}).status_code == 200
    assert count_unread() == 1


def test_read_notifications_are_paginated(desk_client, monkeypatch):
    monkeypatch.setattr("factcheck.desk.notifications.views.READ_LIMIT", 2)
    mention(times=5)
    Notification.objects.update(read_at=given.moment())
    dov, count, url = desk_client("dov"), 0, LIST
    for _ in range(3):
        page = dov.get(url).content.decode()
        count += page.count("mentioned you")
        next_page = re.search(r'href="(\?before=\d+)"', page)
        url = LIST + next_page[1] if next_page else ""
    assert (count, url) == (5, "")


def test_a_user_who_may_no_longer_view_claims_sees_no_claim(desk_client):
    (notification,) = mention()
    given.person("dov").groups.clear()
    assert notification.event.claim.statement not in get_text(desk_client("dov").get(LIST))


def test_the_list_takes_as_many_queries_for_twenty_as_for_one(desk_client):
    mention()
    dov = desk_client("dov")
    queries = count_queries(dov, LIST)
    mention(times=19)
    assert count_queries(dov, LIST) == queries < 15


# ── notification settings ───────────────────────────────────────────────────────────────────────
def get_choices(page: str) -> dict[str, str]:
    """The selected channel of each type in the form."""
    names = re.findall(r'<select name="(\w+)".*?</select>', page, flags=re.DOTALL)
    return {
        name: re.search(rf'name="{name}".*?value="(\w+)" selected', page, flags=re.DOTALL)[1]
        for name in names
    }


def test_a_user_chooses_the_channel_of_each_type(desk_client):
    bo = desk_client("bo")
    defaults = get_choices(bo.get(SETTINGS).content.decode())
    assert defaults["submitted"] == "daily_summary"
    assert defaults["mentioned"] == "at_once"
    assert defaults["to_do_list"] == "daily_summary"
    chosen = defaults | {"submitted": "desk", "to_do_list": "desk"}
    assert "Saved." in get_text(bo.post(SETTINGS, chosen, follow=True))
    assert get_choices(bo.get(SETTINGS).content.decode()) == chosen
    carlas = get_choices(desk_client("carla").get(SETTINGS).content.decode())
    assert carlas["submitted"] == "daily_summary"


def test_the_form_lists_only_the_types_that_the_role_receives(desk_client):
    assert "submitted" not in get_choices(desk_client("ana").get(SETTINGS).content.decode())
    assert set(get_choices(desk_client("eva").get(SETTINGS).content.decode())) == {"to_do_list"}


def test_mandatory_types_are_shown_to_editors_and_cannot_be_changed(desk_client):
    carla = desk_client("carla")
    page = carla.get(SETTINGS)
    assert "A fact-check was suspended" in get_text(page)
    assert "By e-mail at once. This cannot be turned off" in get_text(page)
    defaults = get_choices(page.content.decode())
    assert "suspended" not in defaults
    carla.post(SETTINGS, defaults | {"suspended": "desk"})
    assert not NotificationPreference.objects.filter(kind="suspended").exists()
    assert "A fact-check was suspended" not in get_text(desk_client("ana").get(SETTINGS))


@pytest.mark.parametrize("changes", [{}, {"mentioned": "by pigeon"}, {"to_do_list": "at_once"}])
def test_an_invalid_channel_is_refused(desk_client, changes):
    dov = desk_client("dov")
    defaults = get_choices(dov.get(SETTINGS).content.decode()) if changes else {}
    assert dov.post(SETTINGS, defaults | changes).status_code == 422
    assert not NotificationPreference.objects.exists()


def test_a_user_without_an_address_is_informed(desk_client):
    User.objects.filter(username="dov").update(email="")
    assert "your account has no e-mail address" in get_text(desk_client("dov").get(SETTINGS))
