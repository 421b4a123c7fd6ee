"""The groups of sources are the connected components of the current decisions."""

from dataclasses import dataclass
from random import Random

import pytest

from sources.choices import RelationReason
from sources.independence.assessment import group_sources
from tests import given
from tests.helpers.attacks import assert_allowed

pytestmark = pytest.mark.django_db

SPEAKERS = ("The minister", "the  Minister", "The mayor")


@dataclass
class Decision:
    """A decision about the sources with these numbers, the smaller first."""

    pair: tuple[int, int]
    reason_type: str
    speaker: str
    decision: str


def fold(name: str) -> str:
    return " ".join(name.lower().split())


def choose_decisions(random: Random, source_count: int) -> list[Decision]:
    decisions = []
    for _ in range(random.randint(0, 2 * source_count)):
        pair = sorted(random.sample(range(source_count), 2))
        reason_type = random.choice(RelationReason.values)
        speaker = random.choice(SPEAKERS) if reason_type == RelationReason.SPEAKER else ""
        decision = random.choice(["not_independent", "not_independent", "independent"])
        decisions.append(Decision((pair[0], pair[1]), reason_type, speaker, decision))
    return decisions


def find_groups(passages: list[tuple[int, str]], decisions: list[Decision]) -> list[tuple]:
    """Return the groups as plainly as possible; a passage has a source and a speaker."""
    current = {(d.pair, d.reason_type, fold(d.speaker)): d.decision for d in decisions}
    speakers: dict[int, set[str]] = {}
    for source, speaker in passages:
        speakers.setdefault(source, set()).add(fold(speaker))
    joining = [
        (pair, reason_type)
        for (pair, reason_type, speaker), decision in current.items()
        if decision == "not_independent"
        and speakers.keys() >= set(pair)
        and (reason_type != "speaker" or {speaker} in [speakers[source] for source in pair])
    ]
    groups = [{source} for source in speakers]
    for pair, _ in joining:
        joined = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    order = list(speakers)
    return [
        (
            [source for source in order if source in group],
            sorted({reason_type for pair, reason_type in joining if pair[0] in group}),
        )
        for group in sorted(groups, key=lambda group: min(map(order.index, group)))
    ]


def test_random_decisions_group_the_sources_as_a_plain_search_does():
    snapshots = [
        given.snapshot(f"Source {number} says one thing. It reports another. And a third thing.")
        for number in range(7)
    ]
    numbers = {snapshot.source_id: number for number, snapshot in enumerate(snapshots)}
    quotes = {
        (number, speaker): given.passage(exact, of=snapshot, **voice)
        for number, snapshot in enumerate(snapshots)
        for exact, speaker, voice in [
            ("says one thing", "", {}),
            ("reports another", SPEAKERS[0], {"voice": "reports", "speaker": SPEAKERS[0]}),
            ("a third thing", SPEAKERS[2], {"voice": "reports", "speaker": SPEAKERS[2]}),
        ]
    }
    sources = [snapshot.source for snapshot in snapshots]
    joined = 0
    for seed in range(200):
        random = Random(seed)
        cited = random.sample(list(quotes), random.randint(1, len(quotes)))
        decisions = choose_decisions(random, len(sources))
        with assert_allowed():  # and rolled back
            for row in decisions:
                given.source_relation(
                    *(sources[number] for number in row.pair),
                    reason_type=row.reason_type,
                    speaker=row.speaker,
                    decision=row.decision,
                )
            groups = group_sources([quotes[key] for key in cited])
        found = [
            ([numbers[source.pk] for source in group.sources], list(group.reason_types))
            for group in groups
        ]
        assert found == find_groups(cited, decisions), seed
        joined += any(len(group) > 1 for group, _ in found)
    assert joined > 50
