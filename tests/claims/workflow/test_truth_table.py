"""Who may do what: every action in every situation, for every role and relation to the revision.

The expectation is written by hand in `truth_table.txt`; none of it is computed from the rules.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection, transaction

from claims.choices import State
from claims.models import ReviewComment
from claims.publication.record import find_edits
from claims.review import comments
from claims.scheduling import publication
from claims.workflow import drafting
from claims.workflow.actions import ACTIONS
from claims.workflow.transitions import TRANSITIONS, check_all, load_context
from factcheck.accounts.models import User
from factcheck.accounts.roles import ROLES
from factcheck.core.errors import FactcheckError, NotPermitted
from sources.models import Passage
from tests import given
from tests.helpers.situations import RELATIONS, SITUATIONS

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Row:
    to_state: str
    roles: frozenset[str]
    relations: frozenset[str]


def parse_relations(text: str) -> frozenset[str]:
    if text == "any":
        return frozenset(RELATIONS)
    if text.startswith("-"):
        return frozenset(RELATIONS) - set(text[1:].split(","))
    return frozenset(text.split(","))


def parse_table() -> dict[tuple[str, str], Row]:
    table = {}
    for line in Path(__file__).with_name("truth_table.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            action, situation, to_state, roles, relations = line.split()
            assert (action, situation) not in table, line
            table[action, situation] = Row(
                to_state, frozenset(roles.split(",")), parse_relations(relations)
            )
    return table


TABLE = parse_table()
NO_ONE = Row("", frozenset(), frozenset())
ALL_ROLES = [*ROLES, "deactivated editor", "anonymous"]


def test_the_table_covers_every_action_and_state():
    assert {action for action, _situation in TABLE} == set(TRANSITIONS)
    assert {situation.partition("+")[0] for situation in SITUATIONS} == set(State)
    assert {situation for _action, situation in TABLE} <= set(SITUATIONS)
    assert {role for row in TABLE.values() for role in row.roles} <= set(ROLES)
    assert {relation for row in TABLE.values() for relation in row.relations} <= set(RELATIONS)


def get_user(relation: str, role: str):
    """The user in this relation to the revision, who has this role from now on."""
    if role == "anonymous":
        return AnonymousUser()
    user = given.person(RELATIONS[relation], "reporter")
    user.groups.set([Group.objects.get(name=role.removeprefix("deactivated "))])
    user = User.objects.get(pk=user.pk)
    # Not saved: deactivating an account would remove its role, which this test needs.
    user.is_active = not role.startswith("deactivated")
    return user


def is_allowed(action: str, situation: str, role: str, relation: str) -> bool:
    row = TABLE.get((action, situation), NO_ONE)
    return role in row.roles and relation in row.relations


def check_all_actions(verdict, user):
    return check_all(load_context(verdict, user, at=given.moment()))


@pytest.mark.parametrize("situation", SITUATIONS)
def test_everything_is_refused_except_what_the_table_lists(situation):
    verdict = SITUATIONS[situation]()
    differences = []
    for role in ALL_ROLES:
        for relation in RELATIONS:
            violations = check_all_actions(verdict, get_user(relation, role))
            assert set(violations) == set(TRANSITIONS)
            differences += [
                (action, role, relation, violation)
                for action, violation in violations.items()
                if (violation is None) != is_allowed(action, situation, role, relation)
            ]
    assert differences == []


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_violation_has_a_sentence(situation):
    verdict = SITUATIONS[situation]()
    for role in ALL_ROLES:
        for violation in check_all_actions(verdict, get_user("author", role)).values():
            assert violation is None or (
                violation.message[0].isupper() and violation.message.endswith(".")
            )


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_violation_is_a_matter_of_permission_exactly_for_the_wrong_role(situation):
    verdict = SITUATIONS[situation]()
    for role in ALL_ROLES:
        user = get_user("author", role)
        for action, violation in check_all_actions(verdict, user).items():
            has_role = user.is_active and user.has_perm(TRANSITIONS[action].permission)
            is_denied = violation is not None and violation.error_class is NotPermitted
            assert is_denied == (not has_role), (action, role)


# ── the actions themselves ──────────────────────────────────────────────────────────────────────
CHANGE = {"cause": "our-error", "note": "We were wrong."}
CALLS = {
    "edit": lambda v, **kwargs: drafting.update_draft(v, conclusion="Another finding.", **kwargs),
    "cite": lambda v, **kwargs: drafting.cite(v, get_uncited_passage(), stance="context", **kwargs),
    "remove_evidence": lambda v, **kwargs: drafting.remove_evidence(v.evidence.first(), **kwargs),
    "submit": ACTIONS["submit"],
    "withdraw": ACTIONS["withdraw"],
    "discard": ACTIONS["discard"],
    "review_comment": lambda v, **kwargs: comments.create_review_comment(
        v, text="Why?", **get_sha256(v), **kwargs
    ),
    "resolve_comment": lambda v, **kwargs: comments.resolve_review_comment(
        get_comment(v), text="Named it.", **kwargs
    ),
    "rate": lambda v, **kwargs: comments.create_blind_rating(
        v, rating=given.rating(), **get_sha256(v), **kwargs
    ),
    "approve": lambda v, **kwargs: ACTIONS["approve"](
        v, is_worded_fairly=True, **get_sha256(v), **kwargs
    ),
    "confirm_descriptions": lambda v, **kwargs: ACTIONS["confirm_descriptions"](
        v, digest=get_digest(v), **get_sha256(v), **kwargs
    ),
    "send_back": lambda v, **kwargs: ACTIONS["send_back"](v, comment="Not yet.", **kwargs),
    "publish": lambda v, **kwargs: ACTIONS["publish"](v, **get_sha256(v), **kwargs),
    "schedule": lambda v, *, at, **kwargs: publication.schedule_publication(
        v, at=at, publish_at=at + timedelta(days=2), **get_sha256(v), **kwargs
    ),
    "cancel_schedule": publication.cancel_scheduled_publication,
    "correct": lambda v, **kwargs: ACTIONS["correct"](v, kind="correction", **CHANGE, **kwargs),
    "suspend": lambda v, **kwargs: ACTIONS["suspend"](v, **CHANGE, **kwargs),
    "confirm_suspension": ACTIONS["confirm_suspension"],
    "reinstate": lambda v, **kwargs: ACTIONS["reinstate"](v, **CHANGE, **kwargs),
    "propose_retraction": lambda v, **kwargs: ACTIONS["propose_retraction"](v, **CHANGE, **kwargs),
    "retract": ACTIONS["retract"],
}


def get_sha256(verdict) -> dict:
    return {"sha256": verdict.submission.sha256}


def get_digest(verdict) -> str:
    edits = find_edits(verdict) if verdict.submission else None
    return edits.digest if edits else ""


def get_comment(verdict) -> ReviewComment:
    return ReviewComment.objects.get(submission__verdict=verdict)


def get_uncited_passage() -> Passage:
    return Passage.objects.filter(exact=given.DOUBT).latest("pk")


def test_there_is_a_call_for_every_action():
    assert set(CALLS) == set(TRANSITIONS)


def test_every_named_action_is_in_the_table_of_transitions():
    assert set(ACTIONS) <= set(TRANSITIONS)


@pytest.mark.parametrize(("action", "situation"), TABLE)
def test_what_the_table_lists_can_be_done(action, situation):
    verdict, row = SITUATIONS[situation](), TABLE[action, situation]
    given.passage(given.DOUBT)
    user = get_user(min(row.relations), min(row.roles))
    at = given.moment()
    CALLS[action](verdict, by=user, at=at)
    connection.check_constraints()
    verdict.refresh_from_db()
    assert verdict.state == row.to_state
    if TRANSITIONS[action].to_state:
        latest = verdict.transitions.latest("pk")
        assert (latest.action, latest.state_changed_by_id, latest.state_changed_at) == (
            action,
            user.pk,
            at,
        )


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_refused_raises_an_error_and_writes_nothing(situation):
    verdict = SITUATIONS[situation]()
    given.passage(given.DOUBT)
    for action in TRANSITIONS:
        for role, relation in list_refused_users(action, situation):
            with transaction.atomic():
                user, before = get_user(relation, role), compute_digests()
                with pytest.raises(FactcheckError):
                    CALLS[action](verdict, by=user, at=given.moment())
                assert compute_digests() == before, (action, role, relation)
                transaction.set_rollback(True)


def list_refused_users(action: str, situation: str):
    """The first refused relation of an editor, a reporter and a partner, if there is one."""
    for role in ("editor", "reporter", "partner"):
        yield from [
            (role, relation)
            for relation in RELATIONS
            if not is_allowed(action, situation, role, relation)
        ][:1]


def compute_digests() -> list[tuple]:
    """The number and the digest of the rows of each readable table of claims and sources."""
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names(cursor)
            if name.startswith(("claims_", "sources_")) and name != "claims_sealedoriginal"
        ]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', count(*), md5(string_agg(t::text, ',' ORDER BY t::text))"
                f" FROM {table} t"
                for table in tables
            )
        )
        return sorted(cursor.fetchall())
