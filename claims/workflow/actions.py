"""The verbs that move a verdict: the only writers of `Verdict.state`.

Each runs in one transaction that locks the claim and then the revision, so that of two people who
press at the same moment one wins and the other is told. Each asks `rules.refusal`, writes its
transition, moves the state and, where readers see it, appends to the ledger. All raise `Refused`
with a sentence, and then nothing was written. `at` is the moment of the whole act.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pghistory
from django.db import transaction

from claims.choices import REVISING, STANDING, Answer, ChangeKind, Event, State
from claims.models import Change, Claim, Evidence, Review, Submission, Transition, Verdict
from claims.models.blind_rating import RATERS
from claims.models.verdict import CONTENT
from claims.publication import ledger, record
from claims.search_config import configuration
from claims.workflow.transitions import RULES, refusal, refusals
from sources.models.snapshot import digest

__all__ = ["RULES", "Refused", "refusal", "refusals"]


class Refused(Exception):
    """The verb was not carried out and nothing was written; the message is one sentence."""


class Overtaken(Refused):
    """Somebody saved what is to be written after it was read; what they wrote stands."""


@contextmanager
def locked(verb: str, verdict: Verdict, by, at: datetime) -> Iterator[Verdict]:
    """The revision as it stands now, locked until the transaction ends; refused if the verb is."""
    with transaction.atomic(), pghistory.context(person=by.pk, verb=verb):
        Claim.objects.select_for_update().get(pk=verdict.claim_id)
        fresh = (
            Verdict.objects.select_for_update(of=("self",))
            .select_related("claim__claimant", "rating", "submission")
            .get(pk=verdict.pk)
        )
        if sentence := refusal(verb, fresh, by, at=at):
            raise Refused(sentence)
        yield fresh


def _move(verb: str, verdict: Verdict, *, by, at, to: State, note="", **columns) -> None:
    Transition.objects.create(
        verdict=verdict,
        verb=verb,
        from_state=verdict.state,
        to_state=to,
        note=note,
        moved_at=at,
        moved_by=by,
    )
    verdict.state, verdict.moved_at, verdict.moved_by = to, at, by
    for name, value in columns.items():
        setattr(verdict, name, value)
    verdict.save(update_fields=["state", "moved_at", "moved_by", *columns])


def submit(verdict: Verdict, *, by, at) -> Submission:
    """The draft is in review and frozen; all that readers would see of it is stored."""
    with locked("submit", verdict, by, at) as fresh:
        content = record.canonical(record.compose(fresh))
        submission = Submission.objects.create(
            verdict=fresh,
            number=fresh.submissions.count() + 1,
            form=record.FORM,
            content=content,
            sha256=digest(content),
            search_config=configuration(fresh.claim.language),
            submitted_at=at,
            submitted_by=by,
        )
        _move("submit", fresh, by=by, at=at, to=State.IN_REVIEW, submission=submission)
    return submission


def withdraw(verdict: Verdict, *, by, at, note="") -> None:
    """The revision is a draft again; its submission and any approval of it stay on record."""
    with locked("withdraw", verdict, by, at) as fresh:
        _move_to_draft("withdraw", fresh, by, at, note)


def send_back(verdict: Verdict, *, by, at, comment: str = "") -> Review:
    """The revision is a draft again, and its authors are told what has to change.

    The comment may be empty where remarks say it, or two blind ratings that do not agree.
    """
    with locked("send_back", verdict, by, at) as fresh:
        note = " ".join([comment.strip(), *_findings(fresh)]).strip()
        _said(note, "Say what has to change.")
        review = _review(fresh, Answer.SEND_BACK, by, at, comment.strip())
        _move_to_draft("send_back", fresh, by, at, note)
    return review


def _findings(verdict: Verdict) -> list[str]:
    """What reviewers found in this submission, beside what is said when it is sent back."""
    submission, found = verdict.submission, []
    if remarks := submission.remarks.count():
        found = ["One remark." if remarks == 1 else f"{remarks} remarks."]
    ratings = list(submission.blind_ratings.select_related("rating"))
    if len(ratings) == RATERS and any(one.rating_id != verdict.rating_id for one in ratings):
        one, other = (rated.rating for rated in ratings)
        found += [f"Rated blind “{one}” and “{other}”; the draft says “{verdict.rating}”."]
    return found


def _move_to_draft(verb, verdict, by, at, note) -> None:
    _move(
        verb, verdict, by=by, at=at, to=State.DRAFT, note=note, approved_at=None, approved_by=None
    )


def discard(verdict: Verdict, *, by, at, note="") -> None:
    """The draft is given up; its number goes to the next one."""
    with locked("discard", verdict, by, at) as fresh:
        _move("discard", fresh, by=by, at=at, to=State.DISCARDED, note=note)


def approve(verdict: Verdict, *, by, at, seen: str, fair: bool = False, comment="") -> Review:
    """A second person has signed the submission with the digest `seen`.

    `fair`: they confirm that the desk words the claim fairly to the claimant's own words.
    """
    with locked("approve", verdict, by, at) as fresh:
        refuse_unless_unchanged(fresh, seen)
        if not fair:
            raise Refused(
                "Confirm that the desk's wording of the claim is fair to the claimant's own words."
            )
        review = _review(fresh, Answer.APPROVE, by, at, comment, fair=True)
        _move("approve", fresh, by=by, at=at, to=State.APPROVED, approved_at=at, approved_by=by)
    return review


def _review(verdict, answer, by, at, comment, fair=None) -> Review:
    return Review.objects.create(
        verdict=verdict,
        submission=verdict.submission,
        answer=answer,
        comment=comment,
        fair=fair,
        sha256=verdict.submission.sha256,
        reviewed_at=at,
        reviewed_by=by,
    )


def refuse_unless_unchanged(verdict: Verdict, seen: str) -> None:
    """What a person signs is what they read, and what readers would see of it now.

    Raises `Refused` if it was submitted anew since, or if what it shows was edited since.
    """
    if seen != verdict.submission.sha256:
        raise Refused("The revision was submitted anew since you read it: read it again.")
    if verdict.submission.form != record.FORM:
        raise Refused("It was submitted in an older form: it has to be submitted anew.")
    if record.canonical(record.compose(verdict)) != verdict.submission.content:
        raise Refused(
            "The claim, a source, a byline or a reply changed since the submission: "
            "it has to be submitted anew."
        )


def publish(verdict: Verdict, *, by, at, seen: str) -> None:
    """Readers see this revision; the one before it is superseded; the ledger says so."""
    with locked("publish", verdict, by, at) as fresh:
        refuse_unless_unchanged(fresh, seen)
        for old in fresh.claim.verdicts.select_for_update().filter(state__in=STANDING):
            _move("publish", old, by=by, at=at, to=State.SUPERSEDED, ended_at=at)
        _move("publish", fresh, by=by, at=at, to=State.PUBLISHED, published_at=at, published_by=by)
        announced = fresh.changes.filter(announced_at=None).update(announced_at=at)
        ledger.append(Event.REVISED if announced else Event.PUBLISHED, fresh, at=at)


def correct(verdict: Verdict, *, by, at, kind: str, cause: str, note: str) -> Verdict:
    """The next revision is a draft, copied from this one, with the change it will announce."""
    with locked("correct", verdict, by, at) as fresh:
        if kind not in REVISING:
            raise Refused("Choose what kind of change this is.")
        content = {name: getattr(fresh, name) for name in CONTENT}
        following = begin(fresh.claim, by=by, at=at, verb="correct", **content)
        _open_change(fresh, following, kind, cause, note, by, at)
        Evidence.objects.bulk_create(
            Evidence(
                verdict=following,
                passage_id=one.passage_id,
                stance=one.stance,
                note=one.note,
                position=one.position,
                cited_at=at,
                cited_by=by,
            )
            for one in fresh.evidence.all()
        )
    return following


def begin(claim: Claim, *, by, at, verb: str, **content) -> Verdict:
    """A new draft on a claim the caller has locked, with its transition. Its author is `by`."""
    known = claim.verdicts.exclude(state=State.DISCARDED).order_by("-revision").first()
    verdict = Verdict.objects.create(
        claim=claim,
        revision=known.revision + 1 if known else 1,
        author=by,
        begun_at=at,
        edited_at=at,
        edited_by=by,
        moved_at=at,
        moved_by=by,
        **content,
    )
    Transition.objects.create(
        verdict=verdict, verb=verb, to_state=State.DRAFT, moved_at=at, moved_by=by
    )
    return verdict


def suspend(verdict: Verdict, *, by, at, cause: str, note: str) -> None:
    """Readers see a notice in place of the finding until a second person decides."""
    with locked("suspend", verdict, by, at) as fresh:
        change = _open_change(fresh, fresh, ChangeKind.SUSPENSION, cause, note, by, at)
        _move("suspend", fresh, by=by, at=at, to=State.SUSPENDED, note=note, ended_at=at)
        _announce(change, at)
        ledger.append(Event.SUSPENDED, fresh, at=at)


def confirm_suspension(verdict: Verdict, *, by, at) -> None:
    """A second person has agreed that the finding stays down."""
    with locked("confirm_suspension", verdict, by, at) as fresh:
        suspension = fresh.changes.filter(kind=ChangeKind.SUSPENSION).latest("pk")
        _confirm(suspension, by, at)


def reinstate(verdict: Verdict, *, by, at, cause: str, note: str) -> None:
    """A second person has let readers see the suspended finding again."""
    with locked("reinstate", verdict, by, at) as fresh:
        change = _open_change(fresh, fresh, ChangeKind.REINSTATEMENT, cause, note, by, at)
        _move("reinstate", fresh, by=by, at=at, to=State.PUBLISHED, note=note, ended_at=None)
        _announce(change, at)
        ledger.append(Event.REINSTATED, fresh, at=at)


def propose_retraction(verdict: Verdict, *, by, at, cause: str, note: str) -> Change:
    """The first of two people has proposed to retract; readers see nothing of it yet."""
    with locked("propose_retraction", verdict, by, at) as fresh:
        return _open_change(fresh, fresh, ChangeKind.RETRACTION, cause, note, by, at)


def retract(verdict: Verdict, *, by, at) -> None:
    """The finding is retracted by two people; the page stays, under its notice."""
    with locked("retract", verdict, by, at) as fresh:
        proposed = fresh.changes.get(kind=ChangeKind.RETRACTION, announced_at=None)
        _confirm(proposed, by, at)
        _move("retract", fresh, by=by, at=at, to=State.RETRACTED, note=proposed.note, ended_at=at)
        _announce(proposed, at)
        ledger.append(Event.RETRACTED, fresh, at=at)


def _open_change(previous, verdict, kind, cause, note, by, at) -> Change:
    change = Change(
        verdict=verdict,
        previous=previous,
        kind=kind,
        cause=cause,
        note=_said(note, "Say what readers are told."),
        opened_at=at,
        opened_by=by,
    )
    if cause not in dict(Change._meta.get_field("cause").choices):
        raise Refused("Choose the cause of the change.")
    change.save()
    return change


def _confirm(change: Change, by, at) -> None:
    change.confirmed_at, change.confirmed_by = at, by
    change.save(update_fields=["confirmed_at", "confirmed_by"])


def _announce(change: Change, at) -> None:
    change.announced_at = at
    change.save(update_fields=["announced_at"])


def _said(words: str, otherwise: str) -> str:
    if not words.strip():
        raise Refused(otherwise)
    return words.strip()
