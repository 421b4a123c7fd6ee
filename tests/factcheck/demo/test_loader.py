"""The demo contains nothing that a desk could not have done, and all of it can be verified."""

import ast
import inspect
import json
from pathlib import Path

import pytest
from django.conf import settings

from claims.choices import ChangeKind, State
from claims.models import (
    Appearance,
    Change,
    Claim,
    Evidence,
    LedgerEntry,
    Submission,
    Transition,
    Verdict,
)
from claims.publication import ledger, queries
from claims.publication.record import canonical_json, compute_digest
from claims.workflow.transitions import TRANSITIONS
from factcheck.accounts.models import User
from factcheck.demo import accounts, loader
from factcheck.demo.fixtures import read_demo
from sources.independence import assessment
from sources.models import Passage, Snapshot, Source, SourceRelation
from sources.models.snapshot import EXCERPT_SEPARATOR

pytestmark = pytest.mark.usefixtures("demo")

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
# Models that no action creates, or that are only read.
ALLOWED_MODELS = {"Rating", "Topic", "Claimant", "Publisher", "User", "Group"}
OTHER_ACTIONS = {
    "add_appearance",
    "capture",
    "create_claim",
    "create_draft",
    "decide_relation",
    "decline_claim",
    "merge_claim",
    "relate_claims",
    "waive_deadline",
}


def test_the_demo_is_loaded_with_actions_only():
    for node in ast.walk(ast.parse(inspect.getsource(loader))):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            assert ast.unparse(node.value) in ALLOWED_MODELS, ast.unparse(node)
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("save", "update", "delete", "bulk_create", "cursor", "raw")


def test_only_accounts_and_their_passwords_are_saved_directly():
    for node in ast.walk(ast.parse(inspect.getsource(accounts))):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            assert ast.unparse(node.value) in ("User", "Group"), ast.unparse(node)
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("update", "delete", "bulk_create", "cursor", "raw")


def test_every_action_of_the_demo_is_an_action_of_the_desk():
    actions = {action.action for action in read_demo(FOLDER).actions}
    assert actions <= set(TRANSITIONS) | OTHER_ACTIONS


def test_progress_is_shown_for_every_claim(monkeypatch):
    demo = read_demo(FOLDER)
    calls = []

    class FakeLoader:
        def __init__(self, demo, passwords):
            self.users, self.claims = dict.fromkeys(passwords), {}

        def create_claim(self, action, by):
            self.claims[action.subject] = action

        def __getattr__(self, name):
            return lambda action, by: None

    monkeypatch.setattr(loader, "DemoLoader", FakeLoader)
    loader.load_demo(demo, lambda number, total: calls.append((number, total)))
    assert calls == [(number, 20) for number in range(1, 21)]


def test_the_demo_is_large_enough():
    assert queries.list_current_verdicts().count() >= 12
    assert queries.list_passages().count() >= 35
    assert Source.objects.count() == 5
    assert queries.list_sources().count() == 5


def test_every_quote_is_word_for_word_at_its_offsets():
    for passage in Passage.objects.select_related("snapshot"):
        text = passage.snapshot.text
        assert text[passage.start : passage.end] == passage.exact
        assert text[: passage.start].endswith(passage.before)
        assert text[passage.end :].startswith(passage.after)


def test_no_quote_or_context_is_longer_than_allowed():
    for passage in Passage.objects.all():
        assert len(passage.exact) <= settings.QUOTE_LIMIT
        assert len(passage.before) <= settings.QUOTE_CONTEXT == 200
        assert len(passage.after) <= settings.QUOTE_CONTEXT


def test_no_source_is_quoted_more_than_allowed():
    for source in Source.objects.all():
        quotes = set(
            Passage.objects.filter(snapshot__source=source).values_list("exact", flat=True)
        )
        assert sum(map(len, quotes)) <= settings.SOURCE_QUOTE_LIMIT


def test_snapshots_are_excerpts_with_separators():
    for snapshot in Snapshot.objects.all():
        assert snapshot.extent == "excerpt"
        excerpts = [snapshot.text[start:end] for start, end in snapshot.article_text.spans]
        assert EXCERPT_SEPARATOR.join(excerpts) == snapshot.text
        assert all(passage.exact not in EXCERPT_SEPARATOR for passage in snapshot.passages.all())


def test_only_the_surroundings_of_quotes_are_captured():
    """The fixtures contain short passages, not the articles."""
    for snapshot in Snapshot.objects.all():
        assert len(snapshot.text) <= 2 * settings.SOURCE_QUOTE_LIMIT
        for start, end in snapshot.article_text.spans:
            passages = snapshot.passages.filter(start__gte=start, end__lte=end)
            first = passages.earliest("start").start if passages else end
            last = passages.latest("end").end if passages else end
            assert max(first - start, end - last) <= 400, snapshot.text[start : start + 60]


def test_sources_have_no_invented_details():
    for source in Source.objects.all():
        assert source.url == ""
        assert source.provenance_note


def test_the_ledger_is_valid():
    entries = LedgerEntry.objects.order_by("number")
    assert entries.count() >= 12
    assert list(ledger.verify_entries(entries)) == []


def test_topics_from_before_the_publication_are_no_change():
    changed = LedgerEntry.objects.filter(event="description_changed").order_by("number")
    fields = {field for entry in changed for field in entry.details["fields"]}
    assert fields == {"related_claims"}
    assert list(changed) == list(LedgerEntry.objects.order_by("number"))[-len(changed) :]


def test_every_ledger_entry_has_the_digest_of_its_record():
    for entry in LedgerEntry.objects.all():
        verdict = Verdict.objects.get(
            claim__public_id=entry.claim_id, revision=entry.revision, published_at__isnull=False
        )
        assert json.loads(entry.body)["record"] == verdict.submission.sha256


def test_every_public_transition_has_a_ledger_entry():
    descriptions = ("description_changed", "source_check_changed", "byline_changed")
    entries = LedgerEntry.objects.exclude(event__in=["merged", *descriptions]).count()
    transitions = Transition.objects.filter(
        to_state__in=[State.PUBLISHED, State.SUSPENDED, State.RETRACTED]
    )
    assert entries == transitions.count()


def test_every_record_is_canonical_and_has_its_digest():
    for submission in Submission.objects.all():
        assert compute_digest(submission.salt, submission.content) == submission.sha256
        assert canonical_json(json.loads(submission.content)) == submission.content


def test_readers_see_the_published_record():
    for row in queries.list_verdicts():
        revision = queries.get_revision(row.claim_id, row.revision)
        if revision.record:
            assert compute_digest(row.record_salt, revision.row.record) == row.record_sha256
            assert revision.record["conclusion"] == row.conclusion


def test_no_contributor_approved_a_verdict():
    for verdict in Verdict.objects.exclude(approved_by=None):
        contributors = set(verdict.contributors.values_list("user", flat=True))
        assert verdict.approved_by_id not in contributors


def test_the_demo_contains_the_main_states_and_a_correction():
    states = set(Verdict.objects.values_list("state", flat=True))
    assert states >= {State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.SUPERSEDED}
    kinds = set(Change.objects.exclude(announced_at=None).values_list("kind", flat=True))
    assert ChangeKind.CORRECTION in kinds
    assert Claim.objects.exclude(declined_at=None).exists()


def test_every_published_verdict_has_counter_evidence_or_a_search_for_it():
    for verdict in Verdict.objects.exclude(published_at=None):
        has_counter_evidence = Evidence.objects.filter(verdict=verdict, stance="refutes").exists()
        assert has_counter_evidence or (verdict.no_counter_evidence and verdict.search_notes)


def test_no_claimant_is_evidence_for_the_claim():
    appearances = Appearance.objects.exclude(passage=None).values_list("claim", "passage")
    for claim, passage in appearances:
        supporting = Evidence.objects.filter(
            verdict__claim=claim, passage=passage, stance="supports"
        )
        assert not supporting.exists()


def get_source(title: str) -> Source:
    return Source.objects.get(title__startswith=title)


TITLES_OF_ONE_SITE = ("Diplomatic isolation", "New Concessions")


def test_two_articles_of_one_site_are_not_independent():
    relation = SourceRelation.objects.get()
    assert {relation.source_a, relation.source_b} == set(map(get_source, TITLES_OF_ONE_SITE))
    assert (relation.reason_type, relation.decision) == ("publisher", "not_independent")
    assert relation.decided_by.username == "carla"


def test_an_independent_basis_has_two_independent_sources_in_every_record():
    """The two articles of one site are never counted as independent."""
    records = [json.loads(submission.content) for submission in Submission.objects.all()]
    independent = [record for record in records if record["basis"] == "independent"]
    assert len(independent) >= 5
    for record in independent:
        assert len(record["independent_sources"]) >= 2, record["claim"]["statement"]
    dependent = sorted(get_source(title).public_id for title in TITLES_OF_ONE_SITE)
    groups = [
        sorted(group["sources"]) for record in records for group in record["independent_sources"]
    ]
    assert dependent in groups
    assert not any(len(group) > 1 for group in groups if group != dependent)


def test_no_submission_has_undecided_source_relations():
    for verdict in Verdict.objects.exclude(submission=None):
        assert assessment.assess_independence(verdict.get_basis_passages()).suggestions == ()


def test_every_snapshot_has_a_minhash_signature():
    assert not Snapshot.objects.filter(fingerprint=None).exists()


def test_the_accounts_have_reserved_addresses_and_no_superuser():
    for user in User.objects.all():
        assert user.email.endswith("@desk.example")
        assert not user.is_superuser
