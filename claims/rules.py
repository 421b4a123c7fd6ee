"""How a verdict may move: one table, and the one question that is asked of it.

`refusal(verb, verdict, by)` is the question. The desk draws its buttons from it, the verbs of
`claims.workflow` raise it, and `docs/workflow.md` is drawn from `RULES`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from claims import policies
from claims.models import Change, Verdict
from claims.policies import Case
from claims.vocabulary import OPEN, Basis, ChangeKind, State
from sources import kinship
from sources.models import Translation
from sources.models.translation import is_same_language


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
    policies.has_evidence,
    policies.says_what_speaks_against,
    policies.no_claimant_supports_himself,
    policies.is_translated,
    policies.basis_bears_the_rating,
    policies.has_independent_origins,
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
            "approve",
            (R,),
            A,
            REVIEW,
            (policies.is_no_contributor, policies.claim_is_open),
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
            (policies.claim_is_open,),
            "Show the approved revision to readers.",
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
            (policies.somebody_else_suspended, policies.claim_is_open),
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


def refusal(verb: str, verdict: Verdict, by) -> str | None:
    """Why this person cannot do this to this revision now, in one sentence; `None` if they can."""
    return _refusal(RULES[verb], case_of(verdict, by), by)


def refusals(verdict: Verdict, by) -> dict[str, str | None]:
    """The answer of `refusal` for every verb, from one reading of the revision."""
    case = case_of(verdict, by)
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


def case_of(verdict: Verdict, by) -> Case:
    """What the policies look at, as it stands now."""
    changes = list(verdict.changes.all())
    cited = verdict.evidence.values_list("stance", "passage", "passage__snapshot__source__language")
    revisions = verdict.claim.verdicts.exclude(state=State.DISCARDED).values_list(
        "revision", "state"
    )
    # Asked only where `submit` asks: comparing texts is dear, and the answer counts nowhere else.
    counts = verdict.state == State.DRAFT and verdict.basis == Basis.INDEPENDENT
    bearing = verdict.bearing() if counts else []
    return Case(
        verdict=verdict,
        person_id=by.pk,
        contributors=frozenset(verdict.contributors.values_list("person", flat=True)),
        evidence=tuple((stance, passage) for stance, passage, _ in cited),
        appearances=frozenset(
            verdict.claim.appearances.exclude(passage=None).values_list("passage", flat=True)
        ),
        untranslated=_untranslated(verdict, cited),
        open_revision=any(state in OPEN for _, state in revisions),
        newest=all(number <= verdict.revision for number, state in revisions if state not in OPEN),
        proposed=_newest(changes, ChangeKind.RETRACTION, announced=False),
        suspension=_newest(changes, ChangeKind.SUSPENSION, announced=True)
        if verdict.state == State.SUSPENDED
        else None,
        origins=len(kinship.origins(bearing)),
        undecided=tuple(kinship.suggestions(bearing)),
        shifted=_is_shifted(verdict, changes),
    )


def _untranslated(verdict: Verdict, cited) -> bool:
    """Whether a passage is cited in a foreign language and nothing stands beside it."""
    language = verdict.claim.language
    foreign = {passage for _, passage, its in cited if not is_same_language(its, language)}
    if not foreign:
        return False
    translations = Translation.objects.filter(passage__in=foreign)
    translated = {
        passage
        for passage, into in translations.values_list("passage", "language")
        if is_same_language(into, language)
    }
    return foreign != translated


def _is_shifted(verdict: Verdict, changes: list[Change]) -> bool:
    """Whether it was opened as a mend of wording, and more than the wording differs."""
    mend = next((c for c in changes if c.kind == ChangeKind.MEND), None)
    return mend is not None and _weight(verdict) != _weight(mend.previous)


def _weight(verdict: Verdict) -> tuple:
    """What a finding weighs, however it is worded."""
    cited = verdict.evidence.values_list("passage", "stance")
    return verdict.rating_id, verdict.basis, frozenset(cited)


def _newest(changes: list[Change], kind: ChangeKind, *, announced: bool) -> Change | None:
    fitting = [c for c in changes if c.kind == kind and bool(c.announced_at) == announced]
    return max(fitting, key=lambda change: change.pk, default=None)
