"""Generate a desk: claims with their sources and the histories of their verdicts, in batches."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from claims.choices import Attribution
from claims.models import Appearance, Claim, CommentWaiver, Rating, Topic
from claims.search_config import get_search_config
from factcheck.generator import evidence, verdicts
from factcheck.generator.people import get_people
from factcheck.generator.texts import TextComposer

BATCH = 500  # claims that are written in one transaction
TOPICS = 40
PUBLISHED = 5  # every fifth claim of a batch has a published verdict
OPEN_DRAFTS = 25
NO_REQUEST_REASON = "The claim was generated."


def generate_desk(
    claims: int, seed: int, show_progress: Callable[[int, int], None] = lambda number, total: None
) -> None:
    """Generate so many claims. Each batch is committed, so that what was interrupted is coherent.

    `show_progress` is called after each batch, with the number of claims so far and of all. The
    words are the same for the same `seed`; identifiers and salts are not.
    """
    generator = DeskGenerator(Random(seed), claims)  # noqa: S311 — invented texts
    for first in range(0, claims, BATCH):
        with transaction.atomic():
            generator.create_batch(min(BATCH, claims - first))
        show_progress(min(first + BATCH, claims), claims)


class DeskGenerator:
    """Creates batches of claims, each an hour later than the one before it."""

    def __init__(self, random: Random, claims: int):
        self._random, self._texts = random, TextComposer(random)
        self._people, self._topics = get_people(), _get_topics()
        self._rating = Rating.objects.get(code="mostly-false")
        batches = -(-claims // BATCH)
        self._starts = (
            timezone.now() - timedelta(hours=batches - number) for number in range(batches)
        )

    def create_batch(self, size: int) -> None:
        """Create `size` claims: a fifth has a published verdict, some with a longer history."""
        moments = _list_moments(next(self._starts))
        author = self._random.choice(self._people["reporter"])
        languages = [self._texts.choose_language() for _number in range(size)]
        passages = evidence.create_passages(
            languages, self._texts, self._random, by=author, at=next(moments)
        )
        claims = self._create_claims(languages, author, next(moments))
        self._create_appearances(claims, passages, author, next(moments))
        connection.check_constraints()  # while its topics are no change of something public
        cited = [passage for number, passage in enumerate(passages) if number % PUBLISHED == 0]
        evidence.create_checks(cited, by=author, at=next(moments))
        self._create_verdicts(claims[::PUBLISHED], cited, author, moments)
        self._create_open_drafts(claims, passages, author, next(moments))

    # ── claims ──────────────────────────────────────────────────────────────────────────────────
    def _create_claims(self, languages: list[str], by, at: datetime) -> list[Claim]:
        claims = Claim.objects.bulk_create(
            Claim(
                statement=self._texts.compose_statement(language),
                language=language,
                attribution=Attribution.CIRCULATING,
                search_config=get_search_config(language),
                recorded_at=at,
                recorded_by=by,
            )
            for language in languages
        )
        through = Claim.topics.through
        through.objects.bulk_create(
            through(claim=claim, topic=self._random.choice(self._topics)) for claim in claims
        )
        return claims

    def _create_appearances(self, claims: list[Claim], passages, by, at: datetime) -> None:
        Appearance.objects.bulk_create(
            Appearance(
                claim=claim,
                text=self._texts.compose_statement(claim.language),
                language=claim.language,
                passage=None if number % PUBLISHED == 0 else passages[number],
                recorded_at=at,
                recorded_by=by,
            )
            for number, claim in enumerate(claims)
        )
        CommentWaiver.objects.bulk_create(
            CommentWaiver(claim=claim, reason=NO_REQUEST_REASON, waived_at=at, waived_by=by)
            for claim in claims[::PUBLISHED]
        )

    # ── verdicts ────────────────────────────────────────────────────────────────────────────────
    def _create_verdicts(self, claims: list[Claim], passages, author, moments) -> None:
        reviewer = self._random.choice(self._people["reviewer"])
        editor, second = self._random.sample(self._people["editor"], 2)
        made = verdicts.create_drafts(
            claims, passages, self._compose_content, by=author, at=next(moments)
        )
        verdicts.submit_all(made, by=author, at=next(moments))
        if returned := made[::10]:
            verdicts.send_back_all(returned, by=reviewer, at=next(moments))
            verdicts.submit_all(returned, by=author, at=next(moments))
        verdicts.approve_all(made, by=reviewer, at=next(moments))
        verdicts.publish_all(made, by=editor, at=next(moments))
        if corrected := made[1::8]:
            drafts = verdicts.create_corrections(corrected, by=author, at=next(moments))
            verdicts.submit_all(drafts, by=author, at=next(moments))
            verdicts.approve_all(drafts, by=reviewer, at=next(moments))
            verdicts.publish_all(drafts, by=editor, at=next(moments), previous=corrected)
        if suspended := made[2::32]:
            verdicts.suspend_all(suspended, by=editor, at=next(moments))
            if reinstated := suspended[::2]:
                verdicts.reinstate_all(reinstated, by=second, at=next(moments))
        if retracted := made[3::64]:
            proposal = {"proposed_by": editor, "proposed_at": next(moments)}
            verdicts.retract_all(retracted, by=second, at=next(moments), **proposal)

    def _create_open_drafts(self, claims, passages, author, at: datetime) -> None:
        if chosen := claims[1::OPEN_DRAFTS]:
            cited = passages[1::OPEN_DRAFTS]
            verdicts.create_drafts(chosen, cited, self._compose_content, by=author, at=at)

    def _compose_content(self, claim: Claim) -> dict:
        language = claim.language
        return {
            "rating": self._rating,
            "basis": "single",
            "conclusion": self._texts.compose_statement(language),
            "reasoning": self._texts.compose_sentences(language, 120),
            "why_this_claim": self._texts.compose_sentences(language, 20),
            "search_notes": self._texts.compose_sentences(language, 20),
            "what_would_change_it": self._texts.compose_sentences(language, 15),
            "valid_as_of": claim.recorded_at.date(),
            "primary_sources": "cited",
            "conflict_of_interest": "none",
            "criminal_proceedings": "not_alleged",
            "machine_assistance": "none",
        }


def _list_moments(start: datetime) -> Iterator[datetime]:
    return (start + timedelta(minutes=number) for number in count())


def _get_topics() -> list[Topic]:
    names = [f"Generated topic {number}" for number in range(1, TOPICS + 1)]
    return [
        Topic.objects.get_or_create(slug=name.lower().replace(" ", "-"), defaults={"name": name})[0]
        for name in names
    ]
