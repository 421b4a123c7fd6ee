"""Who may do what: every verb, in every state, by every role, in every relation to the revision.

What is expected is written down in `truth_table.txt`; nothing of it is computed from the rules.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection, transaction

from claims.choices import State
from claims.models import Remark
from claims.review import comments
from claims.scheduling import publication
from claims.workflow import actions, drafting
from claims.workflow.actions import Refused
from claims.workflow.transitions import RULES, refusals
from factcheck.accounts.models import User
from factcheck.accounts.roles import ROLES
from tests import given
from tests.helpers.situations import RELATIONS, SITUATIONS

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Listed:
    to: str
    roles: frozenset[str]
    relations: frozenset[str]


def _relations(written: str) -> frozenset[str]:
    if written == "any":
        return frozenset(RELATIONS)
    if written.startswith("-"):
        return frozenset(RELATIONS) - set(written[1:].split(","))
    return frozenset(written.split(","))


def _read() -> dict[tuple[str, str], Listed]:
    table = {}
    for line in Path(__file__).with_name("truth_table.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            verb, situation, to, roles, relations = line.split()
            assert (verb, situation) not in table, line
            table[verb, situation] = Listed(to, frozenset(roles.split(",")), _relations(relations))
    return table


TABLE = _read()
NOBODY = Listed("", frozenset(), frozenset())
PEOPLE_ROLES = [*ROLES, "deactivated editor", "anonymous"]


def test_the_table_speaks_of_every_verb_and_state():
    assert {verb for verb, _ in TABLE} == set(RULES)
    assert {situation.partition("+")[0] for situation in SITUATIONS} == set(State)
    assert {situation for _, situation in TABLE} <= set(SITUATIONS)
    assert {role for row in TABLE.values() for role in row.roles} <= set(ROLES)
    assert {one for row in TABLE.values() for one in row.relations} <= set(RELATIONS)


def somebody(relation: str, role: str):
    """The person in this relation, who has this role from now on."""
    if role == "anonymous":
        return AnonymousUser()
    user = given.person(RELATIONS[relation], "reporter")
    user.groups.set([Group.objects.get(name=role.removeprefix("deactivated "))])
    user = User.objects.get(pk=user.pk)
    # Not saved: who leaves by the deed has no role any more, and this is asked of one who has.
    user.is_active = not role.startswith("deactivated")
    return user


def is_listed(verb: str, situation: str, role: str, relation: str) -> bool:
    row = TABLE.get((verb, situation), NOBODY)
    return role in row.roles and relation in row.relations


@pytest.mark.parametrize("situation", SITUATIONS)
def test_everything_is_refused_but_what_is_listed(situation):
    verdict = SITUATIONS[situation]()
    wrong = []
    for role in PEOPLE_ROLES:
        for relation in RELATIONS:
            answers = refusals(verdict, somebody(relation, role), at=given.moment())
            assert set(answers) == set(RULES)
            wrong += [
                (verb, role, relation, answer)
                for verb, answer in answers.items()
                if (answer is None) != is_listed(verb, situation, role, relation)
            ]
    assert wrong == []


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_refusal_is_a_sentence(situation):
    verdict = SITUATIONS[situation]()
    for role in PEOPLE_ROLES:
        answers = refusals(verdict, somebody("author", role), at=given.moment())
        for answer in answers.values():
            assert answer is None or (answer[0].isupper() and answer.endswith("."))


# ── the verbs themselves ────────────────────────────────────────────────────────────────────────
TOLD = {"cause": "our-error", "note": "We were wrong."}
CALLS = {
    "edit": lambda v, **act: drafting.edit(v, finding="Another finding.", **act),
    "cite": lambda v, **act: drafting.cite(v, spare_passage(), stance="context", **act),
    "uncite": lambda v, **act: drafting.uncite(v.evidence.first(), **act),
    "submit": actions.submit,
    "withdraw": actions.withdraw,
    "discard": actions.discard,
    "remark": lambda v, **act: comments.remark(v, said="Why?", **signed(v), **act),
    "settle": lambda v, **act: comments.settle(remark_on(v), how="Named it.", **act),
    "rate": lambda v, **act: comments.rate(v, rating=given.rating(), **signed(v), **act),
    "approve": lambda v, **act: actions.approve(v, fair=True, **signed(v), **act),
    "send_back": lambda v, **act: actions.send_back(v, comment="Not yet.", **act),
    "publish": lambda v, **act: actions.publish(v, **signed(v), **act),
    "plan": lambda v, *, at, **act: publication.plan(
        v, seen=v.submission.sha256, at=at, publish_at=at + timedelta(days=2), **act
    ),
    "call_off": publication.call_off,
    "correct": lambda v, **act: actions.correct(v, kind="correction", **TOLD, **act),
    "suspend": lambda v, **act: actions.suspend(v, **TOLD, **act),
    "confirm_suspension": actions.confirm_suspension,
    "reinstate": lambda v, **act: actions.reinstate(v, **TOLD, **act),
    "propose_retraction": lambda v, **act: actions.propose_retraction(v, **TOLD, **act),
    "retract": actions.retract,
}


def signed(verdict) -> dict:
    return {"seen": verdict.submission.sha256}


def remark_on(verdict):
    return Remark.objects.get(submission__verdict=verdict)


def spare_passage():
    from sources.models import Passage

    return Passage.objects.filter(exact=given.DOUBT).latest("pk")


def test_there_is_a_call_for_every_verb():
    assert set(CALLS) == set(RULES)


@pytest.mark.parametrize(("verb", "situation"), TABLE)
def test_what_is_listed_can_be_done(verb, situation):
    verdict, row = SITUATIONS[situation](), TABLE[verb, situation]
    given.passage(given.DOUBT)
    by = somebody(min(row.relations), min(row.roles))
    at = given.moment()
    CALLS[verb](verdict, by=by, at=at)
    connection.check_constraints()
    verdict.refresh_from_db()
    assert verdict.state == row.to
    if RULES[verb].reaches:
        newest = verdict.transitions.latest("pk")
        assert (newest.verb, newest.moved_by_id, newest.moved_at) == (verb, by.pk, at)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_refused_raises_and_writes_nothing(situation):
    verdict = SITUATIONS[situation]()
    given.passage(given.DOUBT)
    for verb in RULES:
        for role, relation in refused_ones(verb, situation):
            with transaction.atomic():
                by, before = somebody(relation, role), everything()
                with pytest.raises(Refused):
                    CALLS[verb](verdict, by=by, at=given.moment())
                assert everything() == before, (verb, role, relation)
                transaction.set_rollback(True)


def refused_ones(verb: str, situation: str):
    """An editor and a reporter to whom it is refused, if there are any, and a partner."""
    for role in ("editor", "reporter", "partner"):
        yield from [
            (role, relation)
            for relation in RELATIONS
            if not is_listed(verb, situation, role, relation)
        ][:1]


def everything() -> list[tuple]:
    """A digest of every row of claims and sources."""
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names(cursor)
            if name.startswith(("claims_", "sources_"))
        ]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', count(*), md5(string_agg(t::text, ',' ORDER BY t::text))"
                f" FROM {table} t"
                for table in tables
            )
        )
        return sorted(cursor.fetchall())
