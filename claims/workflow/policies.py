"""Whether this person may do this to that revision: each policy says why not, or `None`.

Policies read a `Case` that was loaded before; they ask the database nothing and write nothing.
A policy's docstring is the condition that docs/workflow.md prints. The last word on the rules of
four eyes is the database's own (migration `0004_laws`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone

from claims.choices import Basis, Interest, PrimarySources, Stance, WithholdingKind
from claims.models import Change, Hearing, Plan, Verdict, Withholding
from claims.models.blind_rating import RATERS
from sources.independence.origins import Suggested


@dataclass(frozen=True)
class Case:
    """One revision and one person, with what the policies look at."""

    verdict: Verdict
    person_id: int
    at: datetime  # when it would be done
    contributors: frozenset[int]
    evidence: tuple[tuple[str, int], ...]  # (stance, passage)
    appearances: frozenset[int]  # passages in which the claimant makes the claim
    untranslated: bool  # cites words in another language than the claim's, without a translation
    open_revision: bool  # the claim has a draft, or one in review or approved
    newest: bool  # no later revision of the claim was published
    proposed: Change | None  # a retraction that waits for its second person
    suspension: Change | None  # the suspension in force
    origins: int  # independent ones on the side of the finding
    undecided: tuple[Suggested, ...]  # which of them may be one, and nobody has said
    hearings: tuple[Hearing, ...]  # whom the desk asked about the claim, or why nobody
    withheld: tuple[Withholding, ...]  # embargoes and holds in force at that moment
    plan: Plan | None  # at which hour it is to be published
    misquoted: bool  # cites words that do not stand so in their snapshot's body
    answers: Mapping[
        str, str | None
    ]  # to the checklist, as `claims.publication.record` writes them down
    rated: tuple[tuple[int, int], ...]  # who rated the submission in review blind, and how
    shifted: bool  # it was opened as a mend, and has another rating, basis or evidence

    def has(self, stance: str) -> bool:
        return any(one == stance for one, _ in self.evidence)

    @property
    def embargo(self) -> Withholding | None:
        """The one that ends last."""
        ahead = [one for one in self.withheld if one.kind == WithholdingKind.EMBARGO]
        return max(ahead, key=lambda one: one.until, default=None)


def hour(moment: datetime) -> str:
    """A moment as the desk's clocks show it: `3 December 2026, 08:00 (Europe/Warsaw)`."""
    local = moment.astimezone(timezone.get_current_timezone())
    zone = timezone.get_current_timezone_name()
    return f"{date_format(local, 'j F Y, H:i')} ({zone})"


REQUIRED = {
    "rating": "a rating",
    "basis": "its basis",
    "finding": "the finding in one sentence",
    "reasoning": "the reasoning",
    "why_this_claim": "why this claim was chosen",
    "would_change": "what would change the finding",
}


def contributes(case: Case) -> str | None:
    """Only somebody who worked on this revision."""
    if case.person_id not in case.contributors:
        return "Only somebody who worked on this revision can do this."
    return None


def is_no_contributor(case: Case) -> str | None:
    """Nobody who worked on this revision."""
    if not case.contributors or case.person_id in case.contributors:
        return "You worked on this revision: somebody else has to review it."
    return None


def claim_is_open(case: Case) -> str | None:
    """The claim was neither declined nor merged."""
    if case.verdict.claim.standing == "open":
        return None
    return f"The claim was {case.verdict.claim.standing}."


def no_other_revision_is_open(case: Case) -> str | None:
    """No other revision of the claim is being worked on."""
    return "The next revision is already being worked on." if case.open_revision else None


def is_the_newest(case: Case) -> str | None:
    """No later revision was published."""
    return None if case.newest else "A later revision was published: change that one."


def is_complete(case: Case) -> str | None:
    """It has all its parts; a provisional finding also says when to look again."""
    missing = [label for name, label in REQUIRED.items() if not getattr(case.verdict, name)]
    if missing:
        return f"Still missing: {', '.join(missing)}."
    if case.verdict.provisional and not case.verdict.review_by:
        return "A provisional finding says when to look again."
    return None


def has_evidence(case: Case) -> str | None:
    """At least one passage is cited."""
    return None if case.evidence else "No verdict without evidence: cite at least one passage."


def is_verbatim(case: Case) -> str | None:
    """Every quotation stands letter for letter in its snapshot, inside the body."""
    if case.misquoted:
        return "A quotation is not what stands in its snapshot: take it out, and quote it anew."
    return has_evidence(case)


def says_as_of_when(case: Case) -> str | None:
    """It says as of when it holds."""
    return None if case.verdict.holds_as_of else "Say as of when it holds."


def says_what_speaks_against(case: Case) -> str | None:
    """It cites what speaks against the claim, or says that nothing does and what was searched."""
    if case.has(Stance.REFUTES):
        return None
    if not case.verdict.nothing_against:
        return "Cite what speaks against the claim, or state that nothing does."
    if not case.verdict.searched.strip():
        return "Say what was searched for evidence against the claim, and where."
    return None


def no_claimant_supports_himself(case: Case) -> str | None:
    """No passage in which the claimant makes the claim supports it."""
    if any(
        stance == Stance.SUPPORTS and passage in case.appearances
        for stance, passage in case.evidence
    ):
        return "A passage in which the claimant makes the claim cannot support it."
    return None


def is_translated(case: Case) -> str | None:
    """Words cited in another language than the claim's have a translation."""
    if case.untranslated:
        return "A cited passage is in another language than the claim: give its translation."
    return None


def basis_bears_the_rating(case: Case) -> str | None:
    """A word alone bears no number, one origin alone no higher one than the desk's setting says."""
    if not (case.verdict.rating and case.verdict.basis):
        return "Choose a rating, and what it rests on."
    number = case.verdict.rating.number
    if case.verdict.basis == Basis.WORD and number is not None:
        return "The claimant's word alone bears no rating with a number."
    if case.verdict.basis == Basis.SINGLE and (number or 0) > settings.ONE_ORIGIN_AT_MOST:
        return f"One origin alone does not bear the rating “{case.verdict.rating}”."
    return None


def has_independent_origins(case: Case) -> str | None:
    """A basis of several origins has two that bear the finding, and no doubt whether they are."""
    if case.verdict.basis != Basis.INDEPENDENT:
        return None
    if case.undecided:
        doubt = case.undecided[0]
        return f"Say first whether “{doubt.one}” and “{doubt.other}” are one origin."
    if case.origins < 2:
        return "What is cited on the side of the finding comes from one origin, not from several."
    return None


def claimant_was_asked(case: Case) -> str | None:
    """Somebody concerned was asked for a reply, or it is on record why nobody was."""
    return None if case.hearings else "Ask the claimant for a reply, or say why nobody was asked."


def deadline_has_passed(case: Case) -> str | None:
    """Nobody who was asked may still answer in time, or it is said why that is not awaited."""
    awaited = [one for one in case.hearings if one.is_awaited(case.at)]
    if not awaited:
        return None
    last = max(awaited, key=lambda one: one.answer_by)
    until = date_format(last.answer_by.astimezone(get_default_timezone()), "j F Y, H:i e")
    return f"{last.name} may answer until {until}: wait, or say why publication does not."


def says_whether_primary(case: Case) -> str | None:
    """It says whether a primary source is cited, and if none is, why not."""
    answer = case.answers.get("primary_sources")
    if not answer:
        return "Say whether a primary source is cited."
    if answer == PrimarySources.NONE and not case.answers["why_no_primary"].strip():
        return "Say why no primary source is cited."
    return None


def says_whose_interest(case: Case) -> str | None:
    """It says whether a contributor has an interest in it, and how that is dealt with."""
    answer = case.answers.get("interest")
    if not answer:
        return "Say whether anybody who worked on it has an interest in it."
    if answer == Interest.DECLARED and not case.answers["interest_handled"].strip():
        return "Say how the interest of a contributor is dealt with."
    return None


def says_whether_a_crime(case: Case) -> str | None:
    """It says whether a crime is alleged, and whether somebody is accused, charged or convicted."""
    return None if case.answers.get("crime") else "Say whether a crime is alleged."


def is_rated_blind(case: Case) -> str | None:
    """The desk has two people rate blind (a setting), or one has begun to."""
    if settings.BLIND_SECOND_RATING or case.rated:
        return None
    return "This desk asks for no blind ratings."


def has_not_rated_yet(case: Case) -> str | None:
    """Two people rate it, each once."""
    if case.person_id in dict(case.rated):
        return "You have rated it already."
    return "Two people have rated it already." if len(case.rated) == RATERS else None


def blind_ratings_agree(case: Case) -> str | None:
    """Where it is rated blind, two people rated it as the draft does."""
    if is_rated_blind(case):
        return None
    if len(case.rated) < RATERS:
        return f"Two people rate it first, neither knowing the other's rating: {_filed(case)}."
    if {rating for _, rating in case.rated} != {case.verdict.rating_id}:
        return "The two ratings do not agree with each other and the draft: send it back."
    return None


def _filed(case: Case) -> str:
    return "one has so far" if case.rated else "nobody has yet"


def mends_only_wording(case: Case) -> str | None:
    """A mend of wording has the rating, the basis and the evidence of the revision before it."""
    if case.shifted:
        return (
            "A mend changes no rating, basis or evidence: discard it, and open a correction, an "
            "update or a clarification."
        )
    return None


def nothing_is_proposed(case: Case) -> str | None:
    """No retraction is waiting for its second person."""
    return "A retraction is already proposed." if case.proposed else None


def somebody_else_proposed(case: Case) -> str | None:
    """Somebody else proposed to retract it."""
    if case.proposed is None:
        return "Nobody has proposed to retract it yet."
    if case.proposed.opened_by_id == case.person_id:
        return "You proposed it: a second person has to retract."
    return None


def somebody_else_suspended(case: Case) -> str | None:
    """Somebody else suspended it."""
    if case.suspension is None:
        return "It is not suspended."
    if case.suspension.opened_by_id == case.person_id:
        return "You suspended it: a second person has to decide."
    return None


def is_not_confirmed_yet(case: Case) -> str | None:
    """Nobody has confirmed the suspension yet."""
    if case.suspension and case.suspension.confirmed_by_id:
        return "The suspension is already confirmed."
    return None


def is_not_held(case: Case) -> str | None:
    """No legal hold is on the claim."""
    if any(one.kind == WithholdingKind.HOLD for one in case.withheld):
        return "A legal hold is on the claim: somebody has to lift it first."
    return None


def is_not_embargoed(case: Case) -> str | None:
    """No embargo is ahead, on the claim or on a source it cites."""
    if case.embargo is None:
        return None
    return f"It is under embargo until {hour(case.embargo.until)}."


def is_planned(case: Case) -> str | None:
    """An hour was planned for it."""
    return None if case.plan else "No hour is planned for it."
