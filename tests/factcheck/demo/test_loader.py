"""The demonstration holds nothing that a desk could not have done, and all of it can be checked."""

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
    LedgerSalt,
    Submission,
    Transition,
    Verdict,
)
from claims.publication import ledger, queries
from claims.publication.record import canonical
from claims.workflow.transitions import RULES
from factcheck.accounts.models import User
from factcheck.demo import loader as acting
from factcheck.demo.fixtures import read
from sources.independence import origins
from sources.models import Kinship, Passage, Snapshot, Source
from sources.models.snapshot import CUT, digest

pytestmark = pytest.mark.usefixtures("demo")

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
# Descriptions that no verb makes: the people, topics, claimants and publishers; the scale is read.
MADE_BY_HAND = {"Rating", "Topic", "Claimant", "Publisher", "User", "Group"}


def test_it_is_acted_out_by_verbs_only():
    for node in ast.walk(ast.parse(inspect.getsource(acting))):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            assert ast.unparse(node.value) in MADE_BY_HAND, ast.unparse(node)
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("save", "update", "delete", "bulk_create", "cursor", "raw")


def test_every_act_of_the_story_is_a_deed_of_the_desk():
    deeds = {act.deed for act in read(FOLDER).acts}
    others = {
        "capture",
        "decide",
        "record",
        "appear",
        "decline",
        "merge",
        "draft",
        "reopen",
        "relate",
        "mend",
        "waive",
    }
    assert deeds <= set(RULES) | others


def test_there_is_enough_to_look_at():
    assert queries.listed().count() >= 12
    assert queries.passages().count() >= 35
    assert Source.objects.count() == 5
    assert queries.sources().count() == 5


def test_every_quotation_stands_word_for_word_at_its_offsets():
    for passage in Passage.objects.select_related("snapshot"):
        text = passage.snapshot.text
        assert text[passage.start : passage.end] == passage.exact
        assert text[: passage.start].endswith(passage.before)
        assert text[passage.end :].startswith(passage.after)


def test_no_quotation_or_context_is_longer_than_allowed():
    for passage in Passage.objects.all():
        assert len(passage.exact) <= settings.QUOTE_LIMIT
        assert len(passage.before) <= settings.QUOTE_CONTEXT == 200
        assert len(passage.after) <= settings.QUOTE_CONTEXT


def test_no_source_is_quoted_at_length():
    for source in Source.objects.all():
        quoted = set(
            Passage.objects.filter(snapshot__source=source).values_list("exact", flat=True)
        )
        assert sum(map(len, quoted)) <= settings.SOURCE_QUOTE_LIMIT


def test_a_snapshot_is_an_excerpt_and_says_where_it_is_cut():
    for snapshot in Snapshot.objects.all():
        assert snapshot.extent == "excerpt"
        fragments = [snapshot.text[start:end] for start, end in snapshot.body.spans]
        assert CUT.join(fragments) == snapshot.text
        assert all(passage.exact not in CUT for passage in snapshot.passages.all())


def test_nothing_is_captured_but_what_stands_around_a_quotation():
    """A fixture carries short passages and not the articles."""
    for snapshot in Snapshot.objects.all():
        assert len(snapshot.text) <= 2 * settings.SOURCE_QUOTE_LIMIT
        for start, end in snapshot.body.spans:
            quoted = snapshot.passages.filter(start__gte=start, end__lte=end)
            first = quoted.earliest("start").start if quoted else end
            last = quoted.latest("end").end if quoted else end
            assert max(first - start, end - last) <= 400, snapshot.text[start : start + 60]


def test_nothing_is_invented_of_a_source():
    for source in Source.objects.all():
        assert source.url == ""
        assert source.about_origin


def test_the_ledger_has_no_faults():
    entries = LedgerEntry.objects.order_by("number")
    assert entries.count() >= 12
    assert ledger.faults(entries) == []


def test_every_entry_tells_the_digest_of_its_record():
    salts = dict(LedgerSalt.objects.values_list("entry_id", "salt"))
    for entry in LedgerEntry.objects.all():
        verdict = Verdict.objects.get(
            claim__public_id=entry.claim_id, revision=entry.revision, published_at__isnull=False
        )
        told = json.loads(entry.body)["record"]
        assert told == ledger.salted(salts[entry.number], verdict.submission.sha256)


def test_every_public_move_has_its_entry():
    told = LedgerEntry.objects.exclude(event="merged").count()
    moves = Transition.objects.filter(
        to_state__in=[State.PUBLISHED, State.SUSPENDED, State.RETRACTED]
    )
    assert told == moves.count()


def test_every_record_is_canonical_and_verifies():
    for submission in Submission.objects.all():
        assert digest(submission.content) == submission.sha256
        assert canonical(json.loads(submission.content)) == submission.content


def test_every_published_record_is_what_readers_are_shown():
    for row in queries.verdicts():
        shown = queries.revision(row.claim_id, row.revision)
        if shown.record:
            assert digest(shown.row.record) == row.record_sha256
            assert shown.record["finding"] == row.finding


def test_nobody_approved_what_they_worked_on():
    for verdict in Verdict.objects.exclude(approved_by=None):
        worked = set(verdict.contributors.values_list("person", flat=True))
        assert verdict.approved_by_id not in worked


def test_the_story_shows_the_states_and_the_changes():
    shown = set(Verdict.objects.values_list("state", flat=True))
    assert shown >= {State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.SUPERSEDED}
    kinds = set(Change.objects.exclude(announced_at=None).values_list("kind", flat=True))
    assert ChangeKind.CORRECTION in kinds
    assert Claim.objects.exclude(declined_at=None).exists()


def test_every_verdict_says_what_speaks_against_it():
    for verdict in Verdict.objects.exclude(published_at=None):
        refuted = Evidence.objects.filter(verdict=verdict, stance="refutes").exists()
        assert refuted or (verdict.nothing_against and verdict.searched)


def test_no_claimant_supports_himself():
    own = Appearance.objects.exclude(passage=None).values_list("claim", "passage")
    for claim, passage in own:
        supported = Evidence.objects.filter(
            verdict__claim=claim, passage=passage, stance="supports"
        )
        assert not supported.exists()


def called(title: str) -> Source:
    return Source.objects.get(title__startswith=title)


ONE_SITE = ("Diplomatic isolation", "New Concessions")


def test_two_articles_of_one_site_were_found_to_be_one_origin():
    decided = Kinship.objects.get()
    assert {decided.one, decided.other} == set(map(called, ONE_SITE))
    assert (decided.ground, decided.answer) == ("publisher", "one_origin")
    assert decided.decided_by.username == "carla"


def test_several_origins_are_several_in_every_record():
    """And no basis rests on the two articles of one site alone."""
    told = [json.loads(row.content) for row in Submission.objects.all()]
    several = [record for record in told if record["basis"] == "independent"]
    assert len(several) >= 5
    for record in several:
        assert len(record["origins"]) >= 2, record["claim"]["statement"]
    site = sorted(called(title).public_id for title in ONE_SITE)
    joined = [sorted(one["sources"]) for record in told for one in record["origins"]]
    assert site in joined
    assert not any(len(group) > 1 for group in joined if group != site)


def test_nobody_has_to_say_anything_more_of_what_was_submitted():
    for verdict in Verdict.objects.exclude(submission=None):
        assert origins.weigh(verdict.bearing()).undecided == ()


def test_every_snapshot_can_be_compared():
    assert not Snapshot.objects.filter(sketch=None).exists()


def test_the_people_are_invented_and_cannot_be_mailed():
    for user in User.objects.all():
        assert user.email.endswith("@desk.example")
        assert not user.is_superuser
