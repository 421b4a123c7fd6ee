"""One revision for each situation of the truth table, with a user in each relation to it.

Ana is the author, Dov a contributor, Bo approved an earlier submission, and Sid has nothing to do
with it. Kim suspended it, Lou proposed the retraction and Mia rated it blind, in the situations
that have these.
"""

from django.test import override_settings

from claims.models import Verdict
from claims.workflow import actions, drafting
from tests import given

RELATIONS = {
    "author": "ana",
    "contributor": "dov",
    "approver": "bo",
    "stranger": "sid",
    "suspender": "kim",
    "proposer": "lou",
    "rater": "mia",
}


def create_draft() -> Verdict:
    """Approved once, with an open review comment, and withdrawn after that."""
    verdict = given.draft(by=given.person("ana"))
    drafting.update_draft(
        verdict, by=given.person("dov"), at=given.moment(), reasoning="Read **again**."
    )
    given.review_comment(given.in_review(verdict=verdict), by=given.person("bo"))
    verdict = given.approved(verdict=verdict, by=given.person("bo"))
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    return reload(verdict)


def create_in_review() -> Verdict:
    return given.in_review(verdict=create_draft())


def create_rated(*second_rating: str) -> Verdict:
    """Mia gave the rating of the draft; a second reviewer gave this one."""
    verdict = create_in_review()
    with override_settings(REQUIRE_BLIND_RATINGS=True):
        given.blind_rating(verdict, by=given.person("mia", "reviewer"))
        for code in second_rating:
            given.blind_rating(verdict, code, by=given.person("ida", "reviewer"))
    return reload(verdict)


def create_approved() -> Verdict:
    return given.approved(verdict=create_in_review(), by=given.person("ida", "reviewer"))


def rename_source(verdict: Verdict) -> Verdict:
    """The title of the cited source was edited after the approval."""
    source = verdict.evidence.get().passage.snapshot.source
    source.title = "Trade, a year on"
    source.save()
    return reload(verdict)


def create_published() -> Verdict:
    return given.published(verdict=create_approved())


def create_discarded() -> Verdict:
    verdict = create_draft()
    actions.discard(verdict, by=verdict.author, at=given.moment())
    return reload(verdict)


def create_scheduled() -> Verdict:
    verdict = create_approved()
    given.scheduled_publication(verdict)
    return reload(verdict)


def create_embargoed() -> Verdict:
    verdict = create_approved()
    given.embargo(verdict.claim)
    return reload(verdict)


def create_with_open_correction() -> Verdict:
    verdict = create_published()
    given.correction(verdict, by=given.person("hal", "reporter"))
    return reload(verdict)


def create_superseded() -> Verdict:
    verdict = create_published()
    correction = given.correction(verdict, by=given.person("hal", "reporter"))
    given.published(verdict=given.approved(verdict=given.in_review(verdict=correction)))
    return reload(verdict)


def create_suspended() -> Verdict:
    verdict = create_published()
    kim = given.person("kim", "editor")
    actions.suspend(verdict, by=kim, at=given.moment(), cause="reply", note="Under review.")
    return reload(verdict)


def create_confirmed_suspension() -> Verdict:
    verdict = create_suspended()
    actions.confirm_suspension(verdict, by=given.person("jon", "editor"), at=given.moment())
    return reload(verdict)


def create_retracted() -> Verdict:
    verdict = propose_retraction(create_published())
    actions.retract(verdict, by=given.person("jon", "editor"), at=given.moment())
    return reload(verdict)


def propose_retraction(verdict: Verdict) -> Verdict:
    lou = given.person("lou", "editor")
    actions.propose_retraction(verdict, by=lou, at=given.moment(), cause="reply", note="Wrong.")
    return reload(verdict)


def block_publication(verdict: Verdict) -> Verdict:
    given.legal_block(verdict.claim)
    return reload(verdict)


def reload(verdict: Verdict) -> Verdict:
    verdict.refresh_from_db()
    return verdict


SITUATIONS = {
    "draft": create_draft,
    "in_review": create_in_review,
    "in_review+rated": create_rated,
    "in_review+agreed": lambda: create_rated("mostly-false"),
    "in_review+differing": lambda: create_rated("false"),
    "approved": create_approved,
    "approved+renamed": lambda: rename_source(create_approved()),
    "approved+scheduled": create_scheduled,
    "approved+embargo": create_embargoed,
    "approved+blocked": lambda: block_publication(create_approved()),
    "published": create_published,
    "published+proposed": lambda: propose_retraction(create_published()),
    "published+next": create_with_open_correction,
    "superseded": create_superseded,
    "suspended": create_suspended,
    "suspended+confirmed": create_confirmed_suspension,
    "suspended+proposed": lambda: propose_retraction(create_suspended()),
    "suspended+blocked": lambda: block_publication(create_suspended()),
    "retracted": create_retracted,
    "discarded": create_discarded,
}
