"""Several missing quotations are one alert about the source; a new note has an alert of its own."""

import pytest
from django.db import DatabaseError, transaction

from claims.models import PublicSourceNotice, SourceAlert
from claims.monitoring import recheck
from claims.monitoring.alerts import answer_alert, get_latest_retrieval, list_open_alerts
from claims.publication import queries
from claims.workflow import drafting
from factcheck.core.errors import EditConflict, InvalidInput
from sources.models import Retrieval
from tests import given
from tests.helpers.changing_site import create_retrieval, get_later_moment
from tests.helpers.rechecks import CHANGED_TEXT, show_finding

pytestmark = pytest.mark.django_db

LONG_TEXT = given.TEXT + " The chamber of commerce has announced a figure of its own." * 12
CORRECTION = {"kind": "correction", "text": "Correction: It was 17 percent."}
UPDATE = {"kind": "update", "text": "Updated 5 May"}


@pytest.fixture
def verdict():
    """A verdict that cites two passages of one source."""
    ana, text = given.person("ana"), LONG_TEXT
    snapshot = given.snapshot(text, url="https://paper.example/on-trade")
    draft = drafting.create_draft(
        given.claim(), by=ana, at=given.moment(), **given.verdict_content()
    )
    for words, stance in ((given.OFFICE, "refutes"), (given.DOUBT, "context")):
        passage = given.passage(words, of=snapshot)
        drafting.cite(draft, passage, by=ana, at=given.moment(), stance=stance, note="")
    draft.refresh_from_db()
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))


def get_source(verdict):
    return verdict.evidence.first().passage.snapshot.source


def recheck_with(verdict, text: str | None, notices=(), gone=False, **fields) -> Retrieval:
    """Recheck the source as if this text, with these notes on its page, had been fetched."""
    retrieval = create_retrieval(
        get_source(verdict), text, gone=gone, notices=list(notices), **fields
    )
    recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
    return retrieval


def list_alerts(verdict) -> list[tuple[str, str]]:
    alerts = SourceAlert.objects.filter(verdict=verdict).order_by("pk")
    return [(alert.kind, alert.passage.exact if alert.passage else "") for alert in alerts]


def answer(alert, decision="no_change", **fields):
    fields = {"reason": "It refutes the claim as before."} | fields
    return answer_alert(
        alert, by=given.person("carla"), at=given.moment(), decision=decision, **fields
    )


def get_statuses(verdict) -> list:
    return list(queries.get_claim(verdict.claim.public_id).quote_statuses.values())


# ── the source as a whole ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Nothing of the kind.", False),
        ("Nothing of the kind. " * 60, False),
        (None, True),
        ("Only this part is left. " + given.OFFICE + ", it said.", False),
    ],
)
def test_much_that_is_missing_is_one_alert_about_the_source(verdict, text, gone):
    recheck_with(verdict, text, gone=gone)
    alerts = list_alerts(verdict)
    assert len(alerts) == 1
    if text is None or "part" not in text:
        assert alerts == [("source", "")]


def test_a_text_that_shrank_is_an_alert_even_if_the_quotations_are_there(verdict):
    recheck_with(verdict, given.TEXT)
    assert list_alerts(verdict) == [("source", "")]
    answer(SourceAlert.objects.get())
    recheck_with(verdict, given.TEXT + " And more.")
    assert len(list_alerts(verdict)) == 1
    assert {status.status for status in get_statuses(verdict)} == {"moved"}


def test_one_missing_quotation_is_an_alert_about_the_quotation(verdict):
    recheck_with(verdict, LONG_TEXT.replace(given.DOUBT, "No one knows"))
    assert list_alerts(verdict) == [("quote", given.DOUBT)]


def test_an_open_alert_about_the_source_is_enough(verdict):
    for text in ("Nothing of the kind.", "Nothing else.", None):
        recheck_with(verdict, text)
    assert list_alerts(verdict) == [("source", "")]
    assert list(list_open_alerts(verdict)) == list(SourceAlert.objects.all())


def test_the_same_finding_creates_no_second_alert_after_an_answer(verdict):
    recheck_with(verdict, "Nothing of the kind.")
    answer(SourceAlert.objects.get())
    recheck_with(verdict, "Nothing of the kind.")
    recheck_with(verdict, "Nothing of the kind, again.")
    assert len(list_alerts(verdict)) == 1
    changed = LONG_TEXT.replace("a rise of 4", "a rise of 17")
    recheck_with(verdict, changed)
    assert list_alerts(verdict)[1:] == [("quote", given.OFFICE)]


def test_readers_are_told_of_all_quotations_after_the_answer(verdict):
    recheck_with(verdict, LONG_TEXT)
    recheck_with(verdict, "Nothing of the kind.")
    assert {status.status for status in get_statuses(verdict)} == {"exact"}
    show_finding(verdict)
    assert {status.status for status in get_statuses(verdict)} == {"missing"}


def test_nothing_can_be_told_once_the_quotations_are_back(verdict):
    recheck_with(verdict, "Nothing of the kind.")
    recheck_with(verdict, LONG_TEXT)
    alert = SourceAlert.objects.get()
    with pytest.raises(InvalidInput, match="nothing to tell"):
        answer(alert, show_finding=True)
    answered = answer(alert, "correct", kind="update")
    assert answered.shown_retrieval is None


def test_an_answer_to_another_recheck_than_the_one_seen_is_refused(verdict):
    seen = recheck_with(verdict, LONG_TEXT.replace("a rise of 4", "a rise of 17"))
    recheck_with(verdict, LONG_TEXT.replace("a rise of 4", "a rise of 70"))
    alert = SourceAlert.objects.get()
    with pytest.raises(EditConflict, match="rechecked since"):
        answer(alert, show_finding=True, seen_retrieval=seen.pk)
    answer(alert, show_finding=True, seen_retrieval=get_latest_retrieval(alert).pk)
    told = {status.latest.found_text for status in get_statuses(verdict)}
    assert "a rise of 70 percent" in told


# ── notes of the publisher ──────────────────────────────────────────────────────────────────────
def test_a_new_note_is_an_alert_of_its_own_kind(verdict):
    recheck_with(verdict, LONG_TEXT)
    recheck_with(verdict, LONG_TEXT, [CORRECTION])
    assert list_alerts(verdict) == [("notice", "")]
    assert "a correction" in str(SourceAlert.objects.get())
    assert {status.status for status in get_statuses(verdict)} == {"exact"}
    assert {status.notices for status in get_statuses(verdict)} == {()}


def test_a_note_that_was_there_before_is_no_news(verdict):
    recheck_with(verdict, LONG_TEXT, [CORRECTION])
    assert len(list_alerts(verdict)) == 1
    answer(SourceAlert.objects.get())
    recheck_with(verdict, LONG_TEXT, [CORRECTION])
    assert len(list_alerts(verdict)) == 1


def test_updates_are_one_task_and_a_correction_another(verdict):
    recheck_with(verdict, LONG_TEXT, [UPDATE])
    assert list_alerts(verdict) == []  # the page was never fetched before
    for number in (1, 2):
        recheck_with(verdict, LONG_TEXT, [UPDATE | {"text": f"Updated {number} June"}])
    assert len(list_alerts(verdict)) == 1
    recheck_with(verdict, LONG_TEXT, [UPDATE, CORRECTION])
    assert len(list_alerts(verdict)) == 2


def test_readers_are_told_of_a_note_after_the_answer_but_not_of_its_words(verdict):
    recheck_with(verdict, LONG_TEXT)
    noticed = recheck_with(verdict, LONG_TEXT, [CORRECTION])
    assert not PublicSourceNotice.objects.exists()
    show_finding(verdict)
    notice = PublicSourceNotice.objects.get()
    assert (notice.kind, notice.seen_at) == ("correction", noticed.retrieved_at)
    assert get_statuses(verdict)[0].notices == (notice,)
    assert "17" not in repr(list(PublicSourceNotice.objects.values("kind", "source_id")))


def test_an_alert_for_a_page_without_notes_is_refused(verdict):
    retrieval = recheck_with(verdict, CHANGED_TEXT)
    for kind in ("notice", "source"):
        if kind == "source":
            retrieval = recheck_with(verdict, LONG_TEXT)
        with pytest.raises(DatabaseError, match="needs a changed"), transaction.atomic():
            SourceAlert.objects.create(
                verdict=verdict, kind=kind, retrieval=retrieval, created_at=get_later_moment(1)
            )
