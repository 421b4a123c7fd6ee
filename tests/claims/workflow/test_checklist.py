"""The checklist applies to a draft when it is submitted, and to the submission when published."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from claims.scheduling import publication_blocks
from claims.workflow import actions, drafting
from claims.workflow.checklist import get_checklist_status, get_required_codes
from claims.workflow.transitions import check_allowed, load_context
from factcheck.core.errors import InvalidState
from sources.capture.web_archive import record_archived_copy, set_can_be_archived
from tests import given

pytestmark = pytest.mark.django_db

UNANSWERED = {
    "primary": ({"primary_sources": ""}, "State whether a primary source is cited."),
    "conflict_of_interest": (
        {"conflict_of_interest": ""},
        "State whether anyone who worked on it has a conflict of interest.",
    ),
    "criminal_proceedings": ({"criminal_proceedings": ""}, "State whether a crime is alleged."),
    "machine_assistance": (
        {"machine_assistance": ""},
        "State whether machine tools helped with this revision.",
    ),
}
NO_PLACE = "Enter the country and the date of the criminal proceedings."
REVISIT = (
    "The criminal proceedings are open: enter a date to revisit the fact-check by, after the date "
    "of the facts."
)
UNEXPLAINED = {
    "primary": ({"primary_sources": "none"}, "Explain why no primary source is cited."),
    "conflict_of_interest": (
        {"conflict_of_interest": "declared"},
        "Explain how the conflict of interest is handled.",
    ),
}

NO_ANSWERS = {"primary_sources": "", "conflict_of_interest": "", "criminal_proceedings": ""}
NO_ANSWERS |= {"machine_assistance": ""}


def get_message(verdict) -> str | None:
    """Why the author cannot submit the draft."""
    violation = check_allowed("submit", verdict, verdict.author, at=given.moment())
    return violation.message if violation else None


def get_status(verdict) -> list:
    return get_checklist_status(load_context(verdict, verdict.author, at=given.moment()))


def get_states(verdict) -> dict[str, str]:
    return {status.item.code: status.state for status in get_status(verdict)}


# ── at submission ───────────────────────────────────────────────────────────────────────────────
def test_a_draft_with_all_answers_can_be_submitted():
    verdict = given.draft()
    assert get_message(verdict) is None
    assert set(get_states(verdict).values()) == {"fulfilled"}


@pytest.mark.parametrize("code", UNANSWERED)
def test_submitting_is_refused_without_an_answer(code):
    changes, message = UNANSWERED[code]
    verdict = given.draft(**changes)
    assert get_message(verdict) == message
    assert get_states(verdict)[code] == "open"


@pytest.mark.parametrize("code", UNEXPLAINED)
def test_submitting_is_refused_without_the_explanation_of_an_answer(code):
    changes, message = UNEXPLAINED[code]
    assert get_message(given.draft(**changes)) == message


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"proceedings_country": ""}, NO_PLACE),
        ({"proceedings_on": None}, NO_PLACE),
        (
            {"proceedings_on": date(2026, 10, 31)},
            "The step in the criminal proceedings is later than the date of the facts.",
        ),
        ({"revisit_on": None}, REVISIT),
        ({"revisit_on": date(2026, 10, 30)}, REVISIT),
    ],
)
def test_open_proceedings_need_their_country_dates_and_a_date_to_revisit(changes, message):
    assert get_message(given.draft(**given.proceedings("charged", **changes))) == message
    assert get_message(given.draft(**given.proceedings("charged"))) is None


@pytest.mark.parametrize("kind", ["minor_edit", "clarification"])
def test_an_acquittal_leads_to_an_update(kind):
    charged = given.published(**given.proceedings("charged"))
    draft = given.correction(charged, kind=kind, criminal_proceedings="acquitted")
    assert get_message(draft) == (
        "Readers have to learn of a new step in criminal proceedings. Discard this draft and open "
        "an update or a correction."
    )
    actions.discard(draft, by=draft.author, at=given.moment())
    update = given.correction(charged, kind="update", criminal_proceedings="acquitted")
    assert get_message(update) is None


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"machine_purposes": []}, "State which machine tools helped, and with what."),
        ({"machine_tools": ""}, "State which machine tools helped, and with what."),
        ({"editorial_responsibility": ""}, "State who holds editorial responsibility."),
    ],
)
def test_machine_assistance_needs_tool_purpose_and_responsibility(changes, message):
    assert get_message(given.draft(**given.machine_assistance(**changes))) == message
    assert get_message(given.draft(**given.machine_assistance())) is None


@pytest.mark.parametrize("kind", ["minor_edit", "clarification", "update", "correction"])
def test_a_minor_edit_is_not_asked_for_machine_assistance(kind, settings):
    settings.CHECKLIST = []
    published = given.published(machine_assistance="")
    settings.CHECKLIST = ["machine_assistance"]
    draft = given.correction(published, kind=kind)
    message = "State whether machine tools helped with this revision."
    assert get_message(draft) == (None if kind == "minor_edit" else message)


def test_submitting_is_refused_without_the_date_of_the_facts():
    message = "Enter the date as of which the facts were checked."
    assert get_message(given.draft(valid_as_of=None)) == message


def test_in_an_empty_draft_every_item_is_open_that_is_not_met_by_default():
    verdict = given.draft(basis="", **NO_ANSWERS)
    verdict.evidence.all().delete()
    verdict.rating = verdict.valid_as_of = None
    open_codes = {code for code, state in get_states(verdict).items() if state == "open"}
    assert open_codes == {
        *("evidence", "verbatim", "against", "basis", "as_of"),
        *("primary", "conflict_of_interest", "criminal_proceedings", "machine_assistance"),
    }


# ── the setting of the desk ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("code", UNANSWERED)
def test_a_desk_can_leave_an_optional_item_out(settings, code):
    settings.CHECKLIST = [required for required in UNANSWERED if required != code]
    verdict = given.draft(**UNANSWERED[code][0])
    assert get_message(verdict) is None
    assert get_states(verdict)[code] == "not-required"
    assert given.in_review(verdict=verdict).state == "in_review"


def test_an_answer_that_is_not_required_still_needs_its_explanation(settings):
    """The database requires it: an answer may be missing, but it must not be incomplete."""
    settings.CHECKLIST = []
    changes, message = UNEXPLAINED["conflict_of_interest"]
    assert get_message(given.draft(**changes)) == message


@pytest.mark.parametrize("codes", [[], ["primary"], ["all"]])
def test_no_desk_can_leave_a_mandatory_item_out(settings, codes):
    settings.CHECKLIST = codes
    verdict = given.draft(**NO_ANSWERS)
    verdict.evidence.all().delete()
    statuses = get_status(verdict)
    mandatory = {
        status.item.code
        for status in statuses
        if not status.item.is_optional and not status.item.is_reminder
    }
    assert len(mandatory) == 8
    assert mandatory <= {status.item.code for status in statuses if status.is_required}
    assert "cite at least one passage" in get_message(verdict)


def test_an_unknown_code_stops_the_server_from_starting(settings):
    settings.CHECKLIST = ["primary", "crimes"]
    with pytest.raises(ImproperlyConfigured, match="has unknown codes: crimes"):
        get_required_codes()


# ── at publication ──────────────────────────────────────────────────────────────────────────────
def test_publishing_is_refused_if_the_checklist_became_stricter_after_the_approval(settings):
    settings.CHECKLIST = []
    verdict = given.approved(conflict_of_interest="", criminal_proceedings="")
    settings.CHECKLIST = ["all"]
    message = "does not meet the checklist: conflicts of interest, alleged crime. Send it back"
    with pytest.raises(InvalidState, match=message):
        given.published(verdict=verdict)
    actions.send_back(verdict, by=given.person("bo"), at=given.moment(), comment="Answer them.")
    verdict.refresh_from_db()
    assert get_message(verdict) == UNANSWERED["conflict_of_interest"][1]


def test_a_submission_that_meets_the_checklist_can_be_published():
    assert given.published().state == "published"
    verdict = given.approved(verdict=given.in_review(verdict=given.on_two_sources()))
    assert given.published(verdict=verdict).state == "published"


def test_the_next_revision_keeps_the_answers_of_the_one_before():
    answers = {"primary_sources": "none", "no_primary_source_reason": "The tables are secret."}
    draft = given.correction(given.published(**answers, **given.proceedings("charged")))
    assert draft.no_primary_source_reason == "The tables are secret."
    assert draft.criminal_proceedings == "charged"
    assert get_message(draft) is None


# ── reminders ───────────────────────────────────────────────────────────────────────────────────
def draft_on(url: str):
    verdict = given.draft()
    passage = given.passage(of=given.snapshot(url=url))
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="context")
    return verdict, passage.snapshot


def test_the_checklist_reminds_of_archived_copies_and_blocks_nothing():
    verdict, snapshot = draft_on("https://news.example/milk")
    (archived,) = [status for status in get_status(verdict) if status.item.code == "archived"]
    assert archived.state == "reminder"
    assert str(archived.violation) == "This source has no archived copy: On trade."
    assert get_message(verdict) is None
    by, at = verdict.author, given.moment()
    record_archived_copy(snapshot, "https://archive.example/1", by=by, at=at)
    assert get_states(verdict)["archived"] == "fulfilled"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://10.0.0.1/milk",
        "https://news.example/milk?token=1",
        "https://x.com/somebody/status/1",
        "https://archive.ph/2026/https://news.example/a",
    ],
)
def test_nothing_is_to_be_archived_that_is_not_public(url):
    verdict, _snapshot = draft_on(url)
    assert get_states(verdict)["archived"] == "fulfilled"


def test_a_source_that_was_marked_is_not_to_be_archived():
    verdict, snapshot = draft_on("https://news.example/milk")
    set_can_be_archived(snapshot.source, False, by=verdict.author)
    assert get_states(verdict)["archived"] == "fulfilled"


def test_a_private_persons_page_is_not_to_be_archived():
    verdict, snapshot = draft_on("https://news.example/milk")
    given.claimant("John Doe", public_role=False)
    snapshot.source.author = "John Doe"
    snapshot.source.save()
    assert get_states(verdict)["archived"] == "fulfilled"


def test_nothing_is_to_be_archived_under_an_embargo():
    verdict, _snapshot = draft_on("https://news.example/milk")
    at = given.moment()
    until = at + timedelta(days=2)
    publication_blocks.create_embargo(
        verdict.claim, by=given.person("ana"), at=at, until=until, reason="Agreed."
    )
    assert get_states(verdict)["archived"] == "fulfilled"


def test_a_reminder_cannot_be_required(settings):
    settings.CHECKLIST = ["archived"]
    with pytest.raises(ImproperlyConfigured, match="unknown codes: archived"):
        get_required_codes()
