"""An editor's yes removes the words of an old draft from every column, and nothing else does."""

import json
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.conf import settings as site_settings
from django.db import connection, models

from claims import complaints
from claims.audit.run import run_audit
from claims.models import DraftDecision, Tombstone, Verdict
from claims.person_requests import erasure_list
from claims.person_requests.places import list_columns
from claims.removal import old_drafts
from claims.removal.old_drafts import list_proposed_drafts
from claims.review import comments
from claims.workflow import actions, drafting
from factcheck.core.errors import InvalidInput, InvalidState, NotPermitted
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.helpers.attacks import execute_sql
from tests.helpers.client import Client
from tests.helpers.permission_matrix import create_world

SECRET = "Zora Quill"
LATER = given.NOON + timedelta(days=800)


def remove(*drafts, by="carla", at=LATER) -> None:
    old_drafts.remove_drafts(drafts, by=given.person(by), at=at)


def create_reviewed_draft() -> Verdict:
    """A discarded correction with the secret in every text that belongs to a draft."""
    names = [
        *("conclusion", "reasoning", "why_this_claim", "search_notes", "what_would_change_it"),
        *("conflict_handling", "machine_tools", "editorial_responsibility"),
        "no_primary_source_reason",
    ]
    text = dict.fromkeys(names, SECRET)
    text |= {"machine_assistance": "used", "machine_purposes": ["translation"]}
    text |= {"primary_sources": "none", "conflict_of_interest": "declared"}
    draft = given.correction(**text)
    passage = given.passage(given.DOUBT)
    by = draft.author
    drafting.cite(draft, passage, by=by, at=given.moment(), stance="context", note=SECRET)
    draft.refresh_from_db()
    draft = given.in_review(verdict=draft)
    given.review_comment(draft, SECRET)
    actions.send_back(draft, by=given.person("bo"), at=given.moment(), comment=SECRET)
    draft.refresh_from_db()
    comment = draft.submissions.get().review_comments.get()
    comments.resolve_review_comment(comment, by=by, at=given.moment(), text=SECRET)
    actions.discard(draft, by=by, at=given.moment(), note=SECRET)
    draft.refresh_from_db()
    return draft


def find_secret() -> list[str]:
    with connection.cursor() as cursor:
        found = []
        for table, column, _key, _is_bytes in list_columns():
            cursor.execute(f'SELECT FROM {table} WHERE "{column}"::text ~ %s', [SECRET])
            found += [f"{table}.{column}"] if cursor.rowcount else []
    return found


@pytest.mark.django_db
# ── which drafts ────────────────────────────────────────────────────────────────────────────────
def test_drafts_are_proposed_when_no_one_has_edited_them_for_so_long():
    discarded, untouched = given.discarded(), given.draft()
    given.published()
    given.in_review()
    assert list(list_proposed_drafts(LATER)) == [discarded, untouched]
    early = untouched.edited_at + timedelta(days=site_settings.RETENTION["drafts"])
    assert list(list_proposed_drafts(early)) == [discarded]


@pytest.mark.django_db
def test_a_draft_that_is_kept_is_proposed_again_on_that_day():
    draft, day = given.discarded(), LATER.date() + timedelta(days=30)
    values = {"by": given.person("carla"), "at": LATER}
    for wrong in (None, LATER.date()):
        with pytest.raises(InvalidInput):
            old_drafts.keep_drafts([draft], ask_again_on=wrong, **values)
    old_drafts.keep_drafts([draft], ask_again_on=day, **values)
    assert draft.conclusion == Verdict.objects.get(pk=draft.pk).conclusion
    assert list(list_proposed_drafts(LATER + timedelta(days=29))) == []
    assert list(list_proposed_drafts(LATER + timedelta(days=30))) == [draft]


# ── removing ────────────────────────────────────────────────────────────────────────────────────
def test_the_words_are_gone_and_the_audit_is_clean(own_database, settings, tmp_path):
    settings.ERASURE_LIST = str(tmp_path / "erased")
    draft = create_reviewed_draft()
    assert len(find_secret()) > 15
    public = Verdict.objects.get(claim=draft.claim, state="published").submission.content
    remove(draft)
    assert find_secret() == []
    draft.refresh_from_db()
    assert (draft.conclusion, draft.rating.code) == ("█" * len(SECRET), "mostly-false")
    assert Verdict.objects.get(claim=draft.claim, state="published").submission.content == public
    assert (tmp_path / "erased").read_text().count(f"draft {draft.pk}") == 1
    assert list(run_audit()) == []
    client = Client()
    client.force_login(given.person("carla"))
    assert client.get(workspace_url(draft)).status_code == 200
    assert list(list_proposed_drafts(LATER + timedelta(days=3000))) == []


def test_an_editor_discards_and_removes_a_draft_that_is_still_open(own_database):
    draft = given.draft(conclusion=SECRET)
    remove(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.state_changed_by) == ("discarded", given.person("carla"))
    assert find_secret() == [] and list(run_audit()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ana", "bo", "eva"])
def test_other_roles_decide_nothing(name):
    draft = given.discarded()
    with pytest.raises(NotPermitted):
        remove(draft, by=name)
    with pytest.raises(NotPermitted):
        old_drafts.keep_drafts([draft], by=given.person(name), at=LATER, ask_again_on=date.max)


def answer_with_correction(draft) -> None:
    """A complaint was upheld by the open correction, so that it is open again without it."""
    complaint = given.complaint(draft.changes.get().previous)
    complaints.attach_to_open_change(complaint, by=given.person("carla"), at=given.moment())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("create", "prepare", "message"),
    [
        (given.discarded, lambda draft: given.hold(draft.claim), "is on hold"),
        (
            given.discarded,
            lambda draft: given.person_request(claim=draft.claim),
            "A request about a person of claim",
        ),
        (
            lambda: discard(given.correction()),
            lambda draft: given.complaint(draft.changes.get().previous),
            "A complaint about claim",
        ),
        (given.correction, answer_with_correction, "A complaint about claim"),
        (given.discarded, remove, "was edited or decided about meanwhile"),
    ],
)
def test_a_draft_that_is_needed_stays(create, prepare, message):
    draft = create()
    prepare(draft)
    decided = DraftDecision.objects.count()
    with pytest.raises(InvalidState, match=message):
        remove(given.discarded(), draft)
    assert DraftDecision.objects.count() == decided
    assert Verdict.objects.get(pk=draft.pk).state == draft.state


def discard(draft) -> Verdict:
    actions.discard(draft, by=draft.author, at=given.moment())
    draft.refresh_from_db()
    return draft


@pytest.mark.django_db
def test_a_recent_draft_is_neither_discarded_by_an_editor_nor_removed():
    draft = given.draft()
    with pytest.raises(InvalidState):
        remove(draft, at=given.moment())
    with pytest.raises(InvalidState):
        actions.discard(draft, by=given.person("carla"), at=given.moment())


def test_a_removal_is_applied_again_after_a_restore(settings, tmp_path, own_database):
    settings.ERASURE_LIST = str(tmp_path / "erased")
    draft = create_reviewed_draft()
    places = json.loads(execute_sql("SELECT list_draft_places(%s)", draft.pk)[0][0])
    erasure_list.append_removal(f"draft {draft.pk}", places, at=LATER)
    assert erasure_list.apply_removals() == 1
    assert find_secret() == []
    assert Tombstone.objects.filter(request=f"draft {draft.pk}").count() == len(places)


# ── which columns ───────────────────────────────────────────────────────────────────────────────
# Models whose rows belong to one draft, but whose texts are not words of it.
OTHER_ROWS = {
    "claims_contributor": "people, no words",
    "claims_draftdecision": "no words",
    "claims_complaint": "about a published revision, with a rule of its own",
    "claims_signingchallenge": "digests",
    "claims_sourcealert": "about a published revision",
}
OTHER_COLUMNS = {
    *("sha256", "salt", "section", "passage", "action", "from_state", "to_state", "state"),
    *("pgh_label", "search_config"),
}


@pytest.mark.django_db
def test_every_text_of_a_draft_is_removed():
    names = {name for (name,) in execute_sql("SELECT list_draft_columns()")}
    known = execute_sql("SELECT pg_get_functiondef('list_draft_places'::regproc)")[0][0]
    missing = []
    for model in apps.get_models():
        table = model._meta.db_table
        parents = {field.related_model for field in model._meta.local_fields if field.related_model}
        belongs = {parent._meta.db_table for parent in parents}
        belongs &= {"claims_verdict", "claims_submission", "claims_reviewcomment"}
        if not model._meta.managed or not (belongs or table == "claims_verdict"):
            continue
        if table not in OTHER_ROWS and f"'{table}'" not in known:
            missing.append(table)
        for field in model._meta.local_fields if table not in OTHER_ROWS else ():
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if is_text and field.column not in names | OTHER_COLUMNS:
                missing.append(f"{table}.{field.column}")
    assert missing == []


@pytest.mark.django_db
def test_the_world_of_all_pages_has_drafts_to_decide_about():
    create_world()
    assert list_proposed_drafts(LATER).count() > 2
