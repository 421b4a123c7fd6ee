"""A revision in every situation of the truth table, with somebody in each relation to it.

Ana is the author, Dov a contributor, Bo approved an earlier submission, Sid is a stranger; where
it was suspended Kim did, where a retraction is proposed Lou proposed it, where it was rated blind
Mia did.
"""

from django.test import override_settings

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


def draft():
    """Approved once, with a remark that is not settled, and withdrawn since."""
    verdict = given.draft(by=given.person("ana"))
    drafting.edit(verdict, by=given.person("dov"), at=given.moment(), reasoning="Read **again**.")
    given.remark(given.in_review(verdict=verdict), by=given.person("bo"))
    verdict = given.approved(verdict=verdict, by=given.person("bo"))
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    return fresh(verdict)


def in_review():
    return given.in_review(verdict=draft())


def rated(*others: str):
    """Rated blind by Mia as the draft is, and by another as this says."""
    verdict = in_review()
    with override_settings(BLIND_SECOND_RATING=True):
        given.rated(verdict, by=given.person("mia", "reviewer"))
        for code in others:
            given.rated(verdict, code, by=given.person("ida", "reviewer"))
    return fresh(verdict)


def approved():
    return given.approved(verdict=in_review(), by=given.person("ida", "reviewer"))


def published():
    return given.published(verdict=approved())


def discarded():
    verdict = draft()
    actions.discard(verdict, by=verdict.author, at=given.moment())
    return fresh(verdict)


def planned():
    verdict = approved()
    given.plan(verdict)
    return fresh(verdict)


def embargoed():
    verdict = approved()
    given.embargo(verdict.claim)
    return fresh(verdict)


def held(verdict):
    given.hold(verdict.claim)
    return fresh(verdict)


def followed():
    verdict = published()
    given.corrected(verdict, by=given.person("hal", "reporter"))
    return fresh(verdict)


def superseded():
    verdict = published()
    following = given.corrected(verdict, by=given.person("hal", "reporter"))
    given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    return fresh(verdict)


def suspended():
    verdict = published()
    actions.suspend(
        verdict, by=given.person("kim", "editor"), at=given.moment(), cause="reply", note="Told."
    )
    return fresh(verdict)


def confirmed():
    verdict = suspended()
    actions.confirm_suspension(verdict, by=given.person("jon", "editor"), at=given.moment())
    return fresh(verdict)


def proposed(verdict):
    actions.propose_retraction(
        verdict, by=given.person("lou", "editor"), at=given.moment(), cause="reply", note="Told."
    )
    return fresh(verdict)


def retracted():
    verdict = proposed(published())
    actions.retract(verdict, by=given.person("jon", "editor"), at=given.moment())
    return fresh(verdict)


def fresh(verdict):
    verdict.refresh_from_db()
    return verdict


SITUATIONS = {
    "draft": draft,
    "in_review": in_review,
    "in_review+rated": rated,
    "in_review+agreed": lambda: rated("mostly-false"),
    "in_review+differing": lambda: rated("false"),
    "approved": approved,
    "approved+planned": planned,
    "approved+embargo": embargoed,
    "approved+held": lambda: held(approved()),
    "published": published,
    "published+proposed": lambda: proposed(published()),
    "published+next": followed,
    "superseded": superseded,
    "suspended": suspended,
    "suspended+confirmed": confirmed,
    "suspended+proposed": lambda: proposed(suspended()),
    "suspended+held": lambda: held(suspended()),
    "retracted": retracted,
    "discarded": discarded,
}
