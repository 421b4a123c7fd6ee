"""A fact is a row that does not change: found by introspection, tried on every table of facts.

The application's role may not even try. The owner may, and meets the triggers.
"""

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections
from django.test import override_settings

from claims.complaints import answer_complaint
from claims.models import Claim, Verdict
from claims.monitoring.alerts import raise_alarms
from factcheck.core.database_grants import is_append_only
from factcheck.notifications.dispatch import follow
from sources.rechecks import recheck
from tests import given
from tests.constraints.test_retrievals import what_was_retrieved
from tests.helpers.attacks import refused, sql
from tests.helpers.changing_site import looked

FACTS = sorted(
    model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)
)
HISTORY = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if is_append_only(model)
    and model._meta.db_table not in FACTS
    and model._meta.app_label != "pghistory"  # a query over all histories, not a table
)
KEPT = [
    "claims_alarm",
    "claims_batch",
    "claims_change",
    "claims_plan",
    "claims_suggestion",
    "claims_verdict",
    "claims_withholding",
    "notifications_notice",
    "accounts_user",
]

pytestmark = pytest.mark.database


def test_the_facts_are_those_of_the_first_law():
    assert FACTS == [
        "claims_asking",
        "claims_assignment",
        "claims_blindrating",
        "claims_complaint",
        "claims_complaintanswer",
        "claims_contributor",
        "claims_ledgerentry",
        "claims_ledgersalt",
        "claims_mention",
        "claims_note",
        "claims_relation",
        "claims_remark",
        "claims_reply",
        "claims_replywaiver",
        "claims_review",
        "claims_settlement",
        "claims_submission",
        "claims_transition",
        "notifications_news",
        "accounts_accountdeed",
        "sources_archivedcopy",
        "sources_body",
        "sources_check",
        "sources_kinship",
        "sources_original",
        "sources_passage",
        "sources_retrieval",
        "sources_sketch",
        "sources_snapshot",
        "sources_translation",
    ]
    assert HISTORY


def _column(table: str) -> str:
    with connections["default"].cursor() as cursor:
        columns = connections["default"].introspection.get_table_description(cursor, table)
    return columns[1].name


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*FACTS, *HISTORY])
@pytest.mark.parametrize("deed", ["update", "delete", "truncate"])
def test_the_application_may_not_touch_a_fact(table, deed):
    with refused("permission denied"):
        sql(_statement(table, deed))


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*KEPT, "claims_evidence", "claims_claim"])
def test_the_application_may_not_truncate_what_it_may_write(table):
    with refused("permission denied"):
        sql(f"TRUNCATE {table} CASCADE")


def _statement(table: str, deed: str) -> str:
    name = _column(table)
    return {
        "update": f'UPDATE {table} SET "{name}" = "{name}"',
        "delete": f"DELETE FROM {table}",
        "truncate": f"TRUNCATE {table} CASCADE",
    }[deed]


# The demonstration is in one language and holds no row of this kind.
A_TRANSLATION = """
INSERT INTO sources_translation (passage_id, language, words, translated_by, made_at, made_by_id)
SELECT id, 'de', 'Worte', 'ours', quoted_at, quoted_by_id FROM sources_passage LIMIT 1
"""


def _look() -> None:
    """The demonstration is never looked at again: a look, so that each table has a row."""
    verdict = Verdict.objects.filter(state="published", evidence__isnull=False).first()
    passage = verdict.evidence.first().passage
    gone = looked(passage.snapshot.source, None, gone=True)
    raise_alarms(recheck(passage, gone, at=given.moment()), at=given.moment())


def _rate_blind() -> None:
    """The demonstration's desk rates nothing blind."""
    with override_settings(BLIND_SECOND_RATING=True):
        given.rated(given.in_review())


def _complaint() -> None:
    """One that was answered by somebody who is new at the desk."""
    verdict = Verdict.objects.filter(state="published").first()
    told = {"by": given.person("carla"), "at": given.moment(), "outcome": "refused"}
    answer_complaint(given.complaint(verdict), **told, told="The table says so.")


def _told() -> None:
    """Somebody is assigned, somebody is mentioned, and both are told."""
    given.assigned(to=given.person("dov"))
    given.note("@dov, look.")
    follow(given.moment(), post=lambda notice: None)


@pytest.mark.parametrize("own_database", ["demo"], indirect=True)
def test_the_triggers_refuse_even_the_owner(own_database, django_db_blocker):
    deeds = [(table, deed) for table in FACTS for deed in ("update", "delete", "truncate")]
    deeds += [(table, deed) for table in KEPT for deed in ("delete", "truncate")]
    deeds += [("claims_evidence", deed) for deed in ("update", "delete", "truncate")]
    passed = []
    with django_db_blocker.unblock():
        sql(A_TRANSLATION)
        what_was_retrieved()  # the demonstration asks no address
        _look()
        given.suggestion()
        given.batch()
        given.related(*Claim.objects.order_by("pk")[:2])
        given.reply()  # the demonstration invents no word with anybody
        given.plan()
        given.embargo(given.claim())
        _rate_blind()
        _complaint()
        _told()
        given.left(given.person("gwen"))  # nobody leaves in the demonstration
        for table, deed in deeds:
            try:
                with connections[settings.OWNER_ALIAS].cursor() as cursor:
                    cursor.execute(_statement(table, deed))
                passed.append((table, deed))
            except DatabaseError as error:
                assert isinstance(error.__cause__, psycopg.errors.RestrictViolation), error
    assert passed == []
