"""Policies: each checks one condition of an action and returns a `Violation` or `None`.

A policy reads a `PolicyContext` that was loaded before; it runs no queries and writes nothing. Its
docstring states the condition that has to be met, and `docs/workflow.md` prints it. The four-eyes
rules are enforced once more by database triggers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.choices import (
    OPEN_PROCEEDINGS,
    WITHOUT_PROCEEDINGS,
    Basis,
    ConflictOfInterest,
    MachineAssistance,
    MachinePurpose,
    PrimarySources,
    PublicationBlockKind,
    Stance,
    State,
)
from claims.models import (
    Change,
    Claim,
    CommentRequestStatus,
    PublicationBlock,
    ScheduledPublication,
    Verdict,
)
from claims.models.review import BLIND_RATING_COUNT
from claims.publication.record import Edits
from factcheck.accounts.models import User
from factcheck.core.errors import Violation
from sources.independence.assessment import SuggestedRelation


@dataclass(frozen=True)
class PolicyContext:
    """What the policies know about one revision and the user who wants to act on it."""

    verdict: Verdict
    user: User
    at: datetime  # when the action would happen, in UTC
    contributors: frozenset[int]  # users who worked on the revision
    evidence: tuple[tuple[str, int], ...]  # (stance, passage)
    appearances: frozenset[int]  # passages in which the claimant makes the claim
    lacks_translation: bool  # a passage in another language than the claim is not translated
    has_misquote: bool  # the words of a passage are not in the article text of its snapshot
    has_open_revision: bool  # the claim has a revision in draft, in review or approved
    is_latest: bool  # no later revision of the claim was published
    proposed_retraction: Change | None  # waits for a second person
    suspension: Change | None  # in force
    independent_sources: int  # among the evidence for the conclusion
    unresolved_relations: tuple[SuggestedRelation, ...]  # possible dependencies not decided yet
    comment_requests: tuple[CommentRequestStatus, ...]  # or the reason for making none
    publication_blocks: tuple[PublicationBlock, ...]  # embargoes and legal blocks in force at `at`
    schedule: ScheduledPublication | None  # the scheduled publication
    checklist_answers: Mapping[str, Any]  # as `claims.publication.record` stores them
    blind_ratings: tuple[tuple[int, int], ...]  # (user, rating) for the submission in review
    unarchived_sources: tuple[str, ...]  # labels of cited web pages without an archived copy
    edits: Edits | None  # what was edited since the submission that is in review or approved
    is_minor_edit_with_changes: bool  # a minor edit that changes the rating, basis or evidence
    is_minor_edit: bool
    has_machine_translation: bool  # of a cited passage or of a response
    has_quiet_step: bool  # a minor edit or clarification with a new step of criminal proceedings

    def has_evidence(self, stance: str) -> bool:
        return any(cited_stance == stance for cited_stance, _passage in self.evidence)

    @property
    def embargo(self) -> PublicationBlock | None:
        """The embargo in force that ends last."""
        embargoes = [
            (block.until, block)
            for block in self.publication_blocks
            if block.kind == PublicationBlockKind.EMBARGO and block.until
        ]
        return max(embargoes, key=lambda pair: pair[0], default=(None, None))[1]


def format_local_time(moment: datetime) -> str:
    """The moment in the desk's time zone, such as `3 December 2026, 08:00 (Europe/Warsaw)`."""
    local = moment.astimezone(timezone.get_current_timezone())
    zone = timezone.get_current_timezone_name()
    return f"{date_format(local, 'j F Y, H:i')} ({zone})"


# ── the user and the revision ───────────────────────────────────────────────────────────────────
def check_is_contributor(context: PolicyContext) -> Violation | None:
    """The user has worked on this revision."""
    if context.user.pk in context.contributors:
        return None
    return Violation(_("Only someone who worked on this revision can do this."))


def check_can_discard(context: PolicyContext) -> Violation | None:
    """The user has worked on this revision, or decides about drafts that no one edits any more."""
    expired_at = context.verdict.edited_at + timedelta(days=settings.RETENTION["drafts"])
    if expired_at < context.at and context.user.has_perm("claims.decide_draft"):
        return None
    return check_is_contributor(context)


def check_is_not_contributor(context: PolicyContext) -> Violation | None:
    """The user has not worked on this revision."""
    if context.contributors and context.user.pk not in context.contributors:
        return None
    return Violation(_("You worked on this revision, so another person has to review it."))


def check_claim(claim: Claim) -> Violation | None:
    """The claim was neither declined nor merged."""
    if claim.status == "declined":
        return Violation(_("The claim was declined."))
    if claim.status == "merged":
        return Violation(_("The claim was merged."))
    return None


def check_claim_is_open(context: PolicyContext) -> Violation | None:
    """The claim was neither declined nor merged."""
    return check_claim(context.verdict.claim)


def check_no_open_revision(context: PolicyContext) -> Violation | None:
    """No other revision of the claim is being worked on."""
    if context.has_open_revision:
        return Violation(_("The next revision is already being worked on."))
    return None


def check_is_latest(context: PolicyContext) -> Violation | None:
    """No later revision was published."""
    return (
        None
        if context.is_latest
        else Violation(_("This is not the latest revision. Make the change in the latest one."))
    )


def check_unchanged(context: PolicyContext) -> Violation | None:
    """Nothing that the submission shows was edited after it."""
    if context.edits is None:
        return None
    if context.edits.only_descriptions and context.verdict.state == State.APPROVED:
        return Violation(
            _(
                "The description of a source or of the claimant was edited after the approval: "
                "a reviewer has to confirm it."
            )
        )
    return Violation(
        _(
            "The claim, a source, the rating or a request for comment changed after the "
            "submission: it has to be submitted again."
        )
    )


def check_descriptions_changed(context: PolicyContext) -> Violation | None:
    """Only descriptions of sources or of the claimant were edited after the approval."""
    if context.edits is None:
        return Violation(_("Nothing was edited after the approval."))
    if not context.edits.only_descriptions:
        return Violation(_("More than descriptions was edited: it has to be submitted again."))
    return None


# ── the content of a draft ──────────────────────────────────────────────────────────────────────
REQUIRED_FIELDS = {
    "rating": gettext_lazy("the rating"),
    "basis": gettext_lazy("what the rating is based on"),
    "conclusion": gettext_lazy("the conclusion"),
    "reasoning": gettext_lazy("the reasoning"),
    "why_this_claim": gettext_lazy("why this claim was chosen"),
    "what_would_change_it": gettext_lazy("what could change this rating"),
}


def check_complete(context: PolicyContext) -> Violation | None:
    """All required fields are filled in; a provisional rating also has a date to revisit it."""
    verdict = context.verdict
    missing = [str(label) for name, label in REQUIRED_FIELDS.items() if not getattr(verdict, name)]
    if missing:
        message = _("Still missing: %(fields)s.") % {"fields": ", ".join(missing)}
        return Violation(message)
    if verdict.provisional and not verdict.revisit_on:
        return Violation(_("A provisional rating needs a date to revisit it by."))
    return None


def check_has_evidence(context: PolicyContext) -> Violation | None:
    """At least one passage is cited."""
    if context.evidence:
        return None
    return Violation(_("A fact-check needs evidence: cite at least one passage."))


def check_quotes_are_verbatim(context: PolicyContext) -> Violation | None:
    """Every quote is in the article text of its snapshot, word for word."""
    if context.has_misquote:
        message = _("A quote is not in its snapshot word for word: remove it and quote it again.")
        return Violation(message)
    return check_has_evidence(context)


def check_has_fact_date(context: PolicyContext) -> Violation | None:
    """It states the date as of which the facts were checked."""
    if context.verdict.valid_as_of:
        return None
    return Violation(_("Enter the date as of which the facts were checked."))


def check_counter_evidence(context: PolicyContext) -> Violation | None:
    """It cites evidence against the claim, or states that there is none and what was searched."""
    if context.has_evidence(Stance.REFUTES):
        return None
    if not context.verdict.no_counter_evidence:
        message = _("Cite evidence against the claim, or confirm that you found none.")
        return Violation(message)
    if not context.verdict.search_notes.strip():
        message = _("Describe where you searched for evidence against the claim.")
        return Violation(message)
    return None


def check_claimant_is_no_evidence(context: PolicyContext) -> Violation | None:
    """No passage in which the claimant makes the claim supports it."""
    supporting = {passage for stance, passage in context.evidence if stance == Stance.SUPPORTS}
    if supporting & context.appearances:
        message = _("A passage in which the claimant makes the claim cannot support it.")
        return Violation(message)
    return None


def check_translations(context: PolicyContext) -> Violation | None:
    """Cited passages in another language than the claim have a translation."""
    if context.lacks_translation:
        message = _("A cited passage is in another language than the claim: translate it.")
        return Violation(message)
    return None


def check_rating_fits_basis(context: PolicyContext) -> Violation | None:
    """The rating is not higher than its basis allows: the claimant's word only, or one source."""
    rating, basis = context.verdict.rating, context.verdict.basis
    if not (rating and basis):
        return Violation(_("Choose a rating and what it is based on."))
    if basis == Basis.CLAIMANT_ONLY and rating.number is not None:
        message = _("The claimant's word alone is not enough for the rating “%(rating)s”.")
    elif basis == Basis.SINGLE and (rating.number or 0) > settings.SINGLE_SOURCE_MAX_RATING:
        message = _("One independent source is not enough for the rating “%(rating)s”.")
    else:
        return None
    return Violation(message % {"rating": rating})


def check_independent_sources(context: PolicyContext) -> Violation | None:
    """A rating based on several sources has two that are independent, and none is undecided."""
    if context.verdict.basis != Basis.INDEPENDENT:
        return None
    if context.unresolved_relations:
        relation = context.unresolved_relations[0]
        message = _(
            "First decide whether “%(first)s” and “%(second)s” are independent of each other."
        )
        titles = {"first": relation.source_a, "second": relation.source_b}
        return Violation(message % titles)
    if context.independent_sources < 2:
        message = _("The evidence for the conclusion does not come from two independent sources.")
        return Violation(message)
    return None


def check_comment_requested(context: PolicyContext) -> Violation | None:
    """The people concerned were asked for comment, or the reason for not asking is recorded."""
    if context.comment_requests:
        return None
    message = _("Ask the claimant for comment, or record why you did not ask.")
    return Violation(message)


def check_comment_deadline(context: PolicyContext) -> Violation | None:
    """No one can still respond in time, or the reason for not waiting is recorded."""
    awaited = [
        (request.deadline_at, request.name)
        for request in context.comment_requests
        if request.deadline_at and request.is_awaited(context.at)
    ]
    if not awaited:
        return None
    deadline, name = max(awaited)
    message = _(
        "%(name)s may respond until %(deadline)s: wait, or record why you publish before that."
    )
    return Violation(message % {"name": name, "deadline": format_local_time(deadline)})


def check_primary_sources(context: PolicyContext) -> Violation | None:
    """It states whether a primary source is cited, and if not, why."""
    answers = context.checklist_answers
    if not answers.get("primary_sources"):
        return Violation(_("State whether a primary source is cited."))
    has_reason = bool((answers["no_primary_source_reason"] or "").strip())
    if answers["primary_sources"] == PrimarySources.NONE and not has_reason:
        return Violation(_("Explain why no primary source is cited."))
    return None


def check_conflicts_of_interest(context: PolicyContext) -> Violation | None:
    """It states whether a contributor has a conflict of interest, and how that is handled."""
    answers = context.checklist_answers
    if not answers.get("conflict_of_interest"):
        message = _("State whether anyone who worked on it has a conflict of interest.")
        return Violation(message)
    is_handled = bool((answers["conflict_handling"] or "").strip())
    if answers["conflict_of_interest"] == ConflictOfInterest.DECLARED and not is_handled:
        return Violation(_("Explain how the conflict of interest is handled."))
    return None


def check_criminal_proceedings(context: PolicyContext) -> Violation | None:
    """It states whether a crime is alleged, and the step, country and dates of the proceedings."""
    answers, verdict = context.checklist_answers, context.verdict
    step, decided_on = answers.get("criminal_proceedings"), answers.get("proceedings_on")
    if not step:
        return Violation(_("State whether a crime is alleged."))
    if step in WITHOUT_PROCEEDINGS:
        return None
    if not decided_on or not (answers["proceedings_country"] or "").strip():
        return Violation(_("Enter the country and the date of the criminal proceedings."))
    facts_on, revisit_on = verdict.valid_as_of, verdict.revisit_on
    if facts_on and decided_on > facts_on.isoformat():
        message = _("The step in the criminal proceedings is later than the date of the facts.")
        return Violation(message)
    if step in OPEN_PROCEEDINGS and not (revisit_on and facts_on and revisit_on > facts_on):
        message = _(
            "The criminal proceedings are open: enter a date to revisit the fact-check by, after "
            "the date of the facts."
        )
        return Violation(message)
    return None


def check_machine_assistance(context: PolicyContext) -> Violation | None:
    """It states which machine tools helped, for what, and who holds editorial responsibility."""
    answers = context.checklist_answers
    if not answers.get("machine_assistance"):
        message = _("State whether machine tools helped with this revision.")
        return None if context.is_minor_edit else Violation(message)
    purposes = answers["machine_purposes"]
    if context.has_machine_translation and MachinePurpose.TRANSLATION not in purposes:
        message = _("It contains a machine translation: state it as machine assistance.")
        return Violation(message)
    if answers["machine_assistance"] == MachineAssistance.NONE:
        return None
    if not purposes or not (answers["machine_tools"] or "").strip():
        return Violation(_("State which machine tools helped, and with what."))
    if not (answers["editorial_responsibility"] or "").strip():
        return Violation(_("State who holds editorial responsibility."))
    return None


def check_minor_edit(context: PolicyContext) -> Violation | None:
    """A minor edit keeps the rating, the basis and the evidence of the revision before it."""
    if not context.is_minor_edit_with_changes:
        return None
    message = _(
        "A minor edit cannot change the rating, its basis or the evidence. Discard this draft and "
        "open a correction, an update or a clarification."
    )
    return Violation(message)


def check_step_is_announced(context: PolicyContext) -> Violation | None:
    """A new step in criminal proceedings is announced as an update or a correction."""
    if not context.has_quiet_step:
        return None
    message = _(
        "Readers have to learn of a new step in criminal proceedings. Discard this draft and open "
        "an update or a correction."
    )
    return Violation(message)


# ── review ──────────────────────────────────────────────────────────────────────────────────────
def check_uses_blind_ratings(context: PolicyContext) -> Violation | None:
    """The settings require two blind ratings, or the submission has one already."""
    if settings.REQUIRE_BLIND_RATINGS or context.blind_ratings:
        return None
    return Violation(_("This desk does not require blind ratings."))


def check_can_still_rate(context: PolicyContext) -> Violation | None:
    """The user has not rated the submission yet, and fewer than two people have."""
    if context.user.pk in dict(context.blind_ratings):
        return Violation(_("You have already rated it."))
    if len(context.blind_ratings) == BLIND_RATING_COUNT:
        return Violation(_("Two people have already rated it."))
    return None


def check_blind_ratings_agree(context: PolicyContext) -> Violation | None:
    """If the submission is rated blind, two people have given it the rating of the draft."""
    if check_uses_blind_ratings(context):
        return None
    if len(context.blind_ratings) < BLIND_RATING_COUNT:
        message = ngettext(
            "Two people have to rate it blind first; %(count)d person has done so.",
            "Two people have to rate it blind first; %(count)d people have done so.",
            len(context.blind_ratings),
        )
        return Violation(message % {"count": len(context.blind_ratings)})
    if {rating for _user, rating in context.blind_ratings} != {context.verdict.rating_id}:
        message = _("The blind ratings differ from each other or from the draft: send it back.")
        return Violation(message)
    return None


def check_sources_are_archived(context: PolicyContext) -> Violation | None:
    """Every web page that is cited has a copy in a web archive. (A reminder.)"""
    if not context.unarchived_sources:
        return None
    message = ngettext(
        "This source has no archived copy: %(sources)s.",
        "These sources have no archived copy: %(sources)s.",
        len(context.unarchived_sources),
    )
    return Violation(message % {"sources": "; ".join(context.unarchived_sources)})


# ── changes of what was published ───────────────────────────────────────────────────────────────
def check_no_retraction_proposed(context: PolicyContext) -> Violation | None:
    """No retraction is waiting for its second person."""
    return (
        Violation(_("A retraction was already proposed.")) if context.proposed_retraction else None
    )


def check_proposed_by_another(context: PolicyContext) -> Violation | None:
    """Another person proposed the retraction."""
    if context.proposed_retraction is None:
        return Violation(_("No retraction was proposed yet."))
    if context.proposed_retraction.created_by_id == context.user.pk:
        return Violation(_("You proposed the retraction: a second person has to confirm it."))
    return None


def check_suspended_by_another(context: PolicyContext) -> Violation | None:
    """Another person suspended it."""
    if context.suspension is None:
        return Violation(_("It is not suspended."))
    if context.suspension.created_by_id == context.user.pk:
        return Violation(_("You suspended it: a second person has to decide."))
    return None


def check_suspension_is_unconfirmed(context: PolicyContext) -> Violation | None:
    """The suspension was not confirmed yet."""
    if context.suspension and context.suspension.confirmed_by_id:
        return Violation(_("The suspension was already confirmed."))
    return None


# ── the time of publication ─────────────────────────────────────────────────────────────────────
def check_not_blocked(context: PolicyContext) -> Violation | None:
    """No legal publication block is on the claim."""
    if any(block.kind == PublicationBlockKind.LEGAL for block in context.publication_blocks):
        message = _(
            "Publication of this claim is blocked for legal reasons. Release the block first."
        )
        return Violation(message)
    return None


def check_not_embargoed(context: PolicyContext) -> Violation | None:
    """No embargo is in force on the claim or on a source that is cited."""
    if context.embargo is None or context.embargo.until is None:
        return None
    message = _("It is under embargo until %(time)s.")
    return Violation(message % {"time": format_local_time(context.embargo.until)})


def check_is_scheduled(context: PolicyContext) -> Violation | None:
    """Its publication is scheduled."""
    return None if context.schedule else Violation(_("No publication is scheduled."))
