"""Nothing that readers see changes without an entry in the ledger, whoever changes it and how.

An attacker with the application's role writes to each column that reaches a public view. That is
refused, or no published row looks different, or the ledger has a new entry.
"""

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import errors

from claims import complaints
from claims.intake import claims
from claims.models import LedgerEntry, PublicVerdict
from claims.publication import hidden_claims
from claims.publication.ledger import append_entry
from claims.workflow import actions
from sources.capture.web_archive import record_archived_copy
from sources.models import Publisher, Source
from tests import given
from tests.helpers import changing_site
from tests.helpers.attacks import assert_refused, execute_sql, insert_row
from tests.helpers.rechecks import CHANGED_TEXT, recheck_with_text, show_finding
from tests.helpers.visible_columns import list_public_views, list_visible_columns

pytestmark = pytest.mark.database

# Another value for a column, by its type. `{c}` is the column.
VALUES = {
    "text": "{c} || 'x'",
    "character varying": "left({c}, 9) || 'x'",
    "bigint": "{c} + 1",
    "integer": "{c} + 1",
    "smallint": "CASE WHEN {c} = 1 THEN 2 ELSE 1 END",
    "boolean": "NOT {c}",
    "date": "{c} + 1",
    "timestamp with time zone": "coalesce({c}, '2026-11-20') + interval '1 day'",
    "jsonb": "'[]'",
    "ARRAY": "{c}[1:0]",
}
# Values for columns that allow only some, so that no constraint refuses the attack.
ADDRESS = "'https://example.org/attack/' || id"
ANOTHER = "(SELECT max(id) FROM {table} other WHERE other.id IS DISTINCT FROM {{c}})"
ANOTHER_CLAIM = "(SELECT max(c.id) FROM claims_claim c WHERE c.id <> claims_claim.id)"
MERGED_BY = ", merged_by_id = (SELECT min(id) FROM accounts_user)"
DECISION = (
    "true, decision = 'no_change', reason = 'No.', decided_at = now(),"
    " decided_by_id = (SELECT min(id) FROM accounts_user), shown_retrieval_id = retrieval_id"
)
COLUMN_VALUES = {
    **dict.fromkeys(
        [
            *("claims_claimant.same_as", "sources_source.url", "sources_source.original_url"),
            *("claims_appearance.url", "claims_appearance.archived_url"),
        ],
        ADDRESS,
    ),
    "sources_source.publisher_id": ANOTHER.format(table="sources_publisher"),
    "claims_claim_topics.topic_id": ANOTHER.format(table="claims_topic"),
    "claims_claim_topics.claim_id": ANOTHER.format(table="claims_claim"),
    "claims_claim.claimant_id": ANOTHER.format(table="claims_claimant")
    + ", attribution = 'circulating'",
    "claims_claim.merged_into_id": ANOTHER_CLAIM + ", merged_at = now()" + MERGED_BY,
    "claims_claim.merged_at": "now(), merged_into_id = " + ANOTHER_CLAIM + MERGED_BY,
    "claims_appearance.passage_id": ANOTHER.format(table="sources_passage"),
    "claims_appearance.claim_id": ANOTHER.format(table="claims_claim"),
    "sources_source.published_on": "'2026-10-01', published_precision = 'day'",
    "sources_source.published_precision": "'month', published_on = '2026-10-01'",
    "claims_rating.order": '"order" + 100',
    "claims_sourcealert.hide_words": DECISION,
    "claims_claimant.kind": "'organisation'",
    "claims_claimant.public_role": "NOT {c}, kind = 'person'",
}
COPY = "https://archive.example/speech"


@pytest.fixture
def world(own_database, django_db_blocker):
    """Published claims with all that readers see of one, and rows to exchange them for.

    Each action is committed: a transaction appends one entry for what it changes twice.
    """
    with django_db_blocker.unblock():
        create_world()
        yield


def create_world() -> None:
    first, checked = publish_with_copy(), changing_site.create_published_verdict()
    given.topic("milk", "Milk"), given.claimant("The prime minister")
    Source.objects.update(publisher=Publisher.objects.create(name="The Daily"))
    Publisher.objects.create(name="The Weekly")
    snapshot, ana = checked.evidence.get().passage.snapshot, given.person("ana")
    record_archived_copy(snapshot, f"{COPY}/2", by=ana, at=given.moment())
    notice = {"kind": "correction", "text": "Correction: It was 17 percent."}
    recheck_with_text(checked, CHANGED_TEXT, notices=[notice])
    show_finding(checked)
    recheck_with_text(checked, "The weather.")  # and an alert that no one has answered
    given.claim_relation(first.claim, checked.claim)
    answer = {"outcome": "not_upheld", "public_note": "The figure is right."}
    complaints.answer_complaint(
        given.complaint(first), by=given.person("bo"), at=given.moment(), **answer
    )
    given.published(
        verdict=given.approved(verdict=given.in_review(verdict=given.correction(first)))
    )
    cause = {"cause": "reply", "note": "Again."}
    actions.reinstate(given.suspended(), by=given.person("filip"), at=given.moment(), **cause)
    given.retracted()
    hidden = given.published(of=given.claim("A hidden claim")).evidence.get().passage.snapshot
    act = {"by": given.person("carla"), "at": given.moment(), "reason": "A court."}
    hidden_claims.hide_source(hidden.source, **act)


def publish_with_copy():
    """A published verdict on a minister's claim, whose appearance has an archived copy."""
    claim = given.claim(
        attribution="person", claimant=given.claimant(), topics=[given.topic()], unasked="None."
    )
    appearance = {"text": "Trade rose.", "url": "https://example.org/speech", "archived_url": COPY}
    passage = given.passage(given.ROSE)
    act = {"by": given.person("ana"), "at": given.moment()}
    claims.add_appearance(claim, passage=passage, **act, **appearance)
    connection.check_constraints()  # before the publication
    return given.published(of=claim)


def read_public_rows() -> dict[str, str | None]:
    """A digest of each public view; `None` without a row."""
    query = "SELECT md5(string_agg(v::text, ',' ORDER BY v::text)) FROM {} v"
    return {view: execute_sql(query.format(view))[0][0] for view in list_public_views()}


def attack(table: str, column: str, value: str, row: str, public_rows: dict) -> str:
    """What the attack on one row achieves: `refused`, `invisible`, `recorded`, or an error."""
    count = LedgerEntry.objects.count()
    try:
        with transaction.atomic():
            execute_sql(f'UPDATE {table} SET "{column}" = {value} WHERE ctid = %s::tid', row)
            connection.check_constraints()
            if read_public_rows() == public_rows:
                result = "invisible"
            else:
                is_recorded = LedgerEntry.objects.count() > count
                result = "recorded" if is_recorded else "visible without an entry"
            transaction.set_rollback(True)
    except DatabaseError as error:
        return describe_refusal(error.__cause__)
    return result


def describe_refusal(error) -> str:
    """A refusal by a constraint says nothing about the rule: the attack needs a better value."""
    is_rule = isinstance(error, errors.RestrictViolation | errors.InsufficientPrivilege) or (
        isinstance(error, errors.CheckViolation) and error.diag.constraint_name is None
    )
    return "refused" if is_rule else f"{type(error).__name__}: {error}"


def attack_column(table: str, column: str, kind: str, public_rows: dict) -> set[str]:
    value = COLUMN_VALUES.get(f"{table}.{column}", VALUES.get(kind, "DEFAULT"))
    value = value.replace("{c}", f'{table}."{column}"')
    rows = [row for (row,) in execute_sql(f"SELECT ctid::text FROM {table}")]
    if not execute_sql(f"SELECT has_column_privilege('{table}', '{column}', 'UPDATE')")[0][0]:
        return {"refused"}
    return {attack(table, column, value, row, public_rows) for row in rows} or {"no row"}


def test_no_visible_column_changes_without_an_entry(world):
    public_rows, results = read_public_rows(), {}
    empty = {view for view in public_rows if public_rows[view] is None}
    assert empty == set(), "The world of this test lacks something that readers see."
    for table, column, kind in list_visible_columns():
        results[f"{table}.{column}"] = attack_column(table, column, kind, public_rows)
    allowed = {"refused", "invisible", "recorded"}
    problems = [f"{name}: {found - allowed}" for name, found in results.items() if found - allowed]
    assert not problems, "\n".join(problems)
    for name in ("sources_source.title", "claims_topic.name", "accounts_user.byline"):
        assert "recorded" in results[name]


# ── each kind of change ───────────────────────────────────────────────────────────────────────────
def list_entries() -> list[tuple]:
    connection.check_constraints()
    own = ("description_changed", "byline_changed", "source_check_changed")
    rows = LedgerEntry.objects.filter(event__in=own).order_by("number")
    return [(row.event, row.claim_id, row.details) for row in rows]


def describe(kind: str, identifier: str, *fields: str) -> dict:
    return {"kind": kind, "id": identifier, "fields": list(fields)}


@pytest.mark.django_db
def test_one_edit_of_a_source_is_one_entry():
    source = given.published().evidence.get().passage.snapshot.source
    execute_sql("UPDATE sources_source SET title = 'Another', author = 'A. Writer'")
    details = describe("source", source.public_id, "title", "author")
    assert list_entries() == [("description_changed", "", details)]


@pytest.mark.django_db
def test_an_edit_that_readers_do_not_see_has_no_entry():
    given.published()
    source = given.snapshot().source  # nothing published quotes it
    execute_sql("UPDATE sources_source SET title = 'Another' WHERE id = %s", source.pk)
    execute_sql("UPDATE sources_source SET can_be_archived = NOT can_be_archived, title = title")
    execute_sql("UPDATE claims_claimant SET description = 'Unpublished'")
    assert list_entries() == []


@pytest.mark.django_db
def test_a_changed_byline_is_recorded_without_any_name():
    verdict = given.published()
    execute_sql("UPDATE accounts_user SET byline = 'A. Married'")
    entries = list_entries()
    names = {given.person(name).public_id for name in ("ana", "bo", "carla")}
    assert {event for event, _claim, _details in entries} == {"byline_changed"}
    assert {details["id"] for _event, _claim, details in entries} == names
    body = LedgerEntry.objects.first().body
    assert "Byline" not in body and "Married" not in body
    assert "Byline" not in str(PublicVerdict.objects.values()[0] | {"id": verdict.pk})


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["insert", "delete"])
def test_a_topic_that_is_added_or_removed_is_recorded(change):
    claim = given.claim(topics=[given.topic()] if change == "delete" else [])
    connection.check_constraints()
    given.published(of=claim)
    if change == "delete":
        execute_sql("DELETE FROM claims_claim_topics")
    else:
        row = {"claim_id": claim.pk, "topic_id": given.topic().pk}
        insert_row("claims_claim_topics", **row)
    details = describe("claim", claim.public_id, "topics")
    assert list_entries() == [("description_changed", claim.public_id, details)]


@pytest.mark.django_db
def test_a_relation_is_recorded_for_both_claims_if_both_are_public():
    first, second = given.published().claim, given.published().claim
    given.claim_relation(first, given.claim())
    assert list_entries() == []
    given.claim_relation(first, second)
    assert {claim for _event, claim, _details in list_entries()} == {
        first.public_id,
        second.public_id,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["insert", "update", "delete"])
def test_an_archived_copy_in_place_of_a_source_is_recorded(change):
    claim = publish_with_copy().claim
    act = {"by": given.person("ana"), "at": given.moment(), "text": "It rose."}
    if change == "insert":
        claims.add_appearance(claim, archived_url=f"{COPY}/2", **act)
    elif change == "update":
        execute_sql("UPDATE claims_appearance SET archived_url = ''")
    else:
        execute_sql("DELETE FROM claims_appearance")
    details = describe("claim", claim.public_id, "archived_url")
    assert list_entries() == [("description_changed", claim.public_id, details)]


@pytest.mark.django_db
def test_the_rating_scale_is_recorded_once_something_is_published():
    execute_sql("UPDATE claims_rating SET label = 'Earlier' WHERE code = 'true'")
    assert list_entries() == []
    given.published()
    execute_sql("UPDATE claims_rating SET label = 'Correct' WHERE code = 'true'")
    assert list_entries() == [("description_changed", "", describe("rating", "true", "label"))]


@pytest.mark.django_db
def test_only_another_outcome_of_a_source_check_is_recorded():
    verdict = changing_site.create_published_verdict()
    passage = verdict.evidence.get().passage.public_id
    outcomes = []
    for text in (given.TEXT, given.TEXT, None, None, given.TEXT):
        recheck_with_text(verdict, text)
        outcomes.append([details["outcome"] for _event, _claim, details in list_entries()])
    assert outcomes == [[], [], ["unreachable"], ["unreachable"], ["unreachable", "exact"]]
    assert list_entries()[0][2] == {"kind": "passage", "id": passage, "outcome": "unreachable"}


@pytest.mark.django_db
def test_a_change_of_a_source_is_recorded_once_an_editor_confirmed_it():
    verdict = changing_site.create_published_verdict()
    notice = {"kind": "correction", "text": "Correction: It was 17 percent."}
    recheck_with_text(verdict, CHANGED_TEXT, notices=[notice])
    assert list_entries() == []
    show_finding(verdict)
    outcomes = {details["outcome"] for _event, _claim, details in list_entries()}
    assert outcomes == {"altered", "notice"}


# ── forged entries ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
@pytest.mark.parametrize("event", ["description_changed", "byline_changed", "source_check_changed"])
def test_the_application_cannot_append_such_an_entry_itself(event):
    with assert_refused("A ledger entry must record an event that took place."):
        append_entry(event, at=given.moment(), details=describe("source", "0123456789", "title"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "function",
    ["record_description", "record_claim_description", "record_source_check"]
    + ["record_shown_finding"],
)
def test_a_temporary_table_cannot_use_the_triggers(function):
    execute_sql("CREATE TEMPORARY TABLE fake (id bigint)")
    with assert_refused(f"permission denied for function {function}"):
        execute_sql(
            f"CREATE TRIGGER forge AFTER INSERT ON fake FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
