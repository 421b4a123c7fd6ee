"""A fact is news once, nobody is told of it twice, and what is loud cannot be turned off."""

import pytest

from factcheck.notifications.models import News, Notice
from tests import given
from tests.helpers.attacks import allowed, insert, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONCE = "A notice is read once and sent once, and nothing else of it changes."


@pytest.fixture
def notice() -> Notice:
    assignment = given.assigned()
    news = News.objects.create(
        kind="assigned_write",
        fact=assignment.pk,
        about=assignment.claim_id,
        claim=assignment.claim,
        by=assignment.assigned_by,
        happened_at=assignment.assigned_at,
        noticed_at=given.moment(),
    )
    return Notice.objects.create(news=news, person=assignment.person, how="at_once")


def change(notice, column: str, value) -> None:
    sql(f'UPDATE notifications_notice SET "{column}" = %s WHERE id = %s', value, notice.pk)


def test_a_notice_is_read_and_sent(notice):
    with allowed():
        change(notice, "read_at", given.moment())
        change(notice, "sent_at", given.moment())


@pytest.mark.parametrize("column", ["read_at", "sent_at"])
@pytest.mark.parametrize("later", [True, False])
def test_what_was_read_or_sent_stays_so(notice, column, later):
    change(notice, column, given.moment())
    with refused(ONCE):
        change(notice, column, given.moment() if later else None)


def test_a_notice_stays_with_its_person_and_its_way(notice):
    with refused(ONCE):
        change(notice, "person_id", given.person("bo").pk)
    with refused(ONCE):
        change(notice, "how", "digest")


def test_nobody_is_told_twice(notice):
    with refused("nobody_is_told_twice"):
        insert(
            "notifications_notice", news_id=notice.news_id, person_id=notice.person_id, how="digest"
        )


def test_a_fact_is_news_once(notice):
    row = News.objects.values().get()
    del row["id"]
    with refused("a_fact_is_news_once"):
        insert("notifications_news", **row)


def test_what_stays_at_the_desk_is_not_sent(notice):
    bo = given.person("bo").pk
    with refused("what_stays_at_the_desk"):
        insert(
            "notifications_notice",
            news_id=notice.news_id,
            person_id=bo,
            how="desk",
            sent_at=given.moment(),
        )


@pytest.mark.parametrize("kind", ["suspended", "retraction_proposed"])
def test_what_is_loud_cannot_be_turned_off(kind):
    carla = given.person("carla").pk
    with refused("what_is_loud_is_not_turned_off"):
        insert("notifications_preference", person_id=carla, kind=kind, how="desk")
    with allowed():
        insert("notifications_preference", person_id=carla, kind="published", how="desk")


def test_there_is_one_digest_a_day():
    row = {"person_id": given.person("bo").pk, "day": given.NOON, "planned_at": given.NOON}
    insert("notifications_digest", **row)
    with refused("one_digest_a_day"):
        insert("notifications_digest", **row)
