"""What each person finds under Notices, and how they choose to be told."""

import html
import re

import pytest

from factcheck.accounts.models import User
from factcheck.notifications.dispatch import follow
from factcheck.notifications.models import Notice, Preference
from tests import given
from tests.factcheck.desk.test_query_counts import asked

PAGE, READ, SETTINGS = "/desk/notices/", "/desk/notices/read/", "/desk/notices/settings/"


@pytest.fixture(autouse=True)
def cast(db):
    for name in given.CAST:
        given.person(name)


def words(answer) -> str:
    said = re.sub(r"<[^>]+>", "", answer.content.decode())
    return " ".join(html.unescape(said).split())


def mentioned(name="dov", times=1) -> list[Notice]:
    """Notices of notes in which Ana asks for somebody; the newest first."""
    for _ in range(times):
        given.note(f"@{name}, look.")
    follow(given.moment(), post=lambda notice: None)
    return list(Notice.objects.filter(person__username=name))


def unread(name="dov") -> int:
    return Notice.objects.filter(person__username=name, read_at=None).count()


def test_the_first_page_says_how_many_are_unread(at_the_desk):
    dov = at_the_desk("dov")
    assert "Notices Public site" in words(dov.get("/desk/"))
    mentioned(times=3)
    assert "Notices 3 unread Public site" in words(dov.get("/desk/"))
    given.draft()  # now something happened lately, which is asked for together with the number
    assert "Notices 3 unread Public site" in words(dov.get("/desk/"))
    Notice.objects.update(read_at=given.moment())
    assert "Notices Public site" in words(dov.get("/desk/"))


def test_everybody_sees_their_own_and_nobody_elses(at_the_desk):
    (notice,) = mentioned()
    page = words(at_the_desk("dov").get(PAGE))
    assert "Ana Byline mentioned you in a note." in page
    assert notice.news.claim.statement in page
    assert "Nothing new." in words(at_the_desk("bo").get(PAGE))


def test_looking_at_the_list_reads_nothing(at_the_desk):
    mentioned()
    at_the_desk("dov").get(PAGE)
    assert unread() == 1


def test_opening_a_notice_reads_it_and_leads_to_what_it_is_about(at_the_desk):
    (notice,) = mentioned()
    answer = at_the_desk("dov").post(READ, {"notice": notice.pk, "open": "1"})
    assert answer["Location"] == f"/desk/claims/claim/{notice.news.claim_id}/change/"
    assert unread() == 0


def test_a_notice_is_read_by_a_press_and_stays_so(at_the_desk):
    (notice,) = mentioned()
    for _ in range(2):
        assert at_the_desk("dov").post(READ, {"notice": notice.pk})["Location"] == PAGE
    assert unread() == 0
    assert "mentioned you" in words(at_the_desk("dov").get(PAGE))


def test_all_that_were_shown_are_read_at_once_and_no_later_one(at_the_desk):
    newest = mentioned(times=2)[0]
    dov = at_the_desk("dov")
    assert f'name="until" value="{newest.pk}"' in dov.get(PAGE).content.decode()
    mentioned()
    dov.post(READ, {"until": newest.pk})
    assert unread() == 1


@pytest.mark.parametrize("field", ["notice", "until"])
def test_nobody_reads_anothers_notices(at_the_desk, field):
    (notice,) = mentioned()
    answer = at_the_desk("bo").post(READ, {field: notice.pk, "open": "1"})
    assert answer["Location"] == PAGE
    assert unread() == 1


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 40, "-1"])
def test_what_is_no_notice_reads_nothing(at_the_desk, number):
    mentioned()
    dov = at_the_desk("dov")
    assert dov.post(READ, {"notice": number, "until": number}).status_code == 302
    assert dov.get(PAGE, {"before": number}).status_code == 200
    assert unread() == 1


def test_earlier_ones_are_a_page_apart(at_the_desk, monkeypatch):
    monkeypatch.setattr("factcheck.desk.notifications.views.READ", 2)
    mentioned(times=5)
    Notice.objects.update(read_at=given.moment())
    dov, seen, address = at_the_desk("dov"), 0, PAGE
    for _ in range(3):
        page = dov.get(address).content.decode()
        seen += page.count("mentioned you")
        following = re.search(r'href="(\?before=\d+)"', page)
        address = PAGE + following[1] if following else ""
    assert (seen, address) == (5, "")


def test_who_reads_claims_no_more_sees_none(at_the_desk):
    (notice,) = mentioned()
    given.person("dov").groups.clear()
    assert notice.news.claim.statement not in words(at_the_desk("dov").get(PAGE))


def test_the_list_asks_as_often_for_twenty_as_for_one(at_the_desk):
    mentioned()
    dov = at_the_desk("dov")
    one = asked(dov, PAGE)
    mentioned(times=19)
    assert asked(dov, PAGE) == one < 15


# ── how one is told ─────────────────────────────────────────────────────────────────────────────
def choices(page: str) -> dict[str, str]:
    """What the form has chosen for each kind."""
    found = re.findall(r'<select name="(\w+)".*?</select>', page, flags=re.DOTALL)
    return {
        name: re.search(rf'name="{name}".*?value="(\w+)" selected', page, flags=re.DOTALL)[1]
        for name in found
    }


def test_a_person_chooses_how_to_be_told_of_each_kind(at_the_desk):
    bo = at_the_desk("bo")
    known = choices(bo.get(SETTINGS).content.decode())
    assert (known["submitted"], known["mentioned"], known["waiting"]) == (
        "digest",
        "at_once",
        "digest",
    )
    wanted = known | {"submitted": "desk", "waiting": "desk"}
    assert "Kept." in words(bo.post(SETTINGS, wanted, follow=True))
    assert choices(bo.get(SETTINGS).content.decode()) == wanted
    assert choices(at_the_desk("carla").get(SETTINGS).content.decode())["submitted"] == "digest"


def test_a_role_chooses_among_what_it_hears_of(at_the_desk):
    assert "submitted" not in choices(at_the_desk("ana").get(SETTINGS).content.decode())
    assert set(choices(at_the_desk("eva").get(SETTINGS).content.decode())) == {"waiting"}


def test_what_is_loud_is_shown_to_editors_and_cannot_be_chosen(at_the_desk):
    carla = at_the_desk("carla")
    page = carla.get(SETTINGS)
    assert "A finding was suspended" in words(page)
    assert "By mail, at once. It cannot be turned off" in words(page)
    known = choices(page.content.decode())
    assert "suspended" not in known
    carla.post(SETTINGS, known | {"suspended": "desk"})
    assert not Preference.objects.filter(kind="suspended").exists()
    assert "A finding was suspended" not in words(at_the_desk("ana").get(SETTINGS))


@pytest.mark.parametrize("changed", [{}, {"mentioned": "by pigeon"}, {"waiting": "at_once"}])
def test_what_is_no_choice_is_refused(at_the_desk, changed):
    dov = at_the_desk("dov")
    known = choices(dov.get(SETTINGS).content.decode()) if changed else {}
    assert dov.post(SETTINGS, known | changed).status_code == 422
    assert not Preference.objects.exists()


def test_who_has_no_address_is_told_so(at_the_desk):
    User.objects.filter(username="dov").update(email="")
    assert "your account has no e-mail address" in words(at_the_desk("dov").get(SETTINGS))
