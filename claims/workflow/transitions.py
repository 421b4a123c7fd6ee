"""How a verdict may move: one table, and the one question that is asked of it.

`refusal(verb, verdict, by, at=…)` is the question. The desk draws its buttons from it, the verbs of
`claims.workflow.actions` raise it, and `docs/workflow.md` is drawn from `RULES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from claims.choices import OPEN, Basis, ChangeKind, State
from claims.models import Change, Evidence, Plan, Verdict
from claims.publication import record
from claims.workflow import checklist, policies
from claims.workflow.policies import Case
from factcheck.core import together
from factcheck.core.together import Relation
from sources.independence import origins
from sources.independence.origins import Weighed
from sources.models.translation import in_other_languages, translation_into


@dataclass(frozen=True)
class Rule:
    """One verb: where it leaves from, what it reaches (`None`: no move), who may, and when."""

    verb: str
    leaves: tuple[State, ...]
    reaches: State | None
    permission: str
    policies: tuple[Callable[[Case], str | None], ...]
    sentence: str


D, R, A, P, S = State.DRAFT, State.IN_REVIEW, State.APPROVED, State.PUBLISHED, State.SUSPENDED
WRITE, REVIEW = "claims.write_verdict", "claims.review_verdict"
PUBLISH, SUSPEND = "claims.publish_verdict", "claims.suspend_verdict"
RETRACT = "claims.retract_verdict"
FIT_TO_SUBMIT = (
    policies.claim_is_open,
    policies.is_complete,
    *checklist.POLICIES,
    policies.mends_only_wording,
)

RULES: dict[str, Rule] = {
    rule.verb: rule
    for rule in (
        Rule("edit", (D,), None, WRITE, (), "Change the text of a draft."),
        Rule("cite", (D,), None, WRITE, (), "Cite a passage as evidence."),
        Rule("uncite", (D,), None, WRITE, (), "Take a piece of evidence out."),
        Rule(
            "submit",
            (D,),
            R,
            WRITE,
            (policies.contributes, *FIT_TO_SUBMIT),
            "Hand the draft in for review.",
        ),
        Rule(
            "withdraw",
            (R, A),
            D,
            WRITE,
            (policies.contributes,),
            "Take a submission back to draft.",
        ),
        Rule("discard", (D,), State.DISCARDED, WRITE, (policies.contributes,), "Give a draft up."),
        Rule(
            "remark",
            (R, A),
            None,
            REVIEW,
            (policies.is_no_contributor,),
            "Say what has to change at one place of the submission.",
        ),
        Rule(
            "settle",
            (D,),
            None,
            WRITE,
            (policies.contributes,),
            "Say what was done about a remark.",
        ),
        Rule(
            "rate",
            (R,),
            None,
            REVIEW,
            (policies.is_no_contributor, policies.is_rated_blind, policies.has_not_rated_yet),
            "Say which rating you would give, before you see another's.",
        ),
        Rule(
            "approve",
            (R,),
            A,
            REVIEW,
            (policies.is_no_contributor, policies.claim_is_open, policies.blind_ratings_agree),
            "Sign the submission as the second person.",
        ),
        Rule(
            "send_back",
            (R, A),
            D,
            REVIEW,
            (policies.is_no_contributor,),
            "Return it to its authors, with what has to change.",
        ),
        Rule(
            "publish",
            (A,),
            P,
            PUBLISH,
            (
                policies.claim_is_open,
                checklist.is_still_fulfilled,
                policies.deadline_has_passed,
                policies.is_not_held,
                policies.is_not_embargoed,
            ),
            "Show the approved revision to readers.",
        ),
        Rule(
            "plan",
            (A,),
            None,
            PUBLISH,
            (policies.claim_is_open, policies.is_not_held),
            "Have it published at an hour, if nothing has changed until then.",
        ),
        Rule(
            "call_off", (A,), None, PUBLISH, (policies.is_planned,), "Take the planned hour back."
        ),
        Rule(
            "correct",
            (P, S, State.RETRACTED),
            None,
            WRITE,
            (
                policies.is_the_newest,
                policies.no_other_revision_is_open,
                policies.claim_is_open,
                policies.is_not_held,
            ),
            "Open the next revision, with the kind and cause of the change.",
        ),
        Rule("suspend", (P,), S, SUSPEND, (), "Take the finding down at once, with a notice."),
        Rule(
            "confirm_suspension",
            (S,),
            None,
            SUSPEND,
            (policies.somebody_else_suspended, policies.is_not_confirmed_yet),
            "Confirm a suspension as the second person.",
        ),
        Rule(
            "reinstate",
            (S,),
            P,
            SUSPEND,
            (policies.somebody_else_suspended, policies.claim_is_open, policies.is_not_held),
            "Show a suspended finding again, as the second person.",
        ),
        Rule(
            "propose_retraction",
            (P, S),
            None,
            RETRACT,
            (policies.nothing_is_proposed,),
            "Propose to retract the finding.",
        ),
        Rule(
            "retract",
            (P, S),
            State.RETRACTED,
            RETRACT,
            (policies.somebody_else_proposed,),
            "Retract the finding as the second person.",
        ),
    )
}


def refusal(verb: str, verdict: Verdict, by, *, at: datetime) -> str | None:
    """Why this person cannot do this to this revision then, in one sentence; `None` if they can."""
    return _refusal(RULES[verb], case_of(verdict, by, at=at), by)


def refusals(verdict: Verdict, by, *, at: datetime) -> dict[str, str | None]:
    """The answer of `refusal` for every verb, from one reading of the revision."""
    return refusals_in(case_of(verdict, by, at=at), by)


def refusals_in(case: Case, by) -> dict[str, str | None]:
    """The same of a revision that was read already."""
    return {verb: _refusal(rule, case, by) for verb, rule in RULES.items()}


def _refusal(rule: Rule, case: Case, by) -> str | None:
    if not by.is_active or not by.has_perm(rule.permission):
        return "Your role does not allow this."
    if case.verdict.state not in rule.leaves:
        return f"It is {case.verdict.get_state_display()}; this can be done only from " + (
            " or ".join(state.label for state in rule.leaves) + "."
        )
    answers = (policy(case) for policy in rule.policies)
    return next((answer for answer in answers if answer), None)


def relations(verdict: Verdict) -> tuple[Relation, ...]:
    """What the policies look at besides the revision itself."""
    return (
        "changes",
        Prefetch("evidence", Evidence.objects.as_read_in(verdict.state)),
        "contributors",
        "claim__appearances",
        Prefetch("claim__verdicts", Verdict.objects.only("claim", "revision", "state")),
        "claim__hearings",
        "plans",
    )


def case_of(verdict: Verdict, by, *, at: datetime, weighed: Weighed | None = None) -> Case:
    """What the policies look at, as it stands now; what was read with the revision, as it was.

    `at` is the moment of the act, in UTC; `weighed` is what is known already of the passages that
    bear the finding of a draft.
    """
    (changes, cited, contributors, appearances, revisions, hearings, plans) = together.related(
        verdict, *relations(verdict)
    )
    if weighed is None:
        weighed = _weighed(verdict)
    revisions = [one for one in revisions if one.state != State.DISCARDED]
    signed = record.read(verdict.submission.content) if verdict.state in (R, A) else None
    return Case(
        verdict=verdict,
        person_id=by.pk,
        at=at,
        contributors=frozenset(one.person_id for one in contributors),
        evidence=tuple((one.stance, one.passage_id) for one in cited),
        appearances=frozenset(one.passage_id for one in appearances if one.passage_id),
        untranslated=_untranslated(verdict, cited),
        open_revision=any(one.state in OPEN for one in revisions),
        newest=all(one.revision <= verdict.revision for one in revisions if one.state not in OPEN),
        proposed=_newest(changes, ChangeKind.RETRACTION, announced=False),
        suspension=_newest(changes, ChangeKind.SUSPENSION, announced=True)
        if verdict.state == State.SUSPENDED
        else None,
        origins=len(signed.get("origins", ()) if signed else weighed.origins),
        undecided=weighed.undecided,
        hearings=tuple(hearings),
        withheld=tuple(one for one in verdict.withheld if one.is_in_force(at)),
        plan=_standing_plan(verdict, plans),
        misquoted=verdict.state in OPEN and not all(one.stands_verbatim for one in cited),
        answers=signed.get("checklist", {}) if signed else record.answers(verdict),
        rated=_rated(verdict),
        shifted=_is_shifted(verdict, changes),
    )


def _rated(verdict: Verdict) -> tuple[tuple[int, int], ...]:
    """Asked only where `rate` and `approve` leave from."""
    if verdict.state != State.IN_REVIEW:
        return ()
    return tuple((one.rated_by_id, one.rating_id) for one in verdict.submission.blind_ratings.all())


def standing_plan(verdict: Verdict) -> Plan | None:
    """The hour that is planned for what is approved now; a plan for anything else is void."""
    return _standing_plan(verdict, verdict.plans.all())


def _standing_plan(verdict: Verdict, plans) -> Plan | None:
    if verdict.state != State.APPROVED:
        return None
    standing = (
        one for one in plans if one.ended_at is None and one.submission_id == verdict.submission_id
    )
    return next(standing, None)


def _weighed(verdict: Verdict) -> Weighed:
    """Asked where `submit` asks: comparing texts is dear, and the answer counts only there."""
    counts = verdict.state == State.DRAFT and verdict.basis == Basis.INDEPENDENT
    return origins.weigh(verdict.bearing()) if counts else Weighed()


def _untranslated(verdict: Verdict, cited: list[Evidence]) -> bool:
    """Whether a passage is cited in a foreign language and nothing stands beside it."""
    language = verdict.claim.language
    foreign = in_other_languages((one.passage for one in cited), language)
    return any(translation_into(language, one.translations.all()) is None for one in foreign)


def _is_shifted(verdict: Verdict, changes: list[Change]) -> bool:
    """Whether it was opened as a mend of wording, and more than the wording differs."""
    mend = next((c for c in changes if c.kind == ChangeKind.MEND), None)
    return mend is not None and _weight(verdict) != _weight(mend.previous)


def _weight(verdict: Verdict) -> tuple:
    """What a finding weighs, however it is worded."""
    cited = frozenset((one.passage_id, one.stance) for one in verdict.evidence.all())
    return verdict.rating_id, verdict.basis, cited


def _newest(changes: list[Change], kind: ChangeKind, *, announced: bool) -> Change | None:
    fitting = [c for c in changes if c.kind == kind and bool(c.announced_at) == announced]
    return max(fitting, key=lambda change: change.pk, default=None)
