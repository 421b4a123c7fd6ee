"""Which finding has to be read by an editor, and what may they answer?

An alarm is raised where the words of a published verdict's quotation may say something else now,
or are gone; a comma or another page raises none, and neither does a server that does not answer.
What an editor has answered once is not asked again, but anything found later that differs is.
"""

import pghistory
from django.db import transaction
from django.db.models import Q

from claims.choices import STANDING, AlarmAnswer, Cause, State
from claims.models import Alarm, Claim, Verdict
from claims.workflow import actions
from claims.workflow.actions import Refused
from claims.workflow.transitions import refusal
from sources.choices import Outcome
from sources.models import Check

# Whoever may open a correction may also say that none is needed.
ANSWERS = {
    AlarmAnswer.NO_CHANGE: None,
    AlarmAnswer.CORRECT: "correct",
    AlarmAnswer.RETRACT: "propose_retraction",
}
WRITE = "claims.write_verdict"


def alarming(check: Check) -> bool:
    """Whether this finding has to be read by somebody."""
    lost = check.outcome in (Outcome.AMBIGUOUS, Outcome.MISSING)
    return lost or bool(check.material) or check.retrieval.gone


def raise_alarms(check: Check, *, at) -> list[Alarm]:
    """One alarm for each standing verdict that cites the passage; none that was answered before.

    Inside the caller's transaction, which holds the source. Safe to call again.
    """
    if not alarming(check):
        return []
    standing = Verdict.objects.filter(state__in=STANDING)
    citing = standing.filter(evidence__passage=check.passage) | standing.filter(
        claim__appearances__passage=check.passage
    )
    return [
        Alarm.objects.create(verdict=verdict, passage=check.passage, finding=check, raised_at=at)
        for verdict in citing.distinct().order_by("pk")
        if not _is_asked(verdict, check)
    ]


def _is_asked(verdict: Verdict, check: Check) -> bool:
    """Whether an alarm is open, or this very finding was answered for any revision of the claim."""
    asked = Alarm.objects.filter(verdict__claim=verdict.claim_id, passage=check.passage)
    if asked.filter(verdict=verdict, answered_at=None).exists():
        return True
    # A correction that was given up has answered nothing.
    answered = asked.exclude(answered_at=None).exclude(following__state=State.DISCARDED)
    return any(
        (one.finding.outcome, one.finding.found) == (check.outcome, check.found)
        for one in answered.select_related("finding")
    )


def refusal_to_answer(alarm: Alarm, answer: str, by, *, at) -> str | None:
    """Why this person cannot answer so, in one sentence; `None` if they can."""
    if alarm.answered_at:
        return f"{alarm.answered_by} has answered already: {alarm.get_answer_display()}."
    verb = ANSWERS[AlarmAnswer(answer)]
    if verb:
        return refusal(verb, alarm.verdict, by, at=at)
    return None if by.is_active and by.has_perm(WRITE) else "Your role does not allow this."


def answer_alarm(alarm: Alarm, *, by, at, answer: str, why: str, kind: str = "") -> Alarm:
    """An editor has decided, once: nothing has to change, or the verb that follows was carried out.

    `why` says why nothing changes, or else what readers are told; `kind` is that of the correction,
    whose draft becomes `following`. Raises `Refused`, and then nothing was written.
    """
    if answer not in AlarmAnswer.values:
        raise Refused("Choose what follows: no change, a correction or a retraction.")
    with transaction.atomic(), pghistory.context(person=by.pk, verb="answer_alarm"):
        Claim.objects.select_for_update().get(pk=alarm.verdict.claim_id)  # as every verb does
        fresh = (
            Alarm.objects.select_for_update(of=("self",))
            .select_related("verdict__claim", "answered_by")
            .get(pk=alarm.pk)
        )
        if sentence := refusal_to_answer(fresh, answer, by, at=at):
            raise Refused(sentence)
        if not why.strip():
            raise Refused(
                "Say why nothing has to change."
                if answer == AlarmAnswer.NO_CHANGE
                else "Say what readers are told."
            )
        fresh.following = _carry_out(fresh.verdict, answer, by, at, why, kind)
        fresh.answer, fresh.why = answer, why.strip()
        fresh.answered_at, fresh.answered_by = at, by
        fresh.save(update_fields=["answer", "why", "following", "answered_at", "answered_by"])
    return fresh


def _carry_out(verdict: Verdict, answer: str, by, at, note: str, kind: str) -> Verdict | None:
    told = {"by": by, "at": at, "cause": Cause.SOURCE_CHANGED, "note": note}
    if answer == AlarmAnswer.CORRECT:
        return actions.correct(verdict, kind=kind, **told)
    if answer == AlarmAnswer.RETRACT:
        actions.propose_retraction(verdict, **told)
    return None


def alarms_about(verdict: Verdict):
    """What concerns whoever reads this revision: its own alarms, those that led to it, and those
    that wait under the standing revision of its claim."""
    own = Q(verdict=verdict) | Q(following=verdict)
    waits = Q(verdict__claim=verdict.claim_id, verdict__state__in=STANDING, answered_at=None)
    rows = Alarm.objects.filter(own | waits)
    return rows.select_related("passage", "finding__retrieval", "answered_by").order_by("pk")


def open_about(verdict: Verdict):
    """Alarms that nobody has answered: of the claim's standing revision, and of what this cites."""
    standing = Alarm.objects.filter(answered_at=None, verdict__state__in=STANDING)
    cited = verdict.evidence.values("passage")
    return standing.filter(Q(verdict__claim=verdict.claim_id) | Q(passage__in=cited))


def latest_check(alarm: Alarm) -> Check:
    """What the newest look that reached the source found of the passage, or the alarm's own."""
    rows = alarm.passage.checks.select_related("retrieval", "snapshot")
    reached = rows.exclude(outcome=Outcome.UNREACHABLE).first()
    newest = rows.get(pk=alarm.finding_id)
    return reached if reached and reached.pk > newest.pk else newest
