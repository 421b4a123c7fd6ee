"""The workflow of verdicts as one table, and the functions that check whether an action is allowed.

The desk takes its buttons from `check_all`, the actions call `check_allowed`, and
`docs/workflow.md` is generated from `TRANSITIONS`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Func, Prefetch, Q, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import (
    OPEN_STATES,
    WORDING_KINDS,
    Basis,
    ChangeKind,
    CriminalProceedings,
    State,
)
from claims.models import Change, Evidence, PublicationBlock, ScheduledPublication, Verdict
from claims.publication import record
from claims.workflow import checklist, policies
from claims.workflow.policies import PolicyContext
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import Violation
from sources.capture.web_archive import check_can_be_archived_unasked
from sources.choices import TranslatedBy
from sources.independence import assessment
from sources.independence.assessment import IndependenceAssessment
from sources.models import Snapshot
from sources.models.translation import find_translation, list_foreign_passages


@dataclass(frozen=True)
class TransitionRule:
    """One action: the states it starts from, the state it leads to, and what it requires."""

    action: str
    from_states: tuple[State, ...]
    to_state: State | None  # None: the state does not change
    permission: str
    policies: tuple[Callable[[PolicyContext], Violation | None], ...]
    description: str | Promise


WRITE, REVIEW = "claims.write_verdict", "claims.review_verdict"
PUBLISH, SUSPEND = "claims.publish_verdict", "claims.suspend_verdict"
RETRACT = "claims.retract_verdict"

_RULES = (
    TransitionRule(
        action="edit",
        from_states=(State.DRAFT,),
        to_state=None,
        permission=WRITE,
        policies=(),
        description=gettext_lazy("Change the text of a draft."),
    ),
    TransitionRule(
        action="cite",
        from_states=(State.DRAFT,),
        to_state=None,
        permission=WRITE,
        policies=(),
        description=gettext_lazy("Cite a passage as evidence."),
    ),
    TransitionRule(
        action="remove_evidence",
        from_states=(State.DRAFT,),
        to_state=None,
        permission=WRITE,
        policies=(),
        description=gettext_lazy("Remove a piece of evidence."),
    ),
    TransitionRule(
        action="submit",
        from_states=(State.DRAFT,),
        to_state=State.IN_REVIEW,
        permission=WRITE,
        policies=(
            policies.check_is_contributor,
            policies.check_claim_is_open,
            policies.check_complete,
            *checklist.CHECKLIST_POLICIES,
            policies.check_minor_edit,
            policies.check_step_is_announced,
        ),
        description=gettext_lazy("Submit the draft for review."),
    ),
    TransitionRule(
        action="withdraw",
        from_states=(State.IN_REVIEW, State.APPROVED),
        to_state=State.DRAFT,
        permission=WRITE,
        policies=(policies.check_is_contributor,),
        description=gettext_lazy("Withdraw the submission: the revision is a draft again."),
    ),
    TransitionRule(
        action="discard",
        from_states=(State.DRAFT,),
        to_state=State.DISCARDED,
        permission=WRITE,
        policies=(policies.check_can_discard,),
        description=gettext_lazy("Discard a draft."),
    ),
    TransitionRule(
        action="review_comment",
        from_states=(State.IN_REVIEW, State.APPROVED),
        to_state=None,
        permission=REVIEW,
        policies=(policies.check_is_not_contributor,),
        description=gettext_lazy("Write a review comment on one part of the submission."),
    ),
    TransitionRule(
        action="resolve_comment",
        from_states=(State.DRAFT,),
        to_state=None,
        permission=WRITE,
        policies=(policies.check_is_contributor,),
        description=gettext_lazy("Resolve a review comment, and say how."),
    ),
    TransitionRule(
        action="rate",
        from_states=(State.IN_REVIEW,),
        to_state=None,
        permission=REVIEW,
        policies=(
            policies.check_is_not_contributor,
            policies.check_uses_blind_ratings,
            policies.check_can_still_rate,
        ),
        description=gettext_lazy("Give your own rating before you see another reviewer's."),
    ),
    TransitionRule(
        action="approve",
        from_states=(State.IN_REVIEW,),
        to_state=State.APPROVED,
        permission=REVIEW,
        policies=(
            policies.check_is_not_contributor,
            policies.check_claim_is_open,
            policies.check_unchanged,
            policies.check_blind_ratings_agree,
        ),
        description=gettext_lazy("Approve the submission as the second person."),
    ),
    TransitionRule(
        action="confirm_descriptions",
        from_states=(State.APPROVED,),
        to_state=State.APPROVED,
        permission=REVIEW,
        policies=(
            policies.check_is_not_contributor,
            policies.check_claim_is_open,
            policies.check_descriptions_changed,
        ),
        description=gettext_lazy(
            "Confirm descriptions of sources or of the claimant that were edited after the "
            "approval, which stays valid."
        ),
    ),
    TransitionRule(
        action="send_back",
        from_states=(State.IN_REVIEW, State.APPROVED),
        to_state=State.DRAFT,
        permission=REVIEW,
        policies=(policies.check_is_not_contributor,),
        description=gettext_lazy("Send it back to its authors and say what has to change."),
    ),
    TransitionRule(
        action="publish",
        from_states=(State.APPROVED,),
        to_state=State.PUBLISHED,
        permission=PUBLISH,
        policies=(
            policies.check_claim_is_open,
            policies.check_unchanged,
            checklist.check_checklist_still_met,
            policies.check_comment_deadline,
            policies.check_not_blocked,
            policies.check_not_embargoed,
        ),
        description=gettext_lazy("Publish the approved revision."),
    ),
    TransitionRule(
        action="schedule",
        from_states=(State.APPROVED,),
        to_state=None,
        permission=PUBLISH,
        policies=(
            policies.check_claim_is_open,
            policies.check_unchanged,
            policies.check_not_blocked,
        ),
        description=gettext_lazy("Schedule the publication, if nothing changes before that time."),
    ),
    TransitionRule(
        action="cancel_schedule",
        from_states=(State.APPROVED,),
        to_state=None,
        permission=PUBLISH,
        policies=(policies.check_is_scheduled,),
        description=gettext_lazy("Cancel the scheduled publication."),
    ),
    TransitionRule(
        action="correct",
        from_states=(State.PUBLISHED, State.SUSPENDED, State.RETRACTED),
        to_state=None,
        permission=WRITE,
        policies=(
            policies.check_is_latest,
            policies.check_no_open_revision,
            policies.check_claim_is_open,
            policies.check_not_blocked,
        ),
        description=gettext_lazy("Open the next revision, with the kind and cause of the change."),
    ),
    TransitionRule(
        action="suspend",
        from_states=(State.PUBLISHED,),
        to_state=State.SUSPENDED,
        permission=SUSPEND,
        policies=(),
        description=gettext_lazy("Suspend it at once: readers see a notice instead."),
    ),
    TransitionRule(
        action="confirm_suspension",
        from_states=(State.SUSPENDED,),
        to_state=None,
        permission=SUSPEND,
        policies=(
            policies.check_suspended_by_another,
            policies.check_suspension_is_unconfirmed,
        ),
        description=gettext_lazy("Confirm a suspension as the second person."),
    ),
    TransitionRule(
        action="reinstate",
        from_states=(State.SUSPENDED,),
        to_state=State.PUBLISHED,
        permission=SUSPEND,
        policies=(
            policies.check_suspended_by_another,
            policies.check_claim_is_open,
            policies.check_not_blocked,
        ),
        description=gettext_lazy("Publish a suspended revision again, as the second person."),
    ),
    TransitionRule(
        action="propose_retraction",
        from_states=(State.PUBLISHED, State.SUSPENDED),
        to_state=None,
        permission=RETRACT,
        policies=(policies.check_no_retraction_proposed,),
        description=gettext_lazy("Propose to retract a published revision."),
    ),
    TransitionRule(
        action="retract",
        from_states=(State.PUBLISHED, State.SUSPENDED),
        to_state=State.RETRACTED,
        permission=RETRACT,
        policies=(policies.check_proposed_by_another,),
        description=gettext_lazy("Retract a published revision as the second person."),
    ),
)
TRANSITIONS: dict[str, TransitionRule] = {rule.action: rule for rule in _RULES}


def check_allowed(action: str, verdict: Verdict, user, *, at: datetime) -> Violation | None:
    """Whether the user may carry out this action on this revision at this time."""
    return _check_rule(TRANSITIONS[action], load_context(verdict, user, at=at))


def check_all(context: PolicyContext) -> dict[str, Violation | None]:
    """The same for every action, from one reading of the revision."""
    return {action: _check_rule(rule, context) for action, rule in TRANSITIONS.items()}


def _check_rule(rule: TransitionRule, context: PolicyContext) -> Violation | None:
    if violation := check_permission(context.user, rule.permission):
        return violation
    if context.verdict.state not in rule.from_states:
        return _build_state_violation(rule, context.verdict)
    violations = (policy(context) for policy in rule.policies)
    return next((violation for violation in violations if violation), None)


def _build_state_violation(rule: TransitionRule, verdict: Verdict) -> Violation:
    message = _("This fact-check is %(state)s. It has to be %(states)s for this action.")
    states = get_text_list([str(state.label) for state in rule.from_states], _("or"))
    return Violation(message % {"state": verdict.get_state_display(), "states": states})


def load_context(
    verdict: Verdict, user, *, at: datetime, independence: IndependenceAssessment | None = None
) -> PolicyContext:
    """Reads what the policies need to know.

    Relations that were prefetched with the revision are used as they are; the others are read and
    kept on it. `at` is the time of the action, in UTC; `independence` is the assessment of the
    draft's sources, if the caller has it already.
    """
    prefetch_related_objects([verdict], *_list_relations(verdict))
    changes, evidence = list(verdict.changes.all()), list(verdict.evidence.all())
    appearances = verdict.claim.appearances.all()
    revisions = [row for row in verdict.claim.verdicts.all() if row.state != State.DISCARDED]
    if independence is None:
        independence = _assess_independence(verdict)
    submitted = _load_submitted_record(verdict)
    blocks = _list_blocks_in_force(verdict, at)
    return PolicyContext(
        verdict=verdict,
        user=user,
        at=at,
        contributors=frozenset(row.user_id for row in verdict.contributors.all()),
        evidence=tuple((row.stance, row.passage_id) for row in evidence),
        appearances=frozenset(row.passage_id for row in appearances if row.passage_id),
        lacks_translation=_lacks_translation(verdict, evidence),
        has_misquote=_has_misquote(verdict, evidence),
        has_open_revision=any(row.state in OPEN_STATES for row in revisions),
        is_latest=all(
            row.revision <= verdict.revision for row in revisions if row.state not in OPEN_STATES
        ),
        proposed_retraction=_find_latest(changes, ChangeKind.RETRACTION, is_announced=False),
        suspension=_find_suspension(verdict, changes),
        independent_sources=len(
            independence.groups if submitted is None else submitted["independent_sources"]
        ),
        unresolved_relations=independence.suggestions,
        comment_requests=tuple(verdict.claim.comment_request_statuses.all()),
        publication_blocks=blocks,
        schedule=get_active_schedule(verdict),
        checklist_answers=(
            record.get_checklist_answers(verdict) if submitted is None else submitted["checklist"]
        ),
        blind_ratings=_list_blind_ratings(verdict),
        unarchived_sources=() if blocks else _list_unarchived_sources(verdict, evidence),
        edits=None if submitted is None else record.find_edits(verdict),
        is_minor_edit_with_changes=_is_minor_edit_with_changes(verdict, changes),
        is_minor_edit=any(change.kind == ChangeKind.MINOR_EDIT for change in changes),
        has_machine_translation=has_machine_translation(verdict, evidence),
        has_quiet_step=_has_quiet_step(verdict, changes),
    )


def _list_relations(verdict: Verdict) -> tuple[Prefetch | str, ...]:
    return (
        "changes",
        verdict.prefetch_evidence(),
        "contributors",
        "claim__appearances",
        Prefetch("claim__verdicts", Verdict.objects.only("claim", "revision", "state")),
        "claim__comment_request_statuses",
    )


def get_active_schedule(verdict: Verdict) -> ScheduledPublication | None:
    """The scheduled publication of what is approved now; one of another submission is void."""
    if verdict.state != State.APPROVED:
        return None
    active = (
        plan
        for plan in verdict.scheduled_publications.all()
        if plan.ended_at is None and plan.submission_id == verdict.submission_id
    )
    return next(active, None)


def _load_submitted_record(verdict: Verdict) -> dict | None:
    """The record that reviewers and publishers decide about; None for all other states."""
    if verdict.state not in (State.IN_REVIEW, State.APPROVED):
        return None
    return record.load_record(verdict.get_submission().content)


def _assess_independence(verdict: Verdict) -> IndependenceAssessment:
    """Only for drafts that claim independent sources: comparing the texts takes long."""
    if verdict.state == State.DRAFT and verdict.basis == Basis.INDEPENDENT:
        return assessment.assess_independence(verdict.get_basis_passages())
    return IndependenceAssessment()


def _lacks_translation(verdict: Verdict, evidence: Iterable[Evidence]) -> bool:
    language = verdict.claim.language
    foreign = list_foreign_passages((row.passage for row in evidence), language)
    return any(
        find_translation(language, passage.translations.all()) is None for passage in foreign
    )


def has_machine_translation(verdict: Verdict, evidence: Iterable[Evidence]) -> bool:
    """Whether readers see a machine translation of a cited passage or of a response."""
    language = verdict.claim.language
    foreign = list_foreign_passages((row.passage for row in evidence), language)
    translations = [find_translation(language, row.translations.all()) for row in foreign]
    responses = verdict.claim.comment_request_statuses.all()
    return any(
        row is not None and row.translated_by == TranslatedBy.MACHINE
        for row in [*translations, *(response for response in responses if response.translation)]
    )


def _has_misquote(verdict: Verdict, evidence: Iterable[Evidence]) -> bool:
    """Only for open revisions: what was published never changes."""
    return verdict.state in OPEN_STATES and not all(row.is_verbatim for row in evidence)


def _list_unarchived_sources(verdict: Verdict, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The labels of cited web pages that have no copy and may have one. Only for drafts.

    A private person's page is not to be copied, nor is any page under an embargo.
    """
    if verdict.state != State.DRAFT:
        return ()
    snapshots = {row.passage.snapshot_id: row.passage.snapshot.source for row in evidence}
    pages = {
        pk: source
        for pk, source in snapshots.items()
        if check_can_be_archived_unasked(source) is None
    }
    if not pages:
        return ()
    is_private = Func("source__public_id", function="is_private_page", output_field=BooleanField())
    missing = Snapshot.objects.filter(~Q(is_private), pk__in=pages, archived_copies=None)
    return tuple(sorted({pages[pk].label for pk in missing.values_list("pk", flat=True)}))


def _list_blocks_in_force(verdict: Verdict, at: datetime) -> tuple[PublicationBlock, ...]:
    rows = verdict.get_publication_blocks().filter(released_at=None)
    return tuple(row for row in rows if row.is_in_force(at))


def _list_blind_ratings(verdict: Verdict) -> tuple[tuple[int, int], ...]:
    """Only for the state in which the policies read them."""
    if verdict.state != State.IN_REVIEW:
        return ()
    ratings = verdict.get_submission().blind_ratings.all()
    return tuple((rating.rated_by_id, rating.rating_id) for rating in ratings)


def _find_suspension(verdict: Verdict, changes: list[Change]) -> Change | None:
    if verdict.state != State.SUSPENDED:
        return None
    return _find_latest(changes, ChangeKind.SUSPENSION, is_announced=True)


def _find_latest(changes: list[Change], kind: ChangeKind, *, is_announced: bool) -> Change | None:
    matching = [
        change
        for change in changes
        if change.kind == kind and bool(change.announced_at) == is_announced
    ]
    return max(matching, key=lambda change: change.pk, default=None)


def _is_minor_edit_with_changes(verdict: Verdict, changes: list[Change]) -> bool:
    minor_edit = next((change for change in changes if change.kind == ChangeKind.MINOR_EDIT), None)
    if minor_edit is None:
        return False
    return _get_substance(verdict) != _get_substance(minor_edit.previous)


def _has_quiet_step(verdict: Verdict, changes: list[Change]) -> bool:
    change = next((change for change in changes if change.kind in WORDING_KINDS), None)
    return change is not None and _get_step(verdict) != _get_step(change.previous)


def _get_step(verdict: Verdict) -> str:
    return verdict.criminal_proceedings or CriminalProceedings.NOT_ALLEGED


def _get_substance(verdict: Verdict) -> tuple:
    """The part of a revision that a minor edit must not change."""
    cited = frozenset((row.passage_id, row.stance) for row in verdict.evidence.all())
    return verdict.rating_id, verdict.basis, cited
