"""Source alerts at the desk, and the decisions of an editor."""

import html
import re

import pytest

from claims.models import SourceAlert
from claims.monitoring import recheck
from claims.workflow import actions, drafting
from factcheck.desk.dashboard.work_queue import get_task_lists
from tests import given
from tests.helpers import changing_site
from tests.helpers.changing_site import get_source
from tests.helpers.forms import fill_form, submit_form
from tests.helpers.rechecks import (
    AMBIGUOUS_TEXT,
    CHANGED_TEXT,
    OTHER_CHANGED_TEXT,
    recheck_with_text,
)

ALERTS, UNREACHABLE = "Source alerts", "Unreachable sources"


@pytest.fixture
def alert(db):
    recheck_with_text(changing_site.create_published_verdict(), CHANGED_TEXT)
    return SourceAlert.objects.get()


def url_of(alert, name="change") -> str:
    return f"/desk/claims/sourcealert/{alert.pk}/{name}/"


def decide(browser, alert, decision, *, follow=False, **values):
    """Fills and sends the form of this decision on the alert's page."""
    return submit_form(browser, url_of(alert), url_of(alert, decision), follow=follow, **values)


def text_of(response) -> str:
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return " ".join(html.unescape(text).split())


def task_lists(name: str) -> dict:
    return {tasks.name: tasks.rows for tasks in get_task_lists(given.person(name))}


def retract(verdict) -> None:
    actions.propose_retraction(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    actions.retract(verdict, by=given.person("filip"), at=given.moment())


@pytest.mark.parametrize("name", ["ana", "bo", "carla"])
def test_an_alert_is_a_task_of_everyone_who_writes(alert, name):
    assert task_lists(name)[ALERTS] == [alert]


def test_the_home_page_shows_the_quotation_and_the_change(alert, desk_client):
    page = text_of(desk_client("ana").get("/desk/"))
    assert f"“{given.OFFICE}”" in page
    assert "4 →became 17" in page


def test_an_alert_of_a_retracted_verdict_is_no_task(alert):
    actions.propose_retraction(
        alert.verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    assert ALERTS in task_lists("ana")
    actions.retract(alert.verdict, by=given.person("filip"), at=given.moment())
    assert ALERTS not in task_lists("ana")


def test_the_list_of_all_contains_the_open_alerts(alert, desk_client):
    ana = desk_client("ana")
    (url,) = [tasks.url for tasks in get_task_lists(given.person("ana")) if tasks.name == ALERTS]
    one, none = "1 source alert", "0 source alerts"
    assert one in text_of(ana.get(url))
    assert none in text_of(ana.get(url.replace("open", "correct")))
    retract(alert.verdict)
    assert none in text_of(ana.get(url))


def test_the_task_shows_that_a_revision_is_open(alert, desk_client):
    ana = desk_client("ana")
    message = "the next revision is in progress"
    assert message not in text_of(ana.get("/desk/"))
    given.correction(alert.verdict)
    assert message in text_of(ana.get("/desk/"))


def test_the_workspace_of_the_published_revision_lists_the_alert(alert, desk_client):
    page = desk_client("bo").get(f"/desk/claims/verdict/{alert.verdict_id}/change/")
    assert url_of(alert) in page.content.decode()
    assert "the words have changed: 4 →became 17 not decided yet" in text_of(page)


def test_the_draft_of_a_correction_links_to_the_alert_and_the_newer_text(alert, desk_client):
    ana, values = desk_client("ana"), {"kind": "correction", "reason": "It says 17 percent."}
    page = decide(ana, alert, "correct", **values, follow=True)
    assert url_of(alert) in page.content.decode()
    assert "correct the fact-check (Ana Byline)" in text_of(page)
    assert f'href="?snapshot={alert.quote_check.snapshot_id}#picker"' in page.content.decode()
    url = page.request["PATH_INFO"]
    workspace = ana.get(url, {"snapshot": alert.quote_check.snapshot_id})
    assert "a rise of 17 percent" in text_of(workspace)


def test_the_page_lists_the_other_open_alerts_of_the_fact_check(alert, desk_client):
    bo, heading = desk_client("bo"), "Other open alerts of this fact-check 1"
    assert heading not in text_of(bo.get(url_of(alert)))
    correction = given.correction(alert.verdict)
    doubt = given.passage(given.DOUBT, of=alert.passage.snapshot)
    drafting.cite(
        correction, doubt, by=correction.author, at=given.moment(), stance="context", note=""
    )
    correction.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=correction)))
    source = alert.passage.snapshot.source
    text = CHANGED_TEXT.replace("Farmers doubt it", "Farmers never doubt it")
    retrieval = changing_site.create_retrieval(source, text)
    recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
    first, second = SourceAlert.objects.filter(verdict=correction)
    assert heading in text_of(bo.get(url_of(first)))
    assert url_of(second) in bo.get(url_of(first)).content.decode()


def test_the_lists_show_that_a_source_is_gone(db, desk_client):
    recheck_with_text(changing_site.create_published_verdict(), None, gone=True)
    for url in ("/desk/claims/sourcealert/", "/desk/sources/quotecheck/"):
        assert "the source is gone" in text_of(desk_client("bo").get(url))


def test_the_page_of_a_source_shows_its_retrievals(db, desk_client):
    verdict = changing_site.create_published_verdict()
    recheck_with_text(verdict, None)
    url = f"/desk/sources/source/{get_source(verdict).pk}/change/"
    page = desk_client("bo").get(url)
    assert "Fetch log" in text_of(page) and "It did not answer." in text_of(page)


def test_a_source_that_three_rechecks_did_not_reach_is_a_task(db, desk_client):
    verdict = changing_site.create_published_verdict()
    for _round in range(2):
        recheck_with_text(verdict, None)
    assert UNREACHABLE not in task_lists("ana")
    recheck_with_text(verdict, None)
    assert task_lists("ana")[UNREACHABLE] == [get_source(verdict)]
    page = text_of(desk_client("ana").get("/desk/"))
    assert "the last 3 rechecks failed" in page
    assert "It did not answer." in page


def test_the_page_shows_the_old_and_the_new_text_with_the_material_change(alert, desk_client):
    response = desk_client("carla").get(url_of(alert))
    page, text = response.content.decode(), text_of(response)
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert '<del class="material">' in page
    assert "number: 4 →became 17" in text
    for snapshot in (alert.passage.snapshot_id, alert.quote_check.snapshot_id):
        assert f"/desk/sources/snapshot/{snapshot}/change/" in page
    assert "Other fact-checks that cite this quotation 0" in text


@pytest.mark.parametrize(
    ("text", "gone", "message"),
    [
        (AMBIGUOUS_TEXT, False, "The quotation is in several places."),
        ("The weather.", False, "The quotation is no longer there."),
        (None, True, "The source is gone. The server answered 404."),
    ],
)
def test_the_page_says_why_there_is_no_new_text(db, desk_client, text, gone, message):
    recheck_with_text(changing_site.create_published_verdict(), text, gone=gone)
    assert message in text_of(desk_client("carla").get(url_of(SourceAlert.objects.get())))


def test_the_page_says_that_the_quotation_is_back(alert, desk_client):
    assert "The quotation is back." not in text_of(desk_client("carla").get(url_of(alert)))
    recheck_with_text(alert.verdict, given.TEXT)
    assert "The quotation is back." in text_of(desk_client("carla").get(url_of(alert)))


def test_an_editor_decides_that_nothing_changes(alert, desk_client):
    carla = desk_client("carla")
    response = decide(carla, alert, "no_change", reason="It is a misprint.", follow=True)
    assert "No change needed, decided by Carla Byline" in text_of(response)
    assert "It is a misprint." in text_of(response)
    assert ALERTS not in task_lists("carla")


def test_a_correction_creates_a_draft(alert, desk_client):
    values = {"kind": "correction", "reason": "The article now says 17 percent."}
    response = decide(desk_client("ana"), alert, "correct", **values)
    alert.refresh_from_db()
    assert response["Location"] == f"/desk/claims/verdict/{alert.resulting_verdict_id}/change/"
    assert alert.resulting_verdict.changes.get().cause == "source-changed"


def test_an_editor_proposes_a_retraction(alert, desk_client):
    decide(desk_client("carla"), alert, "retract", reason="Nothing is left of it.")
    assert alert.verdict.changes.get().kind == "retraction"


def test_a_refused_decision_keeps_the_text_of_the_form(alert, desk_client):
    values = {"kind": "", "reason": "The article now says 17 percent."}
    response = decide(desk_client("ana"), alert, "correct", **values)
    assert response.status_code == 422
    assert "Choose the kind of change." in text_of(response)
    assert "The article now says 17 percent." in response.content.decode()
    alert.refresh_from_db()
    assert alert.decided_at is None


def test_proposing_a_retraction_is_refused_to_a_reporter_and_the_page_says_why(alert, desk_client):
    ana = desk_client("ana")
    assert "Your role does not allow this." in text_of(ana.get(url_of(alert)))
    response = ana.post(url_of(alert, "retract"), {"reason": "Gone."})
    assert response.status_code == 403
    assert not alert.verdict.changes.exists()


def test_an_unknown_decision_changes_nothing(alert, desk_client):
    response = desk_client("carla").post(url_of(alert, "ignore"), {"reason": "x"})
    assert response.status_code in (302, 404)
    alert.refresh_from_db()
    assert alert.decided_at is None


def test_readers_never_see_an_alert(alert, client):
    assert client.get(url_of(alert)).status_code == 302
    page = client.get(f"/claims/{alert.verdict.claim.public_id}/", follow=True)
    assert "alert" not in page.content.decode().lower()


# ── what readers are told ───────────────────────────────────────────────────────────────────────
def read_public_page(client, alert) -> str:
    return text_of(client.get(f"/claims/{alert.verdict.claim.public_id}/", follow=True))


@pytest.mark.parametrize(("show_finding", "is_shown"), [("on", True), (None, False)])
def test_the_editor_says_whether_readers_are_told(
    alert, desk_client, client, show_finding, is_shown
):
    assert "has since changed" not in read_public_page(client, alert)
    answer = {"reason": "It says the same.", "show_finding": show_finding}
    response = decide(desk_client("carla"), alert, "no_change", follow=True, **answer)
    assert ("Readers are told" in text_of(response)) == is_shown
    assert ("has since changed" in read_public_page(client, alert)) == is_shown


def test_a_correction_tells_readers_unless_the_editor_unchecks_it(alert, desk_client, client):
    decide(desk_client("ana"), alert, "correct", reason="It gives 17 percent.", kind="correction")
    alert.refresh_from_db()
    assert alert.shown_retrieval == alert.retrieval
    assert "The article has since changed" in read_public_page(client, alert)


def test_an_answer_is_refused_if_the_source_was_rechecked_since(alert, desk_client):
    page = desk_client("carla")
    form = fill_form(
        page.get(url_of(alert)).content.decode(),
        url_of(alert, "no_change"),
        reason="It says the same.",
        show_finding="on",
    )
    recheck_with_text(alert.verdict, OTHER_CHANGED_TEXT)
    response = page.post(url_of(alert, "no_change"), form)
    assert response.status_code == 409
    assert "rechecked since you opened the page" in text_of(response)


@pytest.fixture
def source_alert(db):
    """An alert about a source of which all quotations are gone."""
    verdict = changing_site.create_published_verdict()
    correction = given.correction(verdict)
    doubt = given.passage(given.DOUBT, of=verdict.evidence.get().passage.snapshot)
    drafting.cite(
        correction, doubt, by=correction.author, at=given.moment(), stance="context", note=""
    )
    correction.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=correction)))
    retrieval = changing_site.create_retrieval(doubt.snapshot.source, "The weather.")
    recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
    return SourceAlert.objects.get()


def test_an_alert_about_a_source_shows_all_its_quotations(source_alert, desk_client, client):
    page = text_of(desk_client("bo").get(url_of(source_alert)))
    assert "The text of the source has less than half of its former length." in page
    assert given.OFFICE in page and given.DOUBT in page and "No longer there" in page
    workspace = f"/desk/claims/verdict/{source_alert.verdict_id}/change/"
    assert "much of the source changed" in text_of(desk_client("bo").get(workspace))
    assert "much of the source changed" in text_of(desk_client("ana").get("/desk/"))
    decide(desk_client("carla"), source_alert, "no_change", reason="Known.", show_finding="on")
    assert "these words were no longer in the article" in read_public_page(client, source_alert)


def test_an_alert_about_a_note_shows_its_words_to_editors_only(db, desk_client, client):
    verdict = changing_site.create_published_verdict()
    notice = {"kind": "correction", "text": "Correction: it was 17."}
    retrieval = changing_site.create_retrieval(get_source(verdict), given.TEXT, notices=[notice])
    recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
    alert = SourceAlert.objects.get()
    assert "Correction: it was 17." in text_of(desk_client("bo").get(url_of(alert)))
    assert "now carries" not in read_public_page(client, alert)
    decide(desk_client("carla"), alert, "correct", reason="They did.", kind="update")
    page = read_public_page(client, alert)
    assert "The page of the source now carries a correction" in page
    assert "it was 17" not in page


def test_the_page_of_a_source_lists_changed_headlines(db, desk_client):
    source = get_source(changing_site.create_published_verdict())
    for title in ("Trade rose", "Trade fell"):
        changing_site.create_retrieval(source, given.TEXT, title=title)
    page = text_of(desk_client("bo").get(f"/desk/sources/source/{source.pk}/change/"))
    assert "Headline: Trade rose → Trade fell" in page
