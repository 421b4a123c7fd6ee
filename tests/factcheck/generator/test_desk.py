"""A generated desk is as coherent as one that people wrote."""

import pytest
from django.core.management import CommandError, call_command

from claims.audit.run import run_audit
from claims.choices import State
from claims.models import Claim, LedgerEntry, Verdict
from claims.publication import ledger
from factcheck.accounts.models import User
from factcheck.generator.desk import generate_desk
from factcheck.generator.people import is_only_generated
from sources.models import Passage
from tests import given

CLAIMS = 350


@pytest.fixture
def generated(db):
    generate_desk(CLAIMS, seed=1)


def test_the_audit_finds_nothing(generated):
    assert list(run_audit()) == []


def test_a_fifth_of_the_claims_is_published_and_each_claim_has_a_passage(generated):
    published = Verdict.objects.filter(published_at__isnull=False).values("claim").distinct()
    counts = Claim.objects.count(), published.count(), Passage.objects.count()
    assert counts == (CLAIMS, CLAIMS // 5, CLAIMS)


def test_histories_have_every_state_of_a_published_verdict(generated):
    states = set(Verdict.objects.values_list("state", flat=True))
    assert states >= {State.PUBLISHED, State.SUPERSEDED, State.SUSPENDED, State.RETRACTED}


def test_the_ledger_is_intact(generated):
    entries = LedgerEntry.objects.order_by("number")
    assert entries.exists() and not list(ledger.verify_entries(entries))


def test_the_same_seed_gives_the_same_texts(db):
    generate_desk(20, seed=7)
    generate_desk(20, seed=7)
    statements = list(Claim.objects.order_by("pk").values_list("statement", flat=True))
    assert statements[:20] == statements[20:]


def test_a_desk_can_be_generated_next_to_the_demo(generated):
    given.person("ana")  # with an address of the demo
    assert is_only_generated()


@pytest.mark.django_db
def test_the_command_refuses_a_database_with_other_people():
    User.objects.create_user("ana", "ana@newsroom.example", byline="Ana")
    with pytest.raises(CommandError, match="accounts of other people"):
        call_command("generate", "--claims", "1")
    assert not Claim.objects.exists()
